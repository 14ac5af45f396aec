//! Tolerant reading: ids as text or number, messages as text, list or map, unknown fields passed over.

use crate::contract::Money;
use serde_json::Value;
use time::Date;
use time::format_description::well_known::Iso8601;

/// Text, or a number as its text; `None` for anything else and for empty text.
pub(in crate::provider) fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The first of these fields that holds text.
pub(in crate::provider) fn first_text(object: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(object.get(name)))
}

/// The day at the beginning of a text, as ISO 8601 writes it, whatever time follows it.
pub(in crate::provider) fn day(value: Option<&Value>) -> Option<Date> {
    Date::parse(text(value)?.get(..10)?, &Iso8601::DATE).ok()
}

/// A message: text, the first of a list, or the first of a map.
pub(in crate::provider) fn message(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => message(items.first()),
        Some(Value::Object(fields)) => message(fields.values().next()),
        _ => String::new(),
    }
}

/// The items of a list; nothing for anything else.
pub(in crate::provider) fn items(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// An amount: a JSON number or decimal text; `None` for anything that is not one.
pub(in crate::provider) fn money(amount: Option<&Value>, currency: Option<&Value>) -> Option<Money> {
    let amount = text(amount)?;
    let digits = amount.strip_prefix('-').unwrap_or(&amount);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let decimal = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !decimal(whole) || !decimal(fraction) {
        return None;
    }
    let currency = text(currency).filter(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()));
    Some(Money { amount, currency: currency.unwrap_or_else(|| "VND".to_owned()).to_ascii_uppercase() })
}
