//! Whose account it is: typed keys that are compared, and a name that is shown.

use crate::contract::IdentityView;
use std::collections::BTreeSet;

/// One key: its kind and its value. A kind may have several values (a bank grant over several accounts).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct IdentityKey {
    /// `support_code`, `company_id`, `account`…
    pub kind: String,
    /// The value, as text: ids may have more digits than a number holds.
    pub value: String,
}

impl IdentityKey {
    /// A key, unless the value is empty.
    pub fn new(kind: &str, value: &str) -> Option<Self> {
        let value = value.trim();
        (!value.is_empty()).then(|| Self { kind: kind.to_owned(), value: value.to_owned() })
    }
}

/// Whose account it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// The keys, at least one.
    pub keys: Vec<IdentityKey>,
    /// What is shown.
    pub view: IdentityView,
}

/// Whether two sets of keys mean the same account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Match {
    /// Every kind both have agrees, and there is one.
    Same,
    /// A kind both have disagrees.
    Different,
    /// No kind in common: the person decides.
    Unsure,
}

impl Match {
    /// Compares two sets of keys. A kind agrees when one of its values is in both.
    pub fn between(ours: &[IdentityKey], theirs: &[IdentityKey]) -> Self {
        let values = |keys: &[IdentityKey], kind: &str| -> BTreeSet<String> {
            keys.iter().filter(|key| key.kind == kind).map(|key| key.value.clone()).collect()
        };
        let kinds: BTreeSet<&str> = ours.iter().map(|key| key.kind.as_str()).collect();
        let mut verdict = Self::Unsure;
        for kind in kinds {
            let (here, there) = (values(ours, kind), values(theirs, kind));
            if there.is_empty() {
                continue;
            }
            if here.is_disjoint(&there) {
                return Self::Different;
            }
            verdict = Self::Same;
        }
        verdict
    }
}

/// A number with all but its last four characters covered; short ones are covered whole but for the last two.
pub(crate) fn masked(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let shown = if characters.len() > 6 { 4 } else { characters.len().min(2) };
    let tail: String = characters[characters.len() - shown..].iter().collect();
    format!("•••• {tail}")
}
