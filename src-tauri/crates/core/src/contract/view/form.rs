//! A form that a person fills in here, as a screen or the command line draws it.

use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a field takes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// A phone number with its country code. Digits are text: leading zeros count.
    Phone,
    /// An e-mail address.
    Email,
    /// A password or another secret that a person knows.
    Password,
    /// A one-time code of digits.
    Otp,
    /// One of a few words.
    Choice,
    /// An amount in digits, with a point before decimals.
    Amount,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A picture, as base64. It goes to the provider and is not kept.
    Picture,
    /// Yes or no; empty: no.
    Tick,
}

impl FieldKind {
    /// Whether it is never shown, kept or repeated.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Password | Self::Otp)
    }
}

/// A field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FieldView {
    /// Its name; the words stand in the message files.
    pub name: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it must be filled when it is asked.
    pub required: bool,
    /// Whether what is typed is hidden and never kept.
    pub secret: bool,
    /// What can be chosen, the usual one first.
    pub choices: Vec<String>,
    /// The most characters that it takes, where the provider has a limit; of a picture the most bytes.
    pub at_most: Option<u32>,
    /// It is asked only when the named field has one of these values.
    pub only_if: Option<(String, Vec<String>)>,
    /// Whether no screen offers it: it is for the command line and scripts.
    pub scripts_only: bool,
}

/// A form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FormView {
    /// Its id; the words stand in the message files.
    pub id: String,
    /// Its fields, in order.
    pub fields: Vec<FieldView>,
    /// The host that receives what is typed.
    pub receiver: String,
    /// From when on another code can be asked for; `None`: there is no code.
    pub again_at: Option<Timestamp>,
}
