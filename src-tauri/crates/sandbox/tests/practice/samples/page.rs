//! `docs/calls.md`, written from the fixtures.

use super::fixture::{Fixture, calls};
use linkdesk_sandbox::Provider;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const HEAD: &str = "\
# Every call of the five documents

Each row is a call that a provider documents: what answers it in practice, what makes it for a person, and the tests that
show both. A test fails when a file or a test in this table does not exist. What is not called says why.

Practice files stand in `src-tauri/crates/sandbox/src`, rooms in `src-tauri/crates/core/src/provider`. The name of a call
leads to its fixture in `src-tauri/crates/sandbox/fixtures`: what is sent, and each known answer, written by hand with
invented values. The practice providers are asked for every one of these answers, and compared with it field by field.

`npm run bindings` writes this page from the fixtures; a test fails when it is stale.
";

/// The providers in the order of the page.
const ORDER: [Provider; 5] =
    [Provider::Bankhub, Provider::Baokim, Provider::Its, Provider::Headline, Provider::Flowaccount];

fn page() -> String {
    let mut page = HEAD.to_owned();
    for provider in ORDER {
        let _ =
            write!(page, "\n## {}\n\n| call | practice | room | tests |\n| --- | --- | --- | --- |\n", provider.name());
        for (name, fixture) in calls(provider) {
            page += &row(&format!("{}/{name}.json", provider.id()), &fixture);
        }
    }
    page
}

fn row(file: &str, fixture: &Fixture) -> String {
    let Fixture { call, practice, room, not_called, tests, .. } = fixture;
    let call = format!("[{call}](../src-tauri/crates/sandbox/fixtures/{file})");
    let practice = format!("[{practice}](../src-tauri/crates/sandbox/src/{practice})");
    let room = room.as_ref().map(|room| format!("[{room}](../src-tauri/crates/core/src/provider/{room})"));
    let room = room.or_else(|| not_called.clone()).unwrap_or_default();
    let tests = tests.iter().map(|test| format!("`{test}`")).collect::<Vec<_>>().join(", ");
    format!("| {call} | {practice} | {room} | {tests} |\n")
}

#[test]
fn the_page_of_calls_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/calls.md");
    let now = page();
    if std::env::var_os("LINKDESK_WRITE_BINDINGS").is_some() {
        fs::write(&file, &now).expect("the page can be written");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == now, "docs/calls.md is older than the fixtures: run `npm run bindings`");
}
