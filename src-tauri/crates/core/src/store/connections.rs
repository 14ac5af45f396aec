//! Connections: linked accounts, each with an id for life.

use super::Store;
use super::error::StoreError;
use super::events::{self, NewEvent};
use super::value::{Column, text_of};
use crate::contract::{ConnectionId, Environment, IdentityView, ProviderId};
use sqlx::{FromRow, SqliteConnection};
use time::OffsetDateTime;

/// A connection as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConnectionRow {
    /// Its id.
    pub id: ConnectionId,
    /// Its provider.
    pub provider: ProviderId,
    /// The name of the registration it was made with.
    pub registration: String,
    /// Which of the provider's systems.
    pub environment: Environment,
    /// What the person calls it.
    pub label: String,
    /// Whose it is.
    pub customer: Option<String>,
    /// Which account it is.
    pub identity: IdentityView,
    /// When it was linked first.
    pub linked_at: OffsetDateTime,
    /// Since when it is to be withdrawn at the provider and forgotten; `None`: nobody asked.
    pub removing_since: Option<OffsetDateTime>,
}

/// The columns of a connection, for every query that selects `c.*`.
#[derive(FromRow)]
pub(super) struct Columns {
    id: String,
    provider: String,
    registration: String,
    environment: String,
    label: String,
    customer: Option<String>,
    identity_name: String,
    identity_masked: String,
    linked_at: i64,
    removing_since: Option<i64>,
}

impl TryFrom<Columns> for ConnectionRow {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let column = |name| Column("connections", name);
        Ok(Self {
            id: column("id").parsed(&row.id)?,
            provider: column("provider").parsed(&row.provider)?,
            registration: row.registration,
            environment: column("environment").word(&row.environment)?,
            label: row.label,
            customer: row.customer,
            identity: IdentityView { name: row.identity_name, masked: row.identity_masked },
            linked_at: column("linked_at").instant(row.linked_at)?,
            removing_since: row.removing_since.map(|at| column("removing_since").instant(at)).transpose()?,
        })
    }
}

/// Writes a new connection as part of a larger change.
pub(super) async fn insert(to: &mut SqliteConnection, new: &ConnectionRow) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO connections
         (id, provider, registration, environment, label, customer, identity_name, identity_masked, linked_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.id.to_string())
    .bind(new.provider.as_str())
    .bind(&new.registration)
    .bind(text_of(new.environment))
    .bind(&new.label)
    .bind(&new.customer)
    .bind(&new.identity.name)
    .bind(&new.identity.masked)
    .bind(new.linked_at.unix_timestamp())
    .execute(to)
    .await?;
    Ok(())
}

impl Store {
    /// The connection with this id.
    pub async fn connection(&self, id: ConnectionId) -> Result<Option<ConnectionRow>, StoreError> {
        let row: Option<Columns> = sqlx::query_as("SELECT c.* FROM connections c WHERE c.id = ?")
            .bind(id.to_string())
            .fetch_optional(self.database.pool())
            .await?;
        row.map(ConnectionRow::try_from).transpose()
    }

    /// Gives a connection another name.
    pub async fn rename(&self, id: ConnectionId, label: &str, event: NewEvent) -> Result<(), StoreError> {
        self.change("UPDATE connections SET label = ?2 WHERE id = ?1", id, Some(label), event).await
    }

    /// Gives a connection another customer, or none.
    pub async fn set_customer(
        &self,
        id: ConnectionId,
        customer: Option<&str>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        self.change("UPDATE connections SET customer = ?2 WHERE id = ?1", id, customer, event).await
    }

    /// Forgets everything of a connection but what withdraws it: its accounts, their history and its timeline. It is
    /// withdrawn later.
    pub async fn begin_removal(
        &self,
        id: ConnectionId,
        since: OffsetDateTime,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        for forgotten in ["DELETE FROM accounts WHERE connection = ?", "DELETE FROM events WHERE connection = ?"] {
            sqlx::query(forgotten).bind(id.to_string()).execute(&mut *transaction).await?;
        }
        sqlx::query("UPDATE connections SET removing_since = ?2 WHERE id = ?1")
            .bind(id.to_string())
            .bind(since.unix_timestamp())
            .execute(&mut *transaction)
            .await?;
        events::write(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// Removes it no longer.
    pub async fn end_removal(&self, id: ConnectionId, event: NewEvent) -> Result<(), StoreError> {
        self.change("UPDATE connections SET removing_since = ?2 WHERE id = ?1", id, None, event).await
    }

    async fn change(
        &self,
        update: &'static str,
        id: ConnectionId,
        value: Option<&str>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        sqlx::query(update).bind(id.to_string()).bind(value).execute(&mut *transaction).await?;
        events::write(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// Forgets a connection: its grant, its accounts, their history, its timeline, and settings whose name ends in its id.
    pub async fn remove_connection(&self, id: ConnectionId) -> Result<(), StoreError> {
        let id = id.to_string();
        let mut transaction = self.database.begin().await?;
        sqlx::query("DELETE FROM connections WHERE id = ?").bind(&id).execute(&mut *transaction).await?;
        sqlx::query("DELETE FROM settings WHERE key LIKE '%:' || ?").bind(&id).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }
}
