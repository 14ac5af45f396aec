//! The list: connections with what their rows show, in one statement.

use super::Store;
use super::connections::{self, ConnectionRow};
use super::error::StoreError;
use super::grants::{GrantStanding, StandingColumns, column};
use super::value::Column;
use crate::contract::{ConnectionId, Money, PathStatus};
use sqlx::FromRow;
use time::OffsetDateTime;

/// A connection with what the list shows of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListRow {
    /// The connection.
    pub connection: ConnectionRow,
    /// How its grant stands.
    pub standing: GrantStanding,
    /// What stands in between.
    pub path: PathStatus,
    /// Since when the grant no longer works.
    pub ended_at: Option<OffsetDateTime>,
    /// When it is tried again by itself.
    pub retry_at: Option<OffsetDateTime>,
    /// When a real call last worked.
    pub checked_at: Option<OffsetDateTime>,
    /// How many accounts are under it.
    pub account_count: u32,
    /// The balance of its first account.
    pub balance: Option<Money>,
    /// When that was read.
    pub balance_at: Option<OffsetDateTime>,
}

#[derive(FromRow)]
struct Columns {
    #[sqlx(flatten)]
    connection: connections::Columns,
    #[sqlx(flatten)]
    standing: StandingColumns,
    path: String,
    ended_at: Option<i64>,
    retry_at: Option<i64>,
    checked_at: Option<i64>,
    account_count: i64,
    balance_amount: Option<String>,
    balance_currency: Option<String>,
    balance_at: Option<i64>,
}

impl TryFrom<Columns> for ListRow {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let account = |name| Column("accounts", name);
        Ok(Self {
            connection: row.connection.try_into()?,
            standing: row.standing.try_into()?,
            path: column("path").word(&row.path)?,
            ended_at: column("ended_at").maybe_instant(row.ended_at)?,
            retry_at: column("retry_at").maybe_instant(row.retry_at)?,
            checked_at: column("checked_at").maybe_instant(row.checked_at)?,
            account_count: account("position").count(row.account_count)?,
            balance: account("balance_amount").money(row.balance_amount, row.balance_currency)?,
            balance_at: account("balance_at").maybe_instant(row.balance_at)?,
        })
    }
}

/// The statement that reads rows of the list, with what says which of them and in what order.
macro_rules! rows {
    ($which:literal) => {
        concat!(
            "SELECT c.*, g.status, g.reason, g.access_kind, g.access_at, g.survives_kind, g.survives_at, g.renewed_at,
                    g.tending, g.path, g.ended_at, g.retry_at, g.checked_at,
                    (SELECT count(*) FROM accounts a WHERE a.connection = c.id AND a.position IS NOT NULL) AS account_count,
                    f.balance_amount, f.balance_currency, f.balance_at
             FROM connections c
             JOIN grants g ON g.connection = c.id
             LEFT JOIN accounts f ON f.connection = c.id AND f.position = 0
             ",
            $which
        )
    };
}

impl Store {
    /// Every connection, oldest first.
    pub async fn list(&self) -> Result<Vec<ListRow>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(rows!("ORDER BY c.id")).fetch_all(self.database.pool()).await?;
        rows.into_iter().map(ListRow::try_from).collect()
    }

    /// What the list shows of one connection.
    pub async fn listed(&self, id: ConnectionId) -> Result<Option<ListRow>, StoreError> {
        let row: Option<Columns> =
            sqlx::query_as(rows!("WHERE c.id = ?")).bind(id.to_string()).fetch_optional(self.database.pool()).await?;
        row.map(ListRow::try_from).transpose()
    }

    /// Whether another process wrote since the last call.
    pub async fn changed_elsewhere(&self) -> Result<bool, StoreError> {
        self.database.changed_elsewhere().await
    }

    /// Waits for the verb that runs, then closes the file. Nothing can be asked afterwards.
    pub async fn close(&self) {
        self.database.close().await;
    }
}
