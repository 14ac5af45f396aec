//! What the doctor found: codes, numbers and hosts. No type here can hold a name, a path of an address, or a secret.

use super::status::GrantStatus;
use super::time::Timestamp;
use crate::contract::{ProblemCode, ProviderId};
use serde::Serialize;
use ts_rs::TS;

/// What was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    /// The data folder and its rights. `number`: how many places others could enter or read.
    DataFolder,
    /// The free space there. `number`: mebibytes.
    FreeSpace,
    /// The store's file, page by page. `number`: the version of its tables.
    Store,
    /// The keychain and the store's key in it.
    Keychain,
    /// Whether the registrations of a provider can be read and are complete. `number`: how many there are.
    Registrations,
    /// Whether a host of a registration can be reached.
    Endpoint,
    /// This computer's clock beside that of a host. `number`: how many seconds the host is ahead.
    Clock,
    /// The proxy that the calls go through.
    Proxy,
    /// Renewals that were noted and not settled. `number`: how many.
    InterruptedRenewals,
    /// Connections with this standing. `number`: how many.
    Connections,
    /// Locks that some process holds at this moment. `number`: how many.
    Locks,
    /// Stores that were set aside. `number`: how many.
    SetAside,
    /// Whether the app starts at login. `number`: 1 when it does.
    AtLogin,
    /// Whether the system's timer renews what is due while the app is closed. `number`: 1 when it does.
    Timer,
}

/// How it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// As it should be.
    Ok,
    /// Worth knowing; nothing has to be done.
    Notice,
    /// It could not be looked at.
    Unknown,
    /// Something is wrong.
    Problem,
}

/// What to do next.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckStep {
    /// Nothing.
    None,
    /// Make the data folder readable and writable for its owner alone.
    FixFolder,
    /// Make room on the disk.
    MakeRoom,
    /// Start the keychain, or unlock it.
    UnlockKeychain,
    /// Bring the keychain back that had the key, or set the store aside.
    RestoreKey,
    /// Put back a copy of the data folder, or set the store aside.
    RestoreStore,
    /// Install the newer version of this program.
    UpdateProgram,
    /// Set the registration again.
    FixRegistration,
    /// Look at the network and the proxy.
    CheckNetwork,
    /// Set this computer's clock.
    SetClock,
    /// Renew what is due.
    RenewDue,
    /// Sign in again for these connections.
    Reconnect,
    /// Turn it off and on again, so that it starts the program where it is now.
    SetUpAgain,
    /// Try again in a moment.
    TryAgain,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Check {
    /// What was looked at.
    pub code: CheckCode,
    /// How it is.
    pub outcome: CheckOutcome,
    /// What to do next.
    pub next: CheckStep,
    /// The kind of problem behind it.
    pub cause: Option<ProblemCode>,
    /// Whose registration it belongs to.
    pub provider: Option<ProviderId>,
    /// Host and port, nothing after them.
    pub host: Option<String>,
    /// The standing that was counted.
    pub grant: Option<GrantStatus>,
    /// A number; what it counts stands at the code.
    #[ts(type = "number | null")]
    pub number: Option<i64>,
}

/// All findings, in the order in which they were made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DoctorReport {
    /// When, by this computer's clock.
    pub at: Timestamp,
    /// This program's version.
    pub version: String,
    /// The operating system: `linux`, `macos`, `windows`.
    pub system: String,
    /// The processor's family.
    pub processor: String,
    /// Whether it is the practice profile.
    pub practice: bool,
    /// Whether no host was asked.
    pub offline: bool,
    /// The findings.
    pub checks: Vec<Check>,
}

impl Check {
    /// A finding with nothing beside it, in which nothing is wrong.
    pub(crate) const fn fine(code: CheckCode) -> Self {
        Self {
            code,
            outcome: CheckOutcome::Ok,
            next: CheckStep::None,
            cause: None,
            provider: None,
            host: None,
            grant: None,
            number: None,
        }
    }

    /// The same with another outcome and what to do.
    #[must_use]
    pub(crate) const fn but(mut self, outcome: CheckOutcome, next: CheckStep) -> Self {
        self.outcome = outcome;
        self.next = next;
        self
    }

    /// Wrong, by this kind of problem.
    #[must_use]
    pub(crate) const fn wrong(mut self, cause: ProblemCode, next: CheckStep) -> Self {
        self.cause = Some(cause);
        self.but(CheckOutcome::Problem, next)
    }

    /// With its number.
    #[must_use]
    pub(crate) fn counting(mut self, number: impl TryInto<i64>) -> Self {
        self.number = number.try_into().ok();
        self
    }

    /// The exit code for scripts: 0, unless something is wrong. A clock is set by a person.
    pub fn exit_code(&self) -> u8 {
        if self.outcome != CheckOutcome::Problem {
            return 0;
        }
        // Wrong without a kind of problem is what a person sets right.
        self.cause.unwrap_or(ProblemCode::ActionAtProvider).exit_code()
    }
}

impl DoctorReport {
    /// The highest exit code of its findings.
    pub fn exit_code(&self) -> u8 {
        self.checks.iter().map(Check::exit_code).max().unwrap_or_default()
    }
}
