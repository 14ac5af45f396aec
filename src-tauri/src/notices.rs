//! Says on the desktop when a person is needed: one notice for all that stands, taken away when nothing does.
//!
//! It names no account: a notice may stand on a locked screen. (Desktop Notifications Specification 1.2.)

use crate::profile::Profile;
use crate::windows::{self, Words};
use linkdesk_core::contract::DeskEvent;
use linkdesk_core::{Desk, Notice};
use std::collections::HashMap;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{sleep, timeout};
use zbus::zvariant::Value;

/// Time alone brings an end nearer.
const LOOK: Duration = Duration::from_secs(60);
/// What changes together is told together.
const TOGETHER: Duration = Duration::from_millis(1500);
/// The service of the desktop may have to be started.
const PATIENCE: Duration = Duration::from_secs(10);

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// Tells what is new for as long as this is waited for.
pub(crate) async fn follow(app: &AppHandle, desk: &Desk) {
    let mut events = desk.subscribe();
    let mut shown = 0;
    loop {
        match desk.notice().await {
            Ok(Some(notice)) if app.state::<Profile>().settings().notices => {
                let practice = desk.profile().practice;
                shown = timeout(PATIENCE, show(app, notice, practice, shown)).await.unwrap_or(Ok(0)).unwrap_or_else(
                    |error| {
                        tracing::info!(%error, "the desktop took no notice");
                        0
                    },
                );
            }
            Ok(_) => {}
            Err(problem) => tracing::warn!(code = ?problem.code, "what is to be told could not be looked up"),
        }
        let changed = async {
            loop {
                match events.recv().await {
                    Ok(DeskEvent::Connections { .. }) | Err(RecvError::Lagged(_)) => return,
                    Ok(_) => {}
                    // The desk is closed; this is dropped in a moment.
                    Err(RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        drop(timeout(LOOK, changed).await);
        sleep(TOGETHER).await;
    }
}

/// Shows a notice in place of the one before, or takes it away; gives its number on the desktop.
async fn show(app: &AppHandle, notice: Notice, practice: bool, shown: u32) -> zbus::Result<u32> {
    let bus = zbus::Connection::session().await?;
    let Notice::Tell { need, ending } = notice else {
        if shown != 0 {
            bus.call_method(Some(SERVICE), PATH, Some(SERVICE), "CloseNotification", &(shown,)).await?;
        }
        return Ok(0);
    };
    let words = Words::of(&app.state::<Profile>().settings());
    let hints: HashMap<&str, Value<'_>> =
        HashMap::from([("urgency", Value::U8(1)), ("desktop-entry", Value::from("linkdesk-desktop"))]);
    let body = words.notice(need, ending);
    let title = words.notice_title(need);
    // Nobody may take an invented account for a real one.
    let summary = if practice { format!("{} · {title}", windows::title_of(true)) } else { title.to_owned() };
    let no_actions: Vec<&str> = Vec::new();
    // The application, what it replaces, its icon, the words, actions, hints, and how long it stays: as the desktop likes.
    let given = (windows::title_of(practice), shown, "", summary, body, no_actions, hints, -1_i32);
    let reply = bus.call_method(Some(SERVICE), PATH, Some(SERVICE), "Notify", &given).await?;
    reply.body().deserialize()
}
