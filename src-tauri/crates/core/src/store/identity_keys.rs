//! Identity keys: what tells whether two grants are for the same account.

use super::Store;
use super::error::StoreError;
use super::value::Column;
use crate::contract::{ConnectionId, ProviderId};
use crate::provider::IdentityKey;
use sqlx::{FromRow, SqliteConnection};
use std::collections::BTreeMap;

#[derive(FromRow)]
struct Columns {
    connection: String,
    kind: String,
    value: String,
}

/// Replaces a connection's keys as part of a larger change.
pub(super) async fn replace(to: &mut SqliteConnection, id: &str, keys: &[IdentityKey]) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM identity_keys WHERE connection = ?").bind(id).execute(&mut *to).await?;
    for key in keys {
        sqlx::query("INSERT OR IGNORE INTO identity_keys (connection, kind, value) VALUES (?, ?, ?)")
            .bind(id)
            .bind(&key.kind)
            .bind(&key.value)
            .execute(&mut *to)
            .await?;
    }
    Ok(())
}

impl Store {
    /// A connection's keys.
    pub async fn identity_keys(&self, id: ConnectionId) -> Result<Vec<IdentityKey>, StoreError> {
        let rows: Vec<Columns> =
            sqlx::query_as("SELECT connection, kind, value FROM identity_keys WHERE connection = ?")
                .bind(id.to_string())
                .fetch_all(self.database.pool())
                .await?;
        Ok(rows.into_iter().map(|row| IdentityKey { kind: row.kind, value: row.value }).collect())
    }

    /// Every connection of a registration with its keys, oldest first.
    pub async fn all_identity_keys(
        &self,
        provider: ProviderId,
        registration: &str,
    ) -> Result<Vec<(ConnectionId, Vec<IdentityKey>)>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT k.connection, k.kind, k.value FROM identity_keys k JOIN connections c ON c.id = k.connection
             WHERE c.provider = ?1 AND c.registration = ?2",
        )
        .bind(provider.as_str())
        .bind(registration)
        .fetch_all(self.database.pool())
        .await?;
        by_connection(rows)
    }

    /// Connections of a registration that share a key with these, each with all of its keys, oldest first. Whether they
    /// are the same account is for the caller to judge.
    pub async fn find_by_identity(
        &self,
        provider: ProviderId,
        registration: &str,
        keys: &[IdentityKey],
    ) -> Result<Vec<(ConnectionId, Vec<IdentityKey>)>, StoreError> {
        let wanted: Vec<[&str; 2]> = keys.iter().map(|key| [key.kind.as_str(), key.value.as_str()]).collect();
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT k.connection, k.kind, k.value
             FROM identity_keys k JOIN connections c ON c.id = k.connection
             WHERE c.provider = ?1 AND c.registration = ?2 AND k.connection IN (
                 SELECT shared.connection FROM json_each(?3) wanted JOIN identity_keys shared
                 ON shared.kind = json_extract(wanted.value, '$[0]') AND shared.value = json_extract(wanted.value, '$[1]')
             )",
        )
        .bind(provider.as_str())
        .bind(registration)
        .bind(serde_json::json!(wanted).to_string())
        .fetch_all(self.database.pool())
        .await?;
        by_connection(rows)
    }
}

fn by_connection(rows: Vec<Columns>) -> Result<Vec<(ConnectionId, Vec<IdentityKey>)>, StoreError> {
    let mut found: BTreeMap<ConnectionId, Vec<IdentityKey>> = BTreeMap::new();
    for row in rows {
        let id = Column("identity_keys", "connection").parsed(&row.connection)?;
        found.entry(id).or_default().push(IdentityKey { kind: row.kind, value: row.value });
    }
    Ok(found.into_iter().collect())
}
