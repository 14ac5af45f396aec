//! Bảo Kim: who may call. The partner's own token, written as its clients write it, and the switches around it.

use crate::support::{Baokim, Practice, Reply};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use linkdesk_sandbox::{Fault, Repeat};
use serde_json::{Value, json};
use sha2::Sha256;

/// A token of the partner over these claims, written out here a second time.
pub(crate) fn signed(claims: &Value, key: &str) -> String {
    let part = |value: &str| URL_SAFE_NO_PAD.encode(value);
    let body = format!("{}.{}", part(r#"{"typ":"JWT","alg":"HS256"}"#), part(&claims.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    format!("{body}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

impl Practice {
    /// The claims of a good token for a minute.
    pub(crate) fn claims(&self) -> Value {
        let now = self.dial.now().unix_timestamp();
        json!({
            "iat": now, "jti": "cHJhY3RpY2U=", "iss": self.registered(Baokim, "api_key"), "nbf": now, "exp": now + 60,
        })
    }

    /// A good token, as it stands in the header `jwt`.
    pub(crate) fn partner(&self) -> String {
        format!("Bearer {}", signed(&self.claims(), &self.registered(Baokim, "api_secret")))
    }

    pub(crate) fn api(&self, path: &str) -> String {
        format!("{}/{path}", self.endpoint(Baokim, "api"))
    }

    /// A call with the partner's token and these headers besides.
    pub(crate) async fn baokim(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        let partner = self.partner();
        let headers: Vec<(&str, &str)> =
            [("jwt", partner.as_str())].into_iter().chain(headers.iter().copied()).collect();
        self.post(&self.api(path), &headers, body).await
    }

    /// The body of a login with these fields changed.
    pub(crate) fn login_body(&self, more: Value) -> Value {
        let mut body = json!({
            "username": "sample-user", "password": "practice", "grant_type": "password",
            "client_id": self.registered(Baokim, "client_id"),
            "client_secret": self.registered(Baokim, "client_secret"),
        });
        let Value::Object(more) = more else { panic!("{more} is no object") };
        body.as_object_mut().unwrap().extend(more);
        body
    }

    async fn login_as_partner(&self, claims: &Value) -> Value {
        let token = format!("Bearer {}", signed(claims, &self.registered(Baokim, "api_secret")));
        let reply = self.post(&self.api(LOGIN), &[("jwt", &token)], &self.login_body(json!({}))).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.json()
    }
}

pub(crate) const LOGIN: &str = "api/v4/user/login";

fn changed(claims: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut claims = claims.clone();
    claims[name] = value.into();
    claims
}

#[tokio::test]
async fn a_token_of_the_partner_is_taken_from_a_header_or_from_the_query() {
    let practice = Practice::start().await;
    let body = practice.login_body(json!({}));
    assert_eq!(practice.baokim(LOGIN, &[], &body).await.json()["code"], 1);
    let partner = practice.partner();
    let token = partner.strip_prefix("Bearer ").unwrap();
    let address = format!("{}?jwt={token}", practice.api(LOGIN));
    assert_eq!(practice.post(&address, &[], &body).await.json()["code"], 1);
    let missing = practice.post(&practice.api(LOGIN), &[], &body).await;
    assert_eq!((missing.status, missing.json()["code"].clone()), (200, 5.into()), "{}", missing.body);
    practice.dial.set_switch(Baokim, "caller_error", "http_401").unwrap();
    let missing = practice.post(&practice.api(LOGIN), &[], &body).await;
    assert_eq!((missing.status, missing.json()), (401, json!({ "message": "Unauthenticated." })));
    practice.dial.set_switch(Baokim, "caller_jwt", "unasked").unwrap();
    assert_eq!(practice.post(&practice.api(LOGIN), &[], &body).await.json()["code"], 1);
}

#[tokio::test]
async fn a_token_is_good_for_a_minute_and_no_longer() {
    let practice = Practice::start().await;
    let claims = practice.claims();
    let now = practice.dial.now().unix_timestamp();
    for (what, wrong) in [
        ("lives too long", changed(&claims, "exp", now + 61)),
        ("is over", json!({ "iat": now - 70, "exp": now - 10, "iss": claims["iss"] })),
        ("begins later", json!({ "iat": now + 30, "exp": now + 60, "iss": claims["iss"] })),
        ("is somebody else's", changed(&claims, "iss", "another")),
        ("is the client's id", changed(&claims, "iss", practice.registered(Baokim, "client_id"))),
        ("has no end", changed(&claims, "exp", Value::Null)),
        ("writes milliseconds", json!({ "iat": now * 1000, "exp": (now + 60) * 1000, "iss": claims["iss"] })),
    ] {
        assert_eq!(practice.login_as_partner(&wrong).await["code"], 5, "{what}");
    }
    // One client sends neither jti nor nbf, and one is a few seconds ahead.
    let bare = json!({ "iat": now + 2, "exp": now + 62, "iss": claims["iss"], "aud": "practice" });
    assert_eq!(practice.login_as_partner(&bare).await["code"], 1);
    let foreign = format!("Bearer {}", signed(&claims, "another key"));
    let unsigned = "Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.e30.".to_owned();
    for token in [foreign, unsigned, "Bearer x".to_owned(), String::new()] {
        let reply = practice.post(&practice.api(LOGIN), &[("jwt", &token)], &practice.login_body(json!({}))).await;
        assert_eq!(reply.json()["code"], 5, "{token}");
    }
}

#[tokio::test]
async fn the_one_public_client_of_accounts_gets_in_with_its_switches() {
    let practice = Practice::start().await;
    let now = practice.dial.now().unix_timestamp();
    let claims = json!({
        "iat": now * 1000, "exp": (now + 86_400) * 1000, "iss": practice.registered(Baokim, "api_key"),
    });
    assert_eq!(practice.login_as_partner(&claims).await["code"], 5);
    practice.dial.set_switch(Baokim, "caller_milliseconds", true).unwrap();
    assert_eq!(practice.login_as_partner(&claims).await["code"], 1);
    practice.dial.set_switch(Baokim, "code_zero", true).unwrap();
    assert_eq!(practice.login_as_partner(&claims).await["code"], 0);
    practice.dial.set_switch(Baokim, "caller_seconds", 600).unwrap();
    assert_eq!(practice.login_as_partner(&changed(&practice.claims(), "exp", now + 600)).await["code"], 0);
}

#[tokio::test]
async fn a_moved_practice_clock_is_not_the_partners() {
    let practice = Practice::start().await;
    let by_the_true_clock = practice.claims();
    practice.dial.advance_clock(86_400).unwrap();
    assert_eq!(practice.login_as_partner(&by_the_true_clock).await["code"], 1);
    assert_eq!(practice.login_as_partner(&practice.claims()).await["code"], 1);
}

#[tokio::test]
async fn form_params_can_be_compared_with_the_body() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Baokim, "caller_form_params", true).unwrap();
    let with = |params: Value| changed(&practice.claims(), "form_params", params);
    assert_eq!(practice.login_as_partner(&with(practice.login_body(json!({})))).await["code"], 1);
    let other = with(practice.login_body(json!({ "username": "sample-other" })));
    assert_eq!(practice.login_as_partner(&other).await["code"], 5);
    assert_eq!(practice.login_as_partner(&practice.claims()).await["code"], 5);
}

#[tokio::test]
async fn laravel_shows_through_when_something_is_wrong() {
    let practice = Practice::start().await;
    let call = async || practice.baokim(LOGIN, &[], &practice.login_body(json!({}))).await;
    practice.dial.set_fault(Baokim, Fault::ServerError, Repeat::Once).unwrap();
    let page = call().await;
    assert_eq!((page.status, keys(&page.json())), (500, vec!["message", "exception", "file", "line", "trace"]));
    practice.dial.set_fault(Baokim, Fault::TooManyRequests, Repeat::Once).unwrap();
    let throttled = call().await;
    assert_eq!((throttled.status, throttled.json()), (429, json!({ "message": "Too Many Attempts." })));
    assert_eq!((throttled.header("x-ratelimit-remaining"), throttled.header("retry-after")), ("0", "30"));
    practice.dial.set_fault(Baokim, Fault::TooManyRequestsBare, Repeat::Once).unwrap();
    assert_eq!(call().await.header("retry-after"), "");
    for (code, status, expected) in [
        ("2", 200, json!({ "field": ["Giá trị không hợp lệ"] })),
        ("4", 200, json!(["Từ chối"])),
        ("99", 500, json!(["Từ chối"])),
    ] {
        practice.refuse_baokim(code, status);
        let refused = call().await;
        let body = refused.json();
        assert_eq!((refused.status, body["code"].to_string(), &body["message"]), (status, code.to_owned(), &expected));
    }
    practice.refuse_baokim("invalid_client", 401);
    assert_eq!(call().await.json()["error"], "invalid_client");
    practice.refuse_baokim("debug", 500);
    assert_eq!(call().await.json()["exception"], "ErrorException");
    practice.refuse_baokim("unauthenticated", 401);
    assert_eq!(call().await.json(), json!({ "message": "Unauthenticated." }));
    assert_eq!(practice.baokim("api/v4/none", &[], &json!({})).await.status, 404);
}

impl Practice {
    fn refuse_baokim(&self, code: &str, status: u16) {
        let refusal = linkdesk_sandbox::Refusal { error_code: code.to_owned(), status, endpoint: None };
        self.dial.refuse_next(Baokim, refusal).unwrap();
    }
}

/// The names of an object's fields, in their order.
pub(crate) fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}
