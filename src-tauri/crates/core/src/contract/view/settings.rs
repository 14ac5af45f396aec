//! The profile that is open, and what the person chose.

use crate::contract::Problem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What the person chose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Settings {
    /// BCP 47 tag of a language with complete messages; `None`: as the system has it.
    pub language: Option<String>,
    /// Light or dark.
    pub appearance: Appearance,
    /// Whether amounts are covered.
    pub amounts_hidden: bool,
    /// Whether single-letter keys work.
    pub single_keys: bool,
    /// Whether the desktop says when a person is needed.
    #[serde(default = "yes")]
    pub notices: bool,
}

const fn yes() -> bool {
    true
}

impl Default for Settings {
    fn default() -> Self {
        Self { language: None, appearance: Appearance::System, amounts_hidden: false, single_keys: true, notices: true }
    }
}

/// Which profile is open, and how it is.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct ProfileView {
    /// Whether it is the practice profile.
    pub practice: bool,
    /// This program's version.
    pub version: String,
    /// The data folder.
    pub folder: String,
    /// Why the store is not open; everything else is empty then.
    pub problem: Option<Problem>,
    /// Whether the keychain is being waited for.
    pub keychain_waiting: bool,
}
