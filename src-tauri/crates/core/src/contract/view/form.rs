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
}

impl FieldKind {
    /// Whether it is never shown, kept or repeated.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Password | Self::Otp)
    }

    /// What is wrong with a text for a field of this kind. Names the field and never repeats the text.
    pub fn objection(self, name: &str, text: &str, choices: &[&str]) -> Option<String> {
        let sound = match self {
            Self::Text | Self::Password => !text.chars().any(char::is_control),
            Self::Phone => {
                let digits = text.chars().filter(char::is_ascii_digit).count();
                let only = text.chars().all(|one| one.is_ascii_digit() || matches!(one, '+' | ' ' | '-' | '(' | ')'));
                only && (4..=17).contains(&digits)
            }
            Self::Email => {
                let plain = !text.chars().any(|one| one.is_whitespace() || one.is_control());
                plain && text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
            }
            Self::Otp => (4..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Choice => choices.contains(&text),
        };
        let wanted = match self {
            Self::Text | Self::Password => "one line of text".to_owned(),
            Self::Phone => "a phone number with its country code, in digits".to_owned(),
            Self::Email => "an e-mail address".to_owned(),
            Self::Otp => "the code's digits".to_owned(),
            Self::Choice => format!("one of: {}", choices.join(", ")),
        };
        (!sound).then(|| format!("“{name}” must be {wanted}."))
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
    /// It is asked only when the named field has one of these values.
    pub only_if: Option<(String, Vec<String>)>,
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
