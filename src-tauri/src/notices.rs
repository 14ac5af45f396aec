//! Says on the desktop when a person is needed: one notice for all that stands, taken away when nothing does.
//!
//! It names no account: a notice may stand on a locked screen. (Desktop Notifications Specification 1.2.)

use crate::events::Moments;
use crate::profile::Profile;
use crate::windows::{self, Words};
use futures_util::StreamExt as _;
use gtk::glib::DateTime;
use linkdesk_core::contract::QuietHours;
use linkdesk_core::{Desk, Notice};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tokio::time::timeout;
use zbus::proxy;
use zbus::zvariant::Value;

/// The service of the desktop may have to be started.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells what is new for as long as this is waited for.
pub(crate) async fn follow(app: &AppHandle, desk: &Desk) {
    tokio::join!(tell(app, desk), heed(app));
}

async fn tell(app: &AppHandle, desk: &Desk) {
    let mut moments = Moments::of(desk);
    let mut shown = 0;
    loop {
        let settings = app.state::<Profile>().settings();
        // What comes up in quiet hours stays new until they are over.
        if !settings.quiet.is_some_and(|quiet| is_quiet(&quiet)) {
            match desk.notice().await {
                Ok(Some(notice)) if settings.notices => {
                    let practice = desk.profile().practice;
                    shown = timeout(PATIENCE, show(app, notice, practice, shown))
                        .await
                        .unwrap_or(Ok(0))
                        .unwrap_or_else(|error| {
                            tracing::info!(%error, "the desktop took no notice");
                            0
                        });
                    app.state::<Shown>().0.store(shown, Ordering::Release);
                }
                Ok(_) => {}
                Err(problem) => tracing::warn!(code = ?problem.code, "what is to be told could not be looked up"),
            }
        }
        moments.next().await;
    }
}

/// Whether it is a time of the day in which nothing is told.
fn is_quiet(quiet: &QuietHours) -> bool {
    let minute = DateTime::now_local().ok().and_then(|now| u16::try_from(now.hour() * 60 + now.minute()).ok());
    minute.and_then(|minute| quiet.cover(minute)).unwrap_or(false)
}

/// The number of the notice that is shown; nought: none.
#[derive(Default)]
pub(crate) struct Shown(AtomicU32);

/// Whoever clicks the notice wants to see what needs them.
async fn heed(app: &AppHandle) {
    let heard = async {
        let bus = zbus::Connection::session().await?;
        let mut clicks = NotificationsProxy::new(&bus).await?.receive_action_invoked().await?;
        while let Some(click) = clicks.next().await {
            let shown = app.state::<Shown>().0.load(Ordering::Acquire);
            if shown != 0 && *click.args()?.id() == shown {
                windows::show_desk(app);
            }
        }
        zbus::Result::Ok(())
    };
    if let Err(error) = heard.await {
        tracing::info!(%error, "nobody says when a notice is clicked");
    }
}

#[proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications"
)]
trait Notifications {
    /// Shows a notice, in place of the one with this number if it is not nought; gives its number.
    #[expect(clippy::too_many_arguments, reason = "the specification names them all")]
    fn notify(
        &self,
        app: &str,
        replaces: u32,
        icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expires: i32,
    ) -> zbus::Result<u32>;

    /// Takes a notice away.
    fn close_notification(&self, id: u32) -> zbus::Result<()>;

    /// Somebody clicked a notice, or one of its buttons.
    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action: &str) -> zbus::Result<()>;
}

/// Shows a notice in place of the one before, or takes it away; gives its number on the desktop.
async fn show(app: &AppHandle, notice: Notice, practice: bool, shown: u32) -> zbus::Result<u32> {
    let desktop = NotificationsProxy::new(&zbus::Connection::session().await?).await?;
    let Notice::Tell { need, ending } = notice else {
        if shown != 0 {
            desktop.close_notification(shown).await?;
        }
        return Ok(0);
    };
    let words = Words::of(&app.state::<Profile>().settings());
    let hints = HashMap::from([("urgency", Value::U8(1)), ("desktop-entry", Value::from("linkdesk-desktop"))]);
    let title = words.notice_title(need);
    // Nobody may take an invented account for a real one.
    let summary = if practice { format!("{} · {title}", windows::title_of(true)) } else { title.to_owned() };
    // A click anywhere, and a button for those who look for one.
    let actions = ["default", words.tray_reconnect, "reconnect", words.tray_reconnect];
    // No icon of its own, and shown for as long as the desktop likes.
    desktop
        .notify(windows::title_of(practice), shown, "", &summary, &words.notice(need, ending), &actions, hints, -1)
        .await
}
