//! The one door for everything that calls itself a callback.
//!
//! Anyone can send one: a page in a frame, a program on this computer, a link in a mail. So an arrival counts only if
//! its address is well formed, its state is that of a session that waits, and it came by the way that session opened.

use crate::Secret;
use crate::contract::SessionId;
use std::collections::HashSet;
use std::net::SocketAddr;
use url::Url;

/// The scheme of addresses that the system hands to this program.
pub const DEEP_LINK_SCHEME: &str = "linkdesk";

/// The longest callback that is read. Codes and tokens are far shorter.
const MAX_ADDRESS: usize = 8 * 1024;
/// The most parameters that are read.
const MAX_PARAMETERS: usize = 32;

/// A callback and the way it came.
#[derive(Debug)]
pub struct Arrival {
    /// The whole address.
    pub address: Secret,
    /// How it came.
    pub way: Way,
}

/// How a callback came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// A provider window of this session navigated to it.
    Window(SessionId),
    /// A browser asked our listener at this address for it.
    Loopback(SocketAddr),
    /// The system handed it to us.
    DeepLink,
    /// The person pasted it into this session.
    Paste(SessionId),
}

/// What became of an arrival.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Received {
    /// A session took it.
    Taken(SessionId),
    /// It matches nothing, or was delivered before.
    Dropped,
}

/// An address of which the form is sound. Says nothing about whose it is.
pub(crate) struct Address {
    /// Its address without the query.
    pub(crate) place: Url,
    /// Its parameters, each name once.
    pub(crate) parameters: Vec<(String, String)>,
}

impl Address {
    /// Reads an address strictly. `None`: too long, not an address, a user name, a fragment, a parameter given twice.
    ///
    /// A later question mark counts as `&`: a provider that appends `?name=value` to an address with a query writes
    /// one, and inside a value it would be percent-encoded.
    pub(crate) fn read(address: &Secret) -> Option<Self> {
        let text = address.expose(); // parsed into parameters, which never leave this module as text
        // A parser would quietly drop a tab or a line break; whoever sends one means no good.
        if text.len() > MAX_ADDRESS || text.bytes().any(|byte| byte.is_ascii_control() || byte == b' ') {
            return None;
        }
        let mut place = Url::parse(text).ok()?;
        if !place.username().is_empty() || place.password().is_some() || place.fragment().is_some_and(|f| !f.is_empty())
        {
            return None;
        }
        let query = place.query().unwrap_or_default().replace('?', "&");
        let parameters: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().take(MAX_PARAMETERS + 1).collect();
        let names: HashSet<&str> = parameters.iter().map(|(name, _)| name.as_str()).collect();
        if parameters.len() > MAX_PARAMETERS || names.len() != parameters.len() {
            return None;
        }
        place.set_query(None);
        place.set_fragment(None);
        Some(Self { place, parameters })
    }

    /// The state it carries, if any.
    pub(super) fn state(&self) -> Option<&str> {
        self.parameters.iter().find(|(name, _)| name == "state").map(|(_, value)| value.as_str())
    }
}

/// Whether a navigation goes to a redirect address: same origin and path, whatever the query.
pub fn is_return(url: &Url, returns_to: &Url) -> bool {
    url.scheme() == returns_to.scheme()
        && url.host() == returns_to.host()
        && url.port_or_known_default() == returns_to.port_or_known_default()
        && url.path() == returns_to.path()
        && url.username().is_empty()
        && url.password().is_none()
}
