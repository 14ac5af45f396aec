//! Headline at the terminal: a password that is read from a file or from a line, and is told nowhere.

use crate::support::{Scene, run};
use linkdesk_sandbox::Provider::Headline;
use serde_json::json;

/// How the password goes over the wire: its MD5, as good as itself.
const HASH: &str = "8c40400c009918b5f10b73f9a0e47398";

/// A scene whose registration has no page, so that the password is asked for.
async fn without_a_page() -> Scene {
    let scene = Scene::registered().await;
    scene.without_headlines_page().await;
    scene
}

#[tokio::test]
async fn a_customer_is_linked_by_a_password_from_a_file_or_a_line() {
    let scene = without_a_page().await;
    let file = scene.home().join("typed");
    std::fs::write(&file, "practice\n").expect("it can be written");
    let from_file = format!("password=@{}", file.display());
    let phone = ["link", "headline", "--field", "login_type=phone", "--field", "phone=+84 000000001"];
    let linked = scene.json(&[&phone[..], &["--field", &from_file]].concat()).await;
    assert_eq!(linked["connection"]["provider"], "headline", "{linked}");
    let id = linked["connection"]["id"].as_str().expect("an id").to_owned();

    let number = ["link", "headline", "--field", "login_type=customer_number", "--field", "customer_number=86000001"];
    let by_line = [&["--json"][..], &number, &["--field", "password=-"]].concat();
    let again = scene.run_with_input(&by_line, "practice\n").await.json();
    assert_eq!((&again["already_linked"], &again["connection"]["id"]), (&json!(true), &json!(id)));
    let wrong = scene.run_with_input(&by_line, "wrong\n").await.problem(2, "invalid_input");
    assert_eq!((&wrong["subject"], &wrong["provider_code"]), (&json!("password"), &json!("CUSTOMER_API_0000102")));
    let token = scene.json(&["token", &id]).await;
    assert_eq!((&token["kind"], &token["expires_at"]), (&json!("login"), &json!(null)), "{token}");
    scene.json(&["sync", &id]).await;
}

#[tokio::test]
async fn a_password_is_told_by_no_log() {
    let scene = without_a_page().await;
    let arguments =
        ["--json", "link", "headline", "--field", "login_type=email", "--field", "email=sample@practice.test"];
    for password in ["a-password-nobody-else-has", "practice"] {
        let file = scene.home().join("typed");
        std::fs::write(&file, password).expect("it can be written");
        let field = format!("password=@{}", file.display());
        let mut command = scene.command(&[&arguments[..], &["--field", &field]].concat());
        let ended = run(command.env("LINKDESK_LOG", "trace")).await;
        assert!(ended.stderr.contains("link session"), "it speaks: {ended:?}");
        for text in [&ended.stdout, &ended.stderr] {
            assert!(!text.contains("a-password-nobody-else-has") && !text.contains(HASH), "{text}");
        }
    }
    assert_eq!(scene.asked(Headline, "login"), 2, "each password was sent once");
}
