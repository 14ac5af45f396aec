//! The reconnect desk: what needs a person, in the order in which it is best done.

use super::connection::ConnectionView;
use super::time::Timestamp;
use crate::contract::ConnectionId;
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

/// A connection on the desk.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct QueueEntry {
    /// The connection.
    pub connection: ConnectionView,
    /// When it was lost, or will be if nobody signs in; `None`: unknown.
    pub lost_at: Option<Timestamp>,
    /// What became of it in the run that is on; `None`: it is not part of one.
    pub result: Option<RunResult>,
}

/// What needs a person.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct QueueView {
    /// Soonest loss first, but those of one customer with one provider after each other. The entries of a run stand first,
    /// in the run's order.
    pub entries: Vec<QueueEntry>,
    /// When the run that is on began; `None`: none is.
    pub run_since: Option<Timestamp>,
    /// The entry of the run whose turn it is.
    pub in_hand: Option<ConnectionId>,
    /// How many connections there are in all.
    pub of: u32,
}
