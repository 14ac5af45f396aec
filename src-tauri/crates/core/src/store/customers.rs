//! Customers: names that connections and waiting accounts carry. Nothing else is known of them.

use super::Store;
use super::error::StoreError;
use super::events::{self, NewEvent};
use super::value::Column;
use crate::contract::{ConnectionId, CustomerView, EventKind};
use sqlx::FromRow;
use time::OffsetDateTime;

#[derive(FromRow)]
struct Columns {
    name: String,
    connections: i64,
    awaited: i64,
}

impl TryFrom<Columns> for CustomerView {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let column = Column("connections", "customer");
        let (connections, awaited) = (column.count(row.connections)?, column.count(row.awaited)?);
        Ok(Self { name: row.name, connections, awaited })
    }
}

impl Store {
    /// Every customer, by name.
    pub async fn customers(&self) -> Result<Vec<CustomerView>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT name, sum(connections) AS connections, sum(awaited) AS awaited FROM (
                 SELECT customer AS name, 1 AS connections, 0 AS awaited FROM connections
                 UNION ALL
                 SELECT customer, 0, 1 FROM awaited WHERE connection IS NULL
             ) WHERE name IS NOT NULL GROUP BY name ORDER BY name",
        )
        .fetch_all(self.database.pool())
        .await?;
        rows.into_iter().map(CustomerView::try_from).collect()
    }

    /// Gives a customer another name wherever the old one stands, with a line in the timeline of each connection. Gives the
    /// connections.
    pub async fn rename_customer(
        &self,
        from: &str,
        to: &str,
        at: OffsetDateTime,
    ) -> Result<Vec<ConnectionId>, StoreError> {
        let mut transaction = self.database.begin().await?;
        let ids: Vec<String> =
            sqlx::query_scalar("UPDATE connections SET customer = ?2 WHERE customer = ?1 RETURNING id")
                .bind(from)
                .bind(to)
                .fetch_all(&mut *transaction)
                .await?;
        let id = |id: &String| Column("connections", "id").parsed(id);
        let ids: Vec<ConnectionId> = ids.iter().map(id).collect::<Result<_, _>>()?;
        for id in &ids {
            events::write(&mut transaction, &NewEvent::new(*id, at, EventKind::CustomerChanged).saying(to)).await?;
        }
        sqlx::query("UPDATE awaited SET customer = ?2 WHERE customer = ?1")
            .bind(from)
            .bind(to)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(ids)
    }
}
