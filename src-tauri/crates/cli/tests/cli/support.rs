//! A scene: a fresh data folder, practice providers, and the program that is run on it.

use crate::schema;
use linkdesk_core::contract::ProviderId;
use linkdesk_sandbox::{Dial, Options, Provider, Sandbox};
use linkdesk_tests::person::{Person, client};
use reqwest::StatusCode;
use serde_json::Value;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::{sleep, timeout};
use url::Url;

pub(crate) use Provider::{Bankhub, Flowaccount, Its};

/// No command of a test takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program prints text");
        Self { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The result of a command that did what it was asked to: the JSON on its last line.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{self:?}");
        serde_json::from_str(self.stdout.lines().last().expect("a result")).expect("JSON")
    }

    /// The problem a command ended with, after checking its exit code and its shape.
    pub(crate) fn problem(&self, exit_code: i32, code: &str) -> Value {
        assert_eq!(self.code, exit_code, "{self:?}");
        let error: Value = serde_json::from_str(self.stderr.lines().last().expect("an error")).expect("JSON");
        schema::check("error", &error);
        assert_eq!(error["error"]["code"], code, "{self:?}");
        error["error"].clone()
    }
}

/// A folder, providers, and a program. Without `practice` the program takes them for real ones.
pub(crate) struct Scene {
    pub(crate) dial: Dial,
    sandbox: Sandbox,
    home: TempDir,
    practice: bool,
}

impl Scene {
    /// The practice profile, with its providers hosted by the test.
    pub(crate) async fn new() -> Self {
        let home = TempDir::new().expect("a folder");
        let folder = Some(home.path().join("practice"));
        let sandbox = Sandbox::start(Options { folder, ..Options::default() }).await.expect("providers start");
        Self { dial: sandbox.dial(), sandbox, home, practice: true }
    }

    /// The ordinary profile, with all registrations set from files.
    pub(crate) async fn registered() -> Self {
        let home = TempDir::new().expect("a folder");
        let sandbox = Sandbox::start(Options::default()).await.expect("providers start");
        let scene = Self { dial: sandbox.dial(), sandbox, home, practice: false };
        for provider in ProviderId::ALL.into_iter().filter_map(|provider| Provider::from_id(provider.as_str())) {
            let set = ["registration", "set", provider.id(), "--file", "-"];
            let ended = scene.run_with_input(&set, &scene.registration(provider)).await;
            assert_eq!(ended.code, 0, "{ended:?}");
        }
        scene
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The registration file of a practice provider.
    pub(crate) fn registration(&self, provider: Provider) -> String {
        self.sandbox.ready().providers[&provider].registration_toml.clone()
    }

    /// Where the program waits for a provider's callback.
    pub(crate) fn returns_to(&self, provider: Provider) -> Url {
        let file = self.registration(provider);
        let line = file.lines().find_map(|line| line.strip_prefix("redirect_uri = \"")).expect("it has one");
        line.trim_end_matches('"').parse().expect("an address")
    }

    /// How often a provider was asked something.
    pub(crate) fn asked(&self, provider: Provider, endpoint: &str) -> u64 {
        self.dial.counters(provider).get(endpoint).copied().unwrap_or(0)
    }

    /// The program, about to run on this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_linkdesk"));
        command.arg("--home").arg(self.home.path()).args(self.practice.then_some("--practice")).args(arguments);
        command.env_remove("LINKDESK_HOME").env_remove("LINKDESK_LOG");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    pub(crate) async fn run(&self, arguments: &[&str]) -> Ended {
        run(&mut self.command(arguments)).await
    }

    /// Runs a command whose result is one JSON value.
    pub(crate) async fn json(&self, arguments: &[&str]) -> Value {
        self.run(&[&["--json"], arguments].concat()).await.json()
    }

    /// Runs a command that ends with a problem.
    pub(crate) async fn problem(&self, arguments: &[&str], exit_code: i32, code: &str) -> Value {
        self.run(&[&["--json"], arguments].concat()).await.problem(exit_code, code)
    }

    pub(crate) async fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that ends without reading all of it is judged by its exit code.
        drop(stdin.write_all(input.as_bytes()).await);
        drop(stdin);
        Ended::of(timeout(PATIENCE, child.wait_with_output()).await.expect("it ends").expect("it ran"))
    }

    /// Runs a command that asks for a code, and types the code that comes to the practice phone after it began.
    pub(crate) async fn with_the_code(&self, arguments: &[&str], log: Option<&str>) -> Ended {
        let before = self.dial.phone().len();
        let mut command = self.command(arguments);
        if let Some(level) = log {
            command.env("LINKDESK_LOG", level);
        }
        let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
        for _ in 0..500 {
            if self.dial.phone().len() > before {
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }
        let messages = self.dial.phone();
        assert!(messages.len() > before, "it was read before anybody had sent a code");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(format!("{}\n", messages[0].code).as_bytes()).await.expect("it reads");
        drop(stdin);
        Ended::of(child.wait_with_output().await.expect("it ran"))
    }

    /// Sets a registration of Headline without a page, so that the password is asked for here.
    pub(crate) async fn without_headlines_page(&self) {
        let toml = self.registration(Provider::Headline);
        let kept = toml.lines().filter(|line| !line.starts_with("third_app_type") && !line.starts_with("redirect_uri"));
        let set = ["--json", "registration", "set", "headline", "--file", "-", "--replace"];
        self.run_with_input(&set, &kept.collect::<Vec<_>>().join("\n")).await.json();
    }

    /// Lets practice bankHub answer as often as it is asked.
    pub(crate) fn unhurried(&self) {
        self.dial.set_switch(Bankhub, "rate_limit", false).expect("a switch of it");
    }

    /// Starts a command that opens a page by printing its address.
    pub(crate) async fn open(&self, arguments: &[&str]) -> OpenPage {
        OpenPage::of(self.command(arguments)).await
    }

    /// Begins `link PROVIDER --route print …` and lets a person finish it in their browser.
    pub(crate) async fn link(&self, provider: Provider, person: &Person, more: &[&str]) -> Ended {
        let arguments = [&["--json", "link", provider.id(), "--route", "print"], more].concat();
        self.go_through(provider, person, &arguments).await
    }

    /// Links, and gives the connection's id.
    pub(crate) async fn linked(&self, provider: Provider, person: &Person) -> String {
        let result = self.link(provider, person, &[]).await.json();
        result["connection"]["id"].as_str().expect("an id").to_owned()
    }

    /// Runs a command that prints a page, and lets a person finish it in their browser.
    pub(crate) async fn go_through(&self, provider: Provider, person: &Person, arguments: &[&str]) -> Ended {
        let page = self.open(arguments).await;
        let callback = person.walk(&page.address, &self.returns_to(provider)).await;
        come_back(&callback).await;
        page.ended().await
    }
}

/// A command that waits for a person at a page.
pub(crate) struct OpenPage {
    pub(crate) address: Url,
    pub(crate) child: Child,
    first_line: String,
    stdout: BufReader<ChildStdout>,
}

impl OpenPage {
    pub(crate) async fn of(mut command: Command) -> Self {
        let mut child = command.spawn().expect("the program starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut first_line = String::new();
        let read = timeout(PATIENCE, stdout.read_line(&mut first_line)).await.expect("it prints soon");
        let opened = read.expect("it prints text") > 0;
        assert!(opened, "no page was opened: {:?}", Ended::of(child.wait_with_output().await.expect("it ran")));
        let line = first_line.trim_end();
        let address = match serde_json::from_str::<Value>(line) {
            Ok(open) => {
                schema::check("open", &open);
                open["open"].as_str().expect("checked").parse()
            }
            Err(_) => line.parse(),
        };
        Self { address: address.expect("the address alone"), child, first_line, stdout }
    }

    /// Types a line.
    pub(crate) async fn paste(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().expect("it is piped");
        stdin.write_all(format!("{line}\n").as_bytes()).await.expect("it reads");
    }

    /// The next line it prints.
    pub(crate) async fn next_line(&mut self) -> String {
        let mut line = String::new();
        timeout(PATIENCE, self.stdout.read_line(&mut line)).await.expect("it prints soon").expect("text");
        line
    }

    /// Asks it to end, as Ctrl-C does.
    pub(crate) async fn interrupt(&self) {
        let id = self.child.id().expect("it runs").to_string();
        let status = Command::new("kill").args(["-INT", &id]).status().await.expect("kill runs");
        assert!(status.success());
    }

    /// Waits for its end.
    pub(crate) async fn ended(mut self) -> Ended {
        let mut stdout = self.first_line;
        timeout(PATIENCE, self.stdout.read_to_string(&mut stdout)).await.expect("it ends").expect("text");
        let ended =
            Ended::of(timeout(PATIENCE, self.child.wait_with_output()).await.expect("it ends").expect("it ran"));
        Ended { stdout, ..ended }
    }
}

/// Runs a command to its end.
pub(crate) async fn run(command: &mut Command) -> Ended {
    let child = command.spawn().expect("the program starts");
    Ended::of(timeout(PATIENCE, child.wait_with_output()).await.expect("it ends").expect("it ran"))
}

/// The browser goes where the provider sent it, and then where the program sends it.
pub(crate) async fn come_back(callback: &Url) {
    let http = client();
    let reply = http.get(callback.clone()).send().await.expect("the program listens");
    assert_eq!(reply.status(), StatusCode::SEE_OTHER);
    let next = callback.join(reply.headers()["location"].to_str().expect("text")).expect("an address");
    assert_eq!((next.path(), next.query()), ("/done", None), "nothing of the answer stays in the address");
    let done = http.get(next).send().await.expect("the program still listens");
    assert_eq!(done.status(), StatusCode::OK);
}

/// How the program names the business N9000001, and N9000002.
pub(crate) const TRADING: &str = "บริษัท ตัวอย่างการค้า จำกัด (ฝึกหัด)";
pub(crate) const BAKERY: &str = "ร้านเบเกอรี่ฝึกหัด";

/// The owner of the businesses N9000001 and N9000002, who connects one of them.
pub(crate) fn owner_of(support_code: &str) -> Person {
    Person::of_business(support_code)
}
