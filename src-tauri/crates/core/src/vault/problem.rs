//! The keychain's errors in words for people.

use super::keychain::KeychainError;
use crate::contract::{Problem, ProblemCode};

impl From<KeychainError> for Problem {
    fn from(error: KeychainError) -> Self {
        match error {
            KeychainError::Missing => Self::new(
                ProblemCode::KeychainMissing,
                "There is no keychain to keep the store's key in, or it does not answer.",
                "Start a keychain (on Linux a Secret Service such as GNOME Keyring or KWallet), then try again. \
                 Linkdesk keeps nothing without one.",
            ),
            KeychainError::Locked => Self::new(
                ProblemCode::KeychainLocked,
                "The keychain is locked, or has no keyring yet.",
                "Unlock it (a new login makes its first keyring when it asks for a password), then try again.",
            ),
            KeychainError::Slow => Self::new(
                ProblemCode::KeychainSlow,
                "The keychain has not answered yet; it may be asking you for a password.",
                "Look for its window and answer it. Nothing is lost by waiting.",
            ),
            KeychainError::Failed(cause) => Self::new(
                ProblemCode::KeychainMissing,
                format!("The keychain could not be used: {cause}."),
                "Check that the system's keychain works, then try again.",
            ),
        }
    }
}
