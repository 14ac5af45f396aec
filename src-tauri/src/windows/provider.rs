//! Provider windows: one a session, isolated, without any right, gone when the session no longer needs it.

use super::visit::Visit;
use super::{EngineFolder, browser, own_page};
use linkdesk_core::contract::{Problem, ProblemCode, Route, SessionId, SessionState, SessionView};
#[cfg(not(target_os = "linux"))]
use linkdesk_core::link::origin_view;
use linkdesk_core::link::{KeptSignIn, PageToOpen, PageToVisit, Pages};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;
use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{AppHandle, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// Width and height of a new window.
const SIZE: (f64, f64) = (900.0, 760.0);
/// The narrowest and lowest it gets: the domain and every action stay in sight.
const LEAST: (f64, f64) = (640.0, 480.0);

/// How often, and how long apart, it is looked whether a window is gone.
const LOOKS: u32 = 100;
const LOOK: Duration = Duration::from_millis(10);

/// Opens provider pages for the core: in windows of ours, or in the browser.
pub(crate) struct ProviderPages {
    app: AppHandle,
}

impl ProviderPages {
    /// Opens windows of this app.
    pub(crate) const fn new(app: AppHandle) -> Self {
        Self { app }
    }
}

impl Pages for ProviderPages {
    fn open(&self, page: PageToOpen) -> Result<(), Problem> {
        match page.route {
            Route::Window => open_window(Visit::new(&self.app, page)),
            Route::Browser | Route::Paste => browser::open(&page),
            Route::Print => Err(not_here()),
        }
    }

    fn visit(&self, page: PageToVisit) -> Result<(), Problem> {
        own_page::open(&self.app, page)
    }

    fn usual_route(&self) -> Route {
        Route::Window
    }

    fn keeps_sign_ins(&self) -> bool {
        // Other engines forget what is not on the disk when their last window closes.
        cfg!(target_os = "linux") && isolated()
    }

    fn forget_sign_in(&self, kept: KeptSignIn) {
        #[cfg(target_os = "linux")]
        super::kept::forget(&self.app, kept);
        #[cfg(not(target_os = "linux"))]
        tracing::debug!(?kept, "nothing is kept here");
    }

    fn close(&self, session: SessionId) {
        close_window(&self.app, session);
    }
}

/// Closes the window of a session, if it has one.
pub(super) fn close_window(app: &AppHandle, session: SessionId) {
    if let Some(window) = window_of(app, session)
        && let Err(error) = window.destroy()
    {
        tracing::warn!(%error, "a provider window did not close");
    }
}

/// Takes the window of a session to another page.
pub(super) fn go_on(app: &AppHandle, session: SessionId, place: Url) {
    if let Some(window) = window_of(app, session)
        && let Err(error) = window.navigate(place)
    {
        tracing::warn!(%error, "a provider window did not go on");
    }
}

/// Waits a moment until the window of a session that is being closed is gone. Not for the main thread, which closes it.
pub(super) fn wait_until_gone(app: &AppHandle, session: SessionId) {
    for _ in 0..LOOKS {
        if window_of(app, session).is_none() {
            return;
        }
        std::thread::sleep(LOOK);
    }
}

/// Brings a session's window forward. `false`: it has none.
pub(crate) fn raise_provider(app: &AppHandle, session: SessionId) -> bool {
    window_of(app, session).is_some_and(|window| {
        window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()).is_ok()
    })
}

/// A session moved: its window says what the person there has to know.
pub(crate) fn session_moved(app: &AppHandle, view: &SessionView) {
    if view.state == SessionState::AtPage && view.route == Route::Window && view.problem.is_some() {
        let words = super::words::Words::of(&app.state::<crate::profile::Profile>().settings());
        note(app, view.id, words.no_answer_yet.to_owned());
    }
}

/// Shows a sentence under the origin of a session's window.
pub(super) fn note(app: &AppHandle, session: SessionId, text: String) {
    #[cfg(target_os = "linux")]
    if let Err(error) = app.run_on_main_thread(move || super::bar::note(session, &text)) {
        tracing::warn!(%error, "a provider window could not be told");
    }
    #[cfg(not(target_os = "linux"))]
    if let Some(window) = window_of(app, session) {
        drop(window.set_title(&text));
    }
}

/// The label of a session's window.
pub(super) fn label(session: SessionId) -> String {
    format!("provider-{session}")
}

fn window_of(app: &AppHandle, session: SessionId) -> Option<WebviewWindow> {
    app.get_webview_window(&label(session))
}

/// Opens the window of a visit.
pub(super) fn open_window(visit: Visit) -> Result<(), Problem> {
    if raise_provider(&visit.app, visit.session) {
        return Ok(());
    }
    build_where_it_belongs(visit).map_err(|error| {
        tracing::error!(%error, "a provider window did not open");
        Problem::new(
            ProblemCode::Internal,
            "The provider's window could not be opened.",
            "Open the page in the browser.",
        )
    })
}

/// A window that goes on with a kept sign-in is made beside another page, and that can only be touched where pages live.
fn build_where_it_belongs(visit: Visit) -> tauri::Result<()> {
    if visit.kept.is_none() {
        return build(visit);
    }
    let (done, built) = mpsc::channel();
    let app = visit.app.clone();
    app.run_on_main_thread(move || drop(done.send(build(visit))))?;
    built.recv().map_err(|_| tauri::Error::WindowNotFound)?
}

fn build(visit: Visit) -> tauri::Result<()> {
    // Empty at first: the page is loaded when everything that watches it is in place.
    let empty = WebviewUrl::External(Url::parse("about:blank").map_err(|_| tauri::Error::WindowNotFound)?);
    let (going, opening) = (visit.clone(), visit.clone());
    let builder = WebviewWindowBuilder::new(&visit.app, label(visit.session), empty)
        .title("Linkdesk")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST.0, LEAST.1)
        .data_directory(engine_folder(&visit))
        .incognito(isolated())
        .devtools(false)
        .on_navigation(move |url| going.may_go(url))
        // A page that wants another window gets its own, if it may go there at all.
        .on_new_window(move |url, _| {
            if opening.may_go(&url)
                && let Some(window) = window_of(&opening.app, opening.session)
            {
                drop(window.navigate(url));
            }
            NewWindowResponse::Deny
        })
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny);
    #[cfg(target_os = "linux")]
    let builder = match visit.kept {
        Some(kept) if isolated() => builder.with_related_view(super::kept::page(kept)),
        _ => builder,
    };
    #[cfg(not(target_os = "linux"))]
    let builder = {
        let standing = visit.clone();
        builder.on_page_load(move |window, load| {
            if load.event() == tauri::webview::PageLoadEvent::Started && load.url().has_host() {
                let shown = standing.shown(load.url());
                drop(window.set_title(&title(&origin_view(shown).domain)));
                standing.stands_at(shown);
            }
        })
    };
    let window = builder.build()?;
    let closing = visit.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { .. } = event {
            closing.closed();
        }
    });
    furnish(&window, visit)
}

/// The title: whose page it is, whatever the page calls itself.
pub(super) fn title(domain: &str) -> String {
    format!("{domain} – Linkdesk")
}

/// Puts the bar and the guards in place, then loads the page.
#[cfg(target_os = "linux")]
fn furnish(window: &WebviewWindow, visit: Visit) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt as _;
    window.with_webview(move |platform| {
        let view = platform.inner();
        super::guards::attach(&view, &visit);
        super::bar::attach(&view, &visit);
        view.load_uri(visit.loads().as_str()); // the page itself
    })
}

#[cfg(not(target_os = "linux"))]
fn furnish(window: &WebviewWindow, visit: Visit) -> tauri::Result<()> {
    window.navigate(visit.loads().clone()) // the page itself
}

/// Where the engine of a window writes its few files. Schemes of ours are made known once for each such folder and only
/// to its first isolated window, so a window that shows a frame of ours has a folder of its own.
fn engine_folder(visit: &Visit) -> PathBuf {
    let folder = visit.app.state::<EngineFolder>().path();
    if visit.rules.frame.is_some() && isolated() { folder.join(label(visit.session)) } else { folder }
}

/// Whether provider windows keep to themselves. A program built for tests shows them to its driver, unless the test is
/// about isolation.
fn isolated() -> bool {
    cfg!(not(feature = "e2e")) || std::env::var_os("LINKDESK_ISOLATED_WINDOWS").is_some()
}

/// A route that a window of ours does not have.
pub(super) fn not_here() -> Problem {
    Problem::new(ProblemCode::NotSupported, "The app prints no addresses.", "Use its window or the browser.")
        .about("route")
}
