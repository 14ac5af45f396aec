//! The practice providers run by the program itself.

use crate::support::{Ended, run};
use linkdesk_sandbox::{Provider, Ready, hosted_elsewhere};
use std::net::TcpListener;
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

fn program(home: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linkdesk"));
    command.arg("--home").arg(home.path()).args(arguments).kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[tokio::test]
async fn a_command_hosts_the_practice_providers_while_it_runs() {
    let home = TempDir::new().expect("a folder");
    let tested = run(&mut program(&home, &["--practice", "registration", "test", "bankhub"])).await;
    assert_eq!(tested.code, 0, "{tested:?}");
    assert!(hosted_elsewhere(&home.path().join("practice")).is_none(), "and stops them at its end");
    let ordinary = run(&mut program(&home, &["--json", "providers"])).await.json();
    assert_eq!(ordinary[0]["registrations"], serde_json::json!([]), "the ordinary profile knows nothing of it");
}

#[tokio::test]
async fn two_commands_at_once_share_the_practice_providers() {
    let home = TempDir::new().expect("a folder");
    let (mut one, mut other) = (
        program(&home, &["--practice", "registration", "test", "bankhub"]),
        program(&home, &["--practice", "registration", "show", "flowaccount"]),
    );
    let (one, other) = tokio::join!(run(&mut one), run(&mut other));
    assert_eq!((one.code, other.code), (0, 0), "{one:?} {other:?}");
}

#[tokio::test]
async fn the_sandbox_says_where_it_is_and_runs_until_it_is_ended() {
    let home = TempDir::new().expect("a folder");
    let mut child = program(&home, &["sandbox"]).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let line = lines.next_line().await.expect("text").expect("a line");
    let ready: Ready = serde_json::from_str(&line).expect("one JSON line");
    assert_eq!(ready.providers.len(), Provider::ALL.len());
    let state = linkdesk_tests::person::client().get(format!("{}/state", ready.control)).send().await;
    assert!(state.expect("it answers").status().is_success());
    let id = child.id().expect("it runs").to_string();
    Command::new("kill").args(["-TERM", &id]).status().await.expect("kill runs");
    assert!(child.wait().await.expect("it ends").success());
    assert_eq!(std::fs::read_dir(home.path()).expect("a folder").count(), 0, "nothing is kept");
}

#[tokio::test]
async fn a_sandbox_port_that_is_taken_is_named() {
    let home = TempDir::new().expect("a folder");
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("some port is free");
    let port = taken.local_addr().expect("it has one").port().to_string();
    let ended: Ended = run(&mut program(&home, &["--json", "sandbox", "--port", &port])).await;
    assert_eq!(ended.problem(4, "port_busy")["subject"], port.as_str());
}
