//! Lists of accounts and customers: imported, exported, and what waits because of them.

use super::{Opened, settings};
use linkdesk_core::contract::{CustomerView, EntryId, ImportReport, ImportRequest, ListForm, Problem, QueueView};
use tauri::AppHandle;

#[tauri::command]
pub(crate) async fn import_file(profile: Opened<'_>, request: ImportRequest) -> Result<ImportReport, Problem> {
    profile.desk().await?.import(request.file.as_slice(), None, request.keep).await
}

#[tauri::command]
pub(crate) async fn remove_awaited(profile: Opened<'_>, id: EntryId) -> Result<QueueView, Problem> {
    let desk = profile.desk().await?;
    desk.remove_awaited(id).await?;
    desk.queue().await
}

#[tauri::command]
pub(crate) async fn customers(profile: Opened<'_>) -> Result<Vec<CustomerView>, Problem> {
    profile.desk().await?.customers().await
}

#[tauri::command]
pub(crate) async fn rename_customer(
    profile: Opened<'_>,
    from: String,
    to: String,
    merge: bool,
) -> Result<Vec<CustomerView>, Problem> {
    profile.desk().await?.rename_customer(&from, &to, merge).await
}

#[tauri::command]
pub(crate) async fn export_list(app: AppHandle, profile: Opened<'_>, form: ListForm) -> Result<String, Problem> {
    let text = profile.desk().await?.export_file(form).await?;
    let extension = match form {
        ListForm::Json => "json",
        ListForm::Csv => "csv",
    };
    settings::save(&app, "linkdesk-list", extension, &text)
}
