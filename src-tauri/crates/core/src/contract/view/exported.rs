//! The list without secrets: what another computer needs to link the same accounts again.

use super::connection::IdentityView;
use super::provider::Environment;
use super::status::GrantStatus;
use super::time::Timestamp;
use crate::contract::ProviderId;
use serde::{Deserialize, Serialize};

/// The whole list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ExportedList {
    /// `linkdesk-list`.
    pub format: &'static str,
    /// The version of this shape.
    pub version: u32,
    /// When it was written.
    pub written_at: Timestamp,
    /// Every connection, the most urgent first.
    pub connections: Vec<ExportedConnection>,
}

/// A connection as the list tells of it. There is no field that could hold a credential.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExportedConnection {
    /// Its provider.
    pub provider: ProviderId,
    /// The name of its registration.
    pub registration: String,
    /// Which of the provider's systems.
    pub environment: Environment,
    /// What the person calls it.
    pub label: String,
    /// Whose it is.
    pub customer: Option<String>,
    /// Which account it is, as far as that may be shown.
    pub identity: IdentityView,
    /// What the provider allowed when the list was written.
    pub grant: GrantStatus,
    /// When that grant ends or ended.
    pub ends_at: Option<Timestamp>,
    /// When it was linked first.
    pub linked_at: Timestamp,
    /// By what the same account is recognised. A list of an older program has none.
    #[serde(default)]
    pub account_keys: Vec<ExportedKey>,
}

/// One key of an account, which shows that it is the same and not what it is.
///
/// The hash is SHA-256 over the salt's bytes followed by the key's value in UTF-8. Account numbers are short: whoever has
/// the list can find one by trying all of them. So the list is for the person's own computers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "WrittenKey")]
pub struct ExportedKey {
    /// What kind of key: keys of different kinds are never compared.
    pub kind: String,
    /// 16 random bytes, made for this key and this list; hexadecimal.
    pub salt: String,
    /// The hash; hexadecimal.
    pub sha256: String,
}

/// A key as somebody wrote it.
#[derive(Deserialize)]
struct WrittenKey {
    kind: String,
    salt: String,
    sha256: String,
}

impl TryFrom<WrittenKey> for ExportedKey {
    type Error = &'static str;

    fn try_from(WrittenKey { kind, salt, sha256 }: WrittenKey) -> Result<Self, Self::Error> {
        Self::read(&kind, &salt, &sha256).ok_or("a key is a kind, a salt of 32 and a hash of 64 hexadecimal digits")
    }
}

impl ExportedKey {
    /// A key from its parts; `None`: they have another form.
    pub(crate) fn read(kind: &str, salt: &str, sha256: &str) -> Option<Self> {
        let word =
            !kind.is_empty() && kind.len() <= 40 && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let digits =
            |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        (word && digits(salt, 32) && digits(sha256, 64)).then(|| Self {
            kind: kind.to_owned(),
            salt: salt.to_ascii_lowercase(),
            sha256: sha256.to_ascii_lowercase(),
        })
    }
}
