//! Headline's password, kept because the person ticked it: signs in without typing, is sent once, is forgotten when it is
//! refused, and is found nowhere.

use crate::headline::{EMAIL, act, begin, detail, set, sign_in, without_a_page};
use crate::headline_page::{self, exchange, request};
use linkdesk_core::contract::{
    ConnectionId, EventKind, GrantStatus, NextAction, ProblemCode, ProviderId, Reason, SessionState, SessionView,
    UnlinkMode,
};
use linkdesk_sandbox::{Fault, GrantAction, Provider, Repeat};
use linkdesk_tests::linker::{CODE, form, problem};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, reconnect};

use ProviderId::Headline;

const TICK: (&str, &str) = ("keep_password", "yes");
const KEEPING: [(&str, &str); 4] = [EMAIL[0], EMAIL[1], EMAIL[2], TICK];
/// What goes over the wire for `practice`: as good as the password.
const HASH: &str = "8c40400c009918b5f10b73f9a0e47398";

/// A customer who was linked by a form with the tick.
async fn keeping() -> (Workbench, ConnectionId) {
    let bench = without_a_page().await;
    let view = sign_in(&bench, &KEEPING).await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    bench.settled(id).await;
    (bench, id)
}

/// Opens the page, to the end or to a form.
async fn visit(bench: &Workbench, id: ConnectionId) -> SessionView {
    let session = bench.desk.visit(request(id)).await.expect("a session begins");
    bench.desk.finished(session.id).await.expect("remembered")
}

async fn keeps(bench: &Workbench, id: ConnectionId) -> bool {
    detail(bench, id).await.keeps_password
}

async fn noted(bench: &Workbench, id: ConnectionId, kind: EventKind) -> usize {
    bench.desk.timeline(id).await.expect("its timeline").iter().filter(|entry| entry.kind == kind).count()
}

fn logins(bench: &Workbench) -> u64 {
    bench.asked(Headline, "login")
}

#[tokio::test]
async fn nothing_is_kept_unless_it_is_ticked() {
    let bench = without_a_page().await;
    for said in [&EMAIL[..], &[EMAIL[0], EMAIL[1], EMAIL[2], ("keep_password", "no")]] {
        let view = sign_in(&bench, said).await;
        let id = view.connection.expect("linked");
        assert!(!keeps(&bench, id).await);
        assert_eq!(noted(&bench, id, EventKind::PasswordKept).await, 0);
    }
}

#[tokio::test]
async fn a_login_that_is_over_is_renewed_without_a_person_when_it_is_needed() {
    let (mut bench, id) = keeping().await;
    assert!(keeps(&bench, id).await, "it is said");
    assert_eq!(noted(&bench, id, EventKind::PasswordKept).await, 1);
    bench.desk.refresh(id).await.expect("a call shows that it works");
    bench.desk.sync(id).await.expect("it works");
    assert_eq!(logins(&bench), 1, "a password is not sent while the token is good");

    bench.restart().await;
    for round in 2..=4 {
        act(&bench, GrantAction::ExpireAccessTokens);
        if round == 3 { bench.desk.refresh(id).await.map(drop) } else { bench.desk.sync(id).await }
            .unwrap_or_else(|problem| panic!("nobody is asked: {problem:?}"));
        assert_eq!(logins(&bench), round, "one sign-in for each token that was over");
    }
    assert_eq!(detail(&bench, id).await.connection.grant, GrantStatus::Good);
    assert_eq!(bench.desk.refresh_due().await.expect("the list opens").len(), 0, "looked at just now");
    bench.clock.shift_to(13 * 3600);
    assert_eq!(bench.desk.refresh_due().await.expect("the list opens").len(), 1, "looked at twice a day");
    assert_eq!(bench.desk.refresh_due().await.expect("the list opens").len(), 0, "and not again right after");
    assert_eq!(logins(&bench), 4, "looking is no sign-in");

    let token = bench.desk.token(id, None).await.expect("a token");
    assert_eq!(token.kind, "login", "what is handed out is the token");
    bench.desk.token(id, Some("kept_login")).await.expect_err("what is kept is handed to nobody");
    let told =
        format!("{:?} {:?} {:?}", detail(&bench, id).await, bench.desk.sessions(), bench.desk.timeline(id).await);
    bench.desk.close().await;
    for secret in [HASH, token.token.expose(), "kept_login"] {
        assert!(!told.contains(secret) && !bench.is_stored(secret), "no secret in what is shown or stored");
    }
}

#[tokio::test]
async fn the_trading_page_opens_without_typing() {
    let (bench, id) = keeping().await;
    for round in 2..=3 {
        let view = visit(&bench, id).await;
        assert_eq!((view.state, logins(&bench)), (SessionState::Opened, round), "{view:?}");
        assert_eq!(exchange(bench.visited().last().expect("a page")).await["code"], "0");
    }
    assert_eq!(noted(&bench, id, EventKind::PageOpened).await, 2);
    assert_eq!(noted(&bench, id, EventKind::PasswordKept).await, 1, "it was kept once");
}

#[tokio::test]
async fn a_customer_of_the_page_keeps_the_password_at_the_first_opening_and_drops_it_by_signing_in_again() {
    let (bench, id) = headline_page::linked().await;
    let before = bench.desk.token(id, None).await.expect("a token");
    let asked = visit(&bench, id).await;
    assert_eq!(form(&asked), "login", "{asked:?}");
    let other = [("login_type", "customer_number"), ("customer_number", "86000004"), ("password", "practice"), TICK];
    let view = bench.fill(asked.id, &other).await;
    assert_eq!((view.state, keeps(&bench, id).await), (SessionState::Failed, false), "nobody else's is kept: {view:?}");
    let asked = visit(&bench, id).await;
    let view = bench.fill(asked.id, &KEEPING).await;
    assert_eq!((view.state, keeps(&bench, id).await), (SessionState::Opened, true), "{view:?}");
    assert_eq!(visit(&bench, id).await.state, SessionState::Opened);
    let after = bench.desk.token(id, None).await.expect("a token");
    assert_eq!(
        (after.kind.as_str(), after.token.expose()),
        ("access", before.token.expose()),
        "the grant is as it was"
    );

    bench.desk.refresh(id).await.expect("the pair replaces itself");
    assert!(keeps(&bench, id).await, "a renewal takes it along");
    let view = bench.go_through(reconnect(Headline, id), &Person::of_headline("sample@practice.test")).await;
    assert_eq!((view.state, keeps(&bench, id).await), (SessionState::Linked, false), "{view:?}");
    assert_eq!(noted(&bench, id, EventKind::PasswordForgotten).await, 1);
    assert_eq!(form(&visit(&bench, id).await), "login");
}

#[tokio::test]
async fn signing_in_again_without_the_tick_or_unlinking_removes_it() {
    let (bench, id) = keeping().await;
    for (typed, kept) in [(&EMAIL[..], false), (&KEEPING[..], true)] {
        let session = bench.begin_at_form(reconnect(Headline, id)).await.id;
        let view = bench.fill(session, typed).await;
        assert_eq!((view.state, keeps(&bench, id).await), (SessionState::Linked, kept), "{view:?}");
    }
    assert_eq!(noted(&bench, id, EventKind::PasswordForgotten).await, 1);
    bench.desk.unlink(id, UnlinkMode::Everywhere).await.expect("it is unlinked");
    assert!(bench.desk.connections().await.expect("the list opens").is_empty());
    let view = sign_in(&bench, &EMAIL).await;
    assert!(!keeps(&bench, view.connection.expect("linked")).await, "nothing was left of it");
}

#[tokio::test]
async fn one_that_is_refused_is_forgotten_at_once_and_never_tried_twice() {
    let (bench, id) = keeping().await;
    act(&bench, GrantAction::BankPasswordChanged);
    let problem = bench.desk.sync(id).await.expect_err("the password is another one");
    assert_eq!((problem.code, problem.code.exit_code()), (ProblemCode::PasswordRefused, 3));
    assert_eq!(problem.provider_code.as_deref(), Some("CUSTOMER_API_0000102"));
    assert_eq!((logins(&bench), keeps(&bench, id).await), (2, false));
    assert_eq!(noted(&bench, id, EventKind::PasswordForgotten).await, 1);
    let connection = detail(&bench, id).await.connection;
    assert_eq!(
        (connection.grant, connection.reason, connection.next_action),
        (GrantStatus::NeedsPerson, Some(Reason::KeptPasswordRefused), NextAction::Reconnect)
    );
    bench.desk.refresh(id).await.expect_err("a person is needed");
    bench.desk.sync(id).await.expect_err("a person is needed");
    assert_eq!(form(&visit(&bench, id).await), "login");
    assert_eq!(logins(&bench), 2, "nothing was sent again");

    let session = bench.begin_at_form(reconnect(Headline, id)).await.id;
    let view = bench.fill(session, &[EMAIL[0], EMAIL[1], ("password", "practice-new"), TICK]).await;
    assert_eq!((view.state, keeps(&bench, id).await), (SessionState::Linked, true), "{view:?}");
    assert_eq!(visit(&bench, id).await.state, SessionState::Opened);
}

#[tokio::test]
async fn many_who_open_the_page_at_once_send_a_refused_one_once() {
    let (bench, id) = keeping().await;
    let another = bench.another_desk().await;
    act(&bench, GrantAction::BankPasswordChanged);
    let mut sessions = Vec::new();
    for desk in [&bench.desk, &bench.desk, &another] {
        sessions.push((desk, desk.visit(request(id)).await.expect("a session begins").id));
    }
    bench.desk.sync(id).await.expect_err("it is over");
    let mut told = 0;
    for (desk, session) in sessions {
        let view = desk.finished(session).await.expect("remembered");
        assert_eq!((view.state, form(&view)), (SessionState::AtForm, "login"), "the person is asked: {view:?}");
        told += usize::from(view.problem.is_some_and(|problem| problem.code == ProblemCode::PasswordRefused));
    }
    assert_eq!(logins(&bench), 2, "one for the link, and one that was refused");
    assert!(told <= 1, "whoever sent it tells why: {told}");
    another.close().await;
}

#[tokio::test]
async fn an_answer_that_is_lost_is_no_reason_to_send_it_again() {
    let (bench, id) = keeping().await;
    act(&bench, GrantAction::ExpireAccessTokens);
    bench.dial.set_fault(Provider::Headline, Fault::RotateThenDrop, Repeat::Once).expect("the dial turns");
    let problem = bench.desk.sync(id).await.expect_err("its answer was lost");
    assert_eq!((problem.code, logins(&bench)), (ProblemCode::OutcomeUnknown, 2));
    bench.clock.shift_to(60);
    let due = bench.desk.refresh_due().await.expect("the list opens");
    assert_eq!(due.len(), 1, "it is looked into after a pause");
    let connection = detail(&bench, id).await.connection;
    assert_eq!((connection.grant, connection.reason), (GrantStatus::NeedsPerson, Some(Reason::RenewalAnswerLost)));
    assert_eq!((logins(&bench), keeps(&bench, id).await), (2, true), "it was not sent again by itself");
    let view = visit(&bench, id).await;
    assert_eq!((view.state, logins(&bench)), (SessionState::Opened, 3), "a person may ask for it: {view:?}");
}

#[tokio::test]
async fn a_second_factor_and_somebody_elses_token_stop_it_where_nobody_is_asked() {
    let (bench, id) = keeping().await;
    act(&bench, GrantAction::ExpireAccessTokens);
    bench.dial.set_fault(Provider::Headline, Fault::WrongAccount, Repeat::Once).expect("the dial turns");
    bench.desk.sync(id).await.expect_err("somebody else's token is not kept");
    bench.desk.sync(id).await.expect("the next one is theirs");

    set(&bench, "mfa_for_all", true);
    let view = visit(&bench, id).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "login_code"), "the code alone: {view:?}");
    let view = bench.fill(view.id, &[("otp", CODE)]).await;
    assert_eq!((view.state, keeps(&bench, id).await), (SessionState::Opened, true), "{view:?}");
    act(&bench, GrantAction::ExpireAccessTokens);
    let problem = bench.desk.sync(id).await.expect_err("nobody can be asked for the code");
    assert_eq!(problem.code, ProblemCode::NeedsPerson);
    assert!(keeps(&bench, id).await, "it was not refused");
}

#[tokio::test]
async fn somebody_new_may_keep_the_password_they_chose() {
    let bench = without_a_page().await;
    let session = begin(&bench, "register").await.id;
    let typed = [("login_type", "email"), ("email", "new@practice.test"), ("country", "VN"), EMAIL[2]];
    let view = bench.fill(session, &[&typed[..], &[("password_again", "practice"), TICK]].concat()).await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    assert!(keeps(&bench, id).await);
    let opened = visit(&bench, id).await;
    assert_eq!(opened.state, SessionState::Opened, "{opened:?}");
    assert_eq!(opened.problem, None);
    act(&bench, GrantAction::BankPasswordChanged);
    let asked = visit(&bench, id).await;
    assert_eq!((form(&asked), problem(&asked).code), ("login", ProblemCode::PasswordRefused), "{asked:?}");
    assert!(!keeps(&bench, id).await);
}
