//! Headline's room against answers written by hand.

use super::*;
use crate::contract::FieldValue;
use crate::http::{Http, Reply};
use crate::provider::{Ends, IdentityKey, Values};
use errors::Asking;
use serde_json::{Value, json};
use time::Duration;

const REGISTRATION: &str = r#"
environment = "custom"
[endpoints]
client = "https://api.example.com/api"
manager = "https://api.example.com/openapi-b"
ui = "https://www.example.com"
[client]
app_id = "sample-app"
app_secret = "sample-secret"
company_id = "900"
locale = "zh-CN"
third_app_type = "SAMPLE"
redirect_uri = "https://desk.example.com/callback/headline"
"#;

const CUSTOMER: &str = r#"{"msg":"Success","fail":false,"trace":"t-sample","code":"0","data":
    {"customerNo":"86000001","id":1,"phone":"000******0001","email":"sa**@practice.test","name":null,"accountList":[]},
    "bizCode":"","tm":236000000,"msgParams":null,"ok":true,"new":{"a":[1]}}"#;

pub(super) fn registration_with(changes: &[(&str, &str)]) -> Registration {
    let text = changes.iter().fold(REGISTRATION.to_owned(), |text, (old, new)| text.replace(old, new));
    crate::registration::parse(&facts::SPEC, "default", &text, false).expect("the sample is complete")
}

pub(super) fn answered(
    status: u16,
    headers: &[(&'static str, &str)],
    body: &str,
    asking: Asking,
) -> Result<Value, Refusal> {
    wire::read(&Reply::of(status, headers, body), "our-trace", asking)
}

pub(super) fn refused(code: &str, asking: Asking) -> Refusal {
    let body = json!({ "code": code, "bizCode": "G", "msg": "Words", "ok": false, "fail": true, "trace": "t-1" });
    answered(200, &[], &body.to_string(), asking).expect_err("it is refused")
}

fn kind(code: &str, asking: Asking) -> RefusalKind {
    refused(code, asking).kind
}

fn returned(pairs: &[(&str, &str)]) -> Returned {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Headline.read_return(&registration_with(&[]), &pairs, false)
}

pub(super) fn typed(fields: &[(&str, &str)]) -> Values {
    typed_into(&facts::LOGIN, fields)
}

pub(super) fn typed_into(form: &Form, fields: &[(&str, &str)]) -> Values {
    let value = |(name, value): &(&str, &str)| FieldValue { name: (*name).to_owned(), value: Secret::from(*value) };
    form.take(fields.iter().map(value).collect()).expect("it is sound")
}

#[test]
fn the_page_carries_our_state_in_the_address_to_go_back_to() {
    let registration = registration_with(&[]);
    let http = Http::new(crate::Clock::default());
    let url = auth2::page(&Line { http: &http, registration: &registration }, &Secret::from("s"));
    assert_eq!(
        url.as_str(),
        "https://www.example.com/zh-CN/auth2/code?appId=sample-app&thirdAppType=SAMPLE\
         &url=https%3A%2F%2Fdesk.example.com%2Fcallback%2Fheadline%3Fstate%3Ds"
    );
}

#[test]
fn without_a_page_of_the_partner_there_is_a_form_and_any_way_will_do() {
    assert!(auth2::is_open_to(&registration_with(&[])));
    assert!(!auth2::is_open_to(&registration_with(&[("third_app_type = \"SAMPLE\"\n", "")])));
    let bare = registration_with(&[("redirect_uri = \"https://desk.example.com/callback/headline\"\n", "")]);
    assert!(!auth2::is_open_to(&bare));
    assert_eq!(bare.returns_to(), None, "no page ever comes back");
    assert_eq!(bare.routes().len(), 4, "a form is filled in here, whatever the way");
}

#[test]
fn a_callback_is_a_code_a_no_a_cancel_or_nothing() {
    assert!(matches!(returned(&[("code", "c"), ("app", "headline")]), Returned::Answer(code) if code.matches("c")));
    assert!(matches!(returned(&[("code", "c")]), Returned::Answer(_)));
    assert!(matches!(returned(&[("app", "headline")]), Returned::Cancelled));
    assert!(matches!(returned(&[("app", "headline"), ("code", "")]), Returned::Cancelled));
    assert!(matches!(returned(&[("error", "access_denied"), ("app", "headline")]), Returned::Denied));
    assert!(matches!(returned(&[("error", "other")]), Returned::Cancelled));
    for nothing in [&[("code", "c"), ("app", "another")][..], &[("code", "a\nb")], &[], &[("x", "y")]] {
        assert!(matches!(returned(nothing), Returned::Nothing), "{nothing:?}");
    }
}

#[test]
fn a_login_is_sent_as_headline_takes_it() {
    let body = |fields: &[(&str, &str)]| login::body(&login::carried(&typed(fields)).expect("it can be sent"), None);
    let email = body(&[("login_type", "email"), ("email", "a@practice.test"), ("password", "sample password")]);
    assert_eq!((&email["type"], &email["loginName"]), (&json!(1), &json!("a@practice.test")));
    let hash = login::hashed(&Secret::from("sample password"));
    assert!(hash.matches(email["loginPwd"].as_str().expect("text")), "the hash and not the password");
    assert!(hash.expose().len() == 32 && hash.expose().bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    assert!(login::hashed(&Secret::from("")).matches("d41d8cd98f00b204e9800998ecf8427e"), "RFC 1321 appendix A.5");
    assert!([2, 7, 8].map(Value::from).contains(&email["device"]), "{}", email["device"]);
    assert_eq!((&email["isThird"], email.get("phoneArea"), email.get("verifyCode")), (&json!(false), None, None));

    let phone = body(&[("login_type", "phone"), ("phone", "+84 000000001"), ("password", "p")]);
    assert_eq!(
        (&phone["type"], &phone["phoneArea"], &phone["loginName"]),
        (&2.into(), &json!("+84"), &json!("000000001"))
    );
    let number = [("login_type", "customer_number"), ("customer_number", "00860001"), ("password", "p")];
    assert_eq!((&body(&number)["type"], &body(&number)["loginName"]), (&3.into(), &json!("00860001")));

    let carried = login::carried(&typed(&number)).expect("it can be sent");
    assert_eq!(login::body(&carried, Some(&Secret::from("000123")))["verifyCode"], "000123", "leading zeros stay");
    assert!(!format!("{carried:?}").contains("00860001"), "what is carried is never printed");
}

#[test]
fn a_phone_number_is_split_after_its_country_code() {
    for (text, area, number) in [
        ("+84 900000001", "+84", "900000001"),
        ("+84 0900000001", "+84", "0900000001"),
        ("0084-900-000-001", "+84", "900000001"),
        ("84900000001", "+84", "900000001"),
        ("+1 (200) 000-0001", "+1", "2000000001"),
        ("+7 9000000001", "+7", "9000000001"),
        ("+852 90000001", "+852", "90000001"),
        ("+86 000000001", "+86", "000000001"),
    ] {
        let phone = phone::split(text).expect("it has a country code");
        assert_eq!((phone.area.as_str(), phone.number.as_str()), (area, number), "{text}");
    }
    for text in ["0900000001", "+0900", "+84", "852", "", "8"] {
        assert_eq!(phone::split(text), None, "{text:?}");
    }
    let values = typed(&[("login_type", "phone"), ("phone", "0900000001"), ("password", "p")]);
    let refusal = login::carried(&values).expect_err("nobody knows of which country");
    assert_eq!((refusal.kind, refusal.field), (RefusalKind::Input, Some("phone")));
}

#[test]
fn tokens_are_taken_with_no_end_that_nobody_named() {
    let login = login::read(&json!({ "token": "00000000-0000-0000-0000-000000000000app", "customerNo": 86_000_001,
        "rToken": "ff00", "loginTime": "1" }))
    .expect("a token");
    assert_eq!(login.part("login").map(|part| part.ends), Some(Ends::Unknown));
    assert_eq!(login.fact("customer_no"), Some("86000001"), "a number becomes text");
    assert!(!String::from_utf8_lossy(&login.to_bytes()).contains("ff00"), "what nobody explains is not kept");
    assert!(!Headline.renews(&login));
    for bad in [json!({}), json!({ "token": "" }), json!({ "token": 5 }), json!({ "token": "a\nb" }), json!("text")] {
        assert_eq!(login::read(&bad).expect_err("no token").kind, RefusalKind::Unreadable, "{bad}");
    }

    let pair = auth2::read(&json!({ "accessToken": "a", "refreshToken": "r" })).expect("a pair");
    assert_eq!(pair.part("access").map(|part| part.ends), Some(Ends::Unknown));
    assert!(Headline.renews(&pair));
    let next = auth2::read(&json!({ "accessToken": "b" })).expect("one will do").over(&pair);
    assert!(next.part("refresh").is_some_and(|part| part.value.matches("r")), "what was left out is carried over");
    assert_eq!(auth2::read(&json!([])).expect_err("nothing").kind, RefusalKind::Unreadable);
}

#[test]
fn a_customer_is_read_whatever_the_types() {
    let data = answered(200, &[], CUSTOMER, Asking::LoginToken).expect("it worked");
    let identity = customer::read(&data, Some("86000001")).expect("a customer").identity();
    assert_eq!(identity.keys, [IdentityKey { kind: "customer_no".to_owned(), value: "86000001".to_owned() }]);
    assert_eq!((identity.view.name.as_str(), identity.view.masked.as_str()), ("sa**@practice.test", "•••• 0001"));
    let bare = customer::read(&json!({ "customerNo": 86_000_001 }), None).expect("a number will do").identity();
    assert_eq!(bare.view.name, "•••• 0001");
    let other = customer::read(&json!({ "customerNo": "2" }), Some("1")).expect_err("somebody else's");
    assert_eq!(other.kind, RefusalKind::AnswerRefused);
    for data in [json!({}), json!([]), json!(null), json!("x"), json!({ "customerNo": "" })] {
        assert_eq!(customer::read(&data, None).expect_err("nobody").kind, RefusalKind::Unreadable, "{data}");
    }
}

#[test]
fn it_worked_when_code_ok_and_fail_agree() {
    for body in [
        r#"{"code":"0","ok":true,"fail":false,"data":1}"#,
        r#"{"code":0,"ok":1,"fail":0,"data":1,"msg":null,"unknown":[]}"#,
        "\u{FEFF}{\"code\":\"0\",\"ok\":\"true\",\"data\":1}",
    ] {
        assert_eq!(answered(200, &[], body, Asking::Login).expect("it worked"), 1, "{body}");
    }
    for body in [r#"{"code":"0","ok":false}"#, r#"{"code":"0","fail":1}"#, r#"{"ok":true,"data":1}"#, "[]", "{"] {
        let refusal = answered(200, &[], body, Asking::Login).expect_err("it did not work");
        assert_eq!(
            (refusal.kind, refusal.request_id.as_deref()),
            (RefusalKind::Unreadable, Some("our-trace")),
            "{body}"
        );
    }
    let page = "<!DOCTYPE html><html>Sign in to this network</html>";
    let kind = |status, body| answered(status, &[], body, Asking::Access).expect_err("no answer").kind;
    assert_eq!(kind(200, page), RefusalKind::PageInstead);
    assert_eq!(kind(502, page), RefusalKind::Trouble);
    assert_eq!(kind(200, ""), RefusalKind::Unreadable, "nothing is never read as dead");
    assert_eq!(kind(503, r#"{"code":"0","ok":true,"data":1}"#), RefusalKind::Trouble, "HTTP counts too");
}

#[test]
fn a_code_means_what_the_call_was_for() {
    for over in ["GATEWAY_CODE_005", "GATEWAY_CODE_017", "GATEWAY_CODE_001"] {
        assert_eq!(kind(over, Asking::LoginToken), RefusalKind::NeedsPerson(Reason::NoRefreshToken));
        assert_eq!(kind(over, Asking::Access), RefusalKind::AccessEnded);
        assert_eq!(kind(over, Asking::Renewal), RefusalKind::NeedsPerson(Reason::RefreshTokenRefused));
        assert_eq!(kind(over, Asking::Redemption), RefusalKind::AnswerRefused);
        assert_eq!(kind(over, Asking::Registration), RefusalKind::Registration);
    }
    for (code, field) in [
        ("CUSTOMER_API_0000102", "password"),
        ("CUSTOMER_API_0000112", "password"),
        ("CUSTOMER_API_0000503", "phone"),
        ("CUSTOMER_API_0000510", "email"),
        ("CUSTOMER_API_0000511", "otp"),
        ("CUSTOMER_API_0000512", "otp"),
    ] {
        let refusal = refused(code, Asking::Login);
        assert_eq!((refusal.kind, refusal.field), (RefusalKind::Input, Some(field)), "{code}");
        assert!(refusal.leaves_the_form());
        assert_eq!(kind(code, Asking::Access), RefusalKind::OurFault, "{code}: nothing was typed");
    }
    for locked in ["CUSTOMER_API_0000103", "CUSTOMER_API_0000113"] {
        assert_eq!(kind(locked, Asking::Login), RefusalKind::ActionAtProvider(Reason::Paused));
    }
    for (code, field) in [("GATEWAY_CODE_003", "client.company_id"), ("CUSTOMER_API_0001029", "client.app_secret")] {
        let refusal = refused(code, Asking::Registration);
        assert_eq!((refusal.kind, refusal.field), (RefusalKind::Registration, Some(field)));
    }
    assert_eq!(kind("F999999", Asking::Login), RefusalKind::NotOffered, "no program can give a captcha");
    assert_eq!(kind("GATEWAY_CODE_018", Asking::Login), RefusalKind::Throttled);
    assert_eq!(kind("GATEWAY_CODE_015", Asking::Login), RefusalKind::OurFault);
    for trouble in ["500", "GATEWAY_CODE_010", "GATEWAY_CODE_902", "SOMETHING_NEW"] {
        assert_eq!(kind(trouble, Asking::Renewal), RefusalKind::Trouble, "{trouble}: never dead");
    }
}

#[test]
fn a_code_is_read_joined_or_apart_and_its_words_in_any_shape() {
    for (joined, apart) in [
        ("GGATEWAY_CODE_005", "GATEWAY_CODE_005"),
        ("USCUSTOMER_API_0000102", "CUSTOMER_API_0000102"),
        ("G500", "500"),
        ("GF999999", "F999999"),
    ] {
        assert_eq!(refused(joined, Asking::Login).provider_code.as_deref(), Some(apart));
    }
    for (words, shown) in [
        (json!("Too\nlate"), Some("Too late")),
        (json!(["First", "second"]), Some("First")),
        (json!({ "en": "Words" }), Some("Words")),
        (json!(null), None),
    ] {
        let body = json!({ "code": 500, "msg": words, "trace": 7 }).to_string();
        let refusal = answered(200, &[], &body, Asking::Access).expect_err("it is refused");
        assert_eq!((refusal.provider_message.as_deref(), refusal.request_id.as_deref()), (shown, Some("7")));
    }
}

#[test]
fn a_throttled_call_waits_for_the_rest_of_the_minute() {
    let retry = |headers: &[(&'static str, &str)]| {
        let body = r#"{"code":"GATEWAY_CODE_018","ok":false}"#;
        let refusal = answered(429, headers, body, Asking::Access).expect_err("it is throttled");
        assert_eq!(refusal.kind, RefusalKind::Throttled);
        refusal.retry_at.map(|at| at - Reply::of(429, &[], "").at())
    };
    assert_eq!(retry(&[("x-ratelimit-reset", "60"), ("x-ratelimit-remairing", "0")]), Some(Duration::MINUTE));
    assert_eq!(retry(&[("x-ratelimit-reset", "60")]), Some(Duration::MINUTE));
    assert_eq!(retry(&[("x-ratelimit-reset", "60"), ("x-ratelimit-remairing", "5")]), None, "calls are left");
    assert_eq!(retry(&[("x-ratelimit-reset", "60"), ("retry-after", "5")]), Some(Duration::seconds(5)), "HTTP's own");
    assert_eq!(retry(&[("x-ratelimit-reset", "99999999")]), Some(Duration::HOUR), "an absurd pause is cut");
    assert_eq!(retry(&[("x-ratelimit-reset", "soon")]), None);
    let page = answered(429, &[("x-ratelimit-reset", "30")], "<html>", Asking::Access).expect_err("it is throttled");
    assert_eq!(page.retry_at.map(|at| at - Reply::of(429, &[], "").at()), Some(Duration::seconds(30)));
}

#[test]
fn a_trace_never_announces_encryption() {
    let trace = wire::trace();
    assert!(trace.len() == 32 && !trace.starts_with("x-") && trace != wire::trace(), "{trace}");
}
