//! ITS: the pages where a shop gives its permission, and the ways back from them.

use crate::its::{FIRST, SECOND};
use crate::support::{Its, Practice, Reply};
use linkdesk_sandbox::{Fault, Repeat};
use serde_json::json;

const BACK: &str = "http://127.0.0.1:9/back?mine=kept";

impl Reply {
    /// Where the browser is sent, letter for letter.
    fn location(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.body);
        self.header("location")
    }
}

#[tokio::test]
async fn the_shop_is_appended_and_the_query_kept() {
    let practice = Practice::start().await;
    let page = practice.grant_shop(BACK, "sample-shopkeeper", SECOND).await;
    assert_eq!(page.location(), format!("{BACK}&shop_id={SECOND}"));
    let page = practice.grant_shop("http://127.0.0.1:9/back", "sample-shopkeeper", FIRST).await;
    assert_eq!(page.location(), format!("http://127.0.0.1:9/back?shop_id={FIRST}"));
}

#[tokio::test]
async fn a_naive_server_writes_a_second_question_mark() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Its, "second_question_mark", true).unwrap();
    let page = practice.grant_shop(BACK, "sample-shopkeeper", FIRST).await;
    let behind = page.location().strip_prefix(&format!("{BACK}?token=its-practice-")).unwrap();
    assert!(behind.ends_with(&format!("&shop_id={FIRST}")), "{behind}");
}

#[tokio::test]
async fn a_token_of_its_own_can_come_along() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Its, "own_token", true).unwrap();
    let callback = practice.grant_shop(BACK, "sample-shopkeeper", FIRST).await.callback();
    assert!(callback["token"].starts_with("its-practice-"));
    assert_eq!((callback["mine"].as_str(), callback["shop_id"].as_str()), ("kept", FIRST));
}

#[tokio::test]
async fn a_strict_server_compares_letter_for_letter() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Its, "redirect_rule", "exact").unwrap();
    let registered = practice.registered(Its, "redirect_uri");
    let with_state = json!({ "redirect_url": format!("{registered}?state=s") });
    assert_eq!(practice.authorize_shop(&with_state).await.status, 400);
    assert_eq!(practice.authorize_shop(&json!({ "redirect_url": registered })).await.status, 200);
    practice.dial.set_switch(Its, "redirect_rule", "public_host").unwrap();
    for (address, status) in [
        (registered.as_str(), 400),
        ("http://127.0.0.1/", 400),
        ("http://[::1]/", 400),
        ("http://localhost:9000/", 400),
        ("http://localhost/", 200),
        ("https://example.com/callback?state=s", 200),
    ] {
        let answered = practice.authorize_shop(&json!({ "redirect_url": address })).await;
        assert_eq!(answered.status, status, "{address}");
    }
}

#[tokio::test]
async fn every_page_can_be_left() {
    let practice = Practice::start().await;
    let login = practice.its_page(BACK).await;
    assert_eq!(practice.submit_its(&login, &[("answer", "cancel")]).await.location(), BACK);
    practice.dial.set_switch(Its, "cancel", "access_denied").unwrap();
    let mut page = practice.its_page(BACK).await;
    for fields in [[("user", "sample-shopkeeper"), ("password", "practice")].as_slice(), &[("shop", FIRST)]] {
        page = practice.submit_its(&page, fields).await;
    }
    assert!(page.body.contains("id=\"deny\"") && page.body.contains("Cửa hàng Mẫu Một"));
    let denied = practice.submit_its(&page, &[("answer", "deny")]).await;
    assert_eq!(denied.location(), format!("{BACK}&error=access_denied"));
    assert!(practice.dial.grants(Its).is_empty());
}

#[tokio::test]
async fn a_login_that_may_not_link_gets_nowhere() {
    let practice = Practice::start().await;
    let page = practice.its_page(BACK).await;
    for (user, password, error) in [
        ("sample-shopkeeper", "wrong", "User name or password is wrong"),
        ("nobody", "practice", "User name or password is wrong"),
        ("sample-locked", "practice", "This login is locked"),
    ] {
        let again = practice.submit_its(&page, &[("user", user), ("password", password)]).await;
        assert_eq!(again.error(), error);
    }
    let page = practice.submit_its(&page, &[("user", "sample-hotline"), ("password", "practice")]).await;
    assert_eq!(page.choices("shop"), ["1000000000000000003"]);
    assert_eq!(practice.submit_its(&page, &[("shop", FIRST)]).await.error(), "Choose a shop");
    let page = practice.its_page(BACK).await;
    let page = practice.submit_its(&page, &[("user", "sample-agent"), ("password", "practice")]).await;
    assert!(page.body.contains("may link no shop"));
}

#[tokio::test]
async fn a_page_ends_after_a_quarter_of_an_hour_or_when_it_was_used() {
    let practice = Practice::start().await;
    let asked = practice.authorize_shop(&json!({ "redirect_url": BACK })).await.json();
    let address = asked["auth_url"].as_str().unwrap();
    let bare = address.replace("%3A", ":");
    assert_eq!((practice.get(address, &[]).await.status, practice.get(&bare, &[]).await.status), (200, 200));
    practice.dial.advance_clock(15 * 60).unwrap();
    assert_eq!(practice.get(address, &[]).await.status, 400);
    let login = practice.its_page(BACK).await;
    practice.submit_its(&login, &[("answer", "cancel")]).await;
    let again = practice.submit_its(&login, &[("user", "sample-shopkeeper"), ("password", "practice")]).await;
    assert_eq!(again.status, 400);
}

#[tokio::test]
async fn the_dial_turns_the_pages() {
    let practice = Practice::start().await;
    practice.dial.set_fault(Its, Fault::WrongAccount, Repeat::Once).unwrap();
    assert_ne!(practice.grant_shop(BACK, "sample-shopkeeper", FIRST).await.callback()["shop_id"], FIRST);
    practice.dial.set_fault(Its, Fault::SlowApproval, Repeat::Once).unwrap();
    let waiting = practice.grant_shop(BACK, "sample-shopkeeper", FIRST).await;
    let path = waiting.header("refresh").strip_prefix("3; url=").unwrap().to_owned();
    let address = format!("{}{path}", crate::support::origin(&practice.endpoint(Its, "base")));
    assert_eq!(practice.get(&address, &[]).await.status, 200);
    practice.dial.advance_clock(90).unwrap();
    assert_eq!(practice.get(&address, &[]).await.callback()["shop_id"], FIRST);
}
