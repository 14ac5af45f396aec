//! The fault dial: each fault as a client meets it.

use crate::bankhub::code_of;
use crate::flowaccount::{error_of, text};
use crate::support::{Bankhub, Flowaccount, Practice};
use linkdesk_sandbox::{Fault, Repeat};
use std::time::{Duration, Instant};

async fn with_fault(fault: Fault) -> (Practice, String) {
    let practice = Practice::start().await;
    let refresh_token = text(&practice.consented().await, "refresh_token").to_owned();
    practice.dial.set_fault(Flowaccount, fault, Repeat::Once).unwrap();
    (practice, refresh_token)
}

async fn refresh_fails(practice: &Practice, refresh_token: &str) -> bool {
    practice.try_token(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await.is_err()
}

#[tokio::test]
async fn rotate_then_drop_rotates_and_says_nothing() {
    let (practice, token) = with_fault(Fault::RotateThenDrop).await;
    assert!(refresh_fails(&practice, &token).await);
    assert_eq!(practice.dial.counters(Flowaccount)["token.refresh"], 1);
    assert_eq!(error_of(&practice.refresh(&token).await).1, "invalid_grant");
    assert_eq!(practice.dial.fault(Flowaccount), None);
}

/// Sends a refresh by hand and reads what comes until the connection ends.
async fn raw_refresh(practice: &Practice, refresh_token: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let address = url::Url::parse(&practice.endpoint(Flowaccount, "token")).unwrap();
    let port = address.port().unwrap();
    let (id, secret) = (practice.registered(Flowaccount, "id"), practice.registered(Flowaccount, "secret"));
    let body = format!("grant_type=refresh_token&refresh_token={refresh_token}&client_id={id}&client_secret={secret}");
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n",
        address.path(),
        body.len()
    );
    let mut wire = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    wire.write_all((head + &body).as_bytes()).await.unwrap();
    let mut came = Vec::new();
    let _ = wire.read_to_end(&mut came).await;
    String::from_utf8(came).unwrap()
}

#[tokio::test]
async fn on_the_wire_a_drop_is_no_byte_and_a_truncated_body_is_half_of_it() {
    let (practice, token) = with_fault(Fault::RotateThenDrop).await;
    assert_eq!(raw_refresh(&practice, &token).await, "");
    let (practice, token) = with_fault(Fault::TruncatedBody).await;
    let came = raw_refresh(&practice, &token).await;
    let (head, body) = came.split_once("\r\n\r\n").unwrap();
    let promised = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert_eq!(body.len(), promised.parse::<usize>().unwrap() / 2);
}

#[tokio::test]
async fn a_dropped_answer_is_forgiven_by_a_graceful_server() {
    let (practice, token) = with_fault(Fault::RotateThenDrop).await;
    practice.dial.set_switch(Flowaccount, "grace_seconds", 30).unwrap();
    assert!(refresh_fails(&practice, &token).await);
    assert_eq!(practice.refresh(&token).await.status, 200);
}

#[tokio::test]
async fn a_truncated_body_breaks_off_after_the_server_acted() {
    let (practice, token) = with_fault(Fault::TruncatedBody).await;
    assert!(refresh_fails(&practice, &token).await);
    assert_eq!(error_of(&practice.refresh(&token).await).1, "invalid_grant");
}

#[tokio::test]
async fn an_empty_and_a_huge_body_come_after_the_server_acted() {
    let (practice, token) = with_fault(Fault::EmptyBody).await;
    let empty = practice.refresh(&token).await;
    assert_eq!((empty.status, empty.body.as_str()), (200, ""));
    assert_eq!(practice.refresh(&token).await.status, 400);

    let (practice, token) = with_fault(Fault::HugeBody).await;
    assert!(practice.refresh(&token).await.body.len() > 2_000_000);
}

#[tokio::test]
async fn a_slow_body_trickles() {
    let (practice, token) = with_fault(Fault::SlowBody).await;
    practice.dial.set_switch(Flowaccount, "slow_body_seconds", 1).unwrap();
    let started = Instant::now();
    let body = practice.refresh(&token).await.json();
    assert!(started.elapsed() > Duration::from_millis(800));
    let started = Instant::now();
    assert_eq!(practice.refresh(text(&body, "refresh_token")).await.status, 200);
    assert!(started.elapsed() < Duration::from_millis(800));
}

#[tokio::test]
async fn refusals_come_before_anything_is_done() {
    for (fault, status) in [
        (Fault::TooManyRequests, 429),
        (Fault::TooManyRequestsBare, 429),
        (Fault::ServerError, 500),
        (Fault::Outage, 503),
        (Fault::HtmlInsteadOfJson, 200),
        (Fault::RedirectTokenEndpoint, 307),
        (Fault::InvalidGrantOnce, 400),
    ] {
        let (practice, token) = with_fault(fault).await;
        practice.dial.set_switch(Flowaccount, "redirect_target", "http://127.0.0.1:9/elsewhere").unwrap();
        let reply = practice.refresh(&token).await;
        assert_eq!(reply.status, status, "{fault:?}");
        assert_eq!(!reply.header("retry-after").is_empty(), fault == Fault::TooManyRequests);
        assert_eq!(reply.body.starts_with("<!doctype"), matches!(fault, Fault::Outage | Fault::HtmlInsteadOfJson));
        assert_eq!(reply.header("location") == "http://127.0.0.1:9/elsewhere", fault == Fault::RedirectTokenEndpoint);
        assert_eq!(practice.refresh(&token).await.status, 200, "{fault:?}");
    }
}

#[tokio::test]
async fn a_fault_until_off_strikes_until_it_is_off() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    practice.dial.set_fault(Bankhub, Fault::Outage, Repeat::UntilOff).unwrap();
    for _ in 0..3 {
        assert_eq!(practice.bankhub_get("/balance", &token).await.status, 503);
    }
    practice.dial.clear_fault(Bankhub).unwrap();
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
}

#[tokio::test]
async fn the_strict_reuse_is_on_the_dial_as_well() {
    let (practice, token) = with_fault(Fault::ReuseRevokesFamily).await;
    let fresh = practice.refresh(&token).await.json();
    assert_eq!(practice.refresh(&token).await.status, 400);
    assert_eq!(practice.refresh(text(&fresh, "refresh_token")).await.status, 400);
}

#[tokio::test]
async fn a_skewed_date_is_hours_ahead() {
    let (practice, token) = with_fault(Fault::SkewedDate).await;
    practice.dial.set_switch(Flowaccount, "date_skew_seconds", 400 * 86_400).unwrap();
    let skewed = practice.refresh(&token).await;
    let plain = practice.company("none").await;
    let year = |date: &str| date.split(' ').nth(3).unwrap().parse::<i32>().unwrap();
    assert!(year(skewed.header("date")) > year(plain.header("date")), "{}", skewed.header("date"));
}

#[tokio::test]
async fn the_wrong_account_is_signed_in() {
    let practice = Practice::start().await;
    practice.dial.set_fault(Flowaccount, Fault::WrongAccount, Repeat::Once).unwrap();
    assert_ne!(practice.consented().await["supportCode"], "N9000001");
    practice.dial.set_fault(Bankhub, Fault::WrongAccount, Repeat::Once).unwrap();
    let token = practice.linked("sample-plain", "practice").await;
    let identity = practice.bankhub_get("/identity", &token).await.json();
    assert_eq!(identity["owner"]["name"], "NGUOI DUNG MAU NAM");
}

#[tokio::test]
async fn a_slow_approval_waits_by_the_practice_clock() {
    let practice = Practice::start().await;
    for provider in [Bankhub, Flowaccount] {
        practice.dial.set_fault(provider, Fault::SlowApproval, Repeat::Once).unwrap();
        let page = if provider == Bankhub {
            practice.link_as("sample-plain", "practice").await
        } else {
            practice.consent_to("N9000001", &[]).await
        };
        assert_eq!(page.status, 200);
        let path = page.header("refresh").strip_prefix("3; url=").unwrap().to_owned();
        let address = format!(
            "{}{path}",
            crate::support::origin(&practice.sandbox.ready().providers[&provider].endpoints["api"])
        );
        assert_eq!(practice.get(&address, &[]).await.status, 200);
        practice.dial.advance_clock(90).unwrap();
        assert_eq!(practice.get(&address, &[]).await.status, 303);
    }
}

#[tokio::test]
async fn a_changed_bank_password_strikes_the_grant_that_is_read_next() {
    let practice = Practice::start().await;
    let first = practice.linked("sample-plain", "practice").await;
    let second = practice.linked("sample-other", "practice").await;
    practice.dial.set_fault(Bankhub, Fault::BankPasswordChanged, Repeat::Once).unwrap();
    assert_eq!(code_of(&practice.bankhub_get("/balance", &first).await).1, "GRANT_LOGIN_REQUIRED");
    assert_eq!(practice.bankhub_get("/balance", &second).await.status, 200);
    assert_eq!(code_of(&practice.bankhub_get("/identity", &first).await).1, "GRANT_LOGIN_REQUIRED");
}

#[tokio::test]
async fn a_fault_that_a_provider_cannot_have_is_refused() {
    let practice = Practice::start().await;
    let refused = practice.dial.set_fault(Bankhub, Fault::ReuseRevokesFamily, Repeat::Once).unwrap_err();
    assert_eq!(refused.to_string(), "bankhub cannot have reuse_revokes_family");
    assert!(practice.dial.set_fault(Flowaccount, Fault::BankPasswordChanged, Repeat::Once).is_err());
    assert!(practice.dial.set_switch(Bankhub, "no_such_switch", true).is_err());
    assert!(practice.dial.set_switch(Bankhub, "cancel", "never").is_err());
}
