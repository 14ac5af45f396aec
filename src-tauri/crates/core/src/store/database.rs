//! The connection to the encrypted file.

use super::error::StoreError;
use crate::vault::RootKey;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use sqlx::{ConnectOptions as _, Sqlite, Transaction};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use zeroize::Zeroizing;

const BEGIN: &str = "BEGIN IMMEDIATE";
/// How long a writer waits for another process.
const BUSY: Duration = Duration::from_secs(5);
/// How long a verb waits for the one connection.
const TURN: Duration = Duration::from_secs(20);

/// One connection: verbs take turns. A rollback journal and one writer are what SQLite is safest with, and a desk has
/// nothing to read while it writes.
pub(super) struct Database {
    pool: SqlitePool,
    /// The change counter at the last look.
    seen: AtomicI64,
}

impl Database {
    /// Opens a file that exists. An empty file becomes a database with this key.
    pub(super) async fn open(file: &Path, root: &RootKey) -> Result<Self, StoreError> {
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(TURN)
            // The change counter belongs to the connection: it must be the same one all the time.
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options(file, root))
            .await?;
        let database = Self { pool, seen: AtomicI64::new(0) };
        let looked = database.look().await;
        database.or_closed(looked).await
    }

    /// The first look at the file: its encryption, and where its change counter stands.
    async fn look(&self) -> Result<(), StoreError> {
        self.require_encryption().await?;
        self.changed_elsewhere().await.map(drop)
    }

    /// The database if this went well; else it is closed first.
    pub(super) async fn or_closed(self, outcome: Result<(), StoreError>) -> Result<Self, StoreError> {
        match outcome {
            Ok(()) => Ok(self),
            Err(error) => {
                self.close().await;
                Err(error)
            }
        }
    }

    /// A plain SQLite ignores the key without a word. Then nothing is written.
    async fn require_encryption(&self) -> Result<(), StoreError> {
        let version: Option<String> = sqlx::query_scalar("PRAGMA cipher_version").fetch_optional(&self.pool).await?;
        version.map(drop).ok_or_else(|| StoreError::Other("this build cannot encrypt it".to_owned()))
    }

    /// For reading.
    pub(super) const fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    /// For writing: takes the file's write lock at once, so that what is read inside stays true until the commit.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        let begun = match self.pool.begin_with(BEGIN).await {
            // On a full disk SQLite ends a transaction by itself, which sqlx does not notice: it goes on counting it. That
            // connection can begin no other; a new one can.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.pool.acquire().await?.close().await?;
                self.pool.begin_with(BEGIN).await
            }
            begun => begun,
        };
        Ok(begun?)
    }

    /// Whether another process wrote since the last call.
    pub(super) async fn changed_elsewhere(&self) -> Result<bool, StoreError> {
        let now: i64 = sqlx::query_scalar("PRAGMA data_version").fetch_one(&self.pool).await?;
        Ok(self.seen.swap(now, Ordering::Relaxed) != now)
    }

    /// Waits for the verb that runs, then closes the file.
    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// A database that nobody closed stays open until the process ends. Left to itself the connection's thread would close it
/// at some later time, perhaps while the process ends and SQLCipher takes its keys away: see [`crate::leave`].
impl Drop for Database {
    fn drop(&mut self) {
        if !self.pool.is_closed() {
            std::mem::forget(self.pool.clone());
        }
    }
}

/// They hold the key in plain text: never to be printed.
fn options(file: &Path, root: &RootKey) -> SqliteConnectOptions {
    let key = Zeroizing::new(hex::encode(*root.database_key()));
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        // A raw key: it is random already, so deriving it from a passphrase would only cost time.
        .pragma("key", format!("\"x'{}'\"", *key))
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .disable_statement_logging()
        // What follows is sent in this order. SQLCipher would write to stderr on its own about every page it cannot
        // read; its errors come back as errors.
        .pragma("cipher_log_level", "NONE")
        // With the schema's name they are sent here and not, as sqlx has it, before the line above: they read the file.
        .pragma("main.journal_mode", "DELETE")
        .pragma("main.synchronous", "FULL")
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
}
