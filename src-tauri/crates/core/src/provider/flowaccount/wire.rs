//! One data call: the bearer, and the envelope around every answer.

use crate::Secret;
use crate::http::{Call, Reply};
use crate::provider::protocol::json;
use crate::provider::protocol::token::bearer;
use crate::provider::{Line, Refusal, RefusalKind};
use serde_json::Value;
use url::Url;

/// Reads something and gives the envelope, in which nothing was refused.
pub(super) async fn get(line: Line<'_>, access: &Secret, url: Url) -> Result<Value, Refusal> {
    let call = Call::get(url).header("authorization", bearer(access).expose());
    read(&line.http.send(call).await?)
}

/// What a reply says, or why not.
pub(super) fn read(reply: &Reply) -> Result<Value, Refusal> {
    if reply.status() == 401 {
        return Err(Refusal::new(RefusalKind::AccessEnded).coded("HTTP 401"));
    }
    let Some(body) = reply.json().filter(|_| reply.is_success()) else {
        return Err(Refusal::from_unread(reply));
    };
    let code = json::text(body.get("code")).unwrap_or_default();
    let refused = body.get("status") == Some(&Value::Bool(false)) || !matches!(code.as_str(), "" | "0" | "200");
    if refused {
        return Err(Refusal::new(RefusalKind::Trouble).coded(&code).saying(&json::message(body.get("message"))));
    }
    Ok(body)
}
