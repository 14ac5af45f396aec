//! The port through which provider pages are opened: windows for the shell, a printed line for the command line.

use crate::contract::{ConnectionId, Problem, ProviderId, Route, SessionId};
use crate::provider::WayBack;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use url::{Host, Url};

/// The address of a provider's page. It carries the session's state, so it prints its origin only.
#[derive(Clone)]
pub struct PageAddress(Url);

impl PageAddress {
    /// Wraps an address.
    pub const fn new(url: Url) -> Self {
        Self(url)
    }

    /// The address itself, to be opened or shown to the person whose session it is.
    pub const fn expose(&self) -> &Url {
        &self.0
    }
}

impl std::fmt::Debug for PageAddress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.origin().ascii_serialization())
    }
}

/// A page to be opened.
#[derive(Clone, Debug)]
pub struct PageToOpen {
    /// The session it belongs to.
    pub session: SessionId,
    /// The provider.
    pub provider: ProviderId,
    /// The provider's name.
    pub provider_name: &'static str,
    /// How to open it.
    pub route: Route,
    /// Its address.
    pub address: PageAddress,
    /// A navigation to this origin and path is the callback.
    pub returns_to: Url,
    /// Hosts the page may go to, frames included.
    pub hosts: Vec<HostRule>,
    /// Under which name the window may find what earlier pages of this customer left behind, and leaves it; `None`: it
    /// begins empty and nothing of it is kept.
    pub kept: Option<KeptSignIn>,
    /// Whether it is a practice provider's.
    pub practice: bool,
}

/// The name of a sign-in that is kept for one customer's accounts with one provider, within one run. No two are alike
/// in a process, and none outlives it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct KeptSignIn(u64);

impl KeptSignIn {
    /// One that was never given out before.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// A page of the provider's own for a linked account, to be opened once.
#[derive(Clone, Debug)]
pub struct PageToVisit {
    /// The session that asked for it.
    pub session: SessionId,
    /// Whose page it is. A page that is open for it already gives way.
    pub connection: ConnectionId,
    /// What the page is called.
    pub page: &'static str,
    /// The provider's name.
    pub provider_name: &'static str,
    /// How to open it.
    pub route: Route,
    /// Its address. Carries a one-time token, if it signs somebody in.
    pub address: PageAddress,
    /// Whether whoever opens its address is signed in.
    pub signs_in: bool,
    /// Hosts the page may go to.
    pub hosts: Vec<HostRule>,
    /// How it leads back; `None`: nothing comes back. A window hands a navigation to its end to
    /// [`crate::Desk::resume`], and goes on from there.
    pub back: Option<WayBack>,
    /// Whether the provider's document has it framed.
    pub framed: bool,
    /// The person's language, as a BCP 47 tag.
    pub language: Option<String>,
    /// How long its token is taken to open it, from now on.
    pub opens_within: Duration,
    /// Whether it is a practice provider's.
    pub practice: bool,
}

/// A path that nobody guesses, for a page of ours that is shown once: 256 bit.
pub fn single_use_path() -> String {
    crate::random::token().expose().to_owned() // names a page, and opens nothing else
}

/// Opens and closes provider pages.
pub trait Pages: Send + Sync {
    /// Opens a page. Returns at once; what comes back enters through [`crate::Desk::resume`].
    fn open(&self, page: PageToOpen) -> Result<(), Problem>;

    /// Opens the provider's own page for a linked account. It stays until the person closes it.
    fn visit(&self, page: PageToVisit) -> Result<(), Problem>;

    /// How this program opens a page that nobody chose a route for.
    fn usual_route(&self) -> Route;

    /// Whether its windows can stay signed in for what follows, each customer apart from the others. By itself nothing
    /// can.
    fn keeps_sign_ins(&self) -> bool {
        false
    }

    /// Destroys what the pages of a kept sign-in left behind. Harmless when nothing is there.
    fn forget_sign_in(&self, _kept: KeptSignIn) {}

    /// Closes whatever was opened for this session. Harmless when nothing is open.
    fn close(&self, session: SessionId);
}

/// A place a provider's page may go to. Compared on parsed addresses, never on text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HostRule {
    /// Exactly this origin.
    Exact {
        /// `https`, or `http` on this computer.
        scheme: String,
        /// The host as the URL standard writes it.
        host: String,
        /// The port, the scheme's usual one included.
        port: u16,
    },
    /// This domain and every one below it, over https on the usual port.
    DomainAndBelow(String),
}

impl HostRule {
    /// The rule that allows exactly the origin of an address.
    pub fn origin_of(url: &Url) -> Self {
        Self::Exact {
            scheme: url.scheme().to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
            port: url.port_or_known_default().unwrap_or_default(),
        }
    }

    /// Whether a page may go there. Addresses with a user name are never allowed: they only pretend to be a host.
    pub fn allows(&self, url: &Url) -> bool {
        if !url.username().is_empty() || url.password().is_some() {
            return false;
        }
        match self {
            Self::Exact { .. } => Self::origin_of(url) == *self,
            Self::DomainAndBelow(domain) => {
                let Some(Host::Domain(host)) = url.host() else { return false };
                let below =
                    host.strip_suffix(domain.as_str()).is_some_and(|head| head.is_empty() || head.ends_with('.'));
                below && url.scheme() == "https" && url.port_or_known_default() == Some(443)
            }
        }
    }
}
