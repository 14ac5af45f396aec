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

/// What closing the window does while accounts are linked.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// Goes on where the tray shows it; elsewhere the person is asked once.
    #[default]
    Ask,
    /// Goes on without a window.
    Keep,
    /// Ends the program.
    Quit,
}

/// The hours of a day in which the desktop is told nothing, by the computer's own time zone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct QuietHours {
    /// From this time on, as `HH:MM`.
    pub from: String,
    /// Until this time, as `HH:MM`. Earlier than `from`: of the next day. The same: no hours at all.
    pub until: String,
}

impl QuietHours {
    /// Whether a minute of the day is quiet, counted from midnight; `None`: one of the two is no time.
    pub fn cover(&self, minute: u16) -> Option<bool> {
        let (from, until) = (minute_of(&self.from)?, minute_of(&self.until)?);
        Some(if from <= until { (from..until).contains(&minute) } else { minute >= from || minute < until })
    }
}

/// The minute of the day that `HH:MM` names.
fn minute_of(text: &str) -> Option<u16> {
    let two = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (two(hour)?, two(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
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
    /// When it says nothing; what is new then is said afterwards.
    #[serde(default)]
    pub quiet: Option<QuietHours>,
    /// What closing the window does.
    #[serde(default)]
    pub closing: Closing,
}

const fn yes() -> bool {
    true
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            appearance: Appearance::System,
            amounts_hidden: false,
            single_keys: true,
            notices: true,
            quiet: None,
            closing: Closing::Ask,
        }
    }
}

/// How something that starts the program without a person stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Started {
    /// It is not there.
    Off,
    /// It is there, and so is the program it starts.
    On,
    /// It starts a program that is not there any more.
    Broken,
}

/// What keeps links alive without a window.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
pub struct UnattendedView {
    /// Whether this system can start the program by itself.
    pub possible: bool,
    /// The app, at login.
    pub at_login: Started,
    /// The command line, while the app is closed.
    pub timer: Started,
    /// Whether the desktop shows the app in its tray.
    pub in_tray: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(from: &str, until: &str, minute: u16) -> Option<bool> {
        QuietHours { from: from.to_owned(), until: until.to_owned() }.cover(minute)
    }

    #[test]
    fn a_night_goes_over_midnight() {
        for (minute, is_quiet) in
            [(0, true), (7 * 60 - 1, true), (7 * 60, false), (22 * 60 - 1, false), (22 * 60, true)]
        {
            assert_eq!(quiet("22:00", "07:00", minute), Some(is_quiet), "{minute}");
        }
        assert_eq!(quiet("12:00", "13:30", 13 * 60 + 29), Some(true));
        assert_eq!(quiet("12:00", "13:30", 13 * 60 + 30), Some(false));
        assert_eq!(quiet("08:00", "08:00", 8 * 60), Some(false), "no hours at all");
    }

    #[test]
    fn what_is_no_time_is_no_time() {
        for text in ["", "7:00", "24:00", "12:60", "12-00", "12:00:00", "+1:00", "ab:cd", "１２:00"] {
            assert_eq!(quiet(text, "07:00", 0), None, "{text}");
        }
    }

    #[test]
    fn settings_of_an_older_version_are_read() {
        let older = serde_json::json!({
            "language": "vi", "appearance": "dark", "amounts_hidden": true, "single_keys": false,
        });
        let read: Settings = serde_json::from_value(older).expect("they are read");
        assert!(read.notices && read.quiet.is_none() && read.closing == Closing::Ask);
    }
}
