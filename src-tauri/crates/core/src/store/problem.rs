//! The store's errors in words for people.

use super::error::{FolderError, OpenError, StoreError};
use crate::contract::{Problem, ProblemCode};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => disk_full(),
            StoreError::ReadOnly => Self::new(
                ProblemCode::StoreReadOnly,
                "The data folder cannot be written; nothing was changed.",
                "Make the folder writable for you, then try again.",
            ),
            StoreError::Damaged => Self::new(
                ProblemCode::StoreDamaged,
                "The store is damaged, or the key in the keychain is not its key.",
                "Put back a copy of the data folder, or set the store aside and link again. It is left as it is.",
            ),
            StoreError::Newer { found } => Self::new(
                ProblemCode::StoreNewer,
                format!(
                    "The store was written by a newer version of Linkdesk (tables {found}); this one leaves it alone."
                ),
                "Restart Linkdesk if it was just updated, or install the newer version.",
            ),
            StoreError::Busy => busy(),
            StoreError::Inconsistent { table, column } => Self::new(
                ProblemCode::StoreDamaged,
                format!("The store holds something in {table}.{column} that Linkdesk does not write."),
                "Put back a copy of the data folder, or unlink and link the account again.",
            )
            .about(format!("{table}.{column}")),
            StoreError::Other(cause) => Self::new(
                ProblemCode::Internal,
                format!("The store could not do that: {cause}."),
                "Try again; if it happens twice, report the reference.",
            ),
        }
    }
}

impl From<FolderError> for Problem {
    fn from(error: FolderError) -> Self {
        let message = error.to_string();
        match error {
            FolderError::DiskFull => disk_full(),
            FolderError::Busy => busy(),
            FolderError::Planted { path, .. } => Self::new(
                ProblemCode::StoreReadOnly,
                format!("{message}, so Linkdesk does not use it."),
                "Remove it or choose another data folder; Linkdesk makes its own files.",
            )
            .about(path.display().to_string()),
            FolderError::ReadOnly { path } | FolderError::Other { path, .. } => Self::new(
                ProblemCode::StoreReadOnly,
                format!("{message}."),
                "Make the data folder readable and writable for you, or choose another one.",
            )
            .about(path.display().to_string()),
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Keychain(error) => error.into(),
            OpenError::Folder(error) => error.into(),
            OpenError::Store(error) => error.into(),
            OpenError::KeyGone { entry: Some(entry) } => Self::new(
                ProblemCode::KeyGone,
                "The store is here, but the keychain no longer has its key.",
                "Unlock or restore the keychain this computer had before, or set the store aside and link again. \
                 Nothing is deleted.",
            )
            .about(entry),
            OpenError::KeyGone { entry: None } => Self::new(
                ProblemCode::KeyGone,
                "The store is here, but the file that names its key (store.id) is gone.",
                "Put store.id back, or set the store aside and link again. Nothing is deleted.",
            ),
        }
    }
}

fn disk_full() -> Problem {
    Problem::new(
        ProblemCode::DiskFull,
        "The disk is full; what was to be written is not written, what was there is.",
        "Make room on the disk that holds the data folder, then try again.",
    )
}

fn busy() -> Problem {
    Problem::new(ProblemCode::Busy, "Another part of Linkdesk is writing to the store.", "Try again in a moment.")
}
