//! The reconnect desk: which connections need a person, their order, and a run through them.

use super::list::{self, needs_person};
use crate::contract::{
    ConnectionId, ConnectionView, DeskEvent, Problem, ProblemCode, ProviderId, QueueEntry, QueueView, RunNote,
    RunResult, Survival, Timestamp,
};
use crate::core::Core;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

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
    connection: ConnectionId,
    /// What was said of it. Whether it works again is asked of the connection.
    said: RunResult,
}

/// What needs a person, with the run that is on.
pub(super) async fn queue(core: &Core) -> Result<QueueView, Problem> {
    let all = list::connections(core).await?;
    let of = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let run = kept(core).await?;
    Ok(arrange(all, run, of))
}

/// Begins a run through these, in the desk's order. One that is on is given up.
pub(super) async fn begin(core: &Core, ids: &[ConnectionId]) -> Result<QueueView, Problem> {
    let wanted: HashSet<&ConnectionId> = ids.iter().collect();
    let entries: Vec<RunEntry> = arrange(list::connections(core).await?, None, 0)
        .entries
        .into_iter()
        .filter(|entry| wanted.contains(&entry.connection.id))
        .map(|entry| RunEntry { connection: entry.connection.id, said: RunResult::Waiting })
        .collect();
    if entries.is_empty() {
        let message = "None of these connections needs a person.";
        return Err(Problem::new(ProblemCode::InvalidInput, message, "Choose some that do.").about("connections"));
    }
    keep(core, Some(Run { since: core.clock.now().into(), entries })).await
}

/// Notes what is to become of an entry of the run.
pub(super) async fn note(core: &Core, id: ConnectionId, note: RunNote) -> Result<QueueView, Problem> {
    let mut run = kept(core).await?.ok_or_else(|| not_in_run(id))?;
    let place = run.entries.iter().position(|entry| entry.connection == id).ok_or_else(|| not_in_run(id))?;
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

fn not_in_run(id: ConnectionId) -> Problem {
    Problem::new(
        ProblemCode::UnknownId,
        "This connection is not part of the run.",
        "Begin a run; it takes in what needs a person then.",
    )
    .about(id.to_string())
}

/// The run's entries in their order, then everything else that needs a person.
fn arrange(all: Vec<ConnectionView>, run: Option<Run>, of: u32) -> QueueView {
    let mut waiting: Vec<QueueEntry> = Vec::new();
    let mut in_run: HashMap<ConnectionId, QueueEntry> = HashMap::new();
    let members: HashSet<ConnectionId> =
        run.iter().flat_map(|run| &run.entries).map(|entry| entry.connection).collect();
    for connection in all {
        let entry = QueueEntry { lost_at: lost_at(&connection), connection, result: None };
        if members.contains(&entry.connection.id) {
            in_run.insert(entry.connection.id, entry);
        } else if needs_person(&entry.connection) {
            waiting.push(entry);
        }
    }
    in_order(&mut waiting);
    let Some(run) = run else {
        return QueueView { entries: waiting, run_since: None, in_hand: None, of };
    };
    // An account that was unlinked meanwhile is no longer part of it.
    let mut entries: Vec<QueueEntry> = run
        .entries
        .into_iter()
        .filter_map(|entry| {
            let mut shown = in_run.remove(&entry.connection)?;
            shown.result = Some(result(&shown.connection, entry.said, run.since));
            Some(shown)
        })
        .collect();
    let open = |entry: &&QueueEntry| matches!(entry.result, Some(RunResult::Waiting | RunResult::Later { .. }));
    let in_hand = entries.iter().find(open).map(|entry| entry.connection.id);
    entries.append(&mut waiting);
    QueueView { entries, run_since: Some(run.since), in_hand, of }
}

/// What became of an entry: that it works again counts more than what was said of it.
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

/// Soonest loss first; those of one customer with one provider follow each other, where the first of them stands.
fn in_order(entries: &mut [QueueEntry]) {
    type Group = (ProviderId, String);
    let group = |entry: &QueueEntry| -> Group {
        // Without a customer, everybody is their own.
        let whose = entry.connection.customer.clone().unwrap_or_else(|| entry.connection.id.to_string());
        (entry.connection.provider, whose)
    };
    let when = |entry: &QueueEntry| entry.lost_at.map(Timestamp::instant);
    let key = |at: Option<time::OffsetDateTime>| (at.is_none(), at);
    let mut first: HashMap<Group, (bool, Option<time::OffsetDateTime>)> = HashMap::new();
    for entry in entries.iter() {
        let own = key(when(entry));
        first.entry(group(entry)).and_modify(|soonest| *soonest = (*soonest).min(own)).or_insert(own);
    }
    entries.sort_by_cached_key(|entry| {
        let group = group(entry);
        (first[&group], group, key(when(entry)), entry.connection.id)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Environment, GrantStatus, IdentityView, NextAction, PathStatus, Reason};
    use time::{Duration, OffsetDateTime};

    const START: OffsetDateTime = time::macros::datetime!(2026-01-02 03:04:05 UTC);

    fn at(hours: i64) -> Timestamp {
        (START + Duration::hours(hours)).into()
    }

    fn connection(provider: ProviderId, customer: Option<&str>, lost: i64) -> ConnectionView {
        ConnectionView {
            id: ConnectionId::new(),
            provider,
            registration: "default".to_owned(),
            environment: Environment::Custom,
            label: format!("Sample {lost}"),
            customer: customer.map(str::to_owned),
            identity: IdentityView { name: "Sample".to_owned(), masked: "•••• 0001".to_owned() },
            grant: GrantStatus::NeedsPerson,
            path: PathStatus::Reachable,
            reason: Some(Reason::RefreshTokenLapsed),
            ends_at: Some(at(lost)),
            survives_until: None,
            survival: Survival::Ended { at: Some(at(lost)) },
            next_action: NextAction::Reconnect,
            retry_at: None,
            linked_at: at(-500),
            checked_at: None,
            renewed_at: Some(at(-100)),
            account_count: 1,
            balance: None,
            balance_at: None,
        }
    }

    fn labels(view: &QueueView) -> Vec<&str> {
        view.entries.iter().map(|entry| entry.connection.label.as_str()).collect()
    }

    #[test]
    fn one_customers_accounts_with_one_provider_follow_each_other() {
        use ProviderId::{Bankhub, Flowaccount};
        let all = vec![
            connection(Flowaccount, Some("A"), 5),
            connection(Bankhub, Some("A"), 3),
            connection(Flowaccount, Some("B"), 2),
            connection(Flowaccount, Some("A"), 1),
            connection(Flowaccount, None, 4),
            ConnectionView { survival: Survival::Unknown, ends_at: None, ..connection(Flowaccount, None, 9) },
        ];
        let view = arrange(all, None, 6);
        assert_eq!(labels(&view), ["Sample 1", "Sample 5", "Sample 2", "Sample 3", "Sample 4", "Sample 9"]);
    }

    #[test]
    fn a_run_keeps_its_order_and_hands_over_one_after_the_other() {
        let mut all: Vec<ConnectionView> = (1..5).map(|hour| connection(ProviderId::Its, None, hour)).collect();
        let entry = |index: usize, said| RunEntry { connection: all[index].id, said };
        let said = [
            entry(0, RunResult::Waiting),
            entry(1, RunResult::Skipped { at: at(10) }),
            entry(3, RunResult::Waiting),
            entry(2, RunResult::Later { at: at(10) }),
        ];
        let run = Run { since: at(8), entries: said.to_vec() };
        let first = arrange(all.clone(), Some(run.clone()), 4);
        assert_eq!(first.in_hand, Some(all[0].id));

        all[0] = ConnectionView { grant: GrantStatus::Good, renewed_at: Some(at(11)), ..all[0].clone() };
        let second = arrange(all.clone(), Some(run.clone()), 4);
        assert_eq!(second.entries[0].result, Some(RunResult::Reconnected { at: at(11) }));
        assert_eq!(second.in_hand, Some(all[3].id), "the skipped one is passed over");

        all[3] = ConnectionView { grant: GrantStatus::Good, renewed_at: Some(at(12)), ..all[3].clone() };
        let third = arrange(all.clone(), Some(run), 4);
        assert_eq!(third.in_hand, Some(all[2].id), "what was put off has its turn at the end");
    }

    #[test]
    fn what_works_and_what_renews_itself_is_nobodys_work() {
        let good = ConnectionView { grant: GrantStatus::Good, ..connection(ProviderId::Its, None, 1) };
        let renews = ConnectionView {
            grant: GrantStatus::Ending,
            next_action: NextAction::Renew,
            ..connection(ProviderId::Flowaccount, None, 1)
        };
        let ends = ConnectionView {
            grant: GrantStatus::Ending,
            survival: Survival::Until { at: at(50) },
            ..connection(ProviderId::Headline, None, 50)
        };
        let view = arrange(vec![good, renews, ends], None, 3);
        assert_eq!(labels(&view), ["Sample 50"]);
    }
}
