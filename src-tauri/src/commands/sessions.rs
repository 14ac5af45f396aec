//! Tries at linking.

use super::Opened;
use crate::windows;
use linkdesk_core::Secret;
use linkdesk_core::contract::{FieldValue, LinkRequest, Problem, ProblemCode, SessionId, SessionView, VisitRequest};
use linkdesk_core::link::{Arrival, Received, Way};
use tauri::AppHandle;

#[tauri::command]
pub(crate) async fn start_link(profile: Opened<'_>, request: LinkRequest) -> Result<SessionView, Problem> {
    profile.desk().await?.link(request).await
}

#[tauri::command]
pub(crate) async fn visit(profile: Opened<'_>, request: VisitRequest) -> Result<SessionView, Problem> {
    profile.desk().await?.visit(request).await
}

#[tauri::command]
pub(crate) async fn sessions(profile: Opened<'_>) -> Result<Vec<SessionView>, Problem> {
    Ok(profile.desk().await?.sessions())
}

#[tauri::command]
pub(crate) async fn submit_form(profile: Opened<'_>, id: SessionId, fields: Vec<FieldValue>) -> Result<(), Problem> {
    profile.desk().await?.submit(id, fields).await
}

#[tauri::command]
pub(crate) async fn ask_again(profile: Opened<'_>, id: SessionId) -> Result<(), Problem> {
    profile.desk().await?.ask_again(id).await
}

#[tauri::command]
pub(crate) async fn cancel_session(profile: Opened<'_>, id: SessionId) -> Result<(), Problem> {
    profile.desk().await?.cancel(id)
}

#[tauri::command]
pub(crate) async fn confirm_session(profile: Opened<'_>, id: SessionId) -> Result<(), Problem> {
    profile.desk().await?.confirm(id)
}

#[tauri::command]
pub(crate) async fn add_as_new(profile: Opened<'_>, id: SessionId) -> Result<(), Problem> {
    profile.desk().await?.add_as_new(id)
}

#[tauri::command]
pub(crate) async fn check_now(profile: Opened<'_>, id: SessionId) -> Result<(), Problem> {
    profile.desk().await?.check_now(id)
}

#[tauri::command]
pub(crate) async fn show_window(app: AppHandle, id: SessionId) -> Result<(), Problem> {
    if windows::raise_provider(&app, id) { Ok(()) } else { Err(no_window()) }
}

#[tauri::command]
pub(crate) async fn use_browser(profile: Opened<'_>, id: SessionId) -> Result<SessionView, Problem> {
    profile.desk().await?.use_browser(id)
}

#[tauri::command]
pub(crate) async fn paste_address(profile: Opened<'_>, id: SessionId, address: Secret) -> Result<(), Problem> {
    match profile.desk().await?.resume(Arrival { address, way: Way::Paste(id) }).await {
        Received::Taken(_) => Ok(()),
        Received::Dropped => Err(not_ours()),
    }
}

fn no_window() -> Problem {
    Problem::new(ProblemCode::UnknownId, "This page has no window.", "Look in the browser, or start again.")
}

fn not_ours() -> Problem {
    Problem::new(
        ProblemCode::CallbackRefused,
        "This address does not belong to the page that was opened.",
        "Copy the whole address the page ended on, from the address bar, and paste it once.",
    )
}
