//! Keeping a grant: a new connection, or a connection's next grant. Each is one transaction.

use super::Store;
use super::connections::{self, ConnectionRow};
use super::error::StoreError;
use super::events::{self, NewEvent};
use super::grants::{self, GrantStanding, SealedGrant};
use super::identity_keys;
use crate::contract::ConnectionId;
use crate::provider::Identity;

/// What is kept together.
#[derive(Clone, Debug)]
pub struct Keeping<'a> {
    /// Whose account it is.
    pub identity: &'a Identity,
    /// The credential.
    pub sealed: SealedGrant,
    /// How it stands.
    pub standing: GrantStanding,
    /// The line in the timeline.
    pub event: NewEvent,
}

impl Store {
    /// Keeps a new connection with its first grant, generation 1.
    pub async fn keep_new(&self, new: ConnectionRow, keeping: Keeping<'_>) -> Result<(), StoreError> {
        let id = new.id.to_string();
        let mut transaction = self.database.begin().await?;
        connections::insert(&mut transaction, &new).await?;
        identity_keys::replace(&mut transaction, &id, &keeping.identity.keys).await?;
        grants::write(&mut transaction, &id, 1, &keeping.sealed, &keeping.standing).await?;
        events::write(&mut transaction, &keeping.event).await?;
        Ok(transaction.commit().await?)
    }

    /// Replaces the grant of this generation by one of the next. `false`: another generation stands there by now, and
    /// nothing was changed.
    pub async fn replace_grant(
        &self,
        id: ConnectionId,
        generation: i64,
        keeping: Keeping<'_>,
    ) -> Result<bool, StoreError> {
        let id = id.to_string();
        let mut transaction = self.database.begin().await?;
        let view = &keeping.identity.view;
        let found = sqlx::query(
            "UPDATE connections SET identity_name = ?2, identity_masked = ?3, removing_since = NULL WHERE id = ?1",
        )
        .bind(&id)
        .bind(&view.name)
        .bind(&view.masked)
        .execute(&mut *transaction)
        .await?;
        // Dropped without a commit, the transaction leaves nothing.
        if found.rows_affected() == 0
            || !grants::write(&mut transaction, &id, generation + 1, &keeping.sealed, &keeping.standing).await?
        {
            return Ok(false);
        }
        identity_keys::replace(&mut transaction, &id, &keeping.identity.keys).await?;
        events::write(&mut transaction, &keeping.event).await?;
        transaction.commit().await?;
        Ok(true)
    }
}
