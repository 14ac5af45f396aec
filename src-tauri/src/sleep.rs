//! Before the computer sleeps nothing is begun any more, and what is out may come back: an answer that is lost in sleep can
//! be the end of a link. (logind, `org.freedesktop.login1.Manager`.)

use futures_util::StreamExt as _;
use linkdesk_core::Desk;
use std::time::Duration;
use zbus::zvariant::OwnedFd;
use zbus::{Connection, proxy};

/// How long sleep is held up for what is out; logind itself waits five seconds.
const PATIENCE: Duration = Duration::from_secs(4);

#[proxy(
    interface = "org.freedesktop.login1.Manager",
    default_service = "org.freedesktop.login1",
    default_path = "/org/freedesktop/login1"
)]
trait Manager {
    /// Holds something up for as long as what this gives is open.
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::Result<OwnedFd>;

    /// The computer is about to sleep, or woke.
    #[zbus(signal)]
    fn prepare_for_sleep(&self, start: bool) -> zbus::Result<()>;
}

/// Follows the computer's sleep for as long as this is waited for. Without logind there is nothing to follow; the core
/// notices by its clocks that it slept.
pub(crate) async fn follow(desk: &Desk) {
    let followed = async { watch(&Connection::system().await?, desk).await };
    if let Err(error) = followed.await {
        tracing::info!(%error, "nobody says when this computer sleeps");
    }
    std::future::pending::<()>().await;
}

async fn watch(bus: &Connection, desk: &Desk) -> zbus::Result<()> {
    let manager = ManagerProxy::new(bus).await?;
    let mut signals = manager.receive_prepare_for_sleep().await?;
    let mut held = hold_up(&manager).await;
    while let Some(signal) = signals.next().await {
        if *signal.args()?.start() {
            desk.rest(true);
            desk.renewals_done(PATIENCE).await;
            drop(held.take());
        } else {
            desk.rest(false);
            held = hold_up(&manager).await;
        }
    }
    Ok(())
}

/// Asks for a moment before sleep. Without it the word before sleep still counts.
async fn hold_up(manager: &ManagerProxy<'_>) -> Option<OwnedFd> {
    manager.inhibit("sleep", "Linkdesk", "A renewal that is out may finish", "delay").await.ok()
}
