//! Actions: what a provider can do for a linked account besides linking it.
//!
//! An action is data, like a form: screens and the command line draw it and know no provider. Its words stand in the
//! message files under its name; its form's under the form's id, the answer's under the names of facts and columns.

use super::Values;
use super::form::Form;
use super::protocol::json;
use super::refusal::plain;
use crate::contract::{ActionAnswer, ActionEffect, ActionView, CodeView, FactValue, Money, TableView, Timestamp};
use crate::registration::Registration;
use qrcode::{Color, QrCode};
use serde_json::Value;
use time::{Date, OffsetDateTime};

/// An action, always the same for its provider.
#[derive(PartialEq, Eq, Debug)]
pub struct Action {
    /// Its name in the message files and on the command line.
    pub name: &'static str,
    /// What it does at the provider.
    pub effect: ActionEffect,
    /// What it asks the person for; one without fields is sent at once.
    pub form: Form,
    /// Whether its answer comes in pages.
    pub pages: bool,
}

impl Action {
    /// As a screen shows it.
    pub fn view(&self, registration: &Registration, now: OffsetDateTime) -> ActionView {
        ActionView {
            name: self.name.to_owned(),
            effect: self.effect,
            form: self.form.view(registration, now),
            pages: self.pages,
        }
    }
}

/// An action that a person wants done.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    /// Which action.
    pub action: &'static Action,
    /// What was typed into its form.
    pub values: &'a Values,
    /// Which page of the answer, from 1.
    pub page: u32,
}

/// Answers are put together fact by fact. Text of the provider's becomes one line of plain text; what is empty is left out.
impl ActionAnswer {
    /// With one more fact.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<FactValue>) -> Self {
        self.facts.extend(value.map(|value| (name.to_owned(), value)));
        self
    }

    /// With a list.
    #[must_use]
    pub fn listing(self, columns: &[&str], rows: Vec<Vec<Option<FactValue>>>) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self { table: Some(TableView { columns, rows }), ..self }
    }

    /// With a QR code. A text too long for one is a fact only.
    #[must_use]
    pub fn drawing(self, text: &str) -> Self {
        let Ok(code) = QrCode::new(text) else { return self.with("code", FactValue::text(text)) };
        let modules = code.to_colors();
        let row = |row: &[Color]| row.iter().map(|color| if *color == Color::Dark { '#' } else { ' ' }).collect();
        let rows = modules.chunks(code.width()).map(row).collect();
        Self { code: Some(CodeView { text: text.to_owned(), rows }), ..self }
    }

    /// With a page that follows.
    #[must_use]
    pub fn continued(self, next_page: Option<u32>) -> Self {
        Self { next_page, ..self }
    }
}

impl FactValue {
    /// A line of text; `None`: there is nothing in it.
    pub fn text(text: &str) -> Option<Self> {
        let text = plain(text);
        (!text.is_empty()).then_some(Self::Text { text })
    }

    /// The first of these fields that holds text, as a line of it.
    pub(super) fn of(object: &Value, names: &[&str]) -> Option<Self> {
        Self::text(&json::first_text(object, names)?)
    }

    /// An amount.
    pub const fn money(money: Money) -> Option<Self> {
        Some(Self::Money { money })
    }

    /// A day.
    pub fn day(day: Date) -> Option<Self> {
        Some(Self::Day { day: day.to_string() })
    }

    /// An instant.
    pub fn instant(at: OffsetDateTime) -> Option<Self> {
        Some(Self::Instant { at: Timestamp::from(at) })
    }

    /// Yes or no.
    pub const fn truth(yes: bool) -> Option<Self> {
        Some(Self::Truth { yes })
    }

    /// A word of the message files.
    pub fn word(word: &str) -> Option<Self> {
        Some(Self::Word { word: word.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_leaves_out_what_is_empty_and_keeps_text_on_one_line() {
        let answer = ActionAnswer::default()
            .with("name", FactValue::text(" Practice\u{202E}\nShop "))
            .with("website", FactValue::text("  "))
            .with("matches", FactValue::truth(false));
        let text = FactValue::Text { text: "Practice  Shop".to_owned() };
        assert_eq!(answer.facts, [("name".to_owned(), text), ("matches".to_owned(), FactValue::Truth { yes: false })]);
    }

    #[test]
    fn a_code_is_a_square_with_its_three_corners() {
        let code = ActionAnswer::default().drawing("PRACTICE-QR-0001").code.expect("it fits into a code");
        assert!(code.rows.iter().all(|row| row.chars().count() == code.rows.len()), "a square");
        let last = code.rows.len() - 1;
        for (row, at) in [(0, 0), (0, code.rows.len() - 7), (last, 0)] {
            assert_eq!(&code.rows[row][at..at + 7], "#######", "a finder pattern at {row}, {at}");
        }
    }

    #[test]
    fn what_no_code_can_hold_is_told_as_text() {
        let answer = ActionAnswer::default().drawing(&"x".repeat(8000));
        assert_eq!(answer.code, None);
        assert_eq!(answer.facts.len(), 1);
    }
}
