//! Accounts that wait to be linked. One that was linked stays until a run is over, so that the run can show it.

use super::Store;
use super::error::StoreError;
use super::value::{Column, text_of};
use crate::contract::{ConnectionId, EntryId, Environment, ExportedKey, IdentityView, ProviderId};
use sqlx::FromRow;
use time::OffsetDateTime;

/// An account that waits, as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AwaitedRow {
    /// Its id on the desk.
    pub id: EntryId,
    /// Its provider.
    pub provider: ProviderId,
    /// The registration that its file names.
    pub registration: Option<String>,
    /// Which of the provider's systems, if the file says so.
    pub environment: Option<Environment>,
    /// What the connection shall be called.
    pub label: Option<String>,
    /// Whose it is.
    pub customer: Option<String>,
    /// Which account it must be, as it is shown.
    pub identity: Option<IdentityView>,
    /// By what that account is recognised; empty: by nothing.
    pub keys: Vec<ExportedKey>,
    /// When its file was imported.
    pub added_at: OffsetDateTime,
    /// What it was linked as, and when.
    pub linked: Option<(ConnectionId, OffsetDateTime)>,
}

#[derive(FromRow)]
struct Columns {
    id: String,
    provider: String,
    registration: Option<String>,
    environment: Option<String>,
    label: Option<String>,
    customer: Option<String>,
    identity_name: Option<String>,
    identity_masked: Option<String>,
    account_keys: String,
    added_at: i64,
    connection: Option<String>,
    linked_at: Option<i64>,
}

impl TryFrom<Columns> for AwaitedRow {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let column = |name| Column("awaited", name);
        let identity = match (row.identity_name, row.identity_masked) {
            (Some(name), Some(masked)) => Some(IdentityView { name, masked }),
            (None, None) => None,
            _ => return Err(column("identity_masked").nonsense()),
        };
        let connection = row.connection.map(|id| column("connection").parsed(&id)).transpose()?;
        Ok(Self {
            id: column("id").parsed(&row.id)?,
            provider: column("provider").parsed(&row.provider)?,
            registration: row.registration,
            environment: row.environment.map(|word| column("environment").word(&word)).transpose()?,
            label: row.label,
            customer: row.customer,
            identity,
            keys: serde_json::from_str(&row.account_keys).map_err(|_| column("account_keys").nonsense())?,
            added_at: column("added_at").instant(row.added_at)?,
            linked: connection.zip(column("linked_at").maybe_instant(row.linked_at)?),
        })
    }
}

impl Store {
    /// Everything that waits, and what was linked since the last run, in the order in which it came.
    pub async fn awaited(&self) -> Result<Vec<AwaitedRow>, StoreError> {
        let rows: Vec<Columns> =
            sqlx::query_as("SELECT * FROM awaited ORDER BY id").fetch_all(self.database.pool()).await?;
        rows.into_iter().map(AwaitedRow::try_from).collect()
    }

    /// The account with this id on the desk.
    pub async fn awaited_one(&self, id: EntryId) -> Result<Option<AwaitedRow>, StoreError> {
        let row: Option<Columns> = sqlx::query_as("SELECT * FROM awaited WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(self.database.pool())
            .await?;
        row.map(AwaitedRow::try_from).transpose()
    }

    /// Lets accounts wait: all of them or, when something goes wrong, none.
    pub async fn await_accounts(&self, new: &[AwaitedRow]) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        for row in new {
            sqlx::query(
                "INSERT INTO awaited (id, provider, registration, environment, label, customer, identity_name,
                 identity_masked, account_keys, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(row.id.to_string())
            .bind(row.provider.as_str())
            .bind(&row.registration)
            .bind(row.environment.map(text_of))
            .bind(&row.label)
            .bind(&row.customer)
            .bind(row.identity.as_ref().map(|identity| &identity.name))
            .bind(row.identity.as_ref().map(|identity| &identity.masked))
            .bind(serde_json::json!(row.keys).to_string())
            .bind(row.added_at.unix_timestamp())
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Notes that accounts are linked by now, as this connection.
    pub async fn awaited_linked(
        &self,
        ids: &[EntryId],
        connection: ConnectionId,
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let ids: Vec<String> = ids.iter().map(EntryId::to_string).collect();
        sqlx::query(
            "UPDATE awaited SET connection = ?2, linked_at = ?3
             WHERE connection IS NULL AND id IN (SELECT value FROM json_each(?1))",
        )
        .bind(serde_json::json!(ids).to_string())
        .bind(connection.to_string())
        .bind(at.unix_timestamp())
        .execute(self.database.pool())
        .await?;
        Ok(())
    }

    /// Takes an account off the desk. `false`: it was not there.
    pub async fn remove_awaited(&self, id: EntryId) -> Result<bool, StoreError> {
        let removed =
            sqlx::query("DELETE FROM awaited WHERE id = ?").bind(id.to_string()).execute(self.database.pool()).await?;
        Ok(removed.rows_affected() == 1)
    }

    /// Takes those off the desk that are linked by now.
    pub async fn remove_linked_awaited(&self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM awaited WHERE connection IS NOT NULL").execute(self.database.pool()).await?;
        Ok(())
    }
}
