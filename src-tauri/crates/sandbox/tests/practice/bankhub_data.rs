//! bankHub: identity, balances and bookings.

use crate::bankhub::code_of;
use crate::support::{Bankhub, Practice};
use linkdesk_sandbox::Refusal;
use serde_json::{Value, json};
use std::collections::BTreeSet;

async fn transactions(practice: &Practice, token: &str, query: &str) -> Value {
    practice.dial.set_switch(Bankhub, "rate_limit", false).unwrap();
    let reply = practice.bankhub_get(&format!("/transactions{query}"), token).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.json()
}

#[tokio::test]
async fn the_identity_is_nested_unless_the_switch_flattens_it() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let nested = practice.bankhub_get("/identity", &token).await.json();
    assert_eq!(nested["owner"]["name"], "NGUOI DUNG MAU HAI");
    assert_eq!(nested["fiService"]["name"], "Sample Bank");
    assert_eq!(nested["accounts"].as_array().unwrap().len(), 3);

    practice.dial.set_switch(Bankhub, "flat_identity", true).unwrap();
    practice.dial.advance_clock(61).unwrap();
    let flat = practice.bankhub_get("/identity", &token).await.json();
    assert_eq!((&flat["accountName"], &flat["bankName"]), (&"NGUOI DUNG MAU HAI".into(), &"Sample Bank".into()));
}

#[tokio::test]
async fn balances_are_whole_dong_and_dollars_with_cents() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let accounts = practice.bankhub_get("/balance", &token).await.json()["accounts"].clone();
    let currencies: BTreeSet<&str> =
        accounts.as_array().unwrap().iter().map(|account| account["currency"].as_str().unwrap()).collect();
    assert_eq!(currencies, BTreeSet::from(["USD", "VND"]));
    for account in accounts.as_array().unwrap() {
        assert!(account["accountNumber"].as_str().unwrap().starts_with('0'));
        assert_eq!(account["balance"].is_i64(), account["currency"] == "VND");
    }
}

#[tokio::test]
async fn a_data_endpoint_rests_a_minute_for_each_grant() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let other = practice.linked("sample-other", "practice").await;
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
    let soon = practice.bankhub_get("/balance", &token).await;
    assert_eq!(code_of(&soon), (429, "RATE_LIMIT".to_owned()));
    assert!(soon.header("retry-after").is_empty());
    assert_eq!(practice.bankhub_get("/identity", &token).await.status, 200);
    assert_eq!(practice.bankhub_get("/balance", &other).await.status, 200);
    practice.dial.advance_clock(60).unwrap();
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
    practice.dial.set_switch(Bankhub, "rate_limit", false).unwrap();
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
}

#[tokio::test]
async fn bookings_say_the_same_twice_and_go_on_with_the_clock() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let first = transactions(&practice, &token, "").await;
    let rows = first["transactions"].as_array().unwrap();
    assert!(rows.len() > 200);
    assert!(rows.iter().any(|row| row["reference"].as_str().unwrap().contains('\\')));
    assert!(rows.iter().any(|row| row["runningBalance"].is_null()));
    assert!(rows.iter().any(|row| row["amount"].as_f64().unwrap() < 0.0));
    assert!(rows.iter().all(|row| row["transactionDateTime"].as_str().unwrap().ends_with("+07:00")));
    assert_eq!(first["fiService"]["maxHistoryDays"], 90);

    let references = |body: &Value| -> BTreeSet<String> {
        body["transactions"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let again = transactions(&practice, &token, "").await;
    assert!(references(&first).intersection(&references(&again)).count() > rows.len() - 5);
    practice.dial.advance_clock(5 * 86_400).unwrap();
    let later = transactions(&practice, &token, "").await;
    assert!(!references(&later).is_subset(&references(&again)));

    practice.dial.set_switch(Bankhub, "churn", true).unwrap();
    let churned = transactions(&practice, &token, "").await;
    assert!(references(&churned).is_disjoint(&references(&later)));
}

#[tokio::test]
async fn a_running_balance_is_the_one_before_plus_the_amount() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let body = transactions(&practice, &token, "").await;
    let number = &body["accounts"][0]["accountNumber"];
    let rows: Vec<&Value> =
        body["transactions"].as_array().unwrap().iter().filter(|row| row["accountNumber"] == *number).collect();
    let known = rows.windows(2).filter(|pair| pair.iter().all(|row| row["runningBalance"].is_i64()));
    for pair in known {
        let [before, after] =
            [&pair[0]["runningBalance"], &pair[1]["runningBalance"]].map(|value| value.as_i64().unwrap());
        assert_eq!(before + pair[1]["amount"].as_i64().unwrap(), after);
    }
}

#[tokio::test]
async fn bookings_are_chosen_by_account_reference_and_day() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let all = transactions(&practice, &token, "").await;
    let row = &all["transactions"][10];
    let (number, reference) = (row["accountNumber"].as_str().unwrap(), row["reference"].as_str().unwrap());
    let filter = |reference: Value| {
        let entry = json!([{ "accountNumber": number, "fromReference": reference }]).to_string();
        format!(
            "?accounts={}&pageSize=5&unknown=1",
            url::form_urlencoded::byte_serialize(entry.as_bytes()).collect::<String>()
        )
    };
    let after = transactions(&practice, &token, &filter(reference.into())).await;
    assert_eq!(after["transactions"][0]["id"], all["transactions"][11]["id"]);
    assert_eq!(after["accounts"].as_array().unwrap().len(), 1);
    assert_eq!(transactions(&practice, &token, &filter("".into())).await["transactions"][10]["id"], row["id"]);

    let day = row["transactionDate"].as_str().unwrap();
    let of_day = transactions(&practice, &token, &format!("?fromDate={day}&toDate={day}")).await;
    assert!(of_day["transactions"].as_array().unwrap().iter().all(|row| row["transactionDate"] == day));

    for query in [filter(Value::Null), "?fromDate=11-2026".to_owned(), "?accounts=x".to_owned()] {
        let refused = practice.bankhub_get(&format!("/transactions{query}"), &token).await;
        assert_eq!(code_of(&refused), (400, "INVALID_PARAM".to_owned()), "{query}");
    }
}

#[tokio::test]
async fn an_unknown_token_is_refused_before_the_parameters_and_a_missing_scope_after() {
    let practice = Practice::start().await;
    let reply = practice.bankhub_get("/transactions?fromDate=x", "access-practice-none").await;
    assert_eq!(code_of(&reply), (400, "GRANT_NOT_FOUND".to_owned()));

    let mut request = practice.token_request();
    request["scopes"] = "identity".into();
    let grant_token = practice.bankhub_post("/grant/token", None, &request).await.json()["grantToken"].clone();
    let page = practice.open_link(grant_token.as_str().unwrap(), "").await;
    let page = practice.submit_link(&page, &[("bank", "practice-fi-1")]).await;
    let page = practice.sign_in(&page, "sample-plain", "practice").await;
    let account = page.choices("account")[0].clone();
    let public_token = practice.submit_link(&page, &[("account", &account)]).await.callback()["publicToken"].clone();
    let token = practice.exchange(&public_token).await.json()["accessToken"].as_str().unwrap().to_owned();
    assert_eq!(code_of(&practice.bankhub_get("/balance", &token).await).1, "GRANT_NOT_PERMISSION");
    let identity = practice.bankhub_get("/identity", &token).await.json();
    assert_eq!(identity["accounts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn banks_are_listed_without_a_null() {
    let practice = Practice::start().await;
    let body = practice.bankhub_get("/fi-services", "").await.json();
    let services = body["fiServices"].as_array().unwrap();
    assert!(services.len() >= 2);
    assert!(services.iter().all(|service| service["fiFullName"].is_string() && service["id"].is_string()));
}

#[tokio::test]
async fn any_error_code_can_be_asked_for() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    for (code, status) in [("FI_NOT_FOUND", 400), ("IP_NOT_ALLOWED", 403), ("SOMETHING_NEW", 418)] {
        let refusal = Refusal { error_code: code.to_owned(), status, endpoint: Some("balance".to_owned()) };
        practice.dial.refuse_next(Bankhub, refusal).unwrap();
        assert_eq!(code_of(&practice.bankhub_get("/balance", &token).await), (status, code.to_owned()));
    }
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 200);
}
