//! One call to ITS: its address, its header, its success rule, its error envelope.

use super::errors;
use crate::Secret;
use crate::http::{Call, Reply};
use crate::provider::protocol::json;
use crate::provider::protocol::token::bearer;
use crate::provider::{Line, Refusal};
use crate::registration::Registration;
use serde_json::Value;
use url::Url;

/// Calls a service with a key. The guide's table of errors leaves the scheme `Bearer` out, its samples have it.
pub(super) async fn call(line: Line<'_>, service: &str, key: &Secret, body: &Value) -> Result<Reply, Refusal> {
    let call = Call::post_json(address(line.registration, service), body).header("authorization", bearer(key).expose());
    Ok(line.http.send(call).await?)
}

/// The address of a service: base, dot, name. A join by the rules of relative addresses would lose the base's end.
pub(super) fn address(registration: &Registration, service: &str) -> Url {
    let mut url = registration.endpoint("base").clone();
    let joined = format!("{}.{service}", url.path().trim_end_matches('/'));
    url.set_path(&joined);
    url
}

/// What a reply says. Success is HTTP 200 and no `code` but "ok"; a table of the guide leaves the code out.
pub(super) fn read(reply: &Reply) -> Result<Value, Refusal> {
    let Some(body) = reply.json().filter(Value::is_object) else {
        return Err(Refusal::from_unread(reply));
    };
    match json::text(body.get("code")) {
        Some(code) if code != "ok" => Err(errors::refusal(&code, &body, reply)),
        _ if reply.is_success() => Ok(body),
        _ => Err(Refusal::from_unread(reply).saying(&json::message(body.get("msg")))),
    }
}
