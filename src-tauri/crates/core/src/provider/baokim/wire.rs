//! One call to Bảo Kim: who calls, its several envelopes, and what they mean.
//!
//! There is no single number for success: its documents show `code` 1 for some calls and 0 for others, and clients in
//! use rely on either. A call worked when HTTP says so, `code` is 0 or 1, and what the call must bring is there.

use super::errors::{self, Asking};
use crate::Secret;
use crate::http::{Call, Part, PartContent, Reply};
use crate::provider::protocol::token::bearer;
use crate::provider::protocol::{json, jwt};
use crate::provider::{Line, Refusal, RefusalKind};
use crate::random;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use time::Duration;

/// How long a caller's token is good (security method of its API: 60 seconds at most).
const CALLER_LIFE: Duration = Duration::seconds(60);

/// Whose credential a call carries, besides the caller's own.
#[derive(Clone, Copy)]
pub(super) enum Who<'a> {
    /// Nobody's.
    Caller,
    /// A user's access token.
    User(&'a Secret),
    /// A linked wallet's token.
    Wallet(&'a Secret),
}

/// Posts JSON below the API and gives `data`, in which every field of `wanted` holds something.
pub(super) async fn post(
    line: Line<'_>,
    path: &str,
    body: Map<String, Value>,
    who: Who<'_>,
    asking: Asking,
    wanted: &[&str],
) -> Result<Value, Refusal> {
    let body = Value::Object(body);
    let call = Call::post_json(line.registration.below("api", path), &body);
    send(line, call, &body, who, asking, wanted).await
}

/// Redeems something where OAuth does: below the API, and answered without an envelope.
pub(super) async fn post_oauth(line: Line<'_>, body: Map<String, Value>, asking: Asking) -> Result<Value, Refusal> {
    let body = Value::Object(body);
    let call = signed(line, Call::post_json(line.registration.below("api", "oauth/token"), &body), &body, Who::Caller);
    read_bare(&line.http.send(call).await?, asking, &["access_token"])
}

/// Posts several parts below the API, pictures among them. The caller's token names the fields that are text.
pub(super) async fn post_parts(
    line: Line<'_>,
    path: &str,
    parts: Vec<Part>,
    who: Who<'_>,
    asking: Asking,
) -> Result<Value, Refusal> {
    let text = parts.iter().filter_map(|part| match &part.content {
        PartContent::Text(text) => Some((part.name.to_owned(), Value::from(text.expose()))), // as the body carries it
        PartContent::File(..) => None,
    });
    let body = Value::Object(text.collect());
    let call = Call::post_parts(line.registration.below("api", path), parts);
    send(line, call, &body, who, asking, &[]).await
}

/// Reads below the API.
pub(super) async fn get(line: Line<'_>, path: &str, who: Who<'_>, wanted: &[&str]) -> Result<Value, Refusal> {
    let call = Call::get(line.registration.below("api", path));
    send(line, call, &json!({}), who, Asking::Data, wanted).await
}

async fn send(
    line: Line<'_>,
    call: Call,
    body: &Value,
    who: Who<'_>,
    asking: Asking,
    wanted: &[&str],
) -> Result<Value, Refusal> {
    read(&line.http.send(signed(line, call, body, who)).await?, asking, wanted)
}

/// A call with the caller's own token, and with that of whoever it is made for.
fn signed(line: Line<'_>, call: Call, body: &Value, who: Who<'_>) -> Call {
    let call = call.header("jwt", bearer(&caller(line, body)).expose());
    match who {
        Who::Caller => call,
        Who::User(token) => call.header("authorization", bearer(token).expose()),
        Who::Wallet(token) => call.header("wallet-token", token.expose()), // raw, as the wallet calls take it
    }
}

/// What a reply says: `data` with every field of `wanted`, or why not.
pub(super) fn read(reply: &Reply, asking: Asking, wanted: &[&str]) -> Result<Value, Refusal> {
    let Some(body) = reply.json().filter(Value::is_object) else {
        return Err(Refusal::from_unread(reply));
    };
    let code = json::text(body.get("code"));
    let worked = reply.is_success() && matches!(code.as_deref(), Some("0" | "1"));
    if !worked {
        return Err(errors::refusal(code.as_deref(), &body, reply, asking));
    }
    complete(body.get("data").cloned().unwrap_or(Value::Null), wanted)
}

/// What a reply without an envelope says (RFC 6749 sections 5.1 and 5.2).
pub(super) fn read_bare(reply: &Reply, asking: Asking, wanted: &[&str]) -> Result<Value, Refusal> {
    let Some(body) = reply.json().filter(Value::is_object) else {
        return Err(Refusal::from_unread(reply));
    };
    if !reply.is_success() || body.get("error").is_some() {
        return Err(errors::refusal(json::text(body.get("code")).as_deref(), &body, reply, asking));
    }
    complete(body, wanted)
}

fn complete(data: Value, wanted: &[&str]) -> Result<Value, Refusal> {
    match wanted.iter().find(|name| json::text(data.get(**name)).is_none()) {
        None => Ok(data),
        Some(name) => Err(Refusal::new(RefusalKind::Unreadable).coded(&format!("no {name}"))),
    }
}

/// Who calls: a token for a minute, over the fields of the body.
fn caller(line: Line<'_>, body: &Value) -> Secret {
    let now = line.http.now();
    let claims = json!({
        "iat": now.unix_timestamp(),
        "jti": STANDARD.encode(random::bytes::<32>()),
        "iss": line.registration.required("api_key"),
        "nbf": now.unix_timestamp(),
        "exp": (now + CALLER_LIFE).unix_timestamp(),
        "form_params": body,
    });
    jwt::signed(&claims, line.registration.secret("api_secret"))
}
