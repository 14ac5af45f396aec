//! Linking and reconnecting, as a person does it.

use linkdesk_core::contract::{
    EventKind, GrantStatus, LinkRequest, ProblemCode, ProviderId, Reason, SessionState, Survival,
};
use linkdesk_sandbox::{Fault, GrantAction, Provider, Repeat};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, link, reconnect};
use time::Duration;

use ProviderId::{Bankhub, Flowaccount};

#[tokio::test]
async fn both_accounts_are_linked_with_one_data_call_and_stay_after_a_restart() {
    let mut bench = Workbench::new().await;
    let bank = bench.link(Bankhub, &Person::at_the_bank()).await;
    let company = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    bench.settled(bank).await;
    bench.settled(company).await;
    assert_eq!(bench.asked(Bankhub, "identity"), 1, "linking asks whose account it is, and nothing else");

    bench.restart().await;
    let connections = bench.desk.connections().await.expect("the list opens");
    assert_eq!(connections.len(), 2, "both are still there");
    for connection in &connections {
        assert_eq!(connection.grant, GrantStatus::Good, "{connection:?}");
        assert!(connection.identity.masked.contains("•••• "), "a number is never shown whole");
    }
    let bank = bench.desk.connection(bank).await.expect("it is there");
    assert!(bank.accounts.iter().all(|account| account.balance.is_some()), "bank accounts have balances");
    assert_eq!(bank.connection.survival, Survival::NoEndKnown, "bankHub names no end");
    assert_eq!(bank.timeline.last().map(|entry| entry.kind), Some(EventKind::Linked), "the story begins with linking");
    let company = connections.iter().find(|one| one.id == company).expect("it is there");
    let lasts =
        company.survives_until.expect("FlowAccount's refresh token lives about a day").instant() - bench.clock.now();
    assert!(lasts > Duration::hours(23) && lasts <= Duration::hours(24), "counted from the last renewal: {lasts}");
}

#[tokio::test]
async fn saying_no_leaving_and_closing_are_outcomes() {
    let bench = Workbench::new().await;
    for (provider, answers, state) in [
        (
            Flowaccount,
            vec![("user", "sample-owner"), ("password", "practice"), ("answer", "deny")],
            SessionState::Denied,
        ),
        (
            Bankhub,
            vec![("user", "sample-plain"), ("password", "practice"), ("answer", "deny")],
            SessionState::Cancelled,
        ),
        (Bankhub, vec![("answer", "cancel")], SessionState::Cancelled),
    ] {
        let view = bench.go_through(link(provider), &Person::who_answers(&answers)).await;
        assert_eq!(view.state, state, "{provider}: {answers:?}");
    }
    let (session, _) = bench.begin(link(Flowaccount)).await;
    bench.desk.window_closed(session);
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!(view.state, SessionState::Cancelled, "closing the window is a cancel");
    assert!(bench.desk.connections().await.expect("the list opens").is_empty(), "nothing was kept");
}

#[tokio::test]
async fn linking_the_same_account_again_makes_no_second_connection() {
    let bench = Workbench::new().await;
    let first = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    let again = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    assert_eq!(first, again, "the same company is the same connection");
    let other = bench.link(Flowaccount, &Person::of_business("N9000002")).await;
    assert_ne!(first, other, "another company of the same login is another");
    assert_eq!(bench.desk.connections().await.expect("the list opens").len(), 2);
    let kinds: Vec<EventKind> =
        bench.desk.timeline(first).await.expect("a timeline").iter().map(|entry| entry.kind).collect();
    assert!(kinds.contains(&EventKind::LinkedAgain), "the timeline says so: {kinds:?}");
}

#[tokio::test]
async fn reconnecting_keeps_the_id_and_refuses_another_account_by_name() {
    let bench = Workbench::new().await;
    let id = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    let token = bench.desk.token(id, None).await.expect("a token").token;

    let view = bench.go_through(reconnect(Flowaccount, id), &Person::of_business("N9000002")).await;
    assert_eq!(view.state, SessionState::WrongAccount);
    let problem = view.problem.expect("it says what is wrong");
    assert_eq!(problem.code, ProblemCode::WrongAccount);
    let names =
        [&view.identity, &view.expected].map(|identity| identity.as_ref().expect("both are known").name.clone());
    assert!(names.iter().all(|name| problem.message.contains(name.as_str())), "both by name: {problem}");
    let still = bench.desk.token(id, None).await.expect("the old grant stayed").token;
    assert!(still.matches(token.expose()), "the old grant stayed as it was");

    bench.desk.add_as_new(view.id).expect("the session lives");
    let view = bench.desk.over(view.id).await.expect("remembered");
    assert_eq!(view.state, SessionState::Linked, "the refusal offers to add it");
    assert_ne!(view.connection, Some(id), "as a connection of its own");

    let view = bench.go_through(reconnect(Flowaccount, id), &Person::of_business("N9000001")).await;
    assert_eq!((view.state, view.connection), (SessionState::Linked, Some(id)), "the right account keeps its id");
}

#[tokio::test]
async fn a_bank_that_asks_again_is_repaired_in_place() {
    let bench = Workbench::new().await;
    let id = bench.link(Bankhub, &Person::at_the_bank()).await;
    bench.settled(id).await;
    let before = bench.desk.token(id, None).await.expect("a token").token;
    bench.dial.act_on_grants(Provider::Bankhub, GrantAction::BankPasswordChanged, None).expect("the dial turns");
    bench.clock.shift_to(120);
    bench.dial.advance_clock(120).expect("the clock moves");
    bench.desk.sync(id).await.expect_err("the bank asks again");
    let connection = bench.desk.connection(id).await.expect("it is there").connection;
    assert_eq!((connection.grant, connection.reason), (GrantStatus::NeedsPerson, Some(Reason::BankPasswordChanged)));

    for completion in ["empty", "none", "fresh"] {
        bench.dial.act_on_grants(Provider::Bankhub, GrantAction::BankPasswordChanged, None).expect("the dial turns");
        bench.dial.set_switch(Provider::Bankhub, "update_completion", completion).expect("a switch");
        bench.dial.advance_clock(120).expect("the clock moves");
        let view = bench.go_through(reconnect(Bankhub, id), &Person::at_the_bank()).await;
        assert_eq!(
            (view.state, view.connection),
            (SessionState::Linked, Some(id)),
            "completion {completion}: {view:?}"
        );
        let connection = bench.desk.connection(id).await.expect("it is there").connection;
        assert_eq!(connection.grant, GrantStatus::Good, "completion {completion}");
    }
    let after = bench.desk.token(id, None).await.expect("a token").token;
    assert!(after.matches(before.expose()), "the access token is the same as before");
}

#[tokio::test]
async fn a_repair_that_was_not_finished_changes_nothing() {
    let bench = Workbench::new().await;
    let id = bench.link(Bankhub, &Person::at_the_bank()).await;
    bench.settled(id).await;
    bench.dial.act_on_grants(Provider::Bankhub, GrantAction::BankPasswordChanged, None).expect("the dial turns");
    bench.dial.advance_clock(120).expect("the clock moves");
    let (session, page) = bench.begin(reconnect(Bankhub, id)).await;
    let empty = linkdesk_tests::workbench::with_parameter(&page.returns_to, "publicToken", Some(""));
    let state =
        page.address.expose().query_pairs().find(|(name, _)| name == "state").map(|(_, value)| value.into_owned());
    let claim = linkdesk_tests::workbench::with_parameter(&empty, "state", state.as_deref());
    bench.arrive(session, claim.as_str()).await;
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!(view.state, SessionState::Failed, "a claim of success is not believed: {view:?}");
    assert_eq!(bench.desk.connections().await.expect("the list opens").len(), 1, "the connection is still there");
}

#[tokio::test]
async fn a_callback_without_a_state_needs_the_account_confirmed_by_name() {
    let bench = Workbench::new().await;
    bench.dial.set_switch(Provider::Bankhub, "omit_state", true).expect("a switch");
    let view = bench.go_through(link(Bankhub), &Person::at_the_bank()).await;
    assert_eq!(view.state, SessionState::Confirming, "{view:?}");
    assert!(view.identity.is_some(), "the person is shown whose account it is");
    assert!(bench.desk.connections().await.expect("the list opens").is_empty(), "nothing is kept before that");
    bench.desk.cancel(view.id).expect("the session lives");
    bench.desk.over(view.id).await.expect("remembered");
    bench.desk.close().await;
    assert_eq!(bench.asked(Bankhub, "grant.remove"), 1, "a grant that is not kept is given back");
}

#[tokio::test]
async fn an_expected_name_stands_for_the_confirmation() {
    let bench = Workbench::new().await;
    bench.dial.set_switch(Provider::Bankhub, "omit_state", true).expect("a switch");
    let wrong = LinkRequest { expect: Some("Somebody Else".to_owned()), ..link(Bankhub) };
    let view = bench.go_through(wrong, &Person::at_the_bank()).await;
    assert_eq!(view.state, SessionState::WrongAccount, "another name is refused");
    bench.desk.cancel(view.id).expect("the session lives");
    let name = view.identity.expect("it names the account").name;
    bench.dial.advance_clock(120).expect("the clock moves");
    let right = LinkRequest { expect: Some(name), ..link(Bankhub) };
    let view = bench.go_through(right, &Person::at_the_bank()).await;
    assert_eq!(view.state, SessionState::Linked, "the expected one is kept: {view:?}");
}

#[tokio::test]
async fn a_page_that_is_not_finished_in_time_is_over() {
    let bench = Workbench::new().await;
    let (session, page) = bench.begin(link(Flowaccount)).await;
    let callback = Person::of_business("N9000001").walk(page.address.expose(), &page.returns_to).await;
    bench.clock.shift_to(11 * 60);
    let received = bench.arrive(session, callback.as_str()).await;
    assert_eq!(
        received,
        linkdesk_core::link::Received::Dropped,
        "a callback after the end is dropped, even by a clock that jumped"
    );
    assert_eq!(bench.asked(Flowaccount, "token.code"), 0, "and its code is not redeemed");
}

#[tokio::test]
async fn what_the_provider_answers_badly_never_ends_in_a_connection() {
    let bench = Workbench::new().await;
    for (fault, code) in [
        (Fault::HtmlInsteadOfJson, ProblemCode::NetworkSignIn),
        (Fault::TruncatedBody, ProblemCode::OutcomeUnknown),
        (Fault::EmptyBody, ProblemCode::UnexpectedAnswer),
        (Fault::HugeBody, ProblemCode::UnexpectedAnswer),
        (Fault::ServerError, ProblemCode::ProviderTrouble),
        (Fault::TooManyRequests, ProblemCode::Throttled),
        (Fault::RotateThenDrop, ProblemCode::OutcomeUnknown),
        (Fault::RedirectTokenEndpoint, ProblemCode::UnexpectedAnswer),
    ] {
        let (session, page) = bench.begin(link(Flowaccount)).await;
        let callback = Person::of_business("N9000001").walk(page.address.expose(), &page.returns_to).await;
        bench.dial.set_fault(Provider::Flowaccount, fault, Repeat::Once).expect("the dial turns");
        bench.arrive(session, callback.as_str()).await;
        let view = bench.desk.finished(session).await.expect("remembered");
        assert_eq!(view.state, SessionState::Failed, "{fault:?}");
        assert_eq!(view.problem.map(|problem| problem.code), Some(code), "{fault:?}");
        drop(bench.dial.clear_fault(Provider::Flowaccount));
    }
    assert!(bench.desk.connections().await.expect("the list opens").is_empty());
}
