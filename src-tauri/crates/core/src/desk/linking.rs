//! The verbs of link sessions.

use super::{Desk, awaited, grants, name_field, registrations};
use crate::contract::{
    FieldValue, LinkRequest, Problem, ProblemCode, Purpose, Route, SessionId, SessionState, SessionView,
};
use crate::link::{self, Arrival, Begin, Existing, Happening, Received, needs_a_look};
use crate::provider::{Form, Values, room};
use std::sync::Arc;
use url::Url;

impl Desk {
    /// Begins a try at linking or reconnecting. Its page opens by itself.
    pub async fn link(&self, mut request: LinkRequest) -> Result<SessionView, Problem> {
        let core = &self.core;
        request.label = request.label.as_deref().map(|text| name_field("label", text)).transpose()?.flatten();
        request.customer = request.customer.as_deref().map(|text| name_field("customer", text)).transpose()?.flatten();
        let expected = match request.awaited {
            Some(id) => Some(awaited::prepare(core, id, &mut request).await?),
            None => None,
        };
        let existing = match request.purpose {
            Purpose::Link => None,
            Purpose::Reconnect { connection } => {
                let row = grants::connection(core, connection).await?;
                request.provider = row.provider;
                request.registration = Some(row.registration.clone());
                let credential = grants::open(core, connection).await.ok().map(|grant| grant.credential);
                Some(Existing { connection, identity: row.identity, credential })
            }
            Purpose::Remove { .. } | Purpose::Visit { .. } => {
                return Err(Problem::new(
                    ProblemCode::InvalidInput,
                    "A removal is begun by unlinking, and a visit by opening the page.",
                    "Unlink the account, or open its page, instead.",
                ));
            }
        };
        let name = request.registration.as_deref();
        let registration = Arc::new(registrations::find(core, request.provider, name).await?);
        if !registration.routes().contains(&request.route) {
            return Err(Problem::new(
                ProblemCode::NotSupported,
                format!("The redirect address {} cannot be answered that way.", registration.redirect()),
                "Open the page in the app's window, or paste the address you end on.",
            )
            .about("route"));
        }
        if matches!(request.route, Route::Window | Route::Browser) {
            let remembered = serde_json::to_value(request.route).unwrap_or_default();
            core.store.set_setting(&registrations::route_setting(request.provider), &remembered).await?;
        }
        Ok(link::begin(core, Begin { request, registration, existing, expected, first: None, page: None }))
    }

    /// Every session that lives or ended within the hour.
    pub fn sessions(&self) -> Vec<SessionView> {
        self.core.sessions.views()
    }

    /// How one stands.
    pub fn session(&self, id: SessionId) -> Option<SessionView> {
        self.core.sessions.follow(id).map(|view| view.borrow().clone())
    }

    /// Waits until a session is over or waits for the person. `None`: there is no such session.
    pub async fn finished(&self, id: SessionId) -> Option<SessionView> {
        let mut view = self.core.sessions.follow(id)?;
        view.wait_for(|view| needs_a_look(view.state)).await.ok().map(|view| view.clone())
    }

    /// Waits until a session is over.
    pub async fn over(&self, id: SessionId) -> Option<SessionView> {
        let mut view = self.core.sessions.follow(id)?;
        view.wait_for(|view| link::transition::is_over(view.state)).await.ok().map(|view| view.clone())
    }

    /// The one door for callbacks, whatever way they come.
    #[expect(clippy::unused_async, reason = "part of the contract: a door that may one day have to ask the store")]
    pub async fn resume(&self, arrival: Arrival) -> Received {
        self.core.sessions.resume(&arrival, self.core.clock.now())
    }

    /// Cancels a session. An outcome, not an error.
    pub fn cancel(&self, id: SessionId) -> Result<(), Problem> {
        self.tell(id, Happening::Cancelled)
    }

    /// Sends the form that the session waits with. What does not fit is refused at once, by its field, and nothing is
    /// sent.
    pub async fn submit(&self, id: SessionId, fields: Vec<FieldValue>) -> Result<(), Problem> {
        let values = self.form_of(id)?.take(fields)?;
        self.send_form(id, values, false).await
    }

    /// Asks the provider to send another code, where the form has one.
    pub async fn ask_again(&self, id: SessionId) -> Result<(), Problem> {
        if self.form_of(id)?.again_after.is_none() {
            return Err(Problem::new(ProblemCode::NotSupported, "This form has no code.", "Fill in its fields."));
        }
        self.send_form(id, Values::default(), true).await
    }

    /// Returns when the session has heard it, so that nobody takes the form before for the next one.
    async fn send_form(&self, id: SessionId, values: Values, again: bool) -> Result<(), Problem> {
        let mut view = self.core.sessions.follow(id).ok_or_else(no_session)?;
        view.mark_unchanged();
        self.tell(id, Happening::Filled { values, again })?;
        // The session shows each state it enters, so the first change is that it heard.
        let heard = view.changed().await;
        heard.map_err(|_| no_session())
    }

    /// The form that a session waits with.
    fn form_of(&self, id: SessionId) -> Result<&'static Form, Problem> {
        let view = self.session(id).ok_or_else(no_session)?;
        let waiting = view.form.filter(|_| view.state == SessionState::AtForm);
        waiting.and_then(|waiting| room(view.provider).spec().form(&waiting.id)).ok_or_else(|| {
            Problem::new(ProblemCode::InvalidInput, "Nothing is asked here at the moment.", "Wait for the form.")
        })
    }

    /// The person confirms the account by name.
    pub fn confirm(&self, id: SessionId) -> Result<(), Problem> {
        self.tell(id, Happening::Confirmed)
    }

    /// The person wants the other account as a connection of its own.
    pub fn add_as_new(&self, id: SessionId) -> Result<(), Problem> {
        self.tell(id, Happening::WantedAsNew)
    }

    /// "I have finished": a repair is checked by a call; a page whose answer has not come is said to be waiting.
    pub fn check_now(&self, id: SessionId) -> Result<(), Problem> {
        self.tell(id, Happening::CheckNow)
    }

    /// Goes on with the same session in the browser.
    pub fn use_browser(&self, id: SessionId) -> Result<SessionView, Problem> {
        self.tell(id, Happening::UseBrowser)?;
        self.session(id).ok_or_else(no_session)
    }

    /// The window of a session committed a page.
    pub fn window_at(&self, id: SessionId, url: &Url) {
        drop(self.tell(id, Happening::At(link::origin_view(url))));
    }

    /// The window of a session refused a host.
    pub fn window_refused(&self, id: SessionId, host: &str) {
        drop(self.tell(id, Happening::RefusedHost(host.to_owned())));
    }

    /// The person closed the window: a cancel, if the page was still waited for there.
    pub fn window_closed(&self, id: SessionId) {
        let is_waited_for = |state| matches!(state, SessionState::AtPage | SessionState::Visiting);
        let waits = self.session(id).is_some_and(|view| is_waited_for(view.state) && view.route == Route::Window);
        if waits {
            drop(self.cancel(id));
        }
    }

    fn tell(&self, id: SessionId, happening: Happening) -> Result<(), Problem> {
        if self.core.sessions.tell(id, happening) { Ok(()) } else { Err(no_session()) }
    }
}

fn no_session() -> Problem {
    Problem::new(ProblemCode::UnknownId, "This try at linking is over.", "Start again.")
}
