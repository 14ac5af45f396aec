//! bankHub's error codes and what each asks for. An unknown code falls through to the provider's own words.

use crate::contract::Reason;
use crate::http::Reply;
use crate::provider::protocol::json;
use crate::provider::{Refusal, RefusalKind};
use serde_json::Value;
use time::Duration;

/// bankHub takes about one call a minute for each grant and data endpoint, and names no pause itself.
pub(super) const PACE: Duration = Duration::seconds(60);

/// A refusal from the error envelope `{requestId, errorCode, errorMessage, errorType}`.
pub(super) fn refusal(code: &str, body: &Value, reply: &Reply) -> Refusal {
    let kind = kind(code, reply);
    let retry = match kind {
        RefusalKind::Throttled => Some(reply.retry_at().unwrap_or(reply.at() + PACE)),
        _ => reply.retry_at(),
    };
    Refusal::new(kind)
        .coded(code)
        .saying(&json::message(body.get("errorMessage")))
        .request(&json::message(body.get("requestId")))
        .retry(retry)
}

fn kind(code: &str, reply: &Reply) -> RefusalKind {
    match code {
        "GRANT_NOT_FOUND" => RefusalKind::Gone(Reason::RemovedAtProvider),
        "GRANT_LOGIN_REQUIRED" => RefusalKind::NeedsPerson(Reason::BankPasswordChanged),
        "OTP_REQUIRED" => RefusalKind::NeedsPerson(Reason::BankAsksForCode),
        "GRANT_NOT_PERMISSION" => RefusalKind::NeedsPerson(Reason::PermissionMissing),
        // Update Mode does not help here: the person acts in the bank's own app, then it works again.
        "PREVENTED" => RefusalKind::ActionAtProvider(Reason::BankBlocksSignIn),
        "GRANT_PAUSED" | "FI_SERVICE_ACCOUNT_PAUSED" => RefusalKind::ActionAtProvider(Reason::Paused),
        "GRANT_TOKEN_EXPIRED" => RefusalKind::AnswerRefused,
        "GRANT_NOT_PERMIT_UPDATE" | "FI_NOT_FOUND" | "FI_SERVICE_NOT_FOUND" => RefusalKind::NotOffered,
        "FI_SERVICE_ACCOUNT_CONNECTING" => RefusalKind::Trouble,
        "APP_NOT_FOUND" | "INVALID_PARAM" | "IP_NOT_ALLOWED" => RefusalKind::Registration,
        "RATE_LIMIT" => RefusalKind::Throttled,
        _ => match reply.status() {
            429 => RefusalKind::Throttled,
            401 | 403 => RefusalKind::Registration,
            500..=599 => RefusalKind::Trouble,
            _ => RefusalKind::Unreadable,
        },
    }
}
