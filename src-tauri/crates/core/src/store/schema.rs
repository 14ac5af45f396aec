//! The versions of the tables. Each step is one transaction, so that a store has one version or the next, never a half.

use super::database::Database;
use super::error::StoreError;
use sqlx::AssertSqlSafe;

/// What turns version `n` into `n + 1`, beginning with an empty file.
const STEPS: [&str; 4] = [
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_tending.sql"),
    include_str!("migrations/0003_awaited.sql"),
    include_str!("migrations/0004_removing.sql"),
];
/// The version this program reads and writes.
#[expect(clippy::cast_possible_wrap, reason = "the number of steps is small")]
pub(super) const VERSION: i64 = STEPS.len() as i64;

/// The version of a store; 0: it has no tables.
pub(super) async fn version(database: &Database) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("PRAGMA user_version").fetch_one(database.pool()).await?)
}

/// Brings a store to this program's version. A newer one is left alone.
pub(super) async fn bring_up_to_date(database: &Database) -> Result<(), StoreError> {
    while let Some(step) = next_step(version(database).await?)? {
        let mut transaction = database.begin().await?;
        // Read again under the lock: another process may have taken the step meanwhile.
        let from: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *transaction).await?;
        if next_step(from)? != Some(step) {
            continue;
        }
        sqlx::raw_sql(step).execute(&mut *transaction).await?;
        let reached = format!("PRAGMA user_version = {}", from + 1);
        // A number of ours: a pragma takes no parameter.
        sqlx::raw_sql(AssertSqlSafe(reached)).execute(&mut *transaction).await?;
        transaction.commit().await?;
    }
    Ok(())
}

fn next_step(version: i64) -> Result<Option<&'static str>, StoreError> {
    if version > VERSION {
        return Err(StoreError::Newer { found: version });
    }
    let index = usize::try_from(version).map_err(|_| StoreError::Damaged)?;
    Ok(STEPS.get(index).copied())
}
