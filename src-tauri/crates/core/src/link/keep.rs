//! The end of a session: whose account it is, and a grant that is kept or given back.

use super::transition::Event;
use crate::contract::{
    ConnectionId, EventKind, ExportedKey, GrantStatus, IdentityView, LinkRequest, Problem, ProblemCode, Purpose,
};
use crate::core::Core;
use crate::desk::grants;
use crate::lists;
use crate::provider::{Credential, Identity, Line, Match, Refusal, RefusalKind, Withdrawal, room};
use crate::registration::Registration;
use crate::store::{ConnectionRow, Keeping as Row, NewEvent};
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;
use tokio::time::sleep;

/// Pause before asking again whose account it is, when the provider names none.
const PAUSE: Duration = Duration::from_secs(2);
/// How often it is asked in all.
const TRIES: u32 = 4;

/// What has to be found out before a grant is kept.
pub(super) struct Question {
    pub(super) registration: Arc<Registration>,
    pub(super) purpose: Purpose,
    /// By what the account is recognised that the desk waits for; empty: it waits for none, or knows nothing of it.
    pub(super) expected_keys: Vec<ExportedKey>,
    /// The name the person expects.
    pub(super) expect: Option<String>,
    /// Whether the callback proved itself by its state, or the person said that any account will do.
    pub(super) confirmed: bool,
    /// Until when it makes sense to ask.
    pub(super) until: OffsetDateTime,
}

/// What the identity means for the session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    /// It may be kept; for this connection, if the account is linked already.
    Fits(Option<ConnectionId>),
    /// It may be kept once the person has confirmed it.
    Unsure(Option<ConnectionId>),
    /// It is another account; kept as a new one it would belong to this connection, if it is linked already.
    Differs(Option<ConnectionId>),
    /// The grant is withdrawn.
    Gone,
}

impl Verdict {
    pub(super) const fn event(&self) -> Event {
        match self {
            Self::Fits(_) => Event::AccountFits,
            Self::Unsure(_) => Event::AccountUnsure,
            Self::Differs(_) => Event::AccountDiffers,
            Self::Gone => Event::GrantGone,
        }
    }

    pub(super) const fn known(&self) -> Option<ConnectionId> {
        match self {
            Self::Fits(known) | Self::Unsure(known) | Self::Differs(known) => *known,
            Self::Gone => None,
        }
    }
}

/// Asks whose account it is, and compares.
pub(super) async fn identify(
    core: &Arc<Core>,
    question: &Question,
    credential: &Credential,
) -> Result<(Option<Identity>, Verdict), Problem> {
    let provider = room(question.registration.provider);
    let line = Line { http: &core.http, registration: &question.registration };
    let mut tries = 1;
    let refusal = loop {
        let refusal = match provider.identify(line, credential).await {
            Ok(identity) if matches!(question.purpose, Purpose::Remove { .. }) => {
                return Err(still_there(provider.spec().name, &identity.view));
            }
            Ok(identity) => {
                let verdict = compare(core, question, &identity).await?;
                return Ok((Some(identity), verdict));
            }
            Err(refusal) => refusal,
        };
        let next = refusal.retry_at.unwrap_or_else(|| core.clock.now() + PAUSE);
        if !refusal.may_pass() || tries == TRIES || next >= question.until {
            break refusal;
        }
        tries += 1;
        sleep(Duration::try_from(next - core.clock.now()).unwrap_or(PAUSE)).await;
    };
    match (question.purpose, refusal.kind) {
        (Purpose::Remove { .. }, RefusalKind::Gone(_)) => Ok((None, Verdict::Gone)),
        _ => Err(refusal.into_problem(provider.spec().name)),
    }
}

async fn compare(core: &Core, question: &Question, identity: &Identity) -> Result<Verdict, Problem> {
    let registration = &question.registration;
    let linked = core.store.find_by_identity(registration.provider, &registration.name, &identity.keys).await?;
    let known = linked.iter().find(|(_, keys)| Match::between(keys, &identity.keys) == Match::Same).map(|(id, _)| *id);
    if let Purpose::Reconnect { connection } | Purpose::Remove { connection } | Purpose::Visit { connection } =
        question.purpose
    {
        let ours = core.store.identity_keys(connection).await?;
        return Ok(match Match::between(&ours, &identity.keys) {
            Match::Same => Verdict::Fits(None),
            Match::Different => Verdict::Differs(known),
            Match::Unsure => Verdict::Unsure(None),
        });
    }
    if !question.expected_keys.is_empty() {
        return Ok(match lists::recognise(&question.expected_keys, &identity.keys) {
            Match::Same => Verdict::Fits(known),
            Match::Different => Verdict::Differs(known),
            Match::Unsure => Verdict::Unsure(known),
        });
    }
    let same_name = |expected: &String| expected.trim().to_lowercase() == identity.view.name.trim().to_lowercase();
    Ok(match &question.expect {
        Some(expected) if same_name(expected) => Verdict::Fits(known),
        Some(_) => Verdict::Differs(known),
        None if question.confirmed => Verdict::Fits(known),
        None => Verdict::Unsure(known),
    })
}

/// A grant about to be kept.
pub(super) struct Keeping<'a> {
    pub(super) registration: &'a Registration,
    pub(super) request: &'a LinkRequest,
    pub(super) credential: &'a Credential,
    pub(super) identity: &'a Identity,
    /// The connection that is reconnected.
    pub(super) reconnected: Option<ConnectionId>,
    /// The connection that has this identity already.
    pub(super) known: Option<ConnectionId>,
}

/// Puts a grant on disk: for the connection it belongs to, else as a new one. Never two for one identity.
pub(super) async fn keep(core: &Arc<Core>, keeping: Keeping<'_>) -> Result<ConnectionId, Problem> {
    let now = core.clock.now();
    let provider = room(keeping.registration.provider);
    let standing = grants::standing(provider, keeping.credential, now);
    let target = keeping.reconnected.or(keeping.known);
    let Some(id) = target else {
        let id = ConnectionId::new();
        let label = keeping.request.label.clone().unwrap_or_else(|| keeping.identity.view.name.clone());
        let sealed = grants::seal_for(core, keeping.registration, id, 1, keeping.credential);
        let new = ConnectionRow {
            id,
            provider: keeping.registration.provider,
            registration: keeping.registration.name.clone(),
            environment: keeping.registration.environment,
            label,
            customer: keeping.request.customer.clone(),
            identity: keeping.identity.view.clone(),
            linked_at: now,
            removing_since: None,
        };
        let row =
            Row { identity: keeping.identity, sealed, standing, event: NewEvent::new(id, now, EventKind::Linked) };
        core.store.keep_new(new, row).await?;
        note_password(core, id, false, keeping.credential).await;
        return Ok(id);
    };
    let kind = if keeping.reconnected.is_some() { EventKind::Reconnected } else { EventKind::LinkedAgain };
    let replaced = grants::open(core, id).await.ok();
    // A renewal may move the generation between reading and writing: then the grant is sealed again for the next one.
    loop {
        let generation = core.store.generation(id).await?.unwrap_or(0);
        let sealed = grants::seal_for(core, keeping.registration, id, generation + 1, keeping.credential);
        let event = NewEvent::new(id, now, kind);
        let row = Row { identity: keeping.identity, sealed, standing: standing.clone(), event };
        if core.store.replace_grant(id, generation, row).await? {
            break;
        }
    }
    let kept_one = replaced.as_ref().is_some_and(|replaced| replaced.credential.kept().is_some());
    note_password(core, id, kept_one, keeping.credential).await;
    // Where there is no call to withdraw it, the replaced grant runs out by itself.
    if let Some(replaced) = replaced
        && provider.spec().can_revoke
        && is_another_grant(&replaced.credential, keeping.credential)
    {
        let core = core.clone();
        core.clone()
            .work
            .spawn(async move { discard(&core, &replaced.registration, &replaced.credential, Some(id)).await });
    }
    Ok(id)
}

/// Notes that a password is kept from now on, or that the one before is not any more.
async fn note_password(core: &Arc<Core>, id: ConnectionId, kept_one: bool, credential: &Credential) {
    let kind = match (kept_one, credential.kept()) {
        (_, Some(_)) => EventKind::PasswordKept,
        (true, None) => EventKind::PasswordForgotten,
        (false, None) => return,
    };
    note(core, NewEvent::new(id, core.clock.now(), kind)).await;
}

/// Whether replacing leaves a second grant behind at the provider. Rotation within one grant does not.
fn is_another_grant(old: &Credential, new: &Credential) -> bool {
    let same_token = match (old.part("access"), new.part("access")) {
        (Some(old), Some(new)) => old.value.matches(new.value.expose()), // compared in constant time
        _ => false,
    };
    let same_id = matches!((old.fact("grant_id"), new.fact("grant_id")), (Some(old), Some(new)) if old == new);
    !same_token && !same_id
}

/// Gives back a grant that is not kept, and notes in the timeline what the person can still do about it.
pub(super) async fn discard(
    core: &Arc<Core>,
    registration: &Registration,
    credential: &Credential,
    connection: Option<ConnectionId>,
) {
    let line = Line { http: &core.http, registration };
    let outcome = room(registration.provider).withdraw(line, credential).await;
    let kind = match &outcome {
        Ok(Withdrawal::Done) => EventKind::DiscardedRevoked,
        Ok(Withdrawal::NotOffered | Withdrawal::Confirm(_)) | Err(_) => EventKind::DiscardedForgotten,
    };
    if let Some(id) = connection {
        let mut event = NewEvent::new(id, core.clock.now(), kind);
        if let Err(Refusal { provider_code, request_id, .. }) = outcome {
            event = event.from_provider(provider_code, request_id);
        }
        note(core, event).await;
    }
}

/// Ends what a sign-in for a page granted: nothing of it is kept, and no second refresh token shall live on. Should the
/// provider have handed out what the connection lives by, that is left alone. Afterwards the connection is looked at: no
/// document says that a sign-out ends nothing but its own tokens. One that needs a person already has nothing to lose.
pub(super) async fn give_back(
    core: &Arc<Core>,
    registration: &Registration,
    connection: ConnectionId,
    fresh: &Credential,
) {
    let provider = room(registration.provider);
    if !provider.spec().can_revoke {
        return;
    }
    let linked = grants::open(core, connection).await.ok();
    if linked.as_ref().is_some_and(|grant| grant.credential.shares_a_token_with(fresh)) {
        return;
    }
    let is_good = linked.is_some_and(|grant| grant.row.standing.status == GrantStatus::Good);
    match provider.withdraw(Line { http: &core.http, registration }, fresh).await {
        Ok(Withdrawal::Done) if is_good => core.sync_soon(connection),
        Ok(Withdrawal::Done) => {}
        Ok(Withdrawal::NotOffered | Withdrawal::Confirm(_)) => {
            note(core, NewEvent::new(connection, core.clock.now(), EventKind::DiscardedForgotten)).await;
        }
        Err(Refusal { provider_code, request_id, .. }) => {
            let event = NewEvent::new(connection, core.clock.now(), EventKind::DiscardedForgotten);
            note(core, event.from_provider(provider_code, request_id)).await;
        }
    }
}

/// Notes that somebody signed in to another account; the old grant stays as it was.
pub(super) async fn note_wrong_account(core: &Arc<Core>, connection: ConnectionId, other: &IdentityView) {
    let event = NewEvent::new(connection, core.clock.now(), EventKind::WrongAccountRefused)
        .saying(format!("{} {}", other.name, other.masked));
    note(core, event).await;
}

/// Forgets a connection whose grant is withdrawn.
pub(super) async fn forget(core: &Arc<Core>, connection: ConnectionId) {
    if let Err(error) = core.store.remove_connection(connection).await {
        tracing::error!(%error, "a withdrawn connection could not be forgotten");
    }
    core.announce(crate::contract::DeskEvent::Connections { id: None });
}

/// Notes what happened while a page of the provider's own was opened for a connection.
pub(super) async fn note_visit(core: &Arc<Core>, connection: ConnectionId, kind: EventKind) {
    note(core, NewEvent::new(connection, core.clock.now(), kind)).await;
}

async fn note(core: &Arc<Core>, event: NewEvent) {
    let id = event.connection;
    if let Err(error) = core.store.record(event).await {
        tracing::warn!(%error, "a line of the timeline could not be written");
    }
    core.announce(crate::contract::DeskEvent::Connections { id: Some(id) });
}

fn still_there(provider: &str, account: &IdentityView) -> Problem {
    Problem::new(
        ProblemCode::NotConfirmed,
        format!("{provider} still knows the grant for “{}”: the removal was not confirmed.", account.name),
        "Unlink again and enter the code, or forget the account on this computer only.",
    )
    .about(account.name.clone())
}
