//! What a message from a provider hints at: a grant to ask about, and why.
//!
//! Anybody may have written it. It changes nothing by itself: what it says is looked up by a call, and a hint about a grant
//! that is not here is dropped.

/// A grant to ask about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// The fact of a credential that names the grant, such as `grant_id`.
    pub fact: &'static str,
    /// What the fact would have to be.
    pub value: String,
    /// Why.
    pub cause: HintCause,
}

/// What is said to have happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
