//! Headline at the terminal: a password that is read from a file or from a line, and is told nowhere.

use crate::schema::check;
use crate::support::{Bankhub, OpenPage, Scene, run};
use linkdesk_sandbox::GrantAction;
use linkdesk_sandbox::Provider::Headline;
use linkdesk_tests::person::Person;
use serde_json::json;

/// How the password goes over the wire: its MD5, as good as itself.
const HASH: &str = "8c40400c009918b5f10b73f9a0e47398";

/// A scene whose registration has no page, so that the password is asked for.
async fn without_a_page() -> Scene {
    let scene = Scene::registered().await;
    scene.without_headlines_page().await;
    scene
}

#[tokio::test]
async fn a_customer_is_linked_by_a_password_from_a_file_or_a_line() {
    let scene = without_a_page().await;
    let file = scene.home().join("typed");
    std::fs::write(&file, "practice\n").expect("it can be written");
    let from_file = format!("password=@{}", file.display());
    let phone = ["link", "headline", "--field", "login_type=phone", "--field", "phone=+84 000000001"];
    let linked = scene.json(&[&phone[..], &["--field", &from_file]].concat()).await;
    assert_eq!(linked["connection"]["provider"], "headline", "{linked}");
    let id = linked["connection"]["id"].as_str().expect("an id").to_owned();

    let number = ["link", "headline", "--field", "login_type=customer_number", "--field", "customer_number=86000001"];
    let by_line = [&["--json"][..], &number, &["--field", "password=-"]].concat();
    let again = scene.run_with_input(&by_line, "practice\n").await.json();
    assert_eq!((&again["already_linked"], &again["connection"]["id"]), (&json!(true), &json!(id)));
    let wrong = scene.run_with_input(&by_line, "wrong\n").await.problem(2, "invalid_input");
    assert_eq!((&wrong["subject"], &wrong["provider_code"]), (&json!("password"), &json!("CUSTOMER_API_0000102")));
    let token = scene.json(&["token", &id]).await;
    assert_eq!((&token["kind"], &token["expires_at"]), (&json!("login"), &json!(null)), "{token}");
    scene.json(&["sync", &id]).await;
}

#[tokio::test]
async fn a_password_is_kept_only_when_that_is_said_and_then_the_page_opens_without_one() {
    let scene = without_a_page().await;
    let file = scene.home().join("typed");
    std::fs::write(&file, "practice\n").expect("it can be written");
    let password = format!("password=@{}", file.display());
    let linking = ["link", "headline", "--field", "login_type=customer_number", "--field", "customer_number=86000001"];
    let linking = [&linking[..], &["--field", &password]].concat();
    let plain = scene.json(&linking).await;
    let id = plain["connection"]["id"].as_str().expect("an id").to_owned();
    std::fs::remove_file(&file).expect("it is ours");
    let shown = scene.json(&["show", &id]).await;
    check("connection_detail", &shown);
    assert_eq!(shown["keeps_password"], json!(false));
    let asked = scene.run(&["--json", "open", &id, "--route", "print"]).await.problem(2, "invalid_input");
    assert_eq!(asked["subject"], "email", "a form, and nobody to fill it in: {asked}");

    std::fs::write(&file, "practice\n").expect("it can be written");
    let unfit = scene.run(&[&["--json"], &linking[..], &["--field", "keep_password=on"]].concat()).await;
    assert_eq!(unfit.problem(2, "invalid_input")["subject"], "keep_password");
    scene.json(&[&linking[..], &["--field", "keep_password=yes"]].concat()).await;
    std::fs::remove_file(&file).expect("it is ours");
    let shown = scene.json(&["show", &id]).await;
    check("connection_detail", &shown);
    assert_eq!(shown["keeps_password"], json!(true));
    let told = scene.run(&["show", &id]).await;
    assert!(told.stdout.contains("reconnect without keep_password"), "{told:?}");
    let mut command = scene.command(&["--json", "open", &id, "--route", "print"]);
    let opened = run(command.env("LINKDESK_LOG", "trace")).await;
    assert_eq!(opened.json()["id"], json!(id));
    assert!(!opened.stderr.contains(HASH) && !opened.stdout.contains(HASH), "{opened:?}");

    scene.dial.act_on_grants(Headline, GrantAction::BankPasswordChanged, None).expect("the dial turns");
    scene.problem(&["sync", &id], 3, "password_refused").await;
    let timeline = scene.json(&["timeline", &id]).await;
    let kinds: Vec<&str> = timeline.as_array().expect("a list").iter().filter_map(|one| one["kind"].as_str()).collect();
    assert!(kinds.contains(&"password_kept") && kinds.contains(&"password_forgotten"), "{kinds:?}");
    check("timeline_entry", &timeline[0]);
    let shown = scene.json(&["show", &id]).await;
    check("connection_detail", &shown);
    assert_eq!(
        (&shown["keeps_password"], &shown["connection"]["reason"]),
        (&json!(false), &json!("kept_password_refused"))
    );
}

#[tokio::test]
async fn somebody_new_is_registered_from_a_script_and_told_when_only_the_sign_in_is_left() {
    let scene = without_a_page().await;
    let file = scene.home().join("typed");
    std::fs::write(&file, "a-password-of-somebody-new\n").expect("it can be written");
    let [password, again] = ["password", "password_again"].map(|name| format!("{name}=@{}", file.display()));
    let registering = |phone: &str| {
        let named = ["way=register", "login_type=phone", phone, "country=VN", &password, &again];
        let fields = named.into_iter().flat_map(|field| ["--field".to_owned(), field.to_owned()]);
        ["--json", "link", "headline"].into_iter().map(str::to_owned).chain(fields).collect::<Vec<_>>()
    };
    let run_with = async |phone: &str| {
        let arguments = registering(phone);
        scene.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).await
    };
    let linked = run_with("phone=+84 000000009").await.json();
    assert_eq!(linked["connection"]["identity"]["name"], "000******0009", "{linked}");
    let known = run_with("phone=+84 000000009").await.problem(2, "invalid_input");
    assert_eq!((&known["subject"], &known["provider_code"]), (&json!("phone"), &json!("CUSTOMER_API_0000106")));

    scene.dial.set_switch(Headline, "captcha_required", true).expect("a switch");
    let left = run_with("phone=+84 000000010").await.problem(3, "registered");
    assert_eq!(left["provider_code"], "F999999");
    scene.dial.set_switch(Headline, "captcha_required", false).expect("a switch");
    let phone = ["--json", "link", "headline", "--field", "login_type=phone", "--field", "phone=+84 000000010"];
    let linked = scene.run(&[&phone[..], &["--field", &password]].concat()).await.json();
    assert_eq!(linked["already_linked"], json!(false), "registered before, and now signed in: {linked}");
    assert_eq!(scene.asked(Headline, "register"), 3, "each was sent once");
}

#[tokio::test]
async fn a_password_is_told_by_no_log() {
    let scene = without_a_page().await;
    let arguments =
        ["--json", "link", "headline", "--field", "login_type=email", "--field", "email=sample@practice.test"];
    for password in ["a-password-nobody-else-has", "practice"] {
        let file = scene.home().join("typed");
        std::fs::write(&file, password).expect("it can be written");
        let field = format!("password=@{}", file.display());
        let mut command = scene.command(&[&arguments[..], &["--field", &field]].concat());
        let ended = run(command.env("LINKDESK_LOG", "trace")).await;
        assert!(ended.stderr.contains("link session"), "it speaks: {ended:?}");
        for text in [&ended.stdout, &ended.stderr] {
            assert!(!text.contains("a-password-nobody-else-has") && !text.contains(HASH), "{text}");
        }
    }
    assert_eq!(scene.asked(Headline, "login"), 2, "each password was sent once");
}

#[tokio::test]
async fn the_trading_page_is_printed_only_when_that_is_asked_and_told_by_no_log() {
    let scene = Scene::registered().await;
    let id = scene.linked(Headline, &Person::of_headline("sample@practice.test")).await;
    let file = scene.home().join("typed");
    std::fs::write(&file, "practice\n").expect("it can be written");
    let password = format!("password=@{}", file.display());
    let signing_in = |number: &str| {
        ["--field", "login_type=customer_number", "--field", number, "--field", &password].map(str::to_owned)
    };
    let ours = signing_in("customer_number=86000001");
    let ours: Vec<&str> = ours.iter().map(String::as_str).collect();

    let mut command = scene.command(&[&["--json", "open", &id, "--route", "print"], &ours[..]].concat());
    command.env("LINKDESK_LOG", "trace");
    let page = OpenPage::of(command).await;
    let address = page.address.clone();
    let (_, token) = address.query_pairs().find(|(name, _)| name == "tsource").expect("its token");
    assert_eq!(address.path(), "/en-US/home");
    let ended = page.ended().await;
    let result = ended.json();
    check("opened_page", &result);
    assert_eq!((&result["id"], &result["route"]), (&json!(id), &json!("print")));
    assert_eq!(ended.stdout.matches(token.as_ref()).count(), 1, "the address is printed once: {}", ended.stdout);
    assert!(!ended.stderr.contains(token.as_ref()) && !ended.stderr.contains("tsource"), "{}", ended.stderr);
    assert_eq!(scene.asked(Headline, "random_key"), 0, "the token is left for the page");

    let plain = scene.run(&[&["-q", "open", &id, "--route", "print"], &ours[..]].concat()).await;
    assert_eq!((plain.code, plain.stdout.lines().count()), (0, 1), "the address alone: {plain:?}");
    let theirs = signing_in("customer_number=86000004");
    let theirs: Vec<&str> = theirs.iter().map(String::as_str).collect();
    let refused = scene.run(&[&["--json", "open", &id, "--route", "print"], &theirs[..]].concat()).await;
    refused.problem(3, "wrong_account");
    assert!(!refused.stdout.contains("tsource"), "another customer's page is not printed: {refused:?}");
    let mut command = scene.command(&[&["--json", "open", &id], &ours[..]].concat());
    let headless = run(command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY")).await;
    assert_eq!(headless.problem(2, "not_supported")["subject"], json!("route"), "nothing is printed unasked");

    let bank = scene.linked(Bankhub, &Person::at_the_bank()).await;
    scene.problem(&["open", &bank, "--route", "print"], 2, "not_supported").await;
    let timeline = scene.json(&["timeline", &id]).await;
    let opened = timeline.as_array().expect("a list").iter().filter(|entry| entry["kind"] == "page_opened");
    assert_eq!(opened.count(), 2, "{timeline}");
}
