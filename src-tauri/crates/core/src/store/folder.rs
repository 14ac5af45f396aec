//! A profile's data folder, for its owner alone.
//!
//! | file | what |
//! | --- | --- |
//! | `store.db` | the encrypted store |
//! | `store.id` | the name of its key's entry in the keychain; no secret |
//! | `store.lock` | locked while a store is made, set aside or erased |
//! | `locks/…` | one for each connection, locked while it is renewed |
//! | `aside-N.db`, `aside-N.id` | stores that were set aside |

use super::error::FolderError;
use super::ownership::{self, Shape};
use crate::contract::ConnectionId;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The longest name of a keychain entry that is believed.
const MAX_ENTRY: usize = 64;

/// A data folder that was looked at: it is ours, and nobody else may enter.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens a data folder, making it the first time. A folder of somebody else, or one that others could swap under
    /// us, is refused; one that is open to others is closed to them.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let absolute = std::path::absolute(path).map_err(|error| FolderError::at(path, &error))?;
        let path = ownership::follow_our_link(&absolute)?;
        ownership::vet_parent(&path)?;
        ownership::make_folder(&path)?;
        Ok(Self { path })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The lock file of a connection.
    pub fn connection_lock(&self, id: ConnectionId) -> Result<File, FolderError> {
        let locks = self.path.join("locks");
        ownership::make_folder(&locks)?;
        ownership::open_file(&locks.join(format!("{id}.lock")))
    }

    /// The lock file for making, setting aside and erasing the store.
    pub(super) fn store_lock(&self) -> Result<File, FolderError> {
        ownership::open_file(&self.path.join("store.lock"))
    }

    /// The store's file.
    pub(super) fn database(&self) -> PathBuf {
        self.path.join("store.db")
    }

    /// Where a new store is made, before it gets its name.
    pub(super) fn unfinished_database(&self) -> PathBuf {
        self.path.join("store.db.new")
    }

    /// Whether there is a store. It and its journal have to be plain files of ours.
    pub(super) fn has_store(&self) -> Result<bool, FolderError> {
        ownership::vet(&journal_of(&self.database()), Shape::File)?;
        ownership::vet(&self.database(), Shape::File)
    }

    /// The name of the key's entry in the keychain; `None`: the file is not there, or holds something else.
    pub(crate) fn key_entry(&self) -> Result<Option<String>, FolderError> {
        read_entry(&self.path.join("store.id"))
    }

    /// Writes the name of the key's entry.
    pub(super) fn keep_key_entry(&self, entry: &str) -> Result<(), FolderError> {
        let (file, unfinished) = (self.path.join("store.id"), self.path.join("store.id.new"));
        let mut writer = ownership::new_file(&unfinished)?;
        let written = writer.write_all(entry.as_bytes()).and_then(|()| writer.sync_all());
        written.map_err(|error| FolderError::at(&unfinished, &error))?;
        ownership::rename(&unfinished, &file)
    }

    /// Gives the store another name, with its journal, without which it may be a half; and the name of its key with it.
    pub(super) fn rename_store(&self) -> Result<PathBuf, FolderError> {
        let free = |number: &u32| !self.aside(*number, "db").exists() && !self.aside(*number, "id").exists();
        let number = (1..u32::MAX).find(free).unwrap_or(u32::MAX);
        let (database, aside) = (self.database(), self.aside(number, "db"));
        let moves = [
            (self.path.join("store.id"), self.aside(number, "id")),
            (journal_of(&database), journal_of(&aside)),
            (database, aside.clone()),
        ];
        for (from, to) in moves {
            if ownership::vet(&from, Shape::File)? {
                ownership::rename(&from, &to)?;
            }
        }
        Ok(aside)
    }

    fn aside(&self, number: u32, ending: &str) -> PathBuf {
        self.path.join(format!("aside-{number}.{ending}"))
    }

    /// The files that name a key in the keychain, the store's own and those set aside, each with the name.
    pub(super) fn key_files(&self) -> Result<Vec<(PathBuf, Option<String>)>, FolderError> {
        let files = self.own_files()?.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "id"));
        files.map(|file| read_entry(&file).map(|entry| (file, entry))).collect()
    }

    /// Every store, journal and unfinished file.
    pub(super) fn data_files(&self) -> Result<Vec<PathBuf>, FolderError> {
        let files = self.own_files()?;
        Ok(files
            .into_iter()
            .filter(|file| file.extension().is_none_or(|ending| ending != "id" && ending != "lock"))
            .collect())
    }

    fn own_files(&self) -> Result<Vec<PathBuf>, FolderError> {
        let at = |error: &std::io::Error| FolderError::at(&self.path, error);
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(|error| at(&error))? {
            let entry = entry.map_err(|error| at(&error))?;
            let name = entry.file_name();
            let ours = name.to_str().is_some_and(|name| name.starts_with("store.") || name.starts_with("aside-"));
            if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                files.push(entry.path());
            }
        }
        Ok(files)
    }

    /// Removes the lock files. Only when nothing is left that they could guard.
    pub(super) fn remove_locks(&self) -> Result<(), FolderError> {
        let locks = self.path.join("locks");
        if ownership::vet(&locks, Shape::Folder)? {
            fs::remove_dir_all(&locks).map_err(|error| FolderError::at(&locks, &error))?;
        }
        ownership::remove(&self.path.join("store.lock"))
    }
}

/// The rollback journal that SQLite keeps beside a file.
pub(super) fn journal_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}

fn read_entry(file: &Path) -> Result<Option<String>, FolderError> {
    if !ownership::vet(file, Shape::File)? {
        return Ok(None);
    }
    let bytes = fs::read(file).map_err(|error| FolderError::at(file, &error))?;
    let text = String::from_utf8(bytes).unwrap_or_default();
    let entry = text.trim();
    let sound = (1..=MAX_ENTRY).contains(&entry.len()) && entry.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    Ok(sound.then(|| entry.to_owned()))
}
