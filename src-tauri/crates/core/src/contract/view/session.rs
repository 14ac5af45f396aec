//! One try at linking, as a screen follows it.

use super::connection::IdentityView;
use super::form::FormView;
use super::time::Timestamp;
use crate::contract::{ConnectionId, EntryId, Problem, ProviderId, Purpose, Route, SessionId};
use serde::Serialize;
use ts_rs::TS;

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
    /// The person fills in a form here.
    AtForm,
    /// What was typed is on its way to the provider.
    Submitting,
    /// The person is at the provider's page.
    AtPage,
    /// The person is at a page of the provider's own, which leads back here.
    Visiting,
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
    /// The provider's own page was opened for the person, and has led back if it does. Nothing was kept.
    Opened,
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
    /// Which of the provider's own pages is opened; `None`: it is about something else.
    pub page: Option<String>,
    /// How the page was opened.
    pub route: Route,
    /// Where it stands.
    pub state: SessionState,
    /// When it began.
    pub started_at: Timestamp,
    /// When the provider's page ends; of a page that was opened, until when its one-time token is taken to open it.
    pub expires_at: Timestamp,
    /// When the state was last entered.
    pub entered_at: Timestamp,
    /// The form that waits to be filled in, if there is one.
    pub form: Option<FormView>,
    /// Where the window stands, if there is one.
    pub origin: Option<OriginView>,
    /// A host the window would not open, if it just refused one.
    pub refused_host: Option<String>,
    /// Which account is expected: reconnecting, or linking one that waits on the desk.
    pub expected: Option<IdentityView>,
    /// The account on the desk that is linked by this.
    pub awaited: Option<EntryId>,
    /// Which account answered.
    pub identity: Option<IdentityView>,
    /// The connection whose grant would be replaced, or was made.
    pub connection: Option<ConnectionId>,
    /// Whether the account was linked already, so that no second connection arises.
    pub already_linked: bool,
    /// What went wrong.
    pub problem: Option<Problem>,
}
