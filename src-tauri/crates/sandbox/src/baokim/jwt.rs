//! JSON Web Tokens signed with HS256 (RFC 7515, RFC 7518 section 3.2).
//!
//! Bảo Kim signs its own access tokens with RS256. Practice tokens are signed like those of a caller, and say so in their
//! head: a client has no key to check them with, and reads nothing of them but `exp`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

/// A token over these claims.
pub(super) fn signed(head: &Value, claims: &Value, key: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let body = format!("{}.{}", part(head), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(mac(&body, key).finalize().into_bytes());
    format!("{body}.{signature}")
}

/// The claims of a token that this key signed. No other algorithm is taken, whatever the head says (RFC 8725 section 3.1).
pub(super) fn claims(token: &str, key: &str) -> Option<Value> {
    let (body, signature) = token.rsplit_once('.')?;
    let (head, claims) = body.split_once('.')?;
    let read = |part: &str| serde_json::from_slice::<Value>(&decoded(part)?).ok();
    if read(head)?["alg"] != "HS256" {
        return None;
    }
    mac(body, key).verify_slice(&decoded(signature)?).ok()?;
    read(claims).filter(Value::is_object)
}

/// HMAC-SHA-256 in lower-case hex.
pub(super) fn hex_mac(text: &str, key: &str) -> String {
    super::samples::hex(&mac(text, key).finalize().into_bytes())
}

fn mac(text: &str, key: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac
}

fn decoded(part: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()
}
