//! `linkdesk token` for a token that is still fresh, beside `secret-tool lookup` of one entry of the same keychain, and
//! beside a program that does nothing. Each is a new process.

use crate::samples::{Samples, timed};
use linkdesk_core::contract::ConnectionId;
use linkdesk_tests::workbench::Workbench;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROUNDS: usize = 200;
const WARM_UP: usize = 10;
/// What the entry of the comparison is found by.
const ENTRY: [&str; 2] = ["linkdesk-bench", "sample"];

pub(crate) fn measure(bench: &Workbench, id: ConnectionId) -> Value {
    keep_an_entry();
    let (mut nothing, mut lookup, mut token) = (Samples::default(), Samples::default(), Samples::default());
    let (home, id) = (bench.home().to_owned(), id.to_string());
    for round in 0..ROUNDS + WARM_UP {
        let times = [
            run(&mut Command::new("/bin/true")),
            run(Command::new("secret-tool").arg("lookup").args(ENTRY)),
            run(Command::new(program()).arg("--home").arg(&home).args(["token", &id])),
        ];
        if round >= WARM_UP {
            for (samples, time) in [&mut nothing, &mut lookup, &mut token].into_iter().zip(times) {
                samples.add(time);
            }
        }
    }
    json!({
        "true": nothing.summary(),
        "secret_tool": lookup.summary(),
        "token": token.summary(),
        "ratio": token.median() / lookup.median(),
    })
}

/// Where the release builds are, wherever cargo put this one.
pub(crate) fn release_folder() -> PathBuf {
    let this = std::env::current_exe().expect("this program");
    this.parent().and_then(Path::parent).expect("benches lie in target/release/deps").to_owned()
}

fn program() -> PathBuf {
    let program = release_folder().join("linkdesk");
    assert!(program.exists(), "build it first: cargo build --release -p linkdesk-cli");
    program
}

fn run(command: &mut Command) -> std::time::Duration {
    let (time, output) = timed(|| command.stdin(Stdio::null()).output());
    let output = output.unwrap_or_else(|error| panic!("{command:?} is needed here: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    time
}

fn keep_an_entry() {
    let mut command = Command::new("secret-tool");
    command.args(["store", "--label=Linkdesk bench"]).args(ENTRY).stdin(Stdio::piped());
    let mut process = command.spawn().unwrap_or_else(|error| panic!("secret-tool is needed here: {error}"));
    let mut input = process.stdin.take().expect("it is piped");
    input.write_all("0".repeat(64).as_bytes()).expect("it listens");
    drop(input);
    assert!(process.wait().expect("it ends").success(), "the keychain takes an entry");
}
