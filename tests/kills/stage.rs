//! One stage of the killing: a deed of the program, at a kind of provider, prepared and performed again and again.

use crate::victim::{self, Blow, Ending, Visitor};
use linkdesk_core::contract::{ConnectionId, EventKind, ProviderId, UnlinkMode};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, practice};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use url::Url;

use ProviderId::{Bankhub, Baokim, Flowaccount, Headline, Its};

/// Seconds a token lives that has to be renewed before it is handed out.
const SHORT_LIFE: i64 = 30;
/// Seconds it lives otherwise.
const USUAL_LIFE: i64 = 3600;
/// A connection is linked anew after so many rotations, so that its whole timeline can be read.
const ROTATIONS: u32 = 20;
/// Seconds between two calls that bankHub allows.
const PACE: i64 = 120;

/// What the program is doing when it dies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Deed {
    /// Opening a data folder for the first time.
    Start,
    /// Linking an account.
    Link(ProviderId),
    /// Linking an account that is linked already: the grant is replaced.
    LinkAgain(ProviderId),
    /// Rotating because it was told to.
    Refresh,
    /// Rotating because the token to be handed out is nearly over.
    Token,
}

/// How a provider takes a refresh token that was used already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Server {
    /// Forgives it for a while.
    Graceful,
    /// Ends everything that came from the same consent.
    Strict,
}

/// What was there before the program started.
pub(crate) struct Before {
    pub(crate) connection: Option<ConnectionId>,
    pub(crate) renewed: usize,
    pub(crate) linked: usize,
    pub(crate) asked: u64,
}

/// A place to kill in.
pub(crate) struct Stage {
    pub(crate) deed: Deed,
    pub(crate) server: Server,
    pub(crate) bench: Workbench,
    visitor: Visitor,
    rotations: u32,
    fresh: TempDir,
    starts: u32,
}

impl Deed {
    /// The provider it is done at.
    pub(crate) const fn provider(self) -> ProviderId {
        match self {
            Self::Link(provider) | Self::LinkAgain(provider) => provider,
            Self::Start | Self::Refresh | Self::Token => Flowaccount,
        }
    }

    /// The endpoint that gives the tokens.
    pub(crate) const fn endpoint(self) -> &'static str {
        match self {
            Self::Refresh | Self::Token => "token.refresh",
            Self::Link(Bankhub) | Self::LinkAgain(Bankhub) => "grant.exchange",
            Self::Link(Its) | Self::LinkAgain(Its) => "shop.authorize.known",
            Self::Link(Baokim) | Self::LinkAgain(Baokim) => "user.login",
            Self::Link(Headline) | Self::LinkAgain(Headline) => "auth2.token",
            Self::Start | Self::Link(Flowaccount) | Self::LinkAgain(Flowaccount) => "token.code",
        }
    }

    const fn links(self) -> bool {
        matches!(self, Self::Link(_) | Self::LinkAgain(_))
    }
}

impl Stage {
    pub(crate) async fn new(deed: Deed, server: Server) -> Self {
        let bench = Workbench::new().await;
        let (switch, value) = match server {
            Server::Graceful => ("grace_seconds", Value::from(60)),
            Server::Strict => ("reuse_revokes_family", Value::from(true)),
        };
        bench.dial.set_switch(practice(Flowaccount), switch, value).expect("a switch");
        let returns_to = returns_to(&bench.registration(deed.provider()));
        let visitor = Visitor { person: person(deed.provider()), returns_to };
        let fresh = TempDir::new().expect("a folder for fresh homes");
        Self { deed, server, bench, visitor, rotations: 0, fresh, starts: 0 }
    }

    /// Makes everything ready for the deed, and closes our own desk: the program is alone with the store.
    pub(crate) async fn prepare(&mut self) -> Before {
        self.starts += 1;
        self.bench.dial.reset_clock().expect("the clock moves");
        self.bench.clock.shift_to(0);
        let connection = match self.deed {
            Deed::Start => None,
            Deed::Link(_) => {
                self.forget_all().await;
                None
            }
            Deed::LinkAgain(_) | Deed::Refresh | Deed::Token => Some(self.good_connection().await),
        };
        if self.deed == Deed::Token {
            let id = connection.expect("it is linked above");
            self.set_life(SHORT_LIFE);
            self.bench.desk.refresh(id).await.expect("a live grant is renewed");
            self.set_life(USUAL_LIFE);
        }
        let before = Before {
            connection,
            renewed: self.events(connection, EventKind::Renewed).await,
            linked: self.events(connection, EventKind::LinkedAgain).await,
            asked: self.asked(),
        };
        self.bench.desk.close().await;
        before
    }

    /// Lets the program do it.
    pub(crate) async fn perform(&self, before: &Before, blow: &Blow) -> Ending {
        let (home, arguments) = self.command(before);
        victim::run(&home, &words(&arguments), blow, self.deed.links().then_some(&self.visitor)).await
    }

    /// Lets the program do it unharmed, and counts the calls it makes.
    pub(crate) async fn rehearse(&self, before: &Before) -> std::collections::BTreeMap<String, u32> {
        let (home, arguments) = self.command(before);
        victim::count_calls(&home, &words(&arguments), self.deed.links().then_some(&self.visitor)).await
    }

    /// The data folder of the deed.
    pub(crate) fn home(&self) -> PathBuf {
        match self.deed {
            Deed::Start => self.fresh.path().join(self.starts.to_string()),
            _ => self.bench.home().to_owned(),
        }
    }

    /// Runs another command on the data folder, unharmed.
    pub(crate) async fn ask(&self, arguments: &[&str]) -> Ending {
        victim::run(&self.home(), arguments, &Blow::None, None).await
    }

    /// Lets a moment pass, for bankHub and for our own desk: it is asked once a minute at most.
    pub(crate) fn wait_for_its_turn(&self) {
        if self.deed.provider() == Bankhub {
            self.bench.dial.advance_clock(PACE).expect("the clock moves");
            self.bench.clock.shift_to(PACE);
        }
    }

    /// How often the endpoint that gives tokens was asked.
    pub(crate) fn asked(&self) -> u64 {
        self.bench.asked(self.deed.provider(), self.deed.endpoint())
    }

    /// How often something happened to a connection, as it stands on disk.
    pub(crate) async fn events(&self, connection: Option<ConnectionId>, kind: EventKind) -> usize {
        let Some(id) = connection else { return 0 };
        let timeline = self.bench.desk.timeline(id).await.expect("the timeline opens");
        timeline.iter().filter(|entry| entry.kind == kind).count()
    }

    /// Forgets every connection, here only.
    pub(crate) async fn forget_all(&self) {
        for connection in self.bench.desk.connections().await.expect("the list opens") {
            self.bench.desk.unlink(connection.id, UnlinkMode::Local).await.expect("it is forgotten");
        }
    }

    fn command(&self, before: &Before) -> (PathBuf, Vec<String>) {
        let id = before.connection.map(|id| id.to_string()).unwrap_or_default();
        let arguments = match self.deed {
            Deed::Start => vec!["connections".to_owned()],
            Deed::Link(provider) | Deed::LinkAgain(provider) => {
                ["link", provider.as_str(), "--route", "paste", "--yes"].map(str::to_owned).to_vec()
            }
            Deed::Refresh => vec!["refresh".to_owned(), id],
            Deed::Token => vec!["token".to_owned(), id],
        };
        (self.home(), arguments)
    }

    async fn good_connection(&mut self) -> ConnectionId {
        let listed = self.bench.desk.connections().await.expect("the list opens");
        self.rotations += 1;
        if let [only] = listed.as_slice()
            && only.grant == linkdesk_core::contract::GrantStatus::Good
            && !self.rotations.is_multiple_of(ROTATIONS)
        {
            return only.id;
        }
        self.forget_all().await;
        let provider = self.deed.provider();
        let id = self.bench.link(provider, &person(provider)).await;
        self.bench.settled(id).await;
        id
    }

    fn set_life(&self, seconds: i64) {
        self.bench.dial.set_switch(practice(Flowaccount), "access_ttl", seconds).expect("a switch");
    }
}

fn person(provider: ProviderId) -> Person {
    match provider {
        Bankhub => Person::at_the_bank(),
        Flowaccount => Person::of_business("N9000001"),
        Its => Person::of_shop("1000000000000000001"),
        Headline => Person::of_headline("sample@practice.test"),
        Baokim => unreachable!("no page of Bảo Kim's is opened"),
    }
}

fn words(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

/// The redirect address in a registration file.
fn returns_to(registration: &str) -> Url {
    let line = registration.lines().find_map(|line| line.strip_prefix("redirect_uri = "));
    let address = line.map(|text| text.trim_matches('"')).expect("a registration has one");
    Url::parse(address).expect("an address")
}

/// Whether nothing of a fresh home was made yet.
pub(crate) fn untouched(home: &Path) -> bool {
    !home.join("store.db").exists()
}
