//! bankHub: webhooks as bodies. Nothing is posted: what they say is written down for whoever wants to forward it.

use crate::support::{Bankhub, Practice};
use linkdesk_sandbox::{BankhubHook, DialError, GrantAction};
use serde_json::{Value, json};

impl Practice {
    fn hook(&self, hook: BankhubHook, grant: Option<&str>) -> Value {
        serde_json::from_str(&self.dial.bankhub_hook(hook, grant).unwrap()).unwrap()
    }
}

#[tokio::test]
async fn a_webhook_names_a_grant_and_a_cause_and_nothing_that_proves_it() {
    let practice = Practice::start().await;
    practice.linked("sample-plain", "practice").await;
    practice.linked("sample-other", "practice").await;
    let grants = practice.dial.grants(Bankhub);
    practice.dial.act_on_grants(Bankhub, GrantAction::OtpRequired, Some(&grants[0].id)).unwrap();
    let error = practice.hook(BankhubHook::Error, Some(&grants[0].id));
    assert_eq!((&error["webhookType"], &error["webhookCode"]), (&json!("GRANT"), &json!("ERROR")));
    assert_eq!((&error["grantId"], &error["environment"]), (&json!(grants[0].id), &json!("dev")));
    assert_eq!(error["error"]["errorCode"], "OTP_REQUIRED");
    for (hook, code) in [
        (BankhubHook::PermissionRevoked, "USER_PERMISSION_REVOKED"),
        (BankhubHook::GrantDeleted, "GRANT_DELETED"),
        (BankhubHook::GrantPaused, "GRANT_PAUSED"),
        (BankhubHook::GrantUpdated, "DEFAULT_UPDATE"),
    ] {
        let body = practice.hook(hook, None);
        assert_eq!((&body["webhookCode"], &body["grantId"]), (&json!(code), &json!(grants[1].id)));
        let names: Vec<&String> = body.as_object().unwrap().keys().collect();
        assert_eq!(names, ["environment", "webhookType", "webhookCode", "grantId", "error"]);
        assert!(body["error"].is_null());
    }
    assert_eq!(practice.hook(BankhubHook::ConsoleTest, None), json!({}));
}

#[tokio::test]
async fn a_booking_in_a_webhook_loses_the_zero_of_its_account_unless_switched() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let rows = practice.bankhub_get("/transactions", &token).await.json()["transactions"].clone();
    let body = practice.hook(BankhubHook::Transactions, None);
    assert_eq!((&body["webhookType"], &body["webhookCode"]), (&json!("TRANSACTIONS"), &json!("TRANSACTION_UPDATE")));
    let booked = &body["transaction"];
    let row = rows.as_array().unwrap().iter().find(|row| row["id"] == booked["id"]).unwrap();
    let number = row["accountNumber"].as_str().unwrap();
    assert_eq!(booked["accountNumber"].to_string(), number.trim_start_matches('0'));

    practice.dial.set_switch(Bankhub, "hook_number", false).unwrap();
    practice.dial.set_switch(Bankhub, "hook_transactions_code", "DEFAULT_UPDATE").unwrap();
    let body = practice.hook(BankhubHook::Transactions, None);
    assert_eq!(
        (&body["webhookCode"], &body["transaction"]["accountNumber"]),
        (&json!("DEFAULT_UPDATE"), &json!(number))
    );
}

#[tokio::test]
async fn a_webhook_tells_of_a_grant_that_is_no_more_but_of_none_that_never_was() {
    let practice = Practice::start().await;
    practice.linked("sample-plain", "practice").await;
    let id = practice.dial.grants(Bankhub)[0].id.clone();
    practice.dial.act_on_grants(Bankhub, GrantAction::Revoke, None).unwrap();
    assert_eq!(practice.hook(BankhubHook::GrantDeleted, None)["grantId"], json!(id));
    assert!(practice.hook(BankhubHook::Transactions, Some(&id))["transaction"].is_null());
    let never = practice.dial.bankhub_hook(BankhubHook::GrantDeleted, Some("x"));
    assert!(matches!(never, Err(DialError::UnknownGrant { .. })));
}

#[tokio::test]
async fn the_control_page_writes_webhooks() {
    let practice = Practice::start().await;
    practice.linked("sample-plain", "practice").await;
    let control = practice.sandbox.ready().control.clone();
    let order = async |body: Value| practice.post(&format!("{control}/hook"), &[], &body).await;
    let state = order(json!({ "provider": "bankhub", "hook": "grant_paused" })).await.json();
    let body: Value = serde_json::from_str(state["providers"]["bankhub"]["hook"].as_str().unwrap()).unwrap();
    assert_eq!(body["webhookCode"], "GRANT_PAUSED");
    let page = practice.get(&control, &[]).await;
    assert!(page.body.contains("id=\"hook\"") && page.body.contains("GRANT_PAUSED"));
    for (wrong, code) in [
        (json!({ "provider": "its", "hook": "grant_paused" }), "bad_field"),
        (json!({ "provider": "bankhub", "hook": "nonsense" }), "bad_field"),
        (json!({ "provider": "bankhub", "hook": "error", "grant": "x" }), "unknown_grant"),
    ] {
        assert_eq!(order(wrong).await.json()["error"]["code"], code);
    }
}
