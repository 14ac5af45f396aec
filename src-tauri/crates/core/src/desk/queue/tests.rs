use super::*;
use crate::contract::{
    AwaitedReason, AwaitedView, ConnectionId, Environment, GrantStatus, IdentityView, NextAction, PathStatus, Reason,
};
use time::Duration;

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

fn labels(view: &QueueView) -> Vec<String> {
    let label = |entry: &QueueEntry| match &entry.subject {
        QueueSubject::Connection { connection } => connection.label.clone(),
        QueueSubject::Awaited { awaited } => awaited.label.clone().unwrap_or_default(),
    };
    view.entries.iter().map(label).collect()
}

fn connections(all: &[ConnectionView]) -> Vec<Candidate> {
    all.iter().cloned().map(Candidate::from).collect()
}

fn awaited(label: &str, linked_at: Option<Timestamp>) -> Candidate {
    let awaited = AwaitedView {
        id: EntryId::new(),
        provider: ProviderId::Its,
        registration: None,
        environment: None,
        label: Some(label.to_owned()),
        customer: Some("A".to_owned()),
        identity: None,
        reason: AwaitedReason::NeverLinked,
        added_at: at(0),
    };
    Candidate { subject: QueueSubject::Awaited { awaited }, linked_at }
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
    let view = arrange(connections(&all), None);
    assert_eq!(labels(&view), ["Sample 1", "Sample 5", "Sample 2", "Sample 3", "Sample 4", "Sample 9"]);
}

#[test]
fn a_run_keeps_its_order_and_hands_over_one_after_the_other() {
    let mut all: Vec<ConnectionView> = (1..5).map(|hour| connection(ProviderId::Its, None, hour)).collect();
    let entry = |index: usize, said| RunEntry {
        id: all[index].id.into(),
        said,
        lost_at: Some(at(7)),
        reason: Some(Reason::RefreshTokenLapsed),
    };
    let said = [
        entry(0, RunResult::Waiting),
        entry(1, RunResult::Skipped { at: at(10) }),
        entry(3, RunResult::Waiting),
        entry(2, RunResult::Later { at: at(10) }),
    ];
    let run = Run { since: at(8), entries: said.to_vec() };
    let first = arrange(connections(&all), Some(run.clone()));
    assert_eq!(first.in_hand, Some(all[0].id.into()));

    all[0] = ConnectionView {
        grant: GrantStatus::Good,
        renewed_at: Some(at(11)),
        reason: None,
        survival: Survival::Until { at: at(99) },
        ..all[0].clone()
    };
    let second = arrange(connections(&all), Some(run.clone()));
    assert_eq!(second.entries[0].result, Some(RunResult::Reconnected { at: at(11) }));
    let sheet = (second.entries[0].lost_at, second.entries[0].reason);
    assert_eq!(sheet, (Some(at(7)), Some(Reason::RefreshTokenLapsed)), "the sheet tells how it stood before");
    assert_eq!(second.in_hand, Some(all[3].id.into()), "the skipped one is passed over");

    all[3] = ConnectionView { grant: GrantStatus::Good, renewed_at: Some(at(12)), ..all[3].clone() };
    let third = arrange(connections(&all), Some(run));
    assert_eq!(third.in_hand, Some(all[2].id.into()), "what was put off has its turn at the end");
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
    let view = arrange(connections(&[good, renews, ends]), None);
    assert_eq!(labels(&view), ["Sample 50"]);
}

#[test]
fn what_waits_to_be_linked_comes_after_what_was_linked() {
    let unknown = ConnectionView { survival: Survival::Unknown, ends_at: None, ..connection(ProviderId::Its, None, 9) };
    let mut all = connections(&[unknown, connection(ProviderId::Bankhub, None, 5)]);
    all.insert(0, awaited("New", None));
    all.push(awaited("Linked", Some(at(1))));
    let view = arrange(all, None);
    assert_eq!(labels(&view), ["Sample 5", "Sample 9", "New"]);
    assert_eq!(view.of, 2, "what waits is no connection");
}

#[test]
fn a_run_shows_what_was_linked_in_it() {
    let all = vec![awaited("One", Some(at(9))), awaited("Two", None)];
    let ids: Vec<EntryId> = all.iter().map(Candidate::id).collect();
    let entries =
        ids.iter().map(|id| RunEntry { id: *id, said: RunResult::Waiting, lost_at: None, reason: None }).collect();
    let view = arrange(all, Some(Run { since: at(8), entries }));
    assert_eq!(view.entries[0].result, Some(RunResult::Linked { at: at(9) }));
    assert_eq!(view.in_hand, Some(ids[1]));
}
