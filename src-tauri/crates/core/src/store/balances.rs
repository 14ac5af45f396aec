//! Balances over time: a point when the balance changed, and one a day.

use super::Store;
use super::error::StoreError;
use super::value::Column;
use crate::contract::{BalancePoint, ConnectionId, Money};
use sqlx::{FromRow, SqliteConnection};
use time::OffsetDateTime;

const DAY_SECONDS: i64 = 86_400;

#[derive(FromRow)]
struct Columns {
    account: i64,
    at: i64,
    amount: String,
    currency: String,
}

impl TryFrom<Columns> for BalancePoint {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        Ok(Self {
            account_id: row.account.to_string(),
            at: Column("balances", "at").instant(row.at)?.into(),
            balance: Money { amount: row.amount, currency: row.currency },
        })
    }
}

/// Adds a point, unless the newest says the same and is of the same day (UTC).
pub(super) async fn append(
    to: &mut SqliteConnection,
    account: i64,
    balance: &Money,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO balances (account, at, amount, currency)
         SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (
             SELECT 1 FROM (SELECT * FROM balances WHERE account = ?1 ORDER BY at DESC LIMIT 1)
             WHERE amount = ?3 AND currency = ?4 AND at / ?5 = ?2 / ?5
         )
         ON CONFLICT (account, at) DO UPDATE SET amount = excluded.amount, currency = excluded.currency",
    )
    .bind(account)
    .bind(now.unix_timestamp())
    .bind(&balance.amount)
    .bind(&balance.currency)
    .bind(DAY_SECONDS)
    .execute(to)
    .await?;
    Ok(())
}

impl Store {
    /// The balances of a connection's accounts over time, oldest first.
    pub async fn balances(&self, id: ConnectionId) -> Result<Vec<BalancePoint>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT b.account, b.at, b.amount, b.currency FROM balances b JOIN accounts a ON a.id = b.account
             WHERE a.connection = ? ORDER BY b.at, b.account",
        )
        .bind(id.to_string())
        .fetch_all(self.database.pool())
        .await?;
        rows.into_iter().map(BalancePoint::try_from).collect()
    }
}
