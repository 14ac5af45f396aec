//! For tests only: a window without any capability on a page of our own or on a remote one, so that a test can find
//! every command refused there.

use super::EngineFolder;
use tauri::{AppHandle, Manager as _, Url, WebviewUrl, WebviewWindowBuilder};

/// Says which page such a window shows: `local`, or an address. Not set: there is no such window.
const WANTED: &str = "LINKDESK_BARE_PAGE";

/// Opens the window, if a test wants one.
pub(crate) fn open_bare(app: &AppHandle) -> tauri::Result<()> {
    let Ok(page) = std::env::var(WANTED) else { return Ok(()) };
    let page = match Url::parse(&page) {
        Ok(address) => WebviewUrl::External(address),
        Err(_) => WebviewUrl::App("index.html".into()),
    };
    WebviewWindowBuilder::new(app, "bare", page)
        .title("Bare")
        .data_directory(app.state::<EngineFolder>().path())
        .build()?;
    Ok(())
}
