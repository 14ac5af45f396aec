//! A login of its own: a session bus and a gnome-keyring in a private folder, and programs that run in it.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Tells a process started by [`Session::play`] which part it has.
const PART: &str = "LINKDESK_TEST_PART";
/// How long the bus and the keyring may take to start.
const STARTING: Duration = Duration::from_secs(10);

/// The part this process has in the play of another one; `None`: it is the one that directs.
pub(crate) fn part() -> Option<String> {
    std::env::var(PART).ok()
}

/// Tells the directing process something.
pub(crate) fn tell(text: &str) {
    println!("\ntold {text}");
}

/// A session bus and perhaps a keyring on it. Both end with it.
pub(crate) struct Session {
    folder: TempDir,
    bus: Option<Child>,
    keyring: Option<Child>,
}

impl Session {
    /// A bus with nobody on it.
    pub(crate) fn without_keyring() -> Self {
        let folder = tempfile::Builder::new().prefix("linkdesk-keychain-").tempdir().expect("a temporary folder");
        let mut session = Self { folder, bus: None, keyring: None };
        session.start_bus();
        session
    }

    /// A bus with an unlocked keyring.
    pub(crate) fn new() -> Self {
        let mut session = Self::without_keyring();
        session.start_keyring(true);
        session
    }

    /// A folder for this login.
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    fn address(&self) -> PathBuf {
        self.folder.path().join("bus")
    }

    pub(crate) fn start_bus(&mut self) {
        let address = format!("--address=unix:path={}", self.address().display());
        self.bus = Some(self.start("dbus-daemon", &["--session", "--nofork", "--nopidfile", &address], None));
        self.wait_for("the bus", || self.address().exists());
    }

    /// Ends the bus, as a logout does. The keyring, which lives on it, ends too.
    pub(crate) fn stop_bus(&mut self) {
        self.stop_keyring();
        end(&mut self.bus);
        drop(std::fs::remove_file(self.address()));
    }

    /// Starts the keyring on the same files as before: unlocked, or as a login without a password leaves it.
    pub(crate) fn start_keyring(&mut self, unlocked: bool) {
        let control = format!("--control-directory={}", self.folder.path().join("control").display());
        let mut arguments = vec!["--foreground", "--components=secrets", &control];
        if unlocked {
            arguments.push("--unlock");
        }
        self.keyring = Some(self.start("gnome-keyring-daemon", &arguments, unlocked.then_some("sample password")));
        let owned =
            ["org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"];
        self.wait_for("the keyring", || self.ask(owned).contains("boolean true"));
    }

    pub(crate) fn stop_keyring(&mut self) {
        end(&mut self.keyring);
    }

    /// Stops the keyring in the middle of whatever it does, or lets it go on.
    pub(crate) fn hold_still(&self, still: bool) {
        let keyring = self.keyring.as_ref().expect("there is a keyring");
        let signal = if still { "-STOP" } else { "-CONT" };
        let sent = Command::new("kill").args([signal, &keyring.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "the keyring takes signals");
    }

    fn ask(&self, [destination, path, member, argument]: [&str; 4]) -> String {
        let destination = format!("--dest={destination}");
        let mut asking = self.command("dbus-send");
        asking.args(["--session", "--print-reply", &destination, path, member, argument]);
        asking.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
    }

    /// Runs one test of this program in this login, with a part to play.
    pub(crate) fn play(&self, test: &str, part: &str) -> Player {
        let program = std::env::current_exe().expect("this program");
        let mut command = self.command(program.to_str().expect("a path in UTF-8"));
        command.args(["--exact", test, "--nocapture"]).env(PART, part);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        Player { process, lines }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let folder = self.folder.path();
        for (name, below) in
            [("HOME", "home"), ("XDG_DATA_HOME", "data"), ("XDG_RUNTIME_DIR", "run"), ("XDG_CONFIG_HOME", "config")]
        {
            let path = folder.join(below);
            std::fs::create_dir_all(&path).expect("a folder");
            command.env(name, path);
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", self.address().display()));
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "SSH_AUTH_SOCK"] {
            command.env_remove(name);
        }
        command
    }

    fn start(&self, program: &str, arguments: &[&str], input: Option<&str>) -> Child {
        let mut command = self.command(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap_or_else(|error| panic!("{program} is needed here: {error}"));
        if let (Some(mut pipe), Some(text)) = (process.stdin.take(), input) {
            pipe.write_all(text.as_bytes()).expect("it listens");
        }
        process
    }

    fn wait_for(&self, what: &str, mut there: impl FnMut() -> bool) {
        let start = Instant::now();
        while !there() {
            assert!(start.elapsed() < STARTING, "{what} did not start in {}", self.folder.path().display());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        end(&mut self.keyring);
        end(&mut self.bus);
    }
}

fn end(process: &mut Option<Child>) {
    if let Some(mut process) = process.take() {
        drop(process.kill());
        drop(process.wait());
    }
}

/// A process that plays a part.
pub(crate) struct Player {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Player {
    /// The next thing it tells; `None`: it ended.
    pub(crate) fn told(&mut self) -> Option<String> {
        self.lines.by_ref().map_while(Result::ok).find_map(|line| line.strip_prefix("told ").map(str::to_owned))
    }

    /// Lets it go on; see [`cue`].
    pub(crate) fn go_on(&mut self) {
        let pipe = self.process.stdin.as_mut().expect("it is piped");
        pipe.write_all(b"\n").expect("it listens");
    }

    /// Everything else it tells, until it ends well.
    pub(crate) fn finish(mut self) -> Vec<String> {
        let told: Vec<String> = std::iter::from_fn(|| self.told()).collect();
        assert!(self.process.wait().expect("it ends").success(), "it ended badly after {told:?}");
        told
    }
}

/// Waits until the directing process says go on.
pub(crate) fn cue() {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).expect("somebody directs");
}
