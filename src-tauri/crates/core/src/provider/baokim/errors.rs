//! What Bảo Kim's errors mean. Its documents list none; these are the codes its clients know, Laravel's own answers, and
//! those of the OAuth library below.

use super::facts;
use crate::contract::Reason;
use crate::http::Reply;
use crate::provider::protocol::json;
use crate::provider::{Form, Refusal, RefusalKind};
use serde_json::Value;

/// Fields that have a plainer name here, in one form or another.
const OURS: [(&str, &str); 6] = [
    ("business_area_id", "business_area"),
    ("image-identify-front", "front"),
    ("image-identify-behind", "behind"),
    ("profile", "portrait"),
    ("password", "login_password"),
    ("type", "account_type"),
];

/// What the call was for: the same code means another thing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// A password was sent.
    Login,
    /// Somebody was described who has no account yet.
    NewAccount,
    /// The token of a social network was sent.
    Social,
    /// A phone was named, to which a code goes.
    Wallet,
    /// A code from the phone was sent.
    Code,
    /// A refresh token was sent.
    Renewal,
    /// A code of the sign-on site was sent.
    SignOn,
    /// The form of an action was sent, with a token that belongs to the account or the wallet.
    Action(&'static Form),
    /// Anything else.
    Data,
}

/// A refusal from one of the shapes: `{code, msg | message}`, `{error, message, hint}`, `{message}`, or a stack trace.
pub(super) fn refusal(code: Option<&str>, body: &Value, reply: &Reply, asking: Asking) -> Refusal {
    let words = body.get("message").filter(|value| !is_empty(value)).or_else(|| body.get("msg"));
    let error = json::text(body.get("error"));
    let field = field_of(words, asking);
    let kind = kind(code, error.as_deref(), reply, asking);
    let refusal = Refusal::new(kind)
        .coded(code.or(error.as_deref()).unwrap_or(&format!("HTTP {}", reply.status())))
        .retry(reply.retry_at());
    // The debug page names files and addresses of the server: none of its words are shown.
    let refusal = if body.get("trace").is_some() { refusal } else { refusal.saying(&json::message(words)) };
    match field {
        Some(field) if kind == RefusalKind::Input => refusal.about(field),
        _ => refusal,
    }
}

fn is_empty(value: &Value) -> bool {
    json::message(Some(value)).is_empty()
}

fn kind(code: Option<&str>, error: Option<&str>, reply: &Reply, asking: Asking) -> RefusalKind {
    match (reply.status(), code, error) {
        (429, _, _) => RefusalKind::Throttled,
        (500..=599, _, _) | (_, Some("99"), _) => RefusalKind::Trouble,
        (_, _, Some("invalid_client")) => RefusalKind::Registration,
        (_, _, Some("invalid_credentials")) => RefusalKind::Input,
        // The library below answers a refresh token that is over with `invalid_request`.
        (_, _, Some("invalid_request" | "invalid_grant")) if asking == Asking::Renewal => renewal_refused(),
        // So it does a code, which is called `access_code` elsewhere.
        (_, _, Some("invalid_request" | "invalid_grant")) if asking == Asking::SignOn => RefusalKind::AnswerRefused,
        (_, _, Some(_)) => RefusalKind::Registration,
        // Validation.
        (_, Some("2"), _) => if_typed(asking, RefusalKind::Registration),
        // A wrong password or code; without one, a user who may not.
        (_, Some("4"), _) => if_typed(asking, RefusalKind::AccessEnded),
        // Some token is not taken: which one depends on those that were sent.
        (_, Some("5"), _) | (401, _, _) => match asking {
            Asking::Login | Asking::NewAccount | Asking::Wallet => RefusalKind::Registration,
            Asking::Code | Asking::Social | Asking::SignOn => RefusalKind::AnswerRefused,
            Asking::Renewal => renewal_refused(),
            Asking::Action(_) | Asking::Data => RefusalKind::AccessEnded,
        },
        (_, Some(_), _) => if_typed(asking, RefusalKind::Unreadable),
        (403, None, _) => RefusalKind::Registration,
        _ => RefusalKind::Unreadable,
    }
}

/// What was typed is to blame where something was typed; a refresh token is over where one was sent.
fn if_typed(asking: Asking, otherwise: RefusalKind) -> RefusalKind {
    match asking {
        Asking::Login | Asking::NewAccount | Asking::Wallet | Asking::Code => RefusalKind::Input,
        Asking::Action(form) if !form.fields.is_empty() => RefusalKind::Input,
        Asking::Social | Asking::SignOn => RefusalKind::AnswerRefused,
        Asking::Renewal => renewal_refused(),
        Asking::Action(_) | Asking::Data => otherwise,
    }
}

pub(super) const fn renewal_refused() -> RefusalKind {
    RefusalKind::NeedsPerson(Reason::RefreshTokenRefused)
}

/// The field a validation is about: named by the provider, else the one that can be wrong.
fn field_of(words: Option<&Value>, asking: Asking) -> Option<&'static str> {
    let (form, usual) = match asking {
        Asking::Login => (&facts::LOGIN, Some("password")),
        Asking::NewAccount => (&facts::REGISTER, None),
        Asking::Wallet => (&facts::WALLET, None),
        Asking::Code => (&facts::WALLET_CODE, Some("otp")),
        // Where a login was asked for, that is what can be wrong.
        Asking::Action(form) => {
            let login = form.fields.iter().map(|field| field.name).find(|name| *name == "login_password");
            (form, if words.is_some_and(Value::is_object) { None } else { login })
        }
        Asking::Social | Asking::Renewal | Asking::SignOn | Asking::Data => return None,
    };
    let named = words.and_then(Value::as_object).and_then(|fields| fields.keys().next());
    let is_called = |field: &&str, name: &str| *field == name || OURS.contains(&(name, *field));
    let fields = form.fields.iter().map(|field| field.name);
    named.and_then(|name| fields.clone().find(|field| is_called(field, name))).or(usual)
}
