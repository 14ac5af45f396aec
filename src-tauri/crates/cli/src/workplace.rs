//! What a command works with: the profile's place, its desk, the practice providers while it runs, and the input.

use crate::arguments::Common;
use crate::ask::{Line, Lines, has_a_person, means_yes};
use crate::output::Output;
use crate::practice::Providers;
use crate::{open, pages, practice};
use linkdesk_core::contract::{Problem, ProblemCode, Route};
use linkdesk_core::{Desk, default_home};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OnceCell};
use tokio::time::sleep;

/// How soon a disk that refused something is asked again.
const AGAIN: Duration = Duration::from_secs(1);

/// Which profile, and whether somebody may be asked.
pub(crate) struct Place {
    /// The data folder.
    pub(crate) home: PathBuf,
    /// Whether its practice profile is meant.
    pub(crate) practice: bool,
    /// Whether questions are allowed.
    pub(crate) may_ask: bool,
}

/// Opens things when they are first needed, and closes them all at the end.
pub(crate) struct Workplace {
    pub(crate) place: Place,
    pub(crate) output: Arc<Output>,
    desk: OnceCell<Arc<Desk>>,
    providers: Mutex<Option<Providers>>,
    lines: Mutex<Option<Lines>>,
}

impl Workplace {
    pub(crate) fn new(common: Common, output: Arc<Output>) -> Self {
        let place = Place {
            home: common.home.unwrap_or_else(default_home),
            practice: common.practice,
            may_ask: !common.no_input,
        };
        Self { place, output, desk: OnceCell::new(), providers: Mutex::new(None), lines: Mutex::new(None) }
    }

    /// The desk, opened at the first call.
    pub(crate) async fn desk(&self) -> Result<&Arc<Desk>, Problem> {
        self.desk_with_pages(None).await
    }

    /// The desk, whose pages open by this route where nobody chooses one; `None`: by the usual one.
    pub(crate) async fn desk_with_pages(&self, route: Option<Route>) -> Result<&Arc<Desk>, Problem> {
        let usual = route.unwrap_or_else(pages::usual_route);
        self.desk
            .get_or_try_init(|| async {
                if !self.place.practice {
                    return open::desk(&self.place, &self.output, usual).await;
                }
                let hosting = practice::host(&practice::folder(&self.place.home)).await?;
                self.keep(hosting.providers).await;
                let desk = open::desk(&self.place, &self.output, usual).await?;
                match practice::prepare(&desk, &hosting.ready, hosting.offset_seconds).await {
                    Ok(()) => Ok(desk),
                    Err(problem) => {
                        desk.close().await;
                        Err(problem)
                    }
                }
            })
            .await
    }

    /// Keeps practice providers there until the end.
    pub(crate) async fn keep(&self, providers: Providers) {
        *self.providers.lock().await = Some(providers);
    }

    /// Whether this process hosts the practice providers, so that their pages end with it.
    pub(crate) async fn hosts_practice(&self) -> bool {
        matches!(*self.providers.lock().await, Some(Providers::Ours(_)))
    }

    /// Whether a question can be asked and answered.
    pub(crate) fn can_ask(&self) -> bool {
        self.place.may_ask && has_a_person()
    }

    /// Asks a question that yes or no answers. Ask only where [`Workplace::can_ask`].
    pub(crate) async fn agrees_to(&self, question: &str) -> bool {
        let mut stderr = io::stderr();
        // A question that cannot be shown is answered with no.
        if write!(stderr, "{question} [y/N] ").and_then(|()| stderr.flush()).is_err() {
            return false;
        }
        match self.next_line().await {
            Some(Line::Text(answer)) => means_yes(answer.expose()), // an answer, not a credential
            Some(Line::Unreadable) | None => false,
        }
    }

    /// The next line of the input; `None`: there is no more.
    pub(crate) async fn next_line(&self) -> Option<Line> {
        self.lines.lock().await.get_or_insert_with(Lines::start).next().await
    }

    /// Lets the person confirm something that cannot be taken back; `confirmed` when the command already says so.
    pub(crate) async fn confirm(&self, confirmed: bool, question: &str) -> Result<(), Problem> {
        if confirmed || (self.can_ask() && self.agrees_to(question).await) {
            return Ok(());
        }
        Err(Problem::new(
            ProblemCode::NotConfirmed,
            "This was not confirmed. Nothing was changed.",
            "Confirm it at a terminal, or give --yes.",
        ))
    }

    /// Stays until the disk takes what a provider gave: ended now, the grant would be lost.
    async fn save(&self, desk: &Desk) {
        self.output.warn(
            "The disk does not take the renewed grant, and ending now would lose it. Make room; this command waits.",
        );
        while desk.save_unsaved().await.is_err() {
            sleep(AGAIN).await;
        }
        self.output.warn("The renewed grant is on disk.");
    }

    /// Cancels what still runs, waits for grants to be given back, closes the store, then the practice providers.
    pub(crate) async fn close(&self) {
        if let Some(desk) = self.desk.get() {
            if desk.has_unsaved() {
                self.save(desk).await;
            }
            desk.close().await;
        }
        if let Some(Providers::Ours(sandbox)) = self.providers.lock().await.take() {
            sandbox.stop().await;
        }
    }
}
