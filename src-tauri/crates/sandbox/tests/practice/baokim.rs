//! Bảo Kim: accounts, as a client meets them. What each answer holds is written out from the documentation's samples.

use crate::baokim_caller::{LOGIN, keys};
use crate::support::{Baokim, Practice, Reply};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use linkdesk_sandbox::{Fault, GrantAction, Repeat};
use serde_json::{Value, json};

const REFRESH: &str = "api/v4/user/refresh-token";
const DETAIL: &str = "api/v4/user/detail";
const LOGOUT: &str = "api/v4/user/logout";
const REGISTER: &str = "api/v4/user/register-v2";
const SOCIAL: &str = "api/v4/user/get-user-by-social-token";

impl Practice {
    pub(crate) async fn logged_in(&self) -> Value {
        let reply = self.baokim(LOGIN, &[], &self.login_body(json!({}))).await;
        reply.envelope(&json!({ "code": 1, "msg": "thành công", "count": 1 }))
    }

    async fn login_code(&self, more: Value) -> Value {
        let reply = self.baokim(LOGIN, &[], &self.login_body(more)).await;
        assert_eq!(reply.status, 200);
        reply.json()["code"].clone()
    }

    async fn renew_account(&self, token: &Value) -> Reply {
        let more = json!({ "refresh_token": token, "grant_type": "refresh_token" });
        self.baokim(REFRESH, &[], &self.login_body(more)).await
    }

    pub(crate) async fn detail(&self, token: &Value) -> Reply {
        self.get(&self.api(DETAIL), &[("authorization", &format!("Bearer {}", token.as_str().unwrap()))]).await
    }

    pub(crate) async fn oauth(&self, more: Value) -> Reply {
        self.post(&self.api("oauth/token"), &[], &self.login_body(more)).await
    }
}

impl Reply {
    /// The data of an envelope that says exactly this.
    pub(crate) fn envelope(&self, expected: &Value) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        let mut body = self.json();
        let data = body.as_object_mut().unwrap().remove("data").unwrap();
        assert_eq!(&body, expected);
        data
    }
}

/// The claims of a token, unchecked.
fn claims(token: &Value) -> Value {
    let part = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn a_login_tells_no_end_but_its_token_does() {
    let practice = Practice::start().await;
    let data = practice.logged_in().await;
    let expected = [
        "id",
        "name",
        "phone",
        "email",
        "type",
        "stat",
        "address",
        "is_email_verified",
        "is_phone_verified",
        "idvg_token",
        "access_token",
        "refresh_token",
        "ticket",
    ];
    assert_eq!(keys(&data), expected);
    let token = claims(&data["access_token"]);
    assert_eq!(keys(&token), ["aud", "jti", "iat", "nbf", "exp", "sub", "scopes"]);
    let days = (token["exp"].as_i64().unwrap() - token["iat"].as_i64().unwrap()) / 86_400;
    assert!((365..=366).contains(&days), "a year of the calendar");
    assert_eq!((&token["sub"], &data["id"]), (&"1000001".into(), &1_000_001.into()));
    let access = data["access_token"].as_str().unwrap();
    assert_eq!(data["ticket"], access.rsplit_once('.').unwrap().0);
    practice.dial.set_switch(Baokim, "login_access_seconds", 60).unwrap();
    practice.dial.set_switch(Baokim, "sub_is_another", true).unwrap();
    let token = claims(&practice.logged_in().await["access_token"]);
    assert_eq!(token["exp"].as_i64().unwrap() - token["iat"].as_i64().unwrap(), 60);
    assert_eq!(token["sub"], "1");
}

#[tokio::test]
async fn a_wrong_login_is_told_in_http_200() {
    let practice = Practice::start().await;
    assert_eq!(practice.login_code(json!({ "password": "wrong" })).await, 4);
    assert_eq!(practice.login_code(json!({ "username": "nobody" })).await, 4);
    assert_eq!(practice.login_code(json!({ "username": "sample-locked" })).await, 4);
    assert_eq!(practice.login_code(json!({ "username": "84000000001" })).await, 1);
    assert_eq!(practice.login_code(json!({ "grant_type": "tenetur" })).await, 2);
    let reply = practice.baokim(LOGIN, &[], &practice.login_body(json!({ "username": "", "password": null }))).await;
    let data = reply.envelope(&json!({
        "code": 2, "message": { "username": ["Thiếu trường này"], "password": ["Thiếu trường này"] }, "count": 0,
    }));
    assert_eq!(data, json!([]));
    let foreign = practice.baokim(LOGIN, &[], &practice.login_body(json!({ "client_secret": "x" }))).await;
    assert_eq!((foreign.status, foreign.json()["error"].clone()), (401, "invalid_client".into()));
    practice.dial.set_switch(Baokim, "client_error", "code_4").unwrap();
    assert_eq!(practice.login_code(json!({ "client_secret": "x" })).await, 4);
    practice.dial.set_fault(Baokim, Fault::WrongAccount, Repeat::Once).unwrap();
    assert_eq!(practice.logged_in().await["name"], "Sample Other");
    assert_eq!(practice.dial.counters(Baokim)["user.login"], 9);
}

#[tokio::test]
async fn a_form_is_taken_even_where_json_was_announced() {
    let practice = Practice::start().await;
    let body = practice.login_body(json!({}));
    let fields: Vec<(&str, &str)> =
        body.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
    let partner = practice.partner();
    let form = practice.try_form(&practice.api(LOGIN), &[("jwt", &partner)], &fields).await.unwrap();
    assert_eq!(form.json()["code"], 1);
    let text = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let headers = [("jwt", partner.as_str()), ("authorization", "Bearer: practice")];
    let body = Some(("application/json", text));
    let announced = practice.send(reqwest::Method::POST, &practice.api(LOGIN), &headers, body).await.unwrap();
    assert_eq!(announced.json()["code"], 1, "{}", announced.body);
}

#[tokio::test]
async fn a_refresh_replaces_both_tokens() {
    let practice = Practice::start().await;
    let old = practice.logged_in().await;
    let said = json!({ "code": 1, "msg": "thành công", "count": 1 });
    let fresh = practice.renew_account(&old["refresh_token"]).await.envelope(&said);
    assert_eq!(keys(&fresh), ["token_type", "expires_in", "access_token", "refresh_token"]);
    assert_eq!((&fresh["token_type"], &fresh["expires_in"]), (&"Bearer".into(), &899.into()));
    assert_eq!(practice.detail(&old["access_token"]).await.json(), json!({ "message": "Unauthenticated." }));
    assert_eq!(practice.detail(&fresh["access_token"]).await.status, 200);
    assert_eq!(practice.renew_account(&old["refresh_token"]).await.json()["code"], 5);
    practice.dial.set_fault(Baokim, Fault::InvalidGrantOnce, Repeat::Once).unwrap();
    assert_eq!(
        practice.renew_account(&fresh["refresh_token"]).await.json()["message"],
        json!(["Token has been revoked"])
    );
    let fresh = practice.renew_account(&fresh["refresh_token"]).await.envelope(&said);
    practice.dial.advance_clock(901).unwrap();
    assert_eq!(practice.detail(&fresh["access_token"]).await.status, 401);
    practice.dial.set_switch(Baokim, "refresh_rotates", false).unwrap();
    let same = practice.renew_account(&fresh["refresh_token"]).await.envelope(&said);
    assert_eq!(same["refresh_token"], fresh["refresh_token"]);
    practice.dial.act_on_grants(Baokim, GrantAction::ExpireRefreshTokens, None).unwrap();
    for (word, status, name) in [("code_5", 200, "code"), ("code_4", 200, "code"), ("oauth", 401, "hint")] {
        practice.dial.set_switch(Baokim, "refresh_error", word).unwrap();
        let reply = practice.renew_account(&same["refresh_token"]).await;
        assert_eq!(reply.status, status);
        assert!(reply.json().get(name).is_some(), "{}", reply.body);
    }
}

#[tokio::test]
async fn reuse_of_a_refresh_token_can_end_everything() {
    let practice = Practice::start().await;
    let old = practice.logged_in().await;
    let fresh = practice.renew_account(&old["refresh_token"]).await.json()["data"].clone();
    practice.dial.set_fault(Baokim, Fault::ReuseRevokesFamily, Repeat::UntilOff).unwrap();
    assert_eq!(practice.renew_account(&old["refresh_token"]).await.json()["code"], 5);
    assert_eq!(practice.detail(&fresh["access_token"]).await.status, 401);
    assert_eq!(practice.renew_account(&fresh["refresh_token"]).await.json()["code"], 5);
    assert_eq!(practice.dial.grants(Baokim)[0].condition, "revoked");
}

#[tokio::test]
async fn logging_out_ends_the_tokens_and_answers_with_lists() {
    let practice = Practice::start().await;
    let data = practice.logged_in().await;
    let bearer = format!("Bearer {}", data["access_token"].as_str().unwrap());
    let out = practice.post(&practice.api(LOGOUT), &[("authorization", &bearer)], &json!({})).await;
    assert_eq!(out.json(), json!({ "code": 0, "message": [], "count": 0, "data": [] }));
    assert_eq!(practice.detail(&data["access_token"]).await.status, 401);
    assert_eq!(practice.renew_account(&data["refresh_token"]).await.json()["code"], 5);
    practice.dial.set_switch(Baokim, "token_error", "code_5").unwrap();
    assert_eq!(practice.detail(&data["access_token"]).await.json()["code"], 5);
}

#[tokio::test]
async fn the_details_of_a_user_mix_kinds_of_numbers() {
    let practice = Practice::start().await;
    let token = practice.logged_in().await["access_token"].clone();
    let data = practice.detail(&token).await.envelope(&json!({ "code": 1, "msg": "thành công", "count": 1 }));
    let expected = [
        "id",
        "vg_id",
        "name",
        "phone",
        "email",
        "type",
        "stat",
        "address",
        "idvg_token",
        "social_id",
        "city_id",
        "district_id",
        "bod",
        "lvl",
        "gender",
        "is_email_verified",
        "is_phone_verified",
        "parent_id",
        "permissions",
    ];
    assert_eq!(keys(&data), expected);
    assert_eq!((&data["is_email_verified"], &data["permissions"]), (&0.into(), &json!([])));
    assert!(data["bod"].is_i64() && data["city_id"].is_i64());
    let stray = format!("Bearer: {}", token.as_str().unwrap());
    assert_eq!(practice.get(&practice.api(DETAIL), &[("authorization", &stray)]).await.status, 401);
    practice.dial.set_switch(Baokim, "detail_lacks_comma", true).unwrap();
    let broken = practice.detail(&token).await.body;
    assert!(serde_json::from_str::<Value>(&broken).is_err() && broken.contains("\"permissions\""));
    practice.dial.set_switch(Baokim, "detail_lacks_comma", false).unwrap();
    practice.dial.set_switch(Baokim, "caller_jwt", "everywhere").unwrap();
    assert_eq!(practice.detail(&token).await.json()["code"], 5);
}

#[tokio::test]
async fn somebody_new_can_register_once() {
    let practice = Practice::start().await;
    let new = json!({
        "email": "new@practice.test", "name": "Sample New", "password": "practice", "phone": "84000000009",
        "city_id": "ha_noi", "district_id": 15, "type": 1,
    });
    let said = json!({ "code": 0, "msg": "", "count": 0 });
    let data = practice.baokim(REGISTER, &[], &new).await.envelope(&said);
    assert_eq!(keys(&data), ["id", "name", "phone", "email", "type", "stat", "address", "social_id", "lvl"]);
    let again = practice.baokim(REGISTER, &[], &new).await.json();
    assert_eq!((&again["code"], keys(&again["message"])), (&2.into(), vec!["email", "phone"]));
    let wrong = json!({ "email": "x", "type": 19, "district_id": "here" });
    let wrong = practice.baokim(REGISTER, &[], &wrong).await.json();
    assert_eq!(keys(&wrong["message"]), ["email", "name", "password", "phone", "type", "district_id"]);
    let body = practice.login_body(json!({ "username": "new@practice.test" }));
    assert_eq!(practice.baokim(LOGIN, &[], &body).await.json()["data"]["id"], data["id"]);
}

#[tokio::test]
async fn a_social_token_signs_in_without_a_refresh_token() {
    let practice = Practice::start().await;
    let body = json!({ "token": "practice-google-sample-user", "provider": "google" });
    let said = json!({ "code": 0, "msg": "", "count": 0 });
    let data = practice.baokim(SOCIAL, &[], &body).await.envelope(&said);
    let mut expected = vec![
        "id",
        "name",
        "phone",
        "email",
        "type",
        "stat",
        "address",
        "idvg_token",
        "social_id",
        "lvl",
        "google_id",
        "facebook_id",
        "access_token",
        "ticket",
    ];
    assert_eq!(keys(&data), expected);
    assert!(data["google_id"].is_string() && data["social_id"].is_i64());
    let (access, ticket) = (data["access_token"].as_str().unwrap(), data["ticket"].as_str().unwrap());
    assert!(access.contains(ticket) && !access.starts_with(ticket), "a piece of it");
    practice.dial.set_switch(Baokim, "social_refresh_token", true).unwrap();
    let data = practice.baokim(SOCIAL, &[], &body).await.envelope(&said);
    expected.insert(13, "refresh_token");
    assert_eq!(keys(&data), expected);
    for (token, network, code) in [
        ("practice-google-sample-user", "facebook", 5),
        ("practice-google-sample-locked", "google", 4),
        ("practice-google-sample-user", "provident", 2),
    ] {
        let body = json!({ "token": token, "provider": network });
        assert_eq!(practice.baokim(SOCIAL, &[], &body).await.json()["code"], code, "{token} {network}");
    }
}

#[tokio::test]
async fn oauth_answers_and_errs_without_an_envelope() {
    let practice = Practice::start().await;
    let pair = practice.oauth(json!({})).await.json();
    assert_eq!(keys(&pair), ["token_type", "expires_in", "access_token", "refresh_token"]);
    let renewal = json!({ "grant_type": "refresh_token", "refresh_token": pair["refresh_token"] });
    assert_eq!(practice.oauth(renewal.clone()).await.json()["expires_in"], 899);
    for (more, status, error) in [
        (json!({ "client_secret": "x" }), 401, "invalid_client"),
        (json!({ "password": "x" }), 401, "invalid_credentials"),
        (json!({ "password": null }), 400, "invalid_request"),
        (json!({ "grant_type": "authorization_code" }), 400, "invalid_request"),
        (json!({ "grant_type": "implicit" }), 400, "unsupported_grant_type"),
        (renewal, 401, "invalid_request"),
    ] {
        let reply = practice.oauth(more).await;
        let body = reply.json();
        assert_eq!((reply.status, body["error"].as_str().unwrap()), (status, error));
        assert!(body.get("error_description").is_none() && body["message"].is_string());
    }
    practice.dial.set_switch(Baokim, "oauth_error_description", true).unwrap();
    assert!(practice.oauth(json!({ "password": "x" })).await.json()["error_description"].is_string());
}
