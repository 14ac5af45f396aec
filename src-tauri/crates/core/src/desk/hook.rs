//! Messages that a provider sent to its client and that somebody hands on. Each is a hint: what it says is looked up.

use super::{grants, registrations, sync};
use crate::contract::{ConnectionId, EventKind, HookReport, Problem, ProviderId};
use crate::core::Core;
use crate::provider::{Hint, IdentityKey, room};
use crate::store::NewEvent;
use std::sync::Arc;

/// Reads a message and asks the provider about what it names.
pub(super) async fn hook(
    core: &Arc<Core>,
    provider: ProviderId,
    registration: Option<&str>,
    body: &str,
) -> Result<HookReport, Problem> {
    let registration = registrations::find(core, provider, registration).await?;
    let room = room(provider);
    let read = room.read_hook(&registration, body);
    let Some(hint) = read.map_err(|refusal| refusal.into_problem(room.spec().name))? else {
        return Ok(HookReport { cause: None, changes: Vec::new(), connections: Vec::new(), problem: None });
    };
    let connections = named(core, provider, &registration.name, &hint).await?;
    let mut problem = None;
    for id in &connections {
        core.store.record(NewEvent::new(*id, core.clock.now(), EventKind::Hinted)).await?;
        // The message itself changes nothing: what the provider answers now does.
        if let Err(refused) = sync::sync(core, *id).await {
            problem = Some(refused);
        }
    }
    Ok(HookReport { cause: Some(hint.cause), changes: hint.changes, connections, problem })
}

/// The connections of a registration that the hint names: by a key of whose they are, else by a fact of the credential.
async fn named(
    core: &Core,
    provider: ProviderId,
    registration: &str,
    hint: &Hint,
) -> Result<Vec<ConnectionId>, Problem> {
    let key = |fact: &&str| IdentityKey { kind: (*fact).to_owned(), value: hint.value.clone() };
    let keys: Vec<IdentityKey> = hint.facts.iter().map(key).collect();
    let mut named: Vec<ConnectionId> =
        core.store.find_by_identity(provider, registration, &keys).await?.into_iter().map(|(id, _)| id).collect();
    for row in core.store.list().await? {
        let connection = row.connection;
        if connection.provider != provider || connection.registration != registration || named.contains(&connection.id)
        {
            continue;
        }
        let Ok(grant) = grants::open(core, connection.id).await else { continue };
        if hint.facts.iter().any(|fact| grant.credential.fact(fact) == Some(hint.value.as_str())) {
            named.push(connection.id);
        }
    }
    Ok(named)
}
