//! Performs what the table decides: one task for each session, one event at a time.
//!
//! What takes long (the provider's calls) runs in tasks of its own and comes back as an event, so that a cancel is
//! heard at once.

use super::keep::{self, Verdict};
use super::listener::{Door, Listening};
use super::sessions::{Entry, Waiting, hash_of};
use super::transition::{Effect, Event, is_over, transition};
use super::{HostRule, PageAddress, PageToOpen, pkce};
use crate::contract::{
    ConnectionId, DeskEvent, IdentityView, LinkRequest, OriginView, Problem, ProblemCode, Purpose, Route, SessionId,
    SessionState, SessionView,
};
use crate::core::Core;
use crate::provider::{Credential, Identity, Line, Redemption, Returned, Start, Step, room};
use crate::registration::Registration;
use crate::{Secret, random};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// How often the wall clock is looked at while a page is open.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// What a session is begun with.
pub(crate) struct Begin {
    /// What was asked for.
    pub(crate) request: LinkRequest,
    /// Whom we call as.
    pub(crate) registration: Arc<Registration>,
    /// The connection and its credential, when reconnecting or removing.
    pub(crate) existing: Option<Existing>,
    /// A page that is known already (confirming a removal).
    pub(crate) page: Option<(PageAddress, Vec<HostRule>)>,
}

/// The connection a session is about.
pub(crate) struct Existing {
    pub(crate) connection: ConnectionId,
    pub(crate) identity: IdentityView,
    /// `None`: it cannot be opened any more; reconnecting still works.
    pub(crate) credential: Option<Credential>,
}

/// What asking for the identity brought.
type Found = Result<(Option<Identity>, Verdict), Problem>;

/// What is told to a session.
pub(crate) enum Happening {
    /// The provider answered the opening.
    Opened(Result<Step, Problem>),
    /// A callback came.
    Came { returned: Returned, unproven: bool },
    /// The answer was redeemed, or not.
    Redeemed(Result<Credential, Problem>),
    /// Whose account it is, and what that means.
    Identified(Box<Found>),
    /// The person confirmed the account.
    Confirmed,
    /// The person wants the other account as a new connection.
    WantedAsNew,
    /// The person cancelled.
    Cancelled,
    /// The person says that the page is finished.
    CheckNow,
    /// The person asks to go on in the browser.
    UseBrowser,
    /// The window committed a page.
    At(OriginView),
    /// The window refused a host.
    RefusedHost(String),
}

struct Session {
    core: Arc<Core>,
    view: SessionView,
    request: LinkRequest,
    registration: Arc<Registration>,
    existing: Option<Existing>,
    state: Secret,
    verifier: Secret,
    inbox: mpsc::UnboundedReceiver<Happening>,
    own: mpsc::UnboundedSender<Happening>,
    page: Option<(PageAddress, Vec<HostRule>)>,
    repairing: bool,
    listening: Option<Listening>,
    answer: Option<Secret>,
    unproven: bool,
    fresh: Option<Credential>,
    identity: Option<Identity>,
    verdict: Option<Verdict>,
    redeeming: bool,
}

/// Begins a session and shows it.
pub(crate) fn begin(core: &Arc<Core>, begin: Begin) -> SessionView {
    let Begin { request, registration, existing, page } = begin;
    let now = core.clock.now();
    let spec = room(registration.provider).spec();
    let view = SessionView {
        id: SessionId::new(),
        provider: registration.provider,
        registration: registration.name.clone(),
        purpose: request.purpose,
        route: request.route,
        state: SessionState::Opening,
        started_at: now.into(),
        expires_at: (now + spec.page_life).into(),
        entered_at: now.into(),
        origin: None,
        refused_host: None,
        expected: existing.as_ref().map(|existing| existing.identity.clone()),
        identity: None,
        connection: existing.as_ref().map(|existing| existing.connection),
        already_linked: false,
        problem: None,
    };
    let (own, inbox) = mpsc::unbounded_channel();
    core.sessions.add(Entry { view: watch::Sender::new(view.clone()), inbox: own.clone(), waits: None }, now);
    let session = Session {
        core: core.clone(),
        view: view.clone(),
        request,
        registration,
        existing,
        state: random::token(),
        verifier: pkce::verifier(),
        inbox,
        own,
        page,
        repairing: false,
        listening: None,
        answer: None,
        unproven: false,
        fresh: None,
        identity: None,
        verdict: None,
        redeeming: false,
    };
    core.announce(DeskEvent::Session { session: Box::new(view.clone()) });
    core.work.spawn(session.run());
    view
}

impl Session {
    async fn run(mut self) {
        self.ask_for_page();
        loop {
            let left = self.view.expires_at.instant() - self.core.clock.now();
            // The wall clock is looked at again and again: a timer stands still while the computer sleeps.
            let nap = Duration::try_from(left).unwrap_or(Duration::ZERO).min(HEARTBEAT);
            tokio::select! {
                Some(happening) = self.inbox.recv() => self.hear(happening).await,
                () = tokio::time::sleep(nap), if !is_over(self.view.state) => {
                    if self.core.clock.now() >= self.view.expires_at.instant() {
                        self.step(Event::Expired, None).await;
                    }
                }
            }
            if is_over(self.view.state) && !self.redeeming {
                return;
            }
        }
    }

    async fn hear(&mut self, happening: Happening) {
        match happening {
            Happening::Opened(Ok(Step::Page { address, hosts, repairs })) => {
                self.page = Some((address, hosts));
                self.repairing = repairs;
                self.step(Event::PageReady, None).await;
            }
            Happening::Opened(Ok(Step::Healthy)) => self.step(Event::FoundHealthy, None).await,
            Happening::Opened(Err(problem)) => self.step(Event::OpenRefused, Some(problem)).await,
            Happening::Came { returned, unproven } => self.came(returned, unproven).await,
            Happening::Redeemed(outcome) => {
                self.redeeming = false;
                match outcome {
                    Ok(credential) => {
                        self.fresh = Some(credential);
                        self.step(Event::Redeemed, None).await;
                    }
                    Err(problem) => self.step(Event::RedeemRefused, Some(problem)).await,
                }
            }
            Happening::Identified(outcome) => self.identified(*outcome).await,
            Happening::Confirmed => self.step(Event::Confirmed, None).await,
            Happening::WantedAsNew => self.step(Event::WantedAsNew, None).await,
            Happening::Cancelled => {
                // A dismissed refusal stays told.
                let problem = self.view.problem.clone().unwrap_or_else(cancelled);
                self.step(Event::Cancelled, Some(problem)).await;
            }
            Happening::CheckNow => self.check_now().await,
            Happening::UseBrowser => self.use_browser().await,
            Happening::At(origin) => {
                self.view.origin = Some(origin);
                self.view.refused_host = None;
                self.show();
            }
            Happening::RefusedHost(host) => {
                self.view.refused_host = Some(host);
                self.show();
            }
        }
    }

    async fn came(&mut self, returned: Returned, unproven: bool) {
        self.unproven = unproven;
        let name = room(self.view.provider).spec().name;
        match returned {
            Returned::Answer(answer) => {
                self.answer = Some(answer);
                self.step(Event::AnswerCame, None).await;
            }
            Returned::Repaired => self.step(Event::RepairCame, None).await,
            Returned::Denied => self.step(Event::DenialCame, Some(denied(name))).await,
            Returned::Cancelled => self.step(Event::LeftPage, Some(cancelled())).await,
            Returned::Refused(refusal) => self.step(Event::RefusalCame, Some(refusal.into_problem(name))).await,
            // The door lets nothing through that means nothing.
            Returned::Nothing => {}
        }
    }

    async fn identified(&mut self, outcome: Found) {
        match outcome {
            Ok((identity, verdict)) => {
                self.view.identity = identity.as_ref().map(|identity| identity.view.clone());
                self.identity = identity;
                if let Some(known) = verdict.known() {
                    self.view.connection = Some(known);
                    self.view.already_linked = self.view.purpose == Purpose::Link;
                }
                let event = verdict.event();
                let problem = (event == Event::AccountDiffers).then(|| self.other_account());
                self.verdict = Some(verdict);
                self.step(event, problem).await;
            }
            Err(problem) => self.step(Event::IdentifyRefused, Some(problem)).await,
        }
    }

    /// Moves by the table and performs what it says.
    async fn step(&mut self, event: Event, problem: Option<Problem>) {
        let Some((next, effects)) = transition(self.view.state, event) else { return };
        tracing::debug!(session = %self.view.id, ?event, from = ?self.view.state, to = ?next, "link session");
        if next != self.view.state {
            self.view.state = next;
            self.view.entered_at = self.core.clock.now().into();
            self.view.problem = match event {
                Event::Expired => Some(timed_out()),
                _ => problem,
            };
        }
        for effect in effects {
            self.perform(*effect).await;
        }
        self.show();
    }

    async fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::OpenPage => {
                if let Err(problem) = self.open_page().await {
                    Box::pin(self.step(Event::OpenRefused, Some(problem))).await;
                }
            }
            Effect::ClosePage => {
                self.core.sessions.wait_for_arrival(self.view.id, None);
                self.core.pages.close(self.view.id);
                self.listening = None;
                self.view.origin = None;
                self.view.refused_host = None;
            }
            Effect::Redeem => self.redeem(),
            Effect::Identify => self.identify(),
            Effect::Keep => self.keep(false).await,
            Effect::KeepAsNew => self.keep(true).await,
            Effect::Discard => self.discard(),
            Effect::NoteWrongAccount => {
                if let (Some(existing), Some(identity)) = (&self.existing, &self.identity) {
                    keep::note_wrong_account(&self.core, existing.connection, &identity.view).await;
                }
            }
            Effect::Forget => {
                if let Some(existing) = &self.existing {
                    keep::forget(&self.core, existing.connection).await;
                }
            }
        }
    }

    fn ask_for_page(&self) {
        if let Some((address, hosts)) = self.page.clone() {
            let step = Step::Page { address, hosts, repairs: true };
            drop(self.own.send(Happening::Opened(Ok(step))));
            return;
        }
        let (core, registration, own) = (self.core.clone(), self.registration.clone(), self.own.clone());
        let (state, challenge) = (self.state.copy(), pkce::challenge(&self.verifier));
        let existing = self.existing.as_ref().and_then(|existing| existing.credential.as_ref()).map(Credential::copy);
        let (share, language) = (self.request.share.clone(), self.request.language.clone());
        self.core.work.spawn(async move {
            let provider = room(registration.provider);
            let wanted = |id: &str| share.as_ref().is_none_or(|chosen| chosen.iter().any(|one| one == id));
            let share: Vec<&str> = provider
                .spec()
                .shares
                .iter()
                .filter(|share| share.asked && (!share.optional || wanted(share.id)))
                .map(|share| share.id)
                .collect();
            let start = Start {
                state: &state,
                challenge: &challenge,
                share: &share,
                language: language.as_deref(),
                existing: existing.as_ref(),
            };
            let line = Line { http: &core.http, registration: &registration };
            let opened = provider.open(line, start).await;
            drop(own.send(Happening::Opened(opened.map_err(|refusal| refusal.into_problem(provider.spec().name)))));
        });
    }

    /// Opens the page by the session's route, with a listener where the answer needs one.
    async fn open_page(&mut self) -> Result<(), Problem> {
        let Some((address, hosts)) = self.page.clone() else { return Ok(()) };
        let returns_to = self.registration.redirect().0.clone();
        if matches!(self.view.route, Route::Browser | Route::Print) && returns_to.scheme() != super::DEEP_LINK_SCHEME {
            let weak = Arc::downgrade(&self.core);
            let door: Door = Arc::new(move |arrival| {
                let core = weak.upgrade();
                Box::pin(async move {
                    core.map_or(super::Received::Dropped, |core| core.sessions.resume(&arrival, core.clock.now()))
                })
            });
            self.listening = Some(self.core.listeners.listen(&returns_to, door).await?);
        }
        let waiting = Waiting {
            state: hash_of(&self.state),
            returns_to: returns_to.clone(),
            route: self.view.route,
            listener: self.listening.as_ref().and_then(Listening::address),
            repairing: self.repairing,
            expires_at: self.view.expires_at.instant(),
            registration: self.registration.clone(),
        };
        self.core.sessions.wait_for_arrival(self.view.id, Some(waiting));
        self.core.pages.open(PageToOpen {
            session: self.view.id,
            provider: self.view.provider,
            provider_name: room(self.view.provider).spec().name,
            route: self.view.route,
            address,
            returns_to,
            hosts,
            practice: self.core.practice,
        })
    }

    /// A repair needs no answer to redeem, so a call can show whether it worked. For anything else the answer itself
    /// is needed: the person is told that it has not come.
    async fn check_now(&mut self) {
        if self.repairing {
            self.step(Event::RepairCame, None).await;
        } else if self.view.state == SessionState::AtPage {
            self.view.problem = Some(no_answer_yet());
            self.show();
        }
    }

    async fn use_browser(&mut self) {
        if self.view.state != SessionState::AtPage || self.view.route == Route::Browser {
            return;
        }
        let before = std::mem::replace(&mut self.view.route, Route::Browser);
        self.core.pages.close(self.view.id);
        self.view.origin = None;
        if let Err(problem) = self.open_page().await {
            // The window is gone, but not the session: it may go on by pasting, or in a window again.
            self.view.route = before;
            self.view.problem = Some(problem);
        }
        self.show();
    }

    fn redeem(&mut self) {
        let Some(answer) = self.answer.take() else { return };
        self.redeeming = true;
        let (core, registration, own) = (self.core.clone(), self.registration.clone(), self.own.clone());
        let verifier = self.verifier.copy();
        self.core.work.spawn(async move {
            let provider = room(registration.provider);
            let line = Line { http: &core.http, registration: &registration };
            // Once: an answer whose redemption got lost may have been redeemed, and a second try would kill its grant.
            let outcome = provider.redeem(line, Redemption { answer: &answer, verifier: &verifier }).await;
            drop(own.send(Happening::Redeemed(outcome.map_err(|refusal| refusal.into_problem(provider.spec().name)))));
        });
    }

    fn identify(&self) {
        let existing = self.existing.as_ref().and_then(|existing| existing.credential.as_ref());
        let Some(credential) = self.fresh.as_ref().or(existing).map(Credential::copy) else { return };
        let question = keep::Question {
            registration: self.registration.clone(),
            purpose: self.view.purpose,
            expect: self.request.expect.clone(),
            confirmed: self.request.confirmed || !self.unproven,
            until: self.view.expires_at.instant(),
        };
        let (core, own) = (self.core.clone(), self.own.clone());
        self.core.work.spawn(async move {
            let outcome = keep::identify(&core, &question, &credential).await;
            drop(own.send(Happening::Identified(Box::new(outcome))));
        });
    }

    async fn keep(&mut self, as_new: bool) {
        let existing = self.existing.as_ref().and_then(|existing| existing.credential.as_ref());
        let credential = self.fresh.as_ref().or(existing).map(Credential::copy);
        let (Some(credential), Some(identity)) = (credential, self.identity.take()) else { return };
        let reconnected = match self.view.purpose {
            Purpose::Reconnect { connection } if !as_new => Some(connection),
            _ => None,
        };
        let keeping = keep::Keeping {
            registration: &self.registration,
            request: &self.request,
            credential: &credential,
            identity: &identity,
            reconnected,
            known: self.verdict.as_ref().and_then(Verdict::known),
        };
        match keep::keep(&self.core, keeping).await {
            Ok(connection) => {
                self.fresh = None;
                self.view.connection = Some(connection);
                Box::pin(self.step(Event::Kept, None)).await;
                self.core.announce(DeskEvent::Connections { id: Some(connection) });
                self.core.sync_soon(connection);
            }
            Err(problem) => Box::pin(self.step(Event::KeepRefused, Some(problem))).await,
        }
    }

    /// Gives back a grant that is not kept. An existing one is never touched.
    fn discard(&mut self) {
        let Some(credential) = self.fresh.take() else { return };
        let connection = self.existing.as_ref().map(|existing| existing.connection);
        let (core, registration) = (self.core.clone(), self.registration.clone());
        self.core.work.spawn(async move { keep::discard(&core, &registration, &credential, connection).await });
    }

    fn other_account(&self) -> Problem {
        let name = |view: &IdentityView| format!("“{}” ({})", view.name, view.masked);
        let answered = self.identity.as_ref().map(|identity| name(&identity.view)).unwrap_or_default();
        let expected = match (&self.view.expected, &self.request.expect) {
            (Some(expected), _) => name(expected),
            (None, expected) => format!("“{}”", expected.as_deref().unwrap_or_default()),
        };
        Problem::new(
            ProblemCode::WrongAccount,
            format!("You signed in to {answered}, but {expected} was expected. Nothing was changed."),
            "Sign in to the expected account, or add this one as a new connection.",
        )
        .about(answered)
    }

    fn show(&self) {
        self.core.sessions.show(&self.view);
        self.core.announce(DeskEvent::Session { session: Box::new(self.view.clone()) });
    }
}

fn cancelled() -> Problem {
    Problem::new(
        ProblemCode::Cancelled,
        "Linking was cancelled. Nothing was changed.",
        "Start again whenever you like.",
    )
}

fn denied(provider: &str) -> Problem {
    Problem::new(
        ProblemCode::Denied,
        format!("Access was declined on {provider}'s page. Nothing was changed."),
        "Start again and allow access, if you want the account linked.",
    )
}

fn no_answer_yet() -> Problem {
    Problem::new(
        ProblemCode::CallbackRefused,
        "The page's answer has not come yet.",
        "Finish the page until it closes by itself, open it in the browser instead, or paste the address you ended on.",
    )
}

fn timed_out() -> Problem {
    Problem::new(
        ProblemCode::TimedOut,
        "The page was not finished in time. Nothing was changed.",
        "Start again; a new page will be opened.",
    )
}
