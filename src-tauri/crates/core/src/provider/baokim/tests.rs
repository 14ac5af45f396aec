//! Bảo Kim's room against answers written by hand.

use super::errors::Asking;
use super::*;
use crate::contract::FieldValue;
use crate::http::Reply;
use crate::provider::Ends;
use crate::provider::protocol::jwt;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

fn read(status: u16, body: &str, asking: Asking, wanted: &[&str]) -> Result<Value, Refusal> {
    wire::read(&Reply::of(status, &[], body), asking, wanted)
}

fn refused(status: u16, body: &str, asking: Asking) -> (RefusalKind, Option<&'static str>) {
    let refusal = read(status, body, asking, &[]).expect_err("it is a no");
    (refusal.kind, refusal.field)
}

#[test]
fn no_single_number_means_success() {
    for body in [
        r#"{"code":1,"msg":"thành công","count":1,"data":{"ticket":"t"}}"#,
        r#"{"code":0,"msg":[],"count":0,"data":{"ticket":"t"}}"#,
        r#"{"code":"0","message":"","data":{"ticket":"t","unknown":{}}}"#,
    ] {
        let data = read(200, body, Asking::Wallet, &["ticket"]).expect("it worked");
        assert_eq!(data["ticket"], "t", "{body}");
    }
    assert!(read(200, r#"{"code":0,"message":[],"count":0,"data":[]}"#, Asking::Data, &[]).is_ok(), "data as a list");
    for missing in [r#"{"code":0,"data":[]}"#, r#"{"code":1}"#, r#"{"code":1,"data":{"ticket":""}}"#] {
        let refusal = read(200, missing, Asking::Wallet, &["ticket"]).expect_err("nothing came");
        assert_eq!(refusal.kind, RefusalKind::Unreadable, "{missing}");
    }
    assert!(read(500, r#"{"code":1,"data":{"ticket":"t"}}"#, Asking::Wallet, &["ticket"]).is_err(), "HTTP counts too");
}

#[test]
fn a_validation_is_about_its_field() {
    for (body, asking, field) in [
        (r#"{"code":2,"message":{"phone":["no"]},"data":[]}"#, Asking::Wallet, Some("phone")),
        (r#"{"code":2,"message":{"business_area_id":["no"]}}"#, Asking::Wallet, Some("business_area")),
        (r#"{"code":2,"message":{"mrc_uuid":["no"]}}"#, Asking::Wallet, None),
        (r#"{"code":2,"msg":{"otp":"no"}}"#, Asking::Code, Some("otp")),
        (r#"{"code":4,"message":["no"],"count":0,"data":[]}"#, Asking::Login, Some("password")),
        (r#"{"code":"4","message":"no"}"#, Asking::Login, Some("password")),
        (r#"{"code":2,"message":{"username":["no"]}}"#, Asking::Login, Some("username")),
        (r#"{"code":31,"message":null}"#, Asking::Code, Some("otp")),
    ] {
        assert_eq!(refused(200, body, asking), (RefusalKind::Input, field), "{body}");
    }
}

#[test]
fn a_token_that_is_not_taken_is_the_one_that_was_sent() {
    let body = r#"{"code":5,"message":["no"],"count":0,"data":[]}"#;
    for (asking, kind) in [
        (Asking::Login, RefusalKind::Registration),
        (Asking::Wallet, RefusalKind::Registration),
        (Asking::Code, RefusalKind::AnswerRefused),
        (Asking::SignOn, RefusalKind::AnswerRefused),
        (Asking::Data, RefusalKind::AccessEnded),
    ] {
        assert_eq!(refused(200, body, asking).0, kind);
        assert_eq!(refused(401, r#"{"message":"Unauthenticated."}"#, asking).0, kind);
    }
}

fn registering(changes: &[(&str, &str)]) -> Result<Value, Refusal> {
    let mut typed = std::collections::BTreeMap::from([
        ("email", "new@practice.test"),
        ("name", "Sample New"),
        ("phone", "+84 000 000 009"),
        ("password", " sample password "),
        ("password_again", " sample password "),
        ("account_type", "personal"),
    ]);
    typed.extend(changes.iter().copied());
    let value = |(name, value): (&str, &str)| FieldValue { name: name.to_owned(), value: Secret::from(value) };
    let values = facts::REGISTER.take(typed.into_iter().map(value).collect()).expect("it can be sent");
    register::body(&values).map(Value::Object)
}

#[test]
fn a_new_account_is_described_as_the_document_writes_one() {
    let person = json!({
        "email": "new@practice.test",
        "name": "Sample New",
        "phone": "84000000009",
        "password": " sample password ",
        "type": 1,
    });
    assert_eq!(registering(&[]).expect("it can be sent"), person, "what is not said is not sent");
    let shop = [("account_type", "business"), ("business_number", "0000000000"), ("address", "Sample Street 1")];
    let body = registering(&shop).expect("it can be sent");
    assert_eq!((&body["type"], &body["business_number"]), (&json!(2), &json!("0000000000")), "zeros count");
    assert_eq!((&body["address"], body.get("business_name")), (&json!("Sample Street 1"), None));
    let refusal = registering(&[("password_again", "sample password")]).expect_err("found before it is sent");
    assert_eq!((refusal.kind, refusal.field), (RefusalKind::Input, Some("password_again")));
}

#[test]
fn whoever_was_perhaps_registered_is_told_from_whoever_was_not() {
    let answered = |status, body| read(status, body, Asking::NewAccount, &["id"]).expect_err("it is no success");
    for (status, body) in [
        (200, ""),
        (200, r#"{"code":0,"msg":"","data":[]}"#),
        (200, r#"{"code":0,"data":{"id""#),
        (200, "<html>sign in</html>"),
        (500, r#"{"message":"m","exception":"E","trace":[]}"#),
        (200, r#"{"code":99,"message":"m"}"#),
    ] {
        assert!(register::may_be_done(&answered(status, body)), "HTTP {status} {body}");
    }
    for (body, field) in [
        (r#"{"code":2,"message":{"email":["no"]}}"#, Some("email")),
        (r#"{"code":2,"message":{"phone":["no"]}}"#, Some("phone")),
        (r#"{"code":2,"message":{"password":["no"]}}"#, Some("password")),
        (r#"{"code":2,"message":{"type":["no"]}}"#, Some("account_type")),
        (r#"{"code":2,"message":{"city_id":["no"]}}"#, None),
        (r#"{"code":4,"msg":"no"}"#, None),
    ] {
        let refusal = answered(200, body);
        assert_eq!((refusal.kind, refusal.field), (RefusalKind::Input, field), "{body}");
        assert!(!register::may_be_done(&refusal));
    }
    for (status, body) in [(200, r#"{"code":5,"message":["no"]}"#), (429, "{}"), (401, r#"{"message":"m"}"#)] {
        assert!(!register::may_be_done(&answered(status, body)), "HTTP {status} {body}: nothing was done");
    }
}

#[test]
fn a_networks_token_that_is_not_taken_ends_nothing_but_the_try() {
    for body in [
        r#"{"code":5,"message":["no"],"data":[]}"#,
        r#"{"code":4,"msg":"no"}"#,
        r#"{"code":2,"message":{"token":["no"]}}"#,
        r#"{"code":31,"msg":[]}"#,
    ] {
        assert_eq!(refused(200, body, Asking::Social), (RefusalKind::AnswerRefused, None), "{body}");
    }
    assert_eq!(refused(500, r#"{"code":5}"#, Asking::Social).0, RefusalKind::Trouble);
    let unread = read(200, r#"{"code":0,"data":{"id":1}}"#, Asking::Social, &["access_token"]).expect_err("no token");
    assert_eq!(unread.kind, RefusalKind::Unreadable);
}

#[test]
fn the_page_of_a_network_comes_back_with_a_token_or_with_a_reason_or_with_nothing() {
    let returned = |query: &[(&str, &str)]| {
        let parameters: Vec<_> = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        match social::read_return(&parameters) {
            Returned::Answer(answer) => answer.expose().to_owned(),
            Returned::Refused(refusal) => format!("{:?} {:?}", refusal.kind, refusal.provider_code),
            other => format!("{other:?}"),
        }
    };
    for (query, expected) in [
        (&[("network", "google"), ("token", "t-1")][..], "google link t-1"),
        (&[("network", "google"), ("page", "signed_in"), ("token", "t-1")], "google signed_in t-1"),
        (&[("network", "google"), ("page", "other"), ("token", "t-1")], "google link t-1"),
        (&[("access_token", "t-1"), ("network", "facebook"), ("state", "s")], "facebook link t-1"),
        (&[("network", "google"), ("token", "")], "CameBackEmpty None"),
        (&[("network", "google"), ("token", "a\r\nb")], "CameBackEmpty None"),
        (&[("network", "google"), ("error", "access_denied")], "Denied"),
        (&[("network", "google"), ("error", "server_error"), ("token", "t-1")], "CameBackEmpty Some(\"server_error\")"),
        (&[("network", "elsewhere"), ("token", "t-1")], "Nothing"),
        (&[("token", "t-1")], "Nothing"),
        (&[("authorization_code", "c-1")], "Nothing"),
        (&[("action", "logout")], "Nothing"),
    ] {
        assert_eq!(returned(query), expected, "{query:?}");
    }
}

#[test]
fn a_refresh_token_is_dead_only_by_the_providers_word() {
    let dead = (RefusalKind::NeedsPerson(Reason::RefreshTokenRefused), None);
    for (status, body) in [
        (401, r#"{"error":"invalid_request","message":"m","hint":"Token has been revoked"}"#),
        (400, r#"{"error":"invalid_grant","error_description":"m"}"#),
        (200, r#"{"code":5,"message":["m"]}"#),
        (401, r#"{"message":"Unauthenticated."}"#),
    ] {
        assert_eq!(refused(status, body, Asking::Renewal), dead, "{body}");
    }
    for (status, body, kind) in [
        (401, r#"{"error":"invalid_client","message":"m"}"#, RefusalKind::Registration),
        (429, r#"{"message":"Too Many Attempts."}"#, RefusalKind::Throttled),
        (200, r#"{"code":99,"message":"m"}"#, RefusalKind::Trouble),
        (500, r#"{"message":"m","exception":"E","file":"/srv/x.php","line":1,"trace":[]}"#, RefusalKind::Trouble),
        (502, "<html>bad gateway</html>", RefusalKind::Trouble),
        (200, "<html>sign in</html>", RefusalKind::PageInstead),
        (200, "", RefusalKind::Unreadable),
        (200, r#"{"code":1,"data":{"access_"#, RefusalKind::Unreadable),
    ] {
        assert_eq!(refused(status, body, Asking::Renewal).0, kind, "HTTP {status} {body}");
    }
}

#[test]
fn a_debug_page_is_told_to_nobody() {
    let page =
        r#"{"message":"SQL of the server","exception":"E","file":"/srv/x.php","line":1,"trace":[{"file":"/srv"}]}"#;
    let refusal = read(500, page, Asking::Data, &[]).expect_err("it is a no");
    assert_eq!(refusal.provider_message, None);
    assert_eq!(refusal.provider_code.as_deref(), Some("HTTP 500"));
}

#[test]
fn an_end_is_said_beside_the_token_or_inside_it() {
    let now = OffsetDateTime::UNIX_EPOCH;
    let token = jwt::signed(&json!({ "exp": 31_536_000 }), &Secret::from("sample"));
    let end = |data: Value| account::tokens(&data, now).expect("tokens").part("access").expect("an access token").ends;
    assert_eq!(end(json!({ "access_token": "opaque", "expires_in": 899 })), Ends::At(now + Duration::seconds(899)));
    assert_eq!(end(json!({ "access_token": "opaque", "expires_in": "899" })), Ends::At(now + Duration::seconds(899)));
    assert_eq!(end(json!({ "access_token": token.expose() })), Ends::At(now + Duration::days(365)));
    assert_eq!(end(json!({ "access_token": "opaque" })), Ends::Unknown, "never invented");
    assert!(account::tokens(&json!({ "access_token": "a\r\nb" }), now).is_err(), "it could break a header");
}

#[test]
fn ids_stand_under_several_names_and_stay_text() {
    for profile in [
        json!({ "id": 7_000_000_000_000_000_001_u64, "name": "Practice" }),
        json!({ "user_id": "7000000000000000001" }),
    ] {
        let identity = account::identity(&profile, "user_id", &["id", "user_id"]).expect("it has an id");
        assert_eq!(identity.keys[0].value, "7000000000000000001");
    }
    assert!(account::identity(&json!({ "name": "nobody" }), "user_id", &["id"]).is_err());
    assert!(account::identity(&json!([]), "user_id", &["id"]).is_err());
}

#[test]
fn a_way_that_was_chosen_is_not_asked_again() {
    let first = |way, is_new| match first_form(way, is_new) {
        Step::Form(asked) => asked.form.id,
        _ => "",
    };
    let form = |way| first(way, true);
    assert_eq!((form(None), form(Some("password")), form(Some("wallet"))), ("way", "login", "wallet"));
    assert_eq!((form(Some("social")), form(Some("register"))), ("social", "register"));
    // Signed in to again, nobody new is offered to take the account's place.
    assert_eq!((first(None, false), first(Some("register"), false)), ("way_again", "way_again"));
    assert!(!facts::WAY_AGAIN.fields[0].choices.contains(&"register"));
}
