//! Headline: the manager's token, and what a registration may carry.

use crate::headline::{HASH, REGISTER};
use crate::support::Practice;
use linkdesk_sandbox::Provider::Headline;
use serde_json::{Value, json};

const MANAGER_AUTH: &str = "/auth/admin.admin.CompanyAuthDubboService.auth";

impl Practice {
    fn manager_body(&self) -> Value {
        json!({
            "appId": self.registered(Headline, "app_id"), "appSecret": self.registered(Headline, "app_secret"),
        })
    }

    /// The token of the partner's own server.
    pub(crate) async fn manager_token(&self) -> String {
        let data = self.manager_call(MANAGER_AUTH, &[("trace", "t-1")], &self.manager_body()).await.data();
        data["token"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn registrations_are_checked_and_not_made_twice() {
    let practice = Practice::start().await;
    assert_eq!(practice.register(json!({ "thirdServerCode": "practice-1" })).await.data(), "86100001");
    let by_email = json!({ "phone": null, "email": "new@practice.test", "emailArea": "+86" });
    assert_eq!(practice.register(by_email.clone()).await.data(), "86100002");
    for (more, code) in [
        (json!({}), "US CUSTOMER_API_0000106"),
        (by_email, "US CUSTOMER_API_0000107"),
        (json!({ "phone": "0000001", "thirdServerCode": "practice-1" }), "US CUSTOMER_API_0000101"),
        (json!({ "phone": null }), "US CUSTOMER_API_0000105"),
        (json!({ "phone": "{{mock_phone}}" }), "US CUSTOMER_API_0000504"),
        (json!({ "phone": "000" }), "US CUSTOMER_API_0000503"),
        (json!({ "email": "nowhere" }), "US CUSTOMER_API_0000510"),
        (json!({ "pwd": "practice" }), "G GATEWAY_CODE_015"),
        (json!({ "pwd": null }), "US CUSTOMER_API_0000501"),
        (json!({ "country": null }), "US CUSTOMER_API_0000501"),
        (json!({ "registerSource": 12 }), "G GATEWAY_CODE_015"),
        (json!({ "customerGroupId": 2 }), "US CUSTOMER_API_0000301"),
    ] {
        assert_eq!(practice.register(more.clone()).await.refused(), code, "{more}");
    }
    practice.dial.set_switch(Headline, "duplicate_code", "CUSTOMER_API_0000101").unwrap();
    assert_eq!(practice.register(json!({})).await.refused(), "US CUSTOMER_API_0000101");
    let other_area = practice.register(json!({ "phoneArea": "84", "registerSource": "7" })).await;
    assert_eq!(other_area.data(), "86100003");
    practice.dial.set_switch(Headline, "registration_times_out", true).unwrap();
    let late = json!({ "phone": null, "email": "late@practice.test" });
    assert_eq!(practice.register(late.clone()).await.refused(), "G GATEWAY_CODE_902");
    assert_eq!(practice.register(late).await.refused(), "US CUSTOMER_API_0000101", "it was made all the same");
}

#[tokio::test]
async fn a_strict_server_wants_the_headers_of_the_interface_files() {
    let practice = Practice::start().await;
    practice.register(json!({ "phone": "0000009" })).await.data();
    assert_eq!(practice.dial.counters(Headline)["calls_without_required_headers"], 1);
    practice.dial.set_switch(Headline, "strict_headers", true).unwrap();
    let auth = practice.manager_body();
    assert_eq!(practice.manager_call(MANAGER_AUTH, &[], &auth).await.refused(), "G GATEWAY_CODE_004");
    let company = practice.registered(Headline, "company_id");
    let mut headers = vec![("Trace", "t-1")];
    let manager = practice.manager_token().await;
    let body = json!({
        "email": "strict@practice.test", "pwd": HASH, "country": "VN", "registerSource": 7, "customerGroupId": 1,
    });
    for (header, code) in [
        (("Companyid", company.as_str()), "G GATEWAY_CODE_003"),
        (("Token", manager.as_str()), "G GATEWAY_CODE_001"),
        (("Version", "0.0.1"), "G GATEWAY_CODE_009"),
    ] {
        assert_eq!(practice.manager_call(REGISTER, &headers, &body).await.refused(), code);
        headers.push(header);
    }
    practice.dial.advance_clock(86_400).unwrap();
    assert_eq!(practice.manager_call(REGISTER, &headers, &body).await.refused(), "G GATEWAY_CODE_005");
    practice.dial.reset_clock().unwrap();
    assert_eq!(practice.manager_call(REGISTER, &headers, &body).await.data(), "86100002");
    assert_eq!(practice.log_in(json!({})).await.refused(), "G GATEWAY_CODE_004");
    let nobody = json!({ "appId": "nobody", "appSecret": "x" });
    assert_eq!(practice.manager_call(MANAGER_AUTH, &headers, &nobody).await.refused(), "US CUSTOMER_API_0001029");
}
