//! One visit to a provider's page in a window: whose session it is, where it may go, what is told to the core.

use super::frame::Frames;
use super::navigation::{Rules, Verdict, is_this_computer};
use super::own_page::{self, OwnPage};
use super::provider;
use super::words::Words;
use crate::profile::Profile;
use linkdesk_core::contract::{Appearance, Problem, SessionId};
use linkdesk_core::link::{Arrival, DEEP_LINK_SCHEME, KeptSignIn, PageAddress, PageToOpen, PageToVisit, Received, Way};
use linkdesk_core::{Desk, Secret};
use std::sync::Arc;
use tauri::{AppHandle, Manager as _, Url};

/// What a person can ask for outside the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wish {
    /// The same session, in the browser.
    Browser,
    /// "I have finished, check now."
    Check,
    /// Cancel.
    Cancel,
    /// The same page by another one-time token.
    Again,
    /// Close the window.
    Close,
}

/// A visit. Cheap to copy into the callbacks of a window.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) app: AppHandle,
    pub(crate) session: SessionId,
    pub(crate) provider: &'static str,
    pub(crate) practice: bool,
    pub(crate) address: PageAddress,
    pub(crate) rules: Rules,
    pub(crate) words: &'static Words,
    pub(crate) appearance: Appearance,
    /// The sign-in that its window goes on with, and leaves behind.
    pub(crate) kept: Option<KeptSignIn>,
    /// Set where no answer comes back: the provider's own page for a linked account.
    pub(crate) own: Option<OwnPage>,
}

impl Visit {
    /// The visit that opens a page.
    pub(crate) fn new(app: &AppHandle, page: PageToOpen) -> Self {
        let settings = app.state::<Profile>().settings();
        Self {
            app: app.clone(),
            session: page.session,
            provider: page.provider_name,
            practice: page.practice,
            address: page.address,
            rules: Rules { returns_to: Some(page.returns_to), frame: None, hosts: page.hosts },
            words: Words::of(&settings),
            appearance: settings.appearance,
            kept: page.kept,
            own: None,
        }
    }

    /// The visit that opens a provider's own page.
    pub(crate) fn own(app: &AppHandle, page: PageToVisit, own: OwnPage) -> Self {
        let settings = app.state::<Profile>().settings();
        Self {
            app: app.clone(),
            session: page.session,
            provider: page.provider_name,
            practice: page.practice,
            address: page.address,
            rules: Rules {
                returns_to: page.back.map(|back| back.returns_to),
                frame: own.frame.clone(),
                hosts: page.hosts,
            },
            words: Words::of(&settings),
            appearance: settings.appearance,
            kept: None,
            own: Some(own),
        }
    }

    /// What the window loads: the page, or ours around it.
    pub(crate) fn loads(&self) -> &Url {
        self.rules.frame.as_ref().unwrap_or_else(|| self.address.expose()) // loaded into its window
    }

    /// Whose origin stands outside the page, for what the window shows. A frame cannot leave the origin it began at.
    pub(crate) fn shown<'a>(&'a self, url: &'a Url) -> &'a Url {
        if self.rules.frame.as_ref() == Some(url) { self.address.expose() } else { url } // its origin only
    }

    /// Whether a browser's answer could come back to this program.
    pub(crate) fn browser_could_answer(&self) -> bool {
        let Some(returns_to) = &self.rules.returns_to else { return false };
        returns_to.scheme() == DEEP_LINK_SCHEME || (returns_to.scheme() == "http" && is_this_computer(returns_to))
    }

    /// Decides about a navigation of the page or of one of its frames. `true`: it goes on.
    pub(crate) fn may_go(&self, url: &Url) -> bool {
        match self.rules.judge(url) {
            Verdict::Allowed => true,
            Verdict::Answer => {
                self.answer(url);
                false
            }
            Verdict::Refused { host } => {
                if let Some(host) = host {
                    self.refused(&host);
                }
                false
            }
        }
    }

    /// Hands what may be the answer to the core, which closes the window if it is. A page of the provider's own that has
    /// led back goes on from there instead.
    fn answer(&self, url: &Url) {
        let (app, session) = (self.app.clone(), self.session);
        let goes_on = self.own.as_ref().and_then(|own| own.goes_on.clone());
        let address = Secret::from(url.as_str());
        tauri::async_runtime::spawn(async move {
            let Ok(desk) = app.state::<Profile>().desk().await else { return };
            let received = desk.resume(Arrival { address, way: Way::Window(session) }).await;
            if let (Received::Taken(_), Some(place)) = (received, goes_on) {
                provider::go_on(&app, session, place);
            }
        });
    }

    fn refused(&self, host: &str) {
        if let Some(desk) = self.desk() {
            desk.window_refused(self.session, host);
        }
        provider::note(&self.app, self.session, self.words.refused(host, self.provider));
    }

    /// The main page is there.
    pub(crate) fn stands_at(&self, url: &Url) {
        if let Some(desk) = self.desk() {
            desk.window_at(self.session, url);
        }
    }

    /// The window is gone.
    pub(crate) fn closed(&self) {
        self.app.state::<Frames>().forget(&provider::label(self.session));
        if let Some(desk) = self.desk() {
            desk.window_closed(self.session);
        }
    }

    /// Passes on what the person asks for.
    pub(crate) fn wish(&self, wish: Wish) {
        let Some(desk) = self.desk() else { return };
        let heard: Result<(), Problem> = match wish {
            Wish::Browser => desk.use_browser(self.session).map(drop),
            Wish::Check => desk.check_now(self.session),
            Wish::Cancel if self.own.is_none() => desk.cancel(self.session),
            Wish::Cancel | Wish::Close => {
                provider::close_window(&self.app, self.session);
                Ok(())
            }
            Wish::Again => {
                if let Some(own) = &self.own {
                    own_page::open_again(&self.app, self.session, own);
                }
                Ok(())
            }
        };
        if let Err(problem) = heard {
            // The session is over: its window closes any moment.
            tracing::info!(reference = problem.reference, "a window asked too late: {problem}");
        }
    }

    fn desk(&self) -> Option<Arc<Desk>> {
        self.app.state::<Profile>().desk_now()
    }
}
