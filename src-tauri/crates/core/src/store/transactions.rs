//! Movements on accounts. The provider's reference names one; told again, it is the same one.

use super::Store;
use super::error::StoreError;
use super::value::Column;
use crate::contract::{ConnectionId, Money, TransactionView};
use crate::provider::Movement;
use sqlx::{FromRow, SqliteConnection};
use time::{Date, OffsetDateTime};

#[derive(FromRow)]
struct Columns {
    account: i64,
    reference: String,
    date: String,
    at: Option<i64>,
    amount: String,
    currency: String,
    running_balance: Option<String>,
    description: String,
}

impl TryFrom<Columns> for TransactionView {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        Ok(Self {
            reference: row.reference,
            account_id: row.account.to_string(),
            date: row.date,
            at: Column("transactions", "at").maybe_instant(row.at)?.map(Into::into),
            amount: Money { amount: row.amount, currency: row.currency },
            running_balance: row.running_balance,
            description: row.description,
        })
    }
}

/// A day as it stands in the table: `YYYY-MM-DD`, so that text order is time order.
fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Writes a movement, or what the provider now says of it.
pub(super) async fn put(to: &mut SqliteConnection, account: i64, movement: &Movement) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO transactions (account, reference, date, at, amount, currency, running_balance, description)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (account, reference) DO UPDATE
         SET date = excluded.date, at = excluded.at, amount = excluded.amount, currency = excluded.currency,
             running_balance = excluded.running_balance, description = excluded.description",
    )
    .bind(account)
    .bind(&movement.reference)
    .bind(day(movement.date))
    .bind(movement.at.map(OffsetDateTime::unix_timestamp))
    .bind(&movement.amount.amount)
    .bind(&movement.amount.currency)
    .bind(&movement.running_balance)
    .bind(&movement.description)
    .execute(to)
    .await?;
    Ok(())
}

impl Store {
    /// Movements of a connection's accounts, newest first, `limit` at most; `from` and `to` are booking days, inclusive.
    pub async fn transactions(
        &self,
        id: ConnectionId,
        from: Option<Date>,
        to: Option<Date>,
        limit: u32,
    ) -> Result<Vec<TransactionView>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT t.* FROM transactions t JOIN accounts a ON a.id = t.account
             WHERE a.connection = ?1 AND (?2 IS NULL OR t.date >= ?2) AND (?3 IS NULL OR t.date <= ?3)
             ORDER BY t.date DESC, t.at DESC, t.reference DESC LIMIT ?4",
        )
        .bind(id.to_string())
        .bind(from.map(day))
        .bind(to.map(day))
        .bind(limit)
        .fetch_all(self.database.pool())
        .await?;
        rows.into_iter().map(TransactionView::try_from).collect()
    }
}
