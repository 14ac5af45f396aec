//! Guests: processes that use practice providers which another process hosts. A host that is about to stop waits a
//! little for them.

use crate::Ready;
use crate::folder::{guests_file, open_lock, ready_elsewhere};
use std::fs::File;
use std::path::Path;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long a host waits for its guests: their calls take milliseconds, and a script should not wait for a person.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);

/// Somebody who uses providers hosted elsewhere. While the value lives, their host does not stop in a hurry.
#[derive(Debug)]
pub struct Guest {
    /// Held, not read: the kernel lets go of the lock when the process ends, however it ends.
    _lock: File,
}

impl Guest {
    /// Visits the practice providers of a folder. `None`: nobody hosts them, or the host is leaving.
    pub fn visit(folder: &Path) -> Option<(Self, Ready)> {
        let lock = open_lock(&guests_file(folder)).ok()?;
        // Before looking: a host that leaves has the lock to itself until it is gone.
        lock.try_lock_shared().ok()?;
        let ready = ready_elsewhere(folder)?;
        Some((Self { _lock: lock }, ready))
    }
}

/// Waits until no guest is left, or patience ends. While the value lives, nobody becomes one.
pub(crate) async fn see_off(folder: &Path) -> Option<File> {
    let lock = open_lock(&guests_file(folder)).ok()?;
    let deadline = Instant::now() + PATIENCE;
    while lock.try_lock().is_err() {
        if Instant::now() >= deadline {
            return None;
        }
        sleep(PAUSE).await;
    }
    Some(lock)
}
