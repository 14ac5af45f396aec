//! Performs what the table decides: one task for each session, one event at a time.
//!
//! What takes long (the provider's calls) runs in tasks of its own and comes back as an event, so that a cancel is
//! heard at once.

use super::keep::Verdict;
use super::listener::Listening;
use super::sessions::Entry;
use super::sign_on::SignOn;
use super::transition::{Event, is_over, transition};
use super::visit::Visiting;
use super::{HostRule, PageAddress, outcomes, pkce};
use crate::contract::{
    ConnectionId, DeskEvent, ExportedKey, IdentityView, LinkRequest, OriginView, Problem, ProblemCode, Purpose,
    SessionId, SessionState, SessionView,
};
use crate::core::Core;
use crate::provider::spec::OwnPage;
use crate::provider::{Asked, Credential, Heard, Identity, Refusal, Returned, Step, Values, room};
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
    /// The account of the desk that is linked by this.
    pub(crate) expected: Option<Expected>,
    /// A first step that is known already (confirming a removal).
    pub(crate) first: Option<Step>,
    /// Which of the provider's own pages is opened.
    pub(crate) page: Option<&'static OwnPage>,
}

/// Which account it must be, as far as a file told it.
#[derive(Default)]
pub(crate) struct Expected {
    pub(crate) identity: Option<IdentityView>,
    /// By what it is recognised; empty: by nothing, so any account will do.
    pub(crate) keys: Vec<ExportedKey>,
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

/// Why a step was not taken.
pub(crate) struct Declined {
    /// What to say.
    pub(crate) problem: Problem,
    /// Whether the form that was sent may be sent again.
    pub(crate) leaves_the_form: bool,
}

impl Declined {
    /// A provider's no.
    pub(super) fn from_refusal(refusal: Refusal, provider: &str) -> Self {
        Self { leaves_the_form: refusal.leaves_the_form(), problem: refusal.into_problem(provider) }
    }
}

impl From<Problem> for Declined {
    fn from(problem: Problem) -> Self {
        Self { problem, leaves_the_form: false }
    }
}

/// What is told to a session.
pub(crate) enum Happening {
    /// The provider answered the opening, or a form.
    Opened(Result<Step, Declined>),
    /// The person filled in the form, or asks for another code.
    Filled { values: Values, again: bool },
    /// A callback came.
    Came { returned: Returned, unproven: bool },
    /// The answer was redeemed, or not.
    Redeemed(Result<Credential, Problem>),
    /// Whose account it is, and what that means.
    Identified(Box<Found>),
    /// The site of a page of the provider's own called.
    Called(Heard),
    /// That page led back here.
    LedBack,
    /// Who signed on by it.
    SignedOn(Box<SignOn>),
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

/// A session at work.
pub(super) struct Session {
    pub(super) core: Arc<Core>,
    pub(super) view: SessionView,
    pub(super) request: LinkRequest,
    pub(super) registration: Arc<Registration>,
    pub(super) existing: Option<Existing>,
    /// By what the account of the desk is recognised that is linked by this.
    pub(super) expected_keys: Vec<ExportedKey>,
    pub(super) state: Secret,
    pub(super) verifier: Secret,
    pub(super) inbox: mpsc::UnboundedReceiver<Happening>,
    pub(super) own: mpsc::UnboundedSender<Happening>,
    pub(super) first: Option<Step>,
    pub(super) page: Option<(PageAddress, Vec<HostRule>)>,
    pub(super) form: Option<Arc<Asked>>,
    pub(super) filled: Option<(Values, bool)>,
    pub(super) repairing: bool,
    pub(super) listening: Option<Listening>,
    pub(super) answer: Option<Secret>,
    pub(super) unproven: bool,
    pub(super) fresh: Option<Credential>,
    pub(super) identity: Option<Identity>,
    pub(super) verdict: Option<Verdict>,
    pub(super) visiting: Visiting,
    /// What was made at the provider and stays, whatever becomes of this try: told at its end in place of "nothing was
    /// changed".
    pub(super) made: Option<Problem>,
    /// A request is out that may bring a grant. A session that is over waits for it, to give the grant back.
    pub(super) is_out: bool,
}

/// Begins a session and shows it.
pub(crate) fn begin(core: &Arc<Core>, begin: Begin) -> SessionView {
    let Begin { request, registration, existing, expected, first, page } = begin;
    let now = core.clock.now();
    let spec = room(registration.provider).spec();
    let Expected { identity: expected_identity, keys: expected_keys } = expected.unwrap_or_default();
    let view = SessionView {
        id: SessionId::new(),
        provider: registration.provider,
        registration: registration.name.clone(),
        purpose: request.purpose,
        page: page.map(|page| page.name.to_owned()),
        route: request.route,
        state: SessionState::Opening,
        started_at: now.into(),
        expires_at: (now + spec.page_life).into(),
        entered_at: now.into(),
        form: None,
        origin: None,
        refused_host: None,
        expected: existing.as_ref().map(|existing| existing.identity.clone()).or(expected_identity),
        awaited: request.awaited,
        identity: None,
        connection: existing.as_ref().map(|existing| existing.connection),
        already_linked: false,
        problem: None,
    };
    let (own, inbox) = mpsc::unbounded_channel();
    core.sessions
        .add(Entry { view: watch::Sender::new(view.clone()), inbox: own.clone(), waits: None, visits: None }, now);
    let session = Session {
        core: core.clone(),
        view: view.clone(),
        request,
        registration,
        existing,
        expected_keys,
        state: random::token(),
        verifier: pkce::verifier(),
        inbox,
        own,
        first,
        page: None,
        form: None,
        filled: None,
        repairing: false,
        listening: None,
        answer: None,
        unproven: false,
        fresh: None,
        identity: None,
        verdict: None,
        visiting: Visiting::of(page),
        made: None,
        is_out: false,
    };
    core.announce(DeskEvent::Session { session: Box::new(view.clone()) });
    core.work.spawn(session.run());
    view
}

impl Session {
    async fn run(mut self) {
        self.begin();
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
            if is_over(self.view.state) && !self.is_out {
                return self.leave_visit();
            }
        }
    }

    async fn hear(&mut self, happening: Happening) {
        match happening {
            Happening::Opened(outcome) => {
                self.is_out = false;
                self.opened(outcome).await;
            }
            Happening::Filled { values, again } => {
                self.filled = Some((values, again));
                self.step(Event::FormSent, None).await;
            }
            Happening::Came { returned, unproven } => self.came(returned, unproven).await,
            Happening::Redeemed(outcome) => {
                self.is_out = false;
                match outcome {
                    Ok(credential) => self.granted(credential).await,
                    Err(problem) => self.step(Event::RedeemRefused, Some(problem)).await,
                }
            }
            Happening::Identified(outcome) => self.identified(*outcome).await,
            Happening::Called(heard) => self.called(heard).await,
            Happening::LedBack => self.led_back().await,
            Happening::SignedOn(who) => self.signed_on(*who).await,
            Happening::Confirmed => self.step(Event::Confirmed, None).await,
            Happening::WantedAsNew => self.step(Event::WantedAsNew, None).await,
            Happening::Cancelled => {
                // A dismissed refusal stays told.
                let told = self.made.clone().or_else(|| self.view.problem.clone());
                let problem = told.unwrap_or_else(outcomes::cancelled);
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

    async fn opened(&mut self, outcome: Result<Step, Declined>) {
        match outcome {
            Ok(Step::Page { address, hosts, repairs }) => {
                self.page = Some((address, hosts));
                self.repairing = repairs;
                self.step(Event::PageReady, None).await;
            }
            Ok(Step::Form(mut asked)) => {
                let name = room(self.view.provider).spec().name;
                let problem = asked.after.take().map(|refusal| refusal.into_problem(name));
                let made = problem.clone().filter(|problem| problem.code == ProblemCode::Registered);
                self.made = made.or_else(|| self.made.take());
                if is_over(self.view.state) {
                    // Cancelled while it was out.
                    self.view.problem = self.made.clone().or_else(|| self.view.problem.take());
                    return self.show();
                }
                self.view.form = Some(asked.form.view(&self.registration, self.core.clock.now()));
                self.form = Some(Arc::new(asked));
                self.step(Event::FormReady, problem).await;
            }
            Ok(Step::Granted(credential)) => self.granted(credential).await,
            Ok(Step::Visit(visit)) => self.show_visit(*visit, None).await,
            Ok(Step::Withdrawn) => self.step(Event::GrantGone, None).await,
            Ok(Step::Healthy) => self.step(Event::FoundHealthy, None).await,
            Err(Declined { problem, leaves_the_form: true }) if self.view.state == SessionState::Submitting => {
                self.step(Event::FormRefused, Some(problem)).await;
            }
            Err(Declined { problem, .. }) => self.step(Event::OpenRefused, Some(problem)).await,
        }
    }

    /// A visit keeps no grant: what was granted opens the page, or is given back.
    async fn granted(&mut self, credential: Credential) {
        if matches!(self.view.purpose, Purpose::Visit { .. }) {
            return self.visit(credential).await;
        }
        self.fresh = Some(credential);
        self.step(Event::Redeemed, None).await;
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
            Returned::Denied => self.step(Event::DenialCame, Some(outcomes::denied(name))).await,
            Returned::Cancelled => self.step(Event::LeftPage, Some(outcomes::cancelled())).await,
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
                let problem = match &self.view.identity {
                    Some(answered) if event == Event::AccountDiffers => {
                        let (expected, typed) = (self.view.expected.as_ref(), self.request.expect.as_deref());
                        Some(outcomes::other_account(answered, expected, typed))
                    }
                    _ => None,
                };
                self.verdict = Some(verdict);
                self.step(event, problem).await;
            }
            Err(problem) => self.step(Event::IdentifyRefused, Some(problem)).await,
        }
    }

    /// Moves by the table and performs what it says.
    pub(super) async fn step(&mut self, event: Event, problem: Option<Problem>) {
        let Some((next, effects)) = transition(self.view.state, event) else { return };
        tracing::debug!(session = %self.view.id, ?event, from = ?self.view.state, to = ?next, "link session");
        if next != self.view.state {
            self.view.state = next;
            self.view.entered_at = self.core.clock.now().into();
            self.view.problem = match event {
                Event::Expired => Some(self.made.clone().unwrap_or_else(outcomes::timed_out)),
                _ => problem,
            };
        }
        if !matches!(next, SessionState::AtForm | SessionState::Submitting) {
            self.view.form = None;
            self.form = None;
        }
        for effect in effects {
            self.perform(*effect).await;
        }
        self.show();
    }

    /// A repair needs no answer to redeem, so a call can show whether it worked. For anything else the answer itself
    /// is needed: the person is told that it has not come.
    async fn check_now(&mut self) {
        if self.repairing {
            self.step(Event::RepairCame, None).await;
        } else if self.view.state == SessionState::AtPage {
            self.view.problem = Some(outcomes::no_answer_yet());
            self.show();
        }
    }

    pub(super) fn show(&self) {
        self.core.sessions.show(&self.view);
        self.core.announce(DeskEvent::Session { session: Box::new(self.view.clone()) });
    }
}
