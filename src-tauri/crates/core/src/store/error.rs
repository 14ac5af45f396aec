//! What can go wrong with the store, by what has to be done about it.

use crate::vault::KeychainError;
use std::io::ErrorKind;
use std::path::PathBuf;

/// What went wrong with an open store.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full. What was to be written is not written; what was there is.
    #[error("the disk is full")]
    DiskFull,
    /// The folder or its disk cannot be written.
    #[error("the store cannot be written")]
    ReadOnly,
    /// The file is damaged, or its key is another.
    #[error("the store is damaged, or its key is another")]
    Damaged,
    /// A newer version of this program has written it.
    #[error("the store has version {found}, which is newer than this program")]
    Newer {
        /// The version of its tables.
        found: i64,
    },
    /// Another process has been writing for longer than we wait.
    #[error("another process is writing to the store")]
    Busy,
    /// A value that this program does not write.
    #[error("the store holds something impossible in {table}.{column}")]
    Inconsistent {
        /// Where.
        table: &'static str,
        /// In which column.
        column: &'static str,
    },
    /// Anything else, as the database words it. It holds no value of a row.
    #[error("the store failed: {0}")]
    Other(String),
}

/// What is wrong with the data folder.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FolderError {
    /// Something lies there that this program did not put there, and that it does not touch.
    #[error("{} is {what}", path.display())]
    Planted {
        /// What lies there.
        path: PathBuf,
        /// What is wrong with it, to go after "is".
        what: &'static str,
    },
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// It may not be read or written.
    #[error("{} cannot be written", path.display())]
    ReadOnly {
        /// What may not be touched.
        path: PathBuf,
    },
    /// Another process has held the store's lock for longer than we wait.
    #[error("another process is working on the store")]
    Busy,
    /// Anything else.
    #[error("{} cannot be used: {kind}", path.display())]
    Other {
        /// What it is about.
        path: PathBuf,
        /// The system's word for it.
        kind: ErrorKind,
    },
}

/// Why a store could not be opened.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpenError {
    /// Its key could not be asked for.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// The store is there and its key is not. A new key would not open it, so none is made.
    #[error("the store's key is gone")]
    KeyGone {
        /// The name of the key's entry; `None`: the file that holds the name is gone too.
        entry: Option<String>,
    },
    /// Its folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Its file cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Primary result codes (sqlite.org/rescode.html): the low byte of the extended ones.
mod code {
    pub(super) const PERM: i32 = 3;
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READONLY: i32 = 8;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
    pub(super) const NOTADB: i32 = 26;
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) => {
                let extended = cause.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or_default();
                match extended & 0xff {
                    code::FULL => Self::DiskFull,
                    code::READONLY | code::PERM | code::CANTOPEN => Self::ReadOnly,
                    code::CORRUPT | code::NOTADB => Self::Damaged,
                    code::BUSY | code::LOCKED => Self::Busy,
                    _ => Self::Other(cause.to_string()),
                }
            }
            sqlx::Error::Io(cause) => match cause.kind() {
                ErrorKind::StorageFull => Self::DiskFull,
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
                kind => Self::Other(kind.to_string()),
            },
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed => Self::Other("it is closed".to_owned()),
            _ => Self::Other(error.to_string()),
        }
    }
}

impl FolderError {
    /// What an error of the file system means for a path.
    pub(super) fn at(path: impl Into<PathBuf>, error: &std::io::Error) -> Self {
        let path = path.into();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            kind => Self::Other { path, kind },
        }
    }
}
