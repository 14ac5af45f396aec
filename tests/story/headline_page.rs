//! Headline's trading page: opened for a linked customer by the one-time token of a fresh login, and kept nowhere.

use linkdesk_core::contract::{
    ConnectionId, EventKind, ProblemCode, ProviderId, Purpose, Route, SessionState, SessionView, VisitRequest,
};
use linkdesk_core::link::PageToVisit;
use linkdesk_sandbox::{Fault, Provider, Repeat};
use linkdesk_tests::linker::{CODE, form, problem};
use linkdesk_tests::person::{Person, client};
use linkdesk_tests::workbench::{Workbench, link};
use serde_json::{Value, json};

use ProviderId::Headline;

const EMAIL: [(&str, &str); 3] = [("login_type", "email"), ("email", "sample@practice.test"), ("password", "practice")];
const OTHER: [(&str, &str); 3] =
    [("login_type", "customer_number"), ("customer_number", "86000004"), ("password", "practice")];

pub(crate) fn request(connection: ConnectionId) -> VisitRequest {
    VisitRequest { connection, page: None, route: Route::Window, language: Some("zh".to_owned()) }
}

/// A customer who was linked on Headline's own page, so that no login of theirs was ever asked for here.
pub(crate) async fn linked() -> (Workbench, ConnectionId) {
    let bench = Workbench::new().await;
    let id = bench.link(Headline, &Person::of_headline("sample@practice.test")).await;
    bench.settled(id).await;
    (bench, id)
}

/// Asks for the page, and signs in with what is typed.
async fn visit(bench: &Workbench, connection: ConnectionId, typed: &[(&str, &str)]) -> SessionView {
    let session = bench.desk.visit(request(connection)).await.expect("a session begins");
    let view = bench.desk.finished(session.id).await.expect("remembered");
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "login"), "{view:?}");
    bench.fill(session.id, typed).await
}

/// What the script of the page does with the token of its address.
pub(crate) async fn exchange(page: &PageToVisit) -> Value {
    let address = page.address.expose();
    let http = client();
    let shown = http.get(address.clone()).send().await.expect("the page answers");
    assert_eq!(shown.status(), 200);
    let (_, token) = address.query_pairs().find(|(name, _)| name == "tsource").expect("its token");
    let call = address.join("/api/global/thirdExt/randomKey").expect("an address");
    let call = http.post(call).header("content-type", "application/json").header("companyId", "900");
    let call = call.header("trace", "t-page-1").header("lang", "zh-CN").header("token", token.as_ref());
    let answer = call.body("{}").send().await.expect("it answers").text().await.expect("a text");
    serde_json::from_str(&answer).expect("an envelope")
}

#[tokio::test]
async fn a_fresh_token_opens_the_page_once_and_is_kept_nowhere() {
    let (bench, id) = linked().await;
    let before = bench.desk.token(id, None).await.expect("a token");
    let view = visit(&bench, id, &EMAIL).await;
    assert_eq!((view.state, view.purpose), (SessionState::Opened, Purpose::Visit { connection: id }), "{view:?}");
    let life = view.expires_at.instant() - view.entered_at.instant();
    assert!((299..=300).contains(&life.whole_seconds()), "five minutes to open it: {life}");

    let pages = bench.visited();
    let [page] = pages.as_slice() else { panic!("one page: {pages:?}") };
    assert_eq!((page.session, page.connection, page.framed), (view.id, id, true));
    assert_eq!(page.opens_within.as_secs(), 300);
    let address = page.address.expose();
    assert!(address.path().ends_with("/zh-CN/home"), "in the person's language");
    assert_eq!(page.hosts.len(), 1, "it goes nowhere but to its own host");
    assert_eq!(bench.asked(Headline, "login"), 1);
    assert_eq!(bench.asked(Headline, "random_key"), 0, "the token is the page's: it was not tried before");
    let first = exchange(page).await;
    assert_eq!(first["code"], "0", "{first}");
    let second = exchange(page).await;
    assert_ne!(second["code"], "0", "a token opens the page once: {second}");

    let again = visit(&bench, id, &EMAIL).await;
    assert_eq!(again.state, SessionState::Opened, "{again:?}");
    let pages = bench.visited();
    assert_eq!(exchange(&pages[1]).await["code"], "0", "opening it again takes another token");
    assert_ne!(pages[0].address.expose(), pages[1].address.expose());

    let after = bench.desk.token(id, None).await.expect("a token");
    assert_eq!(
        (after.kind.as_str(), after.token.expose()),
        ("access", before.token.expose()),
        "the grant is untouched"
    );
    let timeline = bench.desk.timeline(id).await.expect("its timeline");
    assert_eq!(timeline.iter().filter(|entry| entry.kind == EventKind::PageOpened).count(), 2);
    let told = format!("{timeline:?} {:?} {pages:?} {view:?}", bench.desk.sessions());
    bench.desk.close().await;
    for page in &pages {
        let address = page.address.expose();
        let (_, token) = address.query_pairs().find(|(name, _)| name == "tsource").expect("its token");
        assert!(!told.contains(token.as_ref()) && !told.contains("tsource"), "no token in what is shown");
        assert!(!bench.is_stored(&token), "no token in the folder");
    }
}

#[tokio::test]
async fn another_customers_page_is_never_opened() {
    let (bench, id) = linked().await;
    let typed = visit(&bench, id, &OTHER).await;
    bench.dial.set_fault(Provider::Headline, Fault::WrongAccount, Repeat::Once).expect("the dial turns");
    let given = visit(&bench, id, &EMAIL).await;
    for view in [typed, given] {
        assert_eq!((view.state, problem(&view).code), (SessionState::Failed, ProblemCode::WrongAccount), "{view:?}");
        assert_eq!(view.connection, Some(id));
    }
    assert!(bench.visited().is_empty(), "nothing was opened");
    let kinds: Vec<EventKind> =
        bench.desk.timeline(id).await.expect("its timeline").into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::WrongAccountRefused).count(), 2, "{kinds:?}");
    assert!(!kinds.contains(&EventKind::PageOpened), "{kinds:?}");
    assert_eq!(bench.desk.connections().await.expect("the list opens").len(), 1, "nobody else was linked by it");
}

#[tokio::test]
async fn a_wrong_password_can_be_typed_again_and_a_cancel_opens_nothing() {
    let (bench, id) = linked().await;
    let view = visit(&bench, id, &[EMAIL[0], EMAIL[1], ("password", "wrong")]).await;
    assert_eq!((view.state, problem(&view).subject.as_deref()), (SessionState::AtForm, Some("password")), "{view:?}");
    bench.desk.cancel(view.id).expect("it lives");
    assert_eq!(bench.desk.over(view.id).await.expect("remembered").state, SessionState::Cancelled);
    assert!(bench.visited().is_empty());
}

#[tokio::test]
async fn a_second_factor_is_asked_for_before_the_page_as_well() {
    let (bench, id) = linked().await;
    bench.dial.set_switch(Provider::Headline, "mfa_for_all", json!(true)).expect("a switch");
    let view = visit(&bench, id, &EMAIL).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "login_code"), "{view:?}");
    let view = bench.fill(view.id, &[("otp", CODE)]).await;
    assert_eq!(view.state, SessionState::Opened, "{view:?}");
    assert_eq!(exchange(&bench.visited()[0]).await["code"], "0");
}

#[tokio::test]
async fn only_a_provider_with_such_a_page_and_a_route_that_opens_one_is_taken() {
    let (bench, id) = linked().await;
    let paste = VisitRequest { route: Route::Paste, ..request(id) };
    assert_eq!(bench.desk.visit(paste).await.expect_err("nothing comes back").code, ProblemCode::NotSupported);
    let company = bench.link(ProviderId::Flowaccount, &Person::of_business("N9000001")).await;
    let problem = bench.desk.visit(request(company)).await.expect_err("it has none");
    assert_eq!(problem.code, ProblemCode::NotSupported);
    let sneaked = linkdesk_core::contract::LinkRequest { purpose: Purpose::Visit { connection: id }, ..link(Headline) };
    assert_eq!(bench.desk.link(sneaked).await.expect_err("it is no link").code, ProblemCode::InvalidInput);
    let views = bench.desk.providers().await.expect("the list opens");
    let with_page: Vec<ProviderId> = views.iter().filter(|view| !view.pages.is_empty()).map(|view| view.id).collect();
    assert_eq!(with_page, [ProviderId::Baokim, Headline]);
}
