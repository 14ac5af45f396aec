//! Registrations: sealed whole, with what may be compared in the open beside.

use super::Store;
use super::error::StoreError;
use super::value::Column;
use crate::contract::ProviderId;
use sqlx::FromRow;
use time::OffsetDateTime;

/// A registration as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegistrationRow {
    /// Its provider.
    pub provider: ProviderId,
    /// Its name, unique within the provider.
    pub name: String,
    /// The registration, sealed.
    pub sealed: Vec<u8>,
    /// Client and origins, to be compared.
    pub binding: String,
}

#[derive(FromRow)]
struct Columns {
    provider: String,
    name: String,
    sealed: Vec<u8>,
    binding: String,
}

impl TryFrom<Columns> for RegistrationRow {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let provider = Column("registrations", "provider").parsed(&row.provider)?;
        Ok(Self { provider, name: row.name, sealed: row.sealed, binding: row.binding })
    }
}

impl Store {
    /// Sets a registration, over an older one of its name.
    pub async fn put_registration(&self, row: &RegistrationRow, now: OffsetDateTime) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO registrations (provider, name, sealed, binding, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?5)
             ON CONFLICT (provider, name) DO UPDATE
             SET sealed = excluded.sealed, binding = excluded.binding, updated_at = excluded.updated_at",
        )
        .bind(row.provider.as_str())
        .bind(&row.name)
        .bind(&row.sealed)
        .bind(&row.binding)
        .bind(now.unix_timestamp())
        .execute(self.database.pool())
        .await?;
        Ok(())
    }

    /// The registration of this name.
    pub async fn registration(&self, provider: ProviderId, name: &str) -> Result<Option<RegistrationRow>, StoreError> {
        let row: Option<Columns> =
            sqlx::query_as("SELECT provider, name, sealed, binding FROM registrations WHERE provider = ? AND name = ?")
                .bind(provider.as_str())
                .bind(name)
                .fetch_optional(self.database.pool())
                .await?;
        row.map(RegistrationRow::try_from).transpose()
    }

    /// A provider's registrations, oldest first.
    pub async fn registrations(&self, provider: ProviderId) -> Result<Vec<RegistrationRow>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT provider, name, sealed, binding FROM registrations WHERE provider = ? ORDER BY created_at, name",
        )
        .bind(provider.as_str())
        .fetch_all(self.database.pool())
        .await?;
        rows.into_iter().map(RegistrationRow::try_from).collect()
    }

    /// Removes a registration; its connections stay.
    pub async fn remove_registration(&self, provider: ProviderId, name: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM registrations WHERE provider = ? AND name = ?")
            .bind(provider.as_str())
            .bind(name)
            .execute(self.database.pool())
            .await?;
        Ok(())
    }

    /// How many connections hang on a registration.
    pub async fn connections_of(&self, provider: ProviderId, name: &str) -> Result<u32, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM connections WHERE provider = ? AND registration = ?")
            .bind(provider.as_str())
            .bind(name)
            .fetch_one(self.database.pool())
            .await?;
        Column("connections", "registration").count(count)
    }
}
