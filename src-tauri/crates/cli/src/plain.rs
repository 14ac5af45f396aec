//! Plain lines for people. Whatever a provider or a person named is printed as text, never as a command to the terminal.

use linkdesk_core::contract::{ConnectionView, Money, PathStatus, Problem, Survival, Timestamp};
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write as _;

/// Whether a character would move the cursor, change colours, hide or reverse text.
fn commands_the_terminal(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{061c}' | '\u{feff}')
}

/// Text as it may be printed: one line, without characters that command the terminal.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|character| if commands_the_terminal(character) { '\u{fffd}' } else { character }).collect()
}

/// JSON with such characters escaped. In JSON they stand inside strings only, so the value stays the same.
pub(crate) fn escaped_json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if commands_the_terminal(character) {
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// A problem in two or three lines: what, what to do, whom to ask about what.
pub(crate) fn problem(problem: &Problem) -> String {
    let mut lines = format!("linkdesk: {}\n  {}", clean(&problem.message), clean(&problem.next));
    if let Some(words) = &problem.provider_message {
        let _ = write!(lines, "\n  The provider says: {}", clean(words));
    }
    let mut details = vec![format!("code {}", word(&problem.code).replace(' ', "_"))];
    let named = [("provider code", &problem.provider_code), ("provider's request", &problem.request_id)];
    details.extend(named.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", clean(value.as_ref()?)))));
    details.extend(problem.retry_at.map(|at| format!("try again at {at}")));
    details.push(format!("reference {}", problem.reference));
    let _ = write!(lines, "\n  ({})", details.join(", "));
    lines
}

/// Rows as aligned columns, one line each.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let mut lines = String::new();
    for row in rows {
        let padded: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        lines.push_str(padded.join("  ").trim_end());
        lines.push('\n');
    }
    lines
}

/// The word of a closed list, as a person reads it.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}

/// An instant, or a dash.
pub(crate) fn instant(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "–".to_owned(), |at| at.to_string())
}

/// An amount with its currency, or a dash.
pub(crate) fn money(money: Option<&Money>) -> String {
    money.map_or_else(|| "–".to_owned(), |money| format!("{} {}", clean(&money.amount), clean(&money.currency)))
}

/// Both axes of status in one cell.
pub(crate) fn status(view: &ConnectionView) -> String {
    match view.path {
        PathStatus::Reachable => word(&view.grant),
        path => format!("{} ({})", word(&view.grant), word(&path)),
    }
}

/// How long the link holds with this computer off.
pub(crate) fn survival(survival: Survival) -> String {
    match survival {
        Survival::Until { at } => format!("stays connected until about {at} if this computer is off"),
        Survival::NoEndKnown => "no end known".to_owned(),
        Survival::Unknown => "nobody knows how long it holds".to_owned(),
        Survival::Ended { at: Some(at) } => format!("ended at {at}"),
        Survival::Ended { at: None } => "ended".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, escaped_json, table};

    #[test]
    fn text_cannot_command_the_terminal() {
        let hostile = "Sample\u{1b}[2J\u{9b}31m\r\nBank\u{202e}knaB";
        assert!(!clean(hostile).chars().any(|character| character.is_control() || character == '\u{202e}'));
        assert_eq!(clean("Sample Bank – ธนาคาร"), "Sample Bank – ธนาคาร");
        let json = escaped_json(&serde_json::to_string(hostile).expect("text is JSON"));
        assert!(json.is_ascii());
        assert_eq!(serde_json::from_str::<String>(&json).expect("it is still JSON"), hostile);
    }

    #[test]
    fn columns_are_aligned_without_trailing_spaces() {
        let rows = [vec!["a".to_owned(), "long".to_owned()], vec!["bcd".to_owned(), "x".to_owned()]];
        assert_eq!(table(&rows), "a    long\nbcd  x\n");
    }
}
