//! Grants: the sealed credential of a connection, how it stands, and the journal of its renewal.

use super::Store;
use super::error::StoreError;
use super::events::{self, NewEvent};
use super::value::{Column, ends_columns, text_of};
use crate::contract::{ConnectionId, GrantStatus, PathStatus, Reason};
use crate::provider::Ends;
use sqlx::{FromRow, SqliteConnection};
use time::OffsetDateTime;

/// A sealed credential, and what it is bound to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealedGrant {
    /// The envelope.
    pub sealed: Vec<u8>,
    /// Client and origins, to be compared with the registration's.
    pub binding: String,
}

/// How a grant stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GrantStanding {
    /// What the provider allows.
    pub status: GrantStatus,
    /// Why it is not good.
    pub reason: Option<Reason>,
    /// When the access token ends.
    pub access: Ends,
    /// How long the link holds if this computer is off.
    pub survives: Ends,
    /// When it was last renewed, or made.
    pub renewed_at: OffsetDateTime,
    /// How it is looked after.
    pub tending: Tending,
}

/// How a good grant is looked after by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tending {
    /// Not at all: nothing renews it, and it has no end that is known.
    Left,
    /// A call renews it.
    Renewed,
    /// A call shows whether it still works.
    Watched,
}

impl Tending {
    pub(super) const fn number(self) -> i64 {
        match self {
            Self::Left => 0,
            Self::Renewed => 1,
            Self::Watched => 2,
        }
    }

    const fn of(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::Left),
            1 => Some(Self::Renewed),
            2 => Some(Self::Watched),
            _ => None,
        }
    }
}

/// When something that stood in the way is looked at again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Retry {
    /// Not before this.
    pub at: OffsetDateTime,
    /// Whether the provider said so. What it says counts always; what we chose ourselves is over as soon as the provider
    /// answers anybody.
    pub told: bool,
}

/// Whether a renewal is on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Journal {
    /// None is.
    Ready,
    /// The token was sent, or was about to be. Found by another process, it may have been used already.
    Refreshing {
        /// Since when.
        since: OffsetDateTime,
    },
}

/// A grant as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GrantRow {
    /// Counts the credentials this connection has had.
    pub generation: i64,
    /// The envelope.
    pub sealed: Vec<u8>,
    /// Client and origins it was made for.
    pub binding: String,
    /// How it stands.
    pub standing: GrantStanding,
    /// Whether a renewal is on its way.
    pub journal: Journal,
    /// How many renewals in a row something stood in the way of.
    pub failures: u32,
}

/// The columns that say how a grant stands, for every query that selects them.
#[derive(FromRow)]
pub(super) struct StandingColumns {
    status: String,
    reason: Option<String>,
    access_kind: String,
    access_at: Option<i64>,
    survives_kind: String,
    survives_at: Option<i64>,
    renewed_at: i64,
    tending: i64,
}

/// The columns of a grant, for every query that selects `g.*`.
#[derive(FromRow)]
pub(super) struct Columns {
    generation: i64,
    refreshing_since: Option<i64>,
    failures: i64,
    sealed: Vec<u8>,
    binding: String,
    #[sqlx(flatten)]
    standing: StandingColumns,
}

/// A column of this table.
pub(super) const fn column(name: &'static str) -> Column {
    Column("grants", name)
}

impl TryFrom<StandingColumns> for GrantStanding {
    type Error = StoreError;

    fn try_from(row: StandingColumns) -> Result<Self, StoreError> {
        Ok(Self {
            status: column("status").word(&row.status)?,
            reason: row.reason.map(|reason| column("reason").word(&reason)).transpose()?,
            access: column("access_at").ends(&row.access_kind, row.access_at)?,
            survives: column("survives_at").ends(&row.survives_kind, row.survives_at)?,
            renewed_at: column("renewed_at").instant(row.renewed_at)?,
            tending: Tending::of(row.tending).ok_or_else(|| column("tending").nonsense())?,
        })
    }
}

impl TryFrom<Columns> for GrantRow {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let since = column("refreshing_since").maybe_instant(row.refreshing_since)?;
        Ok(Self {
            generation: row.generation,
            sealed: row.sealed,
            binding: row.binding,
            standing: row.standing.try_into()?,
            journal: since.map_or(Journal::Ready, |since| Journal::Refreshing { since }),
            failures: column("failures").count(row.failures)?,
        })
    }
}

/// Writes a grant, over the one that has the generation before it, as part of a larger change. Whatever was wrong with
/// the old one is over. `false`: another generation stands there.
pub(super) async fn write(
    to: &mut SqliteConnection,
    id: &str,
    generation: i64,
    grant: &SealedGrant,
    standing: &GrantStanding,
) -> Result<bool, StoreError> {
    let (access_kind, access_at) = ends_columns(standing.access);
    let (survives_kind, survives_at) = ends_columns(standing.survives);
    let written = sqlx::query(
        "INSERT INTO grants
         (connection, generation, sealed, binding, status, reason, access_kind, access_at, survives_kind, survives_at,
          renewed_at, checked_at, path, tending)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12, ?13
         WHERE ?2 = 1 OR EXISTS (SELECT 1 FROM grants WHERE connection = ?1)
         ON CONFLICT (connection) DO UPDATE
         SET generation = excluded.generation, sealed = excluded.sealed, binding = excluded.binding,
             status = excluded.status, reason = excluded.reason, ended_at = NULL,
             access_kind = excluded.access_kind, access_at = excluded.access_at,
             survives_kind = excluded.survives_kind, survives_at = excluded.survives_at,
             renewed_at = excluded.renewed_at, checked_at = excluded.checked_at,
             path = excluded.path, retry_at = NULL, retry_told = 0, failures = 0, tending = excluded.tending,
             refreshing_since = NULL
         WHERE generation = excluded.generation - 1",
    )
    .bind(id)
    .bind(generation)
    .bind(&grant.sealed)
    .bind(&grant.binding)
    .bind(text_of(standing.status))
    .bind(standing.reason.map(text_of))
    .bind(access_kind)
    .bind(access_at)
    .bind(survives_kind)
    .bind(survives_at)
    .bind(standing.renewed_at.unix_timestamp())
    .bind(text_of(PathStatus::Reachable))
    .bind(standing.tending.number())
    .execute(to)
    .await?;
    Ok(written.rows_affected() == 1)
}

impl Store {
    /// A connection's grant.
    pub async fn grant(&self, id: ConnectionId) -> Result<Option<GrantRow>, StoreError> {
        let row: Option<Columns> = sqlx::query_as("SELECT * FROM grants WHERE connection = ?")
            .bind(id.to_string())
            .fetch_optional(self.database.pool())
            .await?;
        row.map(GrantRow::try_from).transpose()
    }

    /// The generation that is on disk.
    pub async fn generation(&self, id: ConnectionId) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar("SELECT generation FROM grants WHERE connection = ?")
            .bind(id.to_string())
            .fetch_optional(self.database.pool())
            .await?)
    }

    /// Notes that a grant no longer works, since `now` unless it was known before. The provider answered, so the path is
    /// free and no renewal is open.
    pub async fn mark_grant(
        &self,
        id: ConnectionId,
        status: GrantStatus,
        reason: Option<Reason>,
        now: OffsetDateTime,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        sqlx::query(
            "UPDATE grants SET status = ?2, reason = ?3, ended_at = coalesce(ended_at, ?4), path = ?5, retry_at = NULL,
             retry_told = 0, failures = 0, refreshing_since = NULL WHERE connection = ?1",
        )
        .bind(id.to_string())
        .bind(text_of(status))
        .bind(reason.map(text_of))
        .bind(now.unix_timestamp())
        .bind(text_of(PathStatus::Reachable))
        .execute(&mut *transaction)
        .await?;
        events::write(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// Notes what stands in between, with a line in the timeline. `Some` failures: it stood in the way of that many
    /// renewals in a row.
    pub async fn mark_path(
        &self,
        id: ConnectionId,
        path: PathStatus,
        retry: Option<Retry>,
        failures: Option<u32>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        sqlx::query(
            "UPDATE grants SET path = ?2, retry_at = ?3, retry_told = ?4, failures = coalesce(?5, failures)
             WHERE connection = ?1",
        )
        .bind(id.to_string())
        .bind(text_of(path))
        .bind(retry.map(|retry| retry.at.unix_timestamp()))
        .bind(retry.is_some_and(|retry| retry.told))
        .bind(failures)
        .execute(&mut *transaction)
        .await?;
        events::write(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// Notes that a call just worked for a grant that no call renews, and how it is looked after all the same. What a
    /// renewal of this generation left open is over: nothing took its token.
    pub async fn mark_checked(
        &self,
        id: ConnectionId,
        generation: i64,
        tending: Tending,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        free_path(&mut transaction, id, now).await?;
        sqlx::query("UPDATE grants SET refreshing_since = NULL, tending = ? WHERE connection = ? AND generation = ?")
            .bind(tending.number())
            .bind(id.to_string())
            .bind(generation)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}

/// Notes that a call just worked, as part of a larger change: nothing stands in between.
pub(super) async fn free_path(
    to: &mut SqliteConnection,
    id: ConnectionId,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE grants SET path = ?2, retry_at = NULL, retry_told = 0, failures = 0, checked_at = ?3
         WHERE connection = ?1",
    )
    .bind(id.to_string())
    .bind(text_of(PathStatus::Reachable))
    .bind(now.unix_timestamp())
    .execute(to)
    .await?;
    Ok(())
}
