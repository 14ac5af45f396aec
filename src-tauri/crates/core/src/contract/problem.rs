//! What can go wrong, as codes. Screens and scripts act on the code; the words are for people.

use super::view::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// One thing that went wrong, ready to be shown: what, why, what to do next.
#[derive(Clone, PartialEq, Debug, Serialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// What kind of problem. A closed list.
    pub code: ProblemCode,
    /// What happened, in English, in one sentence. Holds no secret and no callback.
    pub message: String,
    /// What to do about it, in English.
    pub next: String,
    /// What the problem is about, when it has a name: a host, a port, a file, a field, an account.
    pub subject: Option<String>,
    /// The provider's own error code, as sent.
    pub provider_code: Option<String>,
    /// The provider's own words, as plain text of at most 200 characters.
    pub provider_message: Option<String>,
    /// The provider's id of the request, for its support.
    pub request_id: Option<String>,
    /// When it makes sense to try again.
    pub retry_at: Option<Timestamp>,
    /// Our reference, the same as in the timeline and the diagnostics.
    pub reference: String,
}

/// The kinds of problem. A code exists because a screen or a script acts on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    // Usage
    /// No connection, registration or provider has this id or name.
    UnknownId,
    /// More than one thing has this name or prefix.
    AmbiguousId,
    /// An argument or a field cannot be used as it stands.
    InvalidInput,
    /// A registration file has an error; the message names the line or field.
    RegistrationInvalid,
    /// There is no registration for this provider yet.
    RegistrationMissing,
    /// A file of accounts or customers has an error; the message names the line and the column.
    ListInvalid,
    /// Another customer has this name; making them one needs to be said.
    CustomerExists,
    /// Another origin or client stands under this name; replacing it needs to be said.
    ReplaceNeeded,
    /// Live connections hang on it; removing it needs to be said.
    InUse,
    /// The provider or this route cannot do that.
    NotSupported,

    // A person must act
    /// The grant is dead or the provider asks for a new sign-in.
    NeedsPerson,
    /// The password that was kept is refused. It is forgotten, and was not tried twice.
    PasswordRefused,
    /// The person said no on the provider's page.
    Denied,
    /// The person cancelled.
    Cancelled,
    /// The person signed in to another account than the one to be reconnected, or than expected.
    WrongAccount,
    /// The account has to be confirmed by name before the grant is kept.
    NotConfirmed,
    /// The page was not finished in time.
    TimedOut,
    /// The page came back without an answer.
    CameBackEmpty,
    /// A customer was registered at the provider, or may have been, and is not signed in: sign in, do not register again.
    Registered,
    /// The provider does not accept this registration (client id, secret, redirect address, scope).
    RegistrationRefused,
    /// The endpoints or the client changed since this grant was made.
    RegistrationChanged,
    /// The person must act at the provider or in the bank's own app.
    ActionAtProvider,
    /// The address that came back does not belong to a page opened here.
    CallbackRefused,

    // May pass by itself
    /// No network, or the provider's host cannot be reached.
    Offline,
    /// The network wants a sign-in of its own.
    NetworkSignIn,
    /// The provider answers with an error of its own.
    ProviderTrouble,
    /// The provider asks to slow down.
    Throttled,
    /// The answer could not be understood.
    UnexpectedAnswer,
    /// The request was sent but its answer was lost.
    OutcomeUnknown,
    /// The provider's certificate was not accepted.
    TlsRefused,
    /// Another program holds the port that the provider answers to.
    PortBusy,
    /// Another part of this program is working on the same thing.
    Busy,

    // Keychain
    /// There is no keychain on this system, or it does not answer.
    KeychainMissing,
    /// The keychain is locked.
    KeychainLocked,
    /// The keychain asks the person and has not answered yet.
    KeychainSlow,
    /// The store exists, but its key is gone from the keychain.
    KeyGone,

    // Store
    /// The store was written by a newer version.
    StoreNewer,
    /// The store is damaged, or its key does not fit.
    StoreDamaged,
    /// The disk is full.
    DiskFull,
    /// The data folder cannot be written.
    StoreReadOnly,

    /// Our own fault.
    Internal,
}

/// Whose turn it is. Decides colour, tone and exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemClass {
    /// The call was wrong.
    Usage,
    /// A person must act.
    Person,
    /// It may pass by itself.
    Path,
    /// The keychain.
    Keychain,
    /// Our own fault, or the disk's.
    Ours,
}

impl ProblemCode {
    /// Whose turn it is.
    pub const fn class(self) -> ProblemClass {
        match self {
            Self::UnknownId
            | Self::AmbiguousId
            | Self::InvalidInput
            | Self::RegistrationInvalid
            | Self::RegistrationMissing
            | Self::ListInvalid
            | Self::CustomerExists
            | Self::ReplaceNeeded
            | Self::InUse
            | Self::NotSupported => ProblemClass::Usage,
            Self::NeedsPerson
            | Self::PasswordRefused
            | Self::Denied
            | Self::Cancelled
            | Self::WrongAccount
            | Self::NotConfirmed
            | Self::TimedOut
            | Self::CameBackEmpty
            | Self::Registered
            | Self::RegistrationRefused
            | Self::RegistrationChanged
            | Self::ActionAtProvider
            | Self::CallbackRefused => ProblemClass::Person,
            Self::Offline
            | Self::NetworkSignIn
            | Self::ProviderTrouble
            | Self::Throttled
            | Self::UnexpectedAnswer
            | Self::OutcomeUnknown
            | Self::TlsRefused
            | Self::PortBusy
            | Self::Busy => ProblemClass::Path,
            Self::KeychainMissing | Self::KeychainLocked | Self::KeychainSlow | Self::KeyGone => ProblemClass::Keychain,
            Self::StoreNewer | Self::StoreDamaged | Self::DiskFull | Self::StoreReadOnly | Self::Internal => {
                ProblemClass::Ours
            }
        }
    }

    /// The exit code for scripts: 1 our fault, 2 usage, 3 a person must act, 4 may pass by itself, 5 keychain.
    pub const fn exit_code(self) -> u8 {
        match self.class() {
            ProblemClass::Ours => 1,
            ProblemClass::Usage => 2,
            ProblemClass::Person => 3,
            ProblemClass::Path => 4,
            ProblemClass::Keychain => 5,
        }
    }
}

impl Problem {
    /// Whether it says something of the way to the provider, and so may pass by itself.
    pub const fn is_of_the_way(&self) -> bool {
        matches!(self.code.class(), ProblemClass::Path)
    }

    /// A problem with what happened and what to do.
    pub fn new(code: ProblemCode, message: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            next: next.into(),
            subject: None,
            provider_code: None,
            provider_message: None,
            request_id: None,
            retry_at: None,
            reference: crate::random::reference(),
        }
    }

    /// Names what the problem is about.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }
}
