//! What waits on the desk because a file names it, and how it becomes a connection.

use linkdesk_core::contract::{
    AwaitedReason, EntryId, ImportKind, LineOutcome, LinkRequest, ListForm, ProblemCode, ProviderId, QueueSubject,
    RunNote, RunResult, SessionState, UnlinkMode,
};
use linkdesk_sandbox::Provider;
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, link};
use std::collections::HashSet;

use ProviderId::{Bankhub, Flowaccount, Its};

/// Takes a list of customers in, and gives the ids of what waits.
pub(crate) async fn import(bench: &Workbench, table: &str) -> Vec<EntryId> {
    bench.desk.import(table.as_bytes(), Some(ImportKind::Customers), true).await.expect("it is sound");
    waiting(bench).await
}

async fn waiting(bench: &Workbench) -> Vec<EntryId> {
    let entries = bench.desk.queue().await.expect("it opens").entries.into_iter();
    entries.filter(|entry| matches!(entry.subject, QueueSubject::Awaited { .. })).map(|entry| entry.id).collect()
}

pub(crate) fn awaited(id: EntryId) -> LinkRequest {
    // Provider and registration are the entry's, whatever is asked for.
    LinkRequest { awaited: Some(id), ..link(Its) }
}

#[tokio::test]
async fn another_account_is_refused_and_added_only_under_its_own_name() {
    let bench = Workbench::new().await;
    let first = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    bench.desk.rename(first, "Books".to_owned(), Some("Sample Trader".to_owned())).await.expect("it is there");
    let list = bench.desk.export_file(ListForm::Csv).await.expect("it is written");
    bench.desk.unlink(first, UnlinkMode::Local).await.expect("it is forgotten here");
    let report = bench.desk.import(list.as_bytes(), None, true).await.expect("it is ours");
    assert_eq!(report.lines[0].outcome, LineOutcome::New);
    let [entry] = waiting(&bench).await[..] else { panic!("one waits") };

    let refused = bench.go_through(awaited(entry), &Person::of_business("N9000002")).await;
    assert_eq!(refused.state, SessionState::WrongAccount, "{refused:?}");
    assert!(refused.expected.is_some(), "both are shown by name");
    bench.desk.add_as_new(refused.id).expect("the session lives");
    let added = bench.desk.over(refused.id).await.expect("remembered");
    let other = bench.desk.connection(added.connection.expect("it is kept")).await.expect("it is there").connection;
    assert_ne!(other.label, "Books", "the label belongs to the account that still waits");
    assert_eq!(other.customer, None, "and so does the customer");
    assert_eq!(waiting(&bench).await, [entry]);

    let linked = bench.go_through(awaited(entry), &Person::of_business("N9000001")).await;
    let id = linked.connection.expect("it is linked");
    let connection = bench.desk.connection(id).await.expect("it is there").connection;
    assert_eq!((connection.label.as_str(), connection.customer.as_deref()), ("Books", Some("Sample Trader")));
    assert!(waiting(&bench).await.is_empty(), "nothing waits any more");
    let again = bench.desk.link(awaited(entry)).await.expect_err("it is done");
    assert_eq!(again.code, ProblemCode::UnknownId);
}

#[tokio::test]
async fn the_hash_stands_for_the_confirmation() {
    let bench = Workbench::new().await;
    let id = bench.link(Bankhub, &Person::at_the_bank()).await;
    let list = bench.desk.export_file(ListForm::Json).await.expect("it is written");
    bench.desk.unlink(id, UnlinkMode::Local).await.expect("it is forgotten here");
    bench.desk.import(list.as_bytes(), Some(ImportKind::List), true).await.expect("it is ours");
    bench.dial.set_switch(Provider::Bankhub, "omit_state", true).expect("a switch");
    bench.dial.advance_clock(120).expect("the clock moves");
    let view = bench.go_through(awaited(waiting(&bench).await[0]), &Person::at_the_bank()).await;
    assert_eq!(view.state, SessionState::Linked, "it is the account that was waited for: {view:?}");
}

#[tokio::test]
async fn an_account_that_was_nobodys_becomes_the_customers() {
    let bench = Workbench::new().await;
    let id = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    let label = bench.desk.connection(id).await.expect("it is there").connection.label;
    let entries = import(&bench, "customer,provider,label\nSample Trader,flowaccount,Books\n").await;
    let view = bench.go_through(awaited(entries[0]), &Person::of_business("N9000001")).await;
    assert!(view.already_linked && view.connection == Some(id), "never a duplicate: {view:?}");
    let after = bench.desk.connection(id).await.expect("it is there").connection;
    assert_eq!((after.customer.as_deref(), after.label), (Some("Sample Trader"), label));
    assert!(waiting(&bench).await.is_empty());
}

#[tokio::test]
async fn a_run_goes_through_what_waits_and_shows_what_was_linked() {
    let mut bench = Workbench::new().await;
    let entries = import(&bench, "customer,provider\nA,flowaccount\nB,its\nC,its\n").await;
    assert_eq!(entries.len(), 3);
    let run = bench.desk.begin_run(&entries).await.expect("it begins");
    assert_eq!(run.in_hand, Some(entries[0]));
    bench.go_through(awaited(entries[0]), &Person::of_business("N9000001")).await;
    bench.desk.note_run(entries[1], RunNote::Skip).await.expect("it is part of the run");
    bench.restart().await;
    let run = bench.desk.queue().await.expect("it opens");
    assert!(matches!(run.entries[0].result, Some(RunResult::Linked { .. })), "{run:?}");
    assert_eq!(run.in_hand, Some(entries[2]), "the run is still on after a restart");
    bench.desk.remove_awaited(entries[2]).await.expect("it waits");
    let ended = bench.desk.end_run().await.expect("it ends");
    assert_eq!(ended.entries.iter().map(|entry| entry.id).collect::<Vec<_>>(), [entries[1]]);
    let again = bench.desk.remove_awaited(entries[2]).await.expect_err("it is gone");
    assert_eq!(again.code, ProblemCode::UnknownId);
}

#[tokio::test]
async fn without_a_registration_that_fits_it_is_said_before_anything_opens() {
    let bench = Workbench::new().await;
    let id = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    let list = bench.desk.export_file(ListForm::Json).await.expect("it is written");
    bench.desk.unlink(id, UnlinkMode::Local).await.expect("it is forgotten here");
    // Another name is no hindrance, another of the provider's systems is.
    let elsewhere = list.replace("\"default\"", "\"main\"");
    bench.desk.import(elsewhere.as_bytes(), None, true).await.expect("it is ours");
    let production = list.replace("\"custom\"", "\"production\"");
    bench.desk.import(production.as_bytes(), None, true).await.expect("it is ours");
    let mut reasons = HashSet::new();
    for entry in bench.desk.queue().await.expect("it opens").entries {
        let QueueSubject::Awaited { awaited: view } = entry.subject else { continue };
        reasons.insert(view.reason);
        if view.reason == AwaitedReason::RegistrationMissing {
            let refused = bench.desk.link(awaited(entry.id)).await.expect_err("there is none");
            assert_eq!(refused.code, ProblemCode::RegistrationMissing);
        } else {
            assert_eq!(view.registration.as_deref(), Some("default"), "the one that it will be linked with");
        }
    }
    assert_eq!(reasons, HashSet::from([AwaitedReason::LinkedElsewhere, AwaitedReason::RegistrationMissing]));
}
