//! The practice providers as the practice panel shows them.

use super::{ProviderId, Timestamp};
use serde::Serialize;
use ts_rs::TS;

/// The practice providers, their clock and their dial.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct PracticeView {
    /// What their clock says.
    pub now: Timestamp,
    /// How far their clock was moved, in seconds.
    pub offset_seconds: i32,
    /// Each of them.
    pub providers: Vec<PracticeProvider>,
    /// Messages on the practice phone, newest first.
    pub messages: Vec<PracticeMessage>,
    /// The port range they listen on, for the foot of the window.
    pub ports: Vec<u16>,
}

/// One practice provider.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct PracticeProvider {
    /// Which one.
    pub id: ProviderId,
    /// The fault it answers with next; `None`: it answers normally.
    pub fault: Option<String>,
    /// Whether the fault stays until it is turned off.
    pub until_off: bool,
    /// Faults on the dial, in its order, and whether this provider can have them.
    pub faults: Vec<PracticeFault>,
}

/// One position of the dial.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PracticeFault {
    /// Its id; the words stand in the message files.
    pub id: String,
    /// Whether this provider can have it.
    pub applies: bool,
}

/// A message on the practice phone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PracticeMessage {
    /// When it came.
    pub at: Timestamp,
    /// Who sent it.
    pub provider: ProviderId,
    /// Its code. A practice code opens nothing but practice.
    pub code: String,
    /// Its text.
    pub text: String,
}
