//! What a provider gave us: tokens with their ends, and facts that came with them.
//!
//! It exists in the open only between a reply and its sealing, or between its opening and a call.

use crate::Secret;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// When something ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
    /// At an instant.
    At(OffsetDateTime),
    /// The provider says that it does not end.
    Never,
    /// The provider does not say.
    Unknown,
}

/// The part that holds what a person asked to keep. No kind of token, so nobody is handed it.
const KEPT: &str = "kept_login";

/// One token.
#[derive(Debug)]
pub struct Part {
    /// The token.
    pub value: Secret,
    /// When it ends.
    pub ends: Ends,
}

/// Tokens by kind (`access`, `refresh`…) and facts by name (`support_code`, `grant_id`, `scopes`…).
#[derive(Debug, Default)]
pub struct Credential {
    parts: BTreeMap<String, Part>,
    facts: BTreeMap<String, String>,
}

impl Credential {
    /// With one more token.
    #[must_use]
    pub fn with(mut self, kind: &str, value: Secret, ends: Ends) -> Self {
        self.parts.insert(kind.to_owned(), Part { value, ends });
        self
    }

    /// With one more fact.
    #[must_use]
    pub fn knowing(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// A token by its kind.
    pub fn part(&self, kind: &str) -> Option<&Part> {
        self.parts.get(kind)
    }

    /// Every token, to look for it where it must not be.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = &Secret> {
        self.parts.values().map(|part| &part.value)
    }

    /// Every fact, to look for it where it must not be.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &str> {
        self.facts.values().map(String::as_str)
    }

    /// A fact by its name.
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }

    /// With what signs in without a person, because the person asked to keep it. A provider's room writes and reads it.
    #[must_use]
    pub fn keeping(self, login: Secret) -> Self {
        self.with(KEPT, login, Ends::Unknown)
    }

    /// What signs in without a person; `None`: nobody asked to keep it.
    pub fn kept(&self) -> Option<&Secret> {
        self.part(KEPT).map(|part| &part.value)
    }

    /// The same without it.
    #[must_use]
    pub fn forgetting(mut self) -> Self {
        self.parts.remove(KEPT);
        self
    }

    /// This credential with every token and fact of `older` that it lacks: a provider may leave out what did not change.
    #[must_use]
    pub fn over(mut self, older: &Self) -> Self {
        for (kind, part) in &older.parts {
            self.parts.entry(kind.clone()).or_insert_with(|| Part { value: part.value.copy(), ends: part.ends });
        }
        for (name, value) in &older.facts {
            self.facts.entry(name.clone()).or_insert_with(|| value.clone());
        }
        self
    }

    /// Whether one of its tokens is one of the other's, whatever kind it has.
    pub(crate) fn shares_a_token_with(&self, other: &Self) -> bool {
        // Compared in constant time.
        self.tokens().any(|own| other.tokens().any(|token| own.matches(token.expose())))
    }

    /// Another copy, wiped on its own.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self::default().over(self)
    }

    /// Plain bytes, only ever to be sealed.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let parts: Map<String, Value> = self
            .parts
            .iter()
            .map(|(kind, part)| {
                let ends = match part.ends {
                    Ends::At(instant) => json!(instant.unix_timestamp()),
                    Ends::Never => json!("never"),
                    Ends::Unknown => Value::Null,
                };
                (kind.clone(), json!([part.value.expose(), ends])) // about to be sealed
            })
            .collect();
        Zeroizing::new(json!({ "parts": parts, "facts": self.facts }).to_string().into_bytes())
    }

    /// Reads what [`Credential::to_bytes`] wrote; `None`: it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        let mut credential = Self::default();
        for (kind, part) in value.get("parts")?.as_object()? {
            let ends = match part.get(1)? {
                Value::Null => Ends::Unknown,
                Value::String(_) => Ends::Never,
                seconds => Ends::At(OffsetDateTime::from_unix_timestamp(seconds.as_i64()?).ok()?),
            };
            credential = credential.with(kind, Secret::from(part.get(0)?.as_str()?), ends);
        }
        for (name, fact) in value.get("facts")?.as_object()? {
            credential = credential.knowing(name, fact.as_str()?);
        }
        Some(credential)
    }
}
