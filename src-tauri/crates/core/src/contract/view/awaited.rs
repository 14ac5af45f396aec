//! Accounts that a file from elsewhere names, and that wait to be linked here.

use super::connection::IdentityView;
use super::provider::Environment;
use super::time::Timestamp;
use crate::contract::{EntryId, ProviderId};
use serde::Serialize;
use ts_rs::TS;

/// An account that waits to be linked here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct AwaitedView {
    /// Its id on the desk.
    pub id: EntryId,
    /// Its provider.
    pub provider: ProviderId,
    /// The registration that it will be linked with; where there is none that fits, the one its list names.
    pub registration: Option<String>,
    /// Which of the provider's systems, if the file says so.
    pub environment: Option<Environment>,
    /// The name that the connection will have; `None`: the account's own.
    pub label: Option<String>,
    /// Whose it is.
    pub customer: Option<String>,
    /// Which account it must be; `None`: the file does not say, and the person decides.
    pub identity: Option<IdentityView>,
    /// Why it stands on the desk.
    pub reason: AwaitedReason,
    /// When its file was imported.
    pub added_at: Timestamp,
}

/// Why an account that is not linked stands on the desk.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AwaitedReason {
    /// It is linked on another computer, by whose list it came here.
    LinkedElsewhere,
    /// A file of customers names it.
    NeverLinked,
    /// As one of these, and there is no registration here that it could be linked with.
    RegistrationMissing,
}

/// What a file was taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// The list without secrets that this program writes.
    List,
    /// A table of customers.
    Customers,
}

/// What a file brings: before it is kept, and afterwards.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ImportReport {
    /// What it was taken for.
    pub kind: ImportKind,
    /// Whether it was kept; `false`: this is a look at it.
    pub kept: bool,
    /// How many accounts are new on the desk.
    pub new: u32,
    /// How many wait there already.
    pub waiting: u32,
    /// How many are linked here already.
    pub linked: u32,
    /// How many lines were refused.
    pub refused: u32,
    /// Every line, in the order of the file.
    pub lines: Vec<ImportedLine>,
}

/// One line of a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ImportedLine {
    /// Its number in the file, from 1; in a JSON list, the entry's.
    pub line: u32,
    /// Its provider, if it names one.
    pub provider: Option<ProviderId>,
    /// Its customer.
    pub customer: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// The account, as far as the file shows it.
    pub identity: Option<IdentityView>,
    /// What becomes of it.
    pub outcome: LineOutcome,
}

/// What becomes of a line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LineOutcome {
    /// It waits on the desk from now on.
    New,
    /// It waits there already, or an earlier line says the same.
    Waiting,
    /// This account is linked here already.
    Linked {
        /// What its connection is called.
        label: String,
    },
    /// It cannot be used.
    Refused {
        /// The column that is wrong, as the file heads it.
        column: String,
        /// What is wrong with it.
        fault: LineFault,
    },
}

/// What is wrong with a cell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineFault {
    /// There is nothing in it, and something is needed.
    Empty,
    /// It is longer than a name may be, or has more than one line.
    NotAName,
    /// No provider is called so.
    UnknownProvider,
}

/// A customer, with what belongs to them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct CustomerView {
    /// The name.
    pub name: String,
    /// How many connections are theirs.
    pub connections: u32,
    /// How many accounts of theirs wait to be linked.
    pub awaited: u32,
}
