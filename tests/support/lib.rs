//! What the tests share: practice providers, a person at their pages, a desk with a real keychain.
//!
//! A test that needs the keychain needs a session bus with an unlocked one: `npm test` gives it a private one.

pub mod person;
pub mod workbench;
