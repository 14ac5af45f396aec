//! One renewal, step by step.

use super::flight::{self, Outcome, Unsaved};
use super::kept;
use crate::contract::{ConnectionId, DeskEvent, EventKind, GrantStatus, Problem, ProblemCode, Reason};
use crate::core::Core;
use crate::desk::grants::{self, OpenGrant};
use crate::provider::{Refusal, RefusalKind, room};
use crate::store::{Journal, NewEvent};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long another process may hold the lock: its deadline, its retries and its commit.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// A graceful server forgives a repeated token for seconds at most; after that, repeating it does harm only.
const RETRY_WINDOW: Duration = Duration::from_secs(10);
/// Pauses before the second and third try of a token whose answer was lost.
const PAUSES: [Duration; 2] = [Duration::from_millis(400), Duration::from_millis(1600)];
/// How often a pair that the disk refuses is offered to it again before the caller is told.
const SAVES: u32 = 5;

/// Renews a connection's grant, unless somebody else did since generation `seen`. Gives the generation on disk.
pub(crate) async fn renew(core: &Arc<Core>, id: ConnectionId, seen: i64) -> Outcome {
    let inside = core.clone();
    flight::share(core, id, async move { under_lock(&inside, id, seen, false).await }).await
}

/// Takes a new token for a grant that needs none, because the person asked for it. Gives the generation on disk.
pub(crate) async fn rotate(core: &Arc<Core>, id: ConnectionId, seen: i64) -> Outcome {
    loop {
        let inside = core.clone();
        let generation = flight::share(core, id, async move { under_lock(&inside, id, seen, true).await }).await?;
        // A check that was on its way was shared, and has rotated nothing.
        if generation > seen {
            return Ok(generation);
        }
    }
}

async fn under_lock(core: &Arc<Core>, id: ConnectionId, seen: i64, rotates: bool) -> Outcome {
    let _held = kept::alone(core, id).await?;
    if let Some(generation) = save_what_waits(core, id).await? {
        return Ok(generation);
    }
    // Read under the lock: another process may have renewed while we waited for it.
    let grant = grants::open(core, id).await?;
    if grant.row.generation > seen {
        return Ok(grant.row.generation);
    }
    if matches!(grant.row.standing.status, GrantStatus::NeedsPerson | GrantStatus::Gone) {
        return Err(grants::dead(grant.row.standing.reason));
    }
    let provider = room(grant.registration.provider);
    if !rotates && !provider.renews(&grant.credential) {
        return check(core, id, &grant).await;
    }
    let outcome = if provider.renews_by_password(&grant.credential) {
        kept::by_password(core, id, &grant).await
    } else {
        ask(core, id, &grant).await
    };
    core.announce(DeskEvent::Connections { id: Some(id) });
    outcome
}

/// A grant that nothing renews: a call shows whether it works.
async fn check(core: &Arc<Core>, id: ConnectionId, grant: &OpenGrant) -> Outcome {
    let provider = room(grant.registration.provider);
    match provider.identify(grant.line(core), &grant.credential).await {
        Ok(_) => still_works(core, id, grant).await,
        Err(mut refusal) => {
            if refusal.kind == RefusalKind::AccessEnded {
                refusal.kind = RefusalKind::NeedsPerson(Reason::NoRefreshToken);
            }
            Err(grants::apply_refusal(core, id, refusal, EventKind::RenewalFailed).await)
        }
    }
}

/// Notes that a call worked with the token as it is.
pub(super) async fn still_works(core: &Core, id: ConnectionId, grant: &OpenGrant) -> Outcome {
    let (generation, now) = (grant.row.generation, core.clock.now());
    let tending = grants::standing(room(grant.registration.provider), &grant.credential, now).tending;
    core.store.mark_checked(id, generation, tending, now).await?;
    Ok(generation)
}

/// Sends what renews the grant, with the journal around it.
pub(super) async fn ask(core: &Arc<Core>, id: ConnectionId, grant: &OpenGrant) -> Outcome {
    let generation = grant.row.generation;
    // Left over from a process that died in between: the token may have been used already.
    let mut perhaps_used = matches!(grant.row.journal, Journal::Refreshing { .. });
    if !perhaps_used && !core.store.begin_refresh(id, generation, core.clock.now()).await? {
        return Err(changed_underneath());
    }
    let provider = room(grant.registration.provider);
    let start = Instant::now();
    // What counts attempts is never sent twice by itself.
    let counts = provider.renews_by_password(&grant.credential);
    let mut pauses = if counts { [].iter() } else { PAUSES.iter() };
    loop {
        let refusal = match provider.renew(grant.line(core), &grant.credential).await {
            Ok(credential) => {
                let registration = grant.registration.clone();
                return save(core, id, Unsaved { generation, credential, registration }).await;
            }
            Err(refusal) => refusal,
        };
        match pauses.next() {
            Some(pause) if refusal.is_ambiguous() && start.elapsed() + *pause < RETRY_WINDOW => {
                perhaps_used = true;
                sleep(*pause).await;
            }
            _ => return Err(settle(core, id, generation, refusal, perhaps_used).await?),
        }
    }
}

/// Writes down how a renewal failed, and what that means for the grant.
async fn settle(
    core: &Arc<Core>,
    id: ConnectionId,
    generation: i64,
    refusal: Refusal,
    perhaps_used: bool,
) -> Result<Problem, Problem> {
    if refusal.is_ambiguous() {
        // The journal stays `refreshing`: the next renewal knows that the token may have been used.
        return Ok(grants::apply_refusal(core, id, refusal, EventKind::RenewalAnswerLost).await);
    }
    // After an answer that was lost, a plain no means that the lost answer held the next token.
    if perhaps_used && let RefusalKind::NeedsPerson(_) | RefusalKind::Gone(_) = refusal.kind {
        let lost = Refusal { kind: RefusalKind::NeedsPerson(Reason::RenewalAnswerLost), ..refusal };
        return Ok(grants::apply_refusal(core, id, lost, EventKind::NeedsPerson).await);
    }
    // First of all, while the journal still says that it was sent: it must not be sent again.
    if refusal.ends_kept_password() {
        kept::forget_password(core, id).await?;
    }
    if !perhaps_used {
        core.store.abandon_refresh(id, generation).await?;
    }
    Ok(grants::apply_refusal(core, id, refusal, EventKind::RenewalFailed).await)
}

/// The same on its own: whoever holds the lock may have saved it meanwhile.
pub(crate) async fn save_unsaved(core: &Arc<Core>, id: ConnectionId) -> Result<(), Problem> {
    let _held = kept::alone(core, id).await?;
    save_what_waits(core, id).await.map(drop)
}

/// Puts a pair that the disk would not take before on disk. `None`: there is none.
pub(super) async fn save_what_waits(core: &Arc<Core>, id: ConnectionId) -> Result<Option<i64>, Problem> {
    match core.renewals.take_held(id) {
        Some(unsaved) => save(core, id, unsaved).await.map(Some),
        None => Ok(None),
    }
}

/// Puts a new pair on disk, sealed as the next generation. Nobody sees it before that.
async fn save(core: &Arc<Core>, id: ConnectionId, unsaved: Unsaved) -> Outcome {
    let mut tries = 0;
    loop {
        match try_save(core, id, &unsaved).await {
            Ok(true) => {
                core.announce(DeskEvent::Connections { id: Some(id) });
                return Ok(unsaved.generation + 1);
            }
            // Somebody reconnected meanwhile: the newer grant counts, this one is forgotten.
            Ok(false) => return Err(changed_underneath()),
            Err(problem) if tries < SAVES => {
                tracing::warn!(code = ?problem.code, "a renewed grant is not on disk yet");
                tries += 1;
                sleep(Duration::from_millis(100 << tries)).await;
            }
            Err(problem) => {
                core.renewals.hold(id, unsaved);
                return Err(problem);
            }
        }
    }
}

async fn try_save(core: &Arc<Core>, id: ConnectionId, unsaved: &Unsaved) -> Result<bool, Problem> {
    let sealed = grants::seal_for(core, &unsaved.registration, id, unsaved.generation + 1, &unsaved.credential);
    let now = core.clock.now();
    let standing = grants::standing(room(unsaved.registration.provider), &unsaved.credential, now);
    let event = NewEvent::new(id, now, EventKind::Renewed);
    Ok(core.store.finish_refresh(id, unsaved.generation, sealed, standing, event).await?)
}

pub(super) fn changed_underneath() -> Problem {
    Problem::new(
        ProblemCode::Busy,
        "The account was reconnected while it was being renewed.",
        "Ask again; the new grant is used.",
    )
}
