//! ITS's room against answers written by hand.

use super::*;
use crate::http::Reply;
use crate::provider::{Ends, IdentityKey};

const REGISTRATION: &str = r#"
environment = "custom"
[endpoints]
base = "https://api.example.com/v1/partner"
[client]
api_key = "sample-key"
redirect_uri = "https://desk.example.com/callback/its"
"#;

fn registration_with(changes: &[(&str, &str)]) -> Registration {
    let text = changes.iter().fold(REGISTRATION.to_owned(), |text, (old, new)| text.replace(old, new));
    crate::registration::parse(&facts::SPEC, "default", &text, false).expect("the sample is complete")
}

pub(super) fn registration() -> Registration {
    registration_with(&[])
}

fn read(pairs: &[(&str, &str)]) -> Returned {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Its.read_return(&registration(), &pairs, false)
}

fn authorized(status: u16, body: &str, shop_id: Option<&str>) -> Result<Authorized, Refusal> {
    authorize::read(&Reply::of(status, &[], body), shop_id, registration().endpoint("base"))
}

fn refused(status: u16, body: &str) -> Refusal {
    authorized(status, body, Some("1")).expect_err("it is refused")
}

#[test]
fn a_dot_joins_base_and_service() {
    for base in ["https://api.example.com/v1/partner", "https://api.example.com/v1/partner/"] {
        let registration = registration_with(&[("https://api.example.com/v1/partner", base)]);
        let address = wire::address(&registration, "Shop/AuthorizeShop");
        assert_eq!(address.as_str(), "https://api.example.com/v1/partner.Shop/AuthorizeShop");
    }
}

#[test]
fn the_state_goes_behind_the_redirect_address_as_it_was_registered() {
    let state = Secret::from("s");
    assert_eq!(with_state("https://a.example/back", &state), "https://a.example/back?state=s");
    assert_eq!(with_state("https://a.example/back?mine=1", &state), "https://a.example/back?mine=1&state=s");
}

#[test]
fn a_credential_is_bound_to_the_hash_of_the_key() {
    let ours = registration().binding(&facts::SPEC);
    assert!(!ours.text().contains("sample-key"), "the key itself is nowhere in it");
    assert_eq!(ours, registration().binding(&facts::SPEC), "the same key, the same client");
    let other = registration_with(&[("sample-key", "other-key")]).binding(&facts::SPEC);
    assert_ne!(ours.client_id, other.client_id, "another key, another client");
}

#[test]
fn a_callback_names_the_shop_or_is_a_cancel() {
    let id = "1000000000000000001";
    match read(&[("state", "s"), ("token", "whatever"), ("shop_id", id)]) {
        Returned::Answer(answer) => assert!(answer.matches(id), "nineteen digits, none lost"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(read(&[("error", "access_denied")]), Returned::Denied), "a no");
    assert!(matches!(read(&[("state", "s")]), Returned::Cancelled), "no shop, no link");
    assert!(matches!(read(&[("shop_id", "")]), Returned::Cancelled), "an empty one is none");
    for odd in ["1'--", "12345678901234567890", "-1", "１２"] {
        assert!(matches!(read(&[("shop_id", odd)]), Returned::Nothing), "{odd} is no shop id");
    }
}

#[test]
fn the_type_decides_and_not_the_address() {
    let request = r#"{"code":"ok","msg":"","type":"shop_request","auth_token":"request:x","expires_in":900,
        "auth_url":"https://login.example.net/login?token=request:x","meta":{"recaptcha_token":"1"}}"#;
    match authorized(200, request, None).expect("a page") {
        Authorized::Page(url) => assert_eq!(url.host_str(), Some("login.example.net")),
        Authorized::Key(_) => panic!("a request is no key"),
    }
    let key =
        r#"{"code":"ok","type":"shop_key","auth_token":"shop1:k","expires_in":-1,"auth_url":"https://a.example/"}"#;
    match authorized(200, key, Some("1")).expect("a key") {
        Authorized::Key(credential) => {
            let part = credential.part("access").expect("the key");
            assert!(part.value.matches("shop1:k"));
            assert_eq!((part.ends, credential.fact("shop_id")), (Ends::Never, Some("1")), "-1 is no date");
        }
        Authorized::Page(_) => panic!("an address beside a key means nothing"),
    }
    for (body, shop_id, code) in [
        (key, None, "type shop_key"),
        (r#"{"code":"ok","type":"user_key","auth_token":"u"}"#, Some("1"), "type user_key"),
        (r#"{"code":"ok","auth_token":"k"}"#, Some("1"), "no type"),
        (r#"{"code":"ok","type":"shop_key"}"#, Some("1"), "no usable auth_token"),
        (r#"{"code":"ok","type":"shop_key","auth_token":"a\nb"}"#, Some("1"), "no usable auth_token"),
        (r#"{"code":"ok","type":"shop_request"}"#, None, "no auth_url"),
    ] {
        let refusal = authorized(200, body, shop_id).expect_err("it is of no use");
        assert_eq!((refusal.kind, refusal.provider_code.as_deref()), (RefusalKind::Unreadable, Some(code)), "{body}");
    }
}

#[test]
fn a_page_is_opened_over_https_only() {
    for bad in [
        "http://login.example.net/",
        "http://127.0.0.1:9/login",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://login.example.net@evil.test/",
        "not an address",
    ] {
        let body = serde_json::json!({ "code": "ok", "type": "shop_request", "auth_url": bad }).to_string();
        let refusal = authorized(200, &body, None).expect_err("it is not opened");
        assert_eq!(refusal.provider_code.as_deref(), Some("unusable auth_url"), "{bad}");
    }
    let here: url::Url = "http://127.0.0.1:4000/v1/partner".parse().expect("an address");
    let body = r#"{"code":"ok","type":"shop_request","auth_url":"http://127.0.0.1:4000/login?token=t"}"#;
    let page = authorize::read(&Reply::of(200, &[], body), None, &here);
    assert!(matches!(page, Ok(Authorized::Page(_))), "practice is on this computer, and so is its page");
}

#[test]
fn every_error_of_the_guide_is_explained() {
    use RefusalKind as K;
    for (status, code, kind, field) in [
        (400, "invalid_argument", K::Registration, None),
        (401, "unauthenticated", K::Registration, Some("client.api_key")),
        (403, "permission_denied", K::Registration, None),
        (404, "bad_route", K::Registration, Some("endpoints.base")),
        (412, "failed_precondition", K::ActionAtProvider(Reason::Paused), None),
        (429, "resource_exhausted", K::Throttled, None),
        (500, "internal", K::Trouble, None),
        (409, "already_exists", K::Unreadable, None),
    ] {
        let body = format!("{{\"code\":\"{code}\",\"msg\":[\"lời\"],\"meta\":{{\"reason\":\"r\"}}}}");
        let refusal = refused(status, &body);
        assert_eq!((refusal.kind, refusal.field), (kind, field), "{code}");
        assert_eq!(refusal.provider_message.as_deref(), Some("lời"), "{code}: its own words, in whatever form");
    }
    assert_eq!(refused(200, r#"{"code":"internal","msg":""}"#).kind, K::Unreadable, "an error in HTTP 200 is one");
    assert_eq!(refused(502, "<html>").kind, K::Trouble);
    assert_eq!(refused(200, "<!doctype html>").kind, K::PageInstead);
    assert_eq!(refused(200, "").kind, K::Unreadable);
}

#[test]
fn only_its_own_word_ends_a_grant() {
    let told = |status, body| shop::read(&Reply::of(status, &[], body), Some("1")).expect_err("it is refused").kind;
    let gone = RefusalKind::Gone(Reason::RemovedAtProvider);
    assert_eq!(told(401, r#"{"code":"unauthenticated"}"#), gone);
    assert_eq!(told(403, r#"{"code":"permission_denied"}"#), gone);
    assert_eq!(
        told(404, r#"{"code":"bad_route"}"#),
        RefusalKind::Registration,
        "a wrong base says nothing of the shop"
    );
    for body in ["", "<html>", "{\"code\":"] {
        assert_ne!(told(401, body), gone, "{body:?} is nobody's word");
    }
}

#[test]
fn a_shop_is_known_by_all_digits_of_its_id() {
    let id = "1000000000000000001";
    for body in [
        format!("{{\"id\":\"{id}\",\"name\":\"Sample\\u202e Shop\",\"type\":\"PartnerShop\"}}"),
        format!("{{\"code\":\"ok\",\"id\":{id},\"name\":\"Sample\\u202e Shop\"}}"),
    ] {
        let identity = shop::read(&Reply::of(200, &[], &body), Some(id)).expect("a shop").identity();
        assert_eq!(identity.keys, IdentityKey::new("shop_id", id).into_iter().collect::<Vec<_>>());
        assert_eq!(identity.view.name, "Sample  Shop", "no turned text");
    }
    let nameless = shop::read(&Reply::of(200, &[], "{\"id\":\"1\",\"name\":\"\"}"), None).expect("a shop");
    assert!(!nameless.identity().view.name.is_empty(), "something is shown");
    let other = shop::read(&Reply::of(200, &[], "{\"id\":\"2\"}"), Some("1")).expect_err("another shop's key");
    assert_eq!(other.kind, RefusalKind::AnswerRefused);
}
