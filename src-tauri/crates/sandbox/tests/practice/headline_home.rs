//! Headline: the trading page that a partner frames.

use crate::support::{Practice, Reply};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use linkdesk_sandbox::Provider::Headline;
use sha2::{Digest as _, Sha256};

impl Practice {
    async fn home(&self) -> Reply {
        self.get(&format!("{}/zh-CN/home?tsource=token-practice-%3Cb%3E", self.endpoint(Headline, "ui")), &[]).await
    }
}

#[tokio::test]
async fn the_page_may_stand_in_a_frame_and_run_its_own_script_only() {
    let practice = Practice::start().await;
    let page = practice.home().await;
    assert_eq!((page.status, page.header("referrer-policy"), page.header("x-frame-options")), (200, "no-referrer", ""));
    let script = page.body.split_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    let hash = STANDARD.encode(Sha256::digest(script));
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';") && policy.contains(&format!("script-src 'sha256-{hash}'")));
    assert!(policy.contains("connect-src 'self'") && !policy.contains("frame-ancestors"));
    assert!(!page.body.contains("token-practice"), "the token of the address is not written into the page");
    assert!(page.body.contains("data-exchange=\"random_key\" data-ready=\"false\" data-company=\"900\""));
    assert_eq!(practice.dial.counters(Headline)["home"], 1);
    let addresses = ["/zh-CN/homes", "/home", "/Zh/home", "/zh-/home"];
    for path in addresses {
        let reply = practice.get(&format!("{}{path}", practice.endpoint(Headline, "ui")), &[]).await;
        assert_eq!(reply.status, 404, "{path}");
    }
}

#[tokio::test]
async fn switches_change_how_the_page_behaves() {
    let practice = Practice::start().await;
    practice.dial.set_switch(Headline, "refuses_framing", true).unwrap();
    practice.dial.set_switch(Headline, "page_exchange", "never").unwrap();
    practice.dial.set_switch(Headline, "ready_message", true).unwrap();
    let page = practice.home().await;
    assert_eq!(page.header("x-frame-options"), "DENY");
    assert!(page.header("content-security-policy").ends_with("; frame-ancestors 'none'"));
    assert!(page.body.contains("data-exchange=\"never\" data-ready=\"true\""));
}
