//! The users that practice Bảo Kim knows from the start. All invented, none like a real one.

use super::state::User;
use crate::SampleLogin;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The password of every sample user.
const PASSWORD: &str = "practice";
/// The first id of a user who came later.
pub(super) const FIRST_FRESH_USER: i64 = 1_000_101;
/// What a social token begins with; the network and the user follow.
const SOCIAL_TOKEN: &str = "practice";

/// Somebody who can sign in.
struct Sample {
    id: i64,
    login: &'static str,
    name: &'static str,
    email: &'static str,
    /// No network gives out numbers of zeros.
    phone: &'static str,
    kind: i64,
    is_locked: bool,
    note: &'static str,
}

const SAMPLES: [Sample; 4] = [
    Sample {
        id: 1_000_001,
        login: "sample-user",
        name: "Sample User",
        email: "user@practice.test",
        phone: "84000000001",
        kind: 1,
        is_locked: false,
        note: "a person; wallet phone 84000000001, its codes are on the practice phone",
    },
    Sample {
        id: 1_000_002,
        login: "sample-locked",
        name: "Sample Locked",
        email: "locked@practice.test",
        phone: "84000000002",
        kind: 1,
        is_locked: true,
        note: "may not sign in",
    },
    Sample {
        id: 1_000_003,
        login: "sample-business",
        name: "Sample Business / Mẫu",
        email: "business@practice.test",
        phone: "84000000003",
        kind: 2,
        is_locked: false,
        note: "a business; wallet phone 84000000003",
    },
    Sample {
        id: 1_000_004,
        login: "sample-other",
        name: "Sample Other",
        email: "other@practice.test",
        phone: "84000000004",
        kind: 1,
        is_locked: false,
        note: "another person; wallet phone 84000000004",
    },
];

/// The sample users as they are at the first start.
pub(super) fn users() -> Vec<User> {
    let user = |sample: &Sample| User {
        password: Some(hashed(PASSWORD)),
        is_locked: sample.is_locked,
        ..User::new(sample.id, sample.login, sample.name, Some(sample.phone), Some(sample.email), sample.kind)
    };
    SAMPLES.iter().map(user).collect()
}

/// The logins for the ready line and the pages.
pub(crate) fn sample_logins() -> Vec<SampleLogin> {
    SAMPLES.iter().map(|sample| SampleLogin::plain(sample.login, PASSWORD, sample.note)).collect()
}

/// Somebody else than this user.
pub(super) fn another(id: i64) -> i64 {
    let [first, .., other] = &SAMPLES;
    if id == other.id { first.id } else { other.id }
}

/// The token that a social network would give for a user. It opens nothing but practice.
pub(super) fn social_token(network: &str, user: &User) -> String {
    format!("{SOCIAL_TOKEN}-{network}-{}", user.login)
}

/// A password as it is kept: its SHA-256 in lower-case hex.
pub(super) fn hashed(password: &str) -> String {
    hex(&Sha256::digest(password.as_bytes()))
}

/// Bytes in lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
