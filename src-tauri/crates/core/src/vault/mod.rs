//! The vault: one root key in the system's keychain, and everything secret sealed under it.
//!
//! The keychain holds 32 random bytes for each store and nothing else. From them come two keys: one encrypts the
//! store's file, the other seals each credential inside it. There is no way to open either without the keychain, and no
//! plaintext to fall back to: without a keychain there is no store.

#[cfg(test)]
pub(crate) mod fake;
mod keychain;
mod problem;
mod root;
mod sealing;
mod system;
#[cfg(test)]
mod tests;
mod thread;

pub use keychain::{Keychain, KeychainError};
pub use root::RootKey;
pub use sealing::{Damaged, SealContext, Vault};
pub use system::{SERVICE, SystemKeychain};
pub use thread::KeychainThread;
