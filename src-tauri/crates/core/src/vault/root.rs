//! The root key, and the two keys that come from it.

use super::keychain::KeychainError;
use super::thread::KeychainThread;
use crate::{Secret, random};
use hkdf::Hkdf;
use sha2::Sha256;
use std::time::Duration;
use zeroize::Zeroizing;

/// Bytes of a key.
pub(crate) const KEY_BYTES: usize = 32;
/// A key in memory, wiped when dropped.
pub(crate) type Key = Zeroizing<[u8; KEY_BYTES]>;

/// 32 random bytes that open one store and everything sealed in it.
pub struct RootKey(Key);

impl RootKey {
    /// A new one, in no keychain yet.
    pub(crate) fn new() -> Self {
        Self(Zeroizing::new(random::bytes()))
    }

    /// Reads the key of a store; `None`: the keychain has none under this name, or something that is no key.
    pub(crate) async fn read(
        keychain: &KeychainThread,
        name: &str,
        patience: Duration,
    ) -> Result<Option<Self>, KeychainError> {
        Ok(keychain.get(name, patience).await?.and_then(|text| Self::from_text(&text)))
    }

    /// Puts the key into the keychain and reads it back: a key that cannot be read again must lock nothing.
    pub(crate) async fn keep(
        &self,
        keychain: &KeychainThread,
        name: &str,
        patience: Duration,
    ) -> Result<(), KeychainError> {
        keychain.set(name, self.to_text(), patience).await?;
        let kept = Self::read(keychain, name, patience).await?;
        match kept {
            Some(kept) if *kept.0 == *self.0 => Ok(()),
            _ => Err(KeychainError::Failed("it did not give back what was put in".to_owned())),
        }
    }

    /// The key that encrypts the store's file.
    pub(crate) fn database_key(&self) -> Key {
        self.derive(b"linkdesk store file, SQLCipher raw key, 1")
    }

    /// The key that seals credentials inside it.
    pub(super) fn sealing_key(&self) -> Key {
        self.derive(b"linkdesk credential, XChaCha20-Poly1305 key, 1")
    }

    /// HKDF with SHA-256 (RFC 5869). The root is uniformly random, so it needs no salt.
    fn derive(&self, purpose: &[u8]) -> Key {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        Hkdf::<Sha256>::new(None, &*self.0)
            .expand(purpose, &mut *key)
            .expect("32 bytes are fewer than HKDF can give with SHA-256 (8160)");
        key
    }

    fn to_text(&self) -> Secret {
        Secret::from(hex::encode(*self.0))
    }

    fn from_text(text: &Secret) -> Option<Self> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        // The one place that turns it back into a key.
        hex::decode_to_slice(text.expose().trim(), &mut *key).ok()?;
        Some(Self(key))
    }
}

#[cfg(test)]
mod tests {
    use super::RootKey;
    use crate::Secret;

    #[test]
    fn the_two_keys_differ_from_each_other_and_from_the_root() {
        let root = RootKey::new();
        assert_ne!(*root.database_key(), *root.sealing_key());
        assert_ne!(*root.database_key(), *root.0);
        assert_ne!(*root.sealing_key(), *root.0);
    }

    #[test]
    fn a_key_survives_the_keychain_as_text() {
        let root = RootKey::new();
        let text = root.to_text();
        assert!(text.expose().bytes().all(|byte| byte.is_ascii_hexdigit()), "keychains corrupt other bytes");
        let back = RootKey::from_text(&text).expect("it is a key");
        assert_eq!(*back.0, *root.0);
    }

    #[test]
    fn what_is_no_key_is_none() {
        for text in ["", "00", "zz", &"0".repeat(63), &"0".repeat(66)] {
            assert!(RootKey::from_text(&Secret::from(text)).is_none(), "{text}");
        }
    }
}
