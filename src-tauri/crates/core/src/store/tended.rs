//! Which grants are looked after, with what decides when.

use super::Store;
use super::error::StoreError;
use super::grants::{Retry, Tending, column};
use super::value::{Column, text_of};
use crate::contract::{ConnectionId, GrantStatus, ProviderId};
use crate::provider::Ends;
use sqlx::FromRow;
use time::OffsetDateTime;

/// A good grant that is looked after: a call renews it, or shows when it has ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TendedGrant {
    /// Its connection.
    pub id: ConnectionId,
    /// Its credential, counted. A renewal that was done since has counted on.
    pub generation: i64,
    /// Its provider.
    pub provider: ProviderId,
    /// The name of its registration.
    pub registration: String,
    /// When it was last renewed, or made; where nothing renews it, when it was last seen to work.
    pub renewed_at: OffsetDateTime,
    /// How long the link holds if this computer is off.
    pub survives: Ends,
    /// What stands in the way of the next try.
    pub retry: Option<Retry>,
    /// Whether a renewal is noted and not settled: one that runs, or what a crash left.
    pub interrupted: bool,
}

#[derive(FromRow)]
struct Columns {
    connection: String,
    generation: i64,
    provider: String,
    registration: String,
    renewed_at: i64,
    survives_kind: String,
    survives_at: Option<i64>,
    retry_at: Option<i64>,
    retry_told: bool,
    interrupted: bool,
}

impl TryFrom<Columns> for TendedGrant {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let retry_at = column("retry_at").maybe_instant(row.retry_at)?;
        Ok(Self {
            id: column("connection").parsed(&row.connection)?,
            generation: row.generation,
            provider: Column("connections", "provider").parsed(&row.provider)?,
            registration: row.registration,
            renewed_at: column("renewed_at").instant(row.renewed_at)?,
            survives: column("survives_at").ends(&row.survives_kind, row.survives_at)?,
            retry: retry_at.map(|at| Retry { at, told: row.retry_told }),
            interrupted: row.interrupted,
        })
    }
}

impl Store {
    /// Every good grant that is looked after.
    pub async fn tended(&self) -> Result<Vec<TendedGrant>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT g.connection, g.generation, c.provider, c.registration,
                    CASE WHEN g.tending = ?2 THEN max(g.renewed_at, coalesce(g.checked_at, 0)) ELSE g.renewed_at END
                        AS renewed_at, g.survives_kind, g.survives_at, g.retry_at,
                    g.retry_told, g.refreshing_since IS NOT NULL AS interrupted
             FROM grants g JOIN connections c ON c.id = g.connection
             WHERE g.status = ?1 AND g.tending <> ?3",
        )
        .bind(text_of(GrantStatus::Good))
        .bind(Tending::Watched.number())
        .bind(Tending::Left.number())
        .fetch_all(self.database.pool())
        .await?;
        rows.into_iter().map(TendedGrant::try_from).collect()
    }
}
