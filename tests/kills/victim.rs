//! The real program, `linkdesk`, started to be killed: before a chosen call to the system, or at a chosen moment.
//!
//! `strace` counts calls for each thread of its own and sends the signal before the call is made. Kills between two
//! calls leave the same disk and the same wire as a kill before the second of them, so these points are all there are.

use linkdesk_tests::person::Person;
use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;
use url::Url;

/// What reaches the disk, the provider, the keychain, or whoever reads the output. A question mark: where it exists.
const CALLS: [&str; 16] = [
    "pwrite64",
    "fdatasync",
    "fsync",
    "?ftruncate",
    "?unlink",
    "?unlinkat",
    "?rename",
    "?renameat",
    "?renameat2",
    "?mkdir",
    "?mkdirat",
    "sendto",
    "sendmsg",
    "write",
    "writev",
    "?flock",
];
const SIGKILL: i32 = 9;
/// Longer than anything here takes.
const PLENTY: Duration = Duration::from_secs(90);

/// When the program dies.
#[derive(Clone, Debug)]
pub(crate) enum Blow {
    /// It lives.
    None,
    /// Before a thread makes this call for the n-th time.
    Before { call: String, nth: u32 },
    /// This long after it was started.
    After(Duration),
}

/// How it ended.
pub(crate) struct Ending {
    /// Whether it was killed.
    pub(crate) killed: bool,
    /// Its exit code, if it ended by itself.
    pub(crate) code: Option<i32>,
    /// What it handed out before.
    pub(crate) stdout: String,
    /// What it said besides.
    pub(crate) stderr: String,
    /// How long it lived.
    pub(crate) lived: Duration,
}

/// Who answers the page that a linking program prints.
pub(crate) struct Visitor {
    pub(crate) person: Person,
    pub(crate) returns_to: Url,
}

/// The program as cargo built it, beside this test.
pub(crate) fn program() -> PathBuf {
    let test = std::env::current_exe().expect("this program");
    let folder = test.parent().and_then(Path::parent).expect("tests lie in target/PROFILE/deps");
    let program = folder.join("linkdesk");
    assert!(program.exists(), "build it first: cargo build -p linkdesk-cli");
    program
}

/// Runs the program on a data folder.
pub(crate) async fn run(home: &Path, arguments: &[&str], blow: &Blow, visitor: Option<&Visitor>) -> Ending {
    let mut command = match blow {
        Blow::Before { call, nth } => {
            let mut strace = traced(&["-o", "/dev/null", "-e", &format!("trace={call}")]);
            strace.arg("-e").arg(format!("inject={call}:signal=KILL:when={nth}")).arg(program());
            strace
        }
        Blow::None | Blow::After(_) => Command::new(program()),
    };
    command.arg("--home").arg(home).args(arguments);
    let moment = if let Blow::After(moment) = blow { Some(*moment) } else { None };
    finish(command, moment, visitor).await
}

/// Runs the program unharmed and counts, for each call, how often its busiest thread makes it.
pub(crate) async fn count_calls(home: &Path, arguments: &[&str], visitor: Option<&Visitor>) -> BTreeMap<String, u32> {
    let folder = tempfile::tempdir().expect("a folder for the record");
    let record = folder.path().join("calls");
    let mut command = traced(&["-e", &format!("trace={}", CALLS.join(","))]);
    command.arg("-o").arg(&record).arg(program()).arg("--home").arg(home).args(arguments);
    let ending = finish(command, None, visitor).await;
    assert_eq!(ending.code, Some(0), "unharmed it works: {}", ending.stderr);
    let record = String::from_utf8_lossy(&std::fs::read(&record).expect("strace wrote its record")).into_owned();
    busiest(&record)
}

/// A line is `THREAD NAME(ARGUMENTS…`, or the rest of one that was interrupted.
fn busiest(record: &str) -> BTreeMap<String, u32> {
    let mut counts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for line in record.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((name, _)) = rest.trim_start().split_once('(') else { continue };
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            *counts.entry((thread, name)).or_default() += 1;
        }
    }
    let mut most = BTreeMap::new();
    for ((_, name), count) in counts {
        let here = most.entry(name.to_owned()).or_default();
        *here = count.max(*here);
    }
    most
}

fn traced(arguments: &[&str]) -> Command {
    let mut command = Command::new("strace");
    // Without `--seccomp-bpf`, under which strace 6.1 miscounts the calls it injects into.
    command.args(["-f", "-qq"]).args(arguments);
    command
}

async fn finish(mut command: Command, moment: Option<Duration>, visitor: Option<&Visitor>) -> Ending {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let start = Instant::now();
    let mut process = command.spawn().unwrap_or_else(|error| panic!("{command:?} is needed here: {error}"));
    let pipes = (process.stdin.take(), process.stdout.take(), process.stderr.take());
    let (Some(stdin), Some(stdout), Some(stderr)) = pipes else { panic!("all three are piped") };
    let end = async {
        if let Some(moment) = moment
            && let Ok(status) = timeout(moment, process.wait()).await
        {
            return status;
        }
        if moment.is_some() {
            process.start_kill().expect("it can be killed");
        }
        process.wait().await
    };
    let all = async { tokio::join!(end, converse(stdin, stdout, visitor), read(stderr)) };
    let (status, stdout, stderr) = timeout(PLENTY, all).await.unwrap_or_else(|_| panic!("{command:?} does not end"));
    let status = status.expect("its end is known");
    Ending { killed: status.signal() == Some(SIGKILL), code: status.code(), stdout, stderr, lived: start.elapsed() }
}

/// Reads what is printed. The first line of a linking program names the page: the visitor goes there and pastes where
/// they ended. The input stays open until the output ends.
async fn converse(mut stdin: ChildStdin, stdout: ChildStdout, visitor: Option<&Visitor>) -> String {
    let mut lines = BufReader::new(stdout);
    let mut all = String::new();
    if let Some(visitor) = visitor {
        drop(lines.read_line(&mut all).await);
        if let Some(page) = all.strip_suffix('\n').and_then(|line| Url::parse(line).ok()) {
            let callback = visitor.person.walk(&page, &visitor.returns_to).await;
            // It may be dead by now.
            drop(stdin.write_all(format!("{callback}\n").as_bytes()).await);
        }
        all.clear();
    }
    drop(lines.read_to_string(&mut all).await);
    all
}

async fn read(mut stderr: ChildStderr) -> String {
    let mut text = String::new();
    drop(stderr.read_to_string(&mut text).await);
    text
}
