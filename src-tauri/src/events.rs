//! What the core announces, told to the main window; and what another process wrote, noticed.

use crate::profile::Profile;
use crate::windows::{self, MAIN};
use linkdesk_core::Desk;
use linkdesk_core::contract::{DeskEvent, ShellEvent};
use std::sync::Arc;
use std::time::Duration;
use tauri::async_runtime::JoinHandle;
use tauri::{AppHandle, Emitter as _, Manager as _};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

/// The name under which screens hear it.
const EVENT: &str = "desk";
/// The name under which they hear what the shell asks of them.
const ASKED: &str = "shell";
/// How often the store is asked whether another process wrote.
const LOOK: Duration = Duration::from_secs(2);
const MINUTE: Duration = Duration::from_secs(60);
/// What changes together is told together.
const TOGETHER: Duration = Duration::from_millis(1500);

/// Tells the main window.
pub(crate) fn tell(app: &AppHandle, event: &DeskEvent) {
    if let Err(error) = app.emit_to(MAIN, EVENT, event) {
        tracing::warn!(%error, "an event did not reach the main window");
    }
}

/// Asks something of the main window.
pub(crate) fn ask(app: &AppHandle, event: ShellEvent) -> tauri::Result<()> {
    app.emit_to(MAIN, ASKED, event)
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
        () = crate::tray::follow(app, desk) => {}
        () = crate::sleep::follow(desk) => {}
    }
}

/// What the desktop says of sleep, and what is said on it: not built for this system.
#[cfg(not(target_os = "linux"))]
async fn follow_the_desktop(_app: &AppHandle, _desk: &Desk) {
    std::future::pending().await
}

/// The moments at which something may have to be said about the connections.
pub(crate) struct Moments(broadcast::Receiver<DeskEvent>);

impl Moments {
    pub(crate) fn of(desk: &Desk) -> Self {
        Self(desk.subscribe())
    }

    /// Waits for the next: a connection changed, or a minute is over, because time alone brings an end nearer.
    pub(crate) async fn next(&mut self) {
        drop(timeout(MINUTE, self.changed()).await);
        sleep(TOGETHER).await;
    }

    async fn changed(&mut self) {
        loop {
            match self.0.recv().await {
                Ok(DeskEvent::Connections { .. } | DeskEvent::Settings) | Err(RecvError::Lagged(_)) => return,
                Ok(_) => {}
                // The desk is closed; whoever waits is dropped in a moment.
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    }
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
                if let Err(problem) = desk.look_elsewhere().await {
                    tracing::warn!(code = ?problem.code, "what another process wrote could not be looked for");
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
