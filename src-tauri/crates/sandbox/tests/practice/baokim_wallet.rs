//! Bảo Kim: wallets are linked and unlinked by codes to a phone, and what a wallet's token opens.

use crate::baokim_caller::keys;
use crate::support::{Baokim, Practice, Reply, multipart};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use linkdesk_sandbox::{Fault, GrantAction, Repeat};
use reqwest::Method;
use serde_json::{Value, json};

pub(crate) const MRC_UUID: &str = "0123456789abcdef01234567";

impl Practice {
    pub(crate) async fn wallet(&self, name: &str, token: &str, body: Value) -> Reply {
        let mut all = json!({ "mrc_uuid": MRC_UUID });
        all.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        let headers: &[(&str, &str)] = if token.is_empty() { &[] } else { &[("wallet-token", token)] };
        self.baokim(&format!("api/v4/linked-wallet/v2/{name}"), headers, &all).await
    }

    pub(crate) fn latest_code(&self) -> String {
        self.dial.phone()[0].code.clone()
    }

    pub(crate) async fn asked(&self) -> Value {
        let reply = self.wallet("request-linked", "", json!({ "phone": "84000000001", "name": "Sample User" })).await;
        reply.envelope(&said("msg"))["ticket"].clone()
    }

    pub(crate) async fn submit_code(&self, otp: &str, ticket: &Value) -> Reply {
        self.wallet("submit-linked-wallet", "", json!({ "otp": otp, "ticket": ticket })).await
    }

    /// What verify-linked answers at the end of the three calls.
    async fn linked_wallet(&self) -> Value {
        let ticket = self.asked().await;
        let data = self.submit_code(&self.latest_code(), &ticket).await.envelope(&said("message"));
        assert_eq!(keys(&data), ["linked_code"]);
        self.wallet("verify-linked", "", data).await.envelope(&said("msg"))
    }

    pub(crate) async fn wallet_token(&self) -> String {
        self.linked_wallet().await["token"].as_str().unwrap().to_owned()
    }
}

fn said(name: &str) -> Value {
    json!({ "code": 0, name: [], "count": 0 })
}

#[tokio::test]
async fn a_wallet_is_linked_in_three_calls() {
    let practice = Practice::start().await;
    let data = practice.linked_wallet().await;
    let expected = ["user_id", "name", "phone", "email", "type", "stat", "address", "social_id", "lvl", "token"];
    assert_eq!(keys(&data), expected);
    let token = STANDARD.decode(STANDARD.decode(data["token"].as_str().unwrap()).unwrap()).unwrap();
    assert!(token.starts_with(b"wallet-practice-"));
    assert_eq!(practice.dial.grants(Baokim)[0].identity, "wallet of Sample User");
    for name in ["wallet.request_linked", "wallet.submit_linked", "wallet.verify_linked"] {
        assert_eq!(practice.dial.counters(Baokim)[name], 1, "{name}");
    }
    practice.dial.set_switch(Baokim, "token_repeats_ticket", true).unwrap();
    let ticket = practice.asked().await;
    let code = practice.submit_code(&practice.latest_code(), &ticket).await.json()["data"].clone();
    let again = practice.wallet("verify-linked", "", code.clone()).await.json();
    assert_eq!(again["data"]["token"], ticket);
    assert_eq!(practice.wallet("verify-linked", "", code).await.json()["code"], 5, "used up");
    let old = data["token"].as_str().unwrap();
    assert_eq!(practice.wallet("request-cancel-linked", old, json!({})).await.json()["code"], 5, "replaced");
    practice.dial.set_fault(Baokim, Fault::WrongAccount, Repeat::Once).unwrap();
    assert_eq!(practice.linked_wallet().await["name"], "Sample Other");
}

#[tokio::test]
async fn what_a_link_is_asked_with_is_checked() {
    let practice = Practice::start().await;
    let wrong = async |body: Value| {
        let reply = practice.wallet("request-linked", "", body).await.json();
        assert_eq!(reply["code"], 2, "{reply}");
        keys(&reply["message"]).join(" ")
    };
    assert_eq!(wrong(json!({})).await, "phone name");
    assert_eq!(wrong(json!({ "phone": "0900000001", "name": "S" })).await, "phone");
    assert_eq!(wrong(json!({ "phone": 84_000_000_001_i64, "name": "S", "mrc_uuid": "short" })).await, "mrc_uuid");
    assert_eq!(wrong(json!({ "phone": "84000000001", "name": "S", "type": 19 })).await, "type");
    let business = json!({ "phone": "84000000001", "name": "S", "type": "2" });
    assert_eq!(wrong(business).await, "business_name business_number site_url business_area_id");
    practice.dial.set_switch(Baokim, "unknown_phone", "refused").unwrap();
    assert_eq!(wrong(json!({ "phone": "84000000099", "name": "S" })).await, "phone");
    let locked = practice.wallet("request-linked", "", json!({ "phone": "84000000002", "name": "S" })).await;
    assert_eq!(locked.json()["code"], 4);
    assert!(practice.dial.phone().is_empty(), "nobody was sent a code");
    practice.dial.set_switch(Baokim, "strict_mrc_uuid", false).unwrap();
    let any = json!({ "phone": "84000000001", "name": "S", "mrc_uuid": "any" });
    assert_eq!(practice.wallet("request-linked", "", any).await.json()["code"], 0);
}

#[tokio::test]
async fn a_phone_without_a_wallet_gets_one() {
    let practice = Practice::start().await;
    let body = json!({
        "phone": "84000000088", "name": "Sample Fresh", "type": 2, "business_name": "S", "business_number": "1",
        "site_url": "https://practice.test", "business_area_id": 16,
    });
    let ticket = practice.wallet("request-linked", "", body).await.json()["data"]["ticket"].clone();
    let code = practice.submit_code(&practice.latest_code(), &ticket).await.json()["data"].clone();
    let data = practice.wallet("verify-linked", "", code).await.json()["data"].clone();
    assert_eq!((&data["name"], &data["type"], &data["email"]), (&"Sample Fresh".into(), &2.into(), &Value::Null));
}

#[tokio::test]
async fn a_code_may_be_wrong_twice_and_ends_after_five_minutes() {
    let practice = Practice::start().await;
    let ticket = practice.asked().await;
    let good = practice.latest_code();
    assert_eq!(good.len(), 6);
    for _ in 0..3 {
        assert_eq!(practice.submit_code("x", &ticket).await.json()["code"], 4);
    }
    assert_eq!(practice.submit_code(&good, &ticket).await.json()["code"], 5, "the ticket is used up");
    let ticket = practice.asked().await;
    practice.submit_code("x", &ticket).await;
    let other = json!({ "otp": practice.latest_code(), "ticket": ticket, "mrc_uuid": "f".repeat(24) });
    assert_eq!(practice.wallet("submit-linked-wallet", "", other).await.json()["code"], 5);
    practice.dial.advance_clock(300).unwrap();
    assert_eq!(practice.submit_code(&practice.latest_code(), &ticket).await.json()["code"], 4, "the code is over");
    practice.dial.advance_clock(300).unwrap();
    assert_eq!(practice.submit_code(&practice.latest_code(), &ticket).await.json()["code"], 5, "the ticket is over");
    let ticket = practice.asked().await;
    let code = practice.submit_code(&practice.latest_code(), &ticket).await.json()["data"].clone();
    practice.dial.advance_clock(300).unwrap();
    assert_eq!(practice.wallet("verify-linked", "", code).await.json()["code"], 5, "the linked_code is over");
}

#[tokio::test]
async fn a_wallet_is_unlinked_in_two_calls() {
    let practice = Practice::start().await;
    let token = practice.wallet_token().await;
    let data = practice.wallet("request-cancel-linked", &token, json!({})).await.envelope(&said("msg"));
    let wrong = json!({ "otp": "x", "ticket": data["ticket"] });
    assert_eq!(practice.wallet("verify-cancel-linked", &token, wrong).await.json()["code"], 4);
    let body = json!({ "otp": practice.latest_code(), "ticket": data["ticket"] });
    let done = practice.wallet("verify-cancel-linked", &token, body).await.envelope(&said("msg"));
    assert_eq!(done, json!({ "mrc_uuid": MRC_UUID, "bk_uuid": 1_000_001 }));
    assert_eq!(practice.wallet("request-cancel-linked", &token, json!({})).await.json()["code"], 5);
    practice.dial.set_switch(Baokim, "wallet_token_error", "unauthenticated").unwrap();
    assert_eq!(practice.wallet("request-cancel-linked", &token, json!({})).await.status, 401);
}

#[tokio::test]
async fn a_wallet_can_be_taken_back_or_age() {
    let practice = Practice::start().await;
    let token = practice.wallet_token().await;
    let state = async || practice.wallet("request-identify-wallet", &token, json!({})).await.json()["code"].clone();
    practice.dial.advance_clock(400 * 86_400).unwrap();
    assert_eq!(state().await, 0, "it has no end of its own");
    practice.dial.set_switch(Baokim, "wallet_token_seconds", 3600).unwrap();
    assert_eq!(state().await, 5);
    practice.dial.set_switch(Baokim, "wallet_token_seconds", 0).unwrap();
    let other = json!({ "mrc_uuid": "f".repeat(24) });
    assert_eq!(practice.wallet("request-identify-wallet", &token, other).await.json()["code"], 2);
    let id = practice.dial.grants(Baokim)[0].id.clone();
    practice.dial.act_on_grants(Baokim, GrantAction::Revoke, Some(&id)).unwrap();
    assert_eq!(state().await, 5);
}

#[tokio::test]
async fn a_user_may_call_where_the_partner_may() {
    let practice = Practice::start().await;
    let token = practice.logged_in().await["access_token"].clone();
    let bearer = format!("Bearer {}", token.as_str().unwrap());
    let address = practice.api("api/v4/linked-wallet/v2/request-linked");
    let body = json!({ "mrc_uuid": MRC_UUID, "phone": "84000000001", "name": "S" });
    assert_eq!(practice.post(&address, &[("authorization", &bearer)], &body).await.json()["code"], 0);
    assert_eq!(practice.post(&address, &[], &body).await.json()["code"], 5);
    let wrong = [("authorization", bearer.as_str()), ("jwt", "Bearer x")];
    assert_eq!(practice.post(&address, &wrong, &body).await.json()["code"], 5);
}

#[tokio::test]
async fn three_pictures_say_who_somebody_is() {
    let practice = Practice::start().await;
    let token = practice.wallet_token().await;
    let ticket = practice.wallet("request-identify-wallet", &token, json!({})).await.envelope(&said("msg"));
    let ticket = ticket["ticket"].as_str().unwrap().to_owned();
    let partner = practice.partner();
    let send = async |files: &[&str]| {
        let texts = [("mrc_uuid", MRC_UUID), ("ticket", &ticket)];
        let headers = [("jwt", partner.as_str()), ("wallet-token", token.as_str())];
        let address = practice.api("api/v4/linked-wallet/v2/verify-identify-wallet");
        let body = multipart(&texts, files, &"practice".repeat(100_000));
        practice.send(Method::POST, &address, &headers, Some(body)).await.unwrap()
    };
    let wrong = send(&["profile"]).await.json();
    assert_eq!(keys(&wrong["message"]), ["image-identify-front", "image-identify-behind"]);
    let data = send(&["image-identify-front", "image-identify-behind", "profile"]).await.envelope(&said("msg"));
    let expected = ["id", "name", "phone", "email", "type", "stat", "address", "idvg_token", "social_id", "lvl"];
    assert_eq!(keys(&data), expected);
    // As the documentation's sample sends it, without any file.
    let text = json!({ "ticket": ticket, "image-identify-front": "et", "image-identify-behind": "a", "profile": "u" });
    assert_eq!(practice.wallet("verify-identify-wallet", &token, text).await.json()["code"], 2);
    let largest = "x".repeat(300_000);
    let too_large = practice.wallet("check-account-bank", &token, json!({ "holder": largest })).await;
    assert_eq!(too_large.status, 413);
}

#[tokio::test]
async fn a_card_is_compared_with_the_wallets_name() {
    let practice = Practice::start().await;
    let token = practice.wallet_token().await;
    for (holder, is_match) in [("SAMPLE  user", true), ("SAMPLE OTHER", false)] {
        let body = json!({ "holder": holder, "bank_id": 17, "bank_account": "0001" });
        let data = practice.wallet("check-account-bank", &token, body).await.envelope(&said("message"));
        assert_eq!(data, json!({ "is_match": is_match }));
    }
    let wrong = json!({ "holder": "S", "bank_id": "voluptates", "bank_account": "0001" });
    assert_eq!(practice.wallet("check-account-bank", &token, wrong).await.json()["code"], 2);
}

#[tokio::test]
async fn the_password_for_payments_comes_and_goes() {
    let practice = Practice::start().await;
    let token = practice.wallet_token().await;
    let words = json!({ "code": 0, "msg": "thành công", "count": 1 });
    let create = |login: &str| json!({ "login_password": login, "transaction_password": "000000" });
    let call =
        async |name: &str, body: Value| practice.wallet(&format!("{name}-transaction-password"), &token, body).await;
    assert_eq!(call("create", create("wrong")).await.json()["code"], 4);
    let data = call("create", create("practice")).await.envelope(&words);
    let expected = [
        "id",
        "user_id",
        "verify_transaction_by",
        "transaction_password",
        "is_transaction_password_active",
        "pin_code",
        "google2fa_secret",
        "is_auto_receiving",
        "default_language",
        "default_currency",
        "updated_at",
        "created_at",
    ];
    assert_eq!(keys(&data), expected);
    assert!(data["transaction_password"].as_str().unwrap().starts_with("$2y$10$practice."));
    assert_eq!((&data["google2fa_secret"], &data["created_at"]), (&"PRACTICEPRACTICE".into(), &Value::Null));
    assert_eq!(data["updated_at"].as_str().unwrap().len(), "2030-01-01 00:00:00".len());
    assert_eq!(call("create", create("practice")).await.json()["code"], 2, "there is one");
    for (password, is_match) in [("000000", true), ("1", false)] {
        let data = call("check", json!({ "transaction_password": password })).await.envelope(&words);
        assert_eq!(data, json!({ "is_match": is_match }));
    }
    assert_eq!(call("delete", json!({ "password": "000000" })).await.json()["code"], 4);
    let deleted = call("delete", json!({ "password": "practice" })).await.envelope(&words);
    assert_eq!(deleted, json!({ "is_delete": true }));
    assert_eq!(call("check", json!({ "transaction_password": "000000" })).await.json()["data"]["is_match"], false);
}

#[tokio::test]
async fn a_person_becomes_a_business() {
    let practice = Practice::start().await;
    let token = practice.wallet_token().await;
    let body =
        json!({ "business_number": "1", "site_url": "https://practice.test", "name": "S", "business_area_id": 1 });
    let data = practice.wallet("upgrade-to-business", &token, body.clone()).await.envelope(&said("message"));
    let expected = [
        "user_id",
        "email",
        "name",
        "business_number",
        "business_area_id",
        "phone",
        "site_url",
        "updated_at",
        "created_at",
        "id",
    ];
    assert_eq!(keys(&data), expected);
    assert_eq!((&data["business_area_id"], &data["site_url"]), (&"1".into(), &Value::Null));
    assert_ne!(data["id"], data["user_id"]);
    assert_eq!(practice.wallet("upgrade-to-business", "", body).await.status, 401, "nobody is named");
    let login = practice.logged_in().await;
    assert_eq!((&login["type"], &login["name"]), (&2.into(), &"S".into()));
}
