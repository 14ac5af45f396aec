//! bankHub's room against answers written by hand.

use super::*;
use crate::contract::Reason;
use crate::http::Reply;
use crate::provider::Match;
use serde_json::Value;
use time::Duration;
use time::macros::date;

const REGISTRATION: &str = r#"
environment = "sandbox"
[client]
id = "sample-client"
secret = "sample-secret"
redirect_uri = "http://127.0.0.1:4100/callback"
"#;

pub(super) fn registration() -> Registration {
    crate::registration::parse(&facts::SPEC, "default", REGISTRATION, false).expect("the sample is complete")
}

fn read(pairs: &[(&str, &str)], repairing: bool) -> Returned {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Bankhub.read_return(&registration(), &pairs, repairing)
}

#[test]
fn the_link_page_gets_its_parameters_encoded() {
    let (address, hosts) = link_page(&facts::SPEC, &registration(), &Secret::from("g t"), Some(&Secret::from("s")));
    let url = address.expose();
    assert_eq!(url.host_str(), Some("dev.link.bankhub.dev"), "the sandbox's own host");
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let expected =
        [("grantToken", "g t"), ("redirectUri", "http://127.0.0.1:4100/callback"), ("iframe", "false"), ("state", "s")];
    assert_eq!(pairs, expected.map(|(name, value)| (name.to_owned(), value.to_owned())), "no brackets, no bare colon");
    assert!(hosts.iter().any(|rule| rule.allows(url)), "the page may go to itself");
}

#[test]
fn a_return_without_a_public_token_is_a_cancel_unless_a_repair_was_asked_for() {
    assert!(matches!(read(&[("publicToken", "p")], false), Returned::Answer(_)), "a token is redeemed");
    assert!(matches!(read(&[("publicToken", "p")], true), Returned::Answer(_)), "in a repair too, if there is one");
    assert!(matches!(read(&[("state", "s")], false), Returned::Cancelled), "the documented cancel carries nothing");
    assert!(matches!(read(&[("publicToken", "")], false), Returned::Cancelled), "an empty token links nothing");
    assert!(matches!(read(&[("publicToken", "")], true), Returned::Repaired), "a claim, confirmed by a call");
    assert!(matches!(read(&[("error", "access_denied")], false), Returned::Denied), "a no");
    assert!(matches!(read(&[("error", "user_cancelled")], true), Returned::Cancelled), "a cancel");
}

#[test]
fn every_code_of_the_sheet_asks_for_its_own_action() {
    use RefusalKind as K;
    for (code, kind) in [
        ("GRANT_NOT_FOUND", K::Gone(Reason::RemovedAtProvider)),
        ("GRANT_LOGIN_REQUIRED", K::NeedsPerson(Reason::BankPasswordChanged)),
        ("OTP_REQUIRED", K::NeedsPerson(Reason::BankAsksForCode)),
        ("PREVENTED", K::ActionAtProvider(Reason::BankBlocksSignIn)),
        ("GRANT_TOKEN_EXPIRED", K::AnswerRefused),
        ("GRANT_NOT_PERMISSION", K::NeedsPerson(Reason::PermissionMissing)),
        ("GRANT_NOT_PERMIT_UPDATE", K::NotOffered),
        ("GRANT_PAUSED", K::ActionAtProvider(Reason::Paused)),
        ("FI_SERVICE_ACCOUNT_PAUSED", K::ActionAtProvider(Reason::Paused)),
        ("FI_SERVICE_ACCOUNT_CONNECTING", K::Trouble),
        ("FI_NOT_FOUND", K::NotOffered),
        ("FI_SERVICE_NOT_FOUND", K::NotOffered),
        ("APP_NOT_FOUND", K::Registration),
        ("INVALID_PARAM", K::Registration),
        ("RATE_LIMIT", K::Throttled),
        ("IP_NOT_ALLOWED", K::Registration),
        ("SOMETHING_NEW", K::Unreadable),
    ] {
        let body = json!({ "requestId": "sampleRequest001", "errorCode": code, "errorMessage": "Nội dung" });
        let reply = Reply::of(400, &[], &body.to_string());
        let refusal = errors::refusal(code, &body, &reply);
        assert_eq!(refusal.kind, kind, "{code}");
        assert_eq!(refusal.provider_code.as_deref(), Some(code), "the code is kept for support");
        assert_eq!(refusal.request_id.as_deref(), Some("sampleRequest001"), "and so is the request");
    }
}

#[test]
fn a_rate_limit_without_a_pause_waits_a_minute() {
    let body = json!({ "errorCode": "RATE_LIMIT" });
    let reply = Reply::of(429, &[], &body.to_string());
    assert_eq!(errors::refusal("RATE_LIMIT", &body, &reply).retry_at, Some(reply.at() + Duration::MINUTE));
}

fn nested() -> Value {
    json!({
        "requestId": "r",
        "accounts": [
            { "accountNumber": "0000111122", "accountName": "NGUOI MAU", "balance": 4_310_000, "currency": "VND" },
            { "accountNumber": 9_000_333, "accountName": "NGUOI MAU", "balance": "1204.50", "currency": "USD" }
        ],
        "owner": { "name": "NGUOI MAU", "legalId": "000000000001" },
        "fiService": { "code": "samplebank", "name": "Ngân hàng Mẫu" }
    })
}

#[test]
fn an_identity_is_read_nested_or_flat() {
    let identity = accounts::identity(&nested()).expect("it names accounts");
    assert_eq!(identity.view.name, "NGUOI MAU", "the holder, as the person knows it");
    assert_eq!(identity.view.masked, "Ngân hàng Mẫu •••• 1122", "the bank, and the number covered");
    let flat = json!({ "accountNumber": "0000111122", "accountName": "NGUOI MAU", "bankName": "Ngân hàng Mẫu" });
    assert!(accounts::identity(&flat).is_ok(), "the flat form names one account");
    assert!(accounts::identity(&json!({ "accounts": [] })).is_err(), "no account is no identity");
}

#[test]
fn one_account_more_is_the_same_customer_and_another_number_is_another() {
    let before = accounts::identity(&nested()).expect("it names accounts").keys;
    let mut more = nested();
    more["accounts"].as_array_mut().expect("a list").insert(0, json!({ "accountNumber": "777" }));
    let more = accounts::identity(&more).expect("it names accounts").keys;
    assert_eq!(Match::between(&before, &more), Match::Same, "one of the numbers is in both");
    let other = json!({ "accounts": [{ "accountNumber": "888" }], "owner": { "legalId": "000000000001" }, "fiService": { "code": "samplebank" } });
    let other = accounts::identity(&other).expect("it names accounts").keys;
    assert_eq!(Match::between(&before, &other), Match::Different, "the account disagrees, whoever owns it");
}

#[test]
fn money_stays_decimal_text() {
    let holdings = accounts::holdings(&nested());
    let amounts: Vec<_> = holdings.iter().filter_map(|holding| holding.balance.clone()).collect();
    assert_eq!((amounts[0].amount.as_str(), amounts[0].currency.as_str()), ("4310000", "VND"));
    assert_eq!(
        (amounts[1].amount.as_str(), amounts[1].currency.as_str()),
        ("1204.50", "USD"),
        "not a float's idea of it"
    );
}

#[test]
fn movements_keep_their_oddities() {
    let answer = json!({
        "accounts": [{ "accountNumber": "0000111122", "currency": "VND" }],
        "transactions": [
            { "reference": "FT\\0001", "transactionDate": "2026-01-02", "transactionDateTime": "2026-01-02T09:30:00+07:00",
              "amount": -50000, "description": "Tiền điện", "runningBalance": null },
            { "reference": 42, "transactionDate": "2026-01-03", "amount": "7", "accountNumber": "0000111122" },
            { "transactionDate": "2026-01-03", "amount": 1 }
        ]
    });
    let movements = accounts::movements(&answer);
    assert_eq!(movements.len(), 2, "without a reference it cannot be told apart, so it is left out");
    assert_eq!(movements[0].reference, "FT\\0001", "a backslash is part of it");
    assert_eq!(movements[0].amount.amount, "-50000", "signed");
    assert_eq!(movements[0].account, "0000111122", "the only account");
    assert_eq!(movements[0].date, date!(2026 - 01 - 02));
    assert_eq!(movements[1].reference, "42", "a number is text too");
}

#[test]
fn every_account_is_asked_for_with_an_empty_reference() {
    let query = accounts::transactions_query(
        &accounts::holdings(&nested()),
        Since { from: date!(2026 - 01 - 01), to: date!(2026 - 01 - 31) },
    );
    assert_eq!(query[0], ("fromDate", "2026-01-01".to_owned()));
    let accounts: Value = serde_json::from_str(&query[2].1).expect("JSON in a query value");
    assert_eq!(
        accounts[0],
        json!({ "accountNumber": "0000111122", "fromReference": "" }),
        "an entry without it is rejected"
    );
}
