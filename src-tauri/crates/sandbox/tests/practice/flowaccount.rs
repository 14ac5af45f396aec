//! `FlowAccount`: the token endpoint and the company call.

use crate::support::{Flowaccount, Practice, Reply};
use linkdesk_sandbox::GrantAction;
use serde_json::Value;

const SCOPE: &str = "flowaccount-api offline_access";

impl Practice {
    pub(crate) async fn authorize(&self, more: &[(&str, &str)]) -> Reply {
        self.get(&self.authorization(more), &[]).await
    }

    /// The first page as a browser gets it that has this cookie.
    pub(crate) async fn authorize_in_browser(&self, cookie: &str) -> Reply {
        self.get(&self.authorization(&[]), &[("cookie", cookie)]).await
    }

    fn authorization(&self, more: &[(&str, &str)]) -> String {
        let (id, redirect) = (self.registered(Flowaccount, "id"), self.registered(Flowaccount, "redirect_uri"));
        let mut fields =
            vec![("response_type", "code"), ("scope", SCOPE), ("client_id", &id), ("redirect_uri", &redirect)];
        fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        fields.extend_from_slice(more);
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        format!("{}?{query}", self.endpoint(Flowaccount, "authorize"))
    }

    pub(crate) async fn submit_consent(&self, page: &Reply, fields: &[(&str, &str)]) -> Reply {
        self.submit(&self.endpoint(Flowaccount, "authorize"), page, fields).await
    }

    /// Goes through the pages to the redirect.
    pub(crate) async fn consent_to(&self, business: &str, more: &[(&str, &str)]) -> Reply {
        let page = self.authorize(more).await;
        let page = self.submit_consent(&page, &[("user", "sample-owner"), ("password", "practice")]).await;
        let page = self.submit_consent(&page, &[("business", business)]).await;
        self.submit_consent(&page, &[("answer", "continue")]).await
    }

    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> Reply {
        self.try_token(fields).await.unwrap()
    }

    pub(crate) async fn try_token(&self, fields: &[(&str, &str)]) -> Result<Reply, reqwest::Error> {
        let (id, secret) = (self.registered(Flowaccount, "id"), self.registered(Flowaccount, "secret"));
        let mut all = vec![("client_id", id.as_str()), ("client_secret", &secret)];
        all.extend_from_slice(fields);
        self.try_form(&self.endpoint(Flowaccount, "token"), &[], &all).await
    }

    pub(crate) async fn redeem(&self, code: &str) -> Reply {
        let redirect = self.registered(Flowaccount, "redirect_uri");
        self.token(&[("grant_type", "authorization_code"), ("code", code), ("redirect_uri", &redirect)]).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> Reply {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// A fresh consent: the token answer.
    pub(crate) async fn consented(&self) -> Value {
        let code = self.consent_to("N9000001", &[]).await.callback()["code"].clone();
        self.redeem(&code).await.json()
    }

    pub(crate) async fn company(&self, token: &str) -> Reply {
        let address = format!("{}/company/info", self.endpoint(Flowaccount, "api"));
        self.get(&address, &[("authorization", &format!("Bearer {token}"))]).await
    }
}

pub(crate) fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    body[name].as_str().unwrap()
}

pub(crate) fn error_of(reply: &Reply) -> (u16, String) {
    (reply.status, text(&reply.json(), "error").to_owned())
}

fn refused(status: u16, error: &str) -> (u16, String) {
    (status, error.to_owned())
}

#[tokio::test]
async fn a_code_becomes_tokens_for_the_chosen_business() {
    let practice = Practice::start().await;
    let parameters = practice.consent_to("N9000002", &[("state", "s&<3")]).await.callback();
    assert_eq!((parameters["scope"].as_str(), parameters["state"].as_str()), (SCOPE, "s&<3"));
    let code = &parameters["code"];
    assert!(code.starts_with("code-practice-"));
    let body = practice.redeem(code).await.json();
    assert_eq!((&body["expires_in"], &body["token_type"]), (&3600.into(), &"Bearer".into()));
    assert_eq!(body["supportCode"], "N9000002");
    assert!(text(&body, "refresh_token").starts_with("refresh-practice-"));
    let company = practice.company(text(&body, "access_token")).await.json();
    assert_eq!((&company["status"], &company["data"]["companyId"]), (&true.into(), &900_002.into()));
    assert_eq!(company["data"]["compnayName"], "ร้านเบเกอรี่ฝึกหัด");
    assert_eq!(error_of(&practice.redeem(code).await), refused(400, "invalid_grant"));
    assert_eq!(practice.company(text(&body, "access_token")).await.status, 200);
}

#[tokio::test]
async fn every_refresh_gives_a_new_refresh_token_and_the_old_one_is_dead() {
    let practice = Practice::start().await;
    let first = practice.consented().await;
    let second = practice.refresh(text(&first, "refresh_token")).await.json();
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(second["supportCode"], "N9000001");
    assert_eq!(error_of(&practice.refresh(text(&first, "refresh_token")).await), refused(400, "invalid_grant"));
    assert_eq!(practice.refresh(text(&second, "refresh_token")).await.status, 200);
    assert_eq!(practice.dial.counters(Flowaccount)["token.refresh"], 3);
}

#[tokio::test]
async fn the_refresh_token_slides_for_a_day() {
    let practice = Practice::start().await;
    let mut body = practice.consented().await;
    for _ in 0..3 {
        practice.dial.advance_clock(23 * 3600).unwrap();
        body = practice.refresh(text(&body, "refresh_token")).await.json();
    }
    practice.dial.advance_clock(86_400 + 1).unwrap();
    assert_eq!(error_of(&practice.refresh(text(&body, "refresh_token")).await), refused(400, "invalid_grant"));
}

#[tokio::test]
async fn access_tokens_and_codes_end_by_the_clock() {
    let practice = Practice::start().await;
    let body = practice.consented().await;
    practice.dial.advance_clock(3600).unwrap();
    let late = practice.company(text(&body, "access_token")).await;
    assert_eq!((late.status, late.json()["status"].clone()), (401, false.into()));

    let code = practice.consent_to("N9000001", &[]).await.callback()["code"].clone();
    practice.dial.advance_clock(150 * 60).unwrap();
    assert_eq!(error_of(&practice.redeem(&code).await), refused(400, "invalid_grant"));
}

#[tokio::test]
async fn a_strict_server_revokes_the_family_at_a_reuse() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Flowaccount, "reuse_revokes_family", true).unwrap();
    let first = practice.consented().await;
    let second = practice.refresh(text(&first, "refresh_token")).await.json();
    assert_eq!(practice.refresh(text(&first, "refresh_token")).await.status, 400);
    assert_eq!(error_of(&practice.refresh(text(&second, "refresh_token")).await), refused(400, "invalid_grant"));
    assert_eq!(practice.company(text(&second, "access_token")).await.status, 401);

    let code = practice.consent_to("N9000001", &[]).await.callback()["code"].clone();
    let body = practice.redeem(&code).await.json();
    assert_eq!(practice.redeem(&code).await.status, 400);
    assert_eq!(practice.company(text(&body, "access_token")).await.status, 401);
}

#[tokio::test]
async fn a_graceful_server_forgives_the_last_token_for_a_while() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Flowaccount, "grace_seconds", 30).unwrap();
    practice.dial.set_switch(Flowaccount, "reuse_revokes_family", true).unwrap();
    let first = practice.consented().await;
    let lost = practice.refresh(text(&first, "refresh_token")).await.json();
    let again = practice.refresh(text(&first, "refresh_token")).await.json();
    assert_ne!(lost["refresh_token"], again["refresh_token"]);
    let third = practice.refresh(text(&again, "refresh_token")).await.json();
    practice.dial.advance_clock(31).unwrap();
    assert_eq!(practice.refresh(text(&again, "refresh_token")).await.status, 400);
    assert_eq!(practice.refresh(text(&third, "refresh_token")).await.status, 400);
}

#[tokio::test]
async fn the_shape_of_a_token_answer_follows_the_switches() {
    let practice = Practice::start().await;
    for (name, value) in [("omit_support_code", true), ("expires_in_as_string", true), ("omit_refresh_token", true)] {
        practice.dial.set_switch(Flowaccount, name, value).unwrap();
    }
    practice.dial.set_switch(Flowaccount, "access_ttl", 60).unwrap();
    let first = practice.consented().await;
    assert!(first.get("supportCode").is_none() && first["expires_in"] == "60");
    let second = practice.refresh(text(&first, "refresh_token")).await.json();
    assert!(second.get("refresh_token").is_none());
    assert_eq!(practice.refresh(text(&first, "refresh_token")).await.status, 200);

    practice.dial.set_switch(Flowaccount, "errors_in_200", true).unwrap();
    assert_eq!(error_of(&practice.refresh("x").await), refused(200, "invalid_grant"));
    practice.dial.set_switch(Flowaccount, "new_model", true).unwrap();
    let company = practice.company(text(&second, "access_token")).await.json();
    assert_eq!(company["data"]["supportCode"], "N9000001");
    assert_eq!(company["data"]["id"], 900_001);
}

#[tokio::test]
async fn without_offline_access_there_is_no_refresh_token() {
    let practice = Practice::start().await;
    let code = practice.consent_to("N9000001", &[("scope", "flowaccount-api")]).await.callback()["code"].clone();
    let body = practice.redeem(&code).await.json();
    assert!(body.get("refresh_token").is_none() && body["access_token"].is_string());
}

#[tokio::test]
async fn token_requests_are_refused_as_rfc_6749_says() {
    let practice = Practice::start().await;
    let address = practice.endpoint(Flowaccount, "token");
    assert_eq!(error_of(&practice.post(&address, &[], &serde_json::json!({})).await), refused(400, "invalid_request"));
    let nobody = practice.post_form(&address, &[("grant_type", "refresh_token"), ("client_id", "x")]).await;
    assert_eq!(error_of(&nobody), refused(401, "invalid_client"));
    assert_eq!(error_of(&practice.token(&[("grant_type", "password")]).await), refused(400, "unsupported_grant_type"));
    assert_eq!(error_of(&practice.token(&[]).await), refused(400, "invalid_request"));
    let code = practice.consent_to("N9000001", &[]).await.callback()["code"].clone();
    let elsewhere =
        [("grant_type", "authorization_code"), ("code", code.as_str()), ("redirect_uri", "http://127.0.0.1:9/x")];
    assert_eq!(error_of(&practice.token(&elsewhere).await), refused(400, "invalid_grant"));
    assert_eq!(practice.redeem(&code).await.status, 200);
}

#[tokio::test]
async fn a_client_may_use_the_header_and_may_come_without_a_person() {
    use base64::Engine as _;
    let practice = Practice::start().await;
    let joined = format!("{}:{}", practice.registered(Flowaccount, "id"), practice.registered(Flowaccount, "secret"));
    let header = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(joined));
    let fields = [("grant_type", "client_credentials"), ("scope", "flowaccount-api")];
    let address = practice.endpoint(Flowaccount, "token");
    let body = practice.try_form(&address, &[("authorization", &header)], &fields).await.unwrap().json();
    assert_eq!((&body["expires_in"], &body["scope"]), (&86_400.into(), &"flowaccount-api".into()));
    assert!(body.get("refresh_token").is_none());
    assert_eq!(practice.company(text(&body, "access_token")).await.status, 200);
}

#[tokio::test]
async fn tokens_can_be_ended_from_behind() {
    let practice = Practice::start().await;
    let body = practice.consented().await;
    practice.dial.act_on_grants(Flowaccount, GrantAction::ExpireAccessTokens, None).unwrap();
    assert_eq!(practice.company(text(&body, "access_token")).await.status, 401);
    let body = practice.refresh(text(&body, "refresh_token")).await.json();
    practice.dial.act_on_grants(Flowaccount, GrantAction::ExpireRefreshTokens, None).unwrap();
    assert_eq!(practice.refresh(text(&body, "refresh_token")).await.status, 400);
    assert_eq!(practice.company(text(&body, "access_token")).await.status, 200);
    practice.dial.act_on_grants(Flowaccount, GrantAction::Revoke, None).unwrap();
    assert_eq!(practice.company(text(&body, "access_token")).await.status, 401);
    assert!(practice.dial.act_on_grants(Flowaccount, GrantAction::Heal, None).is_err());
    assert!(practice.dial.act_on_grants(Flowaccount, GrantAction::Revoke, Some("none")).is_err());
}

#[tokio::test]
async fn lists_come_in_pages_and_differ_by_business() {
    let practice = Practice::start().await;
    let tokens = practice.consented().await;
    let token = format!("Bearer {}", tokens["access_token"].as_str().expect("a token"));
    let list = async |path: &str| {
        practice.get(&format!("{}/{path}", practice.endpoint(Flowaccount, "api")), &[("authorization", &token)]).await
    };
    let page = list("contacts?currentPage=3&pageSize=20").await.json();
    assert_eq!(
        (&page["status"], &page["data"]["total"], &page["data"]["currentPage"]),
        (&true.into(), &45.into(), &3.into())
    );
    assert_eq!(page["data"]["list"].as_array().map(Vec::len), Some(5));
    assert_eq!(list("contacts?currentPage=4").await.json()["data"]["list"], Value::Array(Vec::new()), "behind the end");
    for odd in ["currentPage=0", "pageSize=many", "currentPage=-1"] {
        let refused = list(&format!("quotations?{odd}")).await;
        assert_eq!((refused.status, &refused.json()["status"]), (400, &false.into()), "{odd}");
    }
    let own = list("bank-accounts").await.json();
    assert!(own["data"]["list"][0]["bankAccountName"].as_str().is_some_and(|name| name.starts_with("Sample Trading")));
    let nobody = practice.get(&format!("{}/products", practice.endpoint(Flowaccount, "api")), &[]).await;
    assert_eq!(nobody.status, 401);
    let unknown = list("invoices").await;
    assert_eq!(unknown.status, 404, "no list of this name");
}
