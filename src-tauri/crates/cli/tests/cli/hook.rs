//! Messages of providers at the terminal: read from a file or a pipe, looked into, believed in nothing.

use crate::schema::check;
use crate::support::{Bankhub, Scene};
use linkdesk_sandbox::BankhubHook;
use linkdesk_tests::person::Person;
use serde_json::json;

#[tokio::test]
async fn a_message_is_read_from_a_pipe_or_a_file_and_names_its_connection() {
    let scene = Scene::new().await;
    scene.unhurried();
    let id = scene.linked(Bankhub, &Person::at_the_bank()).await;
    let body = scene.dial.bankhub_hook(BankhubHook::GrantPaused, None).expect("a body");
    let file = scene.home().join("message.json");
    std::fs::write(&file, &body).expect("it can be written");
    let ended = scene.run(&["--json", "hook", "bankhub", "--file", file.to_str().expect("text")]).await;
    // Its pace is a minute, and linking has just read: the call may be refused as too soon, never as dead.
    assert!(matches!(ended.code, 0 | 4), "{ended:?}");
    let report: serde_json::Value = serde_json::from_str(ended.stdout.trim()).expect("a report");
    check("hook_report", &report);
    assert_eq!((&report["cause"], &report["connections"]), (&json!("paused"), &json!([id])));
    let nothing = scene.run_with_input(&["--json", "hook", "bankhub", "--file", "-"], "{}").await.json();
    check("hook_report", &nothing);
    assert_eq!(nothing["cause"], json!(null));
}

#[tokio::test]
async fn a_message_that_cannot_be_used_is_refused_by_what_is_wrong() {
    let scene = Scene::registered().await;
    scene.problem(&["hook", "its", "--file", "/dev/null"], 2, "not_supported").await;
    scene.problem(&["hook", "bankhub", "--file", "/nowhere/at/all"], 2, "invalid_input").await;
    let body = scene.dial.change_baokim_user("sample-user", "Sample Renamed").expect("a message");
    let forged = body.replacen("Sample", "Simple", 1);
    let forged = scene.run_with_input(&["--json", "hook", "baokim", "--file", "-"], &forged).await;
    assert_eq!(forged.problem(2, "invalid_input")["subject"], json!("sign"));
    let honest = scene.run_with_input(&["hook", "baokim", "--file", "-"], &body).await;
    assert_eq!(honest.code, 0, "{honest:?}");
    assert!(honest.stdout.contains("Sample User → Sample Renamed"), "{}", honest.stdout);
    assert!(honest.stdout.contains("nobody who is linked here"), "{}", honest.stdout);
}
