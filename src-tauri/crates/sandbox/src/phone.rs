//! The practice phone: where the one-time passwords of all practice providers arrive.

use crate::Provider;
use crate::clock::Moment;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use time::OffsetDateTime;

/// A message on the practice phone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PhoneMessage {
    /// When it came, by the practice clock.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who sent it.
    pub provider: Provider,
    /// The one-time password in it. It opens nothing but practice.
    pub code: String,
    /// The whole text.
    pub text: String,
}

/// The messages, newest first.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Phone(VecDeque<PhoneMessage>);

impl Phone {
    const KEPT: usize = 50;

    /// Delivers a one-time password.
    pub(crate) fn deliver(&mut self, at: Moment, provider: Provider, code: &str, sender: &str) {
        let text = format!("{sender} (practice): your code is {code}. It opens nothing real.");
        self.0.push_front(PhoneMessage { at: at.utc(), provider, code: code.to_owned(), text });
        self.0.truncate(Self::KEPT);
    }

    /// All messages, newest first.
    pub(crate) fn messages(&self) -> Vec<PhoneMessage> {
        self.0.iter().cloned().collect()
    }
}
