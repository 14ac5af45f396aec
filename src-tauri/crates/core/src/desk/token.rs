//! Handing out a fresh access token.

use super::grants;
use super::sync::MARGIN;
use crate::Secret;
use crate::contract::{ConnectionId, GrantStatus, Problem, ProblemCode, Timestamp};
use crate::core::Core;
use crate::provider::{Credential, Ends, room};
use crate::renewal;
use std::sync::Arc;
use time::OffsetDateTime;

/// A token for a script.
#[derive(Debug)]
pub struct HandedToken {
    /// The token.
    pub token: Secret,
    /// Its kind: `access`, …
    pub kind: String,
    /// When it ends; `None`: never, or unknown.
    pub expires_at: Option<Timestamp>,
    /// The header that carries it.
    pub header_name: &'static str,
    /// That header's value.
    pub header_value: Secret,
    /// Whether it is on disk. Else the disk refused what the provider gave, and it ends with this process unless it is
    /// saved before: see [`crate::Desk::save_unsaved`].
    pub on_disk: bool,
}

/// A token that is good for a minute at least; renews first when it must.
pub(super) async fn token(core: &Arc<Core>, id: ConnectionId, kind: Option<&str>) -> Result<HandedToken, Problem> {
    let mut grant = grants::open(core, id).await?;
    let provider = room(grant.connection.provider);
    let kinds = provider.spec().token_kinds;
    let given = kinds.iter().find(|kind| grant.credential.part(kind).is_some());
    let kind = kind.unwrap_or(given.unwrap_or(&kinds[0]));
    if !kinds.contains(&kind) {
        return Err(Problem::new(
            ProblemCode::InvalidInput,
            format!("{} gives no token of the kind “{kind}”.", provider.spec().name),
            format!("Ask for one of: {}.", kinds.join(", ")),
        )
        .about(kind));
    }
    grants::not_while_removed(&grant.connection)?;
    if grant.row.standing.status == GrantStatus::Gone {
        return Err(grants::dead(grant.row.standing.reason));
    }
    let mut on_disk = true;
    // What waits for the disk is newer than what is on it, and is offered to it first.
    if core.renewals.holds(id) || ends_soon(&grant.credential, kind, core.clock.now()) {
        match renewal::renew(core, id, grant.row.generation).await {
            Ok(_) => grant = grants::open(core, id).await?,
            Err(problem) => {
                if let Some(held) = core.renewals.held(id) {
                    (grant.credential, on_disk) = (held, false);
                }
                // What is left of the old token's life still serves.
                if ended(&grant.credential, kind, core.clock.now()) {
                    return Err(problem);
                }
            }
        }
    }
    let Some(part) = grant.credential.part(kind) else {
        return Err(grants::dead(grant.row.standing.reason));
    };
    let (header_name, header_value) = provider.header(kind, &part.value);
    Ok(HandedToken {
        token: part.value.copy(),
        kind: kind.to_owned(),
        expires_at: match part.ends {
            Ends::At(at) => Some(at.into()),
            Ends::Never | Ends::Unknown => None,
        },
        header_name,
        header_value,
        on_disk,
    })
}

/// Whether a token is over, or will be within the margin.
pub(super) fn ends_soon(credential: &Credential, kind: &str, now: OffsetDateTime) -> bool {
    ended(credential, kind, now + MARGIN)
}

fn ended(credential: &Credential, kind: &str, at: OffsetDateTime) -> bool {
    match credential.part(kind).map(|part| part.ends) {
        Some(Ends::At(end)) => end <= at,
        Some(Ends::Never | Ends::Unknown) => false,
        None => true,
    }
}
