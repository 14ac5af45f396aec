//! No secret in what is printed, logged or lies in the data folder.

use crate::support::{Bankhub, Ended, Flowaccount, Its, OpenPage, Scene, TRADING, come_back, owner_of, run};
use linkdesk_sandbox::{Fault, GrantAction, Provider, Repeat};
use linkdesk_tests::person::Person;
use std::path::{Path, PathBuf};

/// A password that is refused, and its MD5, which is as good as itself.
const TYPED: [&str; 2] = ["a-password-nobody-else-has", "8c40400c009918b5f10b73f9a0e47398"];

/// How everything begins that the practice providers give out and that must not be seen. Client ids may be.
const CANARIES: [&str; 8] = [
    "access-practice-",
    "refresh-practice-",
    "code-practice-",
    "public-practice-",
    "secret-practice-",
    "grant-practice-",
    "def502-practice-",
    ":practice-",
];

/// Accounts that are linked, in full: a shop's id, a bank account's number.
const NUMBERS: [&str; 2] = ["1000000000000000001", "0001200001"];

/// Where a canary stands in these bytes, if one does.
fn canary(bytes: &[u8]) -> Option<&'static str> {
    CANARIES.into_iter().chain(TYPED).find(|canary| holds(bytes, canary))
}

/// Whether a text stands in these bytes, as UTF-8 or UTF-16.
fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [text.as_bytes(), &wide].iter().any(|needle| bytes.windows(needle.len()).any(|window| window == *needle))
}

/// Lets a command tell everything it can tell, and looks through it. The page's address is for the person.
fn look_through(ended: &Ended, arguments: &[&str]) {
    let result = ended.stdout.lines().filter(|line| !line.starts_with("{\"open\":")).collect::<String>();
    for text in [&result, &ended.stderr] {
        assert_eq!(canary(text.as_bytes()), None, "{arguments:?}: {text}");
    }
}

async fn run_loudly(scene: &Scene, arguments: &[&str]) -> Ended {
    let ended = run(scene.command(arguments).env("LINKDESK_LOG", "trace")).await;
    look_through(&ended, arguments);
    ended
}

async fn link_loudly(scene: &Scene, provider: Provider, person: &Person) {
    let arguments = ["--json", "link", provider.id(), "--route", "print"];
    let mut command = scene.command(&arguments);
    command.env("LINKDESK_LOG", "trace");
    let page = OpenPage::of(command).await;
    come_back(&person.walk(&page.address, &scene.returns_to(provider)).await).await;
    let ended = page.ended().await;
    assert!(ended.stderr.contains("link session"), "it speaks: {ended:?}");
    look_through(&ended, &arguments);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Signs in by a form: what is secret comes from a file. The first password is wrong, so that it would be noticed.
async fn type_loudly(scene: &Scene, arguments: &[&str]) {
    for password in [TYPED[0], "practice"] {
        let file = scene.home().join("typed");
        std::fs::write(&file, password).expect("it can be written");
        let field = format!("password=@{}", file.display());
        run_loudly(scene, &[&["--json", "link"], arguments, &["--field", &field]].concat()).await;
        std::fs::remove_file(&file).expect("it is ours");
    }
}

/// Links a wallet by the code on its phone.
async fn link_a_wallet_loudly(scene: &Scene) {
    let arguments = ["--json", "link", "baokim", "--field", "way=wallet", "--field", "phone=84000000001"];
    let arguments = [&arguments[..], &["--field", "name=Sample User", "--field", "otp=-"]].concat();
    let ended = scene.with_the_code(&arguments, Some("trace")).await;
    let code = scene.dial.phone()[0].code.clone();
    look_through(&ended, &arguments);
    // Six digits may stand at the end of a time; a code does not.
    let spoken = ended.stdout + &ended.stderr;
    let told = spoken.match_indices(&code).any(|(at, _)| !spoken[..at].ends_with('.'));
    assert!(!told, "the code is told: {spoken}");
}

/// Renews by the password that was kept, and opens the page with it. The page's address is for the person.
async fn use_what_is_kept(scene: &Scene) {
    let connections = scene.json(&["connections"]).await;
    let ours = connections.as_array().expect("a list").iter().find(|one| one["provider"] == "headline");
    let id = ours.and_then(|one| one["id"].as_str()).expect("it was linked").to_owned();
    assert_eq!(scene.json(&["show", &id]).await["keeps_password"], true, "the other half of what must not be seen");
    let logins = scene.asked(Provider::Headline, "login");
    scene.dial.act_on_grants(Provider::Headline, GrantAction::ExpireAccessTokens, None).expect("the dial turns");
    for arguments in [&["--json", "sync", &id][..], &["--json", "open", &id, "--route", "print"]] {
        let ended = run_loudly(scene, arguments).await;
        assert_eq!(ended.code, 0, "{ended:?}");
    }
    assert_eq!(scene.asked(Provider::Headline, "login"), logins + 2, "it was used");
}

#[tokio::test]
async fn no_secret_is_printed_logged_or_left_on_disk() {
    let scene = Scene::registered().await;
    link_loudly(&scene, Flowaccount, &owner_of("N9000001")).await;
    link_loudly(&scene, Bankhub, &Person::at_the_bank()).await;
    link_loudly(&scene, Its, &Person::of_shop("1000000000000000001")).await;
    type_loudly(&scene, &["baokim", "--field", "way=password", "--field", "username=sample-user"]).await;
    link_a_wallet_loudly(&scene).await;
    scene.without_headlines_page().await;
    let kept = ["headline", "--field", "login_type=email", "--field", "email=sample@practice.test"];
    type_loudly(&scene, &[&kept[..], &["--field", "keep_password=yes"]].concat()).await;
    use_what_is_kept(&scene).await;
    let connections = scene.json(&["connections"]).await;
    let mut tokens = Vec::new();
    assert_eq!(connections.as_array().map(Vec::len), Some(6), "all five, and of one both kinds: {connections}");
    for connection in connections.as_array().expect("a list") {
        let id = connection["id"].as_str().expect("an id");
        let token = scene.json(&["token", id]).await["token"].as_str().expect("text").to_owned();
        tokens.push(token);
        for fault in [None, Some(Fault::TruncatedBody), Some(Fault::ServerError), Some(Fault::HtmlInsteadOfJson)] {
            for provider in Provider::ALL {
                match fault {
                    Some(fault) => scene.dial.set_fault(provider, fault, Repeat::Once).expect("it applies"),
                    None => scene.dial.clear_fault(provider).expect("it can be"),
                }
            }
            for arguments in [["refresh", id], ["sync", id], ["show", id], ["actions", id]] {
                let ended = run_loudly(&scene, &arguments).await;
                let spoken = ended.stdout + &ended.stderr;
                let told = tokens.iter().find(|token| spoken.contains(*token));
                assert_eq!(told, None, "{arguments:?}: {spoken}");
            }
        }
    }
    for arguments in [&["providers"][..], &["registration", "show", "its"], &["--json", "export"]] {
        run_loudly(&scene, arguments).await;
    }
    for form in ["json", "csv"] {
        let list = run_loudly(&scene, &["export", "list", "--format", form]).await.stdout;
        assert!(list.contains(TRADING) && list.contains("sha256") == (form == "json"), "it is the list: {list}");
        assert_eq!(tokens.iter().find(|token| list.contains(*token)), None, "{list}");
        let told = NUMBERS.into_iter().find(|number| list.contains(number));
        assert_eq!(told, None, "an account is told: {list}");
    }
    let found = files(scene.home());
    assert!(found.iter().any(|path| path.ends_with("store.db")));
    for path in found {
        let bytes = std::fs::read(&path).expect("it can be read");
        assert_eq!(canary(&bytes), None, "{}", path.display());
        for token in &tokens {
            assert!(!holds(&bytes, token), "{} holds a token", path.display());
        }
        let name = TRADING.as_bytes();
        assert!(!bytes.windows(name.len()).any(|window| window == name), "{}: names are sealed too", path.display());
    }
}
