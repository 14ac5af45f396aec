//! The one type for whatever must not be seen: tokens, codes, verifiers, passwords, client secrets.
//!
//! It has a redacted `Debug`, no `Display`, no `Serialize` and no `Clone`, and is wiped when dropped.
//! Reading it takes [`Secret::expose`], so that every place that does can be found by its name.
//!
//! ```compile_fail
//! let secret = linkdesk_core::Secret::from("token");
//! println!("{secret}"); // no Display
//! ```
//! ```compile_fail
//! let secret = linkdesk_core::Secret::from("token");
//! serde_json::to_string(&secret).unwrap(); // no Serialize
//! ```

use serde::{Deserialize, Deserializer};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Text that is never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    /// The text itself. Say at the call why it is needed there.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing inside.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Another copy, wiped on its own. Named, because a silent `clone` would hide how many there are.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self(self.0.clone())
    }

    /// Equality in constant time for equal lengths.
    pub fn matches(&self, other: &str) -> bool {
        self.0.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[secret]")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
