//! Attacks on the one door: nobody's callback but the session's own is heard.

use linkdesk_core::Secret;
use linkdesk_core::contract::{ProviderId, Route, SessionState};
use linkdesk_core::link::{Arrival, Received, Way};
use linkdesk_tests::person::{Person, client};
use linkdesk_tests::workbench::{Workbench, link, with_parameter};
use std::collections::HashSet;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

use ProviderId::{Bankhub, Flowaccount};

/// A callback as the provider would send it, with a code that was never given out.
fn forged(returns_to: &Url, state: &str) -> String {
    let with_code = with_parameter(returns_to, "code", Some("forged-code"));
    with_parameter(&with_code, "state", Some(state)).to_string()
}

fn state_of(page: &linkdesk_core::link::PageToOpen) -> String {
    page.address.expose().query_pairs().find(|(name, _)| name == "state").expect("it carries a state").1.into_owned()
}

#[tokio::test]
async fn nothing_is_redeemed_that_no_session_waits_for() {
    let bench = Workbench::new().await;
    let address = "http://127.0.0.1:4100/callback?code=c&state=s";
    for way in [Way::DeepLink, Way::Loopback("127.0.0.1:4100".parse().expect("an address"))] {
        let received = bench.desk.resume(Arrival { address: Secret::from(address), way }).await;
        assert_eq!(received, Received::Dropped, "{way:?} with no session");
    }
    assert_eq!(bench.asked(Flowaccount, "token.code"), 0, "no code reaches the provider");
}

#[tokio::test]
async fn a_state_that_is_off_missing_doubled_or_elsewhere_is_dropped_and_the_session_goes_on() {
    let bench = Workbench::new().await;
    let (session, page) = bench.begin(link(Flowaccount)).await;
    let (bank, bank_page) = bench.begin(link(Bankhub)).await;
    let callback = Person::of_business("N9000001").walk(page.address.expose(), &page.returns_to).await;
    let state = state_of(&page);
    let upper = state.to_uppercase();
    let shorter = &state[..state.len() - 1];
    let mut last_off = state.clone();
    last_off.replace_range(state.len() - 1.., if state.ends_with('A') { "B" } else { "A" });
    let mut attacks: Vec<String> = ["", &upper, shorter, &last_off, &format!("{state}x"), &state_of(&bank_page)]
        .iter()
        .map(|state| with_parameter(&callback, "state", Some(state)).to_string())
        .collect();
    attacks.extend([
        with_parameter(&callback, "state", None).to_string(),
        with_parameter(&callback, "code", None).to_string(),
        with_parameter(&callback, "code", Some("")).to_string(),
        format!("{callback}&state={state}"),
        format!("{callback}&code=second"),
        format!("{callback}&iss=https%3A%2F%2Fevil.test"),
        format!("{callback}&access_token=t"),
        format!("{callback}#access_token=t"),
        callback.as_str().replace("/callback", "/callback/../other"),
        callback.as_str().replace("http://127", "https://127"),
        callback.as_str().replace("http://", "http://user@"),
        callback.as_str().replace("127.0.0.1", "127.0.0.1.evil.test"),
        callback.as_str().replace("/callback", "/call\tback"),
        callback.as_str().replace("/callback", "/%2e/callbacks"),
        format!("{callback}&filler={}", "x".repeat(1024 * 1024)),
        "not an address".to_owned(),
        String::new(),
    ]);
    for attack in &attacks {
        let received = bench.arrive(session, attack).await;
        assert_eq!(received, Received::Dropped, "{}", &attack[..attack.len().min(200)]);
    }
    // The right callback by a way that this session did not open.
    for way in
        [Way::Window(bank), Way::Paste(bank), Way::DeepLink, Way::Loopback("127.0.0.1:1".parse().expect("an address"))]
    {
        let received = bench.desk.resume(Arrival { address: Secret::from(callback.as_str()), way }).await;
        assert_eq!(received, Received::Dropped, "{way:?}");
    }
    assert_eq!(bench.asked(Flowaccount, "token.code"), 0, "nothing was redeemed");
    assert_eq!(bench.arrive(session, callback.as_str()).await, Received::Taken(session), "the true one still counts");
    assert_eq!(bench.desk.over(session).await.expect("remembered").state, SessionState::Linked);
}

#[tokio::test]
async fn a_hundred_deliveries_of_one_callback_redeem_once() {
    let bench = Workbench::new().await;
    let (session, page) = bench.begin(link(Flowaccount)).await;
    let callback = Person::of_business("N9000001").walk(page.address.expose(), &page.returns_to).await;
    let mut deliveries = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (desk, address) = (bench.desk.clone(), callback.to_string());
        deliveries.spawn(async move {
            desk.resume(Arrival { address: Secret::from(address), way: Way::Window(session) }).await
        });
    }
    let taken = deliveries.join_all().await.into_iter().filter(|received| *received != Received::Dropped).count();
    bench.desk.over(session).await.expect("remembered");
    assert_eq!((taken, bench.asked(Flowaccount, "token.code")), (1, 1), "one delivery, one redemption");
    assert_eq!(bench.arrive(session, callback.as_str()).await, Received::Dropped, "and later it is stale");
}

#[tokio::test]
async fn somebody_elses_code_under_our_state_is_refused_by_the_verifier() {
    let bench = Workbench::new().await;
    let (theirs, their_page) = bench.begin(link(Flowaccount)).await;
    let (ours, our_page) = bench.begin(link(Flowaccount)).await;
    let their_callback =
        Person::of_business("N9000002").walk(their_page.address.expose(), &their_page.returns_to).await;
    let injected = with_parameter(&their_callback, "state", Some(&state_of(&our_page)));
    bench.arrive(ours, injected.as_str()).await;
    let view = bench.desk.over(ours).await.expect("remembered");
    assert_eq!(view.state, SessionState::Failed, "the provider compares the code with our challenge");
    assert!(bench.desk.connections().await.expect("the list opens").is_empty(), "nothing was kept");
    bench.desk.cancel(theirs).expect("the session lives");
}

#[tokio::test]
async fn states_and_challenges_never_repeat_and_no_secret_stands_in_the_address() {
    let bench = Workbench::new().await;
    let mut states = HashSet::new();
    let mut challenges = HashSet::new();
    for _ in 0..50 {
        let (session, page) = bench.begin(link(Flowaccount)).await;
        let pairs: Vec<(String, String)> = page.address.expose().query_pairs().into_owned().collect();
        let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        states.insert(value("state").expect("a state"));
        challenges.insert(value("code_challenge").expect("a challenge"));
        assert_eq!(value("code_challenge_method").as_deref(), Some("S256"));
        assert_eq!(value("response_type").as_deref(), Some("code"));
        assert!(!format!("{page:?}").contains(&value("state").expect("a state")), "a page prints its origin only");
        bench.desk.cancel(session).expect("the session lives");
    }
    assert_eq!((states.len(), challenges.len()), (50, 50), "each for one session");
    assert!(states.iter().all(|state| state.len() == 43), "256 bit");
}

/// Sends raw bytes to the listener and reads what it says.
async fn say(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the port is open");
    // A listener that cuts us off mid-request is one of the outcomes.
    drop(stream.write_all(request.as_bytes()).await);
    let mut answer = String::new();
    drop(stream.read_to_string(&mut answer).await);
    answer
}

#[tokio::test]
async fn the_listener_hears_plain_requests_to_its_own_name_only() {
    let bench = Workbench::new().await;
    let (session, page) =
        bench.begin(linkdesk_core::contract::LinkRequest { route: Route::Browser, ..link(Flowaccount) }).await;
    let callback = Person::of_business("N9000001").walk(page.address.expose(), &page.returns_to).await;
    let port = callback.port().expect("a port of its own");
    let target = &callback[url::Position::BeforePath..];
    let host = format!("127.0.0.1:{port}");
    for request in [
        format!("GET {target} HTTP/1.1\r\nHost: evil.test:{port}\r\n\r\n"),
        format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"),
        format!("GET {target} HTTP/1.1\r\n\r\n"),
        format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.test\r\n\r\n"),
        format!("POST {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n"),
        format!("HEAD {target} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET http://{host}{target} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET /{} HTTP/1.1\r\nHost: {host}\r\n\r\n", "x".repeat(1024 * 1024)),
        format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nHost: evil.test\r\n\r\n"),
    ] {
        let answer = say(port, &request).await;
        let status = answer.split_whitespace().nth(1).unwrap_or("nothing");
        assert!(status.starts_with('4') || status == "nothing", "{} got {status}", &request[..request.len().min(120)]);
    }
    assert_eq!(bench.asked(Flowaccount, "token.code"), 0, "nothing was redeemed");

    // Half-open connections do not keep the true answer out.
    let mut idle = Vec::new();
    for _ in 0..200 {
        idle.push(TcpStream::connect(("127.0.0.1", port)).await.expect("the port is open"));
    }
    let reply = client().get(callback.clone()).send().await.expect("the listener answers");
    assert_eq!(reply.status().as_u16(), 303, "the browser is sent away from the code in its address");
    let done = callback.join(reply.headers()["location"].to_str().expect("an address")).expect("an address");
    let words = client().get(done).send().await.expect("the page is still there").text().await.expect("a page");
    assert!(words.contains("Linkdesk has the answer") && !words.contains("linked"), "it says no more than it knows");
    assert_eq!(bench.desk.over(session).await.expect("remembered").state, SessionState::Linked);
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err(), "a moment later the port is gone");
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_with_its_holder() {
    let bench = Workbench::new().await;
    let redirect = bench.desk.registration(Flowaccount, None).await.expect("it is set");
    let redirect = redirect.client.iter().find(|(name, _)| name == "redirect_uri").expect("it has one").1.clone();
    let port = Url::parse(&redirect).expect("an address").port().expect("a port");
    let _taken = std::net::TcpListener::bind(("127.0.0.1", port)).expect("the port is free");
    let session = bench
        .desk
        .link(linkdesk_core::contract::LinkRequest { route: Route::Browser, ..link(Flowaccount) })
        .await
        .expect("begins");
    let view = bench.desk.over(session.id).await.expect("remembered");
    let problem = view.problem.expect("it says why");
    assert_eq!(problem.code, linkdesk_core::contract::ProblemCode::PortBusy);
    assert_eq!(problem.subject.as_deref(), Some(port.to_string().as_str()), "the port is named");
    assert!(problem.message.contains("story"), "and so is the program that holds it: {problem}");
}

#[tokio::test]
async fn one_port_serves_two_sessions_that_wait() {
    let bench = Workbench::new().await;
    let browser = || linkdesk_core::contract::LinkRequest { route: Route::Browser, ..link(Flowaccount) };
    let (first, first_page) = bench.begin(browser()).await;
    let (second, second_page) = bench.begin(browser()).await;
    for (session, page, business) in [(second, second_page, "N9000002"), (first, first_page, "N9000001")] {
        let callback = Person::of_business(business).walk(page.address.expose(), &page.returns_to).await;
        client().get(callback).send().await.expect("the listener answers");
        assert_eq!(bench.desk.over(session).await.expect("remembered").state, SessionState::Linked, "{business}");
    }
}

#[tokio::test]
async fn an_answer_without_state_is_nobodys_when_two_wait_for_one() {
    let bench = Workbench::new().await;
    let browser = || linkdesk_core::contract::LinkRequest { route: Route::Browser, ..link(Bankhub) };
    let (_, page) = bench.begin(browser()).await;
    bench.begin(browser()).await;
    let bare = with_parameter(&page.returns_to, "publicToken", Some("practice"));
    let reply = client().get(bare).send().await.expect("the listener answers");
    assert_eq!(reply.status().as_u16(), 404, "nobody can say whose it is");
    assert_eq!(bench.asked(Bankhub, "grant.exchange"), 0);
    let by_link = forged(&page.returns_to, "");
    let received = bench.desk.resume(Arrival { address: Secret::from(by_link), way: Way::DeepLink }).await;
    assert_eq!(received, Received::Dropped, "and by deep link it never counts");
}
