//! bankHub's actions and webhooks against answers written by hand.

use super::*;
use crate::contract::HintCause;
use crate::contract::{ActionEffect, FactValue};
use serde_json::Value;

fn action(name: &str) -> &'static Action {
    facts::SPEC.action(name).unwrap_or_else(|| panic!("bankHub has the action {name}"))
}

fn told(name: &str, answer: &Value) -> ActionAnswer {
    actions::read(action(name), answer).expect("it can be read")
}

fn text(text: &str) -> Option<FactValue> {
    FactValue::text(text)
}

fn fact(answer: &ActionAnswer, name: &str) -> Option<FactValue> {
    answer.facts.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
}

#[test]
fn an_action_is_offered_where_its_scope_was_asked_for() {
    let offered = |scopes: Option<&str>| -> Vec<&str> {
        let credential = scopes.map_or_else(Credential::default, |all| Credential::default().knowing("scopes", all));
        facts::SPEC.actions.iter().filter(|action| Bankhub.offers(&credential, action)).map(|one| one.name).collect()
    };
    let always = ["banks", "pause", "new_token"];
    assert_eq!(offered(None), always, "a grant from before this was noted");
    assert_eq!(offered(Some("identity,balance,transaction")), always);
    assert_eq!(
        offered(Some("identity, qrpay,gdt")),
        ["banks", "payment_code", "payment_account", "invoices", "pause", "new_token"],
        "with or without spaces"
    );
    assert!(offered(Some("virtual_account")).contains(&"virtual_account"));
    assert!(!facts::SPEC.actions.iter().any(|action| action.name.contains("transfer")), "no money is moved");
    let effect = |name| action(name).effect;
    assert_eq!((effect("pause"), effect("new_token")), (ActionEffect::Changes, ActionEffect::Rotates));
}

#[test]
fn a_grant_of_one_family_is_asked_by_its_own_identity_call() {
    let call = |all: &str| scopes::identity_call(&Credential::default().knowing("scopes", all));
    assert_eq!(call("transaction,qrpay,identity"), "identity");
    assert_eq!(call("qrpay"), "qr-pay/identity");
    assert_eq!(call("virtual_account"), "virtual-account/identity");
    assert_eq!(call("gdt"), "identity", "no call of its own is known");
    assert_eq!(scopes::identity_call(&Credential::default()), "identity");
}

#[test]
fn banks_are_a_list_whose_gaps_stay_gaps() {
    let answer = told(
        "banks",
        &json!({ "fiServices": [
            { "code": "samplebank", "name": "Sample Bank", "type": "BOTH", "fiFullName": null, "fiBin": "999001" }
        ] }),
    );
    let table = answer.table.expect("a list");
    assert_eq!(table.columns, ["bank", "full_name", "type", "bin", "bank_code"]);
    assert_eq!(
        table.rows,
        [vec![text("Sample Bank"), None, FactValue::word("both"), text("999001"), text("samplebank")]]
    );
}

#[test]
fn a_payment_code_is_drawn_and_told() {
    let answer = told(
        "payment_code",
        &json!({ "requestId": "r", "qrPay": {
            "accountNumber": "0000111122", "accountName": "NGUOI MAU", "virtualAccountNumber": "99000001",
            "amount": 125_000, "description": "DH 1", "referenceNumber": "order-1", "bin": "999001",
            "qrCode": "00020101021253037045802VN6304ABCD",
        } }),
    );
    assert_eq!(answer.code.as_ref().map(|code| code.text.as_str()), Some("00020101021253037045802VN6304ABCD"));
    assert_eq!(fact(&answer, "reference"), text("order-1"));
    assert_eq!(fact(&answer, "account_number"), text("0000111122"), "with its zeros");
    let money = crate::contract::Money { amount: "125000".to_owned(), currency: "VND".to_owned() };
    assert_eq!(fact(&answer, "amount"), FactValue::money(money));
    let nothing = actions::read(action("payment_code"), &json!({ "qrPay": {} })).expect_err("there is no code");
    assert_eq!(nothing.kind, RefusalKind::Unreadable);
}

#[test]
fn an_account_is_found_wherever_it_stands() {
    let bank = json!({ "name": "Sample Bank", "fiBin": "999001" });
    for answer in [
        json!({ "accountNumber": "0001", "virtualAccountNumber": "98001", "fiService": bank }),
        json!({ "account": { "accountNumber": "0001", "virtualAccountNumber": "98001", "fiService": bank } }),
        json!({ "accounts": [{ "accountNumber": "0001", "virtualAccountNumber": "98001" }], "fiService": bank }),
    ] {
        let told = told("virtual_account", &answer);
        assert_eq!(fact(&told, "account_number"), text("0001"), "{answer}");
        assert_eq!(fact(&told, "virtual_account_number"), text("98001"), "{answer}");
        assert_eq!(fact(&told, "bank"), text("Sample Bank"), "{answer}");
        assert!(accounts::identity(&answer).is_ok(), "it says whose it is: {answer}");
    }
    assert!(actions::read(action("payment_account"), &json!({ "requestId": "r" })).is_err(), "no account is no answer");
}

#[test]
fn invoices_are_read_by_either_names() {
    let plain = json!({ "invoices": [{
        "invoiceSeries": "C26TPR", "invoiceNumber": 7, "invoiceDate": "2026-11-02", "sellerName": "CONG TY MAU",
        "buyerName": "NGUOI MAU", "totalAmount": "1250000.50", "currency": "VND",
    }] });
    let abbreviated = json!({ "data": [{
        "khhdon": "C26TPR", "shdon": 7, "tdlap": "2026-11-02T17:00:00Z", "nbten": "CONG TY MAU", "nmten": "NGUOI MAU",
        "tgtttbso": "1250000.50", "dvtte": "VND",
    }] });
    let rows = |answer: &Value| told("invoices", answer).table.expect("a list").rows;
    assert_eq!(rows(&plain), rows(&abbreviated));
    assert_eq!(rows(&plain)[0][2], Some(FactValue::Day { day: "2026-11-02".to_owned() }));
    assert_eq!(rows(&json!({ "invoices": [{}] })), [vec![None; 6]], "what is left out is left out");
}

#[test]
fn a_webhook_is_a_hint_about_a_grant_and_nothing_more() {
    let read = |body: Value| hook::read(&body.to_string());
    let about = |kind: &str, code: &str| read(json!({ "webhookType": kind, "webhookCode": code, "grantId": "g-1" }));
    for (kind, code, cause) in [
        ("GRANT", "ERROR", HintCause::Refused),
        ("GRANT", "USER_PERMISSION_REVOKED", HintCause::Withdrawn),
        ("GRANT", "GRANT_DELETED", HintCause::Withdrawn),
        ("GRANT", "GRANT_PAUSED", HintCause::Paused),
        ("GRANT", "DEFAULT_UPDATE", HintCause::Changed),
        ("TRANSACTIONS", "DEFAULT_UPDATE", HintCause::Booked),
        ("TRANSACTIONS", "TRANSACTION_UPDATE", HintCause::Booked),
    ] {
        let hint = about(kind, code).unwrap_or_else(|| panic!("{kind} {code} is known"));
        assert_eq!((hint.facts, hint.value.as_str(), hint.cause), (&["grant_id"][..], "g-1", cause));
    }
    assert_eq!(about("INVOICE", "DEFAULT_UPDATE"), None);
    assert_eq!(read(json!({})), None, "the console's test button");
    assert_eq!(read(json!({ "webhookType": "GRANT", "webhookCode": "ERROR" })), None, "about no grant");
    assert_eq!(read(json!([1])), None);
    assert_eq!(hook::read("<html>"), None);
}
