//! Which ports the practice providers listen on, and which the clients of their registrations do.

use crate::Provider;
use crate::ids::random_bytes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// How far behind a provider's port the redirect address of its client lies.
const REDIRECT_OFFSET: u16 = 10;
/// How far behind it the address lies that a sign-on site calls.
const CALLBACK_OFFSET: u16 = 20;

/// The ports of one provider.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Pair {
    /// Where the provider listens.
    pub(crate) provider: u16,
    /// Where its client waits for the redirect.
    pub(crate) redirect: u16,
    /// Where its client is called by a sign-on site. Ports that were kept before there was one have none.
    #[serde(default)]
    pub(crate) callback: u16,
}

/// The ports of all providers, as they were last used.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Ports(BTreeMap<Provider, Pair>);

impl Ports {
    pub(crate) fn of(&self, provider: Provider) -> Option<Pair> {
        self.0.get(&provider).copied()
    }

    pub(crate) fn set(&mut self, provider: Provider, pair: Pair) {
        self.0.insert(provider, pair);
    }
}

/// A port that could not be had.
#[derive(Debug)]
pub(crate) enum Refused {
    Busy(u16),
    OutOfRange,
    Other(io::Error),
}

/// Listens for a provider: on the port asked for (`first` is the first provider's), else on the one remembered, else on
/// any that is free. A port that is taken is never replaced by another.
pub(crate) async fn listen(
    provider: Provider,
    first: u16,
    remembered: Option<Pair>,
) -> Result<(TcpListener, Pair), Refused> {
    let wanted = match (first, remembered) {
        (0, remembered) => remembered,
        (first, _) => {
            let own = first.checked_add(provider.offset()).ok_or(Refused::OutOfRange)?;
            let redirect = own.checked_add(REDIRECT_OFFSET).ok_or(Refused::OutOfRange)?;
            let callback = own.checked_add(CALLBACK_OFFSET).ok_or(Refused::OutOfRange)?;
            Some(Pair { provider: own, redirect, callback })
        }
    };
    if let Some(pair) = wanted {
        let listener = bind(pair.provider).await?;
        let callback = if pair.callback == 0 { port_of(&bind_any().await?)? } else { pair.callback };
        return Ok((listener, Pair { callback, ..pair }));
    }
    let (listener, redirect, callback) = (bind_any().await?, bind_any().await?, bind_any().await?);
    let pair = Pair { provider: port_of(&listener)?, redirect: port_of(&redirect)?, callback: port_of(&callback)? };
    Ok((listener, pair))
}

/// Listens on any free port, below those that systems give to outgoing connections: a remembered port should be free
/// the next time as well.
async fn bind_any() -> Result<TcpListener, Refused> {
    const LOWEST: u16 = 20_000;
    const COUNT: u16 = 12_000;
    const TRIES: u32 = 64;
    for _ in 0..TRIES {
        let Some(bytes) = random_bytes() else { break };
        match bind(LOWEST + u16::from_le_bytes(bytes) % COUNT).await {
            Err(Refused::Busy(_)) => {}
            outcome => return outcome,
        }
    }
    bind(0).await
}

async fn bind(port: u16) -> Result<TcpListener, Refused> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.map_err(|error| {
        if error.kind() == io::ErrorKind::AddrInUse { Refused::Busy(port) } else { Refused::Other(error) }
    })
}

fn port_of(listener: &TcpListener) -> Result<u16, Refused> {
    listener.local_addr().map(|address| address.port()).map_err(Refused::Other)
}
