//! The main window: our own page and nothing else.

use super::EngineFolder;
use crate::events;
use crate::profile::Profile;
use linkdesk_core::contract::ShellEvent;
use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{AppHandle, Manager as _, Url, WebviewUrl, WebviewWindowBuilder};

/// The label of the only web view that may call commands.
pub(crate) const MAIN: &str = "main";
/// Where the screens begin with what needs a person.
const DESK: &str = "#desk";

/// Opens the main window as `tauri.conf.json` describes it.
pub(crate) fn open_main(app: &AppHandle) -> tauri::Result<()> {
    open_at(app, "")
}

/// `place`: where its screens begin, as a fragment.
fn open_at(app: &AppHandle, place: &str) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let mut config = config.cloned().ok_or(tauri::Error::WindowNotFound)?;
    config.url = WebviewUrl::App(format!("index.html{place}").into());
    WebviewWindowBuilder::from_config(app, &config)?
        // Nothing of ours is kept by the engine: settings stand in the store. A WebDriver sees the shared context only.
        .data_directory(app.state::<EngineFolder>().path())
        .incognito(cfg!(not(feature = "e2e")))
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_our_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    name_profile(app, app.state::<Profile>().is_practice());
    Ok(())
}

/// Brings the main window forward, or opens it again.
pub(crate) fn raise_main(app: &AppHandle) {
    show_main(app, "", None);
}

/// The same, and shows what needs a person.
pub(crate) fn show_desk(app: &AppHandle) {
    show_main(app, DESK, Some(ShellEvent::Desk));
}

/// The same, and lets the screens ask what a repair ticket means. A window that is only now opened asks by itself.
pub(crate) fn show_repair(app: &AppHandle) {
    show_main(app, "", Some(ShellEvent::Repair));
}

/// `place`: where a window begins that is opened for this; `asked`: what is asked of one that is open.
fn show_main(app: &AppHandle, place: &str, asked: Option<ShellEvent>) {
    let shown = match app.get_webview_window(MAIN) {
        Some(window) => window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus())
            .and_then(|()| asked.map_or(Ok(()), |event| events::ask(app, event))),
        None => open_at(app, place),
    };
    if let Err(error) = shown {
        tracing::warn!(%error, "the main window did not come forward");
    }
}

/// What this program calls itself with a profile.
pub(crate) const fn title_of(practice: bool) -> &'static str {
    if practice { "Linkdesk Practice" } else { "Linkdesk" }
}

/// Says in the title which profile is open, so that any picture of the window shows it.
pub(crate) fn name_profile(app: &AppHandle, practice: bool) {
    if let Some(Err(error)) = app.get_webview_window(MAIN).map(|window| window.set_title(title_of(practice))) {
        tracing::warn!(%error, "the title did not change");
    }
}

/// Whether an address is one of the pages inside this program.
fn is_our_page(url: &Url) -> bool {
    let host = if cfg!(any(windows, target_os = "android")) { "tauri.localhost" } else { "localhost" };
    let scheme = if cfg!(any(windows, target_os = "android")) { "http" } else { "tauri" };
    url.scheme() == scheme && url.host_str() == Some(host) && url.port().is_none() && url.username().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn only_our_own_page_is_shown() {
        let ours = |address: &str| is_our_page(&Url::parse(address).expect("a test address"));
        assert!(ours("tauri://localhost/") && ours("tauri://localhost/index.html"));
        for foreign in [
            "https://tauri.localhost/",
            "tauri://localhost.evil.test/",
            "tauri://localhost@evil.test/",
            "https://localhost/",
            "http://127.0.0.1/",
            "about:blank",
            "data:text/html,sample",
            "file:///etc/hostname",
        ] {
            assert!(!ours(foreign), "{foreign}");
        }
    }
}
