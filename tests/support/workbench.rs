//! A desk on a fresh data folder, with a real keychain, practice providers, and a person at the pages.

use crate::person::Person;
use crate::settling::settle_at_the_end;
use linkdesk_core::contract::{
    ConnectionId, LinkRequest, Problem, ProviderId, Purpose, Route, SaveRegistration, SessionId, SessionView,
};
use linkdesk_core::link::{Arrival, KeptSignIn, PageToOpen, PageToVisit, Pages, Received, Way};
use linkdesk_core::vault::KeychainThread;
use linkdesk_core::{Clock, Desk, DeskOptions, Secret};
use linkdesk_sandbox::{Dial, Options, Provider, Sandbox};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;
use tempfile::TempDir;
use url::Url;

/// How long the keychain of the tests may take.
const KEYCHAIN: Duration = Duration::from_secs(20);

/// Notes the pages that were opened and closed. A window tells the desk that it was closed, whoever closed it.
#[derive(Default)]
pub struct NotedPages {
    desk: Mutex<Weak<Desk>>,
    opened: Mutex<Vec<PageToOpen>>,
    visited: Mutex<Vec<PageToVisit>>,
    closed: Mutex<BTreeSet<SessionId>>,
    forgotten: Mutex<Vec<KeptSignIn>>,
}

impl NotedPages {
    fn opened_for(&self, session: SessionId) -> Option<PageToOpen> {
        let opened = self.opened.lock().expect("no test panics while it notes");
        opened.iter().rev().find(|page| page.session == session).cloned()
    }
}

impl Pages for NotedPages {
    fn open(&self, page: PageToOpen) -> Result<(), Problem> {
        self.opened.lock().expect("no test panics while it notes").push(page);
        Ok(())
    }

    fn visit(&self, page: PageToVisit) -> Result<(), Problem> {
        self.visited.lock().expect("no test panics while it notes").push(page);
        Ok(())
    }

    fn usual_route(&self) -> Route {
        Route::Window
    }

    fn keeps_sign_ins(&self) -> bool {
        true
    }

    fn forget_sign_in(&self, kept: KeptSignIn) {
        self.forgotten.lock().expect("no test panics while it notes").push(kept);
    }

    fn close(&self, session: SessionId) {
        self.closed.lock().expect("no test panics while it notes").insert(session);
        if let Some(desk) = self.desk.lock().expect("no test panics while it notes").upgrade() {
            desk.window_closed(session);
        }
    }
}

/// Everything a story needs.
pub struct Workbench {
    /// The desk.
    pub desk: Arc<Desk>,
    /// The practice providers' dial.
    pub dial: Dial,
    /// The practice providers.
    pub sandbox: Sandbox,
    /// The desk's clock.
    pub clock: Clock,
    /// The pages the desk opened.
    pub pages: Arc<NotedPages>,
    home: TempDir,
}

impl Workbench {
    /// A fresh one, with both registrations set.
    pub async fn new() -> Self {
        let home = TempDir::new().expect("a folder for the test");
        let sandbox = Sandbox::start(Options::default()).await.expect("practice providers start");
        let pages = Arc::<NotedPages>::default();
        let clock = Clock::default();
        let desk = open(home.path(), &pages, &clock).await.expect("a fresh store opens");
        settle_at_the_end();
        let bench = Self { desk, dial: sandbox.dial(), sandbox, clock, pages, home };
        for provider in ProviderId::ALL {
            bench.register(provider, &bench.registration(provider)).await.expect("the practice registration is sound");
        }
        bench
    }

    /// The data folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The registration file of a practice provider.
    pub fn registration(&self, provider: ProviderId) -> String {
        self.sandbox.ready().providers[&practice(provider)].registration_toml.clone()
    }

    /// Sets a registration by its file, in place of the one that is there.
    pub async fn register(&self, provider: ProviderId, toml: &str) -> Result<(), Problem> {
        let toml = Secret::from(toml);
        let request = SaveRegistration { provider, name: "default".to_owned(), toml, replace: true };
        self.desk.save_registration(request).await.map(drop)
    }

    /// Whether this text stands in any file of the data folder.
    pub fn is_stored(&self, text: &str) -> bool {
        let files = std::fs::read_dir(self.home()).expect("the folder").flatten();
        let mut bytes = files.map(|file| std::fs::read(file.path()).unwrap_or_default());
        bytes.any(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes()))
    }

    /// Closes the desk and opens the same folder again, as after a restart.
    pub async fn restart(&mut self) {
        self.desk.close().await;
        self.desk = open(self.home.path(), &self.pages, &self.clock).await.expect("the store opens again");
    }

    /// A second desk on the same folder, as another process has it.
    pub async fn another_desk(&self) -> Arc<Desk> {
        open(self.home.path(), &self.pages, &self.clock).await.expect("two may have it open")
    }

    /// What the other desk of a story sees: how often an endpoint was asked.
    pub fn asked(&self, provider: ProviderId, endpoint: &str) -> u64 {
        self.dial.counters(practice(provider)).get(endpoint).copied().unwrap_or(0)
    }

    /// Begins a session and waits until its page is open.
    pub async fn begin(&self, request: LinkRequest) -> (SessionId, PageToOpen) {
        let session = self.desk.link(request).await.expect("a session begins");
        (session.id, self.page_of(session.id).await)
    }

    /// The page that was opened for a session.
    pub async fn page_of(&self, session: SessionId) -> PageToOpen {
        for _ in 0..500 {
            if let Some(page) = self.pages.opened_for(session) {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no page was opened: {:?}", self.desk.session(session));
    }

    /// The pages of providers that were opened for linked accounts, in their order.
    pub fn visited(&self) -> Vec<PageToVisit> {
        self.pages.visited.lock().expect("no test panics while it notes").clone()
    }

    /// Whether the page of a session was closed again.
    pub fn closed(&self, session: SessionId) -> bool {
        self.pages.closed.lock().expect("no test panics while it notes").contains(&session)
    }

    /// The kept sign-ins that were destroyed, in their order.
    pub fn forgotten(&self) -> Vec<KeptSignIn> {
        self.pages.forgotten.lock().expect("no test panics while it notes").clone()
    }

    /// Hands a callback in by the session's window.
    pub async fn arrive(&self, session: SessionId, callback: &str) -> Received {
        self.desk.resume(Arrival { address: Secret::from(callback), way: Way::Window(session) }).await
    }

    /// A whole session, in the window, to its end or to a question.
    pub async fn go_through(&self, request: LinkRequest, person: &Person) -> SessionView {
        let (session, page) = self.begin(request).await;
        let callback = person.walk(page.address.expose(), &page.returns_to).await;
        assert_eq!(self.arrive(session, callback.as_str()).await, Received::Taken(session), "the callback is ours");
        self.desk.finished(session).await.expect("the session is remembered")
    }

    /// Links an account and gives its connection.
    pub async fn link(&self, provider: ProviderId, person: &Person) -> ConnectionId {
        let view = self.go_through(link(provider), person).await;
        view.connection.unwrap_or_else(|| panic!("not linked: {view:?}"))
    }

    /// Waits for background reading of accounts.
    pub async fn settled(&self, id: ConnectionId) {
        for _ in 0..500 {
            let detail = self.desk.connection(id).await.expect("it is there");
            if !detail.accounts.is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("its accounts were never read: {:?}", self.desk.timeline(id).await);
    }
}

async fn open(home: &Path, pages: &Arc<NotedPages>, clock: &Clock) -> Result<Arc<Desk>, Problem> {
    let desk = Desk::open(DeskOptions {
        home: home.to_owned(),
        practice: false,
        keychain: KeychainThread::system(),
        keychain_patience: KEYCHAIN,
        pages: pages.clone(),
        clock: clock.clone(),
    })
    .await?;
    *pages.desk.lock().expect("no test panics while it notes") = Arc::downgrade(&desk);
    Ok(desk)
}

/// The practice provider of a provider.
pub fn practice(provider: ProviderId) -> Provider {
    Provider::from_id(provider.as_str()).expect("every provider has its practice")
}

/// A request to link, in the window.
pub fn link(provider: ProviderId) -> LinkRequest {
    LinkRequest {
        provider,
        registration: None,
        purpose: Purpose::Link,
        route: Route::Window,
        label: None,
        customer: None,
        expect: None,
        confirmed: false,
        share: None,
        language: None,
        awaited: None,
    }
}

/// A request to reconnect, in the window.
pub fn reconnect(provider: ProviderId, connection: ConnectionId) -> LinkRequest {
    LinkRequest { purpose: Purpose::Reconnect { connection }, ..link(provider) }
}

/// An address with one parameter changed or added; `None` takes it out.
pub fn with_parameter(address: &Url, name: &str, value: Option<&str>) -> Url {
    let kept: Vec<(String, String)> = address.query_pairs().into_owned().filter(|(key, _)| key != name).collect();
    let mut changed = address.clone();
    changed.query_pairs_mut().clear().extend_pairs(kept).extend_pairs(value.map(|value| (name, value)));
    changed
}
