//! Accounts under a connection, with their balance as it was read last.

use super::Store;
use super::error::StoreError;
use super::value::Column;
use crate::contract::{AccountView, ConnectionId};
use crate::provider::{Holding, masked};
use sqlx::{FromRow, SqliteConnection};
use time::OffsetDateTime;

#[derive(FromRow)]
struct Columns {
    id: i64,
    number: String,
    name: String,
    institution: Option<String>,
    balance_amount: Option<String>,
    balance_currency: Option<String>,
    balance_at: Option<i64>,
}

impl TryFrom<Columns> for AccountView {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let column = |name| Column("accounts", name);
        Ok(Self {
            id: row.id.to_string(),
            name: row.name,
            masked: masked(&row.number),
            institution: row.institution,
            balance: column("balance_amount").money(row.balance_amount, row.balance_currency)?,
            balance_at: column("balance_at").maybe_instant(row.balance_at)?.map(Into::into),
        })
    }
}

/// Notes that no account is in the provider's list any more: it is about to be written anew. History stays.
pub(super) async fn unlist(to: &mut SqliteConnection, connection: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET position = NULL WHERE connection = ?").bind(connection).execute(to).await?;
    Ok(())
}

/// Writes an account of the provider's list, and gives its row. A balance that was not told this time stays.
pub(super) async fn put(
    to: &mut SqliteConnection,
    connection: &str,
    position: usize,
    holding: &Holding,
    now: OffsetDateTime,
) -> Result<i64, StoreError> {
    let balance = holding.balance.as_ref();
    Ok(sqlx::query_scalar(
        "INSERT INTO accounts
         (connection, number, name, institution, position, balance_amount, balance_currency, balance_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (connection, number) DO UPDATE
         SET name = excluded.name, institution = excluded.institution, position = excluded.position,
             balance_amount = coalesce(excluded.balance_amount, balance_amount),
             balance_currency = coalesce(excluded.balance_currency, balance_currency),
             balance_at = coalesce(excluded.balance_at, balance_at)
         RETURNING id",
    )
    .bind(connection)
    .bind(&holding.number)
    .bind(&holding.name)
    .bind(&holding.institution)
    .bind(i64::try_from(position).unwrap_or(i64::MAX))
    .bind(balance.map(|money| &money.amount))
    .bind(balance.map(|money| &money.currency))
    .bind(balance.map(|_| now.unix_timestamp()))
    .fetch_one(to)
    .await?)
}

/// The row of an account by its number. A provider may tell movements of an account that is not in its list.
pub(super) async fn row(to: &mut SqliteConnection, connection: &str, number: &str) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "INSERT INTO accounts (connection, number, name) VALUES (?, ?, '')
         ON CONFLICT (connection, number) DO UPDATE SET number = excluded.number RETURNING id",
    )
    .bind(connection)
    .bind(number)
    .fetch_one(to)
    .await?)
}

impl Store {
    /// The accounts of a connection, as the provider listed them last.
    pub async fn accounts(&self, id: ConnectionId) -> Result<Vec<AccountView>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT id, number, name, institution, balance_amount, balance_currency, balance_at
             FROM accounts WHERE connection = ? AND position IS NOT NULL ORDER BY position",
        )
        .bind(id.to_string())
        .fetch_all(self.database.pool())
        .await?;
        rows.into_iter().map(AccountView::try_from).collect()
    }
}
