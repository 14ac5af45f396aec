//! Opening the provider's own page for a linked account.

use super::{Desk, grants, registrations};
use crate::contract::{LinkRequest, Problem, ProblemCode, Purpose, Route, SessionView, VisitRequest};
use crate::link::{self, Begin, Existing};
use crate::provider::room;
use std::sync::Arc;

impl Desk {
    /// Begins to open the provider's own page for a connection. What opens it is fetched for this one time and never
    /// kept, so the person is asked to sign in, unless they asked to keep the password; the page opens by itself. The connection's grant is not touched.
    pub async fn visit(&self, request: VisitRequest) -> Result<SessionView, Problem> {
        let VisitRequest { connection, route, language } = request;
        let core = &self.core;
        let row = grants::connection(core, connection).await?;
        grants::not_while_removed(&row)?;
        let spec = room(row.provider).spec();
        if spec.visit.is_none() {
            let message = format!("{} has no page of its own to open for a linked account.", spec.name);
            return Err(
                Problem::new(ProblemCode::NotSupported, message, "Use its website.").about(row.provider.to_string())
            );
        }
        if route == Route::Paste {
            let message = "Nothing comes back from this page, so there is nothing to paste.";
            return Err(Problem::new(
                ProblemCode::NotSupported,
                message,
                "Open it in a window or the browser, or print its address.",
            )
            .about("route"));
        }
        let registration = Arc::new(registrations::load(core, row.provider, &row.registration).await?);
        let request = LinkRequest {
            provider: row.provider,
            registration: Some(row.registration),
            purpose: Purpose::Visit { connection },
            route,
            label: None,
            customer: None,
            expect: None,
            confirmed: true,
            share: None,
            language,
            awaited: None,
        };
        let existing = Some(Existing { connection, identity: row.identity, credential: None });
        Ok(link::begin(core, Begin { request, registration, existing, expected: None, first: None }))
    }
}
