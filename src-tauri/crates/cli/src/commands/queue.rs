//! `linkdesk reconnect --queue`: everything that needs a person, one after the other.
//!
//! At a terminal each one waits for its word. Without one they are gone through in their order, each once.

use super::bulk::Parts;
use super::link::{Page, again};
use super::{Outcome, bulk};
use crate::ask::Line;
use crate::output::say;
use crate::plain::{clean, word};
use crate::workplace::Workplace;
use linkdesk_core::Desk;
use linkdesk_core::contract::{ConnectionId, ConnectionView, NextAction, Problem, QueueView, RunNote};

/// What the person says of the one in hand.
enum Said {
    Go,
    Note(RunNote),
    Quit,
}

pub(super) async fn run(page: &Page, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let ids: Vec<ConnectionId> = desk.queue().await?.entries.iter().map(|entry| entry.connection.id).collect();
    let mut parts = Parts::new();
    if ids.is_empty() {
        say("Nothing needs a person.");
        return bulk::tell(&parts, "reconnected", workplace, bulk::strictly);
    }
    let mut queue = desk.begin_run(&ids).await?;
    while let Some(id) = queue.in_hand {
        queue = match ask(&queue, id, workplace).await {
            Said::Quit => break,
            Said::Note(note) => desk.note_run(id, note).await?,
            Said::Go => {
                let outcome = one(desk, workplace, id, page).await;
                let failed = outcome.is_err();
                if let Err(problem) = &outcome {
                    say(&format!("{} {}", clean(&problem.message), clean(&problem.next)));
                }
                parts.retain(|(other, _)| *other != id);
                parts.push((id, outcome));
                match (failed, workplace.can_ask()) {
                    (true, true) => desk.note_run(id, RunNote::Later).await?,
                    (true, false) => desk.note_run(id, RunNote::Skip).await?,
                    (false, _) => desk.queue().await?,
                }
            }
        };
    }
    desk.end_run().await?;
    bulk::tell(&parts, "reconnected", workplace, bulk::strictly)
}

/// The one thing that helps: a sign-in, or another look where the person acts at the bank.
async fn one(desk: &Desk, workplace: &Workplace, id: ConnectionId, page: &Page) -> Result<(), Problem> {
    if desk.connection(id).await?.connection.next_action == NextAction::ActAtProvider {
        return desk.sync(id).await;
    }
    again(desk, workplace, id, page).await.map(drop)
}

async fn ask(queue: &QueueView, id: ConnectionId, workplace: &Workplace) -> Said {
    let left = queue.entries.iter().filter(|entry| entry.result.is_some()).count();
    let place = queue.entries.iter().position(|entry| entry.connection.id == id).unwrap_or_default();
    let Some(entry) = queue.entries.get(place) else { return Said::Quit };
    say(&format!("{} of {left}: {}", place + 1, about(&entry.connection)));
    if !workplace.can_ask() {
        return Said::Go;
    }
    say("Enter: sign in now. l: later. s: skip. q: end the run.");
    loop {
        match workplace.next_line().await {
            None => return Said::Quit,
            Some(Line::Unreadable) => {}
            Some(Line::Text(text)) => match text.expose().trim() {
                "" => return Said::Go,
                "l" => return Said::Note(RunNote::Later),
                "s" => return Said::Note(RunNote::Skip),
                "q" => return Said::Quit,
                _ => {}
            },
        }
        say("Press Enter, or type l, s or q.");
    }
}

fn about(connection: &ConnectionView) -> String {
    let whose = connection.customer.as_deref().unwrap_or(&connection.label);
    let why = connection.reason.map_or_else(|| "it ends soon".to_owned(), |reason| word(&reason));
    let account = format!("{} {}", connection.identity.name, connection.identity.masked);
    format!("{}, {}, account {}: {why}", clean(whose), connection.provider, clean(&account))
}
