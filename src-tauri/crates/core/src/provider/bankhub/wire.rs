//! One call to bankHub: its headers, its success rule, its error envelope.

use super::errors;
use crate::Secret;
use crate::http::{Call, Reply};
use crate::provider::protocol::json;
use crate::provider::{Line, Refusal};
use serde_json::Value;

/// The API version the calls were written against.
const API_VERSION: &str = "2023-01-01";

/// Posts JSON below the API.
pub(super) async fn post(line: Line<'_>, path: &str, body: &Value, token: Option<&Secret>) -> Result<Value, Refusal> {
    call(line, Call::post_json(line.registration.below("api", path), body), token).await
}

/// Reads below the API.
pub(super) async fn get(
    line: Line<'_>,
    path: &str,
    token: &Secret,
    query: &[(&str, String)],
) -> Result<Value, Refusal> {
    let call_without_query = Call::get(line.registration.below("api", path));
    let full = query.iter().fold(call_without_query, |call, (name, value)| call.query(name, value));
    call(line, full, Some(token)).await
}

/// Sends a call. Success is HTTP 2xx without an `errorCode`.
pub(super) async fn call(line: Line<'_>, call: Call, token: Option<&Secret>) -> Result<Value, Refusal> {
    let registration = line.registration;
    let mut call = call
        .header("x-client-id", registration.required("id"))
        .header("x-secret-key", registration.secret("secret").expose()) // the client's own header
        .header("x-bankhub-api-version", API_VERSION);
    if let Some(token) = token {
        call = call.header("authorization", token.expose()); // raw: bankHub takes no scheme
    }
    read(&line.http.send(call).await?)
}

/// What a reply says, or why not.
pub(super) fn read(reply: &Reply) -> Result<Value, Refusal> {
    let Some(body) = reply.json().filter(Value::is_object) else {
        return Err(Refusal::from_unread(reply));
    };
    match json::text(body.get("errorCode")) {
        Some(code) => Err(errors::refusal(&code, &body, reply)),
        None if reply.is_success() => Ok(body),
        None => Err(Refusal::from_unread(reply).request(&json::message(body.get("requestId")))),
    }
}
