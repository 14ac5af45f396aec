//! How a connection stands: two axes, a reason, the one thing to do, and how long it holds.

use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The first axis of status: what the provider allows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GrantStatus {
    /// It works.
    Good,
    /// It works, and ends soon.
    Ending,
    /// It works again only after a person signs in.
    NeedsPerson,
    /// It is gone for good at the provider.
    Gone,
    /// It is to be withdrawn: the person asked for it, and the provider could not be reached yet.
    Removing,
}

/// The second axis: what stands in between. Never read as "expired".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PathStatus {
    /// Nothing stands in between.
    Reachable,
    /// No network.
    Offline,
    /// The network wants a sign-in of its own.
    NetworkSignIn,
    /// The provider has trouble.
    ProviderTrouble,
    /// The provider asks to slow down.
    Throttled,
    /// The keychain is locked.
    KeychainLocked,
    /// This computer's clock is wrong.
    ClockWrong,
}

/// Why the grant is as it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The refresh token lapsed: nothing renewed it in time.
    RefreshTokenLapsed,
    /// The provider says that the refresh token is not valid.
    RefreshTokenRefused,
    /// The answer to a renewal was lost, and the provider no longer takes the token.
    RenewalAnswerLost,
    /// The access token ended and the provider gave nothing to renew it with.
    NoRefreshToken,
    /// The password that the person had asked to keep is refused. It is forgotten.
    KeptPasswordRefused,
    /// The bank's password was changed.
    BankPasswordChanged,
    /// The bank asks for a code.
    BankAsksForCode,
    /// The bank blocks sign-in from outside: the person acts in the bank's own app.
    BankBlocksSignIn,
    /// Paused at the bank or at the provider.
    Paused,
    /// The provider no longer knows this grant: it was removed there.
    RemovedAtProvider,
    /// The grant lacks a permission.
    PermissionMissing,
    /// The registration's endpoints or client changed.
    RegistrationChanged,
    /// The sealed credential cannot be opened.
    CredentialDamaged,
}

/// The one thing to do next.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NextAction {
    /// Nothing.
    None,
    /// Sign in again.
    Reconnect,
    /// Renew now, without a person.
    Renew,
    /// Act in the bank's own app, then check again.
    ActAtProvider,
    /// Wait: it is tried again by itself.
    Wait,
    /// Unlock the keychain.
    UnlockKeychain,
}

/// How long the link holds if this computer is off. Never invented.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Survival {
    /// Until about this instant.
    Until {
        /// When.
        at: Timestamp,
    },
    /// The provider names no end.
    NoEndKnown,
    /// Nobody knows.
    Unknown,
    /// It is over.
    Ended {
        /// Since when, if known.
        at: Option<Timestamp>,
    },
}
