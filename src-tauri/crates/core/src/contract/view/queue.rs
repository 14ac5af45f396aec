//! The reconnect desk: what needs a person, in the order in which it is best done.

use super::awaited::AwaitedView;
use super::connection::ConnectionView;
use super::status::Reason;
use super::time::Timestamp;
use crate::contract::EntryId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What became of an entry of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RunResult {
    /// Nothing yet.
    Waiting,
    /// It works again.
    Reconnected {
        /// Since when.
        at: Timestamp,
    },
    /// It waited to be linked, and now it is.
    Linked {
        /// Since when.
        at: Timestamp,
    },
    /// Left out of this run.
    Skipped {
        /// When that was said.
        at: Timestamp,
    },
    /// Put behind the others of this run.
    Later {
        /// When that was said.
        at: Timestamp,
    },
}

/// What support staff say of an entry of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunNote {
    /// Leave it out.
    Skip,
    /// Put it behind the others.
    Later,
    /// Take back what was said.
    Undo,
}

/// What an entry of the desk is about.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QueueSubject {
    /// A connection that only a person can mend.
    Connection {
        /// The connection.
        connection: Box<ConnectionView>,
    },
    /// An account that a file names and that is not linked here.
    Awaited {
        /// The account.
        awaited: AwaitedView,
    },
}

/// An entry of the desk.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct QueueEntry {
    /// Its id on the desk.
    pub id: EntryId,
    /// What it is about.
    pub subject: QueueSubject,
    /// When it was lost, or will be if nobody signs in; `None`: unknown.
    pub lost_at: Option<Timestamp>,
    /// Why a connection is here, or was when the run began; `None`: it only ends soon, or is none.
    pub reason: Option<Reason>,
    /// What became of it in the run that is on; `None`: it is not part of one.
    pub result: Option<RunResult>,
}

/// Staying signed in at a provider, for one customer's accounts there and within one run.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, TS)]
pub struct StayView {
    /// Whether it can be chosen for the entry in hand: the next one is the same customer's with the same provider.
    pub offered: bool,
    /// Whether it was chosen for this customer and provider.
    pub on: bool,
}

/// What needs a person.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct QueueView {
    /// Soonest loss first, but those of one customer with one provider after each other; accounts that wait to be linked
    /// come last. The entries of a run stand first, in the run's order.
    pub entries: Vec<QueueEntry>,
    /// When the run that is on began; `None`: none is.
    pub run_since: Option<Timestamp>,
    /// The entry of the run whose turn it is.
    pub in_hand: Option<EntryId>,
    /// Whether a sign-in may serve for what follows.
    pub stay: StayView,
    /// How many connections there are in all.
    pub of: u32,
}
