//! What the core announces, told to the main window; and what another process wrote, noticed.

use crate::profile::Profile;
use crate::windows::{self, MAIN};
use linkdesk_core::Desk;
use linkdesk_core::contract::DeskEvent;
use std::sync::Arc;
use std::time::Duration;
use tauri::async_runtime::JoinHandle;
use tauri::{AppHandle, Emitter as _, Manager as _};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, interval};

/// The name under which screens hear it.
const EVENT: &str = "desk";
/// How often the store is asked whether another process wrote.
const LOOK: Duration = Duration::from_secs(2);

/// Tells the main window.
pub(crate) fn tell(app: &AppHandle, event: &DeskEvent) {
    if let Err(error) = app.emit_to(MAIN, EVENT, event) {
        tracing::warn!(%error, "an event did not reach the main window");
    }
}

/// Tells the main window that anything may have changed.
fn tell_everything(app: &AppHandle) {
    for event in [DeskEvent::Connections { id: None }, DeskEvent::Registrations, DeskEvent::Settings] {
        tell(app, &event);
    }
}

/// Follows an open desk until the returned task is ended.
pub(crate) fn follow(app: AppHandle, desk: Arc<Desk>) -> JoinHandle<()> {
    tauri::async_runtime::spawn(async move {
        tokio::select! {
            () = pass_everything_on(&app, &desk) => {}
            () = desk.tend() => {}
            () = follow_the_desktop(&app, &desk) => {}
        }
    })
}

/// What the desktop says of sleep, and what is said on it.
#[cfg(target_os = "linux")]
async fn follow_the_desktop(app: &AppHandle, desk: &Desk) {
    tokio::select! {
        () = crate::notices::follow(app, desk) => {}
        () = crate::sleep::follow(desk) => {}
    }
}

/// What the desktop says of sleep, and what is said on it: not built for this system.
#[cfg(not(target_os = "linux"))]
async fn follow_the_desktop(_app: &AppHandle, _desk: &Desk) {
    std::future::pending().await
}

async fn pass_everything_on(app: &AppHandle, desk: &Desk) {
    let mut events = desk.subscribe();
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            event = events.recv() => match event {
                Ok(event) => pass_on(app, desk, &event).await,
                Err(RecvError::Lagged(_)) => tell_everything(app),
                Err(RecvError::Closed) => return,
            },
            _ = looks.tick() => {
                if desk.changed_elsewhere().await.unwrap_or(false) {
                    app.state::<Profile>().read_settings(desk).await;
                    tell_everything(app);
                }
            }
        }
    }
}

async fn pass_on(app: &AppHandle, desk: &Desk, event: &DeskEvent) {
    match event {
        DeskEvent::Session { session } => windows::session_moved(app, session),
        DeskEvent::Settings => app.state::<Profile>().read_settings(desk).await,
        _ => {}
    }
    tell(app, event);
}
