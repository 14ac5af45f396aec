//! What a message from a provider hinted at, and what asking about it showed.

use crate::contract::{ConnectionId, Problem};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a message says happened.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HintCause {
    /// Calls are refused until a person signs in.
    Refused,
    /// The permission was withdrawn, or the grant removed.
    Withdrawn,
    /// The grant was paused.
    Paused,
    /// Something about the grant or its owner changed.
    Changed,
    /// Something was booked.
    Booked,
}

/// A field that a message says changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ChangedField {
    /// Its name at the provider.
    pub name: String,
    /// What it was, if the message says so.
    pub old: Option<String>,
    /// What it is now, if the message says so.
    pub new: Option<String>,
}

/// What came of a message that was handed on.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct HookReport {
    /// What it says happened; `None`: nothing in it is known.
    pub cause: Option<HintCause>,
    /// What it says changed. Not believed: it is shown, and a call was made.
    pub changes: Vec<ChangedField>,
    /// The connections it is about, each asked about at the provider. Empty: none here.
    pub connections: Vec<ConnectionId>,
    /// What asking about one of them showed, if it was refused.
    pub problem: Option<Problem>,
}
