//! bankHub: Update Mode, rotation and removal.

use crate::bankhub::code_of;
use crate::support::{Bankhub, Practice, Reply};
use linkdesk_sandbox::GrantAction;
use serde_json::json;

pub(crate) async fn update(practice: &Practice, token: &str) -> Reply {
    let grant_token = practice.grant_token(Some(token)).await;
    let page = practice.open_link(&grant_token, "&state=u").await;
    assert!(page.body.contains("value=\"sample-plain\" required readonly"));
    let other = practice.submit_link(&page, &[("user", "sample-other"), ("password", "practice")]).await;
    assert_eq!(other.error(), "This is not the login of the linked account");
    practice.submit_link(&other, &[("user", "sample-plain"), ("password", "practice")]).await
}

#[tokio::test]
async fn update_mode_mends_the_same_token() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Bankhub, "rate_limit", false).unwrap();
    let token = practice.linked("sample-plain", "practice").await;
    for (word, public_token) in [("empty", Some("")), ("none", None)] {
        practice.dial.set_switch(Bankhub, "update_completion", word).unwrap();
        practice.dial.act_on_grants(Bankhub, GrantAction::BankPasswordChanged, None).unwrap();
        assert_eq!(code_of(&practice.bankhub_get("/balance", &token).await).1, "GRANT_LOGIN_REQUIRED");
        let parameters = update(&practice, &token).await.callback();
        assert_eq!(parameters.get("publicToken").map(String::as_str), public_token);
        assert_eq!(parameters["state"], "u");
        assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
    }
    assert_eq!(practice.dial.counters(Bankhub)["grant.token.update"], 2);
}

#[tokio::test]
async fn a_fresh_public_token_after_update_mode_gives_the_same_grant() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    practice.dial.set_switch(Bankhub, "update_completion", "fresh").unwrap();
    practice.dial.act_on_grants(Bankhub, GrantAction::BankPasswordChanged, None).unwrap();
    let public_token = update(&practice, &token).await.callback()["publicToken"].clone();
    assert_eq!(practice.exchange(&public_token).await.json()["accessToken"], token);
    assert_eq!(practice.dial.grants(Bankhub).len(), 1);
}

#[tokio::test]
async fn update_mode_is_refused_where_it_does_not_help() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let ask = async |token: &str| {
        code_of(&practice.bankhub_post("/grant/token", Some(token), &practice.token_request()).await).1
    };
    assert_eq!(ask(&token).await, "FI_SERVICE_ACCOUNT_CONNECTING");
    assert_eq!(ask("access-practice-none").await, "GRANT_NOT_FOUND");
    practice.dial.act_on_grants(Bankhub, GrantAction::WebLoginPrevented, None).unwrap();
    assert_eq!(ask(&token).await, "GRANT_NOT_PERMIT_UPDATE");
    assert_eq!(code_of(&practice.bankhub_get("/balance", &token).await).1, "PREVENTED");
    practice.dial.act_on_grants(Bankhub, GrantAction::Heal, None).unwrap();
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
    practice.dial.set_switch(Bankhub, "update_healthy", "allow").unwrap();
    assert!(practice.grant_token(Some(&token)).await.starts_with("grant-practice-"));
}

#[tokio::test]
async fn a_device_check_asks_for_a_code_only() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let body = json!({ "errorCode": "OTP_REQUIRED" });
    assert_eq!(practice.bankhub_post("/sandbox/grant/reset-login", Some(&token), &body).await.status, 200);
    assert_eq!(code_of(&practice.bankhub_get("/balance", &token).await).1, "OTP_REQUIRED");
    let page = practice.open_link(&practice.grant_token(Some(&token)).await, "").await;
    let code = practice.dial.phone()[0].code.clone();
    assert_eq!(practice.submit_link(&page, &[("otp", &code)]).await.callback()["publicToken"], "");
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
    let wrong = practice.bankhub_post("/sandbox/grant/reset-login", Some(&token), &json!({ "errorCode": "X" })).await;
    assert_eq!(code_of(&wrong).1, "INVALID_PARAM");
}

#[tokio::test]
async fn a_grant_is_removed_at_once_or_after_a_code() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let removed = practice.bankhub_post("/grant/remove", Some(&token), &json!([])).await.json();
    assert_eq!(removed.as_object().unwrap().keys().collect::<Vec<_>>(), ["requestId"]);
    assert_eq!(code_of(&practice.bankhub_get("/balance", &token).await).1, "GRANT_NOT_FOUND");

    practice.dial.set_switch(Bankhub, "remove_needs_otp", true).unwrap();
    let token = practice.linked("sample-otp", "practice").await;
    let asked = practice.bankhub_post("/grant/remove", Some(&token), &json!({})).await.json();
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
    let page = practice.open_link(asked["grantToken"].as_str().unwrap(), "").await;
    let flow = page.hidden_flow().to_owned();
    let login = format!("{}/link/login", practice.endpoint(Bankhub, "api"));
    let fields = [("flow", flow.as_str()), ("user", "sample-otp"), ("password", "practice")];
    assert_eq!(practice.post_form(&login, &fields).await.error(), "Enter the code");
    let code = practice.dial.phone()[0].code.clone();
    assert_eq!(practice.submit_link(&page, &[("otp", &code)]).await.status, 303);
    assert_eq!(code_of(&practice.bankhub_get("/identity", &token).await).1, "GRANT_NOT_FOUND");
}

#[tokio::test]
async fn a_rotated_access_token_replaces_the_old_one() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let body = practice.bankhub_post("/grant/invalidate", Some(&token), &json!([])).await.json();
    let fresh = body["newAccessToken"].as_str().unwrap();
    assert_eq!(code_of(&practice.bankhub_get("/balance", &token).await).1, "GRANT_NOT_FOUND");
    assert_eq!(practice.bankhub_get("/balance", fresh).await.status, 200);
}

#[tokio::test]
async fn a_paused_grant_answers_nothing_until_update_mode_or_an_order() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Bankhub, "rate_limit", false).unwrap();
    let token = practice.linked("sample-plain", "practice").await;
    let paused = practice.bankhub_post("/grant/pause", Some(&token), &json!({})).await.json();
    assert_eq!(paused.as_object().unwrap().keys().collect::<Vec<_>>(), ["requestId"]);
    for path in ["/identity", "/balance", "/transactions"] {
        assert_eq!(code_of(&practice.bankhub_get(path, &token).await), (400, "GRANT_PAUSED".to_owned()), "{path}");
    }
    assert_eq!(update(&practice, &token).await.status, 303);
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);

    practice.dial.set_switch(Bankhub, "pause_answer", "grant").unwrap();
    let paused = practice.bankhub_post("/grant/pause", Some(&token), &json!([])).await.json();
    assert_eq!(paused["grantId"], practice.dial.grants(Bankhub)[0].id);
    assert_eq!(practice.dial.grants(Bankhub)[0].condition, "grant_paused");
    practice.dial.act_on_grants(Bankhub, GrantAction::Heal, None).unwrap();
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
    let unknown = practice.bankhub_post("/grant/pause", Some("access-practice-none"), &json!({})).await;
    assert_eq!(code_of(&unknown).1, "GRANT_NOT_FOUND");
}
