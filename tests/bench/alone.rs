//! A process that holds the core alone: this program again, told so by its environment. Prints what it cost.

use linkdesk_core::vault::KeychainThread;
use linkdesk_core::{Clock, Desk, DeskOptions};
use linkdesk_tests::workbench::NotedPages;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;
use tokio::time::interval;

const HOME: &str = "LINKDESK_BENCH_HOME";
const IDLE: &str = "LINKDESK_BENCH_IDLE_SECONDS";
const PATIENCE: Duration = Duration::from_secs(20);
/// After the start, before idleness is measured: what a start sets off has come to rest.
const REST: Duration = Duration::from_secs(5);
/// What Linux counts the time of processes in: this many make a second, on every machine.
const TICKS: f64 = 100.0;
/// What it prints when it begins to rest, and before what it cost.
const RESTS: &str = "rests";
const COST: &str = "cost ";
/// It is looked at so often while it rests: whatever it does between two looks counts as one waking.
const LOOK: Duration = Duration::from_millis(200);
/// How often the list is read.
const READINGS: u32 = 20;

/// The folder of the process that is alone; `None`: this one is not.
pub(crate) fn home() -> Option<PathBuf> {
    std::env::var_os(HOME).map(PathBuf::from)
}

/// Starts it, watches it while it rests, and gives what it cost.
pub(crate) async fn start(home: &Path, idle: u32) -> Value {
    let this = std::env::current_exe().expect("this program");
    let mut command = Command::new(this);
    let mut child =
        command.env(HOME, home).env(IDLE, idle.to_string()).stdout(Stdio::piped()).spawn().expect("it starts");
    let process = child.id().expect("it runs");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let (mut rests, mut wakes, mut last) = (false, 0, 0);
    let mut look = interval(LOOK);
    let mut figures: Value = loop {
        tokio::select! {
            line = lines.next_line() => {
                let line = line.expect("it is read").expect("it prints what it cost");
                rests |= line == RESTS;
                last = switches(process);
                if let Some(figures) = line.strip_prefix(COST) {
                    break serde_json::from_str(figures).expect("JSON");
                }
            }
            _ = look.tick(), if rests => {
                let now = switches(process);
                wakes += u32::from(now != last);
                last = now;
            }
        }
    };
    assert!(child.wait().await.expect("it ends").success(), "{figures}");
    // Its last waking is the end of its rest.
    figures["idle_wakes"] = wakes.saturating_sub(1_u32).into();
    figures
}

/// How often the threads of a process have waited and gone on.
fn switches(process: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).expect("Linux has it").flatten();
    // A thread may end in between.
    let texts = threads.filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok());
    texts.map(|text| number_after(&text, "voluntary_ctxt_switches:")).sum()
}

/// A desk over this folder.
pub(crate) async fn desk(home: &Path) -> Arc<Desk> {
    let options = DeskOptions {
        home: home.to_owned(),
        practice: false,
        keychain: KeychainThread::system(),
        keychain_patience: PATIENCE,
        pages: Arc::<NotedPages>::default(),
        clock: Clock::default(),
    };
    Desk::open(options).await.expect("the store opens")
}

/// The process itself.
pub(crate) async fn run(home: PathBuf) {
    let desk = desk(&home).await;
    let (began, before) = (Instant::now(), processor_seconds());
    let parts = desk.refresh_due().await.expect("the list opens");
    let (took, processor) = (began.elapsed().as_secs_f64(), processor_seconds() - before);
    let renewed = parts.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let peak = status("VmHWM:");

    let began = Instant::now();
    for _ in 0..READINGS {
        desk.connections().await.expect("the list opens");
    }
    let list_ms = began.elapsed().as_secs_f64() * 1000.0 / f64::from(READINGS);

    let seconds: u64 = std::env::var(IDLE).ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let tending = tokio::spawn({
        let desk = desk.clone();
        async move { desk.tend().await }
    });
    tokio::time::sleep(REST).await;
    let idle_before = processor_seconds();
    println!("{RESTS}");
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let idle_processor = processor_seconds() - idle_before;
    tending.abort();
    desk.close().await;
    let figures = json!({
        "seconds": took,
        "renewed": renewed,
        "processor_seconds": processor,
        "peak_kib": peak,
        "list_ms": list_ms,
        "idle_seconds": seconds,
        "idle_processor_seconds": idle_processor,
    });
    println!("{COST}{figures}");
}

/// A line of `/proc/self/status`, as its number.
fn status(name: &str) -> u64 {
    number_after(&fs::read_to_string("/proc/self/status").expect("Linux has it"), name)
}

fn number_after(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)).expect("Linux says it");
    line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
}

/// The time all threads of this process have run, in user mode and in the kernel.
fn processor_seconds() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").expect("Linux has it");
    // proc_pid_stat(5): after the name in brackets, `utime` is the twelfth field and `stime` the next.
    let (_, fields) = text.rsplit_once(')').expect("Linux says it");
    let ticks = fields.split_whitespace().skip(11).take(2).map(|number| number.parse::<f64>().expect("a number"));
    ticks.sum::<f64>() / TICKS
}
