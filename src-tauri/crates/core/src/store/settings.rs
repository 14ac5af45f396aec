//! Settings: small JSON values by name.

use super::Store;
use super::error::StoreError;
use super::value::Column;
use serde_json::Value;

impl Store {
    /// A setting; `None`: never set.
    pub async fn setting(&self, key: &str) -> Result<Option<Value>, StoreError> {
        let text: Option<String> = sqlx::query_scalar("SELECT value FROM settings WHERE key = ?")
            .bind(key)
            .fetch_optional(self.database.pool())
            .await?;
        let column = Column("settings", "value");
        text.map(|text| serde_json::from_str(&text).map_err(|_| column.nonsense())).transpose()
    }

    /// Keeps a setting.
    pub async fn set_setting(&self, key: &str, value: &Value) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(value.to_string())
        .execute(self.database.pool())
        .await?;
        Ok(())
    }
}
