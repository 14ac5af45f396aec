//! Opening a profile: where it lies, its key, its store.

use crate::Clock;
use crate::contract::{Problem, ProblemCode, ProfileView};
use crate::core::Core;
use crate::http::Http;
use crate::link::Pages;
use crate::store::{self, Folder};
use crate::vault::KeychainThread;
use directories::ProjectDirs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;
use tokio_util::task::TaskTracker;

/// How many events a slow listener may lag behind before it has to re-read everything.
const ANNOUNCEMENTS: usize = 256;

/// What a profile is opened with.
pub struct DeskOptions {
    /// The data folder.
    pub home: PathBuf,
    /// Whether the practice profile inside it is meant.
    pub practice: bool,
    /// The keychain.
    pub keychain: KeychainThread,
    /// How long the keychain may take.
    pub keychain_patience: Duration,
    /// What opens provider pages.
    pub pages: Arc<dyn Pages>,
    /// The clock.
    pub clock: Clock,
}

/// The data folder: `LINKDESK_HOME`, else the system's place for this program's data.
pub fn default_home() -> PathBuf {
    let named = std::env::var_os("LINKDESK_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    named.or_else(usual_home).unwrap_or_else(|| PathBuf::from(".linkdesk"))
}

/// The system's place for this program's data: where it is looked for when nobody says anything.
pub(crate) fn usual_home() -> Option<PathBuf> {
    ProjectDirs::from("com", "Linkdesk", "linkdesk").map(|dirs| dirs.data_dir().to_owned())
}

/// The folder of a profile.
pub(crate) fn profile_folder(home: &Path, practice: bool) -> PathBuf {
    if practice { home.join("practice") } else { home.to_owned() }
}

pub(super) async fn open(options: DeskOptions) -> Result<Arc<Core>, Problem> {
    let DeskOptions { home, practice, keychain, keychain_patience, pages, clock } = options;
    let folder = Folder::open(&profile_folder(&home, practice))?;
    let opened = store::open(&folder, &keychain, keychain_patience).await?;
    Ok(Arc::new(Core {
        http: Http::new(clock.clone()),
        clock,
        vault: opened.vault,
        store: opened.store,
        folder,
        keychain,
        pages,
        practice,
        sessions: crate::link::Sessions::default(),
        listeners: crate::link::Listeners::default(),
        staying: super::staying::Staying::default(),
        renewals: crate::renewal::Renewals::default(),
        announcer: broadcast::Sender::new(ANNOUNCEMENTS),
        work: TaskTracker::new(),
    }))
}

/// How a profile is shown, open or not.
pub fn profile(practice: bool, folder: &Path, problem: Option<Problem>) -> ProfileView {
    ProfileView {
        practice,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        folder: folder.display().to_string(),
        keychain_waiting: problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::KeychainSlow),
        problem,
    }
}

/// Sets a store whose key is gone aside, by another name, so that a new one can begin. Nothing is deleted.
pub fn set_aside(home: &Path, practice: bool) -> Result<PathBuf, Problem> {
    let folder = Folder::open(&profile_folder(home, practice))?;
    Ok(store::set_aside(&folder)?)
}

pub(super) async fn erase(core: &Core) -> Result<(), Problem> {
    Ok(store::erase(&core.folder, &core.keychain).await?)
}
