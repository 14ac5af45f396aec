//! Tokens and ids: the same in every run that starts from the same number, so that a run can be repeated exactly.
//!
//! Every token says that it is a practice token. Nothing here is a secret; what must not be guessed (the path of the
//! control page) comes from the operating system instead.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The next id, and the ones after it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Ids {
    origin: u64,
    given: u64,
}

impl Ids {
    /// A sequence that starts from this number.
    pub(crate) fn new(origin: u64) -> Self {
        Self { origin, given: 0 }
    }

    fn next_bytes(&mut self, purpose: &str) -> [u8; 32] {
        self.given += 1;
        let mut digest = Sha256::new();
        digest.update(self.origin.to_le_bytes());
        digest.update(self.given.to_le_bytes());
        digest.update(purpose.as_bytes());
        digest.finalize().into()
    }

    /// `<kind>-practice-` and 32 characters.
    pub(crate) fn token(&mut self, kind: &str) -> String {
        let bytes = self.next_bytes(kind);
        format!("{kind}-practice-{}", URL_SAFE_NO_PAD.encode(&bytes[..24]))
    }

    /// 16 characters of `A-Za-z0-9_-`, the shape of a bankHub request id.
    pub(crate) fn request(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(&self.next_bytes("request")[..12])
    }

    /// An id in the form of a UUID, version 8 (made by a rule of our own: RFC 9562 section 5.8).
    pub(crate) fn uuid(&mut self) -> String {
        let bytes = self.next_bytes("uuid");
        let number = |range: std::ops::Range<usize>| {
            bytes[range].iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte))
        };
        format!(
            "{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}",
            number(0..4),
            number(4..6),
            number(6..8) & 0xfff,
            (number(8..10) & 0x3fff) | 0x8000,
            number(10..16)
        )
    }

    /// 64 hex digits.
    pub(crate) fn hex(&mut self) -> String {
        self.next_bytes("hex").iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// A one-time password of six digits.
    pub(crate) fn one_time_password(&mut self) -> String {
        let bytes = self.next_bytes("otp");
        format!("{:06}", u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) % 1_000_000)
    }
}

/// A path nobody can guess: 256 bits from the operating system.
///
/// A system that cannot give randomness cannot keep the control page to itself, so there is no page then.
pub(crate) fn unguessable_path() -> Option<String> {
    random_bytes::<32>().map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
}

/// Bytes of the operating system's randomness.
#[expect(clippy::disallowed_methods, reason = "this crate stands below the core, which has the one home of randomness")]
pub(crate) fn random_bytes<const LENGTH: usize>() -> Option<[u8; LENGTH]> {
    let mut bytes = [0_u8; LENGTH];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}
