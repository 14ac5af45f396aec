//! ITS's error codes and what each asks for, as the guide explains them. An unknown code falls through to the
//! provider's own words.

use crate::contract::Reason;
use crate::http::Reply;
use crate::provider::protocol::json;
use crate::provider::{Refusal, RefusalKind};
use serde_json::Value;

/// A refusal from the error envelope `{code, msg, meta?}`.
pub(super) fn refusal(code: &str, body: &Value, reply: &Reply) -> Refusal {
    let refusal = Refusal::new(kind(code, reply)).coded(code).saying(&json::message(body.get("msg")));
    let refusal = match code {
        "unauthenticated" => refusal.about("client.api_key"),
        // A wrong path: the base is not what ITS gave out.
        "bad_route" => refusal.about("endpoints.base"),
        _ => refusal,
    };
    refusal.retry(reply.retry_at())
}

fn kind(code: &str, reply: &Reply) -> RefusalKind {
    match code {
        "invalid_argument" | "malformed" | "unauthenticated" | "permission_denied" | "bad_route" => {
            RefusalKind::Registration
        }
        // A shop or user that ITS closed.
        "failed_precondition" => RefusalKind::ActionAtProvider(Reason::Paused),
        "resource_exhausted" => RefusalKind::Throttled,
        _ => match reply.status() {
            429 => RefusalKind::Throttled,
            401 | 403 => RefusalKind::Registration,
            500..=599 => RefusalKind::Trouble,
            _ => RefusalKind::Unreadable,
        },
    }
}

/// The same refusal with what it means for a `shop_key`: the shop removed the partner.
pub(super) fn of_shop_key(refusal: Refusal) -> Refusal {
    match refusal.provider_code.as_deref() {
        Some("unauthenticated" | "permission_denied") => {
            Refusal { kind: RefusalKind::Gone(Reason::RemovedAtProvider), field: None, ..refusal }
        }
        _ => refusal,
    }
}

/// The same refusal with what it means for a `shop_id` from a page: the shop was never linked through this partner.
pub(super) fn of_shop_id(refusal: Refusal) -> Refusal {
    match refusal.provider_code.as_deref() {
        Some("permission_denied") => Refusal { kind: RefusalKind::AnswerRefused, ..refusal },
        _ => refusal,
    }
}
