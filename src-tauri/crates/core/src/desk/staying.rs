//! Staying signed in at a provider: for one customer's accounts there, within one run, and only if the person says so.
//!
//! What the provider's pages leave behind is kept by whoever shows them, under a name that this gives out. The name is
//! remembered in memory alone and given up as soon as the run comes to another customer or provider, is left alone for
//! half an hour or ends, or the profile is closed; what stands under it is destroyed then. It serves no other customer, no
//! other provider and no registration but the one that it was begun with.

use super::queue;
use crate::contract::{
    EntryId, Problem, ProblemCode, ProviderId, Purpose, QueueEntry, QueueSubject, QueueView, Route, SessionView,
    StayView, Timestamp,
};
use crate::core::Core;
use crate::link::KeptSignIn;
use crate::provider::room;
use std::sync::{Mutex, MutexGuard, PoisonError};
use time::{Duration, OffsetDateTime};

/// A run that is left alone for this long is no run any more, as far as a sign-in is concerned.
const LEFT_ALONE: Duration = Duration::minutes(30);

/// Whose sign-in it is: one customer's, at one provider, by one registration.
type Pair = (ProviderId, String, String);

/// A sign-in that is kept.
struct Kept {
    name: KeptSignIn,
    /// The run it belongs to, by its beginning.
    run: Timestamp,
    pair: Pair,
    /// When it was chosen, or a page last opened with it.
    used_at: OffsetDateTime,
}

/// The one sign-in that is kept, if any is.
#[derive(Default)]
pub(crate) struct Staying(Mutex<Option<Kept>>);

impl Staying {
    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is offered for the entry in hand. Whatever does not belong to it any more is destroyed first.
pub(super) fn settle(core: &Core, queue: &QueueView) -> StayView {
    let turn = turn(queue);
    let mut kept = core.staying.kept();
    let stands = kept.as_ref().is_some_and(|kept| {
        core.clock.now() < kept.used_at + LEFT_ALONE
            && queue.run_since == Some(kept.run)
            && turn.as_ref().is_some_and(|(pair, _)| *pair == kept.pair)
    });
    if !stands {
        destroy(core, &mut kept);
    }
    let offered = core.pages.keeps_sign_ins() && turn.is_some_and(|(_, goes_on)| goes_on);
    StayView { offered, on: kept.is_some() }
}

/// Chooses it for the entry in hand, or no longer.
pub(super) async fn choose(core: &Core, on: bool) -> Result<QueueView, Problem> {
    let queue = queue::queue(core).await?;
    let choice = turn(&queue).filter(|_| queue.stay.offered).zip(queue.run_since);
    match (on, choice) {
        (true, None) => {
            let message = "The next account of the run is another customer's, or another provider's.";
            return Err(Problem::new(ProblemCode::NotSupported, message, "Sign in for each of them."));
        }
        (true, Some(((pair, _), run))) if !queue.stay.on => {
            *core.staying.kept() = Some(Kept { name: KeptSignIn::new(), run, pair, used_at: core.clock.now() });
        }
        (true, Some(_)) => {}
        (false, _) => destroy(core, &mut core.staying.kept()),
    }
    queue::queue(core).await
}

/// Destroys it, whoever's it is.
pub(super) fn end(core: &Core) {
    destroy(core, &mut core.staying.kept());
}

/// Looks whether it still serves: an account was reconnected or linked.
pub(crate) async fn look(core: &Core) {
    // The queue settles it. One that cannot be read says nothing about whose turn it is.
    if queue::queue(core).await.is_err() {
        end(core);
    }
}

/// The one under which the page of this session stays signed in. A page of anybody else ends it.
pub(crate) async fn for_page(core: &Core, session: &SessionView) -> Option<KeptSignIn> {
    core.staying.kept().as_ref()?;
    let queue = queue::queue(core).await.ok();
    let entry = match session.purpose {
        Purpose::Reconnect { connection } => Some(EntryId::from(connection)),
        Purpose::Link => session.awaited,
        Purpose::Remove { .. } | Purpose::Visit { .. } => None,
    };
    let entries = queue.iter().flat_map(|queue| &queue.entries);
    let own = entries.filter(|one| Some(one.id) == entry && queue::is_open(one)).find_map(pair);
    let mut kept = core.staying.kept();
    let fits = own.is_some() && kept.as_ref().map(|kept| &kept.pair) == own.as_ref();
    if !fits {
        destroy(core, &mut kept);
    }
    let kept = kept.as_mut().filter(|_| session.route == Route::Window)?;
    kept.used_at = core.clock.now();
    Some(kept.name)
}

fn destroy(core: &Core, kept: &mut Option<Kept>) {
    if let Some(Kept { name, .. }) = kept.take() {
        core.pages.forget_sign_in(name);
    }
}

/// Whose turn it is, and whether what follows is theirs as well.
fn turn(queue: &QueueView) -> Option<(Pair, bool)> {
    let mut waiting = queue.entries.iter().filter(|entry| queue::is_open(entry));
    let first = waiting.find(|entry| Some(entry.id) == queue.in_hand)?;
    let pair = pair(first)?;
    let goes_on = waiting.next().and_then(self::pair).is_some_and(|next| next == pair);
    Some((pair, goes_on))
}

/// `None`: it is nobody's in particular, or the provider may ask in a form here instead of on a page.
fn pair(entry: &QueueEntry) -> Option<Pair> {
    let (provider, registration, customer) = match &entry.subject {
        QueueSubject::Connection { connection } => {
            (connection.provider, connection.registration.clone(), connection.customer.clone()?)
        }
        QueueSubject::Awaited { awaited } => {
            (awaited.provider, awaited.registration.clone()?, awaited.customer.clone()?)
        }
    };
    room(provider).spec().forms.is_empty().then_some((provider, registration, customer))
}
