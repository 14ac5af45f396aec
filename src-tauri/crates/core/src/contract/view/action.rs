//! What can be done at a provider with a linked account, and what came of it.

use super::account::Money;
use super::form::FormView;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an action does at the provider.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionEffect {
    /// It only reads.
    Reads,
    /// It changes something there, so the person is asked before it is sent.
    Changes,
    /// The provider gives a new token for the same grant, and takes the old one back.
    Rotates,
}

/// An action that a connection offers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ActionView {
    /// Its name; the words stand in the message files.
    pub name: String,
    /// What it does there.
    pub effect: ActionEffect,
    /// What it asks the person for; it may have no fields.
    pub form: FormView,
    /// Whether its answer comes in pages.
    pub pages: bool,
}

/// What came of an action. Nothing of it is kept.
#[derive(Clone, PartialEq, Debug, Default, Serialize, TS)]
pub struct ActionAnswer {
    /// Single facts: name and value. The words for the names stand in the message files.
    pub facts: Vec<(String, FactValue)>,
    /// A list, if it is one.
    pub table: Option<TableView>,
    /// A code that another device reads, such as a payment QR code.
    pub code: Option<CodeView>,
    /// The page after this one, if there is more.
    pub next_page: Option<u32>,
}

/// One value of an answer.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FactValue {
    /// One line of plain text.
    Text {
        /// The text.
        text: String,
    },
    /// An amount.
    Money {
        /// How much.
        money: Money,
    },
    /// A day, as the provider writes it: `YYYY-MM-DD`.
    Day {
        /// The day.
        day: String,
    },
    /// An instant.
    Instant {
        /// When.
        at: Timestamp,
    },
    /// Yes or no.
    Truth {
        /// Which.
        yes: bool,
    },
    /// One of a few words that the message files know, under the fact's name.
    Word {
        /// Which word.
        word: String,
    },
}

/// A list with columns.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct TableView {
    /// Names of the columns; the words stand in the message files.
    pub columns: Vec<String>,
    /// Rows, each as long as the columns. `None`: the provider says nothing there.
    pub rows: Vec<Vec<Option<FactValue>>>,
}

/// A QR code, ready to be drawn.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct CodeView {
    /// What it says.
    pub text: String,
    /// Its rows from above, `#` for dark and a space for light, without the quiet zone around it.
    pub rows: Vec<String>,
}
