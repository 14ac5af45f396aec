//! Headline: registration, login and the one-time token, as a partner's server meets them.

use crate::support::{Practice, Reply};
use linkdesk_sandbox::Provider::Headline;
use linkdesk_sandbox::{Fault, GrantAction, Refusal, Repeat};
use serde_json::{Value, json};

/// MD5 of `practice`, worked out elsewhere.
pub(crate) const HASH: &str = "8c40400c009918b5f10b73f9a0e47398";

/// MD5 of `practice-new`.
const CHANGED_HASH: &str = "fd19aacd93088d04a8dccf571bd72b0b";

const LOGIN: &str = "/login/customer.app.CustomerWebApiService.login";
const RANDOM_KEY: &str = "/global/thirdExt/randomKey";
const INFO: &str = "/global/customer.app.CustomerWebApiService.findCustomerInfo";
pub(crate) const REGISTER: &str = "/customer.admin.WhiteCustomerAdminApiService.addCusAndOpenAccountAndKyc";

impl Practice {
    pub(crate) async fn client_call(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        self.post(&format!("{}{path}", self.endpoint(Headline, "client")), headers, body).await
    }

    pub(crate) async fn manager_call(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        self.post(&format!("{}{path}", self.endpoint(Headline, "manager")), headers, body).await
    }

    pub(crate) async fn log_in(&self, more: Value) -> Reply {
        let mut body = json!({ "type": 3, "device": 8, "loginName": "86000001", "loginPwd": HASH });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.client_call(LOGIN, &[], &body).await
    }

    /// A login token.
    pub(crate) async fn login_token(&self) -> String {
        self.log_in(json!({})).await.data()["token"].as_str().unwrap().to_owned()
    }

    async fn with_token(&self, path: &str, token: &str) -> Reply {
        self.client_call(path, &[("token", token)], &json!({})).await
    }

    pub(crate) async fn register(&self, more: Value) -> Reply {
        let mut body = json!({
            "phone": "0000000", "phoneArea": "+86", "pwd": HASH, "country": "CN", "registerSource": 1,
            "customerGroupId": 1, "tradeTypeCurrencyList": [{ "allCurrency": "USDT", "tradeType": "1" }],
        });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.manager_call(&format!("/global{REGISTER}"), &[], &body).await
    }
}

impl Reply {
    /// The data of an envelope whose three signs of success agree.
    pub(crate) fn data(&self) -> Value {
        let body = self.json();
        let signs = (self.status, &body["code"], &body["bizCode"], &body["ok"], &body["fail"]);
        assert_eq!(signs, (200, &"0".into(), &"".into(), &true.into(), &false.into()), "{body}");
        body["data"].clone()
    }

    /// The code of an envelope whose three signs of failure agree.
    pub(crate) fn refused(&self) -> String {
        let body = self.json();
        let signs = (&body["ok"], &body["fail"], &body["data"]);
        assert_eq!(signs, (&false.into(), &true.into(), &Value::Null), "{body}");
        format!("{} {}", body["bizCode"].as_str().unwrap(), body["code"].as_str().unwrap())
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn the_calls_of_the_guide_work_as_it_prints_them() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Headline, "absurd_tm", true).unwrap();
    let registered = practice.register(json!({})).await;
    let body = registered.json();
    assert_eq!(keys(&body), ["msg", "fail", "trace", "code", "data", "bizCode", "tm", "msgParams", "ok"]);
    assert_eq!((&body["msg"], &body["msgParams"]), (&"Success".into(), &Value::Null));
    assert!(body["trace"].as_str().unwrap().starts_with("t-") && body["tm"].as_i64().unwrap() > 86_400_000);
    assert_eq!(registered.data(), "86100001");

    let body = json!({
        "type": 2, "device": 1, "loginName": "0000000", "isThird": false, "thirdSource": "", "bindThirdUserId": "",
        "loginPwd": HASH,
    });
    let data = practice.client_call(LOGIN, &[], &body).await.data();
    let token = data["token"].as_str().unwrap();
    let customer = practice.with_token(INFO, token).await.data();
    assert_eq!((&customer["customerNo"], &customer["phone"]), (&"86100001".into(), &"000******0000".into()));

    // No body at all, and the header that the sample lost.
    let address = format!("{}{RANDOM_KEY}", practice.endpoint(Headline, "client"));
    let reply = practice.http.post(&address).header("token", token).send().await.unwrap();
    let body: Value = serde_json::from_str(&reply.text().await.unwrap()).unwrap();
    let access = body["data"].as_str().unwrap();
    assert_eq!(practice.with_token(INFO, access).await.data(), customer);
    assert_eq!(practice.client_call(RANDOM_KEY, &[], &json!(null)).await.refused(), "G GATEWAY_CODE_001");
}

#[tokio::test]
async fn a_login_answers_with_every_field_of_the_sample_and_its_mixed_types() {
    const FIELDS: [&str; 45] = [
        "token",
        "customerNo",
        "customerGroupId",
        "thirdUserId",
        "googleId",
        "lastName",
        "country",
        "kycStatus",
        "companyKycStatus",
        "assertPassStatus",
        "idCard",
        "thirdLoginSource",
        "payPassStatus",
        "source",
        "type",
        "registerSource",
        "loginPassStatus",
        "idCardType",
        "loginTime",
        "associationCompanyId",
        "id",
        "activateStatus",
        "email",
        "openAccountType",
        "accountRemark",
        "companyType",
        "registerTime",
        "activateTime",
        "kycAuditStatus",
        "optional",
        "isFund",
        "firstName",
        "companyId",
        "thirdIntactMsg",
        "createTime",
        "phone",
        "relationCustomerId",
        "accountList",
        "name",
        "phoneArea",
        "deposit",
        "rToken",
        "thirdServerCode",
        "status",
        "withdraw",
    ];
    let practice = Practice::start().await;
    let data = practice.log_in(json!({ "device": 1 })).await.data();
    let (mut found, mut wanted) = (keys(&data), FIELDS.to_vec());
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    let token = data["token"].as_str().unwrap();
    assert!(token.len() == 39 && token.ends_with("app"), "{token}");
    assert!(data["rToken"].as_str().unwrap().len() == 64);
    for (name, value) in [
        ("customerNo", json!("86000001")),
        ("id", json!(1)),
        ("googleId", json!(-1)),
        ("assertPassStatus", json!("2")),
        ("status", json!(2)),
        ("source", json!("H5")),
        ("email", json!("sa**@practice.test")),
        ("phone", json!("000******0001")),
        ("phoneArea", json!("+84")),
        ("companyId", json!(900)),
    ] {
        assert_eq!(data[name], value, "{name}");
    }
    assert!(data["loginTime"].as_i64().unwrap() > 1_500_000_000_000, "milliseconds");
    practice.dial.set_switch(Headline, "company_kyc_status", 0).unwrap();
    assert_eq!(practice.log_in(json!({})).await.data()["companyKycStatus"], 0);
}

#[tokio::test]
async fn a_login_token_is_good_for_calls_until_it_is_exchanged_once() {
    let practice = Practice::start().await;
    let token = practice.login_token().await;
    for _ in 0..2 {
        assert_eq!(practice.with_token(INFO, &token).await.data()["customerNo"], "86000001");
    }
    let access = practice.with_token(RANDOM_KEY, &token).await.data();
    let access = access.as_str().unwrap();
    for path in [RANDOM_KEY, INFO] {
        assert_eq!(practice.with_token(path, &token).await.refused(), "G GATEWAY_CODE_005");
    }
    assert_eq!(practice.with_token(RANDOM_KEY, access).await.refused(), "G GATEWAY_CODE_005");
    assert_eq!(practice.with_token(INFO, access).await.data()["customerNo"], "86000001");
    practice.dial.advance_clock(86_400).unwrap();
    assert_eq!(practice.with_token(INFO, access).await.refused(), "G GATEWAY_CODE_005");
    assert_eq!(practice.dial.counters(Headline)["random_key"], 3);
}

#[tokio::test]
async fn a_login_token_can_be_exchanged_for_five_minutes() {
    let practice = Practice::start().await;
    let token = practice.login_token().await;
    practice.dial.advance_clock(5 * 60).unwrap();
    practice.dial.set_switch(Headline, "expired_code", "GATEWAY_CODE_017").unwrap();
    assert_eq!(practice.with_token(RANDOM_KEY, &token).await.refused(), "G GATEWAY_CODE_017");
    assert_eq!(practice.with_token(INFO, &token).await.data()["customerNo"], "86000001");
    practice.dial.set_switch(Headline, "exchange_ends_login_token", false).unwrap();
    let token = practice.login_token().await;
    practice.with_token(RANDOM_KEY, &token).await.data();
    assert_eq!(practice.with_token(RANDOM_KEY, &token).await.refused(), "G GATEWAY_CODE_017");
    assert_eq!(practice.with_token(INFO, &token).await.data()["customerNo"], "86000001");
}

#[tokio::test]
async fn customers_sign_in_by_e_mail_phone_and_number() {
    let practice = Practice::start().await;
    for more in [
        json!({ "type": 1, "loginName": "Sample@practice.test" }),
        json!({ "type": 2, "loginName": "000000001", "phoneArea": "+84" }),
        json!({ "type": 2, "loginName": "000000001", "phoneArea": "84", "device": "7" }),
        json!({ "type": 3, "loginName": "86000001" }),
    ] {
        assert_eq!(practice.log_in(more).await.data()["customerNo"], "86000001");
    }
    for (more, code) in [
        (json!({ "type": 2, "loginName": "000000001" }), "US CUSTOMER_API_0000102"),
        (json!({ "loginName": "000000001" }), "US CUSTOMER_API_0000102"),
        (json!({ "loginPwd": "practice" }), "US CUSTOMER_API_0000102"),
        (json!({ "loginPwd": HASH.to_uppercase() }), "US CUSTOMER_API_0000102"),
        (json!({ "loginPwd": null }), "US CUSTOMER_API_0000501"),
        (json!({ "device": 10 }), "G GATEWAY_CODE_015"),
        (json!({ "type": 4 }), "G GATEWAY_CODE_015"),
        (json!({ "isThird": true }), "G GATEWAY_CODE_201"),
        (json!({ "loginName": "86000002" }), "US CUSTOMER_API_0000103"),
    ] {
        assert_eq!(practice.log_in(more.clone()).await.refused(), code, "{more}");
    }
    practice.dial.set_switch(Headline, "wrong_password_code", "CUSTOMER_API_0000112").unwrap();
    practice.dial.set_switch(Headline, "locked_code", "CUSTOMER_API_0000113").unwrap();
    practice.dial.set_switch(Headline, "captcha_required", true).unwrap();
    assert_eq!(practice.log_in(json!({})).await.refused(), "G F999999");
    practice.dial.set_switch(Headline, "captcha_required", false).unwrap();
    assert_eq!(practice.log_in(json!({ "loginPwd": "x" })).await.refused(), "US CUSTOMER_API_0000112");
    assert_eq!(practice.log_in(json!({ "loginName": "86000002" })).await.refused(), "US CUSTOMER_API_0000113");
    assert_eq!(practice.client_call(LOGIN, &[], &json!(null)).await.refused(), "G GATEWAY_CODE_006");
}

#[tokio::test]
async fn a_second_factor_asks_for_the_code_on_the_phone() {
    let practice = Practice::start().await;
    let with_code = |code: &str| json!({ "loginName": "86000003", "verifyCode": code });
    let without = json!({ "loginName": "86000003" });
    assert_eq!(practice.log_in(without.clone()).await.refused(), "US CUSTOMER_API_0000138");
    let code = practice.dial.phone()[0].code.clone();
    assert_eq!(practice.log_in(with_code("x")).await.refused(), "US CUSTOMER_API_0000511");
    let data = practice.log_in(with_code(&code)).await.data();
    assert_eq!((&data["customerNo"], &data["googleId"]), (&"86000003".into(), &3.into()));
    assert_eq!(practice.log_in(with_code(&code)).await.refused(), "US CUSTOMER_API_0000511");

    practice.log_in(without).await;
    let code = practice.dial.phone()[0].code.clone();
    practice.log_in(with_code("x")).await;
    practice.log_in(with_code("x")).await;
    assert_eq!(practice.log_in(with_code("x")).await.refused(), "US CUSTOMER_API_0000512");
    assert_eq!(practice.log_in(with_code(&code)).await.refused(), "US CUSTOMER_API_0000512");

    practice.dial.set_switch(Headline, "mfa_for_all", true).unwrap();
    assert_eq!(practice.log_in(json!({})).await.refused(), "US CUSTOMER_API_0000138");
    let code = practice.dial.phone()[0].code.clone();
    practice.log_in(json!({ "googleCode": code })).await.data();
}

#[tokio::test]
async fn traces_come_back_and_those_that_announce_encryption_are_refused() {
    let practice = Practice::start().await;
    let now = "/thirdExt/now";
    let traced = practice.client_call(now, &[("trace", "t-mine")], &json!({})).await;
    assert_eq!(traced.json()["trace"], "t-mine");
    let now_in_seconds = practice.dial.now().unix_timestamp();
    assert!((traced.data().as_i64().unwrap() / 1000 - now_in_seconds).abs() < 5);
    let encrypted = practice.client_call(now, &[("trace", "x-mine")], &json!({})).await;
    assert_eq!((encrypted.status, encrypted.refused().as_str()), (200, "G GATEWAY_CODE_015"));
    practice.dial.set_switch(Headline, "refuse_x_traces", false).unwrap();
    assert_eq!(practice.client_call(now, &[("trace", "x-mine")], &json!({})).await.json()["trace"], "x-mine");
    let elsewhere = practice.client_call(now, &[("companyId", "1")], &json!({})).await;
    assert_eq!(elsewhere.refused(), "US CUSTOMER_API_0000111");
}

#[tokio::test]
async fn each_endpoint_answers_so_many_calls_a_minute() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Headline, "calls_a_minute", 2).unwrap();
    let limits = |reply: &Reply| {
        ["x-ratelimit-limit", "x-ratelimit-remairing", "x-ratelimit-reset"].map(|name| reply.header(name).to_owned())
    };
    assert_eq!(limits(&practice.log_in(json!({})).await), ["2", "1", "60"]);
    practice.log_in(json!({})).await.data();
    let throttled = practice.log_in(json!({})).await;
    assert_eq!((throttled.status, throttled.refused().as_str()), (429, "G GATEWAY_CODE_018"));
    assert_eq!(limits(&throttled), ["2", "0", "60"]);
    practice.client_call("/thirdExt/now", &[], &json!({})).await.data();
    practice.dial.advance_clock(60).unwrap();
    practice.log_in(json!({})).await.data();
    practice.dial.set_fault(Headline, Fault::TooManyRequests, Repeat::Once).unwrap();
    let throttled = practice.log_in(json!({})).await;
    assert_eq!((throttled.status, throttled.header("retry-after")), (429, "30"));
    assert_eq!(throttled.header("x-ratelimit-remairing"), "0");
}

#[tokio::test]
async fn every_documented_code_can_be_asked_for() {
    let practice = Practice::start().await;
    let gateway = ["001", "002", "003", "004", "005", "006", "008", "009", "010", "011", "012", "013", "014", "015"]
        .into_iter()
        .chain(["016", "017", "018", "019", "101", "102", "104", "201", "902"])
        .map(|number| ("G", format!("GATEWAY_CODE_{number}")));
    let customer =
        ["101", "102", "103", "105", "106", "107", "111", "112", "113", "138", "501", "503", "504", "511", "512"]
            .map(|number| ("US", format!("CUSTOMER_API_0000{number}")));
    let rest =
        [("G", "500"), ("G", "F999999"), ("US", "CUSTOMER_API_0001029")].map(|(biz, code)| (biz, code.to_owned()));
    for (biz, code) in gateway.chain(customer).chain(rest) {
        for asked in [code.clone(), format!("{biz}{code}")] {
            let refusal = Refusal { error_code: asked, status: 200, endpoint: Some("login".to_owned()) };
            practice.dial.refuse_next(Headline, refusal).unwrap();
            let refused = practice.client_call(LOGIN, &[("trace", "t-1")], &json!({})).await;
            assert_eq!((refused.status, refused.refused()), (200, format!("{biz} {code}")));
            let body = refused.json();
            assert!(body["trace"] == "t-1" && body["msg"] != "Refused", "{body}");
        }
    }
    let nothing = practice.client_call("/global/customer.app.Nothing.at", &[], &json!({})).await;
    assert_eq!(nothing.refused(), "G GATEWAY_CODE_010");
    let address = format!("{}{LOGIN}", practice.endpoint(Headline, "client"));
    assert_eq!(practice.get(&address, &[]).await.refused(), "G GATEWAY_CODE_016");
}

#[tokio::test]
async fn what_happens_to_a_customer_is_met_at_the_next_login() {
    let practice = Practice::start().await;
    assert!(practice.dial.grants(Headline).is_empty());
    let token = practice.login_token().await;
    let act = |action, grant| practice.dial.act_on_grants(Headline, action, grant);
    act(GrantAction::ExpireRefreshTokens, Some("86000001")).unwrap();
    assert_eq!(practice.with_token(RANDOM_KEY, &token).await.refused(), "G GATEWAY_CODE_005");
    practice.with_token(INFO, &token).await.data();
    act(GrantAction::ExpireAccessTokens, None).unwrap();
    assert_eq!(practice.with_token(INFO, &token).await.refused(), "G GATEWAY_CODE_005");
    let token = practice.login_token().await;
    act(GrantAction::Revoke, None).unwrap();
    assert_eq!(practice.with_token(INFO, &token).await.refused(), "G GATEWAY_CODE_005");
    assert_eq!(practice.log_in(json!({})).await.refused(), "US CUSTOMER_API_0000103");
    assert_eq!(practice.dial.grants(Headline)[0].condition, "revoked");
    act(GrantAction::Heal, None).unwrap();
    practice.log_in(json!({})).await.data();
    act(GrantAction::BankPasswordChanged, None).unwrap();
    assert_eq!(practice.log_in(json!({})).await.refused(), "US CUSTOMER_API_0000102");
    practice.log_in(json!({ "loginPwd": CHANGED_HASH })).await.data();
    assert_eq!(practice.dial.grants(Headline)[0].condition, "password_changed");
    assert!(act(GrantAction::Revoke, Some("86000004")).is_err());
}

#[tokio::test]
async fn an_account_is_switched_and_somebody_else_may_be_signed_in() {
    let practice = Practice::start().await;
    let token = practice.login_token().await;
    let switch = "/thirdExt/switchAccount";
    assert_eq!(practice.client_call(switch, &[], &json!({})).await.refused(), "G GATEWAY_CODE_001");
    assert_eq!(practice.with_token(switch, &token).await.data()["companyType"], "demo");
    assert_eq!(practice.with_token(INFO, &token).await.data()["companyType"], "demo");
    assert_eq!(practice.with_token(switch, &token).await.data()["companyType"], "real");
    practice.dial.set_fault(Headline, Fault::WrongAccount, Repeat::Once).unwrap();
    assert_ne!(practice.log_in(json!({})).await.data()["customerNo"], "86000001");
}
