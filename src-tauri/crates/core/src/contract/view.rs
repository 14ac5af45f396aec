//! What is shown. Times are RFC 3339 in UTC, ids are strings, money is a decimal string with its currency.

use super::{ConnectionId, Problem, ProviderId, Purpose, Route, SessionId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use ts_rs::TS;

/// An instant, written as RFC 3339 in UTC with whole seconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, TS)]
#[ts(type = "string")]
pub struct Timestamp(OffsetDateTime);

impl Timestamp {
    /// The instant itself.
    pub const fn instant(self) -> OffsetDateTime {
        self.0
    }
}

impl From<OffsetDateTime> for Timestamp {
    fn from(instant: OffsetDateTime) -> Self {
        let utc = instant.to_offset(time::UtcOffset::UTC);
        Self(utc.replace_nanosecond(0).unwrap_or(utc))
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Years beyond 9999 cannot be written; none of ours comes near.
        formatter.write_str(&self.0.format(&Rfc3339).unwrap_or_default())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        OffsetDateTime::parse(&text, &Rfc3339).map(Self::from).map_err(serde::de::Error::custom)
    }
}

/// Which of a provider's systems a registration speaks to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The provider's own test system.
    Sandbox,
    /// The real one.
    Production,
    /// Endpoints written out in the registration.
    Custom,
}

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

/// Whom the account belongs to, as far as it may be shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct IdentityView {
    /// The account's or company's name.
    pub name: String,
    /// Its number with all but the last digits covered.
    pub masked: String,
}

/// A connection, as `linkdesk --json` and the list show it.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct ConnectionView {
    /// Its id, kept for life.
    pub id: ConnectionId,
    /// Its provider.
    pub provider: ProviderId,
    /// The name of the registration it was made with.
    pub registration: String,
    /// Which of the provider's systems.
    pub environment: Environment,
    /// What the person calls it.
    pub label: String,
    /// Whose it is, for support staff.
    pub customer: Option<String>,
    /// Which account it is.
    pub identity: IdentityView,
    /// What the provider allows.
    pub grant: GrantStatus,
    /// What stands in between.
    pub path: PathStatus,
    /// Why the grant is not good.
    pub reason: Option<Reason>,
    /// When the grant ended or ends whatever we do.
    pub ends_at: Option<Timestamp>,
    /// Until when the link holds if this computer is off; `None`: no end known, unknown, or over (see `survival`).
    pub survives_until: Option<Timestamp>,
    /// The same with its kind.
    pub survival: Survival,
    /// The one thing to do next.
    pub next_action: NextAction,
    /// When it is tried again by itself.
    pub retry_at: Option<Timestamp>,
    /// When it was linked first.
    pub linked_at: Timestamp,
    /// When a real call last showed that it works.
    pub checked_at: Option<Timestamp>,
    /// When the grant was last renewed.
    pub renewed_at: Option<Timestamp>,
    /// How many accounts are under it.
    pub account_count: u32,
    /// The balance of its first account.
    pub balance: Option<Money>,
    /// When that balance was read.
    pub balance_at: Option<Timestamp>,
}

/// An amount, as a decimal string with its currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Money {
    /// Decimal digits, `-` in front if negative.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// An account under a connection.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct AccountView {
    /// Its id, unique within the connection.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its number with all but the last digits covered.
    pub masked: String,
    /// Its institution: the bank, or the provider itself.
    pub institution: Option<String>,
    /// Its balance.
    pub balance: Option<Money>,
    /// When the balance was read.
    pub balance_at: Option<Timestamp>,
}

/// A balance at an instant.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct BalancePoint {
    /// Which account.
    pub account_id: String,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub balance: Money,
}

/// One movement on an account.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct TransactionView {
    /// The provider's reference.
    pub reference: String,
    /// Which account.
    pub account_id: String,
    /// The booking day, `YYYY-MM-DD`.
    pub date: String,
    /// The exact time, if given.
    pub at: Option<Timestamp>,
    /// What moved; negative: out.
    pub amount: Money,
    /// The balance afterwards, if given.
    pub running_balance: Option<String>,
    /// The text.
    pub description: String,
}

/// What happened to a connection.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Linked for the first time.
    Linked,
    /// A person signed in again, to the same account.
    Reconnected,
    /// A new link to the same account replaced the grant.
    LinkedAgain,
    /// Somebody signed in to another account; the old grant stayed.
    WrongAccountRefused,
    /// The grant was renewed.
    Renewed,
    /// A renewal did not work; it is tried again.
    RenewalFailed,
    /// A renewal's answer was lost.
    RenewalAnswerLost,
    /// A person is needed.
    NeedsPerson,
    /// It works again without a person having signed in.
    Recovered,
    /// The provider no longer knows the grant.
    Gone,
    /// Accounts, balances or transactions were read.
    Synced,
    /// Reading them did not work.
    SyncFailed,
    /// The name changed.
    Renamed,
    /// The customer changed.
    CustomerChanged,
    /// A grant that was not kept was withdrawn at the provider.
    DiscardedRevoked,
    /// A grant that was not kept was forgotten; the person can withdraw it at the provider.
    DiscardedForgotten,
    /// The registration's endpoints or client changed.
    RegistrationChanged,
    /// Unlinking began and waits for a code at the provider.
    UnlinkWaits,
}

/// One line of a connection's timeline.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct TimelineEntry {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
    /// Plain text that belongs to it: a name, a count, a reason's code.
    pub detail: Option<String>,
    /// The provider's own error code.
    pub provider_code: Option<String>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// Our reference.
    pub reference: Option<String>,
}

/// A connection with all that is stored about it.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct ConnectionDetail {
    /// The connection.
    pub connection: ConnectionView,
    /// Its accounts.
    pub accounts: Vec<AccountView>,
    /// Their balances over time, oldest first.
    pub balances: Vec<BalancePoint>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// What it may read, and what not.
    pub shares: Vec<SharedItem>,
    /// Whether the provider has a call that withdraws the grant.
    pub can_revoke: bool,
}

/// Something that linking shares, or expressly does not. The words stand in the message files under the id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SharedItem {
    /// Its id: `identity`, `balance`, `transaction`, `company`, `move_money`…
    pub id: String,
    /// Whether it is shared at all; `false`: a promise that it is not asked for.
    pub asked: bool,
    /// Whether the person may leave it out.
    pub optional: bool,
}

/// What a registration opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationReach {
    /// Its secrets open nothing without a user's own grant.
    OneUser,
    /// Its secrets alone open every customer of the operator.
    EveryCustomer,
}

/// A registration without its secrets.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct RegistrationView {
    /// Its provider.
    pub provider: ProviderId,
    /// Its name.
    pub name: String,
    /// Which of the provider's systems.
    pub environment: Environment,
    /// Endpoint name and address, in the provider's order.
    pub endpoints: Vec<(String, String)>,
    /// Fields of the client that are no secret, in the provider's order.
    pub client: Vec<(String, String)>,
    /// Names of the secrets that are set.
    pub secrets_set: Vec<String>,
    /// The hosts that secrets are sent to.
    pub hosts: Vec<String>,
    /// What its secrets open.
    pub reach: RegistrationReach,
    /// Routes that its redirect address allows.
    pub routes: Vec<Route>,
    /// How many connections hang on it.
    pub connections: u32,
}

/// A provider with its registrations.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct ProviderView {
    /// Which one.
    pub id: ProviderId,
    /// Its name as it writes it.
    pub name: String,
    /// What linking shares.
    pub shares: Vec<SharedItem>,
    /// How long its page may be used, in seconds.
    pub page_seconds: u32,
    /// How long a link holds with this computer off, in seconds; `None`: no end known.
    pub survives_seconds: Option<u32>,
    /// Whether it has a call that withdraws a grant.
    pub can_revoke: bool,
    /// Where a person can withdraw a grant at the provider, if known.
    pub client_fields: Vec<String>,
    /// Endpoint names of a custom registration.
    pub endpoint_fields: Vec<String>,
    /// Its registrations.
    pub registrations: Vec<RegistrationView>,
    /// The route the person used last.
    pub preferred_route: Route,
}

/// Where a provider window stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct OriginView {
    /// The registrable domain, or the host if it has none.
    pub domain: String,
    /// The full host.
    pub host: String,
    /// The port, if it is not the usual one.
    pub port: Option<u16>,
    /// Whether the page came over https.
    pub secure: bool,
    /// Whether it is this computer.
    pub loopback: bool,
}

/// Where a link session stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// The provider is being asked for its page.
    Opening,
    /// The person is at the provider's page.
    AtPage,
    /// The answer is being redeemed.
    Redeeming,
    /// The provider is being asked whose account it is.
    Identifying,
    /// The person must confirm the account by name.
    Confirming,
    /// It is another account than the one to be reconnected, or than expected.
    WrongAccount,
    /// The grant is being kept.
    Keeping,
    /// Linked.
    Linked,
    /// The provider confirmed that the grant is withdrawn.
    Removed,
    /// The person cancelled.
    Cancelled,
    /// The person said no on the provider's page.
    Denied,
    /// The page was not finished in time.
    TimedOut,
    /// It did not work.
    Failed,
}

/// One try at linking, as a screen shows it. Its page's address is not in it: it carries the state.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct SessionView {
    /// Its id.
    pub id: SessionId,
    /// The provider.
    pub provider: ProviderId,
    /// The registration used.
    pub registration: String,
    /// What for.
    pub purpose: Purpose,
    /// How the page was opened.
    pub route: Route,
    /// Where it stands.
    pub state: SessionState,
    /// When it began.
    pub started_at: Timestamp,
    /// When the provider's page ends.
    pub expires_at: Timestamp,
    /// When the state was last entered.
    pub entered_at: Timestamp,
    /// Where the window stands, if there is one.
    pub origin: Option<OriginView>,
    /// A host the window would not open, if it just refused one.
    pub refused_host: Option<String>,
    /// Which account is expected (reconnecting).
    pub expected: Option<IdentityView>,
    /// Which account answered.
    pub identity: Option<IdentityView>,
    /// The connection whose grant would be replaced, or was made.
    pub connection: Option<ConnectionId>,
    /// Whether the account was linked already, so that no second connection arises.
    pub already_linked: bool,
    /// What went wrong.
    pub problem: Option<Problem>,
}

/// What unlinking did.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct UnlinkReport {
    /// Whether the provider withdrew the grant.
    pub revoked: bool,
    /// Whether everything here is forgotten.
    pub forgotten: bool,
    /// The session in which the person confirms the removal with a code, if the provider asks for one.
    pub confirm: Option<SessionView>,
    /// Why the provider did not withdraw it, if it was asked to.
    pub problem: Option<Problem>,
}

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
}

impl Default for Settings {
    fn default() -> Self {
        Self { language: None, appearance: Appearance::System, amounts_hidden: false, single_keys: true }
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
