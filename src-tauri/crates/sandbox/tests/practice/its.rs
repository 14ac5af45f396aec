//! ITS: the calls of a partner.

use crate::support::{Its, Practice, Reply};
use linkdesk_sandbox::GrantAction;
use serde_json::{Value, json};

/// A shop of the sample person who owns two.
pub(crate) const FIRST: &str = "1000000000000000001";
pub(crate) const SECOND: &str = "1000000000000000002";

impl Practice {
    /// Calls a service of ITS with this key.
    pub(crate) async fn its_call(&self, service: &str, key: &str, body: &Value) -> Reply {
        let address = format!("{}.{service}", self.endpoint(Its, "base"));
        self.post(&address, &[("authorization", &format!("Bearer {key}"))], body).await
    }

    /// `AuthorizeShop` as the partner.
    pub(crate) async fn authorize_shop(&self, body: &Value) -> Reply {
        self.its_call("Shop/AuthorizeShop", &self.registered(Its, "api_key"), body).await
    }

    /// The first page of a new request.
    pub(crate) async fn its_page(&self, redirect_url: &str) -> Reply {
        let asked = self.authorize_shop(&json!({ "redirect_url": redirect_url })).await.json();
        self.get(asked["auth_url"].as_str().unwrap(), &[]).await
    }

    /// Goes through the pages as a person does.
    pub(crate) async fn grant_shop(&self, redirect_url: &str, user: &str, shop: &str) -> Reply {
        let mut page = self.its_page(redirect_url).await;
        for fields in [[("user", user), ("password", "practice")].as_slice(), &[("shop", shop)], &[]] {
            page = self.submit_its(&page, fields).await;
        }
        page
    }

    pub(crate) async fn submit_its(&self, page: &Reply, fields: &[(&str, &str)]) -> Reply {
        self.submit(&self.endpoint(Its, "base"), page, fields).await
    }

    /// A shop that is linked, and its key.
    pub(crate) async fn linked_shop(&self, shop: &str) -> String {
        let redirect = self.registered(Its, "redirect_uri");
        let callback = self.grant_shop(&redirect, "sample-shopkeeper", shop).await.callback();
        assert_eq!(callback["shop_id"], shop);
        let given = self.authorize_shop(&json!({ "shop_id": shop, "redirect_url": redirect })).await.json();
        given["auth_token"].as_str().unwrap().to_owned()
    }
}

/// The HTTP status and the code of an error.
fn error_of(reply: &Reply) -> (u16, String) {
    (reply.status, reply.json()["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_registration_has_a_key_and_no_id() {
    let practice = Practice::start().await;
    let ready = &practice.sandbox.ready().providers[&Its];
    let fields: Vec<&str> =
        ready.registration_toml.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    assert_eq!(fields, ["environment", "base", "api_key", "redirect_uri"]);
    assert!(ready.endpoints["base"].ends_with("/v1/partner"));
}

#[tokio::test]
async fn a_shop_that_was_never_linked_has_to_sign_in() {
    let practice = Practice::start().await;
    let asked = practice.authorize_shop(&json!({ "redirect_url": "http://127.0.0.1:9/back" })).await;
    assert_eq!(asked.status, 200);
    let body = asked.json();
    let token = body["auth_token"].as_str().unwrap();
    assert!(token.starts_with("request:practice-") && token.len() == "request:".len() + 43, "{token}");
    assert_eq!(
        (&body["code"], &body["type"], &body["expires_in"]),
        (&json!("ok"), &json!("shop_request"), &json!(900))
    );
    assert_eq!(body["meta"], json!({ "recaptcha_token": "1" }));
    let address = body["auth_url"].as_str().unwrap();
    assert!(address.ends_with(&format!("/login?token=request%3A{}", &token["request:".len()..])), "{address}");
    // {} is a whole body; there is no page then, because there is nowhere to go from it.
    let bare = practice.authorize_shop(&json!({})).await.json();
    assert_eq!((&bare["type"], &bare["auth_url"]), (&json!("shop_request"), &Value::Null));
}

#[tokio::test]
async fn a_linked_shop_has_a_key_without_an_end() {
    let practice = Practice::start().await;
    let key = practice.linked_shop(FIRST).await;
    assert!(key.starts_with(&format!("shop{FIRST}:practice-")) && key.len() == "shop".len() + 19 + 1 + 64, "{key}");
    // The id alone is enough, and a number is taken for it.
    for body in [json!({ "shop_id": FIRST }), json!({ "shop_id": FIRST.parse::<i64>().unwrap() })] {
        let again = practice.authorize_shop(&body).await.json();
        assert_eq!((&again["type"], &again["expires_in"]), (&json!("shop_key"), &json!(-1)));
        assert_eq!((&again["auth_token"], &again["auth_url"]), (&json!(key), &Value::Null));
    }
    let shop = practice.its_call("Shop/CurrentShop", &key, &json!({})).await;
    assert_eq!(shop.status, 200);
    let shop = shop.json();
    assert_eq!(
        (&shop["id"], &shop["name"], &shop["type"]),
        (&json!(FIRST), &json!("Cửa hàng Mẫu Một"), &json!("PartnerShop"))
    );
    let counters = practice.dial.counters(Its);
    assert_eq!((counters["shop.authorize"], counters["shop.authorize.known"], counters["shop.current"]), (1, 3, 1));
}

#[tokio::test]
async fn each_key_opens_its_own_calls_only() {
    let practice = Practice::start().await;
    let shop_key = practice.linked_shop(FIRST).await;
    let api_key = practice.registered(Its, "api_key");
    let account = practice.its_call("Misc/CurrentAccount", &api_key, &json!({})).await;
    assert_eq!((account.status, account.json()["type"].as_str()), (200, Some("Partner")));
    for (service, key) in [
        ("Misc/CurrentAccount", shop_key.as_str()),
        ("Shop/AuthorizeShop", &shop_key),
        ("Shop/CurrentShop", &api_key),
        ("Shop/AuthorizeShop", "somebody-else"),
    ] {
        let refused = practice.its_call(service, key, &json!({})).await;
        assert_eq!(error_of(&refused), (401, "unauthenticated".to_owned()), "{service}");
    }
    let address = format!("{}.Misc/CurrentAccount", practice.endpoint(Its, "base"));
    let bare = practice.post(&address, &[("authorization", &api_key)], &json!({})).await;
    assert_eq!(error_of(&bare).0, 401, "the scheme has to be there");
}

#[tokio::test]
async fn a_wrong_way_in_is_a_bad_route() {
    let practice = Practice::start().await;
    let base = practice.endpoint(Its, "base");
    let key = format!("Bearer {}", practice.registered(Its, "api_key"));
    let key = [("authorization", key.as_str())];
    for address in [format!("{base}/Shop/AuthorizeShop"), format!("{base}.Shop/Nothing"), base.clone()] {
        assert_eq!(error_of(&practice.post(&address, &key, &json!({})).await), (404, "bad_route".to_owned()));
    }
    let address = format!("{base}.Shop/AuthorizeShop");
    assert_eq!(error_of(&practice.get(&address, &key).await).1, "bad_route");
    assert_eq!(error_of(&practice.try_form(&address, &key, &[]).await.unwrap()).1, "bad_route", "not JSON");
}

#[tokio::test]
async fn an_unknown_shop_is_denied_and_a_removed_partner_is_asked_again() {
    let practice = Practice::start().await;
    let denied = practice.authorize_shop(&json!({ "shop_id": SECOND })).await;
    assert_eq!(error_of(&denied), (403, "permission_denied".to_owned()));
    assert!(denied.json()["meta"]["reason"].is_string());

    let old = practice.linked_shop(SECOND).await;
    practice.dial.act_on_grants(Its, GrantAction::Revoke, Some(SECOND)).unwrap();
    let asked = practice.authorize_shop(&json!({ "shop_id": SECOND, "redirect_url": "http://127.0.0.1:9/" })).await;
    assert_eq!((asked.status, &asked.json()["type"]), (200, &json!("shop_request")));
    assert_eq!(practice.its_call("Shop/CurrentShop", &old, &json!({})).await.status, 401);
    practice.dial.set_switch(Its, "unlinked_status", "403").unwrap();
    let refused = practice.its_call("Shop/CurrentShop", &old, &json!({})).await;
    assert_eq!(error_of(&refused), (403, "permission_denied".to_owned()));

    let fresh = practice.linked_shop(SECOND).await;
    assert_ne!(fresh, old);
    assert_eq!(practice.its_call("Shop/CurrentShop", &fresh, &json!({})).await.status, 200);
    assert_eq!(practice.its_call("Shop/CurrentShop", &old, &json!({})).await.status, 401);
}

#[tokio::test]
async fn a_closed_shop_is_refused_until_it_is_opened_again() {
    let practice = Practice::start().await;
    let key = practice.linked_shop(FIRST).await;
    practice.dial.act_on_grants(Its, GrantAction::AccountPaused, None).unwrap();
    assert_eq!(practice.dial.grants(Its)[0].condition, "account_paused");
    let refused = practice.authorize_shop(&json!({ "shop_id": FIRST })).await;
    assert_eq!(error_of(&refused), (412, "failed_precondition".to_owned()));
    assert_eq!(practice.its_call("Shop/CurrentShop", &key, &json!({})).await.status, 412);
    practice.dial.act_on_grants(Its, GrantAction::Heal, None).unwrap();
    assert_eq!(practice.its_call("Shop/CurrentShop", &key, &json!({})).await.status, 200);
}

#[tokio::test]
async fn what_does_not_fit_together_is_an_invalid_argument() {
    let practice = Practice::start().await;
    practice.linked_shop(FIRST).await;
    for body in [
        json!({ "shop_id": FIRST, "external_shop_id": "mine-1" }),
        json!({ "shop_id": FIRST, "phone": "0900000001" }),
        json!({ "shop_id": FIRST, "email": "sample@example.com" }),
        json!({ "shop_id": "not-a-number" }),
        json!({ "email": "sample" }),
        json!({ "phone": "call me" }),
        json!({ "external_user_id": "mine-1" }),
        json!({ "extra_token": "no-prefix" }),
        json!({ "redirect_url": "not an address" }),
        json!({ "redirect_url": "app://callback" }),
        json!(["a", "list"]),
    ] {
        let refused = practice.authorize_shop(&body).await;
        assert_eq!(error_of(&refused), (400, "invalid_argument".to_owned()), "{body}");
    }
    let filled = json!({ "email": "sample@example.com", "phone": "+84900000001", "name": "Sample", "shop_name": "" });
    assert_eq!(practice.authorize_shop(&filled).await.status, 200);
}

#[tokio::test]
async fn an_external_id_belongs_to_one_shop() {
    let practice = Practice::start().await;
    let redirect = practice.registered(Its, "redirect_uri");
    let wanted = json!({ "external_shop_id": "mine-1", "redirect_url": redirect });
    let asked = practice.authorize_shop(&wanted).await.json();
    let mut page = practice.get(asked["auth_url"].as_str().unwrap(), &[]).await;
    for fields in
        [[("user", "sample-hotline"), ("password", "practice")].as_slice(), &[("shop", "1000000000000000003")], &[]]
    {
        page = practice.submit_its(&page, fields).await;
    }
    assert_eq!(page.status, 303);
    let again = practice.authorize_shop(&wanted).await;
    assert_eq!(error_of(&again), (409, "already_exists".to_owned()));
    assert_eq!(again.json()["meta"]["duplicated"], "external_shop_id");
}

#[tokio::test]
async fn the_switches_change_the_wire() {
    let practice = Practice::start().await;
    let key = practice.linked_shop(FIRST).await;
    for (name, value) in [("url_with_key", json!(true)), ("expires_in_as_string", json!(true)), ("meta", json!(false))]
    {
        practice.dial.set_switch(Its, name, value).unwrap();
    }
    practice.dial.set_switch(Its, "ids_as_numbers", true).unwrap();
    practice.dial.set_switch(Its, "bare_colon", true).unwrap();
    let known = practice.authorize_shop(&json!({ "shop_id": FIRST })).await.json();
    assert_eq!((&known["type"], &known["expires_in"]), (&json!("shop_key"), &json!("-1")));
    assert!(known["auth_url"].as_str().unwrap().contains("/login?token=request:"));
    let asked = practice.authorize_shop(&json!({ "redirect_url": "https://example.com/?a=b" })).await.json();
    assert_eq!((&asked["expires_in"], &asked["meta"]), (&json!("900"), &Value::Null));
    let shop = practice.its_call("Shop/CurrentShop", &key, &json!({})).await;
    assert!(shop.body.contains(&format!("\"id\":{FIRST}")), "{}", shop.body);
    for (value, expected) in [("user_key", json!("user_key")), ("omitted", Value::Null)] {
        practice.dial.set_switch(Its, "answer_type", value).unwrap();
        assert_eq!(practice.authorize_shop(&json!({})).await.json()["type"], expected);
    }
}
