//! What the core announces while it works. Payloads are small: a screen re-reads what it shows.

use super::{ConnectionId, SessionView};
use serde::Serialize;
use ts_rs::TS;

/// What the shell asks of the screens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ShellEvent {
    /// Somebody wants to see what needs a person.
    Desk,
    /// The window is to be closed: go on without it, or end the program?
    Closing,
    /// Somebody opened a repair ticket: what it means can be asked for now.
    Repair,
}

/// Something changed.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeskEvent {
    /// A link session moved.
    Session {
        /// How it stands now.
        session: Box<SessionView>,
    },
    /// A connection, its accounts or its timeline changed; `None`: several, or the list itself.
    Connections {
        /// Which one.
        id: Option<ConnectionId>,
    },
    /// A registration changed.
    Registrations,
    /// The settings changed.
    Settings,
    /// The keychain has not answered for two seconds (`waiting`), or has answered after all.
    Keychain {
        /// Whether it is still being waited for.
        waiting: bool,
    },
}
