//! Repair tickets: made for an account of the desk, and what one means that somebody opened.

use super::Opened;
use crate::deep_link::DeepLinks;
use linkdesk_core::contract::{EntryId, Problem, RepairTicket, RepairView};
use tauri::State;

#[tauri::command]
pub(crate) async fn make_ticket(profile: Opened<'_>, id: EntryId) -> Result<RepairTicket, Problem> {
    profile.desk().await?.make_ticket(id).await
}

/// What was opened last and not asked for yet.
#[tauri::command]
pub(crate) async fn ticket(profile: Opened<'_>, links: State<'_, DeepLinks>) -> Result<Option<RepairView>, Problem> {
    let desk = profile.desk().await?;
    match links.take_ticket() {
        Some(address) => desk.read_ticket(&address).await.map(Some),
        None => Ok(None),
    }
}
