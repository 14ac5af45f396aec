//! Saving what was read from a provider, all of it or nothing.

use super::Store;
use super::error::StoreError;
use super::events::{self, NewEvent};
use super::value::text_of;
use super::{accounts, balances, grants, transactions};
use crate::contract::{ConnectionId, EventKind, GrantStatus, Reason};
use crate::provider::Holdings;
use sqlx::SqliteConnection;
use time::OffsetDateTime;

/// What a bank lifts without our doing: when everything can be read again, it is over.
const LIFTED_BY_READING: [Reason; 4] =
    [Reason::BankPasswordChanged, Reason::BankAsksForCode, Reason::BankBlocksSignIn, Reason::Paused];

impl Store {
    /// Saves accounts, balances and movements as they were read at `now`. A call just worked, so the path is free; and a
    /// grant that a bank had held back is good again.
    pub async fn save_sync(
        &self,
        id: ConnectionId,
        holdings: &Holdings,
        now: OffsetDateTime,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        let connection = id.to_string();
        let mut transaction = self.database.begin().await?;
        let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM connections WHERE id = ?")
            .bind(&connection)
            .fetch_optional(&mut *transaction)
            .await?;
        if known.is_none() {
            // Unlinked while it was read: nothing of it is kept.
            return Ok(());
        }
        accounts::unlist(&mut transaction, &connection).await?;
        for (position, holding) in holdings.accounts.iter().enumerate() {
            let account = accounts::put(&mut transaction, &connection, position, holding, now).await?;
            if let Some(balance) = &holding.balance {
                balances::append(&mut transaction, account, balance, now).await?;
            }
        }
        for movement in &holdings.movements {
            let account = accounts::row(&mut transaction, &connection, &movement.account).await?;
            transactions::put(&mut transaction, account, movement).await?;
        }
        if holdings.from_memory {
            // Nobody was asked, so nothing is known of the path or the grant.
            return Ok(transaction.commit().await?);
        }
        grants::free_path(&mut transaction, id, now).await?;
        if holdings.movements_refused.is_none() && recover(&mut transaction, &connection).await? {
            events::write(&mut transaction, &NewEvent::new(id, now, EventKind::Recovered)).await?;
        }
        events::write(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }
}

/// Whether the grant was held back by a bank, and no longer is.
async fn recover(to: &mut SqliteConnection, connection: &str) -> Result<bool, StoreError> {
    let lifted = serde_json::json!(LIFTED_BY_READING).to_string();
    let changed = sqlx::query(
        "UPDATE grants SET status = ?2, reason = NULL, ended_at = NULL
         WHERE connection = ?1 AND status = ?3 AND reason IN (SELECT value FROM json_each(?4))",
    )
    .bind(connection)
    .bind(text_of(GrantStatus::Good))
    .bind(text_of(GrantStatus::NeedsPerson))
    .bind(lifted)
    .execute(to)
    .await?;
    Ok(changed.rows_affected() == 1)
}
