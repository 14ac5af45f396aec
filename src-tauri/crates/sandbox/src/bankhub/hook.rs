//! Webhooks: what bankHub would post to the address in its console. No signature, no event id, no time: anybody could have
//! written one.

use super::error::BankhubError;
use super::history;
use super::state::{Grant, State};
use super::{Scene, data};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a webhook tells of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankhubHook {
    /// Calls about the grant are refused; with the error.
    Error,
    /// The person withdrew the permission at the bank.
    PermissionRevoked,
    /// The grant was removed.
    GrantDeleted,
    /// The grant was paused.
    GrantPaused,
    /// Something about the grant changed.
    GrantUpdated,
    /// Something was booked.
    Transactions,
    /// The test button of the console, which posts an empty object.
    ConsoleTest,
}

impl BankhubHook {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Error,
        Self::PermissionRevoked,
        Self::GrantDeleted,
        Self::GrantPaused,
        Self::GrantUpdated,
        Self::Transactions,
        Self::ConsoleTest,
    ];

    /// Its id, as control calls write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::PermissionRevoked => "permission_revoked",
            Self::GrantDeleted => "grant_deleted",
            Self::GrantPaused => "grant_paused",
            Self::GrantUpdated => "grant_updated",
            Self::Transactions => "transactions",
            Self::ConsoleTest => "console_test",
        }
    }

    /// The code of a webhook about a grant.
    fn code(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::PermissionRevoked => "USER_PERMISSION_REVOKED",
            Self::GrantDeleted => "GRANT_DELETED",
            Self::GrantPaused => "GRANT_PAUSED",
            Self::GrantUpdated | Self::Transactions | Self::ConsoleTest => "DEFAULT_UPDATE",
        }
    }
}

/// The body that would be posted about this grant, or about the newest; `None`: there is no such grant, and never was.
pub(crate) fn body(hook: BankhubHook, id: Option<&str>, scene: &mut Scene<'_>) -> Option<String> {
    let body = if hook == BankhubHook::ConsoleTest { json!({}) } else { about_grant(hook, id, scene)? };
    let text = body.to_string();
    scene.state.latest_hook = Some(text.clone());
    Some(text)
}

fn about_grant(hook: BankhubHook, id: Option<&str>, scene: &mut Scene<'_>) -> Option<Value> {
    let newest = scene.state.grants.last().map(|grant| grant.id.clone());
    let id = id.map(str::to_owned).or(newest).or_else(|| scene.state.former_grants.last().cloned())?;
    let grant = scene.state.grant(&id).cloned();
    if grant.is_none() && !scene.state.former_grants.contains(&id) {
        return None;
    }
    let mut body = json!({
        "environment": "dev",
        "webhookType": "GRANT",
        "webhookCode": hook.code(),
        "grantId": id,
        "error": null,
    });
    match hook {
        BankhubHook::Error => {
            let code = grant.as_ref().and_then(|grant| grant.condition.error_code()).unwrap_or("GRANT_LOGIN_REQUIRED");
            body["error"] = BankhubError::new(code).in_hook();
        }
        BankhubHook::Transactions => {
            body["webhookType"] = "TRANSACTIONS".into();
            body["webhookCode"] = scene.desk.word("hook_transactions_code").into();
            body["transaction"] = grant.map_or(Value::Null, |grant| booking(&grant, scene));
        }
        _ => {}
    }
    Some(body)
}

/// The latest booking of the first account.
fn booking(grant: &Grant, scene: &mut Scene<'_>) -> Value {
    let Some(account) = grant.accounts().into_iter().next() else { return Value::Null };
    let Some(latest) = history::bookings(&account, scene.now).pop() else { return Value::Null };
    let mut row = data::row(&account, &latest, scene);
    if scene.desk.flag("hook_number") {
        row["accountNumber"] = account.number.parse::<u64>().unwrap_or_default().into();
    }
    row
}

impl State {
    /// The webhook body that was asked for last.
    pub(crate) fn latest_hook(&self) -> Option<&str> {
        self.latest_hook.as_deref()
    }
}
