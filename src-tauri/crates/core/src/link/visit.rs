//! Visits: the provider's own page, opened for an account that is linked. Nothing of one is kept but the password that a
//! person asked to keep.

use super::driver::{Declined, Session};
use super::transition::Event;
use super::{PageToVisit, keep, outcomes};
use crate::contract::{ConnectionId, Purpose};
use crate::core::Core;
use crate::desk::grants;
use crate::provider::{Asked, Credential, Line, Match, Refusal, RefusalKind, Start, Step, Visit, room};
use crate::renewal;
use std::sync::Arc;

/// Begins one: with the password that is kept, if one is. It is sent under the lock of the connection, and forgotten
/// there if it is refused.
pub(super) async fn begin(
    core: &Arc<Core>,
    connection: ConnectionId,
    line: Line<'_>,
    start: Start<'_>,
) -> Result<Step, Declined> {
    let provider = room(line.registration.provider);
    let declined = |refusal: Refusal| Declined::from_refusal(refusal, provider.spec().name);
    let keeps = async || grants::open(core, connection).await.ok().map(|grant| grant.credential);
    if keeps().await.is_none_or(|credential| credential.kept().is_none()) {
        return provider.open_visit(line, start).await.map_err(declined);
    }
    let _alone = renewal::alone(core, connection).await?;
    let existing = keeps().await;
    let step = provider.open_visit(line, Start { existing: existing.as_ref(), ..start }).await.map_err(declined)?;
    if let Step::Form(Asked { after: Some(refusal), .. }) = &step
        && refusal.ends_kept_password()
    {
        renewal::forget_password(core, connection).await?;
    }
    Ok(step)
}

impl Session {
    /// Makes the page of a fresh sign-in, and compares whose it is before anything opens. The sign-in itself is
    /// forgotten either way.
    pub(super) async fn visit(&mut self, fresh: &Credential) {
        let provider = room(self.view.provider);
        let line = Line { http: &self.core.http, registration: &self.registration };
        let visit = match provider.visit(line, fresh, self.request.language.as_deref()) {
            Ok(visit) => visit,
            Err(refusal) => return self.no_visit(refusal).await,
        };
        let (Purpose::Visit { connection }, Some(spec)) = (self.view.purpose, &provider.spec().visit) else {
            return self.no_visit(Refusal::new(RefusalKind::NotOffered)).await;
        };
        let Visit { address, hosts, whose } = visit;
        let ours = match self.core.store.identity_keys(connection).await {
            Ok(keys) => keys,
            Err(error) => return self.step(Event::OpenRefused, Some(error.into())).await,
        };
        if Match::between(&ours, &whose.keys) != Match::Same {
            let problem = outcomes::somebody_elses_page(&whose.view, self.view.expected.as_ref());
            self.identity = Some(whose);
            return self.step(Event::VisitDiffers, Some(problem)).await;
        }
        // Kept for whoever it belongs to, once that is known. Nothing opens if it cannot be: the person asked for both.
        if let Some(login) = fresh.kept()
            && let Err(problem) = renewal::keep_password(&self.core, connection, login).await
        {
            return self.step(Event::OpenRefused, Some(problem)).await;
        }
        self.page = Some((address, hosts));
        self.view.expires_at = (self.core.clock.now() + spec.opens_within).into();
        self.step(Event::VisitReady, None).await;
    }

    async fn no_visit(&mut self, refusal: Refusal) {
        let problem = refusal.into_problem(room(self.view.provider).spec().name);
        self.step(Event::OpenRefused, Some(problem)).await;
    }

    /// Hands the page over, once.
    pub(super) async fn open_visit(&mut self) {
        let spec = room(self.view.provider).spec();
        let Some(visiting) = &spec.visit else { return };
        let (Some((address, hosts)), Purpose::Visit { connection }) = (self.page.take(), self.view.purpose) else {
            return;
        };
        let opened = self.core.pages.visit(PageToVisit {
            session: self.view.id,
            connection,
            provider_name: spec.name,
            route: self.view.route,
            address,
            hosts,
            framed: visiting.framed,
            language: self.request.language.clone(),
            opens_within: visiting.opens_within,
            practice: self.core.practice,
        });
        match opened {
            Ok(()) => {
                keep::note_visit(&self.core, connection).await;
                Box::pin(self.step(Event::VisitOpened, None)).await;
            }
            Err(problem) => Box::pin(self.step(Event::OpenRefused, Some(problem))).await,
        }
    }
}
