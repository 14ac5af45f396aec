//! Forms at the terminal: fields from arguments, files and standard input, each read when it is asked for.

use crate::support::Scene;
use linkdesk_sandbox::Provider;
use linkdesk_tests::person::Person;
use serde_json::json;

const WALLET: [&str; 9] = [
    "link",
    "baokim",
    "--field",
    "way=wallet",
    "--field",
    "phone=84000000001",
    "--field",
    "name=Sample User",
    "--field",
];

#[tokio::test]
async fn a_code_is_read_when_it_is_asked_for_and_unlinking_takes_one_as_well() {
    let scene = Scene::new().await;
    let linked = scene.with_the_code(&[&["--json"], &WALLET[..], &["otp=-"]].concat(), None).await.json();
    let id = linked["connection"]["id"].as_str().expect("an id").to_owned();
    let token = scene.json(&["token", &id]).await;
    assert_eq!((&token["kind"], &token["header"]["name"]), (&json!("wallet"), &json!("Wallet-Token")));

    let unlinked = scene.with_the_code(&["--json", "unlink", &id, "--yes", "--field", "otp=-"], None).await.json();
    assert_eq!((&unlinked["revoked"], &unlinked["forgotten"]), (&json!(true), &json!(true)));
    assert_eq!(scene.json(&["connections"]).await, json!([]));
}

#[tokio::test]
async fn a_form_is_filled_in_by_fields_and_a_secret_never_stands_among_the_arguments() {
    let scene = Scene::new().await;
    let file = scene.home().join("typed");
    std::fs::write(&file, "practice\n").expect("it can be written");
    let from_file = format!("password=@{}", file.display());
    let named = ["link", "baokim", "--field", "way=password", "--field", "username=sample-user"];
    let with = |field: &'static str| [&named[..], &["--field", field]].concat();

    let linked = scene.json(&[&named[..], &["--field", &from_file]].concat()).await;
    assert_eq!((&linked["connection"]["provider"], &linked["already_linked"]), (&json!("baokim"), &json!(false)));
    let typed = scene.run_with_input(&[&["--json"][..], &with("password=-")].concat(), "practice\n").await;
    assert_eq!(typed.json()["already_linked"], json!(true), "a line of standard input serves as well");

    let problem = scene.problem(&with("password=practice"), 2, "invalid_input").await;
    assert_eq!(problem["subject"], "password", "every program of this user could read it there");
    let wrong = scene.run_with_input(&[&["--json"][..], &with("password=-")].concat(), "wrong\n").await;
    assert_eq!(wrong.problem(2, "invalid_input")["subject"], "password");
    let missing = scene.problem(&named, 2, "invalid_input").await;
    assert_eq!(missing["subject"], "password", "it says what is missing");
    let unknown = scene.problem(&with("colour=red"), 2, "invalid_input").await;
    assert!(unknown["next"].as_str().is_some_and(|next| next.contains("username")), "{unknown}");
}

#[tokio::test]
async fn a_networks_token_is_brought_by_a_script_or_comes_from_its_page() {
    const TOKEN: &str = "practice-google-sample-user";
    let scene = Scene::new().await;
    let named = ["link", "baokim", "--field", "way=social", "--field", "network=google"];
    let with = |field: &'static str| [&["--json"][..], &named, &["--field", field]].concat();
    let told = scene.problem(&with("social_token=practice-google-sample-user")[1..], 2, "invalid_input").await;
    assert_eq!(told["subject"], "social_token", "every program of this user could read it there");
    let wrong = scene.run_with_input(&with("social_token=-"), "another\n").await;
    assert_eq!(wrong.problem(2, "invalid_input")["subject"], "social_token", "and no page opens instead");
    assert_eq!(scene.asked(Provider::Baokim, "login.social"), 0);
    let linked = scene.run_with_input(&with("social_token=-"), &format!("{TOKEN}\n")).await;
    assert_eq!(linked.json()["already_linked"], json!(false));
    assert!(!linked.stderr.contains(TOKEN), "{linked:?}");

    let again = scene.link(Provider::Baokim, &Person::of_the_network("sample-user"), &named[2..]).await.json();
    assert_eq!(again["already_linked"], json!(true), "by the page it is the same account: {again}");
}
