//! Actions at a connection's provider: asked for by a person, answered, and not kept.

use super::{grants, sync};
use crate::contract::{
    ActionAnswer, ActionEffect, ActionRequest, ActionView, ConnectionId, DeskEvent, EventKind, GrantStatus, Problem,
    ProblemCode, ProviderId, Reason,
};
use crate::core::Core;
use crate::desk::grants::OpenGrant;
use crate::provider::{Action, Deed, Refusal, RefusalKind, room};
use crate::renewal;
use crate::store::NewEvent;
use std::sync::Arc;

/// What the grant of a connection allows: nothing, once it is being removed.
pub(super) async fn actions(core: &Core, id: ConnectionId) -> Result<Vec<ActionView>, Problem> {
    if grants::connection(core, id).await?.removing_since.is_some() {
        return Ok(Vec::new());
    }
    let grant = grants::open(core, id).await?;
    let now = core.clock.now();
    Ok(offered(&grant).map(|action| action.view(&grant.registration, now)).collect())
}

/// Does one of them.
pub(super) async fn act(core: &Arc<Core>, request: ActionRequest) -> Result<ActionAnswer, Problem> {
    let id = request.connection;
    grants::not_while_removed(&grants::connection(core, id).await?)?;
    let grant = grants::open(core, id).await?;
    let action =
        offered(&grant).find(|action| action.name == request.action).ok_or_else(|| unknown(&grant, &request.action))?;
    let values = action.form.take(request.fields)?;
    let page = page(action, request.page)?;
    if matches!(grant.row.standing.status, GrantStatus::NeedsPerson | GrantStatus::Gone) {
        return Err(grants::dead(grant.row.standing.reason));
    }
    let provider = grant.connection.provider;
    let outcome = match action.effect {
        // The journal, the lock and the event of a renewal serve as they are.
        ActionEffect::Rotates => {
            return renewal::rotate(core, id, grant.row.generation).await.map(|_| ActionAnswer::default());
        }
        ActionEffect::Reads | ActionEffect::Changes => ask(core, grant, Deed { action, values: &values, page }).await?,
    };
    let result = match outcome {
        Ok(answer) => {
            let event = NewEvent::new(id, core.clock.now(), EventKind::ActionDone).saying(action.name);
            core.store.record(event).await?;
            Ok(answer)
        }
        Err(refusal) => Err(refused(core, id, provider, action, refusal).await?),
    };
    core.announce(DeskEvent::Connections { id: Some(id) });
    result
}

fn offered(grant: &OpenGrant) -> impl Iterator<Item = &'static Action> {
    let provider = room(grant.connection.provider);
    provider.spec().actions.iter().filter(move |action| provider.offers(&grant.credential, action))
}

/// The call, with a fresh access token. One that is refused at the door is renewed, and the call made once more.
async fn ask(core: &Arc<Core>, grant: OpenGrant, deed: Deed<'_>) -> Result<Result<ActionAnswer, Refusal>, Problem> {
    let provider = room(grant.connection.provider);
    let grant = sync::fresh(core, grant).await?;
    match provider.act(grant.line(core), &grant.credential, deed).await {
        Err(refusal) if refusal.kind == RefusalKind::AccessEnded => {
            let grant = sync::renewed(core, grant.connection.id, grant.row.generation).await?;
            Ok(provider.act(grant.line(core), &grant.credential, deed).await)
        }
        outcome => Ok(outcome),
    }
}

/// Writes a no down. One that is about this action alone says nothing about the grant.
async fn refused(
    core: &Arc<Core>,
    id: ConnectionId,
    provider: ProviderId,
    action: &Action,
    refusal: Refusal,
) -> Result<Problem, Problem> {
    let is_about_the_action =
        matches!(refusal.kind, RefusalKind::NeedsPerson(Reason::PermissionMissing) | RefusalKind::Registration);
    if !is_about_the_action {
        return Ok(grants::apply_refusal(core, id, refusal, EventKind::ActionFailed).await);
    }
    let event = NewEvent::new(id, core.clock.now(), EventKind::ActionFailed)
        .saying(action.name)
        .from_provider(refusal.provider_code.clone(), refusal.request_id.clone());
    core.store.record(event).await?;
    Ok(refusal.into_problem(room(provider).spec().name))
}

fn page(action: &Action, page: Option<u32>) -> Result<u32, Problem> {
    let refused = |message: &str, next: &str| Err(Problem::new(ProblemCode::InvalidInput, message, next).about("page"));
    match page {
        None => Ok(1),
        Some(0) => refused("Pages are counted from 1.", "Ask for page 1."),
        Some(_) if !action.pages => refused("This answer has no pages.", "Leave the page out."),
        Some(page) => Ok(page),
    }
}

fn unknown(grant: &OpenGrant, name: &str) -> Problem {
    let names: Vec<&str> = offered(grant).map(|action| action.name).collect();
    let provider = room(grant.connection.provider).spec().name;
    let next = if names.is_empty() {
        format!("{provider} offers none for this account.")
    } else {
        format!("It offers: {}.", names.join(", "))
    };
    Problem::new(ProblemCode::UnknownId, format!("{provider} has no action “{name}” for this account."), next)
        .about(name)
}
