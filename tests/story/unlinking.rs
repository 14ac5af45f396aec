//! Unlinking: what was withdrawn, what was only forgotten here.

use linkdesk_core::contract::{
    ActionRequest, ConnectionId, EventKind, GrantStatus, NextAction, ProblemCode, ProviderId, SessionState, UnlinkMode,
};
use linkdesk_core::link::Received;
use linkdesk_sandbox::{Fault, Provider, Repeat};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::Workbench;

use ProviderId::{Bankhub, Flowaccount};

#[tokio::test]
async fn bankhub_withdraws_and_flowaccount_is_only_forgotten() {
    let bench = Workbench::new().await;
    let bank = bench.link(Bankhub, &Person::at_the_bank()).await;
    let company = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    let report = bench.desk.unlink(bank, UnlinkMode::Everywhere).await.expect("it is unlinked");
    assert!(report.revoked && report.forgotten, "the provider withdrew it: {report:?}");
    let report = bench.desk.unlink(company, UnlinkMode::Everywhere).await.expect("it is unlinked");
    assert!(!report.revoked && report.forgotten, "FlowAccount has no such call: {report:?}");
    assert!(bench.desk.connections().await.expect("the list opens").is_empty());
    assert_eq!(bench.desk.token(bank, None).await.expect_err("gone").code, ProblemCode::UnknownId);
}

#[tokio::test]
async fn a_removal_with_a_code_is_done_only_when_the_code_was_entered() {
    let bench = Workbench::new().await;
    let bank = bench.link(Bankhub, &Person::at_the_bank()).await;
    bench.settled(bank).await;
    bench.dial.set_switch(Provider::Bankhub, "remove_needs_otp", true).expect("a switch");
    let report = bench.desk.unlink(bank, UnlinkMode::Everywhere).await.expect("it begins");
    assert!(!report.revoked && !report.forgotten, "nothing is removed yet");
    let session = report.confirm.expect("a page asks for the code").id;
    let page = bench.page_of(session).await;
    let person = Person::who_answers(&[("password", "practice")]).with_phone(bench.dial.clone());
    let callback = person.walk(page.address.expose(), &page.returns_to).await;
    assert_eq!(bench.arrive(session, callback.as_str()).await, Received::Taken(session));
    let view = bench.desk.over(session).await.expect("remembered");
    assert_eq!(view.state, SessionState::Removed, "a call shows that it is gone: {view:?}");
    assert!(bench.desk.connections().await.expect("the list opens").is_empty());
}

fn outage(bench: &Workbench) {
    bench.dial.set_fault(Provider::Bankhub, Fault::Outage, Repeat::UntilOff).expect("the dial turns");
}

/// A bank account that was to be unlinked while its provider was down, and still is.
async fn removal_that_waits() -> (Workbench, ConnectionId) {
    let bench = Workbench::new().await;
    bench.dial.set_switch(Provider::Bankhub, "rate_limit", false).expect("a switch");
    let bank = bench.link(Bankhub, &Person::at_the_bank()).await;
    bench.settled(bank).await;
    outage(&bench);
    let report = bench.desk.unlink(bank, UnlinkMode::Everywhere).await.expect("it says what happened");
    assert!(report.pending && !report.revoked && !report.forgotten, "{report:?}");
    (bench, bank)
}

#[tokio::test]
async fn offline_unlinking_keeps_the_connection_and_local_forgets_it() {
    let bench = Workbench::new().await;
    let bank = bench.link(Bankhub, &Person::at_the_bank()).await;
    outage(&bench);
    let report = bench.desk.unlink(bank, UnlinkMode::Everywhere).await.expect("it says what happened");
    assert!(!report.forgotten && report.problem.is_some(), "what was not withdrawn is not forgotten by itself");
    let report = bench.desk.unlink(bank, UnlinkMode::Local).await.expect("only here");
    assert!(report.forgotten && !report.revoked);
}

#[tokio::test]
async fn what_could_not_be_withdrawn_is_withdrawn_later_even_after_a_restart() {
    let (mut bench, bank) = removal_that_waits().await;
    let detail = bench.desk.connection(bank).await.expect("it is shown");
    assert!(detail.accounts.is_empty() && detail.balances.is_empty(), "nothing but the grant is left: {detail:?}");
    assert_eq!(detail.timeline.iter().map(|entry| entry.kind).collect::<Vec<_>>(), [EventKind::RemovalWaits]);
    let refused = bench.desk.sync(bank).await.expect_err("nothing is read again");
    assert_eq!(refused.code, ProblemCode::NeedsPerson);
    assert!(bench.desk.actions(bank).await.expect("it is asked").is_empty(), "its provider does nothing for it");
    let statement = ActionRequest { connection: bank, action: "invoices".to_owned(), fields: Vec::new(), page: None };
    let refused = bench.desk.act(statement).await.expect_err("nothing is asked any more");
    assert!(refused.message.contains("being removed"), "{refused}");
    let refused = bench.desk.refresh(bank).await.expect_err("nothing is renewed");
    assert_eq!(refused.code, ProblemCode::NeedsPerson);
    assert!(bench.desk.connection(bank).await.expect("it is shown").accounts.is_empty());
    let shown = &bench.desk.connections().await.expect("the list opens")[0];
    assert_eq!((shown.grant, shown.next_action), (GrantStatus::Removing, NextAction::Wait));
    assert!(bench.desk.queue().await.expect("the desk").entries.is_empty(), "nobody has to do anything");
    assert_eq!(bench.desk.token(bank, None).await.expect_err("it is on its way out").code, ProblemCode::NeedsPerson);
    bench.desk.refresh_due().await.expect("it looks");
    assert_eq!(bench.desk.connections().await.expect("the list opens").len(), 1, "it waits");

    bench.restart().await;
    bench.dial.clear_fault(Provider::Bankhub).expect("the dial turns");
    bench.desk.refresh_due().await.expect("it looks");
    assert!(bench.desk.connections().await.expect("the list opens").is_empty());
    assert!(bench.dial.grants(Provider::Bankhub).is_empty(), "the provider knows of it");
}

#[tokio::test]
async fn whoever_reconnects_what_was_to_be_removed_keeps_it() {
    let (bench, bank) = removal_that_waits().await;
    bench.dial.clear_fault(Provider::Bankhub).expect("the dial turns");
    bench.link(Bankhub, &Person::at_the_bank()).await;
    bench.desk.refresh_due().await.expect("it looks");
    let shown = bench.desk.connection(bank).await.expect("it stays").connection;
    assert_eq!(shown.grant, GrantStatus::Good);
}

#[tokio::test]
async fn a_removal_that_waits_and_then_needs_a_code_is_the_persons_again() {
    let (bench, bank) = removal_that_waits().await;
    bench.dial.clear_fault(Provider::Bankhub).expect("the dial turns");
    bench.dial.set_switch(Provider::Bankhub, "remove_needs_otp", true).expect("a switch");
    bench.desk.refresh_due().await.expect("it looks");
    let detail = bench.desk.connection(bank).await.expect("it is still there");
    assert_eq!(detail.connection.grant, GrantStatus::Good);
    assert!(detail.timeline.iter().any(|entry| entry.kind == EventKind::UnlinkWaits), "{:?}", detail.timeline);
}
