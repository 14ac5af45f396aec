//! `FlowAccount`: the authorization request and its pages.

use crate::flowaccount::error_of;
use crate::support::{Flowaccount, Practice};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

#[tokio::test]
async fn a_request_that_cannot_be_trusted_gets_a_page_and_no_redirect() {
    let practice = Practice::start().await;
    let redirect = practice.registered(Flowaccount, "redirect_uri");
    for (name, value) in [
        ("client_id", "somebody-else".to_owned()),
        ("redirect_uri", format!("{redirect}/")),
        ("redirect_uri", redirect.replace("http", "https")),
        ("redirect_uri", format!("{redirect}?<b>")),
    ] {
        let page = practice.authorize(&[(name, &value)]).await;
        assert!(page.status == 400 && page.header("location").is_empty() && !page.body.contains("<b>"));
    }
    assert_eq!(practice.authorize(&[("state", "a"), ("state", "b")]).await.status, 400);
}

#[tokio::test]
async fn other_faults_are_told_to_the_client() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Flowaccount, "pkce_required", true).unwrap();
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "everything", "invalid_scope"),
        ("scope", "offline_access", "invalid_scope"),
        ("code_challenge_method", "S256", "invalid_request"),
    ] {
        let parameters = practice.authorize(&[(name, value), ("state", "s")]).await.callback();
        assert_eq!((parameters["error"].as_str(), parameters["state"].as_str()), (error, "s"));
    }
}

#[tokio::test]
async fn a_challenge_that_is_there_is_checked() {
    let practice = Practice::start().await;
    let verifier = "a-practice-verifier-of-at-least-forty-three-characters";
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    let more = [("code_challenge", challenge.as_str()), ("code_challenge_method", "S256")];
    let code = practice.consent_to("N9000001", &more).await.callback()["code"].clone();
    assert_eq!(error_of(&practice.redeem(&code).await).1, "invalid_grant");
    let redirect = practice.registered(Flowaccount, "redirect_uri");
    let fields = |verifier| {
        [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", &redirect),
            ("code_verifier", verifier),
        ]
    };
    assert_eq!(error_of(&practice.token(&fields("something-else")).await).1, "invalid_grant");
    assert_eq!(practice.token(&fields(verifier)).await.status, 200);
}

#[tokio::test]
async fn a_person_may_refuse_at_every_page() {
    let practice = Practice::start().await;
    let login = practice.authorize(&[("state", "s")]).await;
    let parameters = practice.submit_consent(&login, &[("answer", "cancel")]).await.callback();
    assert_eq!((parameters["error"].as_str(), parameters["state"].as_str()), ("access_denied", "s"));

    let login = practice.authorize(&[]).await;
    let page = practice.submit_consent(&login, &[("user", "sample-owner"), ("password", "practice")]).await;
    assert_eq!(page.choices("business"), ["N9000001", "N9000002"]);
    let page = practice.submit_consent(&page, &[("business", "N9000001")]).await;
    assert!(page.body.contains("Sample Trading"));
    let parameters = practice.submit_consent(&page, &[("answer", "deny")]).await.callback();
    assert_eq!(parameters["error"], "access_denied");
    assert!(!parameters.contains_key("state") && !parameters.contains_key("code"));
}

#[tokio::test]
async fn logins_and_businesses_are_checked() {
    let practice = Practice::start().await;
    let page = practice.authorize(&[]).await;
    for (user, password, error) in [
        ("sample-owner", "wrong", "User name or password is wrong"),
        ("nobody", "practice", "User name or password is wrong"),
        ("sample-locked", "practice", "This login is locked"),
    ] {
        let again = practice.submit_consent(&page, &[("user", user), ("password", password)]).await;
        assert_eq!(again.error(), error);
    }
    let page = practice.submit_consent(&page, &[("user", "sample-studio"), ("password", "practice")]).await;
    let foreign = practice.submit_consent(&page, &[("business", "N9000001")]).await;
    assert_eq!(foreign.error(), "Choose a business");
    let page = practice.authorize(&[]).await;
    let page = practice.submit_consent(&page, &[("user", "sample-employee"), ("password", "practice")]).await;
    assert!(page.body.contains("may connect no business"));
}

#[tokio::test]
async fn pages_end_after_half_an_hour_and_allow_nothing_but_their_form() {
    let practice = Practice::start().await;
    let page = practice.authorize(&[]).await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    let callback = crate::support::origin(&practice.registered(Flowaccount, "redirect_uri"));
    assert!(policy.contains(&format!("form-action 'self' {callback};")));
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
    assert!(page.body.contains("<html lang=\"en\">") && page.body.contains("no real business"));
    practice.dial.advance_clock(30 * 60).unwrap();
    let late = practice.submit_consent(&page, &[("user", "sample-owner"), ("password", "practice")]).await;
    assert_eq!(late.status, 400);
}

#[tokio::test]
async fn a_browser_that_signed_in_is_known_until_it_is_closed() {
    let practice = Practice::start().await;
    let login = practice.authorize(&[]).await;
    let page = practice.submit_consent(&login, &[("user", "sample-accountant"), ("password", "practice")]).await;
    let cookie = page.header("set-cookie");
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "it ends with the browser: {cookie}");
    let (cookie, _) = cookie.split_once(';').unwrap();

    assert!(practice.authorize(&[]).await.body.contains("Sample logins"), "another browser knows nobody");
    let known = practice.authorize_in_browser(cookie).await;
    assert!(known.body.contains("Continue as sample-accountant") && !known.body.contains("id=\"password\""));
    let page = practice.submit_consent(&known, &[]).await;
    assert_eq!(page.choices("business"), ["N9000011", "N9000012", "N9000013", "N9000014"]);

    let known = practice.authorize_in_browser(cookie).await;
    let page = practice.submit_consent(&known, &[("answer", "other")]).await;
    assert!(page.body.contains("Sample logins"), "somebody else may sign in");
}
