//! Questions at a terminal: asked where somebody can answer, and nowhere else.

use crate::support::{Ended, Flowaccount, Scene, owner_of, run};
use std::process::Stdio;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

/// Runs a command at a terminal of its own, where somebody types this.
async fn at_a_terminal(scene: &Scene, arguments: &[&str], typed: &str) -> Ended {
    let command = scene.command(arguments);
    let command = command.as_std();
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line = words.map(|word| format!("'{}'", word.to_str().expect("text"))).collect::<Vec<_>>().join(" ");
    let mut terminal = Command::new("script");
    terminal.args(["--quiet", "--return", "--command", &line, "/dev/null"]).kill_on_drop(true);
    let mut child =
        terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a terminal");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(typed.as_bytes()).await.expect("somebody types");
    let ended = child.wait_with_output().await.expect("it ran");
    drop(stdin);
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ended { code: ended.status.code().unwrap_or(-1), stdout: text(ended.stdout), stderr: text(ended.stderr) }
}

#[tokio::test]
async fn what_cannot_be_taken_back_is_asked_first_and_only_yes_is_a_yes() {
    let scene = Scene::new().await;
    let id = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    for answer in ["n\n", "\n", "yesterday\n"] {
        let ended = at_a_terminal(&scene, &["unlink", &id], answer).await;
        assert_eq!(ended.code, 3, "{ended:?}");
        assert!(ended.stdout.contains("[y/N]"), "{ended:?}");
    }
    let unasked = at_a_terminal(&scene, &["--no-input", "unlink", &id], "y\n").await;
    assert_eq!(unasked.code, 3, "{unasked:?}");
    assert!(!unasked.stdout.contains("[y/N]"), "{unasked:?}");
    let ended = at_a_terminal(&scene, &["unlink", &id], "y\n").await;
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.contains("Unlinked: "), "{ended:?}");
}

#[tokio::test]
async fn an_answer_that_is_piped_in_is_no_persons() {
    let scene = Scene::new().await;
    let id = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let ended = scene.run_with_input(&["--json", "unlink", &id], "y\n").await;
    ended.problem(3, "not_confirmed");
    assert_eq!(run(&mut scene.command(&["show", &id])).await.code, 0);
}
