//! Bảo Kim: the sign-on site, as a browser meets it, and the message about a user that changed.

use crate::baokim_caller::keys;
use crate::support::{Baokim, Practice, Reply, between};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use linkdesk_sandbox::{Fault, Repeat};
use serde_json::{Value, json};
use sha2::Sha256;
use url::Url;

const BACK: &str = "http://127.0.0.1:4999/back?x=1";

impl Practice {
    async fn page(&self, path: &str, parameters: &[(&str, &str)]) -> Reply {
        let mut address = Url::parse(&self.endpoint(Baokim, "sso")).unwrap().join(path).unwrap();
        address.query_pairs_mut().extend_pairs(parameters);
        self.get(address.as_str(), &[]).await
    }

    pub(crate) async fn signed_on(&self) -> Reply {
        let ticket = self.logged_in().await["ticket"].as_str().unwrap().to_owned();
        self.page("/sso", &[("ticket", &ticket), ("return_url", &STANDARD.encode(BACK))]).await
    }
}

impl Reply {
    /// The address of the picture on a page.
    fn picture(&self) -> Url {
        assert_eq!(self.status, 200, "{}", self.body);
        Url::parse(&between(&self.body, "<img id=\"ping\" src=\"", "\"").unwrap().replace("&amp;", "&")).unwrap()
    }

    /// The code that the picture brings.
    pub(crate) fn pinged_code(&self) -> String {
        let picture = self.picture();
        let (name, code) = picture.query_pairs().next().unwrap();
        assert_eq!(name, "authorization_code");
        code.into_owned()
    }
}

#[tokio::test]
async fn a_ticket_becomes_a_code_that_a_picture_brings() {
    let practice = Practice::start().await;
    let page = practice.signed_on().await;
    let [called, redirect] = ["sso_callback", "redirect_uri"].map(|name| practice.registered(Baokim, name));
    assert!(page.picture().as_str().starts_with(&called) && called != redirect);
    assert_eq!(page.header("refresh"), format!("1; url={BACK}"));
    assert!(page.header("content-security-policy").contains("img-src http://127.0.0.1:"));
    let redirect_uri = practice.registered(Baokim, "redirect_uri");
    let code = page.pinged_code();
    let redeem = |redirect_uri: &str, code: &str| json!({ "grant_type": "authorization_code", "redirect_uri": redirect_uri, "code": code });
    let wrong = practice.oauth(redeem("http://127.0.0.1:1/else", &code)).await;
    assert_eq!((wrong.status, wrong.json()["hint"].clone()), (400, "Invalid redirect URI".into()));
    let pair = practice.oauth(redeem(&redirect_uri, &code)).await.json();
    assert_eq!((keys(&pair).len(), &pair["expires_in"]), (4, &899.into()));
    assert_eq!(practice.detail(&pair["access_token"]).await.json()["data"]["name"], "Sample User");
    assert_eq!(practice.oauth(redeem(&redirect_uri, &code)).await.status, 400, "used up");
    let late = practice.signed_on().await.pinged_code();
    practice.dial.advance_clock(600).unwrap();
    let late = practice.oauth(redeem(&redirect_uri, &late)).await;
    assert_eq!(late.json()["hint"], "Authorization code has expired");
}

#[tokio::test]
async fn the_same_code_is_an_access_code_elsewhere() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Baokim, "sso_callback", "http://127.0.0.1:4998/sso-callback").unwrap();
    let page = practice.signed_on().await;
    assert_eq!(page.picture().port(), Some(4998));
    let body = json!({ "access_code": page.pinged_code() });
    let data = practice.baokim("api/v4/sign-in-by-access-code", &[], &body).await;
    let data = data.envelope(&json!({ "code": 0, "message": [], "count": 0 }));
    assert_eq!(keys(&data), ["id", "name", "phone", "email", "access_token", "refresh_token"]);
    assert_eq!(practice.baokim("api/v4/sign-in-by-access-code", &[], &body).await.json()["code"], 5);
}

#[tokio::test]
async fn the_front_page_knows_a_browser_until_it_signs_out() {
    let practice = Practice::start().await;
    let front = format!("{}/", practice.endpoint(Baokim, "sso"));
    let shown = async |cookie: &str| practice.get(&front, &[("cookie", cookie)]).await.body;
    assert!(shown("").await.contains("id=\"signed-out\""));
    let set = practice.signed_on().await.header("set-cookie").to_owned();
    let cookie = set.split(';').next().unwrap().to_owned();
    let with_others = format!("other=1; {cookie}");
    assert!(shown(&with_others).await.contains("Signed in as Sample User"), "{set}");
    let back = STANDARD.encode(BACK);
    let mut address = Url::parse(&front).unwrap().join("/sso/logout").unwrap();
    address.query_pairs_mut().append_pair("return_url", &back);
    let out = practice.get(address.as_str(), &[("cookie", &cookie)]).await;
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert!(shown(&cookie).await.contains("id=\"signed-out\""), "not by the cookie alone");
}

#[tokio::test]
async fn another_account_can_be_the_one_that_signs_on() {
    let practice = Practice::start().await;
    let ticket = practice.logged_in().await["ticket"].as_str().unwrap().to_owned();
    practice.dial.set_fault(Baokim, Fault::WrongAccount, Repeat::Once).unwrap();
    let page = practice.page("/sso", &[("ticket", &ticket), ("return_url", BACK)]).await;
    let body = json!({ "access_code": page.pinged_code() });
    let data = practice.baokim("api/v4/sign-in-by-access-code", &[], &body).await.json();
    assert_ne!(data["data"]["name"], "Sample User", "{data}");
}

#[tokio::test]
async fn nobody_is_sent_to_a_strange_address() {
    let practice = Practice::start().await;
    let ticket = practice.logged_in().await["ticket"].as_str().unwrap().to_owned();
    let strange = STANDARD.encode("https://practice.test/back");
    for return_url in ["", "x", "amF2YXNjcmlwdDphbGVydCgxKQ==", "https://practice.test/back", &strange] {
        let page = practice.page("/sso", &[("ticket", &ticket), ("return_url", return_url)]).await;
        assert_eq!((page.status, page.header("refresh")), (400, ""), "{return_url}");
    }
    assert_eq!(practice.page("/sso", &[("ticket", "x"), ("return_url", BACK)]).await.status, 400);
    practice.dial.add_redirect_uri(Baokim, "https://practice.test/back").unwrap();
    let page = practice.page("/sso", &[("ticket", &ticket), ("return_url", &strange)]).await;
    assert_eq!(page.header("refresh"), "1; url=https://practice.test/back");
    practice.dial.advance_clock(600).unwrap();
    assert_eq!(practice.page("/sso", &[("ticket", &ticket), ("return_url", &strange)]).await.status, 400);
}

#[tokio::test]
async fn signing_out_tells_the_partner_and_goes_back() {
    let practice = Practice::start().await;
    for return_url in [STANDARD.encode(BACK).as_str(), BACK] {
        let page = practice.page("/sso/logout", &[("return_url", return_url)]).await;
        assert_eq!(page.picture().query(), Some("action=logout"));
        assert_eq!(page.header("refresh"), format!("1; url={BACK}"));
    }
}

#[tokio::test]
async fn the_social_pages_are_plainly_practice() {
    let practice = Practice::start().await;
    let sso = practice.endpoint(Baokim, "sso");
    for network in ["facebook", "google"] {
        let page = practice.page(&format!("/login/{network}"), &[("return_url", &STANDARD.encode(BACK))]).await;
        assert!(page.body.contains("not the social network"), "{}", page.body);
        assert_eq!(page.choices("user"), ["sample-user", "sample-business", "sample-other"]);
        let on = practice.submit(&sso, &page, &[("user", "sample-other")]).await;
        let body = json!({ "access_code": on.pinged_code() });
        let data = practice.baokim("api/v4/sign-in-by-access-code", &[], &body).await.json();
        assert_eq!(data["data"]["name"], "Sample Other");
        assert_eq!(on.header("refresh"), format!("1; url={BACK}&token=practice-{network}-sample-other"));
        practice.dial.set_switch(Baokim, "social_return", "nothing").unwrap();
        let on = practice.submit(&sso, &page, &[("user", "sample-other")]).await;
        assert_eq!(on.header("refresh"), format!("1; url={BACK}"));
        practice.dial.set_switch(Baokim, "social_return", "token").unwrap();
        assert_eq!(practice.submit(&sso, &page, &[("user", "sample-locked")]).await.status, 400);
    }
    assert_eq!(practice.page("/login/elsewhere", &[("return_url", BACK)]).await.status, 404);
}

#[tokio::test]
async fn a_changed_user_is_told_in_a_signed_message() {
    let practice = Practice::start().await;
    let message = practice.dial.change_baokim_user("sample-business", "Sample 🙂 / \"Đổi\"").unwrap();
    let person = |name: &str| {
        format!(
            "{{\"id\":1000003,\"name\":\"{name}\",\"phone\":\"84000000003\",\"email\":\"business@practice.test\",\
             \"type\":2,\"stat\":2,\"address\":\"\"}}"
        )
    };
    let old = person("Sample Business \\/ M\\u1eabu");
    let new = person("Sample \\ud83d\\ude42 \\/ \\\"\\u0110\\u1ed5i\\\"");
    let mut mac = Hmac::<Sha256>::new_from_slice(practice.registered(Baokim, "callback_secret").as_bytes()).unwrap();
    mac.update(format!("{{\"oldData\":{old},\"newData\":{new}}}").as_bytes());
    let sign = mac.finalize().into_bytes().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    assert_eq!(message, format!("{{\"oldData\":{old},\"newData\":{new},\"sign\":\"{sign}\"}}"));
    assert!(practice.dial.change_baokim_user("nobody", "x").is_err());
    assert_eq!(practice.dial.grants(Baokim), []);
}

#[tokio::test]
async fn the_control_page_changes_a_user() {
    let practice = Practice::start().await;
    let control = practice.sandbox.ready().control.clone();
    let order = async |body: Value| practice.post(&format!("{control}/change_user"), &[], &body).await;
    let state = order(json!({ "provider": "baokim", "user": "sample-user", "name": "Sample Changed" })).await.json();
    let message = state["providers"]["baokim"]["user_update"].as_str().unwrap().to_owned();
    let message: Value = serde_json::from_str(&message).unwrap();
    assert_eq!(message["newData"]["name"], "Sample Changed");
    for (body, code) in [
        (json!({ "provider": "baokim", "user": "nobody", "name": "S" }), "unknown_user"),
        (json!({ "provider": "bankhub", "user": "sample-user", "name": "S" }), "bad_field"),
        (json!({ "provider": "baokim", "user": "sample-user" }), "bad_field"),
    ] {
        let refused = order(body).await;
        assert_eq!((refused.status, refused.json()["error"]["code"].clone()), (400, code.into()));
    }
    let page = practice.get(&control, &[]).await;
    assert!(page.body.contains("id=\"user-update\"") && page.body.contains("Sample Changed"));
}
