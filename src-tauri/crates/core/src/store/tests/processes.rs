//! Several processes on one store, and processes that die.
//!
//! A test that needs another process starts its own program again, for itself alone, with the profile in the
//! environment: then it plays the other part.

use super::{NOW, Profile, event, linked, sealed, standing};
use crate::contract::{ConnectionId, EventKind};
use crate::store::{Folder, Journal, hold};
use crate::vault::KeychainThread;
use crate::vault::fake::FakeKeychain;
use serde_json::json;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const HOME: &str = "LINKDESK_TEST_HOME";
const KEYS: &str = "LINKDESK_TEST_KEYS";

/// The profile of the process that started this one, if one did.
pub(super) fn child_part() -> Option<Profile> {
    let path = std::env::var_os(HOME)?;
    let keys = std::env::var(KEYS).ok()?;
    let fake = FakeKeychain::default();
    for (name, text) in keys.split(',').filter_map(|entry| entry.split_once('=')) {
        fake.put(name, text);
    }
    let folder = Folder::open(path.as_ref()).expect("the same data folder");
    let home = tempfile::tempdir().expect("a temporary folder");
    Some(Profile { home, folder, keychain: KeychainThread::start(fake.clone()), fake })
}

/// Starts this program again for one test, with another umask if one is named.
pub(super) fn run_child(test: &str, profile: &Profile, umask: Option<&str>) -> Child {
    let keys: Vec<String> = profile.fake.entries().into_iter().map(|(name, text)| format!("{name}={text}")).collect();
    let program = std::env::current_exe().expect("this program");
    Command::new("sh")
        .args(["-c", "umask $1 && shift && exec \"$@\"", "sh", umask.unwrap_or("077")])
        .arg(program)
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(HOME, profile.folder.path())
        .env(KEYS, keys.join(","))
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts")
}

/// Says something to the process that started this one.
fn tell(text: &str) {
    println!("\ntold {text}");
}

/// What a child tells, until it ends.
fn told(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let output = child.stdout.take().expect("it is piped");
    BufReader::new(output)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("told ").map(str::to_owned))
}

#[tokio::test]
async fn a_process_killed_between_sending_and_saving_leaves_the_note() {
    const NAME: &str = "store::tests::processes::a_process_killed_between_sending_and_saving_leaves_the_note";
    if let Some(profile) = child_part() {
        let store = profile.open().await.store;
        let id = store.list().await.unwrap().remove(0).connection.id;
        assert_eq!(store.begin_refresh(id, 1, NOW).await, Ok(true));
        tell("begun");
        std::thread::sleep(Duration::from_secs(60));
    }
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let mut child = run_child(NAME, &profile, None);
    assert_eq!(told(&mut child).next().as_deref(), Some("begun"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(store.changed_elsewhere().await, Ok(true));
    assert_eq!(store.changed_elsewhere().await, Ok(false));
    let row = store.grant(id).await.unwrap().unwrap();
    assert_eq!((row.generation, row.journal), (1, Journal::Refreshing { since: NOW }));
}

#[tokio::test]
async fn whenever_it_is_killed_nothing_was_handed_out_that_is_not_on_disk() {
    const NAME: &str = "store::tests::processes::whenever_it_is_killed_nothing_was_handed_out_that_is_not_on_disk";
    if let Some(profile) = child_part() {
        let store = profile.open().await.store;
        let id = store.list().await.unwrap().remove(0).connection.id;
        let mut generation = store.generation(id).await.unwrap().unwrap();
        store.abandon_refresh(id, generation).await.unwrap();
        loop {
            assert_eq!(store.begin_refresh(id, generation, NOW).await, Ok(true));
            let next = sealed(&format!("credential {}", generation + 1));
            let kept = store.finish_refresh(id, generation, next, standing(), event(id, EventKind::Renewed)).await;
            assert_eq!(kept, Ok(true));
            generation += 1;
            tell(&generation.to_string());
        }
    }
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    store.close().await;
    for round in 0..20 {
        let mut child = run_child(NAME, &profile, None);
        let mut lines = told(&mut child);
        let mut handed_out: i64 = lines.next().unwrap().parse().unwrap();
        std::thread::sleep(Duration::from_micros(1_700 * round));
        child.kill().unwrap();
        handed_out = lines.filter_map(|line| line.parse().ok()).last().unwrap_or(handed_out);
        child.wait().unwrap();
        let store = profile.open().await.store;
        let row = store.grant(id).await.unwrap().unwrap();
        assert!(row.generation >= handed_out, "{handed_out} was handed out, {} is on disk", row.generation);
        assert_eq!(row.sealed, format!("credential {}", row.generation).into_bytes());
        store.close().await;
    }
}

#[tokio::test]
async fn two_processes_write_without_losing_anything() {
    const NAME: &str = "store::tests::processes::two_processes_write_without_losing_anything";
    const EACH: usize = 60;
    let write = async |profile: &Profile, id: ConnectionId, prefix: &str| {
        let store = profile.open().await.store;
        for number in 0..EACH {
            store.record(event(id, EventKind::Synced).saying(format!("{prefix}{number}"))).await.unwrap();
            store.set_setting(&format!("{prefix}{number}"), &json!(number)).await.unwrap();
        }
        store.close().await;
    };
    if let Some(profile) = child_part() {
        let store = profile.open().await.store;
        let id = store.list().await.unwrap().remove(0).connection.id;
        store.close().await;
        tell("ready");
        return write(&profile, id, "child").await;
    }
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let mut child = run_child(NAME, &profile, None);
    let mut lines = told(&mut child);
    assert_eq!(lines.next().as_deref(), Some("ready"));
    write(&profile, id, "parent").await;
    assert_eq!(lines.last(), None, "it is listened to until it ends");
    assert!(child.wait().unwrap().success());
    assert_eq!(store.events(id, 1000).await.unwrap().len(), 2 * EACH + 1);
}

#[tokio::test]
async fn a_lock_is_free_as_soon_as_its_owner_is_dead() {
    const NAME: &str = "store::tests::processes::a_lock_is_free_as_soon_as_its_owner_is_dead";
    if let Some(profile) = child_part() {
        let _held = hold(profile.folder.store_lock().unwrap(), Duration::ZERO).await.unwrap();
        tell("held");
        std::thread::sleep(Duration::from_secs(60));
    }
    let profile = Profile::new();
    let mut child = run_child(NAME, &profile, None);
    assert_eq!(told(&mut child).next().as_deref(), Some("held"));
    assert!(hold(profile.folder.store_lock().unwrap(), Duration::from_millis(50)).await.is_err());
    child.kill().unwrap();
    child.wait().unwrap();
    hold(profile.folder.store_lock().unwrap(), Duration::from_secs(1)).await.unwrap();
}
