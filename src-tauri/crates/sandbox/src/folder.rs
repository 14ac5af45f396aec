//! The folder that keeps the practice providers between runs. One process at a time may host it.

use crate::Ready;
use crate::world::Memory;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    #[error("the practice providers were stopped")]
    Stopped,
    #[error("another process hosts the practice providers of this folder")]
    Hosted,
    #[error("{path}: {source}")]
    File { path: PathBuf, source: io::Error },
    #[error("{path} is not a practice state: {reason}")]
    Damaged { path: PathBuf, reason: String },
}

impl FolderError {
    pub(crate) fn damaged(path: PathBuf, error: &serde_json::Error) -> Self {
        Self::Damaged { path, reason: format!("{:?} in line {}", error.classify(), error.line()) }
    }
}

/// A folder this process hosts, until the value is dropped.
pub(crate) struct Folder {
    path: PathBuf,
    /// Held, not read: the kernel lets go of the lock when the process ends, however it ends.
    _lock: File,
}

impl Folder {
    /// Takes the folder, making it if it is not there. Somebody who only looks holds the lock for a moment, so this
    /// asks a few times.
    pub(crate) async fn host(path: &Path) -> Result<Self, FolderError> {
        const TRIES: u32 = 10;
        make_private_folder(path).map_err(|source| FolderError::File { path: path.to_owned(), source })?;
        let lock_path = lock_file(path);
        let lock = open_lock(&lock_path).map_err(|source| FolderError::File { path: lock_path.clone(), source })?;
        for _ in 0..TRIES {
            match lock.try_lock() {
                Ok(()) => {
                    let folder = Self { path: path.to_owned(), _lock: lock };
                    folder.forget_ready();
                    return Ok(folder);
                }
                Err(TryLockError::WouldBlock) => tokio::time::sleep(Duration::from_millis(20)).await,
                Err(TryLockError::Error(source)) => return Err(FolderError::File { path: lock_path, source }),
            }
        }
        Err(FolderError::Hosted)
    }

    pub(crate) fn state_file(&self) -> PathBuf {
        state_file(&self.path)
    }

    /// What was kept, if anything was.
    pub(crate) fn read_state(&self) -> Result<Option<Memory>, FolderError> {
        let path = self.state_file();
        match fs::read(&path) {
            Ok(state) => Memory::read(&state).map(Some).map_err(|error| FolderError::damaged(path, &error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(FolderError::File { path, source }),
        }
    }

    pub(crate) fn write_state(&self, state: &[u8]) -> Result<(), FolderError> {
        self.replace(&self.state_file(), state)
    }

    /// Tells other processes where the providers are.
    pub(crate) fn write_ready(&self, ready: &Ready) -> Result<(), FolderError> {
        let path = ready_file(&self.path);
        let line = serde_json::to_vec(ready).map_err(|error| FolderError::damaged(path.clone(), &error))?;
        self.replace(&path, &line)
    }

    /// Takes that back. A file left by a process that was killed does no harm: it counts only while the lock is held.
    pub(crate) fn forget_ready(&self) {
        let _ = fs::remove_file(ready_file(&self.path));
    }

    /// Writes a new file beside the old one and puts it in its place, so that a crash leaves the one or the other.
    fn replace(&self, path: &Path, content: &[u8]) -> Result<(), FolderError> {
        let fresh = path.with_extension("new");
        let write = || {
            match fs::remove_file(&fresh) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut file = private_options().create_new(true).open(&fresh)?;
            file.write_all(content)?;
            file.sync_all()?;
            fs::rename(&fresh, path)?;
            sync_folder(&self.path)
        };
        write().map_err(|source| FolderError::File { path: path.to_owned(), source })
    }
}

/// Where the providers of a folder are, if another process hosts it at this moment.
pub(crate) fn ready_elsewhere(path: &Path) -> Option<Ready> {
    let lock = File::open(lock_file(path)).ok()?;
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => serde_json::from_slice(&fs::read(ready_file(path)).ok()?).ok(),
        _ => None,
    }
}

/// How far the practice clock kept in a folder was moved, in seconds; `None`: nothing is kept there.
pub(crate) fn kept_offset(path: &Path) -> Option<i64> {
    let memory = Memory::read(&fs::read(state_file(path)).ok()?).ok()?;
    Some(memory.clock.offset_seconds())
}

fn state_file(folder: &Path) -> PathBuf {
    folder.join("providers.json")
}

fn lock_file(folder: &Path) -> PathBuf {
    folder.join("providers.lock")
}

/// Locked by whoever uses what another process hosts.
pub(crate) fn guests_file(folder: &Path) -> PathBuf {
    folder.join("guests.lock")
}

fn ready_file(folder: &Path) -> PathBuf {
    folder.join("ready.json")
}

pub(crate) fn open_lock(path: &Path) -> io::Result<File> {
    private_options().create(true).truncate(false).open(path)
}

fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes the new name durable. Windows has no such call, and orders it itself.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
