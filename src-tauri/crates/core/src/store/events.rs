//! Events: what happened to a connection, in order.

use super::Store;
use super::error::StoreError;
use super::value::{Column, text_of};
use crate::contract::{ConnectionId, EventKind, Reason, TimelineEntry, Timestamp};
use sqlx::{FromRow, SqliteConnection};
use time::{Duration, OffsetDateTime};

/// How long one line counts what goes on all the time.
const COUNTED_FOR: Duration = Duration::DAY;

/// A line to be written into a timeline. It holds no secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewEvent {
    /// Whose timeline.
    pub connection: ConnectionId,
    /// When.
    pub at: OffsetDateTime,
    /// What.
    pub kind: EventKind,
    /// Plain text that belongs to it.
    pub detail: Option<String>,
    /// The provider's own error code.
    pub provider_code: Option<String>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// Our reference.
    pub reference: Option<String>,
}

impl NewEvent {
    /// A line with nothing beside it.
    pub const fn new(connection: ConnectionId, at: OffsetDateTime, kind: EventKind) -> Self {
        Self { connection, at, kind, detail: None, provider_code: None, request_id: None, reference: None }
    }

    /// With a text; an empty one is none.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into()).filter(|text| !text.is_empty());
        self
    }

    /// With the code of a reason as its text.
    #[must_use]
    pub fn reason(self, reason: Reason) -> Self {
        self.saying(text_of(reason))
    }

    /// With what the provider said.
    #[must_use]
    pub fn from_provider(mut self, code: Option<String>, request_id: Option<String>) -> Self {
        self.provider_code = code;
        self.request_id = request_id;
        self
    }

    /// With our reference.
    #[must_use]
    pub fn under(mut self, reference: impl Into<String>) -> Self {
        self.reference = Some(reference.into());
        self
    }
}

#[derive(FromRow)]
struct Columns {
    id: i64,
    at: i64,
    kind: String,
    detail: Option<String>,
    provider_code: Option<String>,
    request_id: Option<String>,
    reference: Option<String>,
    times: i64,
    since: Option<i64>,
}

impl TryFrom<Columns> for TimelineEntry {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.to_string(),
            at: Column("events", "at").instant(row.at)?.into(),
            kind: Column("events", "kind").word(&row.kind)?,
            detail: row.detail,
            provider_code: row.provider_code,
            request_id: row.request_id,
            reference: row.reference,
            times: Column("events", "times").count(row.times)?,
            since: Column("events", "since").maybe_instant(row.since)?.map(Timestamp::from),
        })
    }
}

/// Writes a line as part of a larger change. A connection that is gone has no timeline; that is fine.
///
/// What goes on all the time is counted in one line for each day, so that a timeline of years can still be read.
pub(super) async fn write(to: &mut SqliteConnection, event: &NewEvent) -> Result<(), StoreError> {
    if is_routine(event.kind) && count(to, event).await? {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO events (connection, at, kind, detail, provider_code, request_id, reference)
         SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM connections WHERE id = ?1",
    )
    .bind(event.connection.to_string())
    .bind(event.at.unix_timestamp())
    .bind(text_of(event.kind))
    .bind(&event.detail)
    .bind(&event.provider_code)
    .bind(&event.request_id)
    .bind(&event.reference)
    .execute(to)
    .await?;
    Ok(())
}

/// What happens by itself again and again while nothing changes.
const fn is_routine(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Renewed
            | EventKind::Synced
            | EventKind::RenewalFailed
            | EventKind::RenewalAnswerLost
            | EventKind::SyncFailed
    )
}

/// Counts the event in the connection's last line, if that is the same and less than a day old. Only the last one: a line
/// must not swallow what came between.
async fn count(to: &mut SqliteConnection, event: &NewEvent) -> Result<bool, StoreError> {
    let counted = sqlx::query(
        "UPDATE events SET times = times + 1, since = coalesce(since, at), at = ?2, request_id = ?6, reference = ?7
         WHERE id = (SELECT max(id) FROM events WHERE connection = ?1) AND kind = ?3 AND detail IS ?4
               AND provider_code IS ?5 AND coalesce(since, at) BETWEEN ?2 - ?8 AND ?2",
    )
    .bind(event.connection.to_string())
    .bind(event.at.unix_timestamp())
    .bind(text_of(event.kind))
    .bind(&event.detail)
    .bind(&event.provider_code)
    .bind(&event.request_id)
    .bind(&event.reference)
    .bind(COUNTED_FOR.whole_seconds())
    .execute(to)
    .await?;
    Ok(counted.rows_affected() == 1)
}

impl Store {
    /// Writes a line on its own.
    pub async fn record(&self, event: NewEvent) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        write(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// A connection's timeline, newest first, `limit` lines at most.
    pub async fn events(&self, id: ConnectionId, limit: u32) -> Result<Vec<TimelineEntry>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT id, at, kind, detail, provider_code, request_id, reference, times, since
             FROM events WHERE connection = ? ORDER BY id DESC LIMIT ?",
        )
        .bind(id.to_string())
        .bind(limit)
        .fetch_all(self.database.pool())
        .await?;
        rows.into_iter().map(TimelineEntry::try_from).collect()
    }
}
