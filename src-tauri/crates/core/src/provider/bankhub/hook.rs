//! bankHub's webhooks. They carry no signature, no event id and no time, so all they are good for is where to look.

use crate::contract::HintCause;
use crate::provider::Hint;
use crate::provider::protocol::json;
use serde_json::Value;

/// What a body hints at; `None`: nothing that we know, such as the `{}` of the console's test button. The account in it is
/// not read: the published sample has its number as a JSON number, which loses a leading zero.
pub(super) fn read(body: &str) -> Option<Hint> {
    let body: Value = serde_json::from_str(body).ok()?;
    let [kind, code, grant] = ["webhookType", "webhookCode", "grantId"].map(|name| json::text(body.get(name)));
    let cause = match (kind?.as_str(), code?.as_str()) {
        ("GRANT", "ERROR") => HintCause::Refused,
        ("GRANT", "USER_PERMISSION_REVOKED" | "GRANT_DELETED") => HintCause::Withdrawn,
        ("GRANT", "GRANT_PAUSED") => HintCause::Paused,
        ("GRANT", "DEFAULT_UPDATE") => HintCause::Changed,
        // The older name and the newer one.
        ("TRANSACTIONS", "DEFAULT_UPDATE" | "TRANSACTION_UPDATE") => HintCause::Booked,
        _ => return None,
    };
    Some(Hint { facts: &["grant_id"], value: grant?, cause, changes: Vec::new() })
}
