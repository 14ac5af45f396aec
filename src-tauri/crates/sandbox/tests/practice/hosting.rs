//! Starting, stopping, and what is kept between runs.

use crate::flowaccount::text;
use crate::support::{Bankhub, Flowaccount, Its, Practice};
use linkdesk_sandbox::{Fault, Guest, Options, Ready, Repeat, Sandbox, StartError, hosted_elsewhere};
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

fn kept_in(folder: &Path) -> Options {
    Options { folder: Some(folder.join("practice")), ..Options::default() }
}

/// A first port after which those of all providers are free, and their redirect ports are only named.
fn free_first_port() -> u16 {
    (10_000..19_000)
        .step_by(7)
        .find(|port| (0..5).all(|offset| TcpListener::bind(("127.0.0.1", port + offset)).is_ok()))
        .unwrap()
}

#[tokio::test]
async fn a_restart_keeps_tokens_clock_switches_and_ports() {
    let folder = tempfile::tempdir().unwrap();
    let practice = Practice::with(kept_in(folder.path())).await;
    let first = practice.consented().await;
    let bank_token = practice.linked("sample-plain", "practice").await;
    practice.dial.advance_clock(3000).unwrap();
    practice.dial.set_switch(Flowaccount, "access_ttl", 120).unwrap();
    practice.dial.set_fault(Bankhub, Fault::Outage, Repeat::UntilOff).unwrap();
    let ready = practice.sandbox.ready().clone();
    practice.sandbox.stop().await;

    let practice = Practice::with(kept_in(folder.path())).await;
    assert_eq!(practice.sandbox.ready().providers, ready.providers);
    assert_ne!(practice.sandbox.ready().control, ready.control);
    assert_eq!(practice.dial.clock_offset(), 3000);
    assert_eq!(practice.bankhub_get("/balance", &bank_token).await.status, 503);
    practice.dial.clear_fault(Bankhub).unwrap();
    assert_eq!(practice.bankhub_get("/balance", &bank_token).await.status, 200);
    assert_eq!(practice.company(text(&first, "access_token")).await.status, 200);
    let second = practice.refresh(text(&first, "refresh_token")).await.json();
    assert_eq!(second["expires_in"], 120);
    assert_eq!(practice.dial.counters(Flowaccount)["token.code"], 1);
}

#[tokio::test]
async fn a_host_waits_for_its_guests_and_takes_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let practice = Practice::with(kept_in(folder.path())).await;
    let home = folder.path().join("practice");
    let (guest, ready) = Guest::visit(&home).unwrap();
    assert_eq!(&ready, practice.sandbox.ready());
    let stopping = tokio::spawn(practice.sandbox.stop());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!stopping.is_finished(), "somebody is still here");
    assert!(hosted_elsewhere(&home).is_some(), "and is served");
    drop(guest);
    stopping.await.unwrap();
    assert!(Guest::visit(&home).is_none() && hosted_elsewhere(&home).is_none());
}

#[tokio::test]
async fn a_state_kept_before_a_provider_was_there_gets_it_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let practice = Practice::with(kept_in(folder.path())).await;
    let tokens = practice.consented().await;
    let key = practice.registered(Its, "api_key");
    practice.sandbox.stop().await;
    drop(practice.dial);
    let path = folder.path().join("practice/providers.json");
    let mut kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    for name in ["its", "its_desk", "baokim", "baokim_desk", "headline", "headline_desk"] {
        kept.as_object_mut().unwrap().remove(name).unwrap();
    }
    for provider in ["its", "baokim", "headline"] {
        kept["ports"].as_object_mut().unwrap().remove(provider).unwrap();
    }
    std::fs::write(&path, kept.to_string()).unwrap();

    let practice = Practice::with(kept_in(folder.path())).await;
    assert_eq!(practice.company(text(&tokens, "access_token")).await.status, 200);
    assert_ne!(practice.registered(Its, "api_key"), key, "no id is given twice");
    assert_eq!(practice.authorize_shop(&serde_json::json!({})).await.status, 200);
}

#[tokio::test]
async fn a_folder_is_hosted_once_and_tells_where() {
    let folder = tempfile::tempdir().unwrap();
    let options = kept_in(folder.path());
    let path = options.folder.clone().unwrap();
    assert_eq!(hosted_elsewhere(&path), None);
    let sandbox = Sandbox::start(options.clone()).await.unwrap();
    assert_eq!(hosted_elsewhere(&path).as_ref(), Some(sandbox.ready()));
    assert!(matches!(Sandbox::start(options.clone()).await, Err(StartError::AlreadyHosted)));
    drop(sandbox);
    assert_eq!(hosted_elsewhere(&path), None);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_kept_is_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let options = kept_in(folder.path());
    let path = options.folder.clone().unwrap();
    let _sandbox = Sandbox::start(options).await.unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    for entry in std::fs::read_dir(&path).unwrap() {
        let entry = entry.unwrap().path();
        assert_eq!(mode(&entry), 0o600, "{}", entry.display());
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_and_not_replaced() {
    let first = free_first_port();
    let taken = TcpListener::bind(("127.0.0.1", first + 1)).unwrap();
    let options = Options { port: first, ..Options::default() };
    let Err(StartError::PortBusy { port }) = Sandbox::start(options.clone()).await else { panic!("started") };
    assert_eq!(port, first + 1);
    drop(taken);
    let sandbox = Sandbox::start(options).await.unwrap();
    let ready = sandbox.ready();
    assert_eq!(ready.providers[&Flowaccount].endpoints["api"], format!("http://127.0.0.1:{}/test", first + 1));
    let redirect = format!("redirect_uri = \"http://127.0.0.1:{}/callback/bankhub\"", first + 10);
    assert!(ready.providers[&Bankhub].registration_toml.contains(&redirect));
}

#[tokio::test]
async fn a_remembered_port_that_is_taken_is_named_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(kept_in(folder.path())).await.unwrap();
    let api = url::Url::parse(&sandbox.ready().providers[&Bankhub].endpoints["api"]).unwrap();
    sandbox.stop().await;
    let _taken = TcpListener::bind(("127.0.0.1", api.port().unwrap())).unwrap();
    let refused = Sandbox::start(kept_in(folder.path())).await;
    assert!(matches!(refused, Err(StartError::PortBusy { port }) if Some(port) == api.port()));
}

#[tokio::test]
async fn a_damaged_state_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let options = kept_in(folder.path());
    let path = options.folder.clone().unwrap().join("providers.json");
    Sandbox::start(options.clone()).await.unwrap().stop().await;
    std::fs::write(&path, "{").unwrap();
    assert!(matches!(Sandbox::start(options).await, Err(StartError::Damaged { .. })));
    assert_eq!(std::fs::read_to_string(path).unwrap(), "{");
}

#[cfg(unix)]
#[tokio::test]
async fn what_could_not_be_saved_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let options = kept_in(folder.path());
    let path = options.folder.clone().unwrap();
    let practice = Practice::with(options).await;
    let refresh_token = text(&practice.consented().await, "refresh_token").to_owned();
    std::fs::rename(&path, folder.path().join("away")).unwrap();
    assert_eq!(practice.refresh(&refresh_token).await.status, 500);
    assert!(practice.dial.advance_clock(1).is_err());
    std::fs::rename(folder.path().join("away"), &path).unwrap();
    assert_eq!(practice.refresh("none").await.status, 400);
}

#[tokio::test]
async fn the_same_number_gives_the_same_tokens() {
    let mut seen = Vec::new();
    for number in [7, 7, 8] {
        let practice = Practice::with(Options { seed: number, ..Options::default() }).await;
        seen.push(practice.consented().await["refresh_token"].clone());
    }
    assert!(seen[0] == seen[1] && seen[1] != seen[2]);
}

#[tokio::test]
async fn the_ready_line_is_one_object_in_the_order_of_the_ports() {
    let practice = Practice::start().await;
    let ready = practice.sandbox.ready();
    let line = serde_json::to_string(ready).unwrap();
    let names: Vec<String> =
        serde_json::from_str::<serde_json::Value>(&line).unwrap().as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["bankhub", "flowaccount", "its", "baokim", "headline", "control"]);
    assert_eq!(&serde_json::from_str::<Ready>(&line).unwrap(), ready);
    assert!(ready.control.starts_with(&ready.providers[&Bankhub].endpoints["api"]));
    assert!(ready.providers[&Bankhub].logins.iter().any(|login| login.otp.as_deref() == Some("123456")));
}

#[tokio::test]
async fn stopped_providers_answer_nobody() {
    let practice = Practice::start().await;
    let address = practice.endpoint(Bankhub, "link");
    let Practice { sandbox, dial, http } = practice;
    sandbox.stop().await;
    assert!(http.get(&address).send().await.is_err());
    assert!(dial.advance_clock(1).is_err());
}
