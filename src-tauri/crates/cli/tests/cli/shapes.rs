//! The shapes in docs/schemas are what the program prints, and ids are found as the contract says.

use crate::schema::{check, check_each};
use crate::support::{Bankhub, Flowaccount, Its, Scene, TRADING, owner_of};
use linkdesk_tests::person::Person;
use serde_json::Value;

#[tokio::test]
async fn everything_that_is_stored_is_printed_in_its_shape() {
    let scene = Scene::new().await;
    scene.unhurried();
    let bank = scene.linked(Bankhub, &Person::at_the_bank()).await;
    let books = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let shop = scene.linked(Its, &Person::of_shop("1000000000000000001")).await;
    check_each("provider", &scene.json(&["providers"]).await);
    check("registration", &scene.json(&["registration", "show", "bankhub"]).await);
    check_each("connection", &scene.json(&["connections"]).await);
    for id in [&bank, &books, &shop] {
        check("connection_detail", &scene.json(&["show", id]).await);
        check_each("account", &scene.json(&["accounts", id]).await);
        check_each("timeline_entry", &scene.json(&["timeline", id]).await);
        check("token", &scene.json(&["token", id]).await);
        check("connection", &scene.json(&["refresh", id]).await);
    }
    check("doctor_report", &scene.json(&["doctor"]).await);
    check("support_bundle", &scene.json(&["support-bundle", "--print"]).await);
    check_each("action", &scene.json(&["actions", &shop]).await);
    let answer = scene.json(&["action", &shop, "shop"]).await;
    check("action_answer", &answer);
    assert_eq!(answer["facts"][1], serde_json::json!(["shop_id", { "kind": "text", "text": "1000000000000000001" }]));
    check_each("timeline_entry", &scene.json(&["timeline", &shop]).await);
    scene.problem(&["action", &shop, "shops"], 2, "unknown_id").await;
    scene.problem(&["action", &shop, "shop", "--page", "2"], 2, "invalid_input").await;
    scene.problem(&["action", &shop, "shop", "--field", "colour=blue"], 2, "invalid_input").await;
    let token = scene.json(&["token", &shop]).await;
    assert_eq!(token["expires_at"], Value::Null, "a shop's key has no end");
    assert_eq!(token["header"]["value"], format!("Bearer {}", token["token"].as_str().expect("text")));
    let all = scene.json(&["transactions", &bank]).await;
    check_each("transaction", &all);
    let day = all[0]["date"].as_str().expect("a day");
    let newest = scene.json(&["transactions", &bank, "--from", day, "--limit", "1"]).await;
    assert_eq!(newest.as_array().expect("a list").as_slice(), &all.as_array().expect("a list")[..1]);
    scene.problem(&["transactions", &bank, "--from", "01/02/2026"], 2, "invalid_input").await;
    check("connection", &scene.json(&["sync", &books]).await);
    scene.problem(&["sync", &bank], 4, "throttled").await;
}

#[tokio::test]
async fn people_get_a_line_for_each_thing() {
    let scene = Scene::new().await;
    let bank = scene.linked(Bankhub, &Person::at_the_bank()).await;
    for (command, words) in [
        (vec!["connections"], "NGUOI DUNG MAU HAI"),
        (vec!["show", &bank], "newest events"),
        (vec!["accounts", &bank], "VND"),
        (vec!["timeline", &bank], "linked"),
        (vec!["transactions", &bank], "VND"),
        (vec!["providers"], "FlowAccount"),
        (vec!["registration", "show", "flowaccount"], "secrets go to: 127.0.0.1"),
        (vec!["registration", "test", "flowaccount"], "is accepted"),
    ] {
        let ended = scene.run(&command).await;
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{command:?}");
        assert!(ended.stdout.contains(words), "{command:?}: {}", ended.stdout);
        assert!(!ended.stdout.contains('\u{1b}'), "{command:?}");
    }
}

#[tokio::test]
async fn a_connection_is_found_by_its_id_by_its_beginning_and_by_its_label() {
    let scene = Scene::new().await;
    let one = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let other = scene.linked(Flowaccount, &owner_of("N9000002")).await;
    for name in [&*one, &one[..35], TRADING] {
        assert_eq!(scene.json(&["show", name]).await["connection"]["id"], one.as_str(), "{name}");
    }
    // Both were made within the same minute, so their first digits are the same.
    scene.problem(&["show", &one[..4]], 2, "ambiguous_id").await;
    scene.problem(&["show", &TRADING[..12]], 2, "unknown_id").await;
    let renamed = scene.json(&["rename", &other, TRADING, "--customer", "Example"]).await;
    check("connection", &renamed);
    assert_eq!(renamed["customer"], "Example");
    scene.problem(&["token", TRADING], 2, "ambiguous_id").await;
    assert_eq!(scene.json(&["rename", &other, "--customer", ""]).await["customer"], Value::Null);
    scene.problem(&["rename", &other], 2, "invalid_input").await;
    scene.problem(&["rename", &other, "two\nlines"], 2, "invalid_input").await;
}

#[tokio::test]
async fn the_list_is_exported_without_secrets_and_never_over_a_file() {
    let scene = Scene::new().await;
    scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let list = scene.json(&["export"]).await;
    assert_eq!(list["connections"][0]["identity"]["name"], TRADING);
    let file = scene.home().join("list.json");
    let name = file.to_str().expect("text");
    assert_eq!(scene.run(&["export", "--file", name]).await.code, 0);
    scene.problem(&["export", "--file", name], 2, "invalid_input").await;
    let written: Value = serde_json::from_slice(&std::fs::read(&file).expect("it is there")).expect("JSON");
    check("exported_list", &written);
    let (there, here) = (&written["connections"][0], &list["connections"][0]);
    assert_eq!(there["identity"], here["identity"]);
    assert_ne!(there["account_keys"], here["account_keys"], "every list has salts of its own");
}

#[tokio::test]
async fn a_bundle_is_written_for_its_owner_and_never_over_a_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let scene = Scene::new().await;
    scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let file = scene.home().join("bundle.json");
    let name = file.to_str().expect("text");
    assert_eq!(scene.json(&["support-bundle", "--offline", "--file", name]).await["file"], name);
    let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).expect("it is there");
    check("support_bundle", &serde_json::from_str(&text).expect("JSON"));
    assert!(!text.contains(TRADING), "{text}");
    scene.problem(&["support-bundle", "--offline", "--file", name], 2, "invalid_input").await;
}

#[tokio::test]
async fn the_doctor_names_a_damaged_store_and_makes_none() {
    let scene = Scene::new().await;
    scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let ended = scene.run(&["doctor"]).await;
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.contains("every page reads well"), "{}", ended.stdout);
    std::fs::write(scene.home().join("practice/store.db"), [0x55; 8192]).expect("it can be written");
    let ended = scene.run(&["--json", "doctor", "--offline"]).await;
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.stdout.contains("store_damaged"), "{}", ended.stdout);
    std::fs::remove_file(scene.home().join("practice/store.db")).expect("it is there");
    assert_eq!(scene.run(&["doctor", "--offline"]).await.code, 0, "no store is no fault");
    assert!(!scene.home().join("practice/store.db").exists());
}
