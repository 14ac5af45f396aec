//! Unlinking: withdrawn at the provider where it has a call, then forgotten here; and said which of the two happened.

use super::grants;
use crate::contract::{ConnectionId, DeskEvent, EventKind, LinkRequest, Problem, Purpose, UnlinkMode, UnlinkReport};
use crate::core::Core;
use crate::link::{self, Begin, Existing};
use crate::provider::{Line, Withdrawal, room};
use crate::store::NewEvent;
use std::sync::Arc;

/// Unlinks a connection. What the provider could not withdraw stays here, unless only this computer is to forget it.
pub(super) async fn unlink(core: &Arc<Core>, id: ConnectionId, mode: UnlinkMode) -> Result<UnlinkReport, Problem> {
    let connection = grants::connection(core, id).await?;
    if mode == UnlinkMode::Local {
        return forget(core, id, false).await;
    }
    let grant = match grants::open(core, id).await {
        Ok(grant) => grant,
        // A credential that cannot be opened cannot be withdrawn either.
        Err(problem) => {
            return Ok(UnlinkReport { revoked: false, forgotten: false, confirm: None, problem: Some(problem) });
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
            };
            let session = link::begin(core, begin);
            Ok(UnlinkReport { revoked: false, forgotten: false, confirm: Some(session), problem: None })
        }
        Err(refusal) => {
            let problem = grants::apply_refusal(core, id, refusal, EventKind::SyncFailed).await;
            Ok(UnlinkReport { revoked: false, forgotten: false, confirm: None, problem: Some(problem) })
        }
    }
}

async fn forget(core: &Arc<Core>, id: ConnectionId, revoked: bool) -> Result<UnlinkReport, Problem> {
    core.store.remove_connection(id).await?;
    core.announce(DeskEvent::Connections { id: None });
    Ok(UnlinkReport { revoked, forgotten: true, confirm: None, problem: None })
}
