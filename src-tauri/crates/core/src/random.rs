//! Randomness of the operating system, in one place.

use crate::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

#[expect(clippy::disallowed_methods, reason = "this is the one home of randomness")]
/// Fills an array with random bytes.
///
/// A system that cannot give randomness cannot keep any promise of this program, so that ends it.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut buffer = [0; N];
    getrandom::fill(&mut buffer).expect("the operating system gives randomness");
    buffer
}

/// A value of 256 random bits as 43 base64url characters: a state, a PKCE verifier (RFC 7636 section 4.1), a path.
pub(crate) fn token() -> Secret {
    Secret::from(URL_SAFE_NO_PAD.encode(bytes::<32>()))
}

/// A reference a person can read out on the telephone: `LD-` and two groups of four digits.
pub(crate) fn reference() -> String {
    let number = u32::from_le_bytes(bytes::<4>());
    format!("LD-{:04}-{:04}", number / 10_000 % 10_000, number % 10_000)
}
