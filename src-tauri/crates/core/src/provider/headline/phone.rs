//! A phone number, split into its country code and the rest, as Headline takes it.

/// A number in two parts, both text: leading zeros count.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Phone {
    /// The country code with its plus sign.
    pub(super) area: String,
    /// The digits after it.
    pub(super) number: String,
}

/// The country codes of two digits (ITU-T E.164). 1 and 7 have one digit, all others three.
const TWO_DIGITS: &[&str] = &[
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51",
    "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90",
    "91", "92", "93", "94", "95", "98",
];

/// Splits a number with a country code; `None`: it has none.
pub(super) fn split(text: &str) -> Option<Phone> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.strip_prefix("00") {
        Some(rest) if !text.contains('+') => rest,
        _ => digits.as_str(),
    };
    let length = match digits.get(..2)? {
        // No country has this: a number as it is dialled at home.
        head if head.starts_with('0') => return None,
        head if head.starts_with(['1', '7']) => 1,
        head if TWO_DIGITS.contains(&head) => 2,
        _ => 3,
    };
    let (area, number) = digits.split_at_checked(length)?;
    (!number.is_empty()).then(|| Phone { area: format!("+{area}"), number: number.to_owned() })
}
