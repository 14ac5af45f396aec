//! What is on the command line and in files: usage, registrations, refused input.

use crate::schema;
use crate::support::{Flowaccount, Scene, owner_of};
use linkdesk_sandbox::Provider;

#[tokio::test]
async fn wrong_usage_ends_with_two_and_says_what_is_wrong() {
    let scene = Scene::new().await;
    for arguments in [
        &["nothing"][..],
        &["token"],
        &["refresh"],
        &["refresh", "x", "--all"],
        &["link", "flowaccount", "--route", "window"],
        &["link", "flowaccount", "--timeout", "soon"],
        &["link", "flowaccount", "--field", "password=x"],
        &["link", "nobank"],
        &["connections", "--nothing"],
        &["man", "nothing"],
    ] {
        let ended = scene.run(&[&["--json"], arguments].concat()).await;
        let code = if matches!(arguments, ["link", "nobank"] | ["man", _]) { "unknown_id" } else { "invalid_input" };
        ended.problem(2, code);
        assert_eq!(ended.stdout, "", "{arguments:?}");
        let plain = scene.run(arguments).await;
        assert_eq!((plain.code, plain.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!plain.stderr.is_empty());
    }
    let field = scene.problem(&["link", "flowaccount", "--field", "secret=hunter2"], 2, "invalid_input").await;
    assert!(!field.to_string().contains("hunter2"), "a value that may be secret is not repeated");
}

#[tokio::test]
async fn flags_stand_before_or_after_the_command() {
    let scene = Scene::new().await;
    let before = scene.run(&["--json", "--no-input", "-q", "connections"]).await;
    let after = scene.run(&["connections", "--json", "--no-input", "-q"]).await;
    assert_eq!((before.json(), after.json()), (serde_json::json!([]), serde_json::json!([])));
}

#[tokio::test]
async fn help_manual_and_completions_need_nothing() {
    let scene = Scene::new().await;
    let without_keychain = |arguments: &[&str]| {
        let mut command = scene.command(arguments);
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        command
    };
    for (arguments, words) in [
        (&["help"][..], "Exit codes"),
        (&["link", "--help"], "--expect"),
        (&["--version"], "linkdesk "),
        (&["man"], ".TH linkdesk"),
        (&["man", "registration", "set"], "registration"),
        (&["completions", "bash"], "_linkdesk"),
        (&["completions", "zsh"], "#compdef linkdesk"),
        (&["completions", "fish"], "complete -c linkdesk"),
    ] {
        let ended = crate::support::run(&mut without_keychain(arguments)).await;
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{arguments:?}");
        assert!(ended.stdout.contains(words), "{arguments:?}: {}", ended.stdout);
    }
}

#[tokio::test]
async fn a_registration_is_set_shown_tested_replaced_and_removed() {
    let scene = Scene::registered().await;
    let toml = scene.registration(Flowaccount);
    let shown = scene.json(&["registration", "show", "flowaccount"]).await;
    schema::check("registration", &shown);
    assert_eq!(shown["secrets_set"], serde_json::json!(["secret"]));
    assert!(shown["hosts"][0].as_str().expect("text").starts_with("127.0.0.1:"));
    let tested = scene.json(&["registration", "test", "flowaccount@default"]).await;
    assert_eq!(tested["accepted"], true);

    let set = ["--json", "registration", "set", "flowaccount", "--file", "-"];
    let id_line = toml.lines().find(|line| line.starts_with("id = ")).expect("it has one");
    let other_client = toml.replace(id_line, "id = \"another-practice-client\"");
    scene.run_with_input(&set, &other_client).await.problem(2, "replace_needed");
    let named = [&set[..], &["--name", "second"]].concat();
    scene.run_with_input(&named, &other_client).await.json();
    scene.problem(&["registration", "test", "flowaccount@second"], 3, "registration_refused").await;
    scene.json(&["registration", "remove", "flowaccount", "--name", "second"]).await;
    scene.problem(&["registration", "show", "flowaccount@second"], 2, "registration_missing").await;

    let id = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    scene.problem(&["registration", "remove", "flowaccount"], 2, "in_use").await;
    let replaced = scene.run_with_input(&[&set[..], &["--replace"]].concat(), &other_client).await.json();
    schema::check("registration", &replaced);
    scene.problem(&["token", &id], 3, "registration_changed").await;
    scene.run_with_input(&[&set[..], &["--replace"]].concat(), &toml).await.json();
    scene.json(&["token", &id]).await;
    scene.json(&["registration", "remove", "flowaccount", "--yes"]).await;
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_refused_with_its_reason() {
    let scene = Scene::new().await;
    let good = scene.registration(Provider::Flowaccount);
    let set = ["--json", "registration", "set", "flowaccount", "--file", "-", "--replace"];
    for (toml, about) in [
        (good.replace("http://127.0.0.1", "http://bank.example.com"), "endpoints.authorize"),
        (good.lines().filter(|line| !line.starts_with("secret")).collect::<Vec<_>>().join("\n"), "client.secret"),
        (good.replace("[client]", "[client]\ncolour = \"blue\""), "client.colour"),
        ("secret = \"hunter2".to_owned(), "the file"),
        ("x".repeat(65 * 1024), "-"),
    ] {
        let ended = scene.run_with_input(&set, &toml).await;
        let problem = ended.problem(2, "registration_invalid");
        assert_eq!(problem["subject"], about, "{problem}");
        assert!(!ended.stderr.contains("hunter2"), "{problem}");
    }
    let missing = scene.home().join("nothing.toml");
    let name = missing.to_str().expect("text");
    let problem =
        scene.problem(&["registration", "set", "flowaccount", "--file", name], 2, "registration_invalid").await;
    assert_eq!(problem["subject"], name);
}
