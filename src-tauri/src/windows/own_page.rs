//! Providers' own pages, opened for linked accounts: one window for each account, until the person closes it.

use super::frame::Frames;
use super::provider;
use super::visit::Visit;
use super::{browser, raise_main};
use crate::profile::Profile;
use linkdesk_core::contract::{ConnectionId, Problem, Route, SessionId, VisitRequest};
use linkdesk_core::link::PageToVisit;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tauri::{AppHandle, Manager as _, Url};

/// What such a window has besides those of linking.
#[derive(Clone)]
pub(crate) struct OwnPage {
    pub(crate) connection: ConnectionId,
    /// What it is called.
    pub(crate) page: &'static str,
    pub(crate) language: Option<String>,
    /// Until when its one-time token is taken to open it.
    pub(crate) opens_until: Instant,
    /// The page of ours around it, if it is framed.
    pub(crate) frame: Option<Url>,
    /// Where it goes on when it has led back to us.
    pub(crate) goes_on: Option<Url>,
}

/// The windows that are open, and what was learned from them.
#[derive(Default)]
pub(crate) struct OwnPages(Mutex<Known>);

#[derive(Default)]
struct Known {
    open: HashMap<ConnectionId, SessionId>,
    /// Origins that let nobody frame them.
    alone: HashSet<String>,
}

impl OwnPages {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a page lets nobody frame it: from the next time on it stands alone.
    pub(super) fn stands_alone(&self, page: &Url) {
        self.known().alone.insert(page.origin().ascii_serialization());
    }

    /// Whether a page lets nobody frame it.
    fn is_alone(&self, page: &Url) -> bool {
        self.known().alone.contains(&page.origin().ascii_serialization())
    }

    /// Notes the window of an account. Gives the one that it replaces.
    fn opened(&self, connection: ConnectionId, session: SessionId) -> Option<SessionId> {
        self.known().open.insert(connection, session)
    }

    /// All that are open.
    fn all(&self) -> Vec<SessionId> {
        self.known().open.drain().map(|(_, session)| session).collect()
    }
}

/// Opens a page by its route.
pub(super) fn open(app: &AppHandle, page: PageToVisit) -> Result<(), Problem> {
    match page.route {
        Route::Window => open_window(app, page),
        Route::Browser => browser::open_address(&page.address, &page.hosts),
        Route::Print | Route::Paste => Err(provider::not_here()),
    }
}

fn open_window(app: &AppHandle, page: PageToVisit) -> Result<(), Problem> {
    let pages = app.state::<OwnPages>();
    let framed = page.framed && !pages.is_alone(page.address.expose());
    let frame = framed.then(|| app.state::<Frames>().around(&provider::label(page.session), page.address.clone()));
    let own = OwnPage {
        connection: page.connection,
        language: page.language.clone(),
        opens_until: Instant::now() + page.opens_within,
        frame: frame.flatten(),
        page: page.page,
        goes_on: page.back.as_ref().and_then(|back| back.goes_on.clone()),
    };
    // A page that the sign-in for it needed was closed a moment ago, and goes when the main thread comes to it.
    provider::wait_until_gone(app, page.session);
    let (connection, session) = (page.connection, page.session);
    provider::open_window(Visit::own(app, page, own))?;
    if let Some(before) = pages.opened(connection, session) {
        provider::close_window(app, before);
    }
    Ok(())
}

/// Fetches another one-time token for the page: begins anew, and brings forward where the sign-in is asked for.
pub(super) fn open_again(app: &AppHandle, session: SessionId, own: &OwnPage) {
    let app = app.clone();
    let request = VisitRequest {
        connection: own.connection,
        page: Some(own.page.to_owned()),
        route: Route::Window,
        language: own.language.clone(),
    };
    tauri::async_runtime::spawn(async move {
        let begun = match app.state::<Profile>().desk().await {
            Ok(desk) => desk.visit(request).await.map(drop),
            Err(problem) => Err(problem),
        };
        match begun {
            Ok(()) => raise_main(&app),
            Err(problem) => provider::note(&app, session, format!("{} {}", problem.message, problem.next)),
        }
    });
}

/// Closes them all: the profile they belong to is left.
pub(crate) fn close_own_pages(app: &AppHandle) {
    for session in app.state::<OwnPages>().all() {
        provider::close_window(app, session);
    }
}
