//! Opening a page of the provider's own for a linked account.

use super::grants::OpenGrant;
use super::{Desk, grants, registrations};
use crate::contract::{
    ConnectionView, LinkRequest, Problem, ProblemCode, ProviderId, Purpose, Route, SessionView, VisitRequest,
};
use crate::core::Core;
use crate::link::{self, Begin, Existing};
use crate::provider::room;
use crate::provider::spec::{OwnPage, Stands};
use crate::registration::Registration;
use std::sync::Arc;

impl Desk {
    /// Begins to open a page of the provider's own for a connection. What opens it is fetched for this one time and never
    /// kept, so the person is asked to sign in, unless they asked to keep the password or the page needs nobody's; the
    /// page opens by itself. The connection's grant is not touched.
    pub async fn visit(&self, request: VisitRequest) -> Result<SessionView, Problem> {
        let VisitRequest { connection, page, route, language } = request;
        let core = &self.core;
        let row = grants::connection(core, connection).await?;
        grants::not_while_removed(&row)?;
        let registration = Arc::new(registrations::load(core, row.provider, &row.registration).await?);
        let grant = grants::open(core, connection).await.ok();
        let page = chosen(row.provider, page.as_deref(), &of(&registration, grant.as_ref()))?;
        if route == Route::Paste {
            let message = "Nothing comes back from this page, so there is nothing to paste.";
            let next = "Open it in a window or the browser, or print its address.";
            return Err(Problem::new(ProblemCode::NotSupported, message, next).about("route"));
        }
        if route == Route::Window && page.stands == Stands::InTheBrowser {
            let message =
                "Nobody is signed in to anything in a window of this program, so this page does nothing there.";
            let next = "Open it in the browser that it is about.";
            return Err(Problem::new(ProblemCode::NotSupported, message, next).about("route"));
        }
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
        let begin = Begin { request, registration, existing, expected: None, first: None, page: Some(page) };
        Ok(link::begin(core, begin))
    }
}

/// The pages that can be opened for a connection. None, if its registration is gone.
pub(super) async fn offered(
    core: &Core,
    connection: &ConnectionView,
    grant: Option<&OpenGrant>,
) -> Vec<&'static OwnPage> {
    if let Some(open) = grant {
        return of(&open.registration, grant);
    }
    let registration = registrations::load(core, connection.provider, &connection.registration).await;
    registration.map(|registration| of(&registration, None)).unwrap_or_default()
}

fn of(registration: &Registration, grant: Option<&OpenGrant>) -> Vec<&'static OwnPage> {
    let provider = room(registration.provider);
    let credential = grant.map(|grant| &grant.credential);
    provider.spec().pages.iter().filter(|page| provider.offers_page(registration, credential, page)).collect()
}

/// The page of this name; without a name, the only one.
fn chosen(provider: ProviderId, name: Option<&str>, pages: &[&'static OwnPage]) -> Result<&'static OwnPage, Problem> {
    let spec = room(provider).spec();
    let names = || pages.iter().map(|page| page.name).collect::<Vec<_>>().join(", ");
    match (name, pages) {
        (_, []) if spec.pages.is_empty() => {
            let message = format!("{} has no page of its own to open for a linked account.", spec.name);
            Err(Problem::new(ProblemCode::NotSupported, message, "Use its website.").about(provider.to_string()))
        }
        (_, []) => {
            let message = format!("{} has no page of its own that this account can open.", spec.name);
            let next = "See what its registration lacks, or use its website.";
            Err(Problem::new(ProblemCode::NotSupported, message, next).about(provider.to_string()))
        }
        (None, [only]) => Ok(only),
        (None, _) => {
            let message = format!("{} has several pages that this account can open.", spec.name);
            Err(Problem::new(ProblemCode::AmbiguousId, message, format!("Name one: {}.", names())).about("page"))
        }
        (Some(name), _) => pages.iter().copied().find(|page| page.name == name).ok_or_else(|| {
            let message = format!("{} has no page “{name}” that this account can open.", spec.name);
            Problem::new(ProblemCode::UnknownId, message, format!("There is: {}.", names())).about(name)
        }),
    }
}
