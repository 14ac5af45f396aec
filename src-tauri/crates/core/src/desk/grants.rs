//! Opening, sealing and judging grants: what linking, renewing and reading have in common.

use super::registrations;
use crate::contract::{
    ConnectionId, DeskEvent, EventKind, GrantStatus, PathStatus, Problem, ProblemCode, ProviderId, Reason,
};
use crate::core::Core;
use crate::provider::{Credential, Ends, Line, Provider, Refusal, RefusalKind, room};
use crate::registration::Registration;
use crate::renewal::pauses;
use crate::store::{
    ConnectionRow, GrantRow, GrantStanding, HeldGrant, Journal, NewEvent, Retry, SealedGrant, StoreError, Tending,
};
use crate::vault::SealContext;
use std::sync::Arc;
use time::OffsetDateTime;

/// A grant with its credential in the open.
pub(crate) struct OpenGrant {
    pub(crate) connection: ConnectionRow,
    pub(crate) row: GrantRow,
    pub(crate) registration: Arc<Registration>,
    pub(crate) credential: Credential,
}

impl OpenGrant {
    /// The way to its provider.
    pub(crate) fn line<'a>(&'a self, core: &'a Core) -> Line<'a> {
        Line { http: &core.http, registration: &self.registration }
    }
}

/// The connection with this id.
pub(crate) async fn connection(core: &Core, id: ConnectionId) -> Result<ConnectionRow, Problem> {
    core.store.connection(id).await?.ok_or_else(|| unknown(id))
}

/// No connection has this id.
pub(crate) fn unknown(id: ConnectionId) -> Problem {
    Problem::new(ProblemCode::UnknownId, "There is no such connection.", "List them with `linkdesk connections`.")
        .about(id.to_string())
}

/// Opens a connection's grant, if its registration still sends the credential where it was made for.
pub(crate) async fn open(core: &Core, id: ConnectionId) -> Result<OpenGrant, Problem> {
    let Some(HeldGrant { connection, grant: row, registration }) = core.store.held(id).await? else {
        // Unknown, or its grant is gone from the file.
        return connection(core, id).await.and(Err(dead(Some(Reason::CredentialDamaged))));
    };
    let registration = registrations::there(core, registration, connection.provider, &connection.registration)?;
    let binding = registration.binding(room(connection.provider).spec());
    if binding.text() != row.binding {
        return Err(dead(Some(Reason::RegistrationChanged)));
    }
    let context = SealContext::credential(id, connection.provider, row.generation, &binding);
    let credential = core
        .vault
        .open(&context, &row.sealed)
        .ok()
        .and_then(|bytes| Credential::from_bytes(&bytes))
        .ok_or_else(|| dead(Some(Reason::CredentialDamaged)))?;
    Ok(OpenGrant { connection, row, registration: Arc::new(registration), credential })
}

/// Seals a credential for a connection and a generation.
pub(crate) fn seal_for(
    core: &Core,
    registration: &Registration,
    id: ConnectionId,
    generation: i64,
    credential: &Credential,
) -> SealedGrant {
    let binding = registration.binding(room(registration.provider).spec());
    let context = SealContext::credential(id, registration.provider, generation, &binding);
    SealedGrant { sealed: core.vault.seal(&context, &credential.to_bytes()), binding: binding.text() }
}

/// How a fresh credential stands: when its token ends, and how long the link holds without this computer.
pub(crate) fn standing(provider: &dyn Provider, credential: &Credential, now: OffsetDateTime) -> GrantStanding {
    let spec = provider.spec();
    let main = spec.token_kinds.iter().find_map(|kind| credential.part(kind));
    let access = main.map_or(Ends::Unknown, |part| part.ends);
    let survives = match (spec.survives, credential.part("refresh")) {
        (Some(life), Some(_)) => Ends::At(now + life),
        // Nothing to renew it with: it lasts as long as its token.
        (_, None) => access,
        // How long a refresh token lives is not published.
        (None, Some(_)) => Ends::Unknown,
    };
    let tending = match access {
        _ if spec.renew_every.is_none() => Tending::Left,
        _ if provider.renews_by_password(credential) => Tending::Watched,
        _ if provider.renews(credential) => Tending::Renewed,
        Ends::At(_) => Tending::Watched,
        Ends::Never | Ends::Unknown => Tending::Left,
    };
    GrantStanding { status: GrantStatus::Good, reason: None, access, survives, renewed_at: now, tending }
}

/// Writes down what a refusal means for a connection, and gives the problem to be shown.
pub(crate) async fn apply_refusal(core: &Arc<Core>, id: ConnectionId, refusal: Refusal, kind: EventKind) -> Problem {
    let now = core.clock.now();
    let provider = match connection(core, id).await {
        Ok(row) => row.provider,
        Err(problem) => return problem,
    };
    let refusal = of_a_lost_answer(core, id, refusal).await;
    let retry_at = refusal.retry_at;
    let event = NewEvent::new(id, now, kind).from_provider(refusal.provider_code.clone(), refusal.request_id.clone());
    let marked = match (refusal.kind, path_of(refusal.kind)) {
        (RefusalKind::NeedsPerson(reason) | RefusalKind::ActionAtProvider(reason), _) => {
            let event = NewEvent { kind: EventKind::NeedsPerson, ..event.reason(reason) };
            core.store.mark_grant(id, GrantStatus::NeedsPerson, Some(reason), now, event).await
        }
        (RefusalKind::Gone(reason), _) => {
            let event = NewEvent { kind: EventKind::Gone, ..event.reason(reason) };
            core.store.mark_grant(id, GrantStatus::Gone, Some(reason), now, event).await
        }
        (_, Some(path)) => mark_path(core, id, path, retry_at, event).await,
        (_, None) => core.store.record(event).await,
    };
    core.announce(DeskEvent::Connections { id: Some(id) });
    match marked {
        Ok(()) => named(refusal, provider),
        Err(error) => error.into(),
    }
}

/// Writes down what stands in the way, and when it is looked at again.
async fn mark_path(
    core: &Core,
    id: ConnectionId,
    path: PathStatus,
    told: Option<OffsetDateTime>,
    event: NewEvent,
) -> Result<(), StoreError> {
    let renewing = matches!(event.kind, EventKind::RenewalFailed | EventKind::RenewalAnswerLost);
    let failures = match core.store.grant(id).await? {
        Some(row) if renewing => Some(row.failures.saturating_add(1)),
        _ => None,
    };
    let retry = match (told, failures) {
        (Some(at), _) => Some(Retry { at: pauses::spread(event.at, at), told: true }),
        (None, Some(failures)) => Some(Retry { at: event.at + pauses::after(failures), told: false }),
        (None, None) => None,
    };
    core.store.mark_path(id, path, retry, failures, event).await
}

/// "No such grant" after a renewal whose answer was lost means that the lost answer held the next token.
async fn of_a_lost_answer(core: &Core, id: ConnectionId, refusal: Refusal) -> Refusal {
    let is_gone = matches!(refusal.kind, RefusalKind::Gone(_));
    let row = if is_gone { core.store.grant(id).await.ok().flatten() } else { None };
    match row.map(|row| row.journal) {
        Some(Journal::Refreshing { .. }) => {
            Refusal { kind: RefusalKind::NeedsPerson(Reason::RenewalAnswerLost), ..refusal }
        }
        _ => refusal,
    }
}

fn named(refusal: Refusal, provider: ProviderId) -> Problem {
    refusal.into_problem(room(provider).spec().name)
}

/// What a refusal says about the path. `None`: nothing.
const fn path_of(kind: RefusalKind) -> Option<PathStatus> {
    match kind {
        RefusalKind::Unreachable | RefusalKind::Tls => Some(PathStatus::Offline),
        RefusalKind::PageInstead => Some(PathStatus::NetworkSignIn),
        RefusalKind::Trouble | RefusalKind::Unreadable | RefusalKind::AnswerLost => Some(PathStatus::ProviderTrouble),
        RefusalKind::Throttled => Some(PathStatus::Throttled),
        RefusalKind::NeedsPerson(_)
        | RefusalKind::Gone(_)
        | RefusalKind::AccessEnded
        | RefusalKind::ActionAtProvider(_)
        | RefusalKind::Registration
        | RefusalKind::AnswerRefused
        | RefusalKind::CameBackEmpty
        | RefusalKind::Input
        | RefusalKind::Registered
        | RefusalKind::PerhapsRegistered
        | RefusalKind::NotOffered
        | RefusalKind::OurFault => None,
    }
}

/// A grant that works again only after a person signs in.
pub(crate) fn dead(reason: Option<Reason>) -> Problem {
    let (code, message, next) = match reason {
        Some(Reason::RegistrationChanged) => (
            ProblemCode::RegistrationChanged,
            "The registration's endpoints or client changed since this account was linked.",
            "Reconnect the account; its credential is not sent anywhere it was not made for.",
        ),
        Some(Reason::CredentialDamaged) => (
            ProblemCode::NeedsPerson,
            "The stored credential of this account cannot be opened.",
            "Reconnect the account.",
        ),
        Some(Reason::BankBlocksSignIn | Reason::Paused) => (
            ProblemCode::ActionAtProvider,
            "This account is held back until its owner acts at the bank or provider itself.",
            "Act there, in its own app, then sync this account.",
        ),
        Some(Reason::RenewalAnswerLost) => (
            ProblemCode::NeedsPerson,
            "The answer to a renewal was lost, and the provider no longer accepts the token.",
            "Reconnect the account.",
        ),
        Some(Reason::KeptPasswordRefused) => (
            ProblemCode::PasswordRefused,
            "The provider refused the password that was kept. It is forgotten.",
            "Reconnect the account with the password that holds now.",
        ),
        Some(Reason::RefreshTokenLapsed | Reason::RefreshTokenRefused) => (
            ProblemCode::NeedsPerson,
            "The provider no longer accepts the stored sign-in of this account.",
            "Reconnect the account.",
        ),
        _ => (ProblemCode::NeedsPerson, "This account needs a new sign-in.", "Reconnect the account."),
    };
    Problem::new(code, message, next)
}
