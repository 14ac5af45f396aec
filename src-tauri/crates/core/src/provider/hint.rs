//! What a message from a provider hints at: a grant to ask about, and why.
//!
//! Anybody may have written it. It changes nothing by itself: what it says is looked up by a call, and a hint about a grant
//! that is not here is dropped.

use crate::contract::{ChangedField, HintCause};

/// A grant to ask about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Facts of a credential, or kinds of identity keys, that may name the grant, such as `grant_id`.
    pub facts: &'static [&'static str],
    /// What one of them would have to be.
    pub value: String,
    /// Why.
    pub cause: HintCause,
    /// What is said to have changed, field by field.
    pub changes: Vec<ChangedField>,
}
