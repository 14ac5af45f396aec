//! One call to Headline: its headers, its success rule, its envelope.

use super::errors::{self, Asking};
use crate::Secret;
use crate::http::{Call, Reply};
use crate::provider::protocol::json;
use crate::provider::{Line, Refusal, RefusalKind};
use crate::random;
use serde_json::Value;

/// What the `version` header says. The interface files want one and name none.
const VERSION: &str = "1.0.0";
/// The language of messages and of the page, where the registration names none.
const LOCALE: &str = "en-US";

/// The header that carries a customer's token: raw, without a scheme.
pub(super) const TOKEN_HEADER: &str = "token";

/// Where a call goes.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The endpoint of the registration.
    pub(super) endpoint: &'static str,
    /// What follows it.
    pub(super) path: &'static str,
    /// What the header with the company's id is called there.
    pub(super) company: &'static str,
}

impl Place {
    /// A call of a customer.
    pub(super) const fn client(path: &'static str) -> Self {
        Self { endpoint: "client", path, company: "companyid" }
    }

    /// A call of the partner's own server.
    pub(super) const fn manager(path: &'static str) -> Self {
        Self { endpoint: "manager", path, company: "companyid" }
    }

    /// A call of auth2.
    pub(super) const fn auth2(path: &'static str) -> Self {
        Self { endpoint: "client", path, company: "company" }
    }
}

/// The language that the registration chose.
pub(super) fn locale<'a>(line: &Line<'a>) -> &'a str {
    line.registration.field("locale").unwrap_or(LOCALE)
}

/// Posts JSON and gives `data`.
pub(super) async fn post(
    line: Line<'_>,
    place: Place,
    body: &Value,
    token: Option<&Secret>,
    asking: Asking,
) -> Result<Value, Refusal> {
    let trace = trace();
    let timestamp = line.http.now().unix_timestamp_nanos() / 1_000_000;
    let call = Call::post_json(line.registration.below(place.endpoint, place.path), body)
        .header(place.company, line.registration.required("company_id"))
        .header("trace", &trace)
        .header("lang", locale(&line))
        .header("version", VERSION)
        .header("timestamp", &timestamp.to_string());
    let call = match token {
        Some(token) => call.header(TOKEN_HEADER, token.expose()), // the customer's own, as every call takes it
        None => call,
    };
    read(&line.http.send(call).await?, &trace, asking)
}

/// A fresh name for a call: hexadecimal, so that it never begins with `x-`, which would announce encrypted parameters.
pub(super) fn trace() -> String {
    hex::encode(random::bytes::<16>())
}

/// What a reply says. It worked when HTTP says so, `code` is 0, and neither `ok` nor `fail` says otherwise.
pub(super) fn read(reply: &Reply, trace: &str, asking: Asking) -> Result<Value, Refusal> {
    let Some(body) = reply.json().filter(Value::is_object) else {
        return Err(Refusal::from_unread(reply).request(trace).retry(errors::pause(reply)));
    };
    let trace = json::text(body.get("trace")).unwrap_or_else(|| trace.to_owned());
    match json::text(body.get("code")).as_deref() {
        Some("0") if reply.is_success() => {
            if flag(body.get("ok")) == Some(false) || flag(body.get("fail")) == Some(true) {
                return Err(Refusal::new(RefusalKind::Unreadable).coded("0, and yet not ok").request(&trace));
            }
            Ok(body.get("data").cloned().unwrap_or(Value::Null))
        }
        Some(code) if code != "0" => Err(errors::refusal(code, &body, reply, asking).request(&trace)),
        _ => Err(Refusal::from_unread(reply).request(&trace).retry(errors::pause(reply))),
    }
}

/// A flag as a truth value, as 0 or 1, or as the text of either; `None` for anything else.
fn flag(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(flag) => Some(*flag),
        other => match json::text(Some(other))?.as_str() {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        },
    }
}
