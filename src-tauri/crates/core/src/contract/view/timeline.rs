//! What happened to a connection.

use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened to a connection.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Linked for the first time.
    Linked,
    /// A person signed in again, to the same account.
    Reconnected,
    /// A new link to the same account replaced the grant.
    LinkedAgain,
    /// Somebody signed in to another account; the old grant stayed.
    WrongAccountRefused,
    /// The grant was renewed.
    Renewed,
    /// A renewal did not work; it is tried again.
    RenewalFailed,
    /// A renewal's answer was lost.
    RenewalAnswerLost,
    /// A person is needed.
    NeedsPerson,
    /// It works again without a person having signed in.
    Recovered,
    /// The provider no longer knows the grant.
    Gone,
    /// Accounts, balances or transactions were read.
    Synced,
    /// Reading them did not work.
    SyncFailed,
    /// The name changed.
    Renamed,
    /// The customer changed.
    CustomerChanged,
    /// A grant that was not kept was withdrawn at the provider.
    DiscardedRevoked,
    /// A grant that was not kept was forgotten; the person can withdraw it at the provider.
    DiscardedForgotten,
    /// The registration's endpoints or client changed.
    RegistrationChanged,
    /// An action at the provider was done.
    ActionDone,
    /// An action at the provider did not work.
    ActionFailed,
    /// The provider's own page was opened for this account.
    PageOpened,
    /// Whoever signed on by a page that was opened for this account is who it belongs to.
    SignedOn,
    /// While such a page was open, something said that somebody signed out; a call was made to see.
    SignOutHeard,
    /// A message of the provider's named this connection, and a call was made to see.
    Hinted,
    /// The person asked to keep the password, to sign in without typing.
    PasswordKept,
    /// The kept password is forgotten: it was refused, or the person signed in again without keeping it.
    PasswordForgotten,
    /// Unlinking began and waits for a code at the provider.
    UnlinkWaits,
    /// Unlinking waits for the provider to be reached.
    RemovalWaits,
}

/// One line of a connection's timeline.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct TimelineEntry {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
    /// Plain text that belongs to it: a name, a count, a reason's code.
    pub detail: Option<String>,
    /// The provider's own error code.
    pub provider_code: Option<String>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// Our reference.
    pub reference: Option<String>,
    /// How often it happened in a row, the last time `at`.
    pub times: u32,
    /// When it happened first, if more than once.
    pub since: Option<Timestamp>,
}
