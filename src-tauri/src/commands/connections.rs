//! Linked accounts.

use super::Opened;
use linkdesk_core::contract::{
    ActionAnswer, ActionRequest, ActionView, ConnectionDetail, ConnectionId, ConnectionView, EntryId, Problem,
    QueueView, RunNote, TransactionRange, TransactionView, UnlinkMode, UnlinkReport,
};

#[tauri::command]
pub(crate) async fn connections(profile: Opened<'_>) -> Result<Vec<ConnectionView>, Problem> {
    profile.desk().await?.connections().await
}

#[tauri::command]
pub(crate) async fn connection(profile: Opened<'_>, id: ConnectionId) -> Result<ConnectionDetail, Problem> {
    profile.desk().await?.connection(id).await
}

#[tauri::command]
pub(crate) async fn transactions(
    profile: Opened<'_>,
    id: ConnectionId,
    range: TransactionRange,
) -> Result<Vec<TransactionView>, Problem> {
    profile.desk().await?.transactions(id, range).await
}

#[tauri::command]
pub(crate) async fn actions(profile: Opened<'_>, id: ConnectionId) -> Result<Vec<ActionView>, Problem> {
    profile.desk().await?.actions(id).await
}

#[tauri::command]
pub(crate) async fn act(profile: Opened<'_>, request: ActionRequest) -> Result<ActionAnswer, Problem> {
    profile.desk().await?.act(request).await
}

#[tauri::command]
pub(crate) async fn renew(profile: Opened<'_>, id: ConnectionId) -> Result<(), Problem> {
    profile.desk().await?.refresh(id).await.map(drop)
}

#[tauri::command]
pub(crate) async fn sync(profile: Opened<'_>, id: ConnectionId) -> Result<(), Problem> {
    profile.desk().await?.sync(id).await
}

#[tauri::command]
pub(crate) async fn sync_all(profile: Opened<'_>) -> Result<(), Problem> {
    let desk = profile.desk().await?;
    for connection in desk.connections().await? {
        // What goes wrong with one stands in its row and its timeline, and keeps nobody else waiting.
        drop(desk.sync(connection.id).await);
    }
    Ok(())
}

#[tauri::command]
pub(crate) async fn rename(
    profile: Opened<'_>,
    id: ConnectionId,
    label: String,
    customer: Option<String>,
) -> Result<(), Problem> {
    profile.desk().await?.rename(id, label, customer).await
}

#[tauri::command]
pub(crate) async fn unlink(profile: Opened<'_>, id: ConnectionId, mode: UnlinkMode) -> Result<UnlinkReport, Problem> {
    profile.desk().await?.unlink(id, mode).await
}

#[tauri::command]
pub(crate) async fn queue(profile: Opened<'_>) -> Result<QueueView, Problem> {
    profile.desk().await?.queue().await
}

#[tauri::command]
pub(crate) async fn begin_run(profile: Opened<'_>, ids: Vec<EntryId>) -> Result<QueueView, Problem> {
    profile.desk().await?.begin_run(&ids).await
}

#[tauri::command]
pub(crate) async fn note_run(profile: Opened<'_>, id: EntryId, note: RunNote) -> Result<QueueView, Problem> {
    profile.desk().await?.note_run(id, note).await
}

#[tauri::command]
pub(crate) async fn stay_signed_in(profile: Opened<'_>, on: bool) -> Result<QueueView, Problem> {
    profile.desk().await?.stay_signed_in(on).await
}

#[tauri::command]
pub(crate) async fn end_run(profile: Opened<'_>) -> Result<QueueView, Problem> {
    profile.desk().await?.end_run().await
}
