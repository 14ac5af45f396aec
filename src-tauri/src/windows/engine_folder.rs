//! The folder that the web engine insists on.
//!
//! Every page here is shown without being kept, but the engine still writes a few files of its own for a profile that
//! nobody uses. They lie where the system keeps what ends with the login, and go when the program ends.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// A private folder of this run.
pub(crate) struct EngineFolder {
    path: PathBuf,
    folder: Mutex<Option<TempDir>>,
}

impl EngineFolder {
    /// A new, empty one for this user's eyes.
    pub(crate) fn create() -> io::Result<Self> {
        let place = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|place| place.is_dir());
        let place = place.unwrap_or_else(std::env::temp_dir);
        let mut folder = tempfile::Builder::new();
        folder.prefix("linkdesk-engine-");
        #[cfg(unix)]
        folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = folder.tempdir_in(place)?;
        Ok(Self { path: folder.path().to_owned(), folder: Mutex::new(Some(folder)) })
    }

    /// Where it is.
    pub(super) fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// Removes it with all that is in it.
    pub(crate) fn remove(&self) {
        let folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Err(error)) = folder.map(TempDir::close) {
            tracing::warn!(%error, "the engine's folder stays behind");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn nobody_else_looks_in() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = EngineFolder::create().expect("a place for it");
        let mode = std::fs::metadata(folder.path()).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn nothing_stays_behind() {
        let folder = EngineFolder::create().expect("a place for it");
        std::fs::write(folder.path().join("sample"), "sample").expect("a file in it");
        folder.remove();
        folder.remove();
        assert!(!folder.path().exists());
    }
}
