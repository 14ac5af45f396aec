//! bankHub: linking by the Link page, and what its grant calls accept.

use crate::support::{Bankhub, Practice, Reply};
use serde_json::{Value, json};

impl Practice {
    fn bankhub_headers(&self) -> (String, String) {
        (self.registered(Bankhub, "id"), self.registered(Bankhub, "secret"))
    }

    /// A call to bankHub with its client headers; an access token goes raw into `Authorization`.
    pub(crate) async fn bankhub_post(&self, path: &str, token: Option<&str>, body: &Value) -> Reply {
        let (id, secret) = self.bankhub_headers();
        let mut headers = vec![("x-client-id", id.as_str()), ("x-secret-key", &secret)];
        headers.extend(token.map(|token| ("authorization", token)));
        self.post(&format!("{}{path}", self.endpoint(Bankhub, "api")), &headers, body).await
    }

    pub(crate) async fn bankhub_get(&self, path: &str, token: &str) -> Reply {
        let (id, secret) = self.bankhub_headers();
        let headers = [("x-client-id", id.as_str()), ("x-secret-key", &secret), ("authorization", token)];
        self.get(&format!("{}{path}", self.endpoint(Bankhub, "api")), &headers).await
    }

    pub(crate) fn token_request(&self) -> Value {
        json!({ "scopes": "identity,balance,transaction", "redirectUri": self.registered(Bankhub, "redirect_uri") })
    }

    pub(crate) async fn grant_token(&self, access_token: Option<&str>) -> String {
        self.grant_token_for(access_token, &self.token_request()).await
    }

    async fn grant_token_for(&self, access_token: Option<&str>, request: &Value) -> String {
        let reply = self.bankhub_post("/grant/token", access_token, request).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.json()["grantToken"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn open_link(&self, grant_token: &str, more: &str) -> Reply {
        let link = self.endpoint(Bankhub, "link");
        let redirect = self.registered(Bankhub, "redirect_uri");
        self.get(&format!("{link}?grantToken={grant_token}&redirectUri={redirect}&iframe=false{more}"), &[]).await
    }

    pub(crate) async fn submit_link(&self, page: &Reply, fields: &[(&str, &str)]) -> Reply {
        self.submit(&self.endpoint(Bankhub, "link"), page, fields).await
    }

    /// Goes through the Link page of a new grant to its end.
    pub(crate) async fn link_as(&self, user: &str, password: &str) -> Reply {
        self.link_with(&self.token_request(), user, password).await
    }

    async fn link_with(&self, request: &Value, user: &str, password: &str) -> Reply {
        let grant_token = self.grant_token_for(None, request).await;
        let page = self.open_link(&grant_token, "&state=s-1").await;
        let page = self.submit_link(&page, &[("bank", "practice-fi-1")]).await;
        let page = self.sign_in(&page, user, password).await;
        let accounts = page.choices("account");
        let fields: Vec<(&str, &str)> = accounts.iter().map(|number| ("account", number.as_str())).collect();
        self.submit_link(&page, &fields).await
    }

    /// Login and, if the page asks for one, the newest code of the practice phone.
    pub(crate) async fn sign_in(&self, page: &Reply, user: &str, password: &str) -> Reply {
        let page = self.submit_link(page, &[("user", user), ("password", password)]).await;
        if !page.body.contains("id=\"otp\"") {
            return page;
        }
        let code = self.dial.phone()[0].code.clone();
        self.submit_link(&page, &[("otp", &code)]).await
    }

    pub(crate) async fn exchange(&self, public_token: &str) -> Reply {
        self.bankhub_post("/grant/exchange", None, &json!({ "publicToken": public_token })).await
    }

    /// A fresh grant: its access token.
    pub(crate) async fn linked(&self, user: &str, password: &str) -> String {
        let callback = self.link_as(user, password).await.callback();
        self.exchange(&callback["publicToken"]).await.json()["accessToken"].as_str().unwrap().to_owned()
    }

    /// A fresh grant with these scopes: its access token.
    pub(crate) async fn linked_for(&self, scopes: &str) -> String {
        let mut request = self.token_request();
        request["scopes"] = scopes.into();
        let callback = self.link_with(&request, "sample-plain", "practice").await.callback();
        self.exchange(&callback["publicToken"]).await.json()["accessToken"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn code_of(reply: &Reply) -> (u16, String) {
    (reply.status, reply.json()["errorCode"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn links_an_account_from_the_bank_picker_to_the_exchange() {
    let practice = Practice::start().await;
    let callback = practice.link_as("bankusrdemo1", "soproud").await;
    assert!(callback.header("location").starts_with(&practice.registered(Bankhub, "redirect_uri")));
    let parameters = callback.callback();
    assert_eq!(parameters["state"], "s-1");
    let public_token = &parameters["publicToken"];
    assert!(public_token.starts_with("public-practice-"));

    let body = practice.exchange(public_token).await.json();
    assert!(body["accessToken"].as_str().unwrap().starts_with("access-practice-"));
    assert_eq!(body["grantId"].as_str().unwrap().len(), 36);
    assert_eq!(body["requestId"].as_str().unwrap().len(), 16);
    assert_eq!(code_of(&practice.exchange(public_token).await), (400, "INVALID_PARAM".to_owned()));
}

#[tokio::test]
async fn a_link_without_state_brings_none_back_and_a_switch_leaves_it_out() {
    let practice = Practice::start().await;
    let grant_token = practice.grant_token(None).await;
    let page = practice.open_link(&grant_token, "").await;
    let cancelled = practice.submit_link(&page, &[("answer", "cancel")]).await;
    assert!(cancelled.callback().is_empty());

    practice.dial.set_switch(Bankhub, "omit_state", true).unwrap();
    let parameters = practice.link_as("sample-plain", "practice").await.callback();
    assert_eq!(parameters.keys().collect::<Vec<_>>(), ["publicToken"]);
}

#[tokio::test]
async fn cancel_says_what_the_switch_says() {
    let practice = Practice::start().await;
    for (word, error) in
        [("state_only", None), ("access_denied", Some("access_denied")), ("cancelled", Some("cancelled"))]
    {
        practice.dial.set_switch(Bankhub, "cancel", word).unwrap();
        let grant_token = practice.grant_token(None).await;
        let page = practice.open_link(&grant_token, "&state=s-2").await;
        let parameters = practice.submit_link(&page, &[("answer", "cancel")]).await.callback();
        assert_eq!(parameters.get("error").map(String::as_str), error);
        assert_eq!(parameters["state"], "s-2");
    }
}

#[tokio::test]
async fn logins_are_checked() {
    let practice = Practice::start().await;
    let grant_token = practice.grant_token(None).await;
    let page = practice.open_link(&grant_token, "").await;
    let page = practice.submit_link(&page, &[("bank", "practice-fi-2")]).await;
    let wrong = practice.submit_link(&page, &[("user", "sample-plain"), ("password", "nope")]).await;
    assert_eq!(wrong.error(), "User name or password is wrong");
    let locked = practice.submit_link(&wrong, &[("user", "sample-locked"), ("password", "practice")]).await;
    assert!(locked.error().contains("locked"));

    let code = practice.submit_link(&locked, &[("user", "sample-otp"), ("password", "practice")]).await;
    let sent = practice.dial.phone()[0].code.clone();
    let again = practice.submit_link(&code, &[("otp", "x")]).await;
    assert_eq!(again.error(), "The code is wrong");
    let accounts = practice.submit_link(&again, &[("otp", &sent)]).await;
    assert!(accounts.body.contains("NGUOI DUNG MAU BA"));
    let none = practice.submit_link(&accounts, &[]).await;
    assert_eq!(none.error(), "Choose at least one account");
}

#[tokio::test]
async fn a_code_that_is_wrong_three_times_ends_the_login() {
    let practice = Practice::start().await;
    let grant_token = practice.grant_token(None).await;
    let page = practice.open_link(&grant_token, "").await;
    let page = practice.submit_link(&page, &[("bank", "practice-fi-1")]).await;
    let mut page = practice.submit_link(&page, &[("user", "bankusrdemo1"), ("password", "soproud")]).await;
    for _ in 0..3 {
        page = practice.submit_link(&page, &[("otp", "000000")]).await;
    }
    assert!(page.body.contains("id=\"password\""));
}

#[tokio::test]
async fn a_grant_token_opens_one_page_for_half_an_hour() {
    let practice = Practice::start().await;
    let grant_token = practice.grant_token(None).await;
    practice.dial.advance_clock(29 * 60).unwrap();
    let page = practice.open_link(&grant_token, "").await;
    assert_eq!(page.status, 200);
    practice.dial.advance_clock(60).unwrap();
    assert!(practice.open_link(&grant_token, "").await.body.contains("GRANT_TOKEN_EXPIRED"));
    let late = practice.submit_link(&page, &[("bank", "practice-fi-1")]).await;
    assert!(late.status == 400 && late.body.contains("GRANT_TOKEN_EXPIRED"));
}

#[tokio::test]
async fn a_finished_grant_token_opens_nothing_any_more() {
    let practice = Practice::start().await;
    let request = practice.token_request();
    let grant_token = practice.bankhub_post("/grant/token", None, &request).await.json()["grantToken"].clone();
    let grant_token = grant_token.as_str().unwrap();
    let page = practice.open_link(grant_token, "").await;
    let page = practice.submit_link(&page, &[("bank", "practice-fi-1")]).await;
    let page = practice.sign_in(&page, "sample-plain", "practice").await;
    let account = page.choices("account")[0].clone();
    assert_eq!(practice.submit_link(&page, &[("account", &account)]).await.status, 303);
    assert!(practice.open_link(grant_token, "").await.body.contains("GRANT_TOKEN_EXPIRED"));
}

#[tokio::test]
async fn a_public_token_ends_when_the_switch_says() {
    let practice = Practice::start().await;
    let public_token = practice.link_as("sample-plain", "practice").await.callback()["publicToken"].clone();
    practice.dial.advance_clock(30 * 60).unwrap();
    assert_eq!(code_of(&practice.exchange(&public_token).await), (400, "INVALID_PARAM".to_owned()));
}

#[tokio::test]
async fn the_token_request_is_checked_as_the_real_one() {
    let practice = Practice::start().await;
    let redirect = practice.registered(Bankhub, "redirect_uri");
    let refused = [
        (json!({ "scopes": ["identity"], "redirectUri": redirect }), "value.split is not a function".to_owned()),
        (json!({ "redirectUri": redirect }), "scopes is required".to_owned()),
        (json!({ "scopes": "identity" }), "redirectUri is required".to_owned()),
        (
            json!({ "scopes": "identity", "redirectUri": format!("{redirect}?a=1") }),
            format!("{redirect}?a=1 not allowed"),
        ),
        (
            json!({ "scopes": "identity", "redirectUri": "http://127.0.0.1:1/x" }),
            "http://127.0.0.1:1/x not allowed".to_owned(),
        ),
    ];
    for (body, message) in refused {
        let reply = practice.bankhub_post("/grant/token", Some(""), &body).await;
        assert_eq!(code_of(&reply), (400, "INVALID_PARAM".to_owned()));
        assert_eq!(reply.json()["errorMessage"], message);
    }
    let unknown_bank = json!({ "scopes": "identity", "redirectUri": redirect, "fiServiceId": "none" });
    let reply = practice.bankhub_post("/grant/token", None, &unknown_bank).await;
    assert_eq!(code_of(&reply).1, "FI_SERVICE_NOT_FOUND");
}

#[tokio::test]
async fn an_empty_authorization_is_no_update_mode_and_the_end_has_three_names() {
    let practice = Practice::start().await;
    for name in ["expiredAt", "expiration", "expiresAt"] {
        practice.dial.set_switch(Bankhub, "expiry_name", name).unwrap();
        let reply = practice.bankhub_post("/grant/token", Some(""), &practice.token_request()).await.json();
        assert!(reply[name].as_str().is_some_and(|end| end.len() == 24 && end.ends_with('Z')));
        assert!(reply["grantToken"].as_str().unwrap().starts_with("grant-practice-"));
    }
    assert_eq!(practice.dial.counters(Bankhub)["grant.token"], 3);
}

#[tokio::test]
async fn a_bank_that_was_named_is_not_picked_again() {
    let practice = Practice::start().await;
    let mut request = practice.token_request();
    request["fiServiceId"] = "practice-fi-2".into();
    let grant_token = practice.bankhub_post("/grant/token", None, &request).await.json()["grantToken"].clone();
    let page = practice.open_link(grant_token.as_str().unwrap(), "").await;
    assert!(page.body.contains("Practice Bank") && page.body.contains("id=\"password\""));
}

#[tokio::test]
async fn a_client_needs_both_its_id_and_its_secret() {
    let practice = Practice::start().await;
    let address = format!("{}/fi-services", practice.endpoint(Bankhub, "api"));
    let id = practice.registered(Bankhub, "id");
    for headers in [vec![], vec![("x-client-id", id.as_str())], vec![("x-client-id", &id), ("x-secret-key", "wrong")]] {
        assert_eq!(code_of(&practice.get(&address, &headers).await), (401, "APP_NOT_FOUND".to_owned()));
    }
}

#[tokio::test]
async fn the_link_page_leads_nowhere_but_to_the_redirect_of_its_grant_token() {
    let practice = Practice::start().await;
    let grant_token = practice.grant_token(None).await;
    let link = practice.endpoint(Bankhub, "link");
    let page = practice.get(&format!("{link}?grantToken={grant_token}&redirectUri=http://127.0.0.1:9/x"), &[]).await;
    assert!(page.status == 400 && page.header("location").is_empty());
    let unknown = practice.get(&format!("{link}?grantToken=%3Cscript%3E"), &[]).await;
    assert!(unknown.status == 400 && !unknown.body.contains("<script>"));
}
