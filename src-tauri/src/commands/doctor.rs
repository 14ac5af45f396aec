//! The doctor's findings, and the support bundle: shown first, then saved as it was shown.

use super::{Opened, settings};
use linkdesk_core::contract::{DoctorReport, Problem, ProblemCode};
use tauri::AppHandle;

#[tauri::command]
pub(crate) async fn doctor(profile: Opened<'_>, offline: bool) -> Result<DoctorReport, Problem> {
    Ok(profile.examined(offline).await.report)
}

#[tauri::command]
pub(crate) async fn support_bundle(profile: Opened<'_>) -> Result<String, Problem> {
    let text = profile.examined(false).await.bundle?;
    profile.show_bundle(&text);
    Ok(text)
}

#[tauri::command]
pub(crate) async fn save_support_bundle(app: AppHandle, profile: Opened<'_>) -> Result<String, Problem> {
    let text = profile.shown_bundle().ok_or_else(|| {
        Problem::new(ProblemCode::InvalidInput, "No support bundle was shown yet.", "Look at it first, then save it.")
    })?;
    settings::save(&app, "linkdesk-support", "json", &text)
}
