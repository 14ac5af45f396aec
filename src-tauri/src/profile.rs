//! Which profile is open: the person's own or the practice one, on its way, or refused with a problem.

use crate::events;
use crate::practice::{Practice, profile_folder};
use crate::windows::{self, ProviderPages};
use linkdesk_core::contract::{DeskEvent, DoctorReport, Problem, ProblemCode, ProfileView, Settings};
use linkdesk_core::store::look_at;
use linkdesk_core::vault::KeychainThread;
use linkdesk_core::{Clock, Desk, DeskOptions, Found, examine, profile as view_of, set_aside, support_bundle};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tauri::AppHandle;
use tauri::async_runtime::JoinHandle;
use tokio::sync::{Mutex, watch};
use tokio::time::timeout;

/// When a keychain is said to keep us waiting.
const SLOW: Duration = Duration::from_secs(2);
/// How long its late answer still counts. Then the person is asked to try again.
const PATIENCE: Duration = Duration::from_secs(600);

/// How the profile stands.
#[derive(Clone)]
enum Standing {
    /// Being opened.
    Opening { keychain_waiting: bool },
    /// Open.
    Open(Arc<Opened>),
    /// Not to be opened, and why.
    Refused(Problem),
}

/// An open profile.
struct Opened {
    desk: Arc<Desk>,
    practice: Option<Practice>,
    follower: JoinHandle<()>,
}

/// What came of looking at a profile.
pub(crate) struct Examined {
    /// What the doctor found.
    pub(crate) report: DoctorReport,
    /// The text of the support bundle, or why there is none.
    pub(crate) bundle: Result<String, Problem>,
}

/// The profile of this program: one at a time.
pub(crate) struct Profile {
    app: AppHandle,
    home: PathBuf,
    keychain: KeychainThread,
    standing: watch::Sender<(bool, Standing)>,
    /// Held while a profile is opened or closed.
    turn: Mutex<()>,
    /// The support bundle that was shown last: what is saved is what was read.
    shown_bundle: RwLock<Option<String>>,
    /// What the person chose, at hand for windows, which cannot wait for the store.
    settings: RwLock<Settings>,
}

impl Profile {
    /// A profile that waits to be opened.
    pub(crate) fn new(app: AppHandle, home: PathBuf) -> Self {
        Self {
            app,
            home,
            keychain: KeychainThread::system(),
            standing: watch::Sender::new((false, Standing::Opening { keychain_waiting: false })),
            turn: Mutex::default(),
            shown_bundle: RwLock::default(),
            settings: RwLock::default(),
        }
    }

    /// The data folder.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// The open desk. While it is being opened this waits, but not for a person at the keychain.
    pub(crate) async fn desk(&self) -> Result<Arc<Desk>, Problem> {
        self.opened().await.map(|opened| opened.desk.clone())
    }

    /// The practice providers, if the practice profile is open.
    pub(crate) async fn with_practice<T>(
        &self,
        act: impl FnOnce(&Practice, &Desk) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let opened = self.opened().await?;
        let practice = opened.practice.as_ref().ok_or_else(not_practising)?;
        act(practice, &opened.desk)
    }

    async fn opened(&self) -> Result<Arc<Opened>, Problem> {
        match self.settled().await {
            (_, Standing::Open(opened)) => Ok(opened),
            (_, Standing::Refused(problem)) => Err(problem),
            (_, Standing::Opening { .. }) => Err(keychain_slow()),
        }
    }

    /// How the profile stands once it is clear, or once it is clear that the keychain takes its time.
    async fn settled(&self) -> (bool, Standing) {
        let mut standing = self.standing.subscribe();
        let settled = standing.wait_for(|(_, now)| !matches!(now, Standing::Opening { keychain_waiting: false })).await;
        match settled {
            Ok(now) => now.clone(),
            // The sender lives in `self`.
            Err(_) => self.standing.borrow().clone(),
        }
    }

    /// The desk, if it is open at this moment.
    pub(crate) fn desk_now(&self) -> Option<Arc<Desk>> {
        match &self.standing.borrow().1 {
            Standing::Open(opened) => Some(opened.desk.clone()),
            _ => None,
        }
    }

    /// Whether it is the practice profile, open or on its way.
    pub(crate) fn is_practice(&self) -> bool {
        self.standing.borrow().0
    }

    /// How the profile is shown.
    pub(crate) async fn view(&self) -> ProfileView {
        let (practice, standing) = self.settled().await;
        let folder = profile_folder(&self.home, practice);
        match standing {
            Standing::Open(opened) => opened.desk.profile(),
            Standing::Refused(problem) => view_of(practice, &folder, Some(problem)),
            Standing::Opening { keychain_waiting } => {
                ProfileView { keychain_waiting, ..view_of(practice, &folder, None) }
            }
        }
    }

    /// What the doctor finds, and the support bundle's text if it is asked for.
    pub(crate) async fn examined(&self, offline: bool) -> Examined {
        let (practice, standing) = self.settled().await;
        let folder = look_at(&profile_folder(&self.home, practice));
        let waiting = keychain_slow();
        let found = match &standing {
            Standing::Open(opened) => Found::Open(&opened.desk),
            Standing::Refused(problem) => Found::Refused(problem),
            Standing::Opening { .. } => Found::Refused(&waiting),
        };
        let report = examine(&folder, found, practice, offline).await;
        let bundle = support_bundle(found, report.clone()).await;
        Examined { report, bundle }
    }

    /// Notes the support bundle that is about to be shown.
    pub(crate) fn show_bundle(&self, text: &str) {
        *self.shown_bundle.write().unwrap_or_else(PoisonError::into_inner) = Some(text.to_owned());
    }

    /// The support bundle that was shown last.
    pub(crate) fn shown_bundle(&self) -> Option<String> {
        self.shown_bundle.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens a profile, closing the other one first. Sessions of that one are cancelled and their callbacks match
    /// nothing afterwards.
    pub(crate) async fn open(&self, practice: bool) {
        let turn = self.turn.lock().await;
        if self.standing.borrow().0 == practice && self.desk_now().is_some() {
            return;
        }
        self.close_now(practice).await;
        self.open_now(practice).await;
        drop(turn);
    }

    /// Tries again to open the profile that was refused.
    pub(crate) async fn retry(&self) {
        let practice = self.standing.borrow().0;
        self.open(practice).await;
    }

    /// Renames a store whose key is gone, and begins a new one.
    pub(crate) async fn set_aside(&self) -> Result<(), Problem> {
        let practice = {
            let _turn = self.turn.lock().await;
            let (practice, standing) = self.standing.borrow().clone();
            match standing {
                Standing::Refused(problem) if may_be_set_aside(problem.code) => set_aside(&self.home, practice)?,
                _ => return Err(nothing_to_set_aside()),
            };
            practice
        };
        self.open(practice).await;
        Ok(())
    }

    /// Removes everything of the open profile, and begins it anew.
    pub(crate) async fn erase(&self) -> Result<(), Problem> {
        let turn = self.turn.lock().await;
        let practice = self.standing.borrow().0;
        let desk = self.desk_now().ok_or_else(keychain_slow)?;
        self.close_now(practice).await;
        let erased = desk.erase().await;
        self.open_now(practice).await;
        drop(turn);
        erased
    }

    /// Lets running work end and closes the store.
    pub(crate) async fn close(&self) {
        let practice = self.standing.borrow().0;
        // Whoever is opening a profile may be waiting for a person: leaving does not.
        if let Ok(_turn) = timeout(SLOW, self.turn.lock()).await {
            self.close_now(practice).await;
        }
    }

    async fn close_now(&self, next: bool) {
        let (_, before) = self.standing.send_replace((next, Standing::Opening { keychain_waiting: false }));
        if let Standing::Open(opened) = before {
            windows::close_own_pages(&self.app);
            opened.desk.close().await;
            opened.follower.abort();
            if let Some(practice) = &opened.practice {
                practice.stop().await;
            }
        }
    }

    async fn open_now(&self, practice: bool) {
        windows::name_profile(&self.app, practice);
        let opening = Desk::open(DeskOptions {
            home: self.home.clone(),
            practice,
            keychain: self.keychain.clone(),
            keychain_patience: PATIENCE,
            pages: Arc::new(ProviderPages::new(self.app.clone())),
            clock: Clock::default(),
        });
        tokio::pin!(opening);
        let at_once = timeout(SLOW, &mut opening).await;
        let waited = at_once.is_err();
        let outcome = if let Ok(outcome) = at_once {
            outcome
        } else {
            self.stand(practice, Standing::Opening { keychain_waiting: true });
            events::tell(&self.app, &DeskEvent::Keychain { waiting: true });
            opening.await
        };
        let standing = match outcome {
            Ok(desk) => Standing::Open(Arc::new(self.begin(desk, practice).await)),
            Err(problem) => Standing::Refused(problem),
        };
        self.stand(practice, standing);
        if waited {
            events::tell(&self.app, &DeskEvent::Keychain { waiting: false });
        }
    }

    async fn begin(&self, desk: Arc<Desk>, practice: bool) -> Opened {
        self.read_settings(&desk).await;
        let practice = if practice { Some(Practice::begin(&self.home, &desk).await) } else { None };
        let follower = events::follow(self.app.clone(), desk.clone());
        Opened { desk, practice, follower }
    }

    fn stand(&self, practice: bool, standing: Standing) {
        self.standing.send_replace((practice, standing));
    }

    /// What the person chose, as last read.
    pub(crate) fn settings(&self) -> Settings {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads it again.
    pub(crate) async fn read_settings(&self, desk: &Desk) {
        if let Ok(settings) = desk.settings().await {
            *self.settings.write().unwrap_or_else(PoisonError::into_inner) = settings;
        }
    }
}

/// Problems of the store that a new one solves. What may pass by itself or by unlocking is none of them.
fn may_be_set_aside(code: ProblemCode) -> bool {
    matches!(code, ProblemCode::KeyGone | ProblemCode::StoreDamaged)
}

fn nothing_to_set_aside() -> Problem {
    Problem::new(ProblemCode::InvalidInput, "This store need not be set aside.", "Try to open it again.")
}

fn not_practising() -> Problem {
    Problem::new(ProblemCode::NotSupported, "The practice profile is not open.", "Open it first.")
}

fn keychain_slow() -> Problem {
    Problem::new(
        ProblemCode::KeychainSlow,
        "The keychain has not answered yet.",
        "Answer its question, then try again.",
    )
}
