//! Bảo Kim's sign-on site: opened signed in by the ticket of a fresh login, and left everywhere. Nothing of it is kept.

use linkdesk_core::contract::{
    ConnectionId, EventKind, GrantStatus, ProblemCode, ProviderId, Route, SessionId, SessionState, SessionView,
    VisitRequest,
};
use linkdesk_core::link::{PageToVisit, Received};
use linkdesk_core::provider::WayBack;
use linkdesk_sandbox::{GrantAction, Provider};
use linkdesk_tests::linker::{CODE, fields, form, problem};
use linkdesk_tests::person::{Person, client};
use linkdesk_tests::site::{load, see};
use linkdesk_tests::workbench::{Workbench, link};
use std::time::Duration;
use tokio::net::TcpStream;
use url::Url;

use ProviderId::Baokim;

pub(crate) const PASSWORD: [(&str, &str); 2] = [("username", "sample-user"), ("password", "practice")];

pub(crate) fn request(connection: ConnectionId, page: &str, route: Route) -> VisitRequest {
    VisitRequest { connection, page: Some(page.to_owned()), route, language: None }
}

/// An account that was linked by its password.
pub(crate) async fn linked() -> (Workbench, ConnectionId) {
    let bench = Workbench::new().await;
    let session = bench.begin_at_form(link(Baokim)).await.id;
    bench.fill(session, &[("way", "password")]).await;
    let view = bench.fill(session, &PASSWORD).await;
    let id = view.connection.unwrap_or_else(|| panic!("not linked: {view:?}"));
    bench.settled(id).await;
    (bench, id)
}

/// Asks for the signed-in site, and signs in; to where it is open.
pub(crate) async fn open(bench: &Workbench, id: ConnectionId, route: Route) -> PageToVisit {
    let session = bench.desk.visit(request(id, "signed_in", route)).await.expect("a session begins").id;
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "login"), "{view:?}");
    bench.desk.submit(session, fields(&PASSWORD)).await.expect("the form is sound");
    opened(bench, session).await
}

/// The page of a session, once it is open and listened for.
pub(crate) async fn opened(bench: &Workbench, session: SessionId) -> PageToVisit {
    for _ in 0..500 {
        if let Some(page) = bench.visited().into_iter().find(|page| page.session == session) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("no page was opened: {:?}", bench.desk.session(session));
}

pub(crate) fn back(page: &PageToVisit) -> WayBack {
    page.back.clone().expect("it leads back")
}

/// Waits until the timeline tells something so often.
pub(crate) async fn told(bench: &Workbench, id: ConnectionId, kind: EventKind, times: usize) {
    for _ in 0..500 {
        if noted(bench, id, kind).await == times {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{kind:?} is not told {times} times: {:?}", bench.desk.timeline(id).await);
}

pub(crate) async fn noted(bench: &Workbench, id: ConnectionId, kind: EventKind) -> usize {
    let entries = bench.desk.timeline(id).await.expect("its timeline");
    entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.times as usize).sum()
}

/// Waits until nothing listens there any more.
pub(crate) async fn is_deaf(callback: &Url) {
    let place = callback.socket_addrs(|| None).expect("an address of this computer")[0];
    for _ in 0..300 {
        if TcpStream::connect(place).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("something still listens at {place}");
}

/// Waits until of all that was granted only what the connection lives by is left.
pub(crate) async fn only_one_lives(bench: &Workbench) {
    let living = || bench.dial.grants(Provider::Baokim).iter().filter(|grant| grant.condition == "good").count();
    for _ in 0..500 {
        if living() == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{:?}", bench.dial.grants(Provider::Baokim));
}

async fn ended(bench: &Workbench, session: SessionId) -> SessionView {
    bench.desk.over(session).await.expect("remembered")
}

#[tokio::test]
async fn whoever_signs_in_is_signed_on_and_led_back_and_nothing_of_it_is_kept() {
    let (bench, id) = linked().await;
    let before = bench.desk.token(id, None).await.expect("a token");
    let page = open(&bench, id, Route::Window).await;
    let view = bench.desk.session(page.session).expect("it lives");
    assert_eq!((view.state, view.page.as_deref()), (SessionState::Visiting, Some("signed_in")));
    assert_eq!((page.page, page.signs_in, page.framed), ("signed_in", true, false));
    let way = back(&page);
    assert_eq!(way.callback.as_str(), bench_callback(&bench), "the address that is registered");
    assert_eq!(way.goes_on.as_ref().map(Url::path), Some("/"), "then the site itself");

    let shown = load(page.address.expose()).await;
    assert_eq!(shown.goes_to, way.returns_to, "base64 of the one address of ours");
    see(&shown.picture).await;
    told(&bench, id, EventKind::SignedOn, 1).await;
    assert_eq!(bench.asked(Baokim, "oauth.token"), 1);
    assert_eq!(bench.arrive(page.session, shown.goes_to.as_str()).await, Received::Taken(page.session));
    let view = ended(&bench, page.session).await;
    assert_eq!((view.state, view.problem.as_ref()), (SessionState::Opened, None), "{view:?}");
    assert!(!bench.closed(page.session), "the window is the person's, and goes on from there");
    assert_eq!(bench.arrive(page.session, shown.goes_to.as_str()).await, Received::Dropped, "once");

    is_deaf(&way.callback).await;
    only_one_lives(&bench).await;
    let after = bench.desk.token(id, None).await.expect("a token");
    assert_eq!(after.token.expose(), before.token.expose(), "the grant is untouched");
    bench.desk.refresh(id).await.expect("and its refresh token works");
    assert_eq!(noted(&bench, id, EventKind::PageOpened).await, 1);

    let secrets = [&shown.picture, page.address.expose()].map(|address| {
        let (_, value) = address.query_pairs().next().expect("a code, a ticket");
        value.into_owned()
    });
    let said = format!("{:?} {:?} {page:?} {view:?}", bench.desk.timeline(id).await, bench.desk.sessions());
    bench.desk.close().await;
    for secret in secrets {
        assert!(!said.contains(&secret) && !bench.is_stored(&secret), "no ticket and no code stays anywhere");
    }
}

fn bench_callback(bench: &Workbench) -> String {
    let file = bench.registration(Baokim);
    let line = file.lines().find_map(|line| line.strip_prefix("sso_callback = ")).expect("it is registered");
    line.trim_matches('"').to_owned()
}

#[tokio::test]
async fn in_a_browser_our_own_address_leads_on_to_the_site() {
    let (bench, id) = linked().await;
    for route in [Route::Browser, Route::Print] {
        let page = open(&bench, id, route).await;
        let shown = load(page.address.expose()).await;
        see(&shown.picture).await;
        let answer = client().get(shown.goes_to.clone()).send().await.expect("it answers");
        let place = answer.headers().get("location").and_then(|place| place.to_str().ok());
        assert_eq!((answer.status().as_u16(), place), (303, back(&page).goes_on.as_ref().map(Url::as_str)));
        assert_eq!(ended(&bench, page.session).await.state, SessionState::Opened);
        is_deaf(&shown.goes_to).await;
    }
    told(&bench, id, EventKind::SignedOn, 2).await;
    only_one_lives(&bench).await;
}

#[tokio::test]
async fn an_account_by_a_network_signs_in_there_again() {
    let bench = Workbench::new().await;
    let session = bench.begin_at_form(link(Baokim)).await.id;
    bench.fill(session, &[("way", "social")]).await;
    let view = bench.fill(session, &[("network", "google"), ("social_token", "practice-google-sample-user")]).await;
    let id = view.connection.unwrap_or_else(|| panic!("not linked: {view:?}"));
    bench.settled(id).await;

    let session = bench.desk.visit(request(id, "signed_in", Route::Window)).await.expect("a session begins").id;
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!(form(&view), "social", "the way is known");
    bench.desk.submit(session, fields(&[("network", "google")])).await.expect("the form is sound");
    let network = bench.page_of(session).await;
    let returned = Person::of_the_network("sample-user").walk(network.address.expose(), &network.returns_to).await;
    assert_eq!(bench.arrive(session, returned.as_str()).await, Received::Taken(session));
    let page = opened(&bench, session).await;
    assert!(bench.closed(session), "the network's page is gone before the site's opens");
    let shown = load(page.address.expose()).await;
    see(&shown.picture).await;
    told(&bench, id, EventKind::SignedOn, 1).await;
    assert_eq!(bench.arrive(session, shown.goes_to.as_str()).await, Received::Taken(session));
    assert_eq!(ended(&bench, session).await.state, SessionState::Opened);
    only_one_lives(&bench).await;
}

#[tokio::test]
async fn another_customers_sign_in_opens_nothing_and_is_given_back() {
    let (bench, id) = linked().await;
    let session = bench.desk.visit(request(id, "signed_in", Route::Window)).await.expect("a session begins").id;
    bench.desk.finished(session).await.expect("remembered");
    let view = bench.fill(session, &[("username", "sample-other"), PASSWORD[1]]).await;
    assert_eq!((view.state, problem(&view).code), (SessionState::Failed, ProblemCode::WrongAccount), "{view:?}");
    assert!(bench.visited().is_empty(), "nothing was opened");
    assert_eq!(noted(&bench, id, EventKind::WrongAccountRefused).await, 1);
    only_one_lives(&bench).await;
    bench.desk.refresh(id).await.expect("the grant is as it was");
}

#[tokio::test]
async fn a_page_that_is_left_is_listened_for_no_longer() {
    let (bench, id) = linked().await;
    let cancelled = open(&bench, id, Route::Window).await;
    bench.desk.cancel(cancelled.session).expect("it lives");
    assert_eq!(ended(&bench, cancelled.session).await.state, SessionState::Cancelled);
    assert!(bench.closed(cancelled.session));
    is_deaf(&back(&cancelled).callback).await;

    let closed = open(&bench, id, Route::Window).await;
    bench.desk.window_closed(closed.session);
    assert_eq!(ended(&bench, closed.session).await.state, SessionState::Cancelled);
    is_deaf(&back(&closed).callback).await;

    let late = open(&bench, id, Route::Browser).await;
    let shown = load(late.address.expose()).await;
    bench.dial.advance_clock(11 * 60).expect("the clock moves");
    bench.clock.shift_to(bench.dial.clock_offset());
    see(&shown.picture).await;
    assert_eq!(bench.asked(Baokim, "oauth.token"), 0, "too late to be heard");
    // A time that jumps is noticed when something is said, or at the next look.
    bench.desk.cancel(late.session).expect("it lives");
    ended(&bench, late.session).await;
    is_deaf(&shown.picture).await;
    only_one_lives(&bench).await;
}

#[tokio::test]
async fn a_newer_page_takes_the_ear_of_the_one_before() {
    let (bench, id) = linked().await;
    let first = open(&bench, id, Route::Browser).await;
    let second = open(&bench, id, Route::Browser).await;
    assert_eq!(
        ended(&bench, first.session).await.state,
        SessionState::Cancelled,
        "what is called is not said for whom"
    );
    let shown = load(second.address.expose()).await;
    see(&shown.picture).await;
    told(&bench, id, EventKind::SignedOn, 1).await;
    bench.desk.cancel(second.session).expect("it lives");
    is_deaf(&shown.picture).await;

    let taken = std::net::TcpListener::bind(back(&second).callback.socket_addrs(|| None).expect("an address")[0]);
    let taken = taken.expect("the port is free");
    let session = bench.desk.visit(request(id, "sign_out", Route::Browser)).await.expect("a session begins").id;
    let view = ended(&bench, session).await;
    assert_eq!((view.state, problem(&view).code), (SessionState::Failed, ProblemCode::PortBusy), "{view:?}");
    drop(taken);
}

#[tokio::test]
async fn signing_out_opens_in_the_browser_and_the_grant_is_asked_about() {
    let (bench, id) = linked().await;
    let window = bench.desk.visit(request(id, "sign_out", Route::Window)).await;
    assert_eq!(window.expect_err("nobody is signed in there").subject.as_deref(), Some("route"));
    let asked = bench.asked(Baokim, "user.detail");
    let session = bench.desk.visit(request(id, "sign_out", Route::Browser)).await.expect("a session begins").id;
    let page = opened(&bench, session).await;
    assert_eq!((page.page, page.signs_in), ("sign_out", false));
    assert_eq!(bench.asked(Baokim, "user.login"), 1, "nobody has to sign in to sign out");
    let shown = load(page.address.expose()).await;
    assert_eq!(shown.picture.query(), Some("action=logout"));
    let answer = client().get(shown.goes_to.clone()).send().await.expect("it answers");
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.expect("a text").contains("Go back to Linkdesk"));
    assert_eq!(ended(&bench, session).await.state, SessionState::Opened);
    for _ in 0..500 {
        if bench.asked(Baokim, "user.detail") > asked {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(bench.asked(Baokim, "user.detail") > asked, "although nobody called");
    assert_eq!(bench.desk.connection(id).await.expect("there").connection.grant, GrantStatus::Good);
}

#[tokio::test]
async fn that_somebody_signed_out_is_a_cause_to_ask_and_the_answer_counts() {
    let (bench, id) = linked().await;
    let page = open(&bench, id, Route::Browser).await;
    let mut logout = back(&page).callback;
    logout.set_query(Some("action=logout"));
    for _ in 0..3 {
        see(&logout).await;
    }
    told(&bench, id, EventKind::SignOutHeard, 1).await;
    told(&bench, id, EventKind::Synced, 2).await;
    let standing = async || bench.desk.connection(id).await.expect("there").connection.grant;
    assert_eq!(standing().await, GrantStatus::Good, "it was said, and is not so");
    bench.desk.cancel(page.session).expect("it lives");
    ended(&bench, page.session).await;
    only_one_lives(&bench).await;

    let page = open(&bench, id, Route::Browser).await;
    bench.dial.act_on_grants(Provider::Baokim, GrantAction::Revoke, None).expect("an order");
    see(&logout).await;
    for _ in 0..500 {
        if standing().await == GrantStatus::NeedsPerson {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(standing().await, GrantStatus::NeedsPerson, "the provider says so");
    bench.desk.cancel(page.session).expect("it lives");
}

#[tokio::test]
async fn a_page_is_named_where_there_are_several_and_a_wallet_has_none() {
    let (bench, id) = linked().await;
    let pages = bench.desk.connection(id).await.expect("there").pages;
    assert_eq!(pages.iter().map(|page| page.page.as_str()).collect::<Vec<_>>(), ["signed_in", "sign_out"]);
    let asked = |page: Option<&str>| VisitRequest { page: page.map(str::to_owned), ..request(id, "", Route::Window) };
    for (page, code) in [(None, ProblemCode::AmbiguousId), (Some("trading"), ProblemCode::UnknownId)] {
        let problem = bench.desk.visit(asked(page)).await.expect_err("which one");
        assert_eq!(problem.code, code);
        assert!(problem.next.contains("signed_in, sign_out"), "{problem:?}");
    }

    let file = bench.registration(Baokim);
    let without: Vec<&str> = file.lines().filter(|line| !line.starts_with("sso_callback")).collect();
    bench.register(Baokim, &without.join("\n")).await.expect("it is sound without");
    let problem = bench.desk.visit(asked(Some("signed_in"))).await.expect_err("nothing could be heard");
    assert_eq!(problem.code, ProblemCode::NotSupported);
    let crooked = file.replace("sso_callback = \"http://127", "sso_callback = \"ftp://127");
    let problem = bench.register(Baokim, &crooked).await.expect_err("it is no address");
    assert_eq!(problem.subject.as_deref(), Some("client.sso_callback"));
    bench.register(Baokim, &file).await.expect("it is sound");

    let session = bench.begin_at_form(link(Baokim)).await.id;
    bench.fill(session, &[("way", "wallet")]).await;
    bench.fill(session, &[("phone", "+84 000 000 001"), ("name", "Sample User"), ("wallet_type", "personal")]).await;
    let wallet = bench.fill(session, &[("otp", CODE)]).await.connection.expect("linked");
    assert!(bench.desk.connection(wallet).await.expect("there").pages.is_empty(), "a wallet has no login");
}
