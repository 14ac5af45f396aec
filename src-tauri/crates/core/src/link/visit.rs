//! Visits: a page of the provider's own, opened for an account that is linked. Nothing of one is kept but the password
//! that a person asked to keep.

use super::driver::{Declined, Session};
use super::hearing::Hearing;
use super::sessions::Visited;
use super::transition::Event;
use super::{PageToVisit, keep, outcomes};
use crate::Secret;
use crate::contract::{ConnectionId, EventKind, Problem, Purpose};
use crate::core::Core;
use crate::desk::grants;
use crate::provider::spec::{OwnPage, Stands};
use crate::provider::{Asked, Credential, Line, Match, Refusal, RefusalKind, Start, Step, Visit, WayBack, room};
use crate::renewal;
use std::sync::Arc;

/// What a session remembers of its visit.
#[derive(Default)]
pub(super) struct Visiting {
    /// Which page; `None`: the session is about something else.
    pub(super) page: Option<&'static OwnPage>,
    /// How it leads back.
    pub(super) back: Option<WayBack>,
    /// Open while that is listened for.
    pub(super) hearing: Option<Hearing>,
    /// The sign-in that opened it, until it is given back.
    pub(super) sign_in: Option<Credential>,
    /// Whether a code was heard. There is one for a page.
    pub(super) has_code: bool,
    /// Whether the page has led back, while its code is still looked into.
    pub(super) is_led_back: bool,
    /// Why the grant is looked at.
    pub(super) look: Look,
}

/// Whether the grant is looked at because somebody may have signed out: at once when that is heard, and once more in the
/// end. Not oftener, because anybody can say it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Look {
    #[default]
    NoCause,
    Looked,
    InTheEnd,
}

impl Visiting {
    pub(super) fn of(page: Option<&'static OwnPage>) -> Self {
        Self { page, ..Self::default() }
    }
}

/// Begins one: with the password that is kept, if one is. It is sent under the lock of the connection, and forgotten
/// there if it is refused.
pub(super) async fn begin(
    core: &Arc<Core>,
    connection: ConnectionId,
    page: &OwnPage,
    line: Line<'_>,
    start: Start<'_>,
) -> Result<Step, Declined> {
    let provider = room(line.registration.provider);
    let declined = |refusal: Refusal| Declined::from_refusal(refusal, provider.spec().name);
    let linked = async || grants::open(core, connection).await.ok().map(|grant| grant.credential);
    let existing = linked().await;
    if existing.as_ref().is_none_or(|credential| credential.kept().is_none()) {
        let start = Start { existing: existing.as_ref(), ..start };
        return provider.open_visit(line, start, page).await.map_err(declined);
    }
    let _alone = renewal::alone(core, connection).await?;
    let existing = linked().await;
    let start = Start { existing: existing.as_ref(), ..start };
    let step = provider.open_visit(line, start, page).await.map_err(declined)?;
    if let Step::Form(Asked { after: Some(refusal), .. }) = &step
        && refusal.ends_kept_password()
    {
        renewal::forget_password(core, connection).await?;
    }
    Ok(step)
}

impl Session {
    /// Makes the page of a fresh sign-in. The sign-in itself is given back or forgotten, whatever becomes of the page.
    pub(super) async fn visit(&mut self, fresh: Credential) {
        let line = Line { http: &self.core.http, registration: &self.registration };
        let visit = room(self.view.provider).visit(line, &fresh, self.request.language.as_deref());
        let login = fresh.kept().map(Secret::copy);
        self.visiting.sign_in = Some(fresh);
        match visit {
            Ok(visit) => self.show_visit(visit, login).await,
            Err(refusal) => self.no_visit(refusal).await,
        }
    }

    /// Compares whose page it is before anything opens.
    pub(super) async fn show_visit(&mut self, visit: Visit, login: Option<Secret>) {
        let (Purpose::Visit { connection }, Some(page)) = (self.view.purpose, self.visiting.page) else {
            return self.no_visit(Refusal::new(RefusalKind::NotOffered)).await;
        };
        let Visit { address, hosts, whose, back } = visit;
        let ours = match self.core.store.identity_keys(connection).await {
            Ok(keys) => keys,
            Err(error) => return self.step(Event::OpenRefused, Some(error.into())).await,
        };
        match whose {
            Some(whose) if Match::between(&ours, &whose.keys) != Match::Same => {
                let problem = outcomes::somebody_elses_page(&whose.view, self.view.expected.as_ref());
                self.view.identity = Some(whose.view.clone());
                self.identity = Some(whose);
                return self.step(Event::VisitDiffers, Some(problem)).await;
            }
            None if page.signs_in => {
                return self.no_visit(Refusal::new(RefusalKind::Unreadable).coded("nobody's page")).await;
            }
            _ => {}
        }
        // Kept for whoever it belongs to, once that is known. Nothing opens if it cannot be: the person asked for both.
        if let Some(login) = login
            && let Err(problem) = renewal::keep_password(&self.core, connection, &login).await
        {
            return self.step(Event::OpenRefused, Some(problem)).await;
        }
        self.page = Some((address, hosts));
        self.visiting.back = back;
        self.view.expires_at = (self.core.clock.now() + page.opens_within).into();
        self.step(Event::VisitReady, None).await;
    }

    async fn no_visit(&mut self, refusal: Refusal) {
        let problem = refusal.into_problem(room(self.view.provider).spec().name);
        self.step(Event::OpenRefused, Some(problem)).await;
    }

    /// Hands the page over, once. One that leads back is listened for first.
    pub(super) async fn open_visit(&mut self) {
        let (Some((address, hosts)), Some(page)) = (self.page.take(), self.visiting.page) else { return };
        let Purpose::Visit { connection } = self.view.purpose else { return };
        let heard = self.listen().await;
        // A window may say that it was closed as soon as it is open.
        self.core.sessions.show(&self.view);
        let opened = match heard {
            Ok(()) => self.core.pages.visit(PageToVisit {
                session: self.view.id,
                connection,
                page: page.name,
                provider_name: room(self.view.provider).spec().name,
                route: self.view.route,
                address,
                signs_in: page.signs_in,
                hosts,
                back: self.visiting.back.clone(),
                framed: page.stands == Stands::InAFrame,
                language: self.request.language.clone(),
                opens_within: page.opens_within,
                practice: self.core.practice,
            }),
            Err(problem) => Err(problem),
        };
        match opened {
            Ok(()) => {
                keep::note_visit(&self.core, connection, EventKind::PageOpened).await;
                if self.visiting.back.is_none() {
                    Box::pin(self.step(Event::VisitOpened, None)).await;
                }
            }
            Err(problem) => Box::pin(self.step(Event::OpenRefused, Some(problem))).await,
        }
    }

    /// Listens where the page leads back, if it does. Whoever listened there before is ended: what is called there does
    /// not say for whom.
    async fn listen(&mut self) -> Result<(), Problem> {
        let Some(back) = self.visiting.back.clone() else { return Ok(()) };
        self.core.sessions.end_those_at(&back.callback, self.view.id);
        let hearing = Hearing::open(&back, self.door()).await?;
        let expires_at = self.view.expires_at.instant();
        let visited = Visited { back, listener: hearing.address(), expires_at };
        self.core.sessions.listen(self.view.id, Some(visited));
        self.visiting.hearing = Some(hearing);
        Ok(())
    }

    /// Deaf from now on.
    pub(super) fn stop_listening(&mut self) {
        self.core.sessions.listen(self.view.id, None);
        self.visiting.hearing = None;
    }
}
