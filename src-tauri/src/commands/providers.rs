//! Providers and what the operator registered with them.

use super::Opened;
use linkdesk_core::contract::{Problem, ProviderId, ProviderView, RegistrationView, SaveRegistration};

#[tauri::command]
pub(crate) async fn providers(profile: Opened<'_>) -> Result<Vec<ProviderView>, Problem> {
    profile.desk().await?.providers().await
}

#[tauri::command]
pub(crate) async fn save_registration(
    profile: Opened<'_>,
    request: SaveRegistration,
) -> Result<RegistrationView, Problem> {
    profile.desk().await?.save_registration(request).await
}

#[tauri::command]
pub(crate) async fn test_registration(profile: Opened<'_>, provider: ProviderId, name: String) -> Result<(), Problem> {
    profile.desk().await?.test_registration(provider, &name).await
}

#[tauri::command]
pub(crate) async fn remove_registration(
    profile: Opened<'_>,
    provider: ProviderId,
    name: String,
    confirmed: bool,
) -> Result<(), Problem> {
    profile.desk().await?.remove_registration(provider, &name, confirmed).await
}
