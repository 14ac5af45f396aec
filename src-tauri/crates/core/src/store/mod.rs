//! The store: facts about connections, and credentials that the vault sealed, in one encrypted file.
//!
//! Every verb is one transaction, durable on disk when it returns. The store refuses to guess: a value it cannot have
//! written is [`StoreError::Inconsistent`], a file it cannot open is named and left as it is, and what is not there is
//! `None`. It never opens a credential; that takes the vault.

mod accounts;
mod awaited;
mod balances;
mod condition;
mod connections;
mod customers;
mod database;
mod error;
mod events;
mod file_lock;
mod folder;
mod grants;
mod held;
mod identity_keys;
mod keeping;
mod list;
mod open;
mod ownership;
mod problem;
mod refreshing;
mod registrations;
mod schema;
mod settings;
mod sync;
mod tended;
#[cfg(test)]
mod tests;
mod transactions;
mod value;

pub use awaited::AwaitedRow;
pub use condition::{FolderCondition, look_at};
pub use connections::ConnectionRow;
pub use error::{FolderError, OpenError, StoreError};
pub use events::NewEvent;
pub use file_lock::{FileLock, hold};
pub use folder::Folder;
pub use grants::{GrantRow, GrantStanding, Journal, Retry, SealedGrant, Tending};
pub use held::HeldGrant;
pub use keeping::Keeping;
pub use list::ListRow;
pub use open::{Opened, erase, open, set_aside};
pub use registrations::RegistrationRow;
pub use tended::TendedGrant;

use database::Database;

/// An open store. Other processes may write to the same file; see [`Store::changed_elsewhere`].
pub struct Store {
    database: Database,
}
