//! Whether an answer has the shape of a sample: the same names, kinds and nesting, whatever the values are.

use super::fixture::Sample;
use serde_json::{Value, json};

/// Where an answer differs from this shape of a sample, or from a value that is always the same; a line for each place.
pub(super) fn compared(sample: &Sample, wanted: &Value, mut answer: Value) -> Vec<String> {
    for place in &sample.nullable {
        if let (Some(own), Some(usual)) = (answer.pointer_mut(&pointer(place)), wanted.pointer(&pointer(place)))
            && own.is_null()
        {
            *own = usual.clone();
        }
    }
    let mut found = differences(wanted, &answer);
    for place in &sample.fixed {
        let [wanted, own] = [wanted, &answer].map(|value| value.pointer(&pointer(place)));
        if wanted.is_none() || wanted != own {
            found.push(format!("{place}: {own:?}, not {wanted:?}"));
        }
    }
    found
}

/// A place in a sample, such as `data.token_type`, as RFC 6901 writes it.
fn pointer(place: &str) -> String {
    format!("/{}", place.replace('.', "/"))
}

fn differences(sample: &Value, answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", sample, answer, &mut found);
    found
}

fn compare(place: &str, sample: &Value, answer: &Value, found: &mut Vec<String>) {
    match (sample, answer) {
        (Value::Object(wanted), Value::Object(own)) => {
            found.extend(
                wanted.keys().filter(|name| !own.contains_key(*name)).map(|name| format!("{place}.{name}: missing")),
            );
            found.extend(
                own.keys().filter(|name| !wanted.contains_key(*name)).map(|name| format!("{place}.{name}: more")),
            );
            for (name, value) in wanted {
                if let Some(own) = own.get(name) {
                    compare(&format!("{place}.{name}"), value, own, found);
                }
            }
        }
        (Value::Array(wanted), Value::Array(own)) => compare_lists(place, wanted, own, found),
        _ if kind(sample) == kind(answer) => {}
        _ => found.push(format!("{place}: {}, not {}", kind(answer), kind(sample))),
    }
}

/// A list in a sample holds each shape that occurs in it: every item has one of them, and every one of them occurs.
fn compare_lists(place: &str, wanted: &[Value], own: &[Value], found: &mut Vec<String>) {
    for (at, item) in own.iter().enumerate() {
        let nearest = wanted.iter().map(|shape| differences(shape, item)).min_by_key(Vec::len);
        match nearest {
            None => found.push(format!("{place}[{at}]: more")),
            Some(lines) => found.extend(lines.into_iter().map(|line| format!("{place}[{at}]{line}"))),
        }
    }
    for (at, shape) in wanted.iter().enumerate() {
        if !own.iter().any(|item| differences(shape, item).is_empty()) {
            found.push(format!("{place}: nothing like [{at}] of the sample"));
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Every sample that is wrong in one place: a field less, a field misspelt, a value of another kind, something more.
pub(super) fn spoilt(sample: &Value) -> Vec<Value> {
    let mut all = vec![if sample.is_null() { Value::from(0) } else { Value::Null }];
    match sample {
        Value::Object(fields) => {
            for (name, value) in fields {
                let mut less = fields.clone();
                less.remove(name);
                all.push(Value::Object(less.clone()));
                less.insert(format!("{name}_"), value.clone());
                all.push(Value::Object(less));
                all.extend(spoilt(value).into_iter().map(|value| {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), value);
                    Value::Object(fields)
                }));
            }
        }
        Value::Array(items) => {
            all.push(Value::Array([items.as_slice(), &[json!({ "more": [] })]].concat()));
            for (at, item) in items.iter().enumerate() {
                all.extend(spoilt(item).into_iter().map(|item| {
                    let mut items = items.clone();
                    items[at] = item;
                    Value::Array(items)
                }));
            }
        }
        _ => {}
    }
    all
}
