//! The doctor and the support bundle: what is wrong is named, and nothing that is told holds a secret or a name.

use linkdesk_core::contract::{
    Check, CheckCode, CheckOutcome, CheckStep, ConnectionId, DoctorReport, ProblemCode, ProviderId,
};
use linkdesk_core::store::look_at;
use linkdesk_core::vault::KeychainThread;
use linkdesk_core::{Found, examine, support_bundle};
use linkdesk_sandbox::{Fault, Provider, Repeat};
use linkdesk_tests::linker::Linker;
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, link};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use ProviderId::{Bankhub, Baokim, Flowaccount, Headline, Its};

/// How everything begins that the practice providers give out and that must not be told.
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

async fn report(bench: &Workbench) -> DoctorReport {
    examine(&look_at(bench.home()), Found::Open(&bench.desk), false, false).await
}

fn of(report: &DoctorReport, code: CheckCode) -> Vec<&Check> {
    let found: Vec<&Check> = report.checks.iter().filter(|check| check.code == code).collect();
    assert!(!found.is_empty(), "{code:?}: {report:?}");
    found
}

fn wrong(report: &DoctorReport) -> Vec<(CheckCode, Option<ProblemCode>)> {
    let wrong = report.checks.iter().filter(|check| check.outcome == CheckOutcome::Problem);
    wrong.map(|check| (check.code, check.cause)).collect()
}

#[tokio::test]
async fn a_healthy_desk_has_nothing_wrong() {
    let bench = Workbench::new().await;
    bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    let report = report(&bench).await;
    assert_eq!((wrong(&report), report.exit_code()), (Vec::new(), 0), "{report:?}");
    assert_eq!(of(&report, CheckCode::Store)[0].number, Some(4));
    assert_eq!(of(&report, CheckCode::Keychain)[0].outcome, CheckOutcome::Ok);
    assert!(of(&report, CheckCode::Endpoint).len() >= 5, "each provider has a host");
    for clock in of(&report, CheckCode::Clock) {
        assert_eq!(clock.outcome, CheckOutcome::Ok, "{clock:?}");
    }
    for host in report.checks.iter().filter_map(|check| check.host.as_deref()) {
        assert!(!host.contains('/') && !host.contains('?'), "a host and nothing after it: {host}");
    }
}

#[tokio::test]
async fn rights_that_are_too_wide_are_seen_and_left_to_whoever_opens_the_store() {
    let bench = Workbench::new().await;
    let store = bench.home().join("store.db");
    fs::set_permissions(&store, Permissions::from_mode(0o644)).expect("it is ours");
    let report = report(&bench).await;
    let folder = of(&report, CheckCode::DataFolder)[0];
    assert_eq!((folder.outcome, folder.next, folder.number), (CheckOutcome::Problem, CheckStep::FixFolder, Some(1)));
    assert_eq!(report.exit_code(), 1);
    let mode = fs::metadata(&store).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o644, "looking changes nothing");
}

#[tokio::test]
async fn a_key_that_is_gone_is_named() {
    let bench = Workbench::new().await;
    let entry = fs::read_to_string(bench.home().join("store.id")).expect("it is there");
    let keychain = KeychainThread::system();
    keychain.delete(entry.trim(), Duration::from_secs(20)).await.expect("it goes");
    let report = report(&bench).await;
    let keychain = of(&report, CheckCode::Keychain)[0];
    assert_eq!((keychain.cause, keychain.next), (Some(ProblemCode::KeyGone), CheckStep::RestoreKey));
    assert_eq!(report.exit_code(), 5);
    bench.desk.close().await;
}

#[tokio::test]
async fn a_damaged_page_is_found_and_a_store_that_does_not_open_is_a_finding() {
    let bench = Workbench::new().await;
    bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    let store = bench.home().join("store.db");
    let mut bytes = fs::read(&store).expect("it is there");
    let last = bytes.len() - 2048;
    bytes[last..].iter_mut().for_each(|byte| *byte ^= 0x55);
    fs::write(&store, &bytes).expect("it can be written");
    let found = report(&bench).await;
    let page = of(&found, CheckCode::Store)[0];
    assert_eq!((page.cause, page.next), (Some(ProblemCode::StoreDamaged), CheckStep::RestoreStore));

    let refused = linkdesk_core::contract::Problem::new(ProblemCode::StoreDamaged, "Damaged.", "Put it back.");
    let found = examine(&look_at(bench.home()), Found::Refused(&refused), false, false).await;
    assert_eq!(wrong(&found), [(CheckCode::Store, Some(ProblemCode::StoreDamaged))]);
    let bundle = support_bundle(Found::Refused(&refused), found).await.expect("there is one all the same");
    assert!(bundle.contains("store_damaged"), "{bundle}");
}

/// Somebody who answers every request with a date of long ago. Gives the port.
async fn with_an_old_date() -> u16 {
    let socket = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let port = socket.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = socket.accept().await {
            let mut asked = [0; 1024];
            drop(stream.read(&mut asked).await);
            let answer = "HTTP/1.1 404 No\r\ndate: Fri, 02 Jan 1970 00:00:00 GMT\r\ncontent-length: 0\r\n\r\n";
            drop(stream.write_all(answer.as_bytes()).await);
        }
    });
    port
}

/// Lets the registration of ITS speak to this port, and asks the doctor.
async fn with_its_at(bench: &Workbench, port: u16) -> DoctorReport {
    let right = bench.registration(Its);
    let line = right.lines().find(|line| line.starts_with("base")).expect("it has an address");
    let other = format!("base = \"http://127.0.0.1:{port}/deep/path\"");
    bench.register(Its, &right.replace(line, &other)).await.expect("it is sound");
    report(bench).await
}

#[tokio::test]
async fn a_host_that_is_away_and_a_clock_that_is_wrong_are_named() {
    let bench = Workbench::new().await;
    let away = with_its_at(&bench, 9).await;
    assert_eq!(wrong(&away), [(CheckCode::Endpoint, Some(ProblemCode::Offline))]);
    let host = of(&away, CheckCode::Endpoint).into_iter().find(|check| check.provider == Some(Its)).expect("its host");
    assert_eq!((host.host.as_deref(), host.next), (Some("127.0.0.1:9"), CheckStep::CheckNetwork));
    assert_eq!(away.exit_code(), 4);

    let skewed = with_its_at(&bench, with_an_old_date().await).await;
    assert_eq!(wrong(&skewed), [(CheckCode::Clock, None)]);
    let clock = of(&skewed, CheckCode::Clock).into_iter().find(|check| check.provider == Some(Its)).expect("its clock");
    assert_eq!(clock.next, CheckStep::SetClock);
    assert!(clock.number.is_some_and(|seconds| seconds < -1_000_000_000), "{clock:?}");
    assert_eq!(skewed.exit_code(), 3, "a person sets it");
}

#[tokio::test]
async fn a_practice_clock_that_was_moved_is_no_computer_with_a_wrong_one() {
    let bench = Workbench::new().await;
    bench.clock.shift_to(26 * 3600);
    let report = report(&bench).await;
    assert_eq!(wrong(&report), []);
}

async fn linked_to_all() -> (Workbench, Vec<ConnectionId>) {
    let bench = Workbench::new().await;
    let forms = Linker::AtForms(&[
        ("way", &[("way", "password")]),
        ("login", &[("username", "sample-user"), ("password", "practice")]),
    ]);
    let wallet = bench.link_by(link(Baokim), &forms).await;
    let ids = vec![
        wallet.connection.unwrap_or_else(|| panic!("not linked: {wallet:?}")),
        bench.link(Bankhub, &Person::at_the_bank()).await,
        bench.link(Flowaccount, &Person::of_business("N9000001")).await,
        bench.link(Its, &Person::of_shop("1000000000000000001")).await,
        bench.link(Headline, &Person::of_headline("sample@practice.test")).await,
    ];
    (bench, ids)
}

#[tokio::test]
async fn a_bundle_of_all_five_providers_holds_no_secret_and_no_name() {
    let (bench, ids) = linked_to_all().await;
    let mut kept: Vec<String> = Vec::new();
    for id in &ids {
        bench.dial.set_fault(Provider::Flowaccount, Fault::ServerError, Repeat::Once).expect("it applies");
        drop(bench.desk.refresh(*id).await);
        let label = format!("Sample label {id}");
        bench.desk.rename(*id, label, Some("Example customer".to_owned())).await.expect("it is there");
        let detail = bench.desk.connection(*id).await.expect("it is there");
        kept.push(bench.desk.token(*id, None).await.map(|token| token.token.expose().to_owned()).unwrap_or_default());
        let connection = detail.connection;
        kept.extend([connection.label, connection.identity.name, connection.identity.masked, id.to_string()]);
        kept.extend(detail.accounts.into_iter().flat_map(|account| [account.name, account.masked]));
    }
    let text = support_bundle(Found::Open(&bench.desk), report(&bench).await).await.expect("nothing leaks");
    let canaries = CANARIES.into_iter().chain(["Example customer", "Sample label", "sample-user"]);
    for forbidden in canaries.chain(kept.iter().map(String::as_str).filter(|kept| kept.len() > 3)) {
        assert!(!text.contains(forbidden), "{forbidden}: {text}");
    }
    let bundle: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(bundle["connections"].as_array().map(Vec::len), Some(5));
    assert!(text.contains("\"kind\": \"linked\""), "what happened is there: {text}");
    let again = support_bundle(Found::Open(&bench.desk), report(&bench).await).await.expect("nothing leaks");
    let again: serde_json::Value = serde_json::from_str(&again).expect("JSON");
    assert_ne!(bundle["connections"][0]["id"], again["connections"][0]["id"], "no two bundles can be joined");
}

#[tokio::test]
async fn a_bundle_that_would_tell_a_name_or_a_secret_is_refused_with_the_place() {
    let bench = Workbench::new().await;
    let id = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
    // The one text of a person that a bundle tells is the host of a registration.
    bench.desk.rename(id, "127.0.0.1".to_owned(), None).await.expect("it is there");
    let problem = support_bundle(Found::Open(&bench.desk), report(&bench).await).await.expect_err("a label is in it");
    let place = problem.subject.expect("it is named");
    assert!(place.starts_with("/doctor/checks/") && place.ends_with("/host"), "{place}");
    bench.desk.rename(id, "Sample".to_owned(), None).await.expect("it is there");
    support_bundle(Found::Open(&bench.desk), report(&bench).await).await.expect("nothing leaks any more");

    let right = bench.registration(Flowaccount);
    let line = right.lines().find(|line| line.starts_with("secret")).expect("it has one");
    bench.register(Flowaccount, &right.replace(line, "secret = \"127.0.0.1:\"")).await.expect("it is sound");
    let problem = support_bundle(Found::Open(&bench.desk), report(&bench).await).await.expect_err("a secret is in it");
    assert!(!problem.message.contains("127.0.0.1"), "{problem:?}");
}
