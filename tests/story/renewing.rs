//! Renewal: one request however many ask, nothing handed out that is not on disk, and only the provider's word kills.

use linkdesk_core::contract::{EventKind, GrantStatus, PathStatus, ProblemCode, ProviderId, Reason};
use linkdesk_sandbox::{Fault, GrantAction, Provider, Repeat};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::Workbench;

use ProviderId::Flowaccount;

async fn linked() -> (Workbench, linkdesk_core::contract::ConnectionId) {
    let bench = Workbench::new().await;
    let id = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    bench.settled(id).await;
    (bench, id)
}

#[tokio::test]
async fn sixty_four_callers_in_two_desks_make_one_request() {
    let (bench, id) = linked().await;
    let other = bench.another_desk().await;
    // The old token is over for both, so every caller needs a new one.
    bench.clock.shift_to(2 * 3600);
    let mut callers = tokio::task::JoinSet::new();
    for number in 0..64 {
        let desk = if number % 2 == 0 { bench.desk.clone() } else { other.clone() };
        callers.spawn(async move { desk.token(id, None).await.map(|handed| handed.token.expose().to_owned()) });
    }
    let tokens: Vec<String> = callers.join_all().await.into_iter().map(|token| token.expect("a token")).collect();
    assert_eq!(bench.asked(Flowaccount, "token.refresh"), 1, "one request reached the provider");
    assert!(tokens.iter().all(|token| token == &tokens[0]), "and all of them got its token");
    other.close().await;
}

#[tokio::test]
async fn two_hundred_rotations_survive_restarts_and_a_strict_server() {
    let (mut bench, id) = linked().await;
    bench.dial.set_switch(Provider::Flowaccount, "reuse_revokes_family", true).expect("a switch");
    for round in 0..200 {
        bench.desk.refresh(id).await.unwrap_or_else(|problem| panic!("rotation {round}: {problem:?}"));
        if round % 50 == 49 {
            bench.restart().await;
        }
    }
    assert_eq!(bench.asked(Flowaccount, "token.refresh"), 200, "each rotation is one request");
    assert_eq!(bench.desk.connection(id).await.expect("it is there").connection.grant, GrantStatus::Good);
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_a_graceful_server_forgives() {
    let (bench, id) = linked().await;
    bench.dial.set_switch(Provider::Flowaccount, "grace_seconds", 60).expect("a switch");
    bench.dial.set_fault(Provider::Flowaccount, Fault::RotateThenDrop, Repeat::Once).expect("the dial turns");
    bench.desk.refresh(id).await.expect("the same token is taken again within seconds");
    assert_eq!(bench.asked(Flowaccount, "token.refresh"), 2, "once lost, once answered");
}

#[tokio::test]
async fn a_lost_answer_at_a_strict_server_is_said_plainly_without_a_storm() {
    let (bench, id) = linked().await;
    bench.dial.set_switch(Provider::Flowaccount, "reuse_revokes_family", true).expect("a switch");
    bench.dial.set_fault(Provider::Flowaccount, Fault::RotateThenDrop, Repeat::Once).expect("the dial turns");
    let problem = bench.desk.refresh(id).await.expect_err("the strict server ends the family");
    assert_eq!(problem.code, ProblemCode::NeedsPerson);
    let connection = bench.desk.connection(id).await.expect("it is there").connection;
    assert_eq!(
        (connection.grant, connection.reason),
        (GrantStatus::NeedsPerson, Some(Reason::RenewalAnswerLost)),
        "a dead grant is known to be dead"
    );
    assert!(bench.asked(Flowaccount, "token.refresh") <= 3, "at most three tries");
    let before = bench.asked(Flowaccount, "token.refresh");
    bench.desk.refresh(id).await.expect_err("it stays dead");
    assert_eq!(bench.asked(Flowaccount, "token.refresh"), before, "and is not asked for again");
}

#[tokio::test]
async fn trouble_on_the_path_never_reads_as_dead() {
    let (bench, id) = linked().await;
    for (fault, path) in [
        (Fault::Outage, PathStatus::ProviderTrouble),
        (Fault::ServerError, PathStatus::ProviderTrouble),
        (Fault::TooManyRequests, PathStatus::Throttled),
        (Fault::TooManyRequestsBare, PathStatus::Throttled),
        (Fault::HtmlInsteadOfJson, PathStatus::NetworkSignIn),
    ] {
        bench.dial.set_fault(Provider::Flowaccount, fault, Repeat::UntilOff).expect("the dial turns");
        bench.desk.refresh(id).await.expect_err("it does not work now");
        let connection = bench.desk.connection(id).await.expect("it is there").connection;
        assert_eq!(connection.grant, GrantStatus::Good, "{fault:?} says nothing about the grant");
        assert_eq!(connection.path, path, "{fault:?}");
        bench.dial.clear_fault(Provider::Flowaccount).expect("the dial turns");
        bench.desk.refresh(id).await.unwrap_or_else(|problem| panic!("after {fault:?} it works again: {problem:?}"));
        let connection = bench.desk.connection(id).await.expect("it is there").connection;
        assert_eq!(connection.path, PathStatus::Reachable, "after {fault:?}");
    }
}

#[tokio::test]
async fn the_providers_own_no_is_believed_and_noted() {
    let (bench, id) = linked().await;
    bench.dial.act_on_grants(Provider::Flowaccount, GrantAction::ExpireRefreshTokens, None).expect("the dial turns");
    let problem = bench.desk.refresh(id).await.expect_err("the token is over");
    assert_eq!((problem.code, problem.provider_code.as_deref()), (ProblemCode::NeedsPerson, Some("invalid_grant")));
    let detail = bench.desk.connection(id).await.expect("it is there");
    assert_eq!(detail.connection.reason, Some(Reason::RefreshTokenRefused));
    assert_eq!(detail.timeline[0].kind, EventKind::NeedsPerson, "the timeline says so");
    assert!(
        !bench.desk.token(id, None).await.expect("what is left of its life").token.is_empty(),
        "the old access token still serves"
    );
    bench.clock.shift_to(2 * 3600);
    bench.desk.token(id, None).await.expect_err("until it is over");
}

#[tokio::test]
async fn an_access_token_that_the_provider_ended_early_is_renewed_once() {
    let (bench, id) = linked().await;
    bench.dial.act_on_grants(Provider::Flowaccount, GrantAction::ExpireAccessTokens, None).expect("the dial turns");
    bench.desk.sync(id).await.expect("a renewal makes it work again");
    assert_eq!(bench.asked(Flowaccount, "token.refresh"), 1);
}

#[tokio::test]
async fn a_credential_is_never_sent_where_it_was_not_made_for() {
    let (bench, id) = linked().await;
    let elsewhere = bench.registration(Flowaccount).replace("api = \"http://127.0.0.1", "api = \"http://localhost");
    bench.register(Flowaccount, &elsewhere).await.expect("it is sound");
    let problem = bench.desk.token(id, None).await.expect_err("the credential belongs elsewhere");
    assert_eq!(problem.code, ProblemCode::RegistrationChanged);
    assert_eq!(bench.desk.refresh(id).await.expect_err("nor is it renewed").code, ProblemCode::RegistrationChanged);
    assert_eq!(bench.asked(Flowaccount, "token.refresh"), 0, "nothing was sent");
}

#[tokio::test]
async fn without_a_refresh_token_the_link_lasts_one_access_token() {
    let bench = Workbench::new().await;
    let narrow = bench.registration(Flowaccount).replace("flowaccount-api offline_access", "flowaccount-api");
    bench.register(Flowaccount, &narrow).await.expect("it is sound");
    let id = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    let connection = bench.desk.connection(id).await.expect("it is there").connection;
    let lasts = connection.survives_until.expect("as long as the access token").instant() - bench.clock.now();
    assert!(lasts <= time::Duration::HOUR, "{lasts}");
    let young = bench.desk.refresh(id).await.expect("it works as long as its token does");
    assert_ne!(young.grant, GrantStatus::NeedsPerson);
    assert_eq!(bench.asked(Flowaccount, "token.refresh"), 0, "there is nothing to renew it with");

    bench.dial.advance_clock(2 * 3600).expect("the clock moves");
    bench.clock.shift_to(2 * 3600);
    let problem = bench.desk.refresh(id).await.expect_err("its token is over");
    assert_eq!(problem.code, ProblemCode::NeedsPerson);
    assert_eq!(bench.desk.connection(id).await.expect("it is there").connection.reason, Some(Reason::NoRefreshToken));
}
