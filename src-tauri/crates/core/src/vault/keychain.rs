//! The port to a keychain: named texts that only this user can read.

use crate::Secret;

/// A keychain. Its calls block, for as long as a person thinks about a prompt: see [`super::KeychainThread`].
pub trait Keychain: Send + Sync {
    /// The text under a name; `None`: there is none.
    ///
    /// `None` does not mean a first run: a keychain that was replaced or never unlocked says the same.
    fn get(&self, name: &str) -> Result<Option<Secret>, KeychainError>;

    /// Writes a text under a name, over whatever was there. ASCII only: some keychains corrupt other bytes.
    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeychainError>;

    /// Removes a name; that it was not there is fine.
    fn delete(&self, name: &str) -> Result<(), KeychainError>;
}

/// Why the keychain did not answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeychainError {
    /// There is no keychain on this system, or none for this login.
    #[error("there is no keychain")]
    Missing,
    /// It is locked and was not unlocked.
    #[error("the keychain is locked")]
    Locked,
    /// It has not answered in the time given. Its answer still counts when it comes.
    #[error("the keychain has not answered yet")]
    Slow,
    /// It failed in another way; the text names it and holds no secret.
    #[error("the keychain failed: {0}")]
    Failed(String),
}
