//! Repair tickets: made on the desk for one account, and read where that account is linked.

use super::{Desk, grants, list};
use crate::Secret;
use crate::contract::{EntryId, Problem, ProblemCode, RepairTicket, RepairView};
use crate::core::Core;
use crate::lists;
use crate::ticket::Ticket;
use time::Duration;

/// How long one counts. Somebody away for a week still finds it good.
const COUNTS_FOR: Duration = Duration::days(14);

impl Desk {
    /// Makes a ticket for an account of the desk: a connection, or one that waits to be linked.
    pub async fn make_ticket(&self, entry: EntryId) -> Result<RepairTicket, Problem> {
        make(&self.core, entry).await
    }

    /// Says which connection a ticket means. Nothing begins by that.
    pub async fn read_ticket(&self, address: &Secret) -> Result<RepairView, Problem> {
        read(&self.core, address).await
    }
}

async fn make(core: &Core, entry: EntryId) -> Result<RepairTicket, Problem> {
    let (provider, environment, key) = if let Some(row) = core.store.awaited_one(entry).await? {
        (row.provider, row.environment, row.keys.into_iter().next())
    } else {
        let connection = grants::connection(core, entry.into()).await?;
        let keys = core.store.identity_keys(connection.id).await?;
        (connection.provider, Some(connection.environment), keys.first().map(lists::hidden))
    };
    let key = key.ok_or_else(|| nameless(entry))?;
    let until = (core.clock.now() + COUNTS_FOR).date();
    let ticket = Ticket { provider, environment, until, salt: key.salt, account: key.sha256 };
    let written = ticket.address().zip(ticket.last_day());
    // Its parts were all made here.
    let (address, until) = written.ok_or_else(unreadable)?;
    Ok(RepairTicket { address, until })
}

async fn read(core: &Core, address: &Secret) -> Result<RepairView, Problem> {
    let ticket = Ticket::read(address).ok_or_else(unreadable)?;
    let over = ticket.until < core.clock.now().date();
    let mut connection = None;
    if !over {
        // The most urgent first: where an account is linked twice, the one that needs its person is meant.
        for view in list::connections(core).await? {
            let fits = view.provider == ticket.provider && ticket.environment.is_none_or(|one| one == view.environment);
            if fits && ticket.means(&core.store.identity_keys(view.id).await?) {
                connection = Some(view.id);
                break;
            }
        }
    }
    let until = ticket.last_day().ok_or_else(unreadable)?;
    Ok(RepairView { provider: ticket.provider, until, over, connection })
}

fn nameless(entry: EntryId) -> Problem {
    let message = "Nothing is known of this account by which it could be recognised elsewhere.";
    Problem::new(ProblemCode::InvalidInput, message, "Tell its owner which account is to be linked.")
        .about(entry.to_string())
}

fn unreadable() -> Problem {
    Problem::new(ProblemCode::InvalidInput, "This is not a repair ticket.", "Copy all of it, or ask for a new one.")
        .about("ticket")
}
