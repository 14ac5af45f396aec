//! The sessions that live: how each stands, and which one an arrival belongs to.

use super::arrival::{Address, Arrival, Received, Way, is_return};
use super::driver::Happening;
use super::transition::is_over;
use crate::Secret;
use crate::contract::{ProviderId, Route, SessionId, SessionState, SessionView};
use crate::provider::spec::StateCarriage;
use crate::provider::{Heard, Returned, WayBack, room};
use crate::registration::Registration;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use time::OffsetDateTime;
use tokio::sync::{mpsc, watch};
use url::Url;

/// How long a session that is over can still be looked at.
const REMEMBERED: time::Duration = time::Duration::HOUR;

/// How a session is spoken to.
pub(super) struct Entry {
    pub(super) view: watch::Sender<SessionView>,
    pub(super) inbox: mpsc::UnboundedSender<Happening>,
    /// What an arrival must show, while the page is open.
    pub(super) waits: Option<Waiting>,
    /// What is listened to, while a page of the provider's own is open.
    pub(super) visits: Option<Visited>,
}

/// A page of the provider's own that leads back.
pub(super) struct Visited {
    /// Where its site calls, and where it leads.
    pub(super) back: WayBack,
    /// Where we listen.
    pub(super) listener: SocketAddr,
    /// When the page ends.
    pub(super) expires_at: OffsetDateTime,
}

/// What an arrival must show to be a session's.
pub(super) struct Waiting {
    /// Hash of the state, so that looking it up leaks nothing of it.
    pub(super) state: [u8; 32],
    /// The redirect address.
    pub(super) returns_to: Url,
    /// The way it opened.
    pub(super) route: Route,
    /// Its listener, if it has one.
    pub(super) listener: Option<SocketAddr>,
    /// Whether the page repairs the existing grant.
    pub(super) repairing: bool,
    /// When the page ends.
    pub(super) expires_at: OffsetDateTime,
    /// Whom it was opened as.
    pub(super) registration: Arc<Registration>,
}

/// Every session of this process.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<SessionId, Entry>>);

impl Sessions {
    fn lock(&self) -> MutexGuard<'_, HashMap<SessionId, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds one, and forgets those that were over long ago.
    pub(super) fn add(&self, entry: Entry, now: OffsetDateTime) {
        let mut sessions = self.lock();
        sessions.retain(|_, old| {
            let view = old.view.borrow();
            !is_over(view.state) || view.entered_at.instant() + REMEMBERED > now
        });
        let id = entry.view.borrow().id;
        sessions.insert(id, entry);
    }

    /// Shows how one stands now.
    pub(super) fn show(&self, view: &SessionView) {
        if let Some(entry) = self.lock().get(&view.id) {
            entry.view.send_replace(view.clone());
        }
    }

    /// Lets arrivals reach a session, or no longer.
    pub(super) fn wait_for_arrival(&self, id: SessionId, waiting: Option<Waiting>) {
        if let Some(entry) = self.lock().get_mut(&id) {
            entry.waits = waiting;
        }
    }

    /// Lets the calls of a page of the provider's own reach a session, or no longer.
    pub(super) fn listen(&self, id: SessionId, visited: Option<Visited>) {
        if let Some(entry) = self.lock().get_mut(&id) {
            entry.visits = visited;
        }
    }

    /// Ends every other session that listens at the same address: what is called there does not say for whom.
    pub(super) fn end_those_at(&self, callback: &Url, but: SessionId) {
        let at = |entry: &Entry| entry.visits.as_ref().is_some_and(|visited| visited.back.callback == *callback);
        for (_, entry) in self.lock().iter().filter(|(id, entry)| **id != but && at(entry)) {
            drop(entry.inbox.send(Happening::Cancelled));
        }
    }

    /// Tells a session something. `false`: there is no such session any more.
    pub(crate) fn tell(&self, id: SessionId, happening: Happening) -> bool {
        self.lock().get(&id).is_some_and(|entry| entry.inbox.send(happening).is_ok())
    }

    /// Cancels every session that still lives.
    pub(crate) fn cancel_all(&self) {
        for entry in self.lock().values() {
            // One that is over hears nothing any more.
            drop(entry.inbox.send(Happening::Cancelled));
        }
    }

    /// All of them, oldest first.
    pub(crate) fn views(&self) -> Vec<SessionView> {
        let mut views: Vec<SessionView> = self.lock().values().map(|entry| entry.view.borrow().clone()).collect();
        views.sort_by_key(|view| view.id);
        views
    }

    /// A way to follow one.
    pub(crate) fn follow(&self, id: SessionId) -> Option<watch::Receiver<SessionView>> {
        self.lock().get(&id).map(|entry| entry.view.subscribe())
    }

    /// The one door: finds the session an arrival belongs to and hands it over, or drops it.
    pub(crate) fn resume(&self, arrival: &Arrival, now: OffsetDateTime) -> Received {
        let Some(callback) = Address::read(&arrival.address) else {
            tracing::info!("a callback of unsound form was dropped");
            return Received::Dropped;
        };
        let mut sessions = self.lock();
        if let Some(received) = for_a_visit(&mut sessions, &callback, arrival.way, now) {
            return received;
        }
        let owner = match callback.state() {
            Some(state) if !state.is_empty() => by_state(&sessions, state, arrival.way).map(|entry| (entry, false)),
            _ => by_way(&sessions, arrival.way).map(|entry| (entry, true)),
        };
        let taken = owner.and_then(|(entry, unproven)| {
            let waiting = entry.waits.as_ref()?;
            let id = entry.view.borrow().id;
            if !is_return(&callback.place, &waiting.returns_to) || now >= waiting.expires_at {
                return None;
            }
            let provider = room(waiting.registration.provider);
            let returned = provider.read_return(&waiting.registration, &callback.parameters, waiting.repairing);
            if matches!(returned, Returned::Nothing) {
                return None;
            }
            entry.inbox.send(Happening::Came { returned, unproven }).ok().map(|()| id)
        });
        let Some(id) = taken else {
            tracing::info!(way = ?arrival.way, "a callback that matches no waiting session was dropped");
            return Received::Dropped;
        };
        drop(sessions);
        // Whatever comes next for this session is a second delivery.
        self.wait_for_arrival(id, None);
        Received::Taken(id)
    }
}

/// Hands over what came while a page of the provider's own was open. Whoever is led back is not heard again.
fn for_a_visit(
    sessions: &mut HashMap<SessionId, Entry>,
    callback: &Address,
    way: Way,
    now: OffsetDateTime,
) -> Option<Received> {
    let (id, entry) = sessions.iter_mut().find(|(id, entry)| {
        entry.visits.as_ref().is_some_and(|visited| match way {
            Way::Window(session) => session == **id,
            Way::Loopback(address) => address == visited.listener,
            Way::DeepLink | Way::Paste(_) => false,
        })
    })?;
    let visited = entry.visits.as_ref().filter(|visited| now < visited.expires_at)?;
    let (provider, route) = {
        let view = entry.view.borrow();
        (room(view.provider), view.route)
    };
    let by_loopback = matches!(way, Way::Loopback(_));
    let happening = if is_return(&callback.place, &visited.back.returns_to) && by_loopback != (route == Route::Window) {
        Happening::LedBack
    } else if is_return(&callback.place, &visited.back.callback) && by_loopback {
        match provider.hear(&callback.parameters) {
            Heard::Nothing => return Some(Received::Dropped),
            heard => Happening::Called(heard),
        }
    } else {
        return Some(Received::Dropped);
    };
    if matches!(happening, Happening::LedBack) {
        entry.visits = None;
    }
    Some(entry.inbox.send(happening).map_or(Received::Dropped, |()| Received::Taken(*id)))
}

/// The session with this state, if the arrival came by a way that session opened.
fn by_state<'a>(sessions: &'a HashMap<SessionId, Entry>, state: &str, way: Way) -> Option<&'a Entry> {
    let hash = hash(state);
    sessions
        .values()
        .find(|entry| entry.waits.as_ref().is_some_and(|waiting| waiting.state == hash && came_by(entry, waiting, way)))
}

/// The one session that may be answered without a state, by the way alone. Never by deep link, never when two wait.
fn by_way(sessions: &HashMap<SessionId, Entry>, way: Way) -> Option<&Entry> {
    let mut candidates = sessions.values().filter(|entry| {
        entry.waits.as_ref().is_some_and(|waiting| {
            carriage(waiting.registration.provider) == StateCarriage::Perhaps
                && way != Way::DeepLink
                && came_by(entry, waiting, way)
        })
    });
    let only = candidates.next()?;
    candidates.next().is_none().then_some(only)
}

fn came_by(entry: &Entry, waiting: &Waiting, way: Way) -> bool {
    let id = entry.view.borrow().id;
    match way {
        Way::Window(session) => session == id && waiting.route == Route::Window,
        Way::Loopback(address) => waiting.listener == Some(address),
        Way::DeepLink => waiting.route == Route::Browser && waiting.returns_to.scheme() == super::DEEP_LINK_SCHEME,
        // Whoever holds the session's page may paste where it ended, whatever way was opened first.
        Way::Paste(session) => session == id,
    }
}

fn carriage(provider: ProviderId) -> StateCarriage {
    room(provider).spec().state
}

/// The hash a state is looked up by.
pub(super) fn hash(state: &str) -> [u8; 32] {
    Sha256::digest(state).into()
}

/// The hash of a fresh state.
pub(super) fn hash_of(state: &Secret) -> [u8; 32] {
    hash(state.expose()) // hashed at once
}

/// Whether a session waits for a person or is over, so that whoever waits for it should look.
pub(crate) fn needs_a_look(state: SessionState) -> bool {
    is_over(state) || matches!(state, SessionState::AtForm | SessionState::Confirming | SessionState::WrongAccount)
}
