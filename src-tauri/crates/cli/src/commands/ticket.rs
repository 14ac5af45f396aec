//! `linkdesk ticket` and `linkdesk repair`: asking somebody to reconnect an account, and finding which one is meant.

use super::connections::Named;
use super::{DONE, Outcome};
use crate::plain::clean;
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::{EntryId, Problem, ProblemCode, RepairView};
use linkdesk_core::{Desk, Secret};

#[derive(Args)]
pub(crate) struct Repair {
    /// The ticket: `linkdesk://repair?…`.
    ticket: String,
}

/// Prints the address of a ticket, alone.
pub(super) async fn make(named: &Named, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let ticket = desk.make_ticket(entry(desk, &named.id).await?).await?;
    workplace.output.result(&ticket, || format!("{}\n", ticket.address))?;
    Ok(DONE)
}

/// A connection, or an account that waits to be linked.
async fn entry(desk: &Desk, text: &str) -> Result<EntryId, Problem> {
    match desk.find(text).await {
        Ok(connection) => Ok(connection.into()),
        Err(problem) if problem.code == ProblemCode::UnknownId => {
            desk.find_awaited(text).await?.map(|awaited| awaited.id).ok_or(problem)
        }
        Err(problem) => Err(problem),
    }
}

/// Prints which connection a ticket means. Nothing begins by that.
pub(super) async fn repair(asked: &Repair, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let view = desk.read_ticket(&Secret::from(asked.ticket.as_str())).await?;
    let id = view.connection.ok_or_else(|| nothing_meant(&view))?;
    let connection = desk.connection(id).await?.connection;
    let next = format!("Reconnect it with `linkdesk reconnect {id}`.");
    workplace.output.result(&view, || format!("{id}  {}  {next}\n", clean(&connection.label)))?;
    Ok(DONE)
}

fn nothing_meant(view: &RepairView) -> Problem {
    if view.over {
        let message = format!("This repair ticket counted until {}.", view.until);
        return Problem::new(ProblemCode::InvalidInput, message, "Ask for a new one.").about("ticket");
    }
    let message = format!("None of the connections here is the account of {} that is meant.", view.provider);
    let next = format!("List them with `linkdesk connections`, or link it with `linkdesk link {}`.", view.provider);
    Problem::new(ProblemCode::UnknownId, message, next).about("ticket")
}
