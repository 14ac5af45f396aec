//! Repair tickets: what is handed to an account's owner, and what its owner is shown.

use crate::contract::{ConnectionId, ProviderId};
use serde::Serialize;
use ts_rs::TS;

/// A ticket for somebody who has the account linked on their own computer. It holds no secret, and names the account
/// under salt and hash only; but account numbers are short, and whoever has the ticket can find one by trying all of
/// them. So it is for the account's owner.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RepairTicket {
    /// The address, which their Linkdesk opens: `linkdesk://repair?…`.
    pub address: String,
    /// The last day it counts, in UTC: `YYYY-MM-DD`.
    pub until: String,
}

/// What somebody who opened a ticket is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RepairView {
    /// Whose account it is about.
    pub provider: ProviderId,
    /// The last day it counts, in UTC: `YYYY-MM-DD`.
    pub until: String,
    /// Whether that day is over. Then nothing was looked for.
    pub over: bool,
    /// The connection of this profile that is meant; `None`: there is none.
    pub connection: Option<ConnectionId>,
}
