//! Grants kept alive by themselves: what is due is renewed once, an outage costs little, and what was named is waited for.

use linkdesk_core::Desk;
use linkdesk_core::contract::{ConnectionId, GrantStatus, PathStatus, Problem, ProblemCode, ProviderId};
use linkdesk_sandbox::{Fault, Provider, Repeat};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::Workbench;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use ProviderId::Flowaccount;

/// Two businesses of one owner at the practice provider.
const BUSINESSES: [&str; 2] = ["N9000001", "N9000002"];
/// Every grant is older than its interval by then, and its refresh token still lives.
const LATER: i64 = 3 * 3600;

async fn linked() -> (Workbench, Vec<ConnectionId>) {
    let bench = Workbench::new().await;
    let mut ids = Vec::new();
    for business in BUSINESSES {
        let id = bench.link(Flowaccount, &Person::of_business(business)).await;
        bench.settled(id).await;
        ids.push(id);
    }
    (bench, ids)
}

fn tend(desk: &Arc<Desk>) -> JoinHandle<()> {
    let desk = desk.clone();
    tokio::spawn(async move { desk.tend().await })
}

fn refreshes(bench: &Workbench) -> u64 {
    bench.asked(Flowaccount, "token.refresh")
}

/// Waits until so many refreshes have reached the provider, and a little longer: there must not be more.
async fn refreshed(bench: &Workbench, count: u64) {
    let begun = Instant::now();
    while refreshes(bench) < count && begun.elapsed() < Duration::from_secs(20) {
        sleep(Duration::from_millis(20)).await;
    }
    sleep(Duration::from_millis(1500)).await;
    assert_eq!(refreshes(bench), count);
}

#[tokio::test]
async fn what_is_due_is_renewed_once_and_what_is_young_is_left_alone() {
    let (bench, ids) = linked().await;
    let tending = tend(&bench.desk);
    refreshed(&bench, 0).await;
    bench.clock.shift_to(LATER);
    bench.desk.wake();
    refreshed(&bench, ids.len() as u64).await;
    tending.abort();
}

#[tokio::test]
async fn two_programs_that_tend_the_same_grants_ask_once_for_each() {
    let (bench, ids) = linked().await;
    let other = bench.another_desk().await;
    bench.clock.shift_to(LATER);
    let tending = [tend(&bench.desk), tend(&other)];
    refreshed(&bench, ids.len() as u64).await;
    for task in tending {
        task.abort();
    }
    other.close().await;
}

#[tokio::test]
async fn an_outage_costs_a_few_requests_and_is_over_by_itself() {
    let (bench, ids) = linked().await;
    bench.dial.set_fault(Provider::Flowaccount, Fault::Outage, Repeat::UntilOff).expect("the dial turns");
    bench.clock.shift_to(LATER);
    let tending = tend(&bench.desk);
    refreshed(&bench, ids.len() as u64).await;
    for id in &ids {
        let view = bench.desk.connection(*id).await.expect("it is there").connection;
        assert_eq!((view.grant, view.path), (GrantStatus::Good, PathStatus::ProviderTrouble), "nothing has expired");
        assert!(view.retry_at.is_some(), "and when it is tried again is said");
    }
    bench.dial.clear_fault(Provider::Flowaccount).expect("the dial turns");
    bench.desk.wake();
    refreshed(&bench, 2 * ids.len() as u64).await;
    for id in &ids {
        let view = bench.desk.connection(*id).await.expect("it is there").connection;
        assert_eq!((view.path, view.retry_at), (PathStatus::Reachable, None));
    }
    tending.abort();
}

#[tokio::test]
async fn a_pause_that_the_provider_named_is_kept_through_everything() {
    let (bench, ids) = linked().await;
    bench.dial.set_fault(Provider::Flowaccount, Fault::TooManyRequests, Repeat::UntilOff).expect("the dial turns");
    bench.clock.shift_to(LATER);
    let parts = bench.desk.refresh_due().await.expect("the list opens");
    assert_eq!(parts.len(), ids.len(), "each is told about");
    let is_throttled = |(_, part): &(ConnectionId, Result<(), Problem>)| {
        part.as_ref().is_err_and(|problem| problem.code == ProblemCode::Throttled)
    };
    assert!(parts.iter().all(is_throttled), "{parts:?}");
    assert!(refreshes(&bench) <= 2, "nobody goes on asking");

    bench.dial.clear_fault(Provider::Flowaccount).expect("the dial turns");
    let asked = refreshes(&bench);
    let waits =
        bench.desk.connections().await.expect("the list opens").iter().filter(|view| view.retry_at.is_some()).count();
    let tending = tend(&bench.desk);
    bench.desk.wake();
    refreshed(&bench, asked + (ids.len() - waits) as u64).await;
    bench.clock.shift_to(LATER + 3600);
    bench.desk.wake();
    refreshed(&bench, asked + ids.len() as u64).await;
    tending.abort();
}

#[tokio::test]
async fn nothing_is_begun_while_the_computer_is_about_to_sleep() {
    let (bench, ids) = linked().await;
    bench.desk.rest(true);
    bench.clock.shift_to(LATER);
    let tending = tend(&bench.desk);
    refreshed(&bench, 0).await;
    bench.desk.rest(false);
    refreshed(&bench, ids.len() as u64).await;
    tending.abort();
}

#[tokio::test]
async fn a_grant_that_waiting_does_not_mend_is_not_tried_over_and_over() {
    let (bench, ids) = linked().await;
    // Another client: the credentials are sent nowhere any more.
    let changed = bench.registration(Flowaccount).replace("id = \"", "id = \"other-");
    bench.register(Flowaccount, &changed).await.expect("another registration of the same name");
    bench.clock.shift_to(LATER);
    let tending = tend(&bench.desk);
    refreshed(&bench, 0).await;
    let entries = bench.desk.timeline(ids[0]).await.expect("a timeline").len();
    sleep(Duration::from_secs(3)).await;
    assert_eq!(bench.desk.timeline(ids[0]).await.expect("a timeline").len(), entries);
    tending.abort();
}

#[tokio::test]
async fn a_wrong_clock_is_named_and_nothing_is_called_expired() {
    let (bench, ids) = linked().await;
    let path = async || bench.desk.connection(ids[0]).await.expect("it is there").connection.path;
    bench.desk.refresh(ids[0]).await.expect("it is renewed");
    assert_eq!(path().await, PathStatus::Reachable);

    bench.dial.set_fault(Provider::Flowaccount, Fault::SkewedDate, Repeat::UntilOff).expect("the dial turns");
    bench.desk.refresh(ids[0]).await.expect("it is renewed all the same");
    assert_eq!(path().await, PathStatus::ClockWrong, "everybody who answers says another time");
    assert_eq!(bench.desk.connection(ids[0]).await.expect("it is there").connection.grant, GrantStatus::Good);

    bench.dial.clear_fault(Provider::Flowaccount).expect("the dial turns");
    bench.desk.refresh(ids[0]).await.expect("it is renewed");
    assert_eq!(path().await, PathStatus::Reachable, "set right again");
}
