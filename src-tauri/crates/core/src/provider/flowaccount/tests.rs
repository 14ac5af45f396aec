//! FlowAccount's room against answers written by hand.

use super::*;
use crate::http::Reply;
use crate::provider::Ends;
use time::Duration;

const REGISTRATION: &str = r#"
environment = "custom"
[endpoints]
authorize = "https://login.example.com/connect/authorize"
token = "https://api.example.com/test/token"
api = "https://api.example.com/test"
[client]
id = "sample-client"
secret = "sample-secret"
redirect_uri = "http://127.0.0.1:4100/callback"
"#;

pub(super) fn registration() -> Registration {
    crate::registration::parse(&facts::SPEC, "default", REGISTRATION, false).expect("the sample is complete")
}

fn parameters(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn read(pairs: &[(&str, &str)]) -> Returned {
    Flowaccount.read_return(&registration(), &parameters(pairs), false)
}

#[test]
fn the_authorization_request_asks_for_a_code_with_state_and_s256_only() {
    let registration = registration();
    let url = oauth::authorize_url(
        registration.endpoint("authorize"),
        "sample-client",
        registration.redirect(),
        SCOPES,
        &Secret::from("the state"),
        "the-challenge",
    );
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let expected = parameters(&[
        ("response_type", "code"),
        ("client_id", "sample-client"),
        ("redirect_uri", "http://127.0.0.1:4100/callback"),
        ("scope", "flowaccount-api offline_access"),
        ("state", "the state"),
        ("code_challenge", "the-challenge"),
        ("code_challenge_method", "S256"),
    ]);
    assert_eq!(pairs, expected, "nothing more, nothing less");
    assert!(!url.as_str().contains("plain"), "the plain method is never named");
    assert!(!url.as_str().contains('+'), "a space travels as %20");
}

#[test]
fn a_callback_is_an_answer_a_denial_or_nothing() {
    assert!(matches!(read(&[("code", "c"), ("state", "s")]), Returned::Answer(_)), "a code is redeemed");
    assert!(matches!(read(&[("error", "access_denied")]), Returned::Denied), "a no is an outcome");
    assert!(matches!(read(&[("error", "invalid_scope")]), Returned::Refused(_)), "the registration is at fault");
    for nothing in [
        &[("state", "s")][..],
        &[("code", "")],
        &[("code", "c"), ("access_token", "t")],
        &[("code", "c"), ("id_token", "t")],
    ] {
        assert!(matches!(read(nothing), Returned::Nothing), "{nothing:?} is nothing to redeem");
    }
}

#[test]
fn an_issuer_from_elsewhere_is_a_mix_up() {
    for (issuer, ours) in [
        ("https://login.example.com", true),
        ("https://login.example.com/tenant", true),
        ("https://LOGIN.example.com", false),
        ("https://login.example.com.evil.test", false),
        ("https://login.example.com@evil.test", false),
        ("http://login.example.com", false),
    ] {
        let answer = read(&[("code", "c"), ("iss", issuer)]);
        assert_eq!(matches!(answer, Returned::Answer(_)), ours, "{issuer}");
    }
    let strict = REGISTRATION.replace("[client]", "[client]\nissuer = \"https://login.example.com\"");
    let strict = crate::registration::parse(&facts::SPEC, "default", &strict, false).expect("the sample is complete");
    for (issuer, ours) in
        [(Some("https://login.example.com"), true), (Some("https://login.example.com/"), false), (None, false)]
    {
        let mut pairs = vec![("code", "c")];
        pairs.extend(issuer.map(|issuer| ("iss", issuer)));
        let answer = Flowaccount.read_return(&strict, &parameters(&pairs), false);
        assert_eq!(
            matches!(answer, Returned::Answer(_)),
            ours,
            "a named issuer is compared letter by letter: {issuer:?}"
        );
    }
}

fn tokens(status: u16, body: &str) -> Result<Credential, RefusalKind> {
    oauth::read_tokens(&Reply::of(status, &[], body), oauth::REFRESH_REFUSED)
        .map(|(credential, _)| credential)
        .map_err(|r| r.kind)
}

#[test]
fn lifetimes_are_read_without_being_believed_blindly() {
    let ends = |value: &str| {
        let body = format!(r#"{{"access_token":"t","token_type":"bearer","expires_in":{value}}}"#);
        tokens(200, &body).expect("a token").part("access").expect("an access token").ends
    };
    let received = Reply::of(200, &[], "").at();
    assert_eq!(ends("3600"), Ends::At(received + Duration::HOUR), "seconds from receipt");
    assert_eq!(ends("\"3600\""), Ends::At(received + Duration::HOUR), "as text");
    assert_eq!(ends("-1"), Ends::Never, "minus one is never");
    for odd in ["null", "1e20", "-5", "\"NaN\"", "{}", "99999999999"] {
        assert_eq!(ends(odd), Ends::Unknown, "{odd} names no end");
    }
}

#[test]
fn only_the_providers_own_word_kills_a_grant() {
    assert_eq!(tokens(400, r#"{"error":"invalid_grant"}"#).err(), Some(oauth::REFRESH_REFUSED), "its own word");
    assert_eq!(tokens(200, r#"{"error":"invalid_grant"}"#).err(), Some(oauth::REFRESH_REFUSED), "said with HTTP 200");
    assert_eq!(tokens(403, r#"{"error":"invalid_code"}"#).err(), Some(oauth::REFRESH_REFUSED), "a spelling of its own");
    assert_eq!(tokens(401, r#"{"error":"invalid_client"}"#).err(), Some(RefusalKind::Registration), "the registration");
    for (status, body, kind) in [
        (400, "", RefusalKind::Unreadable),
        (200, "", RefusalKind::Unreadable),
        (200, "<html>sign in</html>", RefusalKind::PageInstead),
        (200, r#"{"access_token":"t""#, RefusalKind::Unreadable),
        (302, "", RefusalKind::Unreadable),
        (307, r#"{"access_token":"t","token_type":"Bearer"}"#, RefusalKind::Unreadable),
        (500, r#"{"error":"invalid_grant"}"#, RefusalKind::Trouble),
        (503, "", RefusalKind::Trouble),
        (429, "", RefusalKind::Throttled),
        (511, "<html>", RefusalKind::PageInstead),
    ] {
        assert_eq!(tokens(status, body).err(), Some(kind), "HTTP {status} with {body:?}");
    }
}

#[test]
fn a_token_that_could_break_a_header_is_no_token() {
    for token in ["", "a\\r\\nX: y", "a\\u0000b", "é"] {
        let body = format!(r#"{{"access_token":"{token}","token_type":"Bearer"}}"#);
        assert_eq!(tokens(200, &body).err(), Some(RefusalKind::Unreadable), "{token:?}");
    }
    let foreign = r#"{"access_token":"t","token_type":"mac"}"#;
    assert_eq!(tokens(200, foreign).err(), Some(RefusalKind::Unreadable), "a token of another type is not a bearer");
    let long = format!(r#"{{"access_token":"{}"}}"#, "t".repeat(60 * 1024));
    assert!(tokens(200, &long).is_ok(), "60 KB is long, but a token");
}

#[test]
fn what_a_renewal_leaves_out_is_carried_over() {
    let old = Credential::default()
        .with("access", Secret::from("old"), Ends::Unknown)
        .with("refresh", Secret::from("kept"), Ends::Unknown)
        .knowing("support_code", "N0000001");
    for answer in [r#"{"access_token":"new"}"#, r#"{"access_token":"new","refresh_token":""}"#] {
        let renewed = tokens(200, answer).expect("a token").over(&old);
        let value = |kind: &str| renewed.part(kind).map(|part| part.value.expose().to_owned());
        assert_eq!(value("access").as_deref(), Some("new"), "the new token counts");
        assert_eq!(value("refresh").as_deref(), Some("kept"), "the old refresh token stays");
        assert_eq!(renewed.fact("support_code"), Some("N0000001"), "so does what is known");
    }
}
