//! Unlinking: withdrawn at the provider where it has a call, then forgotten here; and said which of the two happened.

use super::{grants, sync};
use crate::contract::{ConnectionId, DeskEvent, EventKind, LinkRequest, Problem, Purpose, UnlinkMode, UnlinkReport};
use crate::core::Core;
use crate::link::{self, Begin, Existing};
use crate::provider::{Line, Refusal, RefusalKind, Withdrawal, room};
use crate::renewal;
use crate::store::NewEvent;
use std::sync::Arc;
use std::time::Duration;

/// How soon a provider that could not be reached is asked again to withdraw something.
const AGAIN: Duration = Duration::from_secs(60);

/// Unlinks a connection. What could not be withdrawn because the provider was not reached is withdrawn later, by itself;
/// what it refused stays. Only this computer forgets at once, if that is asked.
pub(super) async fn unlink(core: &Arc<Core>, id: ConnectionId, mode: UnlinkMode) -> Result<UnlinkReport, Problem> {
    let connection = grants::connection(core, id).await?;
    if mode == UnlinkMode::Local {
        return forget(core, id, false).await;
    }
    let grant = match grants::open(core, id).await {
        Ok(grant) => grant,
        // A credential that cannot be opened cannot be withdrawn either.
        Err(problem) => {
            return Ok(UnlinkReport { problem: Some(problem), ..UnlinkReport::default() });
        }
    };
    let provider = room(connection.provider);
    let line = Line { http: &core.http, registration: &grant.registration };
    match provider.withdraw(line, &grant.credential).await {
        Ok(Withdrawal::Done) => forget(core, id, true).await,
        Ok(Withdrawal::NotOffered) => forget(core, id, false).await,
        Ok(Withdrawal::Confirm(step)) => {
            core.store.record(NewEvent::new(id, core.clock.now(), EventKind::UnlinkWaits)).await?;
            let request = LinkRequest {
                provider: connection.provider,
                registration: Some(connection.registration.clone()),
                purpose: Purpose::Remove { connection: id },
                route: core.pages.usual_route(),
                label: None,
                customer: None,
                expect: None,
                confirmed: true,
                share: None,
                language: None,
                awaited: None,
            };
            let existing =
                Existing { connection: id, identity: connection.identity, credential: Some(grant.credential) };
            let begin = Begin {
                request,
                registration: grant.registration,
                existing: Some(existing),
                expected: None,
                first: Some(step),
                page: None,
            };
            let session = link::begin(core, begin);
            Ok(UnlinkReport { confirm: Some(session), ..UnlinkReport::default() })
        }
        Err(refusal) => {
            let problem = grants::apply_refusal(core, id, refusal, EventKind::SyncFailed).await;
            let pending = problem.is_of_the_way();
            if pending {
                let now = core.clock.now();
                let event = NewEvent::new(id, now, EventKind::RemovalWaits);
                core.store.begin_removal(id, now, event).await?;
                core.announce(DeskEvent::Connections { id: Some(id) });
            }
            Ok(UnlinkReport { problem: Some(problem), pending, ..UnlinkReport::default() })
        }
    }
}

/// Withdraws what waits for it, again and again, for as long as this is waited for.
pub(super) async fn tend_removals(core: &Arc<Core>) {
    loop {
        if !core.renewals.rests() {
            resume_removals(core).await;
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Tries once to withdraw each connection that waits for it.
pub(super) async fn resume_removals(core: &Arc<Core>) {
    let rows = match core.store.list().await {
        Ok(rows) => rows,
        Err(error) => return tracing::warn!(%error, "what is to be removed could not be looked up"),
    };
    let waiting = rows.into_iter().map(|row| row.connection).filter(|row| row.removing_since.is_some());
    for connection in waiting {
        if let Err(problem) = resume(core, connection.id).await {
            tracing::info!(code = ?problem.code, "a removal still waits");
        }
    }
}

/// Under the lock of its renewals: a token that is replaced meanwhile would be refused, and read as withdrawn.
async fn resume(core: &Arc<Core>, id: ConnectionId) -> Result<(), Problem> {
    let _held = renewal::alone(core, id).await?;
    let grant = grants::open(core, id).await?;
    // Somebody reconnected it meanwhile, or another process removed it.
    if grant.connection.removing_since.is_none() {
        return Ok(());
    }
    let line = Line { http: &core.http, registration: &grant.registration };
    match room(grant.connection.provider).withdraw(line, &grant.credential).await {
        Ok(Withdrawal::Done) => forget(core, id, true).await.map(drop),
        Ok(Withdrawal::NotOffered) => forget(core, id, false).await.map(drop),
        // Gone at the provider is what was asked for.
        Err(Refusal { kind: RefusalKind::Gone(_), .. }) => forget(core, id, true).await.map(drop),
        // Only a person goes on from here, so it stands in the list again.
        Ok(Withdrawal::Confirm(_)) => stay(core, id, EventKind::UnlinkWaits).await,
        Err(refusal) => {
            let needs_person = matches!(refusal.kind, RefusalKind::NeedsPerson(_));
            let problem = grants::apply_refusal(core, id, refusal, EventKind::SyncFailed).await;
            if needs_person { stay(core, id, EventKind::UnlinkWaits).await } else { Err(problem) }
        }
    }
}

/// Removes it no longer.
async fn stay(core: &Arc<Core>, id: ConnectionId, kind: EventKind) -> Result<(), Problem> {
    core.store.end_removal(id, NewEvent::new(id, core.clock.now(), kind)).await?;
    core.announce(DeskEvent::Connections { id: Some(id) });
    // What was forgotten of it is read again, now or the next time.
    drop(sync::sync(core, id).await);
    Ok(())
}

async fn forget(core: &Arc<Core>, id: ConnectionId, revoked: bool) -> Result<UnlinkReport, Problem> {
    core.store.remove_connection(id).await?;
    core.announce(DeskEvent::Connections { id: None });
    Ok(UnlinkReport { revoked, forgotten: true, ..UnlinkReport::default() })
}
