//! Which profile is open.

use super::Opened;
use linkdesk_core::contract::{Problem, ProfileView};

#[tauri::command]
pub(crate) async fn profile(profile: Opened<'_>) -> Result<ProfileView, Problem> {
    Ok(profile.view().await)
}

#[tauri::command]
pub(crate) async fn open_profile(profile: Opened<'_>, practice: bool) -> Result<ProfileView, Problem> {
    profile.open(practice).await;
    Ok(profile.view().await)
}

#[tauri::command]
pub(crate) async fn retry_store(profile: Opened<'_>) -> Result<ProfileView, Problem> {
    profile.retry().await;
    Ok(profile.view().await)
}

#[tauri::command]
pub(crate) async fn set_store_aside(profile: Opened<'_>) -> Result<ProfileView, Problem> {
    profile.set_aside().await?;
    Ok(profile.view().await)
}
