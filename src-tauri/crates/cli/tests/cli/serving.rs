//! Tokens and renewals: what scripts and timers live on.

use crate::schema;
use crate::support::{Bankhub, Ended, Flowaccount, Scene, owner_of, run};
use linkdesk_sandbox::{Fault, GrantAction, Repeat};
use linkdesk_tests::person::{Person, client};
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

/// Longer than an access token of `FlowAccount` lives.
const A_DAY: i64 = 24 * 3600;

async fn with_books() -> (Scene, String) {
    let scene = Scene::new().await;
    let id = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    (scene, id)
}

/// What the provider answers to a token in its header.
async fn accepted(scene: &Scene, token: &Value) -> u16 {
    let header = &token["header"];
    let [name, value] = ["name", "value"].map(|part| header[part].as_str().expect("text"));
    let registration = scene.json(&["registration", "show", "flowaccount"]).await;
    let address = format!("{}/company/info", registration["endpoints"]["api"].as_str().expect("an address"));
    let reply = client().get(address).header(name, value).send().await.expect("it answers");
    reply.status().as_u16()
}

#[tokio::test]
async fn a_token_stands_alone_on_stdout_and_the_provider_takes_it() {
    let (scene, id) = with_books().await;
    let json = scene.json(&["token", &id]).await;
    schema::check("token", &json);
    assert_eq!(accepted(&scene, &json).await, 200);
    let plain = scene.run(&["token", &id]).await;
    assert_eq!((plain.code, plain.stderr.as_str()), (0, ""));
    assert_eq!(plain.stdout, format!("{}\n", json["token"].as_str().expect("text")));
    scene.problem(&["token", &id, "--kind", "refresh"], 2, "invalid_input").await;
}

#[tokio::test]
async fn a_token_that_ended_is_renewed_before_it_is_handed_out() {
    let (scene, id) = with_books().await;
    let before = scene.json(&["token", &id]).await;
    scene.dial.act_on_grants(Flowaccount, GrantAction::ExpireAccessTokens, None).expect("it applies");
    let lives = scene.dial.switches(Flowaccount)["access_ttl"].as_i64().expect("a number");
    scene.dial.advance_clock(lives - 30).expect("it can be moved");
    let after = scene.json(&["token", &id]).await;
    assert_ne!(after["token"], before["token"]);
    assert_eq!(accepted(&scene, &after).await, 200);
    assert_eq!(scene.asked(Flowaccount, "token.refresh"), 1);
}

/// Lets a process write no more than this many bytes into any file: to it, the disk is full.
async fn limit(process: u32, bytes: &str) {
    let arguments = ["--pid", &process.to_string(), &format!("--fsize={bytes}:unlimited")];
    let status = Command::new("prlimit").args(arguments).status().await.expect("prlimit runs");
    assert!(status.success());
}

#[tokio::test]
async fn a_pair_that_a_full_disk_refuses_is_handed_out_with_a_warning_and_saved_when_there_is_room() {
    let (scene, id) = with_books().await;
    let lives = scene.dial.switches(Flowaccount)["access_ttl"].as_i64().expect("a number");
    scene.dial.advance_clock(lives + 1).expect("it can be moved");
    scene.dial.set_switch(Flowaccount, "slow_body_seconds", 2).expect("a switch of it");
    scene.dial.set_fault(Flowaccount, Fault::SlowBody, Repeat::Once).expect("it applies");

    // As with a real disk, a write that does not fit is an error to the program, and not its end.
    let inner = scene.command(&["token", &id]);
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(inner.as_std().get_program());
    command.args(inner.as_std().get_args()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut asking = command.spawn().expect("the program starts");
    let process = asking.id().expect("it runs");
    while scene.asked(Flowaccount, "token.refresh") == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    limit(process, "1024").await;
    let mut token = String::new();
    BufReader::new(asking.stdout.as_mut().expect("piped")).read_line(&mut token).await.expect("text");
    let header = json!({ "header": { "name": "Authorization", "value": format!("Bearer {}", token.trim()) } });
    assert_eq!(accepted(&scene, &header).await, 200, "the provider takes it");
    assert!(asking.try_wait().expect("its state").is_none(), "it goes on while the disk is full");

    scene.dial.set_fault(Flowaccount, Fault::ReuseRevokesFamily, Repeat::UntilOff).expect("it applies");
    limit(process, "unlimited").await;
    let ended = Ended::of(asking.wait_with_output().await.expect("it ends"));
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stderr.contains("not on disk yet") && ended.stderr.contains("is on disk."), "{}", ended.stderr);
    let saved = scene.json(&["token", &id]).await;
    assert_eq!((saved["token"].as_str(), &saved["on_disk"]), (Some(token.trim()), &json!(true)));
    assert_eq!(scene.asked(Flowaccount, "token.refresh"), 1, "nothing was asked again meanwhile");
    scene.json(&["refresh", &id]).await;
}

#[tokio::test]
async fn two_processes_that_refresh_at_once_send_one_request() {
    let (scene, id) = with_books().await;
    scene.dial.set_switch(Flowaccount, "slow_body_seconds", 3).expect("a switch of it");
    scene.dial.set_fault(Flowaccount, Fault::SlowBody, Repeat::Once).expect("it applies");
    let (mut one, mut other) = (scene.command(&["refresh", &id]), scene.command(&["refresh", &id]));
    let (one, other) = tokio::join!(run(&mut one), run(&mut other));
    assert_eq!((one.code, other.code), (0, 0), "{one:?} {other:?}");
    assert_eq!(scene.asked(Flowaccount, "token.refresh"), 1);
    scene.json(&["refresh", &id]).await;
    assert_eq!(scene.asked(Flowaccount, "token.refresh"), 2, "a later one rotates again");
}

#[tokio::test]
async fn two_processes_that_need_a_token_at_once_get_the_same_fresh_one() {
    let (scene, id) = with_books().await;
    let lives = scene.dial.switches(Flowaccount)["access_ttl"].as_i64().expect("a number");
    scene.dial.advance_clock(lives + 1).expect("it can be moved");
    scene.dial.set_switch(Flowaccount, "slow_body_seconds", 2).expect("a switch of it");
    scene.dial.set_fault(Flowaccount, Fault::SlowBody, Repeat::Once).expect("it applies");
    let (mut one, mut other) = (scene.command(&["token", &id]), scene.command(&["token", &id]));
    let (one, other) = tokio::join!(run(&mut one), run(&mut other));
    assert_eq!((one.code, other.code), (0, 0), "{one:?} {other:?}");
    assert_eq!(one.stdout, other.stdout);
    assert_eq!(scene.asked(Flowaccount, "token.refresh"), 1);
}

#[tokio::test]
async fn two_hundred_rotations_lose_nothing() {
    let (scene, id) = with_books().await;
    scene.dial.set_fault(Flowaccount, Fault::ReuseRevokesFamily, Repeat::UntilOff).expect("it applies");
    for _ in 0..200 {
        let ended = scene.run(&["-q", "refresh", &id]).await;
        assert_eq!(ended.code, 0, "{ended:?}");
    }
    assert_eq!(scene.asked(Flowaccount, "token.refresh"), 200);
    let token = scene.json(&["token", &id]).await;
    assert_eq!(accepted(&scene, &token).await, 200);
    let timeline = scene.json(&["timeline", &id]).await;
    let renewed = timeline.as_array().expect("a list").iter().filter(|entry| entry["kind"] == "renewed");
    let times: u64 = renewed.filter_map(|entry| entry["times"].as_u64()).sum();
    assert_eq!(times, 200);
}

#[tokio::test]
async fn what_is_due_is_renewed_and_what_needs_a_person_does_not_fail_the_timer() {
    let (scene, id) = with_books().await;
    assert!(scene.json(&["refresh", "--due"]).await.as_array().expect("a list").is_empty());
    scene.dial.advance_clock(3 * 3600).expect("it can be moved");
    let parts = scene.json(&["refresh", "--due"]).await;
    schema::check_each("part", &parts);
    assert_eq!((&parts[0]["id"], &parts[0]["ok"]), (&Value::from(id.as_str()), &true.into()));

    scene.dial.advance_clock(2 * A_DAY).expect("it can be moved");
    let parts = scene.json(&["refresh", "--due"]).await;
    schema::check_each("part", &parts);
    assert_eq!(parts[0]["error"]["code"], "needs_person");
    scene.problem(&["token", &id], 3, "needs_person").await;
    scene.problem(&["refresh", &id], 3, "needs_person").await;
    assert_eq!(scene.json(&["connections"]).await[0]["next_action"], "reconnect");
}

#[tokio::test]
async fn in_bulk_the_highest_exit_code_counts() {
    let (scene, _) = with_books().await;
    scene.unhurried();
    scene.linked(Bankhub, &Person::at_the_bank()).await;
    scene.dial.set_fault(Flowaccount, Fault::Outage, Repeat::UntilOff).expect("it applies");
    let ended = scene.run(&["--json", "refresh", "--all"]).await;
    assert_eq!(ended.code, 4, "{ended:?}");
    let parts: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    schema::check_each("part", &parts);
    assert_eq!(parts.as_array().expect("a list").iter().filter(|part| part["ok"] == true).count(), 1);
}

#[tokio::test]
async fn trouble_at_the_provider_may_pass_and_changes_nothing() {
    let (scene, id) = with_books().await;
    for (fault, code) in [
        (Fault::Outage, "provider_trouble"),
        (Fault::ServerError, "provider_trouble"),
        (Fault::HtmlInsteadOfJson, "network_sign_in"),
        (Fault::TooManyRequests, "throttled"),
    ] {
        scene.dial.set_fault(Flowaccount, fault, Repeat::UntilOff).expect("it applies");
        scene.problem(&["refresh", &id], 4, code).await;
        scene.dial.clear_fault(Flowaccount).expect("it can be");
    }
    assert_eq!(scene.json(&["connections"]).await[0]["grant"], "good");
    scene.json(&["refresh", &id]).await;
}
