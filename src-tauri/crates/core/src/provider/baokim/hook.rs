//! The message about a user who changed: `{oldData, newData, sign}`.
//!
//! Source: Bảo Kim's authentication service documentation, user update callback. `sign` is HMAC-SHA256 over the JSON of
//! the two. How that JSON is written is not said, so the bytes are taken as they came.

use crate::contract::{ChangedField, HintCause};
use crate::provider::protocol::json;
use crate::provider::refusal::plain;
use crate::provider::{Hint, Refusal, RefusalKind};
use crate::registration::Registration;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

/// The fields that are shown. A profile holds more than anybody needs to see.
const SHOWN: [&str; 6] = ["name", "phone", "email", "address", "type", "stat"];

/// What a message says, if it is signed with the registration's secret.
pub(super) fn read(registration: &Registration, body: &str) -> Result<Option<Hint>, Refusal> {
    let Some(message) = serde_json::from_str::<Value>(body).ok().filter(Value::is_object) else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no JSON object"));
    };
    let (Some(old), Some(new)) = (message.get("oldData"), message.get("newData")) else { return Ok(None) };
    let sign = json::text(message.get("sign")).unwrap_or_default();
    let Some(secret) = registration.secrets().get("callback_secret") else {
        return Err(Refusal::new(RefusalKind::Registration).about("callback_secret"));
    };
    let key = secret.expose().as_bytes(); // checks with it
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(signed(body.trim(), &sign).unwrap_or_default().as_bytes());
    // Compared in constant time.
    if mac.verify_slice(&hex::decode(&sign).unwrap_or_default()).is_err() {
        return Err(Refusal::new(RefusalKind::Input).coded("sign").about("sign"));
    }
    let value = json::first_text(new, &["id", "user_id"]).or_else(|| json::first_text(old, &["id", "user_id"]));
    let Some(value) = value else { return Ok(None) };
    let text = |data: &Value, name: &str| json::text(data.get(name)).map(|text| plain(&text));
    let changes = SHOWN
        .into_iter()
        .map(|name| ChangedField { name: name.to_owned(), old: text(old, name), new: text(new, name) })
        .filter(|change| change.old != change.new)
        .collect();
    Ok(Some(Hint { facts: &["user_id", "wallet_user"], value, cause: HintCause::Changed, changes }))
}

/// The bytes that were signed: the message without its signature, which stands at its end or at its beginning.
fn signed(body: &str, sign: &str) -> Option<String> {
    let at_end = body.strip_suffix(&format!(r#","sign":"{sign}"}}"#)).map(|rest| format!("{rest}}}"));
    at_end.or_else(|| body.strip_prefix(&format!(r#"{{"sign":"{sign}","#)).map(|rest| format!("{{{rest}")))
}
