//! Reading accounts, balances and movements of a connection.

use super::grants;
use crate::contract::{ConnectionId, DeskEvent, EventKind, GrantStatus, Problem, ProblemCode};
use crate::core::Core;
use crate::provider::{Holdings, RefusalKind, Since, room};
use crate::renewal;
use crate::store::NewEvent;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// How far back movements are read.
const HISTORY: Duration = Duration::days(90);
/// An access token that ends within this is renewed before it is used.
pub(crate) const MARGIN: Duration = Duration::seconds(60);

/// Reads everything the grant allows and keeps it with its time.
pub(crate) async fn sync(core: &Arc<Core>, id: ConnectionId) -> Result<(), Problem> {
    let mut grant = grants::open(core, id).await?;
    // Of what is being removed nothing is kept any more.
    if grant.connection.removing_since.is_some() {
        return Ok(());
    }
    if grant.row.standing.status == GrantStatus::Gone {
        return Err(grants::dead(grant.row.standing.reason));
    }
    let now = core.clock.now();
    let provider = room(grant.connection.provider);
    if let Some(next) = paced(core, id, provider.spec().read_pace, now).await? {
        return Err(too_soon(provider.spec().name, next));
    }
    grant = fresh(core, grant).await?;
    let since = Since { from: (now - HISTORY).date(), to: now.date() };
    let mut outcome = provider.read(grant.line(core), &grant.credential, since).await;
    if matches!(&outcome, Err(refusal) if refusal.kind == RefusalKind::AccessEnded) {
        grant = renewed(core, id, grant.row.generation).await?;
        outcome = provider.read(grant.line(core), &grant.credential, since).await;
    }
    let result = match outcome {
        Ok(holdings) => keep(core, id, holdings, now).await,
        Err(refusal) => Err(grants::apply_refusal(core, id, refusal, EventKind::SyncFailed).await),
    };
    core.announce(DeskEvent::Connections { id: Some(id) });
    result
}

/// A grant whose access token serves for the next call: renewed first if it is about to end.
pub(super) async fn fresh(core: &Arc<Core>, grant: grants::OpenGrant) -> Result<grants::OpenGrant, Problem> {
    if grant.credential.part("access").is_some()
        && super::token::ends_soon(&grant.credential, "access", core.clock.now())
    {
        return renewed(core, grant.connection.id, grant.row.generation).await;
    }
    Ok(grant)
}

/// The grant after a renewal, unless somebody renewed it since generation `seen`.
pub(super) async fn renewed(core: &Arc<Core>, id: ConnectionId, seen: i64) -> Result<grants::OpenGrant, Problem> {
    renewal::renew(core, id, seen).await?;
    grants::open(core, id).await
}

async fn keep(core: &Arc<Core>, id: ConnectionId, holdings: Holdings, now: OffsetDateTime) -> Result<(), Problem> {
    let refused = holdings.movements_refused.clone();
    let mut event = NewEvent::new(id, now, EventKind::Synced).saying(holdings.movements.len().to_string());
    if let Some(refusal) = &refused {
        event = event.from_provider(refusal.provider_code.clone(), refusal.request_id.clone());
    }
    core.store.save_sync(id, &holdings, now, event).await?;
    match refused {
        // Without the permission there is nothing to complain about: the person left it out.
        Some(refusal)
            if !matches!(refusal.kind, RefusalKind::NeedsPerson(crate::contract::Reason::PermissionMissing)) =>
        {
            Err(grants::apply_refusal(core, id, refusal, EventKind::SyncFailed).await)
        }
        _ => Ok(()),
    }
}

/// Notes this reading, unless the provider's pace forbids it; then from when it is allowed.
async fn paced(
    core: &Core,
    id: ConnectionId,
    pace: Option<std::time::Duration>,
    now: OffsetDateTime,
) -> Result<Option<OffsetDateTime>, Problem> {
    let Some(pace) = pace else { return Ok(None) };
    let name = format!("read-at:{id}");
    let last = core.store.setting(&name).await?.and_then(|value| value.as_i64());
    let next = last.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()).map(|last| last + pace);
    // A time from the future is a clock that was wrong, not a reason to wait.
    if let Some(next) = next.filter(|next| *next > now && *next <= now + pace) {
        return Ok(Some(next));
    }
    core.store.set_setting(&name, &now.unix_timestamp().into()).await?;
    Ok(None)
}

fn too_soon(provider: &str, next: OffsetDateTime) -> Problem {
    let problem = Problem::new(
        ProblemCode::Throttled,
        format!("{provider} answers about once a minute for each account."),
        "Wait a minute; what was read last is still shown.",
    );
    Problem { retry_at: Some(next.into()), ..problem }
}
