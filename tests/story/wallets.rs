//! Bảo Kim: an account by its password, a wallet by codes to its phone. What is typed goes there once.

use linkdesk_core::contract::{
    EventKind, GrantStatus, ProblemCode, ProviderId, Reason, SessionId, SessionState, SessionView, Survival, UnlinkMode,
};
use linkdesk_sandbox::{Fault, Provider, Repeat};
use linkdesk_tests::linker::{CODE, fields, form, problem};
use linkdesk_tests::workbench::{Workbench, link, reconnect};

use ProviderId::Baokim;

const PASSWORD: [(&str, &str); 2] = [("username", "sample-user"), ("password", "practice")];
const WALLET: [(&str, &str); 3] = [("phone", "+84 000 000 001"), ("name", "Sample User"), ("wallet_type", "personal")];

async fn begin(bench: &Workbench, way: &str) -> SessionId {
    let session = bench.desk.link(link(Baokim)).await.expect("a session begins").id;
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "way"));
    assert_eq!(view.form.as_ref().map(|form| form.receiver.as_str()), Some("127.0.0.1"), "it says where it goes");
    bench.fill(session, &[("way", way)]).await;
    session
}

/// Links the sample user's wallet.
async fn wallet(bench: &Workbench) -> SessionView {
    let session = begin(bench, "wallet").await;
    let view = bench.fill(session, &WALLET).await;
    assert_eq!((form(&view), view.state), ("wallet_code", SessionState::AtForm), "{view:?}");
    bench.fill(session, &[("otp", CODE)]).await
}

#[tokio::test]
async fn a_password_links_an_account_and_is_found_nowhere() {
    const TYPED: &str = "a-password-nobody-else-has";
    let bench = Workbench::new().await;
    let session = begin(&bench, "password").await;
    let view = bench.fill(session, &[("username", "sample-user"), ("password", TYPED)]).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "login"), "a wrong password leaves the form");
    assert_eq!((problem(&view).code, problem(&view).subject.as_deref()), (ProblemCode::InvalidInput, Some("password")));
    let view = bench.fill(session, &PASSWORD).await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    bench.settled(id).await;
    assert_eq!(bench.asked(Baokim, "user.login"), 2, "each password was sent once");

    let detail = bench.desk.connection(id).await.expect("it is there");
    assert_eq!(detail.connection.identity.name, "Sample User");
    assert_eq!(detail.connection.survival, Survival::Unknown, "how long a refresh token lives is not published");
    let everything = format!("{detail:?} {:?} {:?}", bench.desk.sessions(), bench.desk.timeline(id).await);
    assert!(!everything.contains(TYPED) && !everything.contains("def502"), "no secret in what is shown");
    bench.desk.close().await;
    assert!(!bench.is_stored(TYPED), "no secret in the folder");
}

#[tokio::test]
async fn a_renewal_rotates_and_a_wrong_clock_kills_no_grant() {
    let bench = Workbench::new().await;
    let session = begin(&bench, "password").await;
    let id = bench.fill(session, &PASSWORD).await.connection.expect("linked");
    bench.settled(id).await;
    bench.desk.refresh(id).await.expect("it is renewed");
    let token = bench.desk.token(id, None).await.expect("a token");
    assert_eq!((token.kind.as_str(), token.header_name), ("access", "Authorization"));
    assert!(token.expires_at.is_some());

    bench.dial.set_switch(Provider::Baokim, "caller_skew_seconds", 0).expect("a switch");
    bench.clock.shift_to(bench.dial.clock_offset() + 7200);
    bench.desk.refresh(id).await.expect_err("the caller's own token is from the future");
    let status =
        |detail: linkdesk_core::contract::ConnectionDetail| (detail.connection.grant, detail.connection.reason);
    assert_eq!(status(bench.desk.connection(id).await.expect("it is there")), (GrantStatus::Good, None));
    bench.clock.shift_to(bench.dial.clock_offset());
    bench.desk.refresh(id).await.expect("the same token serves");

    bench.dial.set_fault(Provider::Baokim, Fault::InvalidGrantOnce, Repeat::Once).expect("the dial turns");
    bench.desk.refresh(id).await.expect_err("its own word");
    let (grant, reason) = status(bench.desk.connection(id).await.expect("it is there"));
    assert_eq!((grant, reason), (GrantStatus::NeedsPerson, Some(Reason::RefreshTokenRefused)));
}

#[tokio::test]
async fn a_wallet_is_linked_by_the_code_on_its_phone() {
    let bench = Workbench::new().await;
    let session = begin(&bench, "wallet").await;
    let view = bench.fill(session, &WALLET).await;
    assert!(view.form.as_ref().is_some_and(|form| form.again_at.is_some()), "another code can be asked for: {view:?}");
    let wrong = if bench.code() == "000000" { "000001" } else { "000000" };
    let view = bench.fill(session, &[("otp", wrong)]).await;
    assert_eq!((form(&view), problem(&view).subject.as_deref()), ("wallet_code", Some("otp")), "typed anew it may do");
    let first = bench.code();
    bench.desk.ask_again(session).await.expect("it is asked for");
    bench.desk.finished(session).await.expect("remembered");
    assert_ne!(bench.code(), first, "the person asked for another code");
    assert_eq!(bench.asked(Baokim, "wallet.request_linked"), 2);
    let view = bench.fill(session, &[("otp", CODE)]).await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    bench.settled(id).await;
    let kinds: Vec<EventKind> = bench.desk.timeline(id).await.expect("it has one").iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [EventKind::Linked], "nothing was read: no call tells of a wallet");
    let token = bench.desk.token(id, None).await.expect("a token");
    assert_eq!((token.kind.as_str(), token.header_name, token.expires_at), ("wallet", "Wallet-Token", None));
    assert_eq!(bench.desk.refresh_due().await.expect("the list opens").len(), 0, "nothing to renew");

    let again = wallet(&bench).await;
    assert_eq!((again.connection, again.already_linked), (Some(id), true), "no duplicate");
}

#[tokio::test]
async fn a_wallet_is_linked_again_under_the_same_id_of_ours() {
    let bench = Workbench::new().await;
    let id = wallet(&bench).await.connection.expect("linked");
    let session = bench.desk.link(reconnect(Baokim, id)).await.expect("begins").id;
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!(form(&view), "wallet", "the way is known");
    bench.fill(session, &WALLET).await;
    let view = bench.fill(session, &[("otp", CODE)]).await;
    assert_eq!((view.state, view.connection), (SessionState::Linked, Some(id)), "{view:?}");
}

#[tokio::test]
async fn another_wallet_is_refused_by_name_and_the_old_one_stays() {
    let bench = Workbench::new().await;
    let id = wallet(&bench).await.connection.expect("linked");
    let session = bench.desk.link(reconnect(Baokim, id)).await.expect("begins").id;
    bench.desk.finished(session).await.expect("remembered");
    let other = [("phone", "84000000004"), ("name", "Sample Other"), ("wallet_type", "personal")];
    bench.fill(session, &other).await;
    let view = bench.fill(session, &[("otp", CODE)]).await;
    assert_eq!((view.state, problem(&view).code), (SessionState::WrongAccount, ProblemCode::WrongAccount));
    let detail = bench.desk.connection(id).await.expect("it is there");
    assert_eq!(detail.connection.identity.name, "Sample User");
}

#[tokio::test]
async fn unlinking_a_wallet_needs_a_code_and_an_account_is_signed_out() {
    let bench = Workbench::new().await;
    let id = wallet(&bench).await.connection.expect("linked");
    let report = bench.desk.unlink(id, UnlinkMode::Everywhere).await.expect("it begins");
    let session = report.confirm.expect("a code is asked for").id;
    assert!(!report.revoked && !report.forgotten, "nothing is withdrawn yet");
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "unlink_code"));
    bench.desk.connection(id).await.expect("it is still there");
    let view = bench.fill(session, &[("otp", CODE)]).await;
    assert_eq!(view.state, SessionState::Removed, "{view:?}");
    assert_eq!(bench.desk.connection(id).await.expect_err("it is gone").code, ProblemCode::UnknownId);

    let session = begin(&bench, "password").await;
    let id = bench.fill(session, &PASSWORD).await.connection.expect("linked");
    let report = bench.desk.unlink(id, UnlinkMode::Everywhere).await.expect("it is unlinked");
    assert!(report.revoked && report.forgotten);
    assert_eq!(bench.asked(Baokim, "user.logout"), 1);
}

#[tokio::test]
async fn what_does_not_fit_a_form_is_refused_before_anything_is_sent() {
    let bench = Workbench::new().await;
    let session = begin(&bench, "wallet").await;
    for (values, field) in [
        (&[("phone", "call me"), ("name", "N"), ("wallet_type", "personal")][..], "phone"),
        (&[("phone", "84000000001"), ("wallet_type", "personal")], "name"),
        (&[("phone", "84000000003"), ("name", "N"), ("wallet_type", "business")], "business_name"),
        (&[("phone", "84000000001"), ("name", "N"), ("wallet_type", "personal"), ("otp", "1234")], "otp"),
    ] {
        let problem = bench.desk.submit(session, fields(values)).await.expect_err("it does not fit");
        assert_eq!((problem.code, problem.subject.as_deref()), (ProblemCode::InvalidInput, Some(field)));
    }
    assert_eq!(bench.asked(Baokim, "wallet.request_linked"), 0);
    bench.desk.cancel(session).expect("it lives");
    assert_eq!(bench.desk.over(session).await.expect("remembered").state, SessionState::Cancelled);
    assert_eq!(
        bench.desk.submit(session, fields(&WALLET)).await.expect_err("it is over").code,
        ProblemCode::InvalidInput
    );
}
