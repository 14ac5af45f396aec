//! What the tests share: practice providers, a person at their pages, a desk with a real keychain.
//!
//! A test that needs the keychain needs a session bus with an unlocked one: `npm test` gives it a private one.

#![expect(clippy::missing_panics_doc, reason = "a test that cannot go on panics: that is how it says so")]

pub mod linker;
pub mod person;
pub mod settling;
pub mod site;
pub mod workbench;
