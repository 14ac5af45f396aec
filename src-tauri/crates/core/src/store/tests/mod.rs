mod at_rest;
mod folders;
mod grants;
mod opening;
mod processes;
mod reading;

use super::{
    ConnectionRow, Folder, GrantStanding, Keeping, NewEvent, OpenError, Opened, SealedGrant, Store, Tending, open,
};
use crate::contract::{ConnectionId, Environment, EventKind, GrantStatus, IdentityView, ProviderId};
use crate::provider::{Ends, Identity, IdentityKey};
use crate::vault::KeychainThread;
use crate::vault::fake::FakeKeychain;
use std::time::Duration;
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;

const PATIENCE: Duration = Duration::from_secs(20);
/// The instant the tests begin at.
const NOW: OffsetDateTime = datetime!(2026-01-02 03:04:05 UTC);

/// A data folder and a keychain of its own.
struct Profile {
    home: TempDir,
    folder: Folder,
    fake: FakeKeychain,
    keychain: KeychainThread,
}

impl Profile {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let folder = Folder::open(&home.path().join("profile")).expect("a data folder");
        let fake = FakeKeychain::default();
        Self { home, folder, keychain: KeychainThread::start(fake.clone()), fake }
    }

    async fn open(&self) -> Opened {
        self.try_open().await.expect("the store opens")
    }

    async fn try_open(&self) -> Result<Opened, OpenError> {
        open(&self.folder, &self.keychain, PATIENCE).await
    }

    /// Why it does not open.
    async fn refusal(&self) -> OpenError {
        self.try_open().await.map(drop).expect_err("the store does not open")
    }
}

fn identity() -> Identity {
    Identity {
        keys: vec![
            IdentityKey { kind: "company_id".to_owned(), value: "1001".to_owned() },
            IdentityKey { kind: "support_code".to_owned(), value: "SC-SAMPLE".to_owned() },
        ],
        view: IdentityView { name: "Sample Company".to_owned(), masked: "•••• 1001".to_owned() },
    }
}

fn standing() -> GrantStanding {
    GrantStanding {
        status: GrantStatus::Good,
        reason: None,
        access: Ends::At(NOW + time::Duration::hours(1)),
        survives: Ends::At(NOW + time::Duration::days(1)),
        renewed_at: NOW,
        tending: Tending::Renewed,
    }
}

fn sealed(text: &str) -> SealedGrant {
    SealedGrant { sealed: text.as_bytes().to_vec(), binding: "[\"sample-client\"]".to_owned() }
}

fn event(id: ConnectionId, kind: EventKind) -> NewEvent {
    NewEvent::new(id, NOW, kind)
}

fn new_connection(id: ConnectionId) -> ConnectionRow {
    ConnectionRow {
        id,
        provider: ProviderId::Flowaccount,
        registration: "default".to_owned(),
        environment: Environment::Custom,
        label: "Sample label".to_owned(),
        customer: Some("Example customer".to_owned()),
        identity: identity().view,
        linked_at: NOW,
        removing_since: None,
    }
}

fn keeping<'a>(identity: &'a Identity, id: ConnectionId, text: &str) -> Keeping<'a> {
    Keeping { identity, sealed: sealed(text), standing: standing(), event: event(id, EventKind::Linked) }
}

/// A store with one connection, whose first credential is `one`.
async fn linked(store: &Store) -> ConnectionId {
    let id = ConnectionId::new();
    store.keep_new(new_connection(id), keeping(&identity(), id, "one")).await.expect("it is kept");
    id
}
