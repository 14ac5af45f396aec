//! What stands in the way: a port that is taken, a store that is damaged or too new to write, output that is full.

use crate::support::{Flowaccount, Scene, owner_of, run};
use std::fs::{File, OpenOptions};
use std::net::TcpListener;
use std::process::Stdio;

#[tokio::test]
async fn a_port_that_is_taken_is_named_with_its_holder() {
    let scene = Scene::new().await;
    let port = scene.returns_to(Flowaccount).port().expect("it has one");
    let _taken = TcpListener::bind(("127.0.0.1", port)).expect("it is free");
    let problem = scene.problem(&["link", "flowaccount", "--route", "print"], 4, "port_busy").await;
    assert_eq!(problem["subject"], port.to_string());
    let message = problem["message"].as_str().expect("text");
    assert!(message.contains(&port.to_string()) && message.contains("cli"), "{message}");
}

#[tokio::test]
async fn a_damaged_store_is_named_and_left_as_it_is() {
    let scene = Scene::new().await;
    scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let store = scene.home().join("practice/store.db");
    let mut bytes = std::fs::read(&store).expect("it is there");
    bytes[..4096].iter_mut().for_each(|byte| *byte ^= 0x55);
    std::fs::write(&store, &bytes).expect("it can be written");
    scene.problem(&["connections"], 1, "store_damaged").await;
    assert_eq!(std::fs::read(&store).expect("it is there"), bytes);
    let kept = scene.json(&["set-aside", "--yes"]).await;
    let kept = kept["set_aside"].as_str().expect("a path").to_owned();
    assert_eq!(std::fs::read(kept).expect("it is there"), bytes, "nothing is deleted");
    assert_eq!(scene.json(&["connections"]).await, serde_json::json!([]), "and a new store begins");
}

/// At an ordinary end of a process SQLCipher frees what the thread that closes the file still uses: one run in fifty or
/// so died of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_fails_ends_with_its_code_however_busy_the_machine_is() {
    const AT_ONCE: usize = 8;
    let scene = Scene::new().await;
    scene.linked(Flowaccount, &owner_of("N9000001")).await;
    std::fs::write(scene.home().join("practice/store.db"), [0x55; 8192]).expect("it can be written");
    for _ in 0..25 {
        let mut runs = tokio::task::JoinSet::new();
        for _ in 0..AT_ONCE {
            let mut command = scene.command(&["--json", "connections"]);
            runs.spawn(async move { run(&mut command).await });
        }
        for ended in runs.join_all().await {
            ended.problem(1, "store_damaged");
        }
    }
}

#[tokio::test]
async fn a_result_that_cannot_be_written_is_no_success() {
    let scene = Scene::new().await;
    let id = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let full = OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let ended = run(scene.command(&["--json", "token", &id]).stdout(full)).await;
    ended.problem(1, "disk_full");
}

#[tokio::test]
async fn what_is_written_is_for_the_user_alone_whatever_the_mask() {
    use std::os::unix::fs::PermissionsExt as _;
    let scene = Scene::new().await;
    scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let list = scene.home().join("list.json");
    let mut command = tokio::process::Command::new("sh");
    let program = scene.command(&["export", "--file", list.to_str().expect("text")]);
    let program = program.as_std();
    command.args(["-c", "umask 000; exec \"$@\"", "sh"]).arg(program.get_program()).args(program.get_args());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    assert_eq!(run(&mut command).await.code, 0);
    for path in [&list, &scene.home().join("practice/store.db"), &scene.home().join("practice/store.id")] {
        let mode = File::open(path).and_then(|file| file.metadata()).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}
