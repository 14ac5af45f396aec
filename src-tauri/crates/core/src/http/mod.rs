//! The way out: one HTTP client with rules that hold for every provider.
//!
//! It follows no redirect (a token endpoint's 307 would hand the refresh token to a stranger), stops after a total
//! deadline, reads at most a mebibyte, sends nothing in the clear except to this computer, and says of every failure
//! whether anything can have reached the provider.

mod call;
mod clocks;
mod failure;
pub(crate) mod local_server;
pub(crate) mod network;
mod reply;

pub use call::{Call, Part, PartContent};
pub use failure::{Failure, Sent};
pub use reply::Reply;

use crate::Clock;
use clocks::Clocks;
use std::sync::OnceLock;
use std::time::Duration;
use time::OffsetDateTime;
use url::{Host, Url};

/// How long a whole exchange may take.
pub const DEADLINE: Duration = Duration::from_secs(30);
/// How long reaching the host may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How much of an answer is read.
pub const MAX_BODY: usize = 1024 * 1024;

/// The client. Building it reads the system's certificates, so it is built at the first call, not at start.
#[derive(Debug)]
pub struct Http {
    clock: Clock,
    remote: OnceLock<reqwest::Client>,
    loopback: OnceLock<reqwest::Client>,
    clocks: Clocks,
}

impl Http {
    /// A client that stamps replies with this clock.
    pub fn new(clock: Clock) -> Self {
        Self { clock, remote: OnceLock::new(), loopback: OnceLock::new(), clocks: Clocks::default() }
    }

    /// What its clock says, for calls that carry their time.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// How far everybody who answered is ahead of this computer's clock; `None`: it is right, or nobody was asked yet.
    pub(crate) fn clock_is_behind(&self) -> Option<time::Duration> {
        self.clocks.ahead()
    }

    /// Sends a call and reads the whole reply. Any status is a reply; only a missing one is a failure.
    pub async fn send(&self, call: Call) -> Result<Reply, Failure> {
        let Some(client) = self.client_for(&call.url) else {
            return Err(Failure::NotAllowed);
        };
        let request = call.into_request(client).map_err(|()| Failure::NotAllowed)?;
        let exchange = tokio::time::timeout(DEADLINE, self.exchange(client, request));
        exchange.await.unwrap_or(Err(Failure::TimedOut(Sent::Perhaps)))
    }

    async fn exchange(&self, client: &reqwest::Client, request: reqwest::Request) -> Result<Reply, Failure> {
        // Two providers of practice are on one computer: the port tells them apart.
        let host = request.url().host_str().map(|host| format!("{host}:{:?}", request.url().port()));
        let mut response = client.execute(request).await.map_err(|error| Failure::from_client(&error))?;
        let status = response.status().as_u16();
        let headers = std::mem::take(response.headers_mut());
        let mut body = zeroize::Zeroizing::new(Vec::new());
        while let Some(chunk) = response.chunk().await.map_err(|_| Failure::Lost)? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let reply = Reply::new(status, headers, body, self.clock.now());
        if let (Some(ahead), Some(host)) = (reply.ahead(), host) {
            self.clocks.note(&host, ahead);
        }
        Ok(reply)
    }

    /// https for the world, http only for this computer; anything else has no client.
    fn client_for(&self, url: &Url) -> Option<&reqwest::Client> {
        match (url.scheme(), is_loopback(url)) {
            // A proxy of the system is for the network, not for this computer.
            ("http" | "https", true) => {
                Some(self.loopback.get_or_init(|| build(reqwest::Client::builder().no_proxy())))
            }
            ("https", false) => Some(self.remote.get_or_init(|| build(reqwest::Client::builder().https_only(true)))),
            _ => None,
        }
    }
}

fn build(builder: reqwest::ClientBuilder) -> reqwest::Client {
    // The first caller installs the crypto provider; a second attempt is refused and that is fine.
    drop(rustls::crypto::ring::default_provider().install_default());
    builder
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT)
        .timeout(DEADLINE)
        // A pooled connection that the other side has closed makes a request fail after it was sent.
        .pool_idle_timeout(Duration::from_secs(5))
        .retry(reqwest::retry::never())
        .user_agent(concat!("Linkdesk/", env!("CARGO_PKG_VERSION")))
        .build()
        .expect("a client with fixed settings and the system's certificates can be built")
}

/// Whether an address names this computer by its loopback address or `localhost`.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
