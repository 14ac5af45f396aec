//! JSON Web Tokens (RFC 7519): signing our own, and reading when somebody else's ends.

use crate::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// A token over these claims, signed with HS256 (RFC 7518 section 3.2).
pub(in crate::provider) fn signed(claims: &Value, key: &Secret) -> Secret {
    let part = |value: &str| URL_SAFE_NO_PAD.encode(value);
    let claims = Zeroizing::new(claims.to_string());
    let head_and_claims = Zeroizing::new(format!("{}.{}", part(r#"{"typ":"JWT","alg":"HS256"}"#), part(&claims)));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose().as_bytes()).expect("HMAC takes a key of any length"); // signs with it
    mac.update(head_and_claims.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    Secret::from(format!("{}.{signature}", *head_and_claims))
}

/// When a token ends by its own `exp` claim, in seconds. The signature is not ours to check: the provider's word came
/// over its own connection. `None`: it is no such token, or names no end.
pub(in crate::provider) fn end(token: &Secret) -> Option<OffsetDateTime> {
    let claims = token.expose().split('.').nth(1)?; // read, not kept
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?);
    let claims: Value = serde_json::from_slice(&bytes).ok()?;
    let seconds = claims.get("exp").and_then(|exp| exp.as_i64().or_else(|| exp.as_str()?.parse().ok()))?;
    OffsetDateTime::from_unix_timestamp(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_token_is_signed_as_others_sign_it() {
        // Computed with another implementation of RFC 7515 over the same claims and key.
        let token = signed(&json!({ "iss": "sample", "exp": 60 }), &Secret::from("practice-key"));
        let parts: Vec<&str> = token.expose().split('.').collect();
        assert_eq!(parts[..2], ["eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9", "eyJpc3MiOiJzYW1wbGUiLCJleHAiOjYwfQ"]);
        assert_eq!(parts[2], "9OkpZVUod9LxJFKwGdZ1FXqBcn0de08ZtL4j0Ns6x-U");
    }

    #[test]
    fn an_end_is_read_where_there_is_one() {
        let of = |claims: Value| end(&signed(&claims, &Secret::from("key")));
        assert_eq!(of(json!({ "exp": 60 })), Some(OffsetDateTime::UNIX_EPOCH + time::Duration::MINUTE));
        assert_eq!(of(json!({ "exp": "60" })), Some(OffsetDateTime::UNIX_EPOCH + time::Duration::MINUTE));
        assert_eq!(of(json!({ "sub": "1" })), None);
        for none in ["", "opaque", "a.b.c", "..", "e30.bm90IGpzb24.x"] {
            assert_eq!(end(&Secret::from(none)), None, "{none}");
        }
    }
}
