//! Names that people give: labels and customers.

/// The longest, in characters.
pub(crate) const LONGEST: usize = 120;

/// It is no name: it is too long, or not one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NotAName;

/// A name as it was typed: trimmed, one line, not endless. `None`: there is nothing.
pub(crate) fn read(text: &str) -> Result<Option<String>, NotAName> {
    let text = text.trim();
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(NotAName);
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
