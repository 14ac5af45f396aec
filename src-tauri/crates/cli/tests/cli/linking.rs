//! Linking, reconnecting and unlinking by `print` and by `paste`.

use crate::schema;
use crate::support::{BAKERY, Bankhub, Flowaccount, OpenPage, Scene, TRADING, owner_of};
use linkdesk_sandbox::GrantAction;
use linkdesk_tests::person::Person;
use std::process::Stdio;

#[tokio::test]
async fn flowaccount_is_linked_by_a_printed_address() {
    let scene = Scene::new().await;
    let more = ["--label", "Books", "--customer", "Sample Customer"];
    let result = scene.link(Flowaccount, &owner_of("N9000001"), &more).await.json();
    schema::check("link_result", &result);
    let connection = &result["connection"];
    assert_eq!(connection["label"], "Books");
    assert_eq!(connection["customer"], "Sample Customer");
    assert_eq!(connection["identity"]["name"], TRADING);
    assert_eq!((&connection["grant"], &connection["path"]), (&"good".into(), &"reachable".into()));
    assert_eq!(result["already_linked"], false);
}

#[tokio::test]
async fn an_address_is_printed_alone_and_without_json_too() {
    let scene = Scene::new().await;
    let person = owner_of("N9000001");
    let ended = scene.go_through(Flowaccount, &person, &["link", "flowaccount", "--route", "print"]).await;
    assert_eq!(ended.code, 0, "{ended:?}");
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert!(lines[0].starts_with("http://127.0.0.1:") && !lines[0].contains(' '), "{ended:?}");
    assert!(lines[1].starts_with(&format!("Linked: {TRADING}")), "{ended:?}");
    let quiet = ["-q", "link", "flowaccount", "--route", "print"];
    let again = scene.go_through(Flowaccount, &person, &quiet).await;
    assert!(again.stdout.contains(&format!("Linked again: {TRADING}")), "never a duplicate: {again:?}");
    assert_eq!(again.stderr, "");
}

#[tokio::test]
async fn bankhub_is_linked_by_pasting_after_a_wrong_line() {
    let scene = Scene::new().await;
    let mut command = scene.command(&["--json", "link", "bankhub", "--route", "paste"]);
    let mut page = OpenPage::of({
        command.stdin(Stdio::piped());
        command
    })
    .await;
    let returns_to = scene.returns_to(Bankhub);
    let callback = Person::at_the_bank().walk(&page.address, &returns_to).await;
    page.paste("").await;
    page.paste("https://bank.example.com/callback?publicToken=x&state=y").await;
    page.paste(&"x".repeat(100_000)).await;
    page.paste(&format!("  {callback} ")).await;
    let ended = page.ended().await;
    schema::check("link_result", &ended.json());
    assert_eq!(ended.stderr.matches("not the address").count(), 2, "{ended:?}");
    assert_eq!(scene.asked(Bankhub, "grant.exchange"), 1);
}

#[tokio::test]
async fn pasting_that_ends_without_an_answer_is_a_cancel() {
    let scene = Scene::new().await;
    scene.problem(&["link", "flowaccount", "--route", "paste"], 3, "cancelled").await;
    assert!(scene.json(&["connections"]).await.as_array().expect("a list").is_empty());
}

#[tokio::test]
async fn a_page_that_is_not_finished_in_time_changes_nothing() {
    let scene = Scene::new().await;
    let waiting = ["link", "flowaccount", "--route", "print", "--timeout", "1"];
    scene.problem(&waiting, 3, "timed_out").await;
}

#[tokio::test]
async fn a_denied_consent_and_a_cancelled_page_are_a_persons_answers() {
    let scene = Scene::new().await;
    let login = [("user", "sample-owner"), ("password", "practice"), ("business", "N9000001")];
    let denies = Person::who_answers(&[&login[..], &[("answer", "deny")]].concat());
    scene.link(Flowaccount, &denies, &[]).await.problem(3, "denied");
    let leaves = Person::who_answers(&[("answer", "cancel")]);
    scene.link(Bankhub, &leaves, &[]).await.problem(3, "cancelled");
}

#[tokio::test]
async fn another_account_than_the_expected_one_is_not_kept() {
    let scene = Scene::new().await;
    let expected = ["--expect", BAKERY];
    let refused = scene.link(Flowaccount, &owner_of("N9000001"), &expected).await.problem(3, "wrong_account");
    let message = refused["message"].as_str().expect("text");
    assert!(message.contains(TRADING) && message.contains(BAKERY), "{message}");
    assert!(scene.json(&["connections"]).await.as_array().expect("a list").is_empty());
    scene.link(Flowaccount, &owner_of("N9000002"), &expected).await.json();
}

#[tokio::test]
async fn an_answer_without_a_state_is_kept_only_after_a_word_about_the_account() {
    let scene = Scene::new().await;
    scene.unhurried();
    scene.dial.set_switch(Bankhub, "omit_state", true).expect("a switch of it");
    let person = Person::at_the_bank();
    let refused = scene.link(Bankhub, &person, &[]).await.problem(3, "not_confirmed");
    assert!(refused["message"].as_str().expect("text").contains("NGUOI DUNG MAU HAI"), "{refused}");
    assert!(scene.dial.grants(Bankhub).is_empty(), "what is not kept is given back");
    scene.link(Bankhub, &person, &["--yes"]).await.json();
    let result = scene.link(Bankhub, &person, &["--expect", "nguoi dung mau hai"]).await.json();
    assert_eq!(result["already_linked"], true);
}

#[tokio::test]
async fn reconnecting_with_another_account_keeps_the_old_grant() {
    let scene = Scene::new().await;
    let id = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let before = scene.json(&["token", &id]).await;
    let reconnect = ["--json", "reconnect", &id, "--route", "print"];
    let refused = scene.go_through(Flowaccount, &owner_of("N9000002"), &reconnect).await.problem(3, "wrong_account");
    let message = refused["message"].as_str().expect("text");
    assert!(message.contains(TRADING) && message.contains(BAKERY), "{message}");
    assert_eq!(scene.json(&["token", &id]).await, before);
    scene.json(&["refresh", &id]).await;
    let result = scene.go_through(Flowaccount, &owner_of("N9000001"), &reconnect).await.json();
    schema::check("link_result", &result);
    assert_eq!(result["connection"]["id"], id.as_str());
    assert_eq!(scene.json(&["connections"]).await.as_array().expect("a list").len(), 1);
}

#[tokio::test]
async fn the_queue_goes_through_everything_that_needs_a_person() {
    let scene = Scene::new().await;
    let id = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    let calm = scene.linked(Flowaccount, &owner_of("N9000002")).await;
    assert_eq!(scene.json(&["reconnect", "--queue"]).await, serde_json::json!([]), "nothing to do yet");
    scene.dial.act_on_grants(Flowaccount, GrantAction::Revoke, None).expect("they are withdrawn");
    scene.problem(&["refresh", &id], 3, "needs_person").await;

    let queue = ["--json", "reconnect", "--queue", "--route", "print"];
    let told = scene.go_through(Flowaccount, &owner_of("N9000001"), &queue).await.json();
    assert_eq!(told, serde_json::json!([{ "id": id, "ok": true, "error": null }]), "the one that is known to be dead");
    assert_eq!(scene.json(&["show", &id]).await["connection"]["grant"], "good");

    scene.problem(&["refresh", &calm], 3, "needs_person").await;
    let refused = scene.go_through(Flowaccount, &owner_of("N9000001"), &queue).await;
    assert_eq!(refused.code, 3, "another account is refused: {refused:?}");
    assert_eq!(scene.json(&["show", &calm]).await["connection"]["grant"], "needs_person", "and the old one stays");
}

#[tokio::test]
async fn a_bank_whose_password_changed_is_mended_with_the_same_token() {
    let scene = Scene::new().await;
    scene.unhurried();
    let id = scene.linked(Bankhub, &Person::at_the_bank()).await;
    let before = scene.json(&["token", &id]).await["token"].clone();
    scene.dial.act_on_grants(Bankhub, GrantAction::BankPasswordChanged, None).expect("it applies");
    scene.problem(&["refresh", &id], 3, "needs_person").await;
    let reconnect = ["--json", "reconnect", &id, "--route", "print"];
    let result = scene.go_through(Bankhub, &Person::at_the_bank(), &reconnect).await.json();
    assert_eq!(result["connection"]["grant"], "good");
    assert_eq!(scene.json(&["token", &id]).await["token"], before);
}

#[tokio::test]
async fn both_are_unlinked_and_it_is_said_what_that_means() {
    let scene = Scene::new().await;
    let bank = scene.linked(Bankhub, &Person::at_the_bank()).await;
    let books = scene.linked(Flowaccount, &owner_of("N9000001")).await;
    scene.problem(&["unlink", &bank], 3, "not_confirmed").await;
    let report = scene.json(&["unlink", &bank, "--yes"]).await;
    schema::check("unlink_report", &report);
    assert_eq!((&report["revoked"], &report["forgotten"]), (&true.into(), &true.into()));
    assert!(scene.dial.grants(Bankhub).is_empty());
    let report = scene.json(&["unlink", &books, "--yes"]).await;
    schema::check("unlink_report", &report);
    assert_eq!((&report["revoked"], &report["forgotten"]), (&false.into(), &true.into()), "it has no call for that");
    assert!(scene.json(&["connections"]).await.as_array().expect("a list").is_empty());
    scene.problem(&["show", &books], 2, "unknown_id").await;
}

#[tokio::test]
async fn a_bank_that_asks_for_a_code_is_unlinked_on_its_page() {
    let scene = Scene::new().await;
    scene.unhurried();
    let id = scene.linked(Bankhub, &Person::at_the_bank()).await;
    scene.dial.set_switch(Bankhub, "remove_needs_otp", true).expect("a switch of it");
    let person = Person::at_the_bank().with_phone(scene.dial.clone());
    let unlink = ["--json", "unlink", &id, "--yes", "--route", "print"];
    let report = scene.go_through(Bankhub, &person, &unlink).await.json();
    schema::check("unlink_report", &report);
    assert_eq!(report["revoked"], true);
    assert!(scene.dial.grants(Bankhub).is_empty());
}

#[tokio::test]
async fn unlinking_here_only_leaves_the_grant_at_the_provider() {
    let scene = Scene::new().await;
    let id = scene.linked(Bankhub, &Person::at_the_bank()).await;
    let report = scene.json(&["unlink", &id, "--yes", "--local"]).await;
    assert_eq!((&report["revoked"], &report["forgotten"]), (&false.into(), &true.into()));
    assert_eq!(scene.dial.grants(Bankhub).len(), 1);
}

#[tokio::test]
async fn an_interrupted_link_leaves_nothing_behind() {
    let scene = Scene::new().await;
    let page = scene.open(&["--json", "link", "flowaccount", "--route", "print"]).await;
    page.interrupt().await;
    let ended = page.ended().await;
    assert_eq!(ended.code, 130, "{ended:?}");
    // The port and the store are free at once.
    scene.linked(Flowaccount, &owner_of("N9000001")).await;
}
