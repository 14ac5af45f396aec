//! Headline: a customer by the password, which goes there once; or by the code of its own page, with a pair that
//! replaces itself.

use linkdesk_core::contract::{
    ConnectionDetail, ConnectionId, GrantStatus, NextAction, PathStatus, ProblemCode, ProviderId, Reason, SessionState,
    SessionView, Survival, UnlinkMode,
};
use linkdesk_sandbox::{Fault, GrantAction, Provider, Repeat};
use linkdesk_tests::linker::{CODE, form, problem};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, link, reconnect};
use serde_json::Value;

use ProviderId::Headline;

pub(crate) const EMAIL: [(&str, &str); 3] =
    [("login_type", "email"), ("email", "sample@practice.test"), ("password", "practice")];
const MFA: [(&str, &str); 3] = [("login_type", "phone"), ("phone", "+84 000000003"), ("password", "practice")];

fn by_number<'a>(number: &'a str, password: &'a str) -> [(&'a str, &'a str); 3] {
    [("login_type", "customer_number"), ("customer_number", number), ("password", password)]
}

/// A bench whose registration has no page, so that the password is asked for.
pub(crate) async fn without_a_page() -> Workbench {
    let bench = Workbench::new().await;
    let toml = bench.registration(Headline);
    let kept = toml.lines().filter(|line| !line.starts_with("third_app_type") && !line.starts_with("redirect_uri"));
    bench.register(Headline, &kept.collect::<Vec<_>>().join("\n")).await.expect("it is complete");
    bench
}

pub(crate) fn set(bench: &Workbench, switch: &str, value: impl Into<Value>) {
    bench.dial.set_switch(Provider::Headline, switch, value).expect("a switch");
}

pub(crate) fn act(bench: &Workbench, action: GrantAction) {
    bench.dial.act_on_grants(Provider::Headline, action, None).expect("the dial turns");
}

/// Begins, and says which of the two: a customer already, or somebody new.
pub(crate) async fn begin(bench: &Workbench, way: &str) -> SessionView {
    let first = bench.begin_at_form(link(Headline)).await;
    assert_eq!(form(&first), "customer_way", "{first:?}");
    bench.fill(first.id, &[("way", way)]).await
}

/// Signs in with what is typed, to the end or to the next form.
pub(crate) async fn sign_in(bench: &Workbench, values: &[(&str, &str)]) -> SessionView {
    let session = begin(bench, "sign_in").await.id;
    bench.fill(session, values).await
}

async fn linked(bench: &Workbench) -> ConnectionId {
    let view = sign_in(bench, &EMAIL).await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    bench.settled(id).await;
    id
}

pub(crate) async fn detail(bench: &Workbench, id: ConnectionId) -> ConnectionDetail {
    bench.desk.connection(id).await.expect("it is there")
}

#[tokio::test]
async fn a_password_links_a_customer_and_is_found_nowhere() {
    const WRONG: &str = "a-password-nobody-else-has";
    /// What goes over the wire for `practice`: as good as the password.
    const HASH: &str = "8c40400c009918b5f10b73f9a0e47398";
    let bench = without_a_page().await;
    set(&bench, "strict_headers", true);
    let first = begin(&bench, "sign_in").await;
    assert_eq!(first.form.as_ref().map(|form| form.receiver.as_str()), Some("127.0.0.1"), "it says where it goes");
    let wrong = bench.fill(first.id, &[EMAIL[0], EMAIL[1], ("password", WRONG)]).await;
    assert_eq!((wrong.state, form(&wrong)), (SessionState::AtForm, "login"), "a wrong password leaves the form");
    let no = problem(&wrong);
    assert_eq!((no.code, no.subject.as_deref()), (ProblemCode::InvalidInput, Some("password")));
    assert_eq!(no.provider_code.as_deref(), Some("CUSTOMER_API_0000102"));
    assert!(no.request_id.is_some(), "its trace");

    let view = bench.fill(first.id, &EMAIL).await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    bench.settled(id).await;
    assert_eq!(bench.asked(Headline, "login"), 2, "each password was sent once");
    assert_eq!(bench.asked(Headline, "calls_without_required_headers"), 0);
    let shown = detail(&bench, id).await;
    assert_eq!(shown.connection.identity.name, "sa**@practice.test", "covered as Headline covers it");
    assert_eq!(shown.connection.survival, Survival::Unknown, "how long a login lives is not published");
    let token = bench.desk.token(id, None).await.expect("a token");
    assert_eq!((token.kind.as_str(), token.header_name, token.expires_at), ("login", "token", None));
    assert_eq!(bench.desk.refresh_due().await.expect("the list opens").len(), 0, "nothing to renew");

    let secrets = [WRONG, HASH, token.token.expose()];
    let told = format!("{shown:?} {:?} {:?}", bench.desk.sessions(), bench.desk.timeline(id).await);
    bench.desk.close().await;
    for secret in secrets {
        assert!(!told.contains(secret), "no secret in what is shown");
        assert!(!bench.is_stored(secret), "no secret in the folder");
    }
}

#[tokio::test]
async fn a_locked_customer_and_a_captcha_end_the_try_with_a_way_on() {
    let bench = without_a_page().await;
    let view = sign_in(&bench, &by_number("86000002", "practice")).await;
    assert_eq!((view.state, problem(&view).code), (SessionState::Failed, ProblemCode::ActionAtProvider), "{view:?}");
    set(&bench, "captcha_required", true);
    let view = sign_in(&bench, &EMAIL).await;
    assert_eq!((view.state, problem(&view).code), (SessionState::Failed, ProblemCode::NotSupported), "{view:?}");
    assert!(bench.desk.connections().await.expect("the list opens").is_empty());
}

#[tokio::test]
async fn a_second_factor_is_one_more_form() {
    let bench = without_a_page().await;
    let view = sign_in(&bench, &MFA).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "login_code"), "{view:?}");
    assert!(view.form.as_ref().is_some_and(|form| form.again_at.is_some()), "another code can be asked for");
    let first = bench.code();
    let wrong = if first == "000000" { "000001" } else { "000000" };
    let view = bench.fill(view.id, &[("otp", wrong)]).await;
    assert_eq!((form(&view), problem(&view).subject.as_deref()), ("login_code", Some("otp")), "{view:?}");
    bench.desk.ask_again(view.id).await.expect("it is asked for");
    bench.desk.finished(view.id).await.expect("remembered");
    assert_eq!(bench.asked(Headline, "login"), 3, "nothing was sent that the person did not send");
    let view = bench.fill(view.id, &[("otp", CODE)]).await;
    assert_eq!(view.state, SessionState::Linked, "{view:?}");
    let view = sign_in(&bench, &by_number("86000001", "practice")).await;
    assert_eq!(view.state, SessionState::Linked, "by the customer number as well: {view:?}");
}

#[tokio::test]
async fn a_number_without_its_country_is_asked_for_again_before_anything_is_sent() {
    let bench = without_a_page().await;
    let view = sign_in(&bench, &[MFA[0], ("phone", "0900000001"), MFA[2]]).await;
    assert_eq!((view.state, problem(&view).subject.as_deref()), (SessionState::AtForm, Some("phone")), "{view:?}");
    assert_eq!(bench.asked(Headline, "login"), 0);
}

#[tokio::test]
async fn a_login_that_is_over_needs_a_person_and_no_other_one() {
    for code in ["GATEWAY_CODE_005", "GATEWAY_CODE_017"] {
        let bench = without_a_page().await;
        set(&bench, "expired_code", code);
        let id = linked(&bench).await;
        bench.desk.refresh(id).await.expect("a call shows that it works");
        act(&bench, GrantAction::ExpireAccessTokens);
        let problem = bench.desk.sync(id).await.expect_err("it is over");
        assert_eq!((problem.code, problem.provider_code.as_deref()), (ProblemCode::NeedsPerson, Some(code)));
        let connection = detail(&bench, id).await.connection;
        assert_eq!(
            (connection.grant, connection.reason, connection.next_action),
            (GrantStatus::NeedsPerson, Some(Reason::NoRefreshToken), NextAction::Reconnect)
        );

        let session = bench.begin_at_form(reconnect(Headline, id)).await.id;
        let view = bench.fill(session, &by_number("86000004", "practice")).await;
        assert_eq!(view.state, SessionState::WrongAccount, "another customer does not take its place: {view:?}");
        bench.desk.cancel(session).expect("the session lives");
        let session = bench.begin_at_form(reconnect(Headline, id)).await.id;
        let view = bench.fill(session, &EMAIL).await;
        assert_eq!((view.state, view.connection), (SessionState::Linked, Some(id)), "{view:?}");
        bench.desk.sync(id).await.expect("the new login works");
    }
}

#[tokio::test]
async fn a_changed_password_is_only_told_by_headline() {
    let bench = without_a_page().await;
    let id = linked(&bench).await;
    act(&bench, GrantAction::BankPasswordChanged);
    bench.desk.sync(id).await.expect_err("the login is over");
    let session = bench.begin_at_form(reconnect(Headline, id)).await.id;
    let view = bench.fill(session, &EMAIL).await;
    assert_eq!(problem(&view).subject.as_deref(), Some("password"), "{view:?}");
    let view = bench.fill(session, &[EMAIL[0], EMAIL[1], ("password", "practice-new")]).await;
    assert_eq!((view.state, view.connection), (SessionState::Linked, Some(id)), "{view:?}");
}

#[tokio::test]
async fn too_many_calls_wait_for_the_rest_of_the_minute() {
    let bench = without_a_page().await;
    let id = linked(&bench).await;
    set(&bench, "calls_a_minute", 0);
    let problem = bench.desk.sync(id).await.expect_err("too many");
    assert_eq!(problem.code, ProblemCode::Throttled);
    assert!(problem.retry_at.is_some(), "the provider's own header says when: {problem:?}");
    let connection = detail(&bench, id).await.connection;
    assert_eq!((connection.grant, connection.path), (GrantStatus::Good, PathStatus::Throttled));
}

#[tokio::test]
async fn a_page_gives_a_pair_that_replaces_itself() {
    let bench = Workbench::new().await;
    set(&bench, "strict_headers", true);
    let id = bench.link(Headline, &Person::of_headline("sample@practice.test")).await;
    bench.settled(id).await;
    assert_eq!(detail(&bench, id).await.connection.identity.name, "sample@practice.test");
    assert_eq!(bench.asked(Headline, "calls_without_required_headers"), 0);
    let first = bench.desk.token(id, None).await.expect("a token");
    assert_eq!((first.kind.as_str(), first.header_name, first.expires_at), ("access", "token", None));

    bench.dial.set_fault(Provider::Headline, Fault::ReuseRevokesFamily, Repeat::UntilOff).expect("the dial turns");
    for round in 1..=20 {
        bench.desk.refresh(id).await.unwrap_or_else(|problem| panic!("rotation {round}: {problem:?}"));
        assert_eq!(bench.asked(Headline, "auth2.refresh"), round, "each rotation is one request");
    }
    let token = bench.desk.token(id, None).await.expect("a token");
    assert_ne!(token.token.expose(), first.token.expose());

    act(&bench, GrantAction::ExpireAccessTokens);
    bench.desk.sync(id).await.expect("it renews what Headline no longer accepts");
    assert_eq!(bench.asked(Headline, "auth2.refresh"), 21);
    assert_eq!(bench.desk.refresh_due().await.expect("the list opens").len(), 0, "it is young");
    bench.clock.shift_to(13 * 3600);
    assert_eq!(
        bench.desk.refresh_due().await.expect("the list opens").len(),
        1,
        "it is kept young without a named end"
    );

    act(&bench, GrantAction::ExpireRefreshTokens);
    let problem = bench.desk.refresh(id).await.expect_err("its own word");
    assert_eq!(problem.provider_code.as_deref(), Some("GATEWAY_CODE_005"));
    let connection = detail(&bench, id).await.connection;
    assert_eq!(
        (connection.grant, connection.reason, connection.next_action),
        (GrantStatus::NeedsPerson, Some(Reason::RefreshTokenRefused), NextAction::Reconnect)
    );
    let view = bench.go_through(reconnect(Headline, id), &Person::of_headline("other@practice.test")).await;
    assert_eq!(view.state, SessionState::WrongAccount, "{view:?}");
    let report = bench.desk.unlink(id, UnlinkMode::Everywhere).await.expect("it is unlinked");
    assert_eq!((report.revoked, report.forgotten), (false, true), "Headline has no call for it");
}

#[tokio::test]
async fn a_cancelled_page_is_a_cancel_with_or_without_a_word() {
    for word in ["no_code", "access_denied"] {
        let bench = Workbench::new().await;
        set(&bench, "auth2_cancel", word);
        let person = Person::of_headline("sample@practice.test").pressing("cancel");
        let view = bench.go_through(link(Headline), &person).await;
        assert!(matches!(view.state, SessionState::Cancelled | SessionState::Denied), "{word}: {view:?}");
    }
}
