//! Cells that a spreadsheet takes for text.
//!
//! A cell that begins with = + - or @ is a formula there, whoever wrote it: a company that calls itself so would run code
//! on the computer of support staff. An apostrophe in front makes it text. Where semicolons part the cells, the rest of a
//! name behind one becomes a cell of its own, so that begins anew. Reading takes the apostrophe away again, and a name
//! that had one keeps it.

/// What makes a formula, also in the full width that a spreadsheet reads alike.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const TEXT: char = '\'';
const PARTS: char = ';';

/// A cell to be written. Control characters become spaces.
pub(super) fn written(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    each_part(&plain, |part| if is_dangerous(part) { format!("{TEXT}{part}") } else { part.to_owned() })
}

/// A cell that was written so.
pub(super) fn read(text: &str) -> String {
    let plain = |part: &str| match part.strip_prefix(TEXT) {
        Some(rest) if is_dangerous(rest) => rest.to_owned(),
        _ => part.to_owned(),
    };
    each_part(text.trim(), plain)
}

fn each_part(text: &str, change: impl Fn(&str) -> String) -> String {
    text.split(PARTS).map(change).collect::<Vec<_>>().join(";")
}

/// Whether it is a formula, or would be one without its apostrophes. Spaces in front do not help.
fn is_dangerous(part: &str) -> bool {
    part.trim_start_matches(|c: char| c == TEXT || c.is_whitespace()).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_cell_is_a_formula() {
        for name in ["=1+1", "+84 0", "-x", "@x", "\t=x", " =x", "＝x", "'=x"] {
            assert!(written(name).starts_with('\''), "{name}");
        }
        assert_eq!(written("Sample; =x"), "Sample;' =x");
        for name in ["Sample", "Sample = x", "'s", "•••• 0001", ""] {
            assert_eq!(written(name), name);
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(name in "[=+@'; a-c-]{0,8}") {
            prop_assert_eq!(read(&written(name.trim())), name.trim());
        }

        #[test]
        fn nothing_begins_a_formula_in_either_kind_of_table(name in "\\PC{0,12}") {
            for part in written(&name).split(';') {
                prop_assert!(!part.trim_start().starts_with(FORMULA), "{}", part);
            }
        }
    }
}
