//! A lock between processes: a file, locked by the kernel, freed by the kernel when its owner dies.

use super::error::FolderError;
use std::fs::{File, TryLockError};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How often it is tried.
const PAUSE: Duration = Duration::from_millis(20);

/// Holds the lock until dropped.
#[derive(Debug)]
pub struct FileLock(#[expect(dead_code, reason = "the lock lasts as long as its file is open")] File);

/// Waits for the lock on a file; [`FolderError::Busy`] when `patience` runs out.
pub async fn hold(file: File, patience: Duration) -> Result<FileLock, FolderError> {
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(FileLock(file)),
            Err(TryLockError::WouldBlock) if start.elapsed() < patience => sleep(PAUSE).await,
            Err(TryLockError::WouldBlock) => return Err(FolderError::Busy),
            Err(TryLockError::Error(error)) => return Err(FolderError::at("the lock file", &error)),
        }
    }
}
