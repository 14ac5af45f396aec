//! A password that a person asked to keep: sealed with the credential, used once for each sign-in, forgotten when it is
//! refused.
//!
//! Whoever sends it holds the lock of the connection and reads it under that lock, so that one that is refused is sent
//! by nobody else, in this process or another.

use super::attempt::{self, PATIENCE};
use super::flight::Outcome;
use crate::Secret;
use crate::contract::{ConnectionId, DeskEvent, EventKind, Problem, Reason};
use crate::core::Core;
use crate::desk::grants::{self, OpenGrant};
use crate::provider::{Credential, Refusal, RefusalKind, room};
use crate::store::{self, FileLock, Journal, NewEvent};
use std::sync::Arc;

/// The lock of a connection: whoever has it is the only one who signs in for it or renews it.
pub(crate) async fn alone(core: &Core, id: ConnectionId) -> Result<FileLock, Problem> {
    Ok(store::hold(core.folder.connection_lock(id)?, PATIENCE).await?)
}

/// Seals a password with the grant of a connection.
pub(crate) async fn keep_password(core: &Arc<Core>, id: ConnectionId, login: &Secret) -> Result<(), Problem> {
    let _held = alone(core, id).await?;
    attempt::save_what_waits(core, id).await?;
    rewrite(core, id, EventKind::PasswordKept, |credential| credential.forgetting().keeping(login.copy())).await
}

/// Forgets the password of a connection. Called under its lock.
pub(crate) async fn forget_password(core: &Arc<Core>, id: ConnectionId) -> Result<(), Problem> {
    rewrite(core, id, EventKind::PasswordForgotten, Credential::forgetting).await
}

/// Seals a changed credential as the next generation. How the grant stands is not touched.
async fn rewrite(
    core: &Arc<Core>,
    id: ConnectionId,
    kind: EventKind,
    change: impl FnOnce(Credential) -> Credential + Send,
) -> Result<(), Problem> {
    let grant = grants::open(core, id).await?;
    let generation = grant.row.generation;
    let sealed = grants::seal_for(core, &grant.registration, id, generation + 1, &change(grant.credential));
    let event = NewEvent::new(id, core.clock.now(), kind);
    let is_kept = core.store.reseal(id, generation, &sealed, event).await?;
    core.announce(DeskEvent::Connections { id: Some(id) });
    if is_kept { Ok(()) } else { Err(attempt::changed_underneath()) }
}

/// Renews a grant that only a kept password renews: it is sent when the provider no longer takes the token, once. After
/// an answer that was lost it is not sent again by itself: nobody knows whether that try was counted.
pub(super) async fn by_password(core: &Arc<Core>, id: ConnectionId, grant: &OpenGrant) -> Outcome {
    let provider = room(grant.registration.provider);
    let Err(refusal) = provider.identify(grant.line(core), &grant.credential).await else {
        return attempt::still_works(core, id, grant).await;
    };
    if refusal.kind != RefusalKind::AccessEnded {
        return Err(grants::apply_refusal(core, id, refusal, EventKind::RenewalFailed).await);
    }
    if matches!(grant.row.journal, Journal::Refreshing { .. }) {
        let lost = Refusal { kind: RefusalKind::NeedsPerson(Reason::RenewalAnswerLost), ..refusal };
        return Err(grants::apply_refusal(core, id, lost, EventKind::NeedsPerson).await);
    }
    attempt::ask(core, id, grant).await
}
