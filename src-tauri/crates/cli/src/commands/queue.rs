//! `linkdesk reconnect --queue`: everything that needs a person, one after the other.
//!
//! At a terminal each one waits for its word. Without one they are gone through in their order, each once.

use super::bulk::Parts;
use super::link::{Page, again, first};
use super::{Outcome, bulk};
use crate::ask::Line;
use crate::following::named;
use crate::output::say;
use crate::plain::{clean, word};
use crate::workplace::Workplace;
use linkdesk_core::Desk;
use linkdesk_core::contract::{
    AwaitedView, ConnectionView, EntryId, NextAction, Problem, QueueSubject, QueueView, RunNote,
};

/// What the person says of the one in hand.
enum Said {
    Go,
    Note(RunNote),
    Remove,
    Quit,
}

pub(super) async fn run(page: &Page, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let ids: Vec<EntryId> = desk.queue().await?.entries.iter().map(|entry| entry.id).collect();
    let mut parts: Parts<EntryId> = Parts::new();
    if ids.is_empty() {
        say("Nothing needs a person.");
        return bulk::tell(&parts, "reconnected", workplace, bulk::strictly);
    }
    let mut queue = desk.begin_run(&ids).await?;
    while let Some(id) = queue.in_hand {
        queue = match ask(&queue, id, workplace).await {
            Said::Quit => break,
            Said::Note(note) => desk.note_run(id, note).await?,
            Said::Remove => {
                desk.remove_awaited(id).await?;
                desk.queue().await?
            }
            Said::Go => {
                let Some(entry) = queue.entries.into_iter().find(|entry| entry.id == id) else { break };
                let outcome = one(desk, workplace, &entry.subject, page).await;
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
async fn one(desk: &Desk, workplace: &Workplace, subject: &QueueSubject, page: &Page) -> Result<(), Problem> {
    match subject {
        QueueSubject::Awaited { awaited } => first(desk, workplace, awaited, page).await.map(drop),
        QueueSubject::Connection { connection } if connection.next_action == NextAction::ActAtProvider => {
            desk.sync(connection.id).await
        }
        QueueSubject::Connection { connection } => again(desk, workplace, connection.id, page).await.map(drop),
    }
}

async fn ask(queue: &QueueView, id: EntryId, workplace: &Workplace) -> Said {
    let left = queue.entries.iter().filter(|entry| entry.result.is_some()).count();
    let place = queue.entries.iter().position(|entry| entry.id == id).unwrap_or_default();
    let Some(entry) = queue.entries.get(place) else { return Said::Quit };
    say(&format!("{} of {left}: {}", place + 1, about(&entry.subject)));
    if !workplace.can_ask() {
        return Said::Go;
    }
    let is_awaited = matches!(entry.subject, QueueSubject::Awaited { .. });
    let (remove, letters) = if is_awaited { (" r: take it off the desk.", "l, s, r") } else { ("", "l, s") };
    say(&format!("Enter: sign in now. l: later. s: skip.{remove} q: end the run."));
    loop {
        match workplace.next_line().await {
            None => return Said::Quit,
            Some(Line::Unreadable) => {}
            Some(Line::Text(text)) => match text.expose().trim() {
                "" => return Said::Go,
                "l" => return Said::Note(RunNote::Later),
                "s" => return Said::Note(RunNote::Skip),
                "r" if is_awaited => return Said::Remove,
                "q" => return Said::Quit,
                _ => {}
            },
        }
        say(&format!("Press Enter, or type {letters} or q."));
    }
}

/// An entry of the desk in one line.
pub(super) fn about(subject: &QueueSubject) -> String {
    match subject {
        QueueSubject::Connection { connection } => about_connection(connection),
        QueueSubject::Awaited { awaited } => about_awaited(awaited),
    }
}

fn about_connection(connection: &ConnectionView) -> String {
    let whose = connection.customer.as_deref().unwrap_or(&connection.label);
    let why = connection.reason.map_or_else(|| "it ends soon".to_owned(), |reason| word(&reason));
    let account = format!("{} {}", connection.identity.name, connection.identity.masked);
    format!("{}, {}, account {}: {why}", clean(whose), connection.provider, clean(&account))
}

fn about_awaited(awaited: &AwaitedView) -> String {
    let names = [awaited.customer.as_deref(), awaited.label.as_deref()];
    let names: Vec<String> = names.into_iter().flatten().map(clean).collect();
    let account = awaited.identity.as_ref().map(|identity| format!("account {}", clean(&named(identity))));
    let parts = [Some(names.join(", ")).filter(|names| !names.is_empty()), Some(awaited.provider.to_string()), account];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}: to be linked, {}", parts.join(", "), word(&awaited.reason))
}
