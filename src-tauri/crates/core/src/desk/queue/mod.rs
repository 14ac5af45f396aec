//! The reconnect desk: what needs a person, its order, and a run through it.

use super::awaited::{self, Fitting};
use super::list::{self, needs_person};
use super::staying;
use crate::contract::{
    ConnectionView, DeskEvent, EntryId, Problem, ProblemCode, ProviderId, QueueEntry, QueueSubject, QueueView, Reason,
    RunNote, RunResult, StayView, Survival, Timestamp,
};
use crate::core::Core;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use time::OffsetDateTime;

/// The setting that keeps the run, so that it is still there after a restart.
const KEPT: &str = "reconnect_run";

/// A run as it is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Run {
    since: Timestamp,
    entries: Vec<RunEntry>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct RunEntry {
    #[serde(alias = "connection")]
    id: EntryId,
    /// What was said of it. Whether it works again is asked of the connection.
    said: RunResult,
    /// When it was lost and why, as it stood when the run began: a connection that works again tells neither.
    #[serde(default)]
    lost_at: Option<Timestamp>,
    #[serde(default)]
    reason: Option<Reason>,
}

/// Something that may stand on the desk.
struct Candidate {
    subject: QueueSubject,
    /// When an account that waited was linked.
    linked_at: Option<Timestamp>,
}

/// What needs a person, with the run that is on.
pub(super) async fn queue(core: &Core) -> Result<QueueView, Problem> {
    let all = candidates(core).await?;
    let queue = arrange(all, kept(core).await?);
    Ok(QueueView { stay: staying::settle(core, &queue), ..queue })
}

/// Begins a run through these, in the desk's order. One that is on is given up.
pub(super) async fn begin(core: &Core, ids: &[EntryId]) -> Result<QueueView, Problem> {
    staying::end(core);
    core.store.remove_linked_awaited().await?;
    let wanted: HashSet<&EntryId> = ids.iter().collect();
    let entries: Vec<RunEntry> = arrange(candidates(core).await?, None)
        .entries
        .into_iter()
        .filter(|entry| wanted.contains(&entry.id))
        .map(|QueueEntry { id, lost_at, reason, .. }| RunEntry { id, said: RunResult::Waiting, lost_at, reason })
        .collect();
    if entries.is_empty() {
        let message = "None of these needs a person.";
        return Err(Problem::new(ProblemCode::InvalidInput, message, "Choose some that do.").about("connections"));
    }
    keep(core, Some(Run { since: core.clock.now().into(), entries })).await
}

/// Notes what is to become of an entry of the run.
pub(super) async fn note(core: &Core, id: EntryId, note: RunNote) -> Result<QueueView, Problem> {
    let mut run = kept(core).await?.ok_or_else(|| not_in_run(id))?;
    let place = run.entries.iter().position(|entry| entry.id == id).ok_or_else(|| not_in_run(id))?;
    let at = core.clock.now().into();
    let mut entry = run.entries.remove(place);
    entry.said = match note {
        RunNote::Skip => RunResult::Skipped { at },
        RunNote::Later => RunResult::Later { at },
        RunNote::Undo => RunResult::Waiting,
    };
    let place = if note == RunNote::Later { run.entries.len() } else { place };
    run.entries.insert(place, entry);
    keep(core, Some(run)).await
}

/// Gives the run up. What was done stays done.
pub(super) async fn end(core: &Core) -> Result<QueueView, Problem> {
    staying::end(core);
    core.store.remove_linked_awaited().await?;
    keep(core, None).await
}

async fn kept(core: &Core) -> Result<Option<Run>, Problem> {
    let value = core.store.setting(KEPT).await?;
    // One that an older or newer program wrote in another way is no run; nothing is lost by that.
    Ok(value.and_then(|value| serde_json::from_value(value).ok()).flatten())
}

async fn keep(core: &Core, run: Option<Run>) -> Result<QueueView, Problem> {
    let value = serde_json::to_value(&run).unwrap_or_default();
    core.store.set_setting(KEPT, &value).await?;
    core.announce(DeskEvent::Connections { id: None });
    queue(core).await
}

fn not_in_run(id: EntryId) -> Problem {
    Problem::new(
        ProblemCode::UnknownId,
        "This is not part of the run.",
        "Begin a run; it takes in what needs a person then.",
    )
    .about(id.to_string())
}

/// Every connection, and every account that waits to be linked.
async fn candidates(core: &Core) -> Result<Vec<Candidate>, Problem> {
    let connections = list::connections(core).await?.into_iter();
    let mut all: Vec<Candidate> = connections.map(Candidate::from).collect();
    let mut fitting = Fitting::of(core);
    for row in core.store.awaited().await? {
        let linked_at = row.linked.map(|(_, at)| at.into());
        let awaited = awaited::view(&mut fitting, row).await?;
        all.push(Candidate { subject: QueueSubject::Awaited { awaited }, linked_at });
    }
    Ok(all)
}

impl From<ConnectionView> for Candidate {
    fn from(connection: ConnectionView) -> Self {
        Self { subject: QueueSubject::Connection { connection: Box::new(connection) }, linked_at: None }
    }
}

impl Candidate {
    fn id(&self) -> EntryId {
        match &self.subject {
            QueueSubject::Connection { connection } => connection.id.into(),
            QueueSubject::Awaited { awaited } => awaited.id,
        }
    }

    fn needs_person(&self) -> bool {
        match &self.subject {
            QueueSubject::Connection { connection } => needs_person(connection),
            QueueSubject::Awaited { .. } => self.linked_at.is_none(),
        }
    }

    /// What became of it: that it works counts more than what was said of it.
    fn result(&self, said: RunResult, since: Timestamp) -> RunResult {
        match (&self.subject, self.linked_at) {
            (QueueSubject::Connection { connection }, _) => result(connection, said, since),
            (QueueSubject::Awaited { .. }, Some(at)) => RunResult::Linked { at },
            (QueueSubject::Awaited { .. }, None) => said,
        }
    }

    fn entry(self, result: Option<RunResult>) -> QueueEntry {
        let (lost_at, reason) = match &self.subject {
            QueueSubject::Connection { connection } => (lost_at(connection), connection.reason),
            QueueSubject::Awaited { .. } => (None, None),
        };
        QueueEntry { id: self.id(), subject: self.subject, lost_at, reason, result }
    }

    /// As an entry of a run, which remembers how it stood before.
    fn entry_of_run(self, before: &RunEntry, since: Timestamp) -> QueueEntry {
        let result = self.result(before.said, since);
        let entry = self.entry(Some(result));
        if matches!(result, RunResult::Reconnected { .. }) {
            return QueueEntry { lost_at: before.lost_at, reason: before.reason, ..entry };
        }
        QueueEntry { lost_at: before.lost_at.or(entry.lost_at), reason: entry.reason.or(before.reason), ..entry }
    }
}

/// The run's entries in their order, then everything else that needs a person.
fn arrange(all: Vec<Candidate>, run: Option<Run>) -> QueueView {
    let is_connection = |one: &&Candidate| matches!(one.subject, QueueSubject::Connection { .. });
    let of = u32::try_from(all.iter().filter(is_connection).count()).unwrap_or(u32::MAX);
    let members: HashSet<EntryId> = run.iter().flat_map(|run| &run.entries).map(|entry| entry.id).collect();
    let (in_run, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| members.contains(&one.id()));
    let mut in_run: HashMap<EntryId, Candidate> = in_run.into_iter().map(|one| (one.id(), one)).collect();
    let mut waiting: Vec<QueueEntry> =
        others.into_iter().filter(Candidate::needs_person).map(|one| one.entry(None)).collect();
    in_order(&mut waiting);
    let Some(run) = run else {
        return QueueView { entries: waiting, run_since: None, in_hand: None, stay: StayView::default(), of };
    };
    // An account that was unlinked or taken off the desk meanwhile is no longer part of it.
    let mut entries: Vec<QueueEntry> = run
        .entries
        .into_iter()
        .filter_map(|entry| {
            let member = in_run.remove(&entry.id)?;
            Some(member.entry_of_run(&entry, run.since))
        })
        .collect();
    let in_hand = entries.iter().find(|entry| is_open(entry)).map(|entry| entry.id);
    entries.append(&mut waiting);
    QueueView { entries, run_since: Some(run.since), in_hand, stay: StayView::default(), of }
}

/// Whether an entry of the run is still to be done.
pub(super) fn is_open(entry: &QueueEntry) -> bool {
    matches!(entry.result, Some(RunResult::Waiting | RunResult::Later { .. }))
}

/// What became of a connection: that it works again counts more than what was said of it.
fn result(connection: &ConnectionView, said: RunResult, since: Timestamp) -> RunResult {
    match connection.renewed_at {
        Some(at) if !needs_person(connection) && at.instant() >= since.instant() => RunResult::Reconnected { at },
        // A bank lifted what it had held back.
        _ if !needs_person(connection) && said == RunResult::Waiting => {
            RunResult::Reconnected { at: connection.checked_at.unwrap_or(since) }
        }
        _ => said,
    }
}

fn lost_at(connection: &ConnectionView) -> Option<Timestamp> {
    match connection.survival {
        Survival::Until { at } => Some(at),
        Survival::Ended { at } => at.or(connection.ends_at),
        Survival::NoEndKnown | Survival::Unknown => connection.ends_at,
    }
}

/// What belongs together: accounts of one customer with one provider. What works on no computer yet comes after what did.
type Group = (bool, ProviderId, String);
/// When the first of a group is lost; unknown comes last.
type Soonest = (bool, Option<OffsetDateTime>);

fn group(entry: &QueueEntry) -> Group {
    let (is_awaited, provider, customer) = match &entry.subject {
        QueueSubject::Connection { connection } => (false, connection.provider, &connection.customer),
        QueueSubject::Awaited { awaited } => (true, awaited.provider, &awaited.customer),
    };
    // Without a customer, everybody is their own.
    (is_awaited, provider, customer.clone().unwrap_or_else(|| entry.id.to_string()))
}

/// Soonest loss first; those of one group follow each other, where the first of them stands.
fn in_order(entries: &mut [QueueEntry]) {
    let lost = |entry: &QueueEntry| -> Soonest {
        let at = entry.lost_at.map(Timestamp::instant);
        (at.is_none(), at)
    };
    let mut first: HashMap<Group, Soonest> = HashMap::new();
    for entry in entries.iter() {
        let own = lost(entry);
        first.entry(group(entry)).and_modify(|soonest| *soonest = (*soonest).min(own)).or_insert(own);
    }
    entries.sort_by_cached_key(|entry| {
        let group = group(entry);
        (group.0, first[&group], group, lost(entry), entry.id)
    });
}

#[cfg(test)]
mod tests;
