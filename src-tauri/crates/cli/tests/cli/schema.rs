//! Checks values against docs/schemas: as much of JSON Schema (draft 2020-12) as is written there.

use serde_json::Value;
use std::path::Path;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Checks a value against a schema of docs/schemas; what does not fit is named by its place.
pub(crate) fn check(name: &str, value: &Value) {
    if let Err(misfit) = fits(&load(&format!("{name}.json")), value, name) {
        panic!("{misfit}\n{value:#}");
    }
}

/// Checks each item of a list, which must not be empty.
pub(crate) fn check_each(name: &str, values: &Value) {
    let values = values.as_array().expect("a list");
    assert!(!values.is_empty(), "an empty list shows nothing about {name}");
    for value in values {
        check(name, value);
    }
}

fn load(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/schemas").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn fits(schema: &Value, value: &Value, place: &str) -> Result<(), String> {
    if let Some(file) = schema["$ref"].as_str() {
        return fits(&load(file), value, place);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fitting = choices.iter().any(|choice| fits(choice, value, place).is_ok());
        return if fitting { Ok(()) } else { Err(format!("{place} fits no choice")) };
    }
    type_fits(&schema["type"], value).then_some(()).ok_or_else(|| format!("{place} is not {}", schema["type"]))?;
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return Err(format!("{place} is none of {words:?}"));
    }
    match value {
        Value::String(text) => format_fits(schema["format"].as_str(), text)
            .then_some(())
            .ok_or_else(|| format!("{place} is no {}", schema["format"])),
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(at, item)| fits(&schema["items"], item, &format!("{place}[{at}]")))
        }
        Value::Object(fields) => {
            let needed = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            if let Some(missing) = needed.clone().find(|name| !fields.contains_key(*name)) {
                return Err(format!("{place} lacks {missing}"));
            }
            fields.iter().try_for_each(|(name, field)| {
                let known = &schema["properties"][name];
                let schema = if known.is_null() { &schema["additionalProperties"] } else { known };
                if schema.is_object() {
                    return fits(schema, field, &format!("{place}.{name}"));
                }
                Err(format!("{place} has {name}, which stands in no schema"))
            })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn type_fits(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    };
    match wanted {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn format_fits(format: Option<&str>, text: &str) -> bool {
    match format {
        Some("date-time") => text.ends_with('Z') && OffsetDateTime::parse(text, &Rfc3339).is_ok(),
        Some("date") => OffsetDateTime::parse(&format!("{text}T00:00:00Z"), &Rfc3339).is_ok(),
        Some("uri") => url::Url::parse(text).is_ok(),
        Some("uuid") => text.len() == 36 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()),
        None => true,
        Some(_) => false,
    }
}
