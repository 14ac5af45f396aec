//! What a call carries, whichever of three ways it is written in: the documentation's samples say JSON and send a form,
//! and pictures come only in parts.

use super::error::Failure;
use crate::http::Call;
use serde_json::{Map, Value, json};

/// The fields of a call, and what was found wrong with them so far.
pub(super) struct Fields {
    given: Map<String, Value>,
    pictures: Vec<String>,
    wrong: Map<String, Value>,
}

impl Fields {
    /// The fields of a body. What is no JSON object is read as a form, whatever the media type says.
    pub(super) fn of(call: &Call) -> Self {
        let mut given = Map::new();
        let mut pictures = Vec::new();
        if call.parts().is_empty() {
            match call.json() {
                Some(Value::Object(fields)) => given = fields,
                _ => given.extend(call.form().all().map(|(name, value)| (name.to_owned(), value.into()))),
            }
        }
        for part in call.parts() {
            if part.is_file() {
                pictures.extend((!part.body.is_empty()).then(|| part.name.clone()));
            } else {
                given.insert(part.name.clone(), String::from_utf8_lossy(&part.body).into());
            }
        }
        Self { given, pictures, wrong: Map::new() }
    }

    /// A field that is there and not empty. Numbers are taken as they are written.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        text(self.given.get(name)).filter(|text| !text.is_empty())
    }

    /// A field that has to be there.
    pub(super) fn needed(&mut self, name: &str) -> String {
        self.text(name).unwrap_or_else(|| {
            self.blame(name, "Thiếu trường này");
            String::new()
        })
    }

    /// A field that has to be there and be good.
    pub(super) fn needed_if(&mut self, name: &str, is_good: impl Fn(&str) -> bool) -> String {
        let text = self.needed(name);
        if !text.is_empty() && !is_good(&text) {
            self.blame(name, "Giá trị không hợp lệ");
        }
        text
    }

    /// A whole number that need not be there.
    pub(super) fn number(&mut self, name: &str, is_good: impl Fn(i64) -> bool) -> Option<i64> {
        let text = self.text(name)?;
        let number = text.trim().parse().ok().filter(|number| is_good(*number));
        if number.is_none() {
            self.blame(name, "Giá trị không hợp lệ");
        }
        number
    }

    /// A picture that has to come as a file with something in it.
    pub(super) fn picture(&mut self, name: &str) {
        if !self.pictures.iter().any(|picture| picture == name) {
            self.blame(name, "Phải là một tệp ảnh");
        }
    }

    /// Says what is wrong with a field; the first word counts.
    pub(super) fn blame(&mut self, name: &str, text: &str) {
        self.wrong.entry(name).or_insert_with(|| json!([text]));
    }

    /// Refuses the call if anything is wrong (code 2).
    pub(super) fn checked(&self) -> Result<(), Failure> {
        if self.wrong.is_empty() { Ok(()) } else { Err(Failure::Invalid(self.wrong.clone())) }
    }

    /// Whether a caller's copy of the fields says the same as they do, as text.
    pub(super) fn are(&self, copy: &Value) -> bool {
        let Some(copy) = copy.as_object() else { return self.given.is_empty() };
        copy.len() == self.given.len()
            && self
                .given
                .iter()
                .all(|(name, value)| text(Some(value)) == text(copy.get(name)) && copy.contains_key(name))
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
