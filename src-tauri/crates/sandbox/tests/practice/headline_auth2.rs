//! Headline: the sign-in page of auth2, its codes and its tokens.

use crate::headline::HASH;
use crate::support::{Practice, Reply};
use linkdesk_sandbox::Provider::Headline;
use linkdesk_sandbox::{Fault, GrantAction, Options, Repeat};
use serde_json::{Value, json};

impl Practice {
    async fn open_sign_in(&self, more: &[(&str, &str)]) -> Reply {
        let (id, address) = (self.registered(Headline, "app_id"), self.registered(Headline, "redirect_uri"));
        let kind = self.registered(Headline, "third_app_type");
        let mut fields = vec![("appId", id.as_str()), ("thirdAppType", &kind), ("url", &address)];
        fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        fields.extend_from_slice(more);
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.get(&format!("{}/en-US/auth2/code?{query}", self.endpoint(Headline, "ui")), &[]).await
    }

    async fn submit_sign_in(&self, page: &Reply, fields: &[(&str, &str)]) -> Reply {
        self.submit(&self.endpoint(Headline, "ui"), page, fields).await
    }

    /// Through the pages to the redirect.
    pub(crate) async fn signed_in_at(&self, url: &str) -> Reply {
        let page = self.open_sign_in(&[("url", url)]).await;
        let page = self.submit_sign_in(&page, &[("user", "86000001"), ("password", "practice")]).await;
        assert!(page.body.contains("customer <strong id=\"identity\">86000001</strong>"), "{}", page.body);
        self.submit_sign_in(&page, &[("answer", "continue")]).await
    }

    async fn auth2(&self, call: &str, body: &Value) -> Reply {
        let address = format!("{}/auth2/{call}", self.endpoint(Headline, "ui"));
        self.post(&address, &[("company", "900"), ("trace", "t-1")], body).await
    }

    async fn redeem_auth2(&self, code: &str) -> Reply {
        let (id, secret) = (self.registered(Headline, "app_id"), self.registered(Headline, "app_secret"));
        self.auth2("token", &json!({ "appId": id, "appSecret": secret, "code": code })).await
    }

    /// The tokens of a code that came without a page.
    pub(crate) async fn tokens(&self) -> Value {
        let code = self.code_without_a_page().await.data();
        self.redeem_auth2(code.as_str().unwrap()).await.data()
    }

    pub(crate) async fn code_without_a_page(&self) -> Reply {
        let token = self.login_token().await;
        let body = json!({ "appId": self.registered(Headline, "app_id"), "thirdAppType": "PRACTICE" });
        self.client_call("/auth2/code", &[("token", &token), ("company", "900")], &body).await
    }

    async fn user(&self, tokens: &Value) -> Reply {
        self.auth2("user", &json!({ "accessToken": tokens["accessToken"] })).await
    }

    async fn renew(&self, tokens: &Value) -> Reply {
        self.auth2("refresh", &json!({ "refreshToken": tokens["refreshToken"] })).await
    }
}

#[tokio::test]
async fn a_person_signs_in_and_the_code_becomes_tokens_once() {
    let practice = Practice::start().await;
    let url = format!("{}?state=s%26t", practice.registered(Headline, "redirect_uri"));
    let back = practice.signed_in_at(&url).await;
    assert!(back.header("location").starts_with(&format!("{url}&code=")));
    let parameters = back.callback();
    assert_eq!((parameters["app"].as_str(), parameters["state"].as_str()), ("headline", "s&t"));
    let tokens = practice.redeem_auth2(&parameters["code"]).await.data();
    let user = practice.user(&tokens).await.data();
    let wanted = json!({
        "thirdUserId": null, "accountId": 0, "thirdLoginSource": null, "customerNo": "86000001",
        "email": "sample@practice.test",
    });
    assert_eq!(user, wanted);
    assert_eq!(practice.redeem_auth2(&parameters["code"]).await.refused(), "G GATEWAY_CODE_005");
    let counters = practice.dial.counters(Headline);
    assert_eq!((counters["auth2.page"], counters["auth2.token"], counters["auth2.user"]), (1, 2, 1));
}

#[tokio::test]
async fn a_page_is_shown_only_for_a_registered_application_and_address() {
    let practice = Practice::start().await;
    let address = practice.registered(Headline, "redirect_uri");
    for (name, value) in [
        ("appId", "nobody".to_owned()),
        ("thirdAppType", "HG".to_owned()),
        ("url", format!("{address}/")),
        ("url", format!("{address}#x")),
        ("url", "https://elsewhere.example/".to_owned()),
    ] {
        let page = practice.open_sign_in(&[(name, &value)]).await;
        assert!(page.status == 400 && page.header("location").is_empty(), "{name}");
    }
    let elsewhere = format!("{}/english/auth2/code", practice.endpoint(Headline, "ui"));
    assert_eq!(practice.get(&elsewhere, &[]).await.status, 404);
}

#[tokio::test]
async fn a_person_may_refuse_or_be_refused() {
    let practice = Practice::start().await;
    let page = practice.open_sign_in(&[]).await;
    let back = practice.submit_sign_in(&page, &[("answer", "cancel")]).await.callback();
    assert_eq!(back.into_iter().collect::<Vec<_>>(), [("app".to_owned(), "headline".to_owned())]);
    practice.dial.set_switch(Headline, "auth2_cancel", "access_denied").unwrap();
    let page = practice.open_sign_in(&[]).await;
    for (user, error) in
        [("nobody", "User name or password is wrong"), ("locked@practice.test", "This login is locked")]
    {
        let again = practice.submit_sign_in(&page, &[("user", user), ("password", "practice")]).await;
        assert_eq!(again.error(), error);
    }
    let page = practice.submit_sign_in(&page, &[("user", "000000001"), ("password", "practice")]).await;
    let back = practice.submit_sign_in(&page, &[("answer", "deny")]).await.callback();
    assert_eq!(back["error"], "access_denied");
    let page = practice.open_sign_in(&[]).await;
    practice.dial.advance_clock(30 * 60).unwrap();
    assert_eq!(practice.submit_sign_in(&page, &[("user", "86000001")]).await.status, 400);
}

#[tokio::test]
async fn the_page_asks_for_a_second_factor() {
    let practice = Practice::start().await;
    let page = practice.open_sign_in(&[]).await;
    let page = practice.submit_sign_in(&page, &[("user", "mfa@practice.test"), ("password", "practice")]).await;
    let page = practice.submit_sign_in(&page, &[("code", "x")]).await;
    assert_eq!(page.error(), "The code is wrong");
    let code = practice.dial.phone()[0].code.clone();
    let page = practice.submit_sign_in(&page, &[("code", &code)]).await;
    let back = practice.submit_sign_in(&page, &[("answer", "continue")]).await.callback();
    assert!(back.contains_key("code"));

    let page = practice.open_sign_in(&[]).await;
    let mut page = practice.submit_sign_in(&page, &[("user", "86000003"), ("password", "practice")]).await;
    for _ in 0..3 {
        page = practice.submit_sign_in(&page, &[("code", "x")]).await;
    }
    assert!(page.error().contains("too often") && page.body.contains("id=\"password\""));
}

#[tokio::test]
async fn a_refresh_replaces_both_tokens() {
    let practice = Practice::start().await;
    let first = practice.tokens().await;
    let second = practice.renew(&first).await.data();
    assert!(first["accessToken"] != second["accessToken"] && first["refreshToken"] != second["refreshToken"]);
    assert_eq!(practice.user(&first).await.refused(), "G GATEWAY_CODE_005");
    assert_eq!(practice.renew(&first).await.refused(), "G GATEWAY_CODE_005");
    practice.user(&second).await.data();
    practice.dial.advance_clock(86_400).unwrap();
    assert_eq!(practice.user(&second).await.refused(), "G GATEWAY_CODE_005");
    let third = practice.renew(&second).await.data();
    practice.user(&third).await.data();
    practice.dial.advance_clock(30 * 86_400).unwrap();
    assert_eq!(practice.renew(&third).await.refused(), "G GATEWAY_CODE_005");
}

#[tokio::test]
async fn codes_end_after_five_minutes_and_belong_to_the_application() {
    let practice = Practice::start().await;
    let code = practice.code_without_a_page().await.data();
    practice.dial.advance_clock(5 * 60).unwrap();
    assert_eq!(practice.redeem_auth2(code.as_str().unwrap()).await.refused(), "G GATEWAY_CODE_005");
    let stolen = json!({ "appId": "nobody", "appSecret": "x", "code": code });
    assert_eq!(practice.auth2("token", &stolen).await.refused(), "US CUSTOMER_API_0001029");
    let body = json!({ "appId": practice.registered(Headline, "app_id"), "thirdAppType": "PRACTICE" });
    assert_eq!(practice.auth2("code", &body).await.refused(), "G GATEWAY_CODE_001");
    practice.dial.set_switch(Headline, "strict_headers", true).unwrap();
    let address = format!("{}/auth2/user", practice.endpoint(Headline, "client"));
    let refused = practice.post(&address, &[("companyId", "900"), ("trace", "t-1")], &body).await;
    assert_eq!(refused.refused(), "G GATEWAY_CODE_003", "this part of the provider calls the header company");
}

#[tokio::test]
async fn permissions_end_from_behind_and_a_new_sign_in_gives_them_again() {
    let practice = Practice::start().await;
    let tokens = practice.tokens().await;
    practice.dial.act_on_grants(Headline, GrantAction::ExpireAccessTokens, None).unwrap();
    assert_eq!(practice.user(&tokens).await.refused(), "G GATEWAY_CODE_005");
    let tokens = practice.renew(&tokens).await.data();
    practice.dial.act_on_grants(Headline, GrantAction::ExpireRefreshTokens, None).unwrap();
    assert_eq!(practice.renew(&tokens).await.refused(), "G GATEWAY_CODE_005");
    practice.user(&tokens).await.data();
    practice.dial.act_on_grants(Headline, GrantAction::Revoke, None).unwrap();
    assert_eq!(practice.user(&tokens).await.refused(), "G GATEWAY_CODE_005");
    practice.signed_in_at(&practice.registered(Headline, "redirect_uri")).await;
    assert_eq!(practice.log_in(json!({ "loginPwd": HASH })).await.data()["customerNo"], "86000001");
}

#[tokio::test]
async fn faults_strike_the_refresh_and_the_page() {
    let practice = Practice::start().await;
    let tokens = practice.tokens().await;
    practice.dial.set_fault(Headline, Fault::InvalidGrantOnce, Repeat::Once).unwrap();
    assert_eq!(practice.renew(&tokens).await.refused(), "G GATEWAY_CODE_005");
    let fresh = practice.renew(&tokens).await.data();
    practice.dial.set_fault(Headline, Fault::ReuseRevokesFamily, Repeat::Once).unwrap();
    assert_eq!(practice.renew(&tokens).await.refused(), "G GATEWAY_CODE_005");
    assert_eq!(practice.renew(&fresh).await.refused(), "G GATEWAY_CODE_005");

    practice.dial.set_fault(Headline, Fault::SlowApproval, Repeat::Once).unwrap();
    let waiting = practice.signed_in_at(&practice.registered(Headline, "redirect_uri")).await;
    let path = waiting.header("refresh").strip_prefix("3; url=").unwrap().to_owned();
    let address = format!("{}{path}", practice.endpoint(Headline, "ui"));
    assert_eq!(practice.get(&address, &[]).await.status, 200);
    practice.dial.advance_clock(90).unwrap();
    assert!(practice.get(&address, &[]).await.callback().contains_key("code"));
}

#[tokio::test]
async fn customers_tokens_and_open_pages_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { folder: Some(folder.path().join("practice")), ..Options::default() };
    let practice = Practice::with(options.clone()).await;
    let tokens = practice.tokens().await;
    let page = practice.open_sign_in(&[]).await;
    let page = practice.submit_sign_in(&page, &[("user", "86000001"), ("password", "practice")]).await;
    practice.sandbox.stop().await;

    let practice = Practice::with(options).await;
    assert_eq!(practice.user(&tokens).await.data()["customerNo"], "86000001");
    assert!(practice.submit_sign_in(&page, &[("answer", "continue")]).await.callback().contains_key("code"));
}
