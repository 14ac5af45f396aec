//! The real keychain of Linux, a gnome-keyring, in every state a person's can be in.
//!
//! Each test makes a login of its own and starts this program again inside it, so the keychain of whoever runs the tests
//! is never touched. It needs `dbus-daemon` and `gnome-keyring-daemon`.
#![cfg(target_os = "linux")]

mod session;

use linkdesk_core::Secret;
use linkdesk_core::store::{Folder, OpenError, open};
use linkdesk_core::vault::{KeychainError, KeychainThread};
use session::{Session, cue, part, tell};
use std::path::Path;
use std::time::{Duration, Instant};

/// Longer than anything here takes.
const PLENTY: Duration = Duration::from_secs(60);
/// As long as the app waits before it says that the keychain is asking.
const SHORT: Duration = Duration::from_secs(2);

/// What an attempt to open the store in this login's folder comes to.
async fn attempt(keychain: &KeychainThread, patience: Duration) -> String {
    let home = std::env::var("HOME").expect("a login has a home");
    let folder = Folder::open(&Path::new(&home).join("profile")).expect("a data folder");
    match open(&folder, keychain, patience).await {
        Ok(opened) => {
            let times = opened.store.setting("times").await.expect("it reads").and_then(|value| value.as_i64());
            let times = times.unwrap_or(0) + 1;
            opened.store.set_setting("times", &times.into()).await.expect("it writes");
            opened.store.close().await;
            format!("opened {times}")
        }
        Err(OpenError::KeyGone { .. }) => "key gone".to_owned(),
        Err(OpenError::Keychain(KeychainError::Failed(cause))) => format!("failed: {cause}"),
        Err(OpenError::Keychain(error)) => format!("{error:?}"),
        Err(error) => panic!("{error}"),
    }
}

/// The threads of this process that wait for work by looking again and again.
fn restless_threads() -> Vec<String> {
    let threads = std::fs::read_dir("/proc/self/task").expect("Linux has it").flatten();
    let names = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("comm")).ok());
    names.filter(|name| name.starts_with("blocking")).collect()
}

/// The bus's library does its waiting on such threads, and a version of it never ended them: each woke twice a second for
/// as long as the program ran.
#[tokio::test]
async fn once_it_has_answered_no_thread_goes_on_looking() {
    if part().is_some() {
        KeychainThread::system().get("sample-entry", PLENTY).await.expect("it answers");
        let since = Instant::now();
        while !restless_threads().is_empty() && since.elapsed() < PLENTY {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        return tell(&restless_threads().len().to_string());
    }
    let told = Session::new().play("once_it_has_answered_no_thread_goes_on_looking", "all").finish();
    assert_eq!(told, ["0"]);
}

#[tokio::test]
async fn a_text_is_kept_read_replaced_and_removed() {
    if part().is_some() {
        let keychain = KeychainThread::system();
        let read = async || match keychain.get("sample-entry", PLENTY).await.expect("it answers") {
            Some(text) => tell(text.expose()),
            None => tell("nothing"),
        };
        read().await;
        for text in ["00ff", "11ee"] {
            keychain.set("sample-entry", Secret::from(text), PLENTY).await.expect("it is kept");
            read().await;
        }
        for _ in 0..2 {
            keychain.delete("sample-entry", PLENTY).await.expect("it is gone, or was");
        }
        return read().await;
    }
    let told = Session::new().play("a_text_is_kept_read_replaced_and_removed", "all").finish();
    assert_eq!(told, ["nothing", "00ff", "11ee", "nothing"]);
}

#[tokio::test]
async fn one_store_opens_again_and_again_and_not_without_its_key() {
    const NAME: &str = "one_store_opens_again_and_again_and_not_without_its_key";
    if part().is_some() {
        return tell(&attempt(&KeychainThread::system(), PLENTY).await);
    }
    let mut session = Session::new();
    assert_eq!(session.play(NAME, "open").finish(), ["opened 1"]);
    assert_eq!(session.play(NAME, "open").finish(), ["opened 2"]);
    session.stop_keyring();
    let kept = session.home().join("data/keyrings");
    let elsewhere = session.home().join("keyrings-before");
    std::fs::rename(&kept, &elsewhere).expect("a keyring on disk");
    session.start_keyring(true);
    assert_eq!(session.play(NAME, "open").finish(), ["key gone"]);
    session.stop_keyring();
    std::fs::remove_dir_all(&kept).expect("the new, empty one");
    std::fs::rename(&elsewhere, &kept).expect("the old one is restored");
    session.start_keyring(true);
    assert_eq!(session.play(NAME, "open").finish(), ["opened 3"]);
}

#[tokio::test]
async fn without_a_bus_there_is_no_keychain_and_no_store() {
    const NAME: &str = "without_a_bus_there_is_no_keychain_and_no_store";
    if part().is_some() {
        return tell(&attempt(&KeychainThread::system(), PLENTY).await);
    }
    let mut session = Session::without_keyring();
    session.stop_bus();
    assert_eq!(session.play(NAME, "open").finish(), ["Missing"]);
    assert!(!session.home().join("home/profile/store.db").exists());
}

#[tokio::test]
async fn a_locked_keychain_is_named_and_keeps_no_process_alive() {
    const NAME: &str = "a_locked_keychain_is_named_and_keeps_no_process_alive";
    if part().is_some() {
        return tell(&attempt(&KeychainThread::system(), SHORT).await);
    }
    let mut session = Session::new();
    assert_eq!(session.play(NAME, "open").finish(), ["opened 1"]);
    session.stop_keyring();
    session.start_keyring(false);
    let start = Instant::now();
    let told = session.play(NAME, "open").finish();
    // Without a display nothing can ask the person: it says no, or waits for a prompt that never comes.
    assert!(told == ["Locked"] || told == ["Slow"], "{told:?}");
    assert!(start.elapsed() < SHORT + Duration::from_secs(5), "the process waited for the keychain");
}

#[tokio::test]
async fn a_login_without_a_keyring_makes_no_store() {
    const NAME: &str = "a_login_without_a_keyring_makes_no_store";
    if part().is_some() {
        return tell(&attempt(&KeychainThread::system(), SHORT).await);
    }
    let mut session = Session::without_keyring();
    session.start_keyring(false);
    let told = session.play(NAME, "open").finish();
    assert!(told == ["Locked"] || told == ["Slow"], "{told:?}");
    assert!(!session.home().join("home/profile/store.db").exists());
}

#[tokio::test]
async fn an_answer_that_comes_late_opens_the_store() {
    const NAME: &str = "an_answer_that_comes_late_opens_the_store";
    if part().is_some() {
        let keychain = KeychainThread::system();
        tell(&attempt(&keychain, PLENTY).await);
        cue();
        tell(&attempt(&keychain, SHORT).await);
        return tell(&attempt(&keychain, PLENTY).await);
    }
    let session = Session::new();
    let mut player = session.play(NAME, "open");
    assert_eq!(player.told().as_deref(), Some("opened 1"));
    session.hold_still(true);
    player.go_on();
    assert_eq!(player.told().as_deref(), Some("Slow"));
    session.hold_still(false);
    assert_eq!(player.finish(), ["opened 2"]);
}

#[tokio::test]
async fn a_bus_that_went_away_and_came_back_is_found_again() {
    const NAME: &str = "a_bus_that_went_away_and_came_back_is_found_again";
    if part().is_some() {
        let keychain = KeychainThread::system();
        for _ in 0..3 {
            tell(&attempt(&keychain, PLENTY).await);
            cue();
        }
        return;
    }
    let mut session = Session::new();
    let mut player = session.play(NAME, "open");
    assert_eq!(player.told().as_deref(), Some("opened 1"));
    session.stop_bus();
    player.go_on();
    assert_eq!(player.told().as_deref(), Some("Missing"));
    session.start_bus();
    session.start_keyring(true);
    player.go_on();
    assert_eq!(player.told().as_deref(), Some("opened 2"));
    player.go_on();
    player.finish();
}
