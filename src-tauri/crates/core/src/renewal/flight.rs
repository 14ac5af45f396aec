//! Single flight: however many ask at once, one renewal of a connection runs, and all of them share its result.

use crate::contract::{ConnectionId, Problem, ProblemCode};
use crate::core::Core;
use crate::provider::Credential;
use crate::registration::Registration;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};

/// How a renewal ended: the generation that is on disk now.
pub(crate) type Outcome = Result<i64, Problem>;

/// The renewals that run, and pairs that could not be saved yet.
#[derive(Default)]
pub(crate) struct Renewals {
    flights: Mutex<HashMap<ConnectionId, watch::Receiver<Option<Outcome>>>>,
    unsaved: Mutex<HashMap<ConnectionId, Unsaved>>,
    /// The computer is about to sleep: nothing is started, because its answer could be lost.
    rests: AtomicBool,
    woke: AtomicBool,
    nudge: Notify,
}

/// A pair that the provider gave and the disk would not take.
pub(super) struct Unsaved {
    /// The generation it replaces.
    pub(super) generation: i64,
    /// The pair.
    pub(super) credential: Credential,
    /// Whom it was given to; it is sealed for nobody else, whatever is set meanwhile.
    pub(super) registration: Arc<Registration>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Renewals {
    /// Keeps a pair in memory until the disk takes it.
    pub(super) fn hold(&self, id: ConnectionId, unsaved: Unsaved) {
        lock(&self.unsaved).insert(id, unsaved);
    }

    /// Starts nothing by itself until told otherwise.
    pub(crate) fn rest(&self, rests: bool) {
        self.rests.store(rests, Ordering::Relaxed);
        if !rests {
            self.wake();
        }
    }

    /// Whether nothing may be started by itself.
    pub(crate) fn rests(&self) -> bool {
        self.rests.load(Ordering::Relaxed)
    }

    /// Waits until none is out.
    pub(crate) async fn done(&self) {
        loop {
            let out = lock(&self.flights).values().find(|flight| flight.borrow().is_none()).cloned();
            let Some(mut flight) = out else { return };
            // One whose task died is out no more either.
            if flight.wait_for(Option::is_some).await.is_err() {
                return;
            }
        }
    }

    /// Looks at everything again: the computer woke, or the network came back.
    pub(crate) fn wake(&self) {
        self.woke.store(true, Ordering::Relaxed);
        self.nudge.notify_one();
    }

    /// Whether somebody said so since the last question.
    pub(super) fn woke(&self) -> bool {
        self.woke.swap(false, Ordering::Relaxed)
    }

    /// Until somebody says so.
    pub(super) async fn nudged(&self) {
        self.nudge.notified().await;
    }

    /// Whether a credential waits for the disk.
    pub(crate) fn holds(&self, id: ConnectionId) -> bool {
        lock(&self.unsaved).contains_key(&id)
    }

    /// A copy of the credential that waits for the disk.
    pub(crate) fn held(&self, id: ConnectionId) -> Option<Credential> {
        lock(&self.unsaved).get(&id).map(|unsaved| unsaved.credential.copy())
    }

    /// The connections whose pair waits for the disk.
    pub(crate) fn unsaved(&self) -> Vec<ConnectionId> {
        lock(&self.unsaved).keys().copied().collect()
    }

    /// Takes the pair that waits for the disk.
    pub(super) fn take_held(&self, id: ConnectionId) -> Option<Unsaved> {
        lock(&self.unsaved).remove(&id)
    }
}

/// Runs `renewal` unless one of this connection runs already, and waits for whichever it is.
///
/// It runs apart from its callers, so that one who goes away does not cancel it.
pub(super) async fn share(
    core: &Arc<Core>,
    id: ConnectionId,
    renewal: impl Future<Output = Outcome> + Send + 'static,
) -> Outcome {
    let mut result = {
        let mut flights = lock(&core.renewals.flights);
        match flights.get(&id) {
            Some(running) if running.borrow().is_none() && running.has_changed().is_ok() => running.clone(),
            _ => {
                let (announce, result) = watch::channel(None);
                flights.insert(id, result.clone());
                core.work.spawn(async move {
                    announce.send_replace(Some(renewal.await));
                });
                result
            }
        }
    };
    let outcome = match result.wait_for(Option::is_some).await {
        Ok(done) => done.clone(),
        // The task died: a bug, but no reason to hang or to call the grant dead.
        Err(_) => None,
    };
    outcome.unwrap_or_else(|| {
        Err(Problem::new(
            ProblemCode::Internal,
            "The renewal ended without a result.",
            "Try again; report the reference if it happens twice.",
        ))
    })
}
