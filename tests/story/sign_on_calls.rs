//! Who calls while Bảo Kim's site is open: anybody can, and learns nothing. One code is looked into, and only to see whose it is.

use crate::sign_on::{back, is_deaf, linked, noted, only_one_lives, open, told};
use linkdesk_core::contract::{EventKind, ProblemCode, ProviderId, Route, SessionState};
use linkdesk_core::link::Received;
use linkdesk_sandbox::{Fault, Provider, Repeat};
use linkdesk_tests::linker::problem;
use linkdesk_tests::site::{load, see};
use linkdesk_tests::workbench::with_parameter;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

use ProviderId::Baokim;

#[tokio::test]
async fn the_code_of_somebody_else_is_refused_by_name_and_the_grant_stays() {
    let (bench, id) = linked().await;
    let before = bench.desk.token(id, None).await.expect("a token");
    let page = open(&bench, id, Route::Window).await;
    bench.dial.set_fault(Provider::Baokim, Fault::WrongAccount, Repeat::Once).expect("the dial turns");
    let shown = load(page.address.expose()).await;
    see(&shown.picture).await;
    let view = bench.desk.over(page.session).await.expect("remembered");
    assert_eq!((view.state, problem(&view).code), (SessionState::Failed, ProblemCode::WrongAccount), "{view:?}");
    assert!(problem(&view).message.contains("Sample User") && view.connection == Some(id), "{view:?}");
    assert_ne!(view.identity, view.expected, "it is said who it was");
    assert!(bench.closed(page.session), "its window is closed");
    assert_eq!(bench.arrive(page.session, shown.goes_to.as_str()).await, Received::Dropped);
    is_deaf(&shown.picture).await;

    let kinds = [EventKind::WrongAccountRefused, EventKind::DiscardedRevoked, EventKind::SignedOn];
    for (kind, times) in kinds.into_iter().zip([1, 1, 0]) {
        assert_eq!(noted(&bench, id, kind).await, times, "{kind:?}");
    }
    only_one_lives(&bench).await;
    let after = bench.desk.token(id, None).await.expect("a token");
    assert_eq!(after.token.expose(), before.token.expose());
    assert_eq!(bench.desk.connections().await.expect("the list opens").len(), 1, "nobody else was linked by it");
}

#[tokio::test]
async fn a_code_that_is_known_too_late_is_refused_after_the_end() {
    let (bench, id) = linked().await;
    let page = open(&bench, id, Route::Window).await;
    bench.dial.set_fault(Provider::Baokim, Fault::WrongAccount, Repeat::Once).expect("the dial turns");
    let shown = load(page.address.expose()).await;
    bench.dial.set_switch(Provider::Baokim, "slow_body_seconds", 1).expect("a switch");
    bench.dial.set_fault(Provider::Baokim, Fault::SlowBody, Repeat::Once).expect("the dial turns");
    see(&shown.picture).await;
    bench.desk.cancel(page.session).expect("it lives");
    let view = bench.desk.over(page.session).await.expect("remembered");
    assert_eq!(view.state, SessionState::Cancelled, "a cancel waits for nobody");
    told(&bench, id, EventKind::WrongAccountRefused, 1).await;
    only_one_lives(&bench).await;
}

#[tokio::test]
async fn a_second_code_and_one_after_the_end_are_not_redeemed() {
    let (bench, id) = linked().await;
    let page = open(&bench, id, Route::Browser).await;
    let [first, second, late] =
        [load(page.address.expose()).await, load(page.address.expose()).await, load(page.address.expose()).await];
    assert_ne!(first.picture, second.picture);
    see(&first.picture).await;
    see(&first.picture).await;
    see(&second.picture).await;
    told(&bench, id, EventKind::SignedOn, 1).await;
    see(&second.picture).await;
    follow(&first.goes_to).await;
    assert_eq!(bench.desk.over(page.session).await.expect("remembered").state, SessionState::Opened);
    // The port may still be there for a moment; nobody hears.
    drop(linkdesk_tests::person::client().get(late.picture.clone()).send().await);
    is_deaf(&late.picture).await;
    assert_eq!(bench.asked(Baokim, "oauth.token"), 1, "one page, one code");
    only_one_lives(&bench).await;
}

async fn follow(address: &Url) {
    linkdesk_tests::person::client().get(address.clone()).send().await.expect("it answers");
}

#[tokio::test]
async fn a_code_that_was_made_up_costs_the_grant_nothing() {
    let (bench, id) = linked().await;
    let page = open(&bench, id, Route::Browser).await;
    see(&with_parameter(&back(&page).callback, "authorization_code", Some("made-up"))).await;
    let shown = load(page.address.expose()).await;
    see(&shown.picture).await;
    follow(&shown.goes_to).await;
    let view = bench.desk.over(page.session).await.expect("remembered");
    assert_eq!((view.state, view.problem.as_ref()), (SessionState::Opened, None), "nothing is known of who signed on");
    assert_eq!((bench.asked(Baokim, "oauth.token"), noted(&bench, id, EventKind::SignedOn).await), (1, 0));
    only_one_lives(&bench).await;
    bench.desk.refresh(id).await.expect("the grant is as it was");
}

/// Sends bytes as they are, and reads what comes.
async fn raw(callback: &Url, request: &str) -> String {
    let place = callback.socket_addrs(|| None).expect("an address of this computer")[0];
    let mut stream = TcpStream::connect(place).await.expect("something listens");
    // Whoever is refused early may not read to the end.
    drop(stream.write_all(request.as_bytes()).await);
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn whatever_asks_gets_the_picture_or_nothing_and_only_a_plain_get_is_heard() {
    let (bench, id) = linked().await;
    let page = open(&bench, id, Route::Browser).await;
    let callback = back(&page).callback;
    let host = &callback[url::Position::BeforeHost..url::Position::AfterPort];
    let code = "/sso-callback?authorization_code=sample";
    let get = |target: &str, head: &str| format!("GET {target} HTTP/1.1\r\n{head}connection: close\r\n\r\n");
    let own = format!("host: {host}\r\n");
    for (request, status) in [
        (get(code, "host: sso.evil.test\r\n"), "200"),
        (get(code, &format!("{own}origin: https://evil.test\r\n")), "200"),
        (get(&format!("http://{host}{code}"), &own), "200"),
        (get(code, &format!("{own}host: {host}\r\n")), "200"),
        (get("/", &own), "200"),
        (get("/favicon.ico", &own), "200"),
        (get("/sso-callback/x?authorization_code=sample", &own), "200"),
        (get("/sso-callback?authorization_code=sample&authorization_code=other", &own), "200"),
        (get("/sso-callback?authorization_code=", &own), "200"),
        (get("/sso-callback?action=other&authorization_code=sample", &own), "200"),
        (get(&format!("/sso-callback?authorization_code={}", "x".repeat(9 * 1024)), &own), "200"),
        (format!("POST {code} HTTP/1.1\r\n{own}content-length: 4\r\n\r\ncode"), "405"),
        (format!("HEAD {code} HTTP/1.1\r\n{own}connection: close\r\n\r\n"), "405"),
        (format!("OPTIONS {code} HTTP/1.1\r\n{own}connection: close\r\n\r\n"), "405"),
        (format!("DELETE {code} HTTP/1.1\r\n{own}connection: close\r\n\r\n"), "405"),
        (get(&format!("{code}{}", "x".repeat(64 * 1024)), &own), "4"),
        (get(code, &format!("{own}x-long: {}\r\n", "x".repeat(64 * 1024))), "4"),
        ("\0\u{1}nonsense\r\n\r\n".to_owned(), "4"),
    ] {
        let answer = raw(&callback, &request).await;
        let line = answer.lines().next().unwrap_or_default().to_owned();
        let shown = &request[..request.len().min(120)];
        // One that is too long is refused, or cut off before it is read.
        assert!(
            line.starts_with(&format!("HTTP/1.1 {status}")) || (status == "4" && line.is_empty()),
            "{shown}: {line}"
        );
        assert_eq!(line.starts_with("HTTP/1.1 200"), answer.contains("image/gif"), "{shown}");
        assert!(!answer.to_lowercase().contains("location:"), "nobody is led anywhere: {shown}");
    }
    assert_eq!(bench.asked(Baokim, "oauth.token"), 0, "none of it was a code");
    let state = bench.desk.session(page.session).map(|view| view.state);
    assert_eq!(state, Some(SessionState::Visiting), "and the page is still waited for");

    let shown = load(page.address.expose()).await;
    see(&shown.picture).await;
    told(&bench, id, EventKind::SignedOn, 1).await;
    bench.desk.cancel(page.session).expect("it lives");
    is_deaf(&callback).await;
}
