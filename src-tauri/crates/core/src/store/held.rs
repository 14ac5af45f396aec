//! What using a grant takes: it, its connection and its registration, in one statement.

use super::Store;
use super::connections::{self, ConnectionRow};
use super::error::StoreError;
use super::grants::{self, GrantRow};
use super::registrations::RegistrationRow;
use crate::contract::ConnectionId;
use sqlx::FromRow;

/// A grant with what it hangs on, still sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldGrant {
    /// Its connection.
    pub connection: ConnectionRow,
    /// The grant.
    pub grant: GrantRow,
    /// The registration that the connection names, if it is still there.
    pub registration: Option<RegistrationRow>,
}

#[derive(FromRow)]
struct Columns {
    #[sqlx(flatten)]
    connection: connections::Columns,
    #[sqlx(flatten)]
    grant: grants::Columns,
    registration_sealed: Option<Vec<u8>>,
    registration_binding: Option<String>,
}

impl TryFrom<Columns> for HeldGrant {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let connection = ConnectionRow::try_from(row.connection)?;
        let (provider, name) = (connection.provider, connection.registration.clone());
        let registration = row
            .registration_sealed
            .zip(row.registration_binding)
            .map(|(sealed, binding)| RegistrationRow { provider, name, sealed, binding });
        Ok(Self { connection, grant: row.grant.try_into()?, registration })
    }
}

impl Store {
    /// A connection's grant with what it hangs on. `None`: there is no such connection, or it has no grant.
    pub async fn held(&self, id: ConnectionId) -> Result<Option<HeldGrant>, StoreError> {
        let row: Option<Columns> = sqlx::query_as(
            "SELECT c.*, g.*, r.sealed AS registration_sealed, r.binding AS registration_binding
             FROM connections c
             JOIN grants g ON g.connection = c.id
             LEFT JOIN registrations r ON r.provider = c.provider AND r.name = c.registration
             WHERE c.id = ?",
        )
        .bind(id.to_string())
        .fetch_optional(self.database.pool())
        .await?;
        row.map(HeldGrant::try_from).transpose()
    }
}
