//! Starting and stopping the practice providers.

use crate::folder::{self, Folder, FolderError};
use crate::guests;
use crate::http::{Server, serve};
use crate::ports::{self, Refused};
use crate::world::{Memory, World};
use crate::{Dial, Provider, Ready, ids, ready};
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long answers under way may take when the providers are stopped.
const PATIENCE: Duration = Duration::from_secs(1);

/// How to start the practice providers.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port of the first provider, the others follow; 0: the ones remembered in the folder, else any that are free.
    pub port: u16,
    /// Where state, clock and ports are kept between runs; `None`: nowhere.
    pub folder: Option<PathBuf>,
    /// Where tokens and ids start from: the same number gives the same ones. A folder keeps its own.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, folder: None, seed: 1 }
    }
}

/// Why the practice providers do not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program listens on the port that was asked for or remembered.
    #[error("port {port} is used by another program")]
    PortBusy {
        /// The port.
        port: u16,
    },
    /// The ports that follow the one asked for do not exist.
    #[error("the first port must leave room for those of all providers")]
    PortOutOfRange,
    /// Another process hosts the practice providers of this folder; [`hosted_elsewhere`] says where they are.
    #[error("another process hosts the practice providers of this folder")]
    AlreadyHosted,
    /// The folder or a file in it cannot be used.
    #[error("{path}: {source}")]
    Folder {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The kept state cannot be read. It is left as it is.
    #[error("{path} is not a practice state: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The system refused a listener or randomness.
    #[error("the system refused: {0}")]
    System(#[from] io::Error),
}

impl From<FolderError> for StartError {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Stopped => Self::System(io::ErrorKind::NotConnected.into()),
            FolderError::Hosted => Self::AlreadyHosted,
            FolderError::File { path, source } => Self::Folder { path, source },
            FolderError::Damaged { path, reason } => Self::Damaged { path, reason },
        }
    }
}

impl From<Refused> for StartError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Busy(port) => Self::PortBusy { port },
            Refused::OutOfRange => Self::PortOutOfRange,
            Refused::Other(error) => Self::System(error),
        }
    }
}

/// Running practice providers. Dropping the value stops them; [`Sandbox::stop`] also waits until their ports are free.
pub struct Sandbox {
    world: Arc<World>,
    ready: Ready,
    stop: watch::Sender<bool>,
    servers: Vec<JoinHandle<()>>,
    folder: Option<PathBuf>,
}

impl Sandbox {
    /// Starts all practice providers on loopback.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let folder = match &options.folder {
            Some(path) => Some(Folder::host(path).await?),
            None => None,
        };
        let kept = folder.as_ref().map(Folder::read_state).transpose()?.flatten();
        let mut memory = kept.unwrap_or_else(|| Memory::new(options.seed));
        let control = ids::unguessable_path().ok_or_else(|| io::Error::other("no randomness"))?;

        let mut listeners = Vec::new();
        let mut providers = BTreeMap::new();
        for provider in Provider::ALL {
            let (listener, pair) = ports::listen(provider, options.port, memory.ports.of(provider)).await?;
            memory.ports.set(provider, pair);
            let redirect_uri = format!("http://127.0.0.1:{}/callback/{}", pair.redirect, provider.id());
            let client = provider.client(&mut memory);
            client.prefer(&redirect_uri);
            client.is_called_at(&format!("http://127.0.0.1:{}/sso-callback", pair.callback));
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, pair.provider));
            providers.insert(provider, ready::of(provider, &format!("http://{address}"), &mut memory));
            listeners.push((provider, address, listener));
        }
        let first = listeners.first().map(|(_, address, _)| *address).ok_or(StartError::PortOutOfRange)?;
        let ready = Ready { providers, control: format!("http://{first}/{control}") };
        let world = Arc::new(World::open(memory, folder, &ready)?);

        let (stop, stopped) = watch::channel(false);
        let servers = listeners.into_iter().map(|(provider, address, listener)| {
            let control = (address == first).then(|| control.clone());
            serve(Server { provider, address, control, world: Arc::clone(&world) }, listener, stopped.clone())
        });
        Ok(Self { servers: servers.collect(), world, ready, stop, folder: options.folder })
    }

    /// Where the providers are.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Everything the control page can do, without HTTP.
    pub fn dial(&self) -> Dial {
        Dial::new(Arc::clone(&self.world))
    }

    /// Stops the providers and waits until their ports and their folder are free. Guests are waited for, a few seconds at
    /// most.
    pub async fn stop(mut self) {
        // Held until the folder is free: nobody comes in while the door closes.
        let _seen_off = match &self.folder {
            Some(folder) => guests::see_off(folder).await,
            None => None,
        };
        self.stop.send_replace(true);
        for server in std::mem::take(&mut self.servers) {
            let mut server = server;
            if tokio::time::timeout(PATIENCE, &mut server).await.is_err() {
                server.abort();
            }
        }
        self.world.close();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.world.close();
    }
}

/// Where the practice providers of a folder are, if another process hosts them at this moment.
pub fn hosted_elsewhere(folder: &Path) -> Option<Ready> {
    folder::ready_elsewhere(folder)
}

/// How far the practice clock of a folder was moved, in seconds, as another process keeps it there.
pub fn clock_offset_elsewhere(folder: &Path) -> Option<i64> {
    folder::kept_offset(folder)
}
