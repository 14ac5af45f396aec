//! The journal of a renewal: on disk before a token is sent, settled with the answer.

use super::Store;
use super::error::StoreError;
use super::events::{self, NewEvent};
use super::grants::{self, GrantStanding, SealedGrant, column};
use super::value::Column;
use crate::contract::ConnectionId;
use time::OffsetDateTime;

impl Store {
    /// Notes that the token of this generation is about to be sent. `false`: another generation stands there by now, or a
    /// renewal of this one is noted already.
    pub async fn begin_refresh(
        &self,
        id: ConnectionId,
        generation: i64,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        // One statement is a transaction by itself, and asks for the write lock at once.
        let noted = sqlx::query(
            "UPDATE grants SET refreshing_since = ?3
             WHERE connection = ?1 AND generation = ?2 AND refreshing_since IS NULL",
        )
        .bind(id.to_string())
        .bind(generation)
        .bind(now.unix_timestamp())
        .execute(self.database.pool())
        .await?;
        Ok(noted.rows_affected() == 1)
    }

    /// Keeps the answer as the generation after this one. `false`: another generation stands there by now, and nothing
    /// was changed. What was noted meanwhile does not matter: the answer is newer than any of it.
    pub async fn finish_refresh(
        &self,
        id: ConnectionId,
        generation: i64,
        grant: SealedGrant,
        standing: GrantStanding,
        event: NewEvent,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin().await?;
        if !grants::write(&mut transaction, &id.to_string(), generation + 1, &grant, &standing).await? {
            return Ok(false);
        }
        events::write(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Seals the same grant anew as the generation after this one. `false`: another generation stands there by now, and
    /// nothing was changed.
    pub async fn reseal(
        &self,
        id: ConnectionId,
        generation: i64,
        grant: &SealedGrant,
        event: NewEvent,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin().await?;
        let sealed = sqlx::query(
            "UPDATE grants SET generation = ?2 + 1, sealed = ?3, binding = ?4 WHERE connection = ?1 AND generation = ?2",
        )
        .bind(id.to_string())
        .bind(generation)
        .bind(&grant.sealed)
        .bind(&grant.binding)
        .execute(&mut *transaction)
        .await?;
        if sealed.rows_affected() == 0 {
            return Ok(false);
        }
        events::write(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes the note back: nothing was sent, or the provider answered that it took nothing.
    pub async fn abandon_refresh(&self, id: ConnectionId, generation: i64) -> Result<(), StoreError> {
        sqlx::query("UPDATE grants SET refreshing_since = NULL WHERE connection = ? AND generation = ?")
            .bind(id.to_string())
            .bind(generation)
            .execute(self.database.pool())
            .await?;
        Ok(())
    }

    /// Renewals that were noted and not settled, longest first: one that runs, or what a crash left.
    pub async fn interrupted(&self) -> Result<Vec<(ConnectionId, OffsetDateTime)>, StoreError> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT connection, refreshing_since FROM grants WHERE refreshing_since IS NOT NULL ORDER BY refreshing_since",
        )
        .fetch_all(self.database.pool())
        .await?;
        let read = |(id, since): (String, i64)| {
            Ok((Column("grants", "connection").parsed(&id)?, column("refreshing_since").instant(since)?))
        };
        rows.into_iter().map(read).collect()
    }
}
