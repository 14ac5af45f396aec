//! Messages of providers at the terminal: read from a file or a pipe, looked into, believed in nothing.

use crate::schema::check;
use crate::support::{Bankhub, Scene};
use linkdesk_sandbox::BankhubHook;
use linkdesk_tests::person::{Person, client};
use reqwest::{Method, StatusCode};
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

/// What somebody gets who sends this to an address.
async fn forward(method: Method, address: &str, body: &str, header: Option<(&str, &str)>) -> StatusCode {
    let request = client().request(method, address).body(body.to_owned());
    let request = header.into_iter().fold(request, |request, (name, value)| request.header(name, value));
    request.send().await.expect("it answers").status()
}

#[tokio::test]
async fn a_relay_forwards_messages_to_an_address_that_nobody_guesses() {
    let scene = Scene::registered().await;
    let body = scene.dial.change_baokim_user("sample-user", "Sample Renamed").expect("a message");
    let mut listening = scene.open(&["--json", "hook", "baokim", "--listen", "0"]).await;
    let address = listening.address.to_string();
    let (origin, path) = address.rsplit_once("/hook/").expect("a path of its own");
    assert!(origin.starts_with("http://127.0.0.1:") && path.len() == 43, "{address}");

    let from_a_page = Some(("origin", "https://pages.example"));
    let by_another_name = Some(("host", "rebound.example"));
    let large = "x".repeat(300 * 1024);
    for (method, address, body, header, status) in [
        (Method::POST, format!("{origin}/hook"), body.as_str(), None, StatusCode::NOT_FOUND),
        (Method::POST, address.clone(), body.as_str(), from_a_page, StatusCode::NOT_FOUND),
        (Method::POST, address.clone(), body.as_str(), by_another_name, StatusCode::NOT_FOUND),
        (Method::GET, address.clone(), "", None, StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, address.clone(), large.as_str(), None, StatusCode::PAYLOAD_TOO_LARGE),
        // What comes is taken in; what it is worth is seen afterwards.
        (Method::POST, address.clone(), "{\"oldData\":{},\"newData\":{},\"sign\":\"00\"}", None, StatusCode::OK),
        (Method::POST, address.clone(), body.as_str(), None, StatusCode::OK),
    ] {
        assert_eq!(forward(method, &address, body, header).await, status, "{address} {header:?}");
    }
    let report: serde_json::Value = serde_json::from_str(&listening.next_line().await).expect("one report");
    listening.interrupt().await;
    let ended = listening.ended().await;
    check("hook_report", &report);
    assert_eq!(report["changes"][0]["new"], json!("Sample Renamed"));
    assert!(ended.stderr.contains("\"subject\":\"sign\""), "the forged one is said: {}", ended.stderr);
    assert_eq!(ended.code, 0, "it was to run until it is ended");
}
