//! The list without secrets, for another computer.

use super::list;
use crate::contract::{ExportedConnection, ExportedList, Problem};
use crate::core::Core;
use crate::lists;

/// Every connection, with keys by which the same account is recognised and not told.
pub(super) async fn export(core: &Core) -> Result<ExportedList, Problem> {
    let mut connections = Vec::new();
    for view in list::connections(core).await? {
        let keys = core.store.identity_keys(view.id).await?;
        connections.push(ExportedConnection {
            provider: view.provider,
            registration: view.registration,
            environment: view.environment,
            label: view.label,
            customer: view.customer,
            identity: view.identity,
            grant: view.grant,
            ends_at: view.ends_at,
            linked_at: view.linked_at,
            account_keys: keys.iter().map(lists::hidden).collect(),
        });
    }
    Ok(ExportedList {
        format: lists::FORMAT,
        version: lists::VERSION,
        written_at: core.clock.now().into(),
        connections,
    })
}
