//! `linkdesk queue`: what stands on the desk.

use super::queue::about;
use super::{DONE, Outcome};
use crate::plain::{instant, table};
use crate::workplace::Workplace;
use clap::{Args, Subcommand};
use linkdesk_core::contract::{Problem, ProblemCode, QueueEntry};
use serde_json::json;

#[derive(Args)]
pub(crate) struct Queue {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
pub(crate) enum What {
    /// Take an account off the desk that waits to be linked. Nothing else is forgotten.
    Remove {
        /// Its id, the beginning of it, or its exact label.
        id: String,
    },
}

pub(super) async fn run(queue: &Queue, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    match &queue.what {
        None => {
            let view = desk.queue().await?;
            let rows = || table(&view.entries.iter().map(row).collect::<Vec<_>>());
            workplace.output.result(&view, rows)?;
        }
        Some(What::Remove { id }) => {
            let awaited = desk.find_awaited(id).await?.ok_or_else(|| unknown(id))?;
            desk.remove_awaited(awaited.id).await?;
            let value = json!({ "id": awaited.id, "removed": true });
            workplace.output.result(&value, || format!("{} is off the desk\n", awaited.id))?;
        }
    }
    Ok(DONE)
}

fn row(entry: &QueueEntry) -> Vec<String> {
    vec![entry.id.to_string(), instant(entry.lost_at), about(&entry.subject)]
}

fn unknown(text: &str) -> Problem {
    let next = "See what waits with `linkdesk queue`; a connection is unlinked, not removed.";
    Problem::new(ProblemCode::UnknownId, format!("Nothing that waits to be linked is called “{text}”."), next)
        .about(text)
}
