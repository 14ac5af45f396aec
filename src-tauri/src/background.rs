//! Going on without a window: what closing it does, and how the program ends.

use crate::events;
use crate::profile::Profile;
use crate::windows::{self, MAIN};
use linkdesk_core::contract::{Closing, ShellEvent};
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::{AppHandle, Manager as _};

/// Whether the program goes on without a window, and whether the person is being asked.
pub(crate) struct Background {
    goes_on: AtomicBool,
    asking: AtomicBool,
}

impl Background {
    /// What the program was started as.
    pub(crate) fn new(goes_on: bool) -> Self {
        Self { goes_on: AtomicBool::new(goes_on), asking: AtomicBool::default() }
    }

    /// Whether the program goes on although its last window has gone.
    pub(crate) fn goes_on(&self) -> bool {
        self.goes_on.load(Ordering::Acquire)
    }
}

/// What is done when the main window is to be closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Choice {
    Quit,
    GoOn,
    Ask,
}

/// `alive`: whether there is anything to be kept alive. `asking`: whether the person was asked and closes again, which
/// is an answer too.
const fn choose(alive: bool, wish: Closing, in_tray: bool, asking: bool) -> Choice {
    match wish {
        _ if !alive || asking => Choice::Quit,
        Closing::Quit => Choice::Quit,
        Closing::Keep => Choice::GoOn,
        Closing::Ask if in_tray => Choice::GoOn,
        Closing::Ask => Choice::Ask,
    }
}

/// The person closes the main window.
pub(crate) fn closing(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let profile = app.state::<Profile>();
        let alive = keeps_alive(&profile).await;
        let asking = app.state::<Background>().asking.swap(true, Ordering::AcqRel);
        match choose(alive, profile.settings().closing, in_tray(&app), asking) {
            Choice::Quit => leave(&app),
            Choice::GoOn => go_on(&app),
            // A page that cannot be asked says nothing.
            Choice::Ask if events::ask(&app, ShellEvent::Closing).is_err() => leave(&app),
            Choice::Ask => windows::raise_main(&app),
        }
    });
}

/// Whether there is anything to be kept alive: a store that is not open keeps nothing, and what is practised can wait.
async fn keeps_alive(profile: &Profile) -> bool {
    match profile.desk_now() {
        Some(desk) if !desk.profile().practice => desk.figures().await.is_ok_and(|figures| figures.linked > 0),
        _ => false,
    }
}

/// The question was put away without an answer: nothing is closed, and the next time it is asked again.
pub(crate) fn stay(app: &AppHandle) {
    app.state::<Background>().asking.store(false, Ordering::Release);
}

/// Closes the windows and goes on. Tries at linking are over: nobody is there to finish them.
pub(crate) fn go_on(app: &AppHandle) {
    let background = app.state::<Background>();
    background.goes_on.store(true, Ordering::Release);
    background.asking.store(false, Ordering::Release);
    if let Some(desk) = app.state::<Profile>().desk_now() {
        desk.cancel_sessions();
    }
    windows::close_own_pages(app);
    if let Some(Err(error)) = app.get_webview_window(MAIN).map(|window| window.destroy()) {
        tracing::warn!(%error, "the main window did not go");
    }
}

/// Hides the windows at once and ends when what is out has come back, a few seconds at most.
pub(crate) fn leave(app: &AppHandle) {
    for window in app.webview_windows().values() {
        // A window that is already gone needs no hiding.
        drop(window.hide());
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        app.state::<Profile>().close().await;
        app.exit(0);
    });
}

#[cfg(target_os = "linux")]
pub(crate) fn in_tray(app: &AppHandle) -> bool {
    app.state::<crate::tray::InTray>().is_shown()
}

/// The tray is not built for this system.
#[cfg(not(target_os = "linux"))]
pub(crate) fn in_tray(_app: &AppHandle) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_asks_once_where_no_tray_shows_that_the_program_goes_on() {
        use Closing::{Ask, Keep, Quit};
        assert_eq!(choose(true, Ask, false, false), Choice::Ask);
        assert_eq!(choose(true, Ask, true, false), Choice::GoOn);
        assert_eq!(choose(true, Keep, false, false), Choice::GoOn);
        assert_eq!(choose(true, Quit, true, false), Choice::Quit);
        for wish in [Ask, Keep, Quit] {
            assert_eq!(choose(false, wish, true, false), Choice::Quit, "nothing is kept alive");
            assert_eq!(choose(true, wish, false, true), Choice::Quit, "whoever closes again wants it closed");
        }
    }
}
