//! The message about a user that changed: `{oldData, newData, sign}`, signed over the bytes that PHP would write.
//!
//! How the signed text is written is not published. PHP's `json_encode` writes `/` as `\/` and everything beyond ASCII as
//! `\uXXXX`; the order of the fields stays.

use super::account::profile;
use super::jwt;
use super::state::State;
use crate::client::Client;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What the messages are signed with.
pub(super) fn callback_secret(client: &Client) -> String {
    format!("callback-{}", client.secret)
}

impl State {
    /// The user of this login changes the name. The message that would be sent; `None`: there is no such user.
    pub(crate) fn change_user(&mut self, login: &str, name: &str) -> Option<String> {
        let user = self.users.iter_mut().find(|user| user.is_called(login))?;
        let old = profile(user, "id");
        name.clone_into(&mut user.name);
        let mut message = json!({ "oldData": old, "newData": profile(user, "id") });
        message["sign"] = jwt::hex_mac(&php_json(&message), &callback_secret(&self.client)).into();
        let text = php_json(&message);
        self.latest_update = Some(text.clone());
        Some(text)
    }

    /// The latest message, if a user ever changed.
    pub(crate) fn latest_update(&self) -> Option<&str> {
        self.latest_update.as_deref()
    }
}

/// JSON as PHP writes it unless it is told otherwise.
fn php_json(value: &Value) -> String {
    let mut php = String::new();
    for character in value.to_string().chars() {
        match character {
            '/' => php.push_str("\\/"),
            ascii if ascii.is_ascii() => php.push(ascii),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _ = write!(php, "\\u{unit:04x}");
                }
            }
        }
    }
    php
}
