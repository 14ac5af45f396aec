//! A connection, short and whole.

use super::account::{AccountView, BalancePoint, Money};
use super::provider::{Environment, SharedItem, VisitView};
use super::session::SessionView;
use super::status::{GrantStatus, NextAction, PathStatus, Reason, Survival};
use super::time::Timestamp;
use super::timeline::TimelineEntry;
use crate::contract::{ConnectionId, Problem, ProviderId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// Whether a password is kept with the credential, because the person asked to sign in without typing.
    pub keeps_password: bool,
    /// Pages of the provider's own that can be opened for it.
    pub pages: Vec<VisitView>,
}

/// What unlinking did.
#[derive(Clone, PartialEq, Default, Debug, Serialize, TS)]
pub struct UnlinkReport {
    /// Whether the provider withdrew the grant.
    pub revoked: bool,
    /// Whether everything here is forgotten.
    pub forgotten: bool,
    /// The session in which the person confirms the removal with a code, if the provider asks for one.
    pub confirm: Option<SessionView>,
    /// Whether it is withdrawn and forgotten by itself, as soon as the provider can be reached.
    pub pending: bool,
    /// Why the provider did not withdraw it, if it was asked to.
    pub problem: Option<Problem>,
}
