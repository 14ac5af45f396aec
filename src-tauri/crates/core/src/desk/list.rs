//! Reading what is stored, and putting the most urgent first.

use super::{can_revoke, grants, registrations, visiting};
use crate::contract::{
    ConnectionDetail, ConnectionId, ConnectionView, GrantStatus, NextAction, PathStatus, Problem, ProblemCode, Reason,
    Survival, TimelineEntry, Timestamp, TransactionRange, TransactionView,
};
use crate::core::Core;
use crate::provider::spec::OwnPage;
use crate::provider::{Ends, room};
use crate::store::{GrantStanding, ListRow};
use time::format_description::well_known::Iso8601;
use time::{Date, Duration, OffsetDateTime};

/// A link that lasted for longer than this is counted in days, a shorter one in hours.
pub(super) const LONG: Duration = Duration::days(2);
/// A link that holds for less than this is said to end soon.
const SOON: Duration = Duration::hours(6);
/// One that only a person can lengthen, and that lasted long, is said so a week before.
const SOON_FOR_A_PERSON: Duration = Duration::days(7);
/// How many lines of a timeline are shown.
const TIMELINE: u32 = 500;
/// How many movements are given when no limit is named.
const TRANSACTIONS: u32 = 1000;
/// The shortest prefix of an id that is looked for.
const MIN_PREFIX: usize = 4;

/// Every connection, the most urgent first.
pub(super) async fn connections(core: &Core) -> Result<Vec<ConnectionView>, Problem> {
    let now = core.clock.now();
    let clock_wrong = core.http.clock_is_behind().is_some();
    let rows = core.store.list().await?;
    let mut views: Vec<ConnectionView> = rows.into_iter().map(|row| view(row, now, clock_wrong)).collect();
    views.sort_by(|a, b| urgency(a).cmp(&urgency(b)).then_with(|| a.label.cmp(&b.label)));
    Ok(views)
}

fn urgency(view: &ConnectionView) -> (u8, Option<Timestamp>) {
    let class = match view.grant {
        GrantStatus::NeedsPerson => 0,
        GrantStatus::Gone => 1,
        GrantStatus::Ending => 2,
        GrantStatus::Good => 3,
        GrantStatus::Removing => 4,
    };
    (class, view.survives_until.or(view.ends_at))
}

/// Whether only a person helps: at once, or before it ends.
pub(super) const fn needs_person(view: &ConnectionView) -> bool {
    match view.grant {
        GrantStatus::NeedsPerson | GrantStatus::Gone => true,
        GrantStatus::Ending => matches!(view.next_action, NextAction::Reconnect),
        GrantStatus::Good | GrantStatus::Removing => false,
    }
}

/// One connection.
pub(super) async fn connection(core: &Core, id: ConnectionId) -> Result<ConnectionView, Problem> {
    let row = core.store.listed(id).await?.ok_or_else(|| grants::unknown(id))?;
    Ok(view(row, core.clock.now(), core.http.clock_is_behind().is_some()))
}

/// The connection with this full id, unique prefix, or exact label.
pub(super) async fn find(core: &Core, text: &str) -> Result<ConnectionId, Problem> {
    if let Ok(id) = text.parse::<ConnectionId>() {
        return grants::connection(core, id).await.map(|row| row.id);
    }
    let rows = core.store.list().await?;
    let named = |row: &ListRow| (row.connection.id.to_string(), Some(row.connection.label.clone()));
    let found = only_one(&rows, text, named)?.ok_or_else(|| unknown(text))?;
    Ok(found.connection.id)
}

/// The one of these that has this id, exact label, or unique prefix of an id. `names`: id and label of each.
pub(super) fn only_one<'a, T>(
    all: &'a [T],
    text: &str,
    names: impl Fn(&T) -> (String, Option<String>),
) -> Result<Option<&'a T>, Problem> {
    let labelled: Vec<&T> = all.iter().filter(|one| names(one).1.as_deref() == Some(text)).collect();
    let matching = if labelled.is_empty() && text.len() >= MIN_PREFIX {
        all.iter().filter(|one| names(one).0.starts_with(&text.to_lowercase())).collect()
    } else {
        labelled
    };
    match matching.as_slice() {
        [only] => Ok(Some(only)),
        [] => Ok(None),
        several => Err(Problem::new(
            ProblemCode::AmbiguousId,
            format!("{} are called “{text}” or begin with it.", several.len()),
            "Give more of the id, or the full one.",
        )
        .about(text)),
    }
}

fn unknown(text: &str) -> Problem {
    Problem::new(
        ProblemCode::UnknownId,
        format!("There is no connection “{text}”."),
        "Give a full id, a unique prefix of at least four characters, or the exact label; list them with `linkdesk connections`.",
    )
    .about(text)
}

/// A connection with all that is stored about it.
pub(super) async fn detail(core: &Core, id: ConnectionId) -> Result<ConnectionDetail, Problem> {
    let connection = connection(core, id).await?;
    let grant = grants::open(core, id).await.ok();
    let pages = visiting::offered(core, &connection, grant.as_ref()).await;
    Ok(ConnectionDetail {
        accounts: core.store.accounts(id).await?,
        balances: core.store.balances(id).await?,
        timeline: timeline(core, id).await?,
        shares: registrations::shares(room(connection.provider).spec()),
        can_revoke: can_revoke(connection.provider),
        keeps_password: grant.is_some_and(|grant| grant.credential.kept().is_some()),
        pages: pages.into_iter().map(OwnPage::view).collect(),
        connection,
    })
}

/// What happened, newest first.
pub(super) async fn timeline(core: &Core, id: ConnectionId) -> Result<Vec<TimelineEntry>, Problem> {
    Ok(core.store.events(id, TIMELINE).await?)
}

/// Stored movements, newest first.
pub(super) async fn transactions(
    core: &Core,
    id: ConnectionId,
    range: TransactionRange,
) -> Result<Vec<TransactionView>, Problem> {
    grants::connection(core, id).await?;
    let from = day("from", range.from.as_deref())?;
    let to = day("to", range.to.as_deref())?;
    Ok(core.store.transactions(id, from, to, range.limit.unwrap_or(TRANSACTIONS)).await?)
}

fn day(field: &str, text: Option<&str>) -> Result<Option<Date>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let parsed = Date::parse(text, &Iso8601::DATE).ok().filter(|_| text.len() == 10);
    parsed.map(Some).ok_or_else(|| {
        Problem::new(ProblemCode::InvalidInput, format!("“{text}” is not a day."), "Write it as YYYY-MM-DD.")
            .about(field)
    })
}

/// Connections that can be renewed at all.
pub(super) async fn renewable(core: &Core) -> Result<Vec<ConnectionId>, Problem> {
    let rows = core.store.list().await?;
    Ok(rows.into_iter().filter(|row| row.standing.status == GrantStatus::Good).map(|row| row.connection.id).collect())
}

/// A row as it is shown at this instant.
fn view(row: ListRow, now: OffsetDateTime, clock_wrong: bool) -> ConnectionView {
    // A clock that is wrong is in everybody's way, and no reason to call anything expired.
    let path = if clock_wrong && row.path == PathStatus::Reachable { PathStatus::ClockWrong } else { row.path };
    let standing = row.standing;
    let is_removed = row.connection.removing_since.is_some();
    // It goes as soon as it can, whatever it would have held for.
    let survival = if is_removed { Survival::Unknown } else { survival(&standing, now) };
    let grant = match (standing.status, survival) {
        _ if is_removed => GrantStatus::Removing,
        (GrantStatus::Good, Survival::Until { at }) if at.instant() < now + notice(&standing) => GrantStatus::Ending,
        (status, _) => status,
    };
    ConnectionView {
        id: row.connection.id,
        provider: row.connection.provider,
        registration: row.connection.registration,
        environment: row.connection.environment,
        label: row.connection.label,
        customer: row.connection.customer,
        identity: row.connection.identity,
        grant,
        path,
        reason: standing.reason,
        ends_at: row.ended_at.map(Timestamp::from),
        survives_until: match survival {
            Survival::Until { at } => Some(at),
            Survival::NoEndKnown | Survival::Unknown | Survival::Ended { .. } => None,
        },
        survival,
        next_action: next_action(grant, standing.reason, path, is_renewed(&standing)),
        retry_at: row.retry_at.map(Timestamp::from),
        linked_at: row.connection.linked_at.into(),
        checked_at: row.checked_at.map(Timestamp::from),
        renewed_at: Some(standing.renewed_at.into()),
        account_count: row.account_count,
        balance: row.balance,
        balance_at: row.balance_at.map(Timestamp::from),
    }
}

fn survival(standing: &GrantStanding, now: OffsetDateTime) -> Survival {
    match (standing.status, standing.survives) {
        (GrantStatus::NeedsPerson | GrantStatus::Gone, Ends::At(at)) if at <= now => {
            Survival::Ended { at: Some(at.into()) }
        }
        (GrantStatus::NeedsPerson | GrantStatus::Gone, _) => Survival::Ended { at: None },
        (_, Ends::At(at)) => Survival::Until { at: at.into() },
        (_, Ends::Never) => Survival::NoEndKnown,
        (_, Ends::Unknown) => Survival::Unknown,
    }
}

/// Whether renewing lengthens it. A link that lasts just as long as its access token has nothing to be renewed with.
fn is_renewed(standing: &GrantStanding) -> bool {
    !matches!(standing.survives, Ends::At(_)) || standing.survives != standing.access
}

/// How long before its end a link is said to end soon.
fn notice(standing: &GrantStanding) -> Duration {
    match standing.survives {
        Ends::At(end) if !is_renewed(standing) && end - standing.renewed_at > LONG => SOON_FOR_A_PERSON,
        _ => SOON,
    }
}

const fn next_action(grant: GrantStatus, reason: Option<Reason>, path: PathStatus, renewed: bool) -> NextAction {
    match (grant, reason, path) {
        (_, _, PathStatus::KeychainLocked) => NextAction::UnlockKeychain,
        (GrantStatus::Removing, _, _) => NextAction::Wait,
        (GrantStatus::NeedsPerson, Some(Reason::BankBlocksSignIn | Reason::Paused), _) => NextAction::ActAtProvider,
        (GrantStatus::NeedsPerson | GrantStatus::Gone, _, _) => NextAction::Reconnect,
        (GrantStatus::Ending, _, _) if !renewed => NextAction::Reconnect,
        (GrantStatus::Ending, _, PathStatus::Reachable) => NextAction::Renew,
        (_, _, PathStatus::Reachable) => NextAction::None,
        (_, _, _) => NextAction::Wait,
    }
}
