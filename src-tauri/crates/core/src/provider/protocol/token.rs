//! Tokens on the wire: what may be one, how it is carried, and when it ends.

use crate::Secret;
use crate::provider::Ends;
use serde_json::Value;
use time::{Duration, OffsetDateTime};

/// The longest token that is taken for one.
const MAX_TOKEN: usize = 64 * 1024;
/// The longest life that is believed; a larger number is a slip.
const LONGEST_LIFE: i64 = 10 * 366 * 24 * 3600;

/// Visible ASCII only (RFC 6749 appendix A.12), so that a token can never break a header.
pub(in crate::provider) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_TOKEN && text.bytes().all(|byte| (0x20..=0x7E).contains(&byte))
}

/// The value of the header that carries a token (RFC 6750 section 2.1).
pub(in crate::provider) fn bearer(token: &Secret) -> Secret {
    Secret::from(format!("Bearer {}", token.expose())) // about to become the header
}

/// `expires_in`: seconds as number or text, -1 for never, anything else unknown.
pub(in crate::provider) fn ends(value: Option<&Value>, received: OffsetDateTime) -> Ends {
    let seconds = match value {
        Some(Value::Number(number)) => number.as_i64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    match seconds {
        Some(-1) => Ends::Never,
        Some(seconds) if (0..=LONGEST_LIFE).contains(&seconds) => Ends::At(received + Duration::seconds(seconds)),
        _ => Ends::Unknown,
    }
}
