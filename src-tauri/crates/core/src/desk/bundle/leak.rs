//! The last look at a bundle: whether a secret or a name stands in it, in whatever spelling.

use crate::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value;
use zeroize::Zeroizing;

/// A shorter text is looked for as a whole value only: inside others it stands by chance.
const SHORT: usize = 5;
/// Fields whose type is a closed list, a number or an instant: no text of the store can stand in them, and a person may
/// call an account by one of their words.
const CLOSED: [&str; 28] = [
    "format",
    "at",
    "version",
    "system",
    "processor",
    "code",
    "outcome",
    "next",
    "cause",
    "provider",
    "grant",
    "appearance",
    "environment",
    "path",
    "reason",
    "ends_at",
    "survival",
    "kind",
    "linked_at",
    "checked_at",
    "renewed_at",
    "practice",
    "offline",
    "number",
    "language_chosen",
    "amounts_hidden",
    "single_keys",
    "id",
];

/// What may not be told. Wiped when dropped.
#[derive(Default)]
pub(super) struct Forbidden {
    texts: Vec<Zeroizing<String>>,
}

impl Forbidden {
    /// A secret, and every way to write it.
    pub(super) fn secret(&mut self, secret: &Secret) {
        self.name(secret.expose()); // only to be looked for
    }

    /// A name, a label, a number: as it is, and every way to write it.
    pub(super) fn name(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.texts.push(Zeroizing::new(text.to_lowercase()));
        if text.len() < SHORT {
            return;
        }
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let in_quotes = serde_json::Value::from(text).to_string();
        let spellings = [
            hex::encode(text),
            encoded.replace('+', "%20"),
            encoded,
            in_quotes.trim_matches('"').to_owned(),
            STANDARD_NO_PAD.encode(text),
            URL_SAFE_NO_PAD.encode(text),
        ];
        self.texts.extend(spellings.into_iter().map(|spelling| Zeroizing::new(spelling.to_lowercase())));
        // Inside a longer text base64 depends on how many bytes stand in front.
        for front in 1..3 {
            let shifted = [&vec![0; front], text.as_bytes()].concat();
            for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                let whole = engine.encode(&shifted);
                // The characters at both ends are made of neighbours too.
                let inner = whole.get(front + 1..whole.len() - 1).unwrap_or_default();
                self.texts.push(Zeroizing::new(inner.to_lowercase()));
            }
        }
    }

    /// The place of the first text that stands in this value, as a JSON pointer (RFC 6901).
    pub(super) fn find(&self, value: &Value) -> Option<String> {
        self.walk(value, String::new())
    }

    fn walk(&self, value: &Value, place: String) -> Option<String> {
        match value {
            Value::String(text) => self.holds(&text.to_lowercase()).then_some(place),
            Value::Array(items) => {
                items.iter().enumerate().find_map(|(at, item)| self.walk(item, format!("{place}/{at}")))
            }
            Value::Object(fields) => fields
                .iter()
                .filter(|(name, field)| !CLOSED.contains(&name.as_str()) || field.is_array())
                .find_map(|(name, field)| self.walk(field, format!("{place}/{name}"))),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        }
    }

    fn holds(&self, text: &str) -> bool {
        self.texts.iter().any(|forbidden| {
            text == forbidden.as_str() || (forbidden.len() >= SHORT && text.contains(forbidden.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Forbidden;
    use crate::Secret;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::json;

    const TOKEN: &str = "token-practice-a/b+c=1";

    fn found(request_id: &str) -> Option<String> {
        let mut forbidden = Forbidden::default();
        forbidden.secret(&Secret::from(TOKEN));
        forbidden.name("Sample Owner");
        forbidden.name("bankhub");
        forbidden
            .find(&json!({ "provider": "bankhub", "connections": [{ "timeline": [{ "request_id": request_id }] }] }))
    }

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        let url: String = form_urlencoded::byte_serialize(TOKEN.as_bytes()).collect();
        for text in [
            TOKEN.to_owned(),
            format!("before {} after", TOKEN.to_uppercase()),
            hex::encode(TOKEN),
            hex::encode_upper(TOKEN),
            STANDARD.encode(TOKEN),
            STANDARD.encode(format!("a{TOKEN}z")),
            STANDARD.encode(format!("ab{TOKEN}zz")),
            STANDARD.encode(format!("abc{TOKEN}")),
            url,
            "for Sample%20Owner".to_owned(),
        ] {
            assert_eq!(found(&text).as_deref(), Some("/connections/0/timeline/0/request_id"), "{text}");
        }
    }

    #[test]
    fn what_holds_none_passes_and_a_word_of_ours_is_no_name() {
        assert_eq!(found("LD-1234-5678"), None);
    }
}
