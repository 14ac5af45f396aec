//! The practice providers' clock and fault dial.

use super::Opened;
use linkdesk_core::contract::{PracticeView, Problem, ProviderId};

#[tauri::command]
pub(crate) async fn practice(profile: Opened<'_>) -> Result<PracticeView, Problem> {
    profile.with_practice(|practice, _| practice.view()).await
}

#[tauri::command(rename_all = "snake_case")]
pub(crate) async fn practice_fault(
    profile: Opened<'_>,
    provider: ProviderId,
    fault: Option<String>,
    until_off: bool,
) -> Result<PracticeView, Problem> {
    profile
        .with_practice(|practice, _| {
            practice.set_fault(provider, fault.as_deref(), until_off)?;
            practice.view()
        })
        .await
}

#[tauri::command(rename_all = "snake_case")]
pub(crate) async fn practice_clock(profile: Opened<'_>, advance_seconds: Option<i64>) -> Result<PracticeView, Problem> {
    profile
        .with_practice(|practice, desk| {
            practice.move_clock(desk, advance_seconds)?;
            practice.view()
        })
        .await
}
