//! What every verb needs: the clock, the way out, the vault, the store, the pages, and the running work.

use crate::Clock;
use crate::contract::{ConnectionId, DeskEvent};
use crate::http::Http;
use crate::link::{Listeners, Pages, Sessions};
use crate::renewal::Renewals;
use crate::store::{Folder, Store};
use crate::vault::{KeychainThread, Vault};
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio_util::task::TaskTracker;

/// The inside of a [`crate::Desk`].
pub(crate) struct Core {
    pub(crate) clock: Clock,
    pub(crate) http: Http,
    pub(crate) vault: Vault,
    pub(crate) store: Store,
    pub(crate) folder: Folder,
    pub(crate) keychain: KeychainThread,
    pub(crate) pages: Arc<dyn Pages>,
    pub(crate) practice: bool,
    pub(crate) sessions: Sessions,
    pub(crate) listeners: Listeners,
    pub(crate) staying: crate::desk::staying::Staying,
    pub(crate) renewals: Renewals,
    pub(crate) announcer: broadcast::Sender<DeskEvent>,
    /// Work that goes on when nobody waits for it any more: a renewal must not be cancelled by a closed window.
    pub(crate) work: TaskTracker,
}

impl Core {
    /// Tells whoever listens.
    pub(crate) fn announce(&self, event: DeskEvent) {
        // Nobody listening is fine: the command line does not.
        drop(self.announcer.send(event));
    }

    /// Reads accounts and balances in the background.
    pub(crate) fn sync_soon(self: &Arc<Self>, connection: ConnectionId) {
        let core = self.clone();
        self.work.spawn(async move {
            // What goes wrong stands in the connection's timeline; nobody waits for it here.
            drop(crate::desk::sync::sync(&core, connection).await);
        });
    }
}
