//! The condition of a data folder and of the store's file, looked at without changing anything.

use super::Store;
use super::error::StoreError;
use super::schema;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// How a data folder is found before anything opens it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct FolderCondition {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is there.
    pub exists: bool,
    /// Whether a store lies in it.
    pub has_store: bool,
    /// Whether it belongs to somebody else, or is no folder.
    pub not_ours: bool,
    /// How many of it and its own files others can enter, read or change.
    pub open_to_others: u32,
    /// How many locks some process holds.
    pub held_locks: u32,
    /// How many stores were set aside.
    pub set_aside: u32,
    /// Free bytes on its disk; `None`: the system does not say.
    pub free_bytes: Option<u64>,
}

/// Looks at a data folder. Nothing is made, opened to write, or tightened.
pub fn look_at(path: &Path) -> FolderCondition {
    let mut found =
        FolderCondition { path: path.to_owned(), free_bytes: free_bytes(path), ..FolderCondition::default() };
    // A link to a folder of ours is followed when it is opened, so here too.
    let Ok(metadata) = fs::metadata(path) else { return found };
    found.exists = true;
    found.not_ours = !metadata.is_dir() || !is_ours(&metadata);
    found.open_to_others = u32::from(is_open(&metadata));
    for (name, file) in entries(path) {
        let ours = name.starts_with("store.") || name.starts_with("aside-");
        let Ok(metadata) = file.symlink_metadata() else { continue };
        found.has_store |= name == "store.db";
        found.open_to_others += u32::from(ours && metadata.is_file() && is_open(&metadata));
        found.set_aside += u32::from(name.starts_with("aside-") && has_ending(&file, "db"));
        found.held_locks += u32::from(name == "store.lock" && is_held(&file));
    }
    let locks = entries(&path.join("locks"));
    let held = locks.filter(|(_, file)| has_ending(file, "lock") && is_held(file)).count();
    found.held_locks = found.held_locks.saturating_add(u32::try_from(held).unwrap_or(u32::MAX));
    found
}

fn entries(folder: &Path) -> impl Iterator<Item = (String, std::path::PathBuf)> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
}

fn has_ending(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

/// Whether a process holds the lock of a file. It is held for a moment to see; whoever waits for it tries again.
fn is_held(file: &Path) -> bool {
    if !file.symlink_metadata().is_ok_and(|found| found.is_file()) {
        return false;
    }
    File::open(file).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

#[cfg(unix)]
fn is_ours(found: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(found) == rustix::process::geteuid().as_raw()
}

#[cfg(unix)]
fn is_open(found: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(found) & 0o077 != 0
}

#[cfg(unix)]
fn free_bytes(path: &Path) -> Option<u64> {
    // A folder that is not there yet is made on the disk of the nearest one that is.
    let there = path.ancestors().find(|folder| folder.exists())?;
    let disk = rustix::fs::statvfs(there).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

#[cfg(not(unix))]
fn is_ours(_: &fs::Metadata) -> bool {
    true
}

/// Elsewhere a user's data folder inherits rights that keep other users out.
#[cfg(not(unix))]
fn is_open(_: &fs::Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

impl Store {
    /// Reads every page and gives the version of the tables. A page whose seal is broken is [`StoreError::Damaged`].
    pub async fn examine(&self) -> Result<i64, StoreError> {
        for pragma in ["PRAGMA cipher_integrity_check", "PRAGMA quick_check(1)"] {
            let said: Vec<String> = sqlx::query_scalar(pragma).fetch_all(self.database.pool()).await?;
            if said.iter().any(|line| line != "ok") {
                return Err(StoreError::Damaged);
            }
        }
        schema::version(&self.database).await
    }
}
