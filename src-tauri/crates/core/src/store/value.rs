//! How our words stand in columns, and how they are read back without guessing.

use super::error::StoreError;
use crate::contract::Money;
use crate::provider::Ends;
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;

/// A column, for errors.
#[derive(Clone, Copy)]
pub(super) struct Column(pub(super) &'static str, pub(super) &'static str);

impl Column {
    /// The error for a value that we do not write.
    pub(super) const fn nonsense(self) -> StoreError {
        StoreError::Inconsistent { table: self.0, column: self.1 }
    }

    /// An id or another text with a parser of its own.
    pub(super) fn parsed<T: std::str::FromStr>(self, text: &str) -> Result<T, StoreError> {
        text.parse().map_err(|_| self.nonsense())
    }

    /// A word of the contract.
    pub(super) fn word<T: DeserializeOwned>(self, text: &str) -> Result<T, StoreError> {
        serde_json::from_value(serde_json::Value::from(text)).map_err(|_| self.nonsense())
    }

    /// An instant.
    pub(super) fn instant(self, seconds: i64) -> Result<OffsetDateTime, StoreError> {
        OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| self.nonsense())
    }

    /// An instant that may be missing.
    pub(super) fn maybe_instant(self, seconds: Option<i64>) -> Result<Option<OffsetDateTime>, StoreError> {
        seconds.map(|seconds| self.instant(seconds)).transpose()
    }

    /// An end, from its kind and its instant.
    pub(super) fn ends(self, kind: &str, at: Option<i64>) -> Result<Ends, StoreError> {
        match (kind, at) {
            ("at", Some(at)) => self.instant(at).map(Ends::At),
            ("never", None) => Ok(Ends::Never),
            ("unknown", None) => Ok(Ends::Unknown),
            _ => Err(self.nonsense()),
        }
    }

    /// A count.
    pub(super) fn count(self, number: i64) -> Result<u32, StoreError> {
        u32::try_from(number).map_err(|_| self.nonsense())
    }

    /// An amount that is there with its currency, or not at all.
    pub(super) fn money(self, amount: Option<String>, currency: Option<String>) -> Result<Option<Money>, StoreError> {
        match (amount, currency) {
            (Some(amount), Some(currency)) => Ok(Some(Money { amount, currency })),
            (None, None) => Ok(None),
            _ => Err(self.nonsense()),
        }
    }
}

/// A word of the contract as text.
pub(super) fn text_of(word: impl Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => text,
        // Reading it back names the column; the enumerations of the contract are all plain words.
        _ => String::new(),
    }
}

/// An end as its kind and its instant.
pub(super) const fn ends_columns(ends: Ends) -> (&'static str, Option<i64>) {
    match ends {
        Ends::At(at) => ("at", Some(at.unix_timestamp())),
        Ends::Never => ("never", None),
        Ends::Unknown => ("unknown", None),
    }
}
