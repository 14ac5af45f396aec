//! The list that goes to another computer, customers from a table, and the desk that both fill.

use crate::schema::{check, check_each};
use crate::support::{BAKERY, Bankhub, Flowaccount, Scene, TRADING, owner_of};
use linkdesk_tests::person::Person;
use serde_json::{Value, json};
use std::path::PathBuf;

fn numbers(report: &Value) -> [i64; 4] {
    ["new", "waiting", "linked", "refused"].map(|name| report[name].as_i64().expect("a number"))
}

/// Writes a file beside the profile and gives its name.
fn file(scene: &Scene, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path: PathBuf = scene.home().join(name);
    std::fs::write(&path, bytes).expect("it can be written");
    path.to_str().expect("text").to_owned()
}

/// A computer with two accounts, and its list in both forms.
async fn first_computer() -> (Scene, String, String) {
    let scene = Scene::new().await;
    let books = ["--label", "=Books", "--customer", "Sample Trader"];
    scene.link(Flowaccount, &owner_of("N9000001"), &books).await.json();
    scene.link(Bankhub, &Person::at_the_bank(), &["--label", "Household"]).await.json();
    let list = scene.json(&["export", "list"]).await;
    check("exported_list", &list);
    let csv = scene.run(&["export", "list", "--format", "csv"]).await;
    assert_eq!(csv.code, 0, "{csv:?}");
    (scene, list.to_string(), csv.stdout)
}

#[tokio::test]
async fn a_list_becomes_a_queue_on_another_computer() {
    let (first, json, csv) = first_computer().await;
    let again = first.json(&["import", "list", &file(&first, "own.json", &json)]).await;
    assert_eq!(numbers(&again), [0, 0, 2, 0], "at home everything is linked: {again}");

    let scene = Scene::new().await;
    let name = file(&scene, "list.csv", csv.replace("\r\n", "\n"));
    let preview = scene.json(&["import", "list", &name, "--preview"]).await;
    assert_eq!((&preview["kept"], numbers(&preview)), (&json!(false), [2, 0, 0, 0]));
    let report = scene.json(&["import", "list", &name]).await;
    check("import_report", &report);
    assert_eq!((&report["kept"], numbers(&report)), (&json!(true), [2, 0, 0, 0]));
    let twice = scene.json(&["import", "list", &file(&scene, "list.json", &json)]).await;
    assert_eq!(numbers(&twice), [0, 2, 0, 0], "both forms say the same: {twice}");

    let queue = scene.json(&["queue"]).await;
    check("queue", &queue);
    let books =
        queue["entries"].as_array().expect("a list").iter().find(|one| one["subject"]["awaited"]["label"] == "=Books");
    let books = books.expect("it waits");
    assert_eq!(books["subject"]["awaited"]["reason"], "linked_elsewhere");
    let id = books["id"].as_str().expect("an id");

    let reconnect = ["--json", "reconnect", id, "--route", "print"];
    let refused = scene.go_through(Flowaccount, &owner_of("N9000002"), &reconnect).await.problem(3, "wrong_account");
    let message = refused["message"].as_str().expect("text");
    assert!(message.contains(TRADING) && message.contains(BAKERY), "{message}");
    let linked = scene.go_through(Flowaccount, &owner_of("N9000001"), &reconnect).await.json();
    check("link_result", &linked);
    assert_eq!(
        (&linked["connection"]["label"], &linked["connection"]["customer"]),
        (&json!("=Books"), &json!("Sample Trader"))
    );
    scene.problem(&["reconnect", id], 2, "unknown_id").await;

    scene.linked(Bankhub, &Person::at_the_bank()).await;
    let queue = scene.json(&["queue"]).await;
    assert_eq!(queue["entries"], json!([]), "whichever way it is linked, what waits for it is done");
    let after = scene.json(&["import", "list", &name]).await;
    assert_eq!(numbers(&after), [0, 0, 2, 0], "{after}");
    assert_eq!(after["lines"][0]["outcome"]["kind"], "linked");
}

#[tokio::test]
async fn the_queue_links_what_waits() {
    let (_first, json, _) = first_computer().await;
    let scene = Scene::new().await;
    let mut list: Value = serde_json::from_str(&json).expect("JSON");
    let connections = list["connections"].as_array_mut().expect("a list");
    connections.retain(|one| one["provider"] == "flowaccount");
    scene.json(&["import", "list", &file(&scene, "list.json", list.to_string())]).await;
    let queue = ["--json", "reconnect", "--queue", "--route", "print"];
    let told = scene.go_through(Flowaccount, &owner_of("N9000001"), &queue).await.json();
    check_each("part", &told);
    assert_eq!(told[0]["ok"], true);
    assert_eq!(scene.json(&["connections"]).await[0]["label"], "=Books");
    assert_eq!(scene.json(&["reconnect", "--queue"]).await, json!([]));
}

#[tokio::test]
async fn a_list_that_is_wrong_is_refused_whole_with_its_place() {
    let (_first, _, csv) = first_computer().await;
    let scene = Scene::new().await;
    for (name, bytes, words) in [
        ("cut.csv", csv.replacen(",custom,", ",elsewhere,", 1).into_bytes(), "Line 2, column “environment”"),
        ("keys.csv", csv.as_bytes()[..csv.len() - 8].to_vec(), "Line 3, column “account_keys”"),
        ("wide.csv", csv.encode_utf16().flat_map(u16::to_le_bytes).collect(), "It is in UTF-16"),
        ("list.json", b"{\"format\":\"linkdesk-list\",\"version\":1,\n\"connections\":[{}]}".to_vec(), "line 2 column"),
        ("empty.csv", Vec::new(), "It is empty"),
    ] {
        let refused = scene.problem(&["import", "list", &file(&scene, name, bytes)], 2, "list_invalid").await;
        let message = refused["message"].as_str().expect("text");
        assert!(message.contains(words), "{name}: {message}");
    }
    scene.problem(&["import", "list", "nowhere.csv"], 2, "list_invalid").await;
    assert_eq!(scene.json(&["queue"]).await["entries"], json!([]));
}

#[tokio::test]
async fn customers_are_shown_before_they_are_kept() {
    let scene = Scene::new().await;
    scene.link(Flowaccount, &owner_of("N9000001"), &["--customer", "Sample Trader"]).await.json();
    let table = "\u{feff}customer;provider;label\r\nSample Trader;FlowAccount;\r\nSample Baker;flowaccount;Till\r\n;its;\r\nSample Baker;nobody;\r\n";
    let name = file(&scene, "customers.csv", table);
    scene.problem(&["import", "customers", &name], 3, "not_confirmed").await;
    assert_eq!(scene.json(&["queue"]).await["entries"], json!([]), "nothing is kept before that");
    let ended = scene.run(&["--json", "import", "customers", &name, "--yes"]).await;
    assert_eq!(ended.code, 2, "lines were refused: {ended:?}");
    let report: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    check("import_report", &report);
    assert_eq!(numbers(&report), [1, 0, 1, 2]);
    assert_eq!(
        report["lines"][3],
        json!({ "line": 5, "provider": null, "customer": "Sample Baker", "label": null, "identity": null, "outcome": { "kind": "refused", "column": "provider", "fault": "unknown_provider" } })
    );
    let ended = scene.run(&["import", "customers", &name, "--preview"]).await;
    assert!(ended.stdout.contains("0 new, 1 waiting already, 1 linked already, 2 refused"), "{ended:?}");
    let ended = scene.run(&["queue"]).await;
    assert!(ended.stdout.contains("Sample Baker, Till, flowaccount: to be linked, never linked"), "{ended:?}");

    let reconnect = ["--json", "reconnect", "Till", "--route", "print"];
    let linked = scene.go_through(Flowaccount, &owner_of("N9000002"), &reconnect).await.json();
    assert_eq!(
        (&linked["connection"]["label"], &linked["connection"]["customer"]),
        (&json!("Till"), &json!("Sample Baker"))
    );
    assert_eq!(scene.json(&["queue"]).await["entries"], json!([]));

    scene.run(&["import", "customers", &file(&scene, "more.csv", "name,provider\nSample Hotel,its\n"), "--yes"]).await;
    let waiting = scene.json(&["queue"]).await["entries"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(scene.json(&["queue", "remove", &waiting]).await["removed"], true);
    scene.problem(&["queue", "remove", &waiting], 2, "unknown_id").await;
}

#[tokio::test]
async fn a_customer_is_renamed_everywhere_and_two_become_one_when_that_is_said() {
    let scene = Scene::new().await;
    let one = scene.link(Flowaccount, &owner_of("N9000001"), &["--customer", "Sample Ltd"]).await.json();
    scene.link(Flowaccount, &owner_of("N9000002"), &["--customer", "Sample Limited"]).await.json();
    let table = file(&scene, "customers.csv", "customer,provider\nSample Ltd,its\n");
    scene.json(&["import", "customers", &table, "--yes"]).await;
    let customers = scene.json(&["customers"]).await;
    check_each("customer", &customers);
    assert_eq!(customers[1], json!({ "name": "Sample Ltd", "connections": 1, "awaited": 1 }));

    scene.problem(&["customers", "rename", "Nobody", "Somebody"], 2, "unknown_id").await;
    scene.problem(&["customers", "rename", "Sample Ltd", " "], 2, "invalid_input").await;
    let asked = scene.problem(&["customers", "rename", "Sample Ltd", "Sample Limited"], 2, "customer_exists").await;
    assert_eq!(asked["subject"], "Sample Limited");
    assert_eq!(scene.json(&["customers"]).await, customers, "nothing was changed");
    let merged = scene.json(&["customers", "rename", "Sample Ltd", "Sample Limited", "--yes"]).await;
    assert_eq!(merged, json!([{ "name": "Sample Limited", "connections": 2, "awaited": 1 }]));
    let id = one["connection"]["id"].as_str().expect("an id");
    assert_eq!(scene.json(&["timeline", id]).await[0]["kind"], "customer_changed");
    let renamed = scene.json(&["customers", "rename", "Sample Limited", "Example"]).await;
    assert_eq!(renamed, json!([{ "name": "Example", "connections": 2, "awaited": 1 }]));
}

#[tokio::test]
async fn a_repair_ticket_is_printed_alone_and_finds_the_account_on_another_computer() {
    let (support, owner) = (Scene::new().await, Scene::new().await);
    support.link(Flowaccount, &owner_of("N9000001"), &["--label", "Books"]).await.json();
    let made = support.json(&["ticket", "Books"]).await;
    check("repair_ticket", &made);
    let plain = support.run(&["ticket", "Books"]).await.stdout;
    assert!(
        plain.starts_with("linkdesk://repair?provider=flowaccount&") && plain.trim().lines().count() == 1,
        "{plain}"
    );
    let ticket = plain.trim();
    owner.run(&["--json", "repair", ticket]).await.problem(2, "unknown_id");

    let here = owner.link(Flowaccount, &owner_of("N9000001"), &[]).await.json();
    let found = owner.json(&["repair", ticket]).await;
    check("repair_view", &found);
    assert_eq!(found["connection"], here["connection"]["id"]);
    owner.run(&["--json", "repair", &format!("{ticket}0")]).await.problem(2, "invalid_input");
    support.run(&["--json", "ticket", "nobody"]).await.problem(2, "unknown_id");
}
