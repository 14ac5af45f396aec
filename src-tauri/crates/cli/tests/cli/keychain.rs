//! Without its keychain the program keeps nothing and says what to do.

use crate::support::{Ended, Flowaccount, Scene, owner_of, run};
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use tempfile::TempDir;
use tokio::process::Command;

#[tokio::test]
async fn without_a_keychain_nothing_is_made() {
    let scene = Scene::new().await;
    let mut command = scene.command(&["--json", "connections"]);
    let ended = run(command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")).await;
    let problem = ended.problem(5, "keychain_missing");
    assert!(problem["next"].as_str().expect("text").contains("Start a keychain"));
    assert!(!scene.home().join("practice/store.db").exists(), "no store without a key");
}

#[tokio::test]
async fn a_store_whose_keychain_went_away_waits_for_it() {
    let scene = Scene::new().await;
    let id = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let mut command = scene.command(&["--json", "token", &id]);
    run(command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")).await.problem(5, "keychain_missing");
    scene.json(&["token", &id]).await;
}

#[tokio::test]
async fn a_keychain_that_is_locked_is_not_waited_for_where_nobody_can_unlock_it() {
    let scene = Scene::new().await;
    let ended = beside_a_locked_keychain(&scene.command(&["--json", "connections"])).await;
    let problem: serde_json::Value =
        serde_json::from_str(ended.stderr.lines().last().expect("an error")).expect("JSON");
    assert_eq!(ended.code, 5, "{ended:?}");
    let code = problem["error"]["code"].as_str().expect("a code");
    assert!(["keychain_locked", "keychain_slow"].contains(&code), "{ended:?}");
    assert!(!scene.home().join("practice/store.db").exists(), "no store without a key");
}

/// Runs a command on a bus of its own, whose keychain was never opened.
async fn beside_a_locked_keychain(command: &Command) -> Ended {
    let place = TempDir::new().expect("a folder");
    std::fs::set_permissions(place.path(), Permissions::from_mode(0o700)).expect("it is ours");
    let script = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec \"$@\"";
    let mut session = Command::new("dbus-run-session");
    session
        .args(["--", "sh", "-c", script, "sh"])
        .arg(command.as_std().get_program())
        .args(command.as_std().get_args());
    for name in ["HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        session.env(name, place.path());
    }
    session.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("GNOME_KEYRING_CONTROL");
    session.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    run(session.kill_on_drop(true)).await
}

#[tokio::test]
async fn erasing_takes_everything_of_the_profile() {
    let scene = Scene::new().await;
    scene.linked(Flowaccount, &owner_of("N9000001")).await;
    scene.problem(&["erase"], 3, "not_confirmed").await;
    assert_eq!(scene.json(&["connections"]).await.as_array().expect("a list").len(), 1);
    assert_eq!(scene.json(&["erase", "--yes"]).await["erased"], true);
    assert!(!scene.home().join("practice/store.db").exists());
    assert!(scene.json(&["connections"]).await.as_array().expect("a list").is_empty(), "a fresh start");
}
