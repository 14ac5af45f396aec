//! The message about a user who changed: `{oldData, newData, sign}`.
//!
//! Source: Bảo Kim's authentication service documentation, user update callback. `sign` is HMAC-SHA256 over the JSON of
//! the two. How that JSON is written is not said, so both are taken as they came, byte for byte, in either order, and
//! nothing around them counts.

use crate::contract::{ChangedField, HintCause};
use crate::provider::protocol::json;
use crate::provider::refusal::plain;
use crate::provider::{Hint, Refusal, RefusalKind};
use crate::registration::Registration;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::Sha256;

/// The fields that are shown. A profile holds more than anybody needs to see.
const SHOWN: [&str; 6] = ["name", "phone", "email", "address", "type", "stat"];

/// A message as it came.
#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, rename = "oldData")]
    old: Option<&'a RawValue>,
    #[serde(borrow, rename = "newData")]
    new: Option<&'a RawValue>,
    sign: Option<Value>,
}

/// What a message says, if it is signed with the registration's secret.
pub(super) fn read(registration: &Registration, body: &str) -> Result<Option<Hint>, Refusal> {
    let unreadable = |_| Refusal::new(RefusalKind::Unreadable).coded("no JSON object");
    let message: Message<'_> = serde_json::from_str(body).map_err(unreadable)?;
    let (Some(old), Some(new)) = (message.old, message.new) else { return Ok(None) };
    let Some(secret) = registration.secrets().get("callback_secret") else {
        return Err(Refusal::new(RefusalKind::Registration).about("callback_secret"));
    };
    let key = secret.expose().as_bytes(); // checks with it
    let sign = hex::decode(json::text(message.sign.as_ref()).unwrap_or_default()).unwrap_or_default();
    let (old_came, new_came) = (old.get(), new.get());
    let in_order = format!(r#"{{"oldData":{old_came},"newData":{new_came}}}"#);
    let turned = format!(r#"{{"newData":{new_came},"oldData":{old_came}}}"#);
    // Both are tried whatever the first says, each compared in constant time.
    if !(is_signed(key, &in_order, &sign) | is_signed(key, &turned, &sign)) {
        return Err(Refusal::new(RefusalKind::Input).coded("sign").about("sign"));
    }
    let parsed = |raw: &RawValue| serde_json::from_str::<Value>(raw.get()).unwrap_or_default();
    let (old, new) = (&parsed(old), &parsed(new));
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

fn is_signed(key: &[u8], text: &str, sign: &[u8]) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.verify_slice(sign).is_ok()
}
