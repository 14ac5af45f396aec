//! bankHub: payment codes, the accounts that receive, tax invoices, and transfers that never happen.

use crate::bankhub::code_of;
use crate::support::{Bankhub, Practice};
use serde_json::{Value, json};

fn order() -> Value {
    json!({ "amount": 125_000, "description": "DH 000001", "referenceNumber": "order-1" })
}

#[tokio::test]
async fn a_payment_code_names_amount_words_and_an_account_of_its_own() {
    let practice = Practice::start().await;
    let token = practice.linked_for("transaction,qrpay").await;
    let code = async || {
        let body = practice.bankhub_post("/qr-pay", Some(&token), &order()).await.json();
        assert_eq!(body["requestId"].as_str().unwrap().len(), 16);
        body["qrPay"].clone()
    };
    let first = code().await;
    for (name, value) in [
        ("amount", json!(125_000)),
        ("description", json!("DH 000001")),
        ("referenceNumber", json!("order-1")),
        ("bin", json!("999001")),
        ("accountName", json!("NGUOI DUNG MAU HAI")),
    ] {
        assert_eq!(first[name], value, "{name}");
    }
    let own = first["virtualAccountNumber"].as_str().unwrap();
    let text = first["qrCode"].as_str().unwrap();
    assert!(text.starts_with("000201") && text.contains(own) && text.contains("vn.example.practice"), "{text}");
    assert_ne!(code().await["virtualAccountNumber"], own, "no minute of rest, and another account");
}

#[tokio::test]
async fn what_a_payment_code_lacks_is_named_after_token_and_scope() {
    let practice = Practice::start().await;
    let ask = async |token: &str, body: &Value| practice.bankhub_post("/qr-pay", Some(token), body).await;
    assert_eq!(code_of(&ask("access-practice-none", &json!({})).await), (400, "GRANT_NOT_FOUND".to_owned()));
    let without = practice.linked("sample-plain", "practice").await;
    assert_eq!(code_of(&ask(&without, &json!({})).await).1, "GRANT_NOT_PERMISSION");
    let token = practice.linked_for("qrpay").await;
    for (name, value, message) in [
        ("amount", json!("125000"), "amount must be a positive integer"),
        ("amount", json!(0), "amount must be a positive integer"),
        ("amount", json!(12.5), "amount must be a positive integer"),
        ("description", json!("DH 0000001"), "description must not be longer than 9 characters"),
        ("description", Value::Null, "description is required"),
        ("referenceNumber", json!(" "), "referenceNumber is required"),
    ] {
        let mut body = order();
        body[name] = value;
        let reply = ask(&token, &body).await;
        assert_eq!(code_of(&reply), (400, "INVALID_PARAM".to_owned()));
        assert_eq!(reply.json()["errorMessage"], message);
    }
    let mut accented = order();
    accented["description"] = "Đơn số 99".into();
    assert_eq!(ask(&token, &accented).await.status, 200, "nine characters, not nine bytes");
}

#[tokio::test]
async fn the_account_that_receives_and_the_virtual_one_are_told_with_their_bank() {
    let practice = Practice::start().await;
    let token = practice.linked_for("qrpay,virtual_account").await;
    for path in ["/qr-pay/identity", "/virtual-account/identity"] {
        let body = practice.bankhub_get(path, &token).await.json();
        assert!(body["accountNumber"].as_str().unwrap().starts_with('0'), "{path}");
        assert_eq!(body["fiService"]["fiBin"], "999001", "{path}");
        assert_eq!(body["virtualAccountNumber"].is_string(), path.starts_with("/virtual"), "{path}");
        assert_eq!(code_of(&practice.bankhub_get(path, &token).await).1, "RATE_LIMIT", "{path}");
    }
    let without = practice.linked("sample-plain", "practice").await;
    for path in ["/qr-pay/identity", "/virtual-account/identity", "/gdt/invoices"] {
        assert_eq!(code_of(&practice.bankhub_get(path, &without).await).1, "GRANT_NOT_PERMISSION", "{path}");
    }
}

#[tokio::test]
async fn invoices_have_the_names_that_the_switch_says() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Bankhub, "rate_limit", false).unwrap();
    let token = practice.linked_for("gdt").await;
    let invoices = async || practice.bankhub_get("/gdt/invoices", &token).await.json()["invoices"].clone();
    let plain = invoices().await;
    assert_eq!(plain.as_array().unwrap().len(), 6);
    assert_eq!(plain[0]["sellerName"], "NGUOI DUNG MAU HAI");
    assert_eq!(plain[1]["buyerName"], "NGUOI DUNG MAU HAI");
    practice.dial.set_switch(Bankhub, "invoice_names", "tax_office").unwrap();
    let abbreviated = invoices().await;
    assert_eq!(abbreviated[0]["tgtttbso"], plain[0]["totalAmount"]);
    assert_eq!(abbreviated[1]["nmten"], "NGUOI DUNG MAU HAI");
}

#[tokio::test]
async fn a_transfer_is_refused_whatever_comes_with_it() {
    let practice = Practice::start().await;
    let ask = async |token: &str| code_of(&practice.bankhub_post("/transfer", Some(token), &json!({})).await);
    assert_eq!(ask("").await, (403, "IP_NOT_ALLOWED".to_owned()), "before the token");
    practice.dial.set_switch(Bankhub, "transfer_ip_allowed", true).unwrap();
    assert_eq!(ask("").await, (400, "GRANT_NOT_FOUND".to_owned()));
    let without = practice.linked("sample-plain", "practice").await;
    assert_eq!(ask(&without).await.1, "GRANT_NOT_PERMISSION");
    let token = practice.linked_for("balance,transfer").await;
    let before = practice.bankhub_get("/balance", &token).await.json()["accounts"].clone();
    assert_eq!(ask(&token).await.1, "FI_SERVICE_NOT_FOUND");
    practice.dial.set_switch(Bankhub, "rate_limit", false).unwrap();
    assert_eq!(practice.bankhub_get("/balance", &token).await.json()["accounts"], before);
}
