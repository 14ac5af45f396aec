//! Opening a store, making the first one, setting one aside, erasing everything.

use super::Store;
use super::database::Database;
use super::error::{FolderError, OpenError, StoreError};
use super::file_lock::{FileLock, hold};
use super::folder::{Folder, journal_of};
use super::{ownership, schema};
use crate::vault::{KeychainError, KeychainThread, RootKey, Vault};
use std::fs::TryLockError;
use std::path::PathBuf;
use std::time::Duration;

/// How long another process may take to make the store, over and above the keychain's patience.
const MAKING: Duration = Duration::from_secs(10);
/// How long the keychain may take to forget a key.
const FORGETTING: Duration = Duration::from_secs(60);

/// A store and the vault that opens what is sealed in it.
pub struct Opened {
    /// The facts.
    pub store: Store,
    /// The secrets.
    pub vault: Vault,
}

/// Opens the store of a folder, making it when there is none.
///
/// `patience` is how long the keychain may take. When that runs out this gives [`KeychainError::Slow`]; called again it
/// goes on waiting for the same answer. A store whose key is gone stays as it is: it never gets another one.
pub async fn open(folder: &Folder, keychain: &KeychainThread, patience: Duration) -> Result<Opened, OpenError> {
    if !folder.has_store()? {
        let _held = lock(folder, patience.saturating_add(MAKING)).await?;
        if !folder.has_store()? {
            make(folder, keychain, patience).await?;
        }
    }
    let entry = folder.key_entry()?.ok_or(OpenError::KeyGone { entry: None })?;
    let Some(root) = RootKey::read(keychain, &entry, patience).await? else {
        return Err(OpenError::KeyGone { entry: Some(entry) });
    };
    let database = Database::open(&folder.database(), &root).await?;
    let brought = bring_up_to_date(&database).await;
    let database = database.or_closed(brought).await?;
    Ok(Opened { store: Store { database }, vault: Vault::new(&root) })
}

/// An empty file is no store of ours: one gets its name only when it has its tables.
async fn bring_up_to_date(database: &Database) -> Result<(), StoreError> {
    if schema::version(database).await? == 0 {
        return Err(StoreError::Damaged);
    }
    schema::bring_up_to_date(database).await
}

async fn lock(folder: &Folder, patience: Duration) -> Result<FileLock, FolderError> {
    hold(folder.store_lock()?, patience).await
}

/// Makes the first store. The key is in the keychain, and was read back, before anything depends on it; the file gets
/// its name when it is complete.
async fn make(folder: &Folder, keychain: &KeychainThread, patience: Duration) -> Result<(), OpenError> {
    let root = first_key(folder, keychain, patience).await?;
    let unfinished = folder.unfinished_database();
    ownership::remove(&journal_of(&unfinished))?;
    drop(ownership::new_file(&unfinished)?);
    let database = Database::open(&unfinished, &root).await?;
    let made = schema::bring_up_to_date(&database).await;
    database.close().await;
    made?;
    Ok(ownership::rename(&unfinished, &folder.database())?)
}

/// The key of a store to be made: the one of an earlier try, else a new one.
async fn first_key(folder: &Folder, keychain: &KeychainThread, patience: Duration) -> Result<RootKey, OpenError> {
    let entry = match folder.key_entry()? {
        Some(entry) => entry,
        None => uuid::Uuid::new_v4().to_string(),
    };
    if let Some(root) = RootKey::read(keychain, &entry, patience).await? {
        return Ok(root);
    }
    // Before the key: an entry that nobody can name would stay in the keychain for ever.
    folder.keep_key_entry(&entry)?;
    let root = RootKey::new();
    root.keep(keychain, &entry, patience).await?;
    Ok(root)
}

/// Gives a store another name, so that a new one can begin. Nothing is deleted, and its key stays in the keychain.
/// Gives the new name.
pub fn set_aside(folder: &Folder) -> Result<PathBuf, FolderError> {
    let file = folder.store_lock()?;
    match file.try_lock() {
        Ok(()) => folder.rename_store(),
        Err(TryLockError::WouldBlock) => Err(FolderError::Busy),
        Err(TryLockError::Error(error)) => Err(FolderError::at(folder.path(), &error)),
    }
}

/// Removes everything: the store, stores set aside, and their keys.
///
/// The files go first, whatever the keychain says. When it does not give up a key, the file that names the entry stays,
/// so that erasing again can finish it.
pub async fn erase(folder: &Folder, keychain: &KeychainThread) -> Result<(), OpenError> {
    let held = lock(folder, MAKING).await?;
    for file in folder.data_files()? {
        ownership::remove(&file)?;
    }
    let mut refused: Option<KeychainError> = None;
    for (file, entry) in folder.key_files()? {
        let forgotten = match entry {
            Some(entry) => keychain.delete(&entry, FORGETTING).await,
            None => Ok(()),
        };
        match forgotten {
            Ok(()) => ownership::remove(&file)?,
            Err(error) => refused = Some(error),
        }
    }
    drop(held);
    folder.remove_locks()?;
    refused.map_or(Ok(()), |error| Err(error.into()))
}
