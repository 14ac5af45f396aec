//! The app from its start until its first screen is painted, and its memory then, beside a Tauri window with a line of
//! text. Both are started in turns on the same virtual display, the app on a profile that has a connection.

use crate::samples::Samples;
use linkdesk_tests::workbench::Workbench;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat};
use x11rb::rust_connection::RustConnection;

const ROUNDS: usize = 12;
const WARM_UP: usize = 2;
/// A window that is not painted by then will not be.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks at the screen.
const LOOK: Duration = Duration::from_millis(5);
/// After the first paint, before the memory is counted: what a start sets off has come to rest.
const REST: Duration = Duration::from_secs(4);
/// A part of the screen that lies inside both windows wherever the window manager puts them: x, y, width, height.
const PART: (i16, i16, u16, u16) = (130, 110, 300, 260);
/// Text drawn smoothly has more shades than this; a window without content has one.
const SHADES: usize = 8;

pub(crate) fn measure(bench: &Workbench) -> Value {
    let screen = Screen::open();
    let mut app = Start::default();
    let mut bare = Start::default();
    for round in 0..ROUNDS + WARM_UP {
        let bare_one = screen.start(&mut Command::new(built("bare-window")));
        let app_one = screen.start(Command::new(built("linkdesk-desktop")).arg("--home").arg(bench.home()));
        if round >= WARM_UP {
            bare.add(bare_one);
            app.add(app_one);
        }
    }
    json!({
        "app": app.summary(),
        "bare": bare.summary(),
        "time_ratio": app.painted.median() / bare.painted.median(),
        "memory_ratio": app.memory.median() / bare.memory.median(),
    })
}

/// What was measured of one program.
#[derive(Default)]
struct Start {
    painted: Samples,
    memory: Samples,
}

impl Start {
    fn add(&mut self, (painted, mebibytes): (Duration, f64)) {
        self.painted.add(painted);
        self.memory.add_value(mebibytes);
    }

    fn summary(&self) -> Value {
        json!({ "painted": self.painted.summary(), "memory_mib": self.memory.median() })
    }
}

/// The release build, beside this one.
fn built(name: &str) -> PathBuf {
    let program = crate::handing_out::release_folder().join(name);
    assert!(program.exists(), "build it first: npm run bench does");
    program
}

/// The virtual display.
struct Screen {
    connection: RustConnection,
    root: u32,
}

impl Screen {
    fn open() -> Self {
        let (connection, number) = RustConnection::connect(None).expect("the bench has a display");
        let root = connection.setup().roots[number].root;
        Self { connection, root }
    }

    /// Starts a program, waits until it has painted, counts its memory in MiB, and ends it.
    fn start(&self, command: &mut Command) -> (Duration, f64) {
        assert!(self.shades() < SHADES, "the screen is empty before");
        let begun = Instant::now();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("it starts");
        while self.shades() < SHADES {
            assert!(begun.elapsed() < PATIENCE, "{command:?} painted nothing");
            std::thread::sleep(LOOK);
        }
        let painted = begun.elapsed();
        std::thread::sleep(REST);
        let memory = memory_of(child.id());
        end(&mut child);
        while self.shades() >= SHADES {
            std::thread::sleep(LOOK);
        }
        (painted, memory)
    }

    /// How many colours there are.
    fn shades(&self) -> usize {
        let (x, y, width, height) = PART;
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, !0);
        let image = image.expect("the display listens").reply().expect("it shows its screen");
        image.data.chunks_exact(4).collect::<BTreeSet<_>>().len()
    }
}

/// The proportional set size of a process and all that came from it: memory that several use is counted in parts.
fn memory_of(process: u32) -> f64 {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").expect("Linux has it").flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        children.entry(parent.unwrap_or(0)).or_default().push(id);
    }
    let mut family = vec![process];
    let mut place = 0;
    while let Some(one) = family.get(place) {
        family.extend(children.remove(one).unwrap_or_default());
        place += 1;
    }
    family.iter().map(|id| proportional_kibibytes(*id)).sum::<f64>() / 1024.0
}

fn proportional_kibibytes(process: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or(0.0)
}

fn end(child: &mut Child) {
    let id = Pid::from_child(child);
    kill_process(id, Signal::TERM).expect("it runs");
    child.wait().expect("it ends");
}
