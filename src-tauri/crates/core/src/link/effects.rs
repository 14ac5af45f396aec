//! What the table's effects do: open and close pages, ask the provider, keep and give back.

use super::driver::{Declined, Happening, Session};
use super::keep::{self, Verdict};
use super::listener::{Door, Listening};
use super::sessions::{Waiting, hash_of};
use super::transition::{Effect, Event};
use super::{PageToOpen, Received, pkce, visit};
use crate::contract::{DeskEvent, Problem, Purpose, Route, SessionState};
use crate::desk::{awaited, staying};
use crate::provider::{Asked, Credential, Filled, Line, Redemption, Refusal, RefusalKind, Start, Values, room};
use std::sync::Arc;

impl Session {
    pub(super) async fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::OpenPage => {
                if let Err(problem) = self.open_page().await {
                    Box::pin(self.step(Event::OpenRefused, Some(problem))).await;
                }
            }
            Effect::OpenVisit => self.open_visit().await,
            Effect::StopListening => self.stop_listening(),
            Effect::ClosePage => {
                self.core.sessions.wait_for_arrival(self.view.id, None);
                self.stop_listening();
                self.close_window();
                self.listening = None;
                self.view.origin = None;
                self.view.refused_host = None;
            }
            Effect::Submit => self.submit(),
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

    pub(super) fn begin(&mut self) {
        match self.first.take() {
            Some(step) => drop(self.own.send(Happening::Opened(Ok(step)))),
            None => self.ask(None),
        }
    }

    fn submit(&mut self) {
        if let (Some(asked), Some((values, again))) = (self.form.clone(), self.filled.take()) {
            self.ask(Some((asked, values, again)));
        }
    }

    /// Asks the provider for the next step: the first one, or what follows a form.
    fn ask(&mut self, form: Option<(Arc<Asked>, Values, bool)>) {
        self.is_out = true;
        let (core, registration, own) = (self.core.clone(), self.registration.clone(), self.own.clone());
        let (state, challenge) = (self.state.copy(), pkce::challenge(&self.verifier));
        let existing = self.existing.as_ref().and_then(|existing| existing.credential.as_ref()).map(Credential::copy);
        let visited = match self.view.purpose {
            Purpose::Visit { connection } => self.visiting.page.map(|page| (connection, page)),
            _ => None,
        };
        let is_new = self.view.purpose == Purpose::Link;
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
                is_new,
            };
            let line = Line { http: &core.http, registration: &registration };
            let declined = |refusal| Declined::from_refusal(refusal, provider.spec().name);
            let outcome = match (&form, visited) {
                (None, Some((connection, page))) => visit::begin(&core, connection, page, line, start).await,
                (None, None) => provider.open(line, start).await.map_err(declined),
                (Some((asked, values, again)), _) => {
                    let filled = Filled { form: asked.form, values, carried: &asked.carried, again: *again };
                    provider.submit(line, start, filled).await.map_err(declined)
                }
            };
            drop(own.send(Happening::Opened(outcome)));
        });
    }

    /// Opens the page by the session's route, with a listener where the answer needs one.
    async fn open_page(&mut self) -> Result<(), Problem> {
        let Some((address, hosts)) = self.page.clone() else { return Ok(()) };
        let Some(returns_to) = self.registration.returns_to().cloned() else {
            return Err(Refusal::new(RefusalKind::OurFault).into_problem(room(self.view.provider).spec().name));
        };
        if matches!(self.view.route, Route::Browser | Route::Print) && returns_to.scheme() != super::DEEP_LINK_SCHEME {
            self.listening = Some(self.core.listeners.listen(&returns_to, self.door()).await?);
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
        let kept = staying::for_page(&self.core, &self.view).await;
        self.core.pages.open(PageToOpen {
            session: self.view.id,
            provider: self.view.provider,
            provider_name: room(self.view.provider).spec().name,
            route: self.view.route,
            address,
            returns_to,
            hosts,
            kept,
            practice: self.core.practice,
        })
    }

    /// The one door, for whatever listens.
    pub(super) fn door(&self) -> Door {
        let weak = Arc::downgrade(&self.core);
        Arc::new(move |arrival| {
            let core = weak.upgrade();
            Box::pin(
                async move { core.map_or(Received::Dropped, |core| core.sessions.resume(&arrival, core.clock.now())) },
            )
        })
    }

    pub(super) async fn use_browser(&mut self) {
        if self.view.state != SessionState::AtPage || self.view.route == Route::Browser {
            return;
        }
        let before = std::mem::replace(&mut self.view.route, Route::Browser);
        self.close_window();
        self.view.origin = None;
        if let Err(problem) = self.open_page().await {
            // The window is gone, but not the session: it may go on by pasting, or in a window again.
            self.view.route = before;
            self.view.problem = Some(problem);
        }
        self.show();
    }

    /// A window says that it was closed, whoever closed it. Once the session shows that it no longer waits there, that
    /// is no cancel.
    fn close_window(&self) {
        self.core.sessions.show(&self.view);
        self.core.pages.close(self.view.id);
    }

    fn redeem(&mut self) {
        let Some(answer) = self.answer.take() else { return };
        self.is_out = true;
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
            expected_keys: self.expected_keys.clone(),
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
        if as_new && self.request.awaited.take().is_some() {
            // It is not the account that the desk waits for, so its label and its customer are not its own.
            (self.request.label, self.request.customer) = (None, None);
        }
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
                let awaited = self.request.awaited;
                awaited::settle(&self.core, connection, &self.registration, &identity, awaited).await;
                self.view.connection = Some(connection);
                staying::look(&self.core).await;
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
}
