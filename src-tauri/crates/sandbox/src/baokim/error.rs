//! The errors of Bảo Kim in their four shapes: its own envelope, the OAuth library's, Laravel's short one, and Laravel's
//! debug page. No list of codes is published; 2, 4, 5 and 99 are those that clients know.

use super::Scene;
use crate::http::{Answer, Call};
use axum::http::{HeaderName, header};
use serde_json::{Map, Value, json};

/// What an endpoint answers as `data`; or why it does not.
pub(super) type Outcome = Result<Value, Failure>;

/// Why a call is refused.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Failure {
    /// Code 2: fields that are missing or wrong, with what is wrong with each.
    Invalid(Map<String, Value>),
    /// Code 4: it is not who it says.
    Unproven(&'static str),
    /// Code 5: a token, a ticket or a code that is not taken.
    Token(&'static str),
    /// HTTP 401 of Laravel.
    Unauthenticated,
    /// An error of the OAuth library.
    OAuth(OAuthError),
}

/// An error of the OAuth library: `error`, HTTP status, message, and a hint where it has one.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct OAuthError {
    error: String,
    status: u16,
    message: &'static str,
    hint: Option<&'static str>,
}

impl Failure {
    /// `invalid_client`, or code 4 where the envelope hides it.
    pub(super) fn client(scene: &Scene<'_>) -> Self {
        if scene.desk.word("client_error") == "code_4" {
            Self::Unproven("Client không hợp lệ")
        } else {
            OAuthError::new("invalid_client").into()
        }
    }

    /// The answer.
    pub(super) fn answer(self, scene: &Scene<'_>) -> Answer {
        match self {
            Self::Invalid(fields) => coded(200, 2, &fields.into()),
            Self::Unproven(text) => coded(200, 4, &json!([text])),
            Self::Token(text) => coded(200, 5, &json!([text])),
            Self::Unauthenticated => Answer::json(401, &json!({ "message": "Unauthenticated." })),
            Self::OAuth(error) => error.answer(scene),
        }
    }
}

impl From<OAuthError> for Failure {
    fn from(error: OAuthError) -> Self {
        Self::OAuth(error)
    }
}

impl OAuthError {
    /// An error by its name.
    pub(super) fn new(error: &str) -> Self {
        let (status, message) = match error {
            "invalid_client" => (401, "The client could not be authenticated"),
            "invalid_credentials" => (401, "User name or password is wrong"),
            "unsupported_grant_type" => (400, "This grant type is not supported"),
            _ => (400, "A parameter is missing, there twice, or not well formed"),
        };
        Self { error: error.to_owned(), status, message, hint: None }
    }

    /// What is wrong with a refresh token; the library calls it a bad request and says 401 all the same.
    pub(super) fn refresh(hint: &'static str) -> Self {
        let message = "The refresh token is not valid";
        Self { error: "invalid_request".to_owned(), status: 401, message, hint: Some(hint) }
    }

    /// The same error with a hint.
    pub(super) fn hinting(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    fn answer(&self, scene: &Scene<'_>) -> Answer {
        let mut body = json!({ "error": self.error, "message": self.message });
        if scene.desk.flag("oauth_error_description") {
            body["error_description"] = self.message.into();
        }
        if let Some(hint) = self.hint {
            body["hint"] = hint.into();
        }
        Answer::json(self.status, &body).with(header::PRAGMA, "no-cache")
    }
}

fn coded(status: u16, code: i64, message: &Value) -> Answer {
    Answer::json(status, &json!({ "code": code, "message": message, "count": 0, "data": [] }))
}

/// An error that was asked for: a code of the envelope, `unauthenticated`, `debug`, or an error of OAuth.
pub(crate) fn refusal(code: &str, status: u16, _: &Call, scene: &mut Scene<'_>) -> Answer {
    match (status, code, code.parse::<i64>()) {
        (429, _, _) => throttled(),
        (_, "debug", _) => debug_page(),
        (_, "unauthenticated", _) => Answer::json(status, &json!({ "message": "Unauthenticated." })),
        (_, _, Ok(2)) => coded(status, 2, &json!({ "field": ["Giá trị không hợp lệ"] })),
        (_, _, Ok(number)) => coded(status, number, &json!(["Từ chối"])),
        (_, error, Err(_)) => OAuthError { status, ..OAuthError::new(error) }.answer(scene),
    }
}

/// Laravel's answer to calls that come too fast; it says how many a minute are allowed.
fn throttled() -> Answer {
    Answer::json(429, &json!({ "message": "Too Many Attempts." }))
        .with(HeaderName::from_static("x-ratelimit-limit"), "60")
        .with(HeaderName::from_static("x-ratelimit-remaining"), "0")
}

/// Laravel's debug page, which a server shows where debugging was left on. It has no code at all.
pub(crate) fn debug_page() -> Answer {
    let place = "/srv/practice/vendor/laravel/framework/src/Illuminate";
    let step = |file: &str, line: i64, function: &str, class: &str| json!({ "file": format!("{place}/{file}"), "line": line, "function": function, "class": class, "type": "->" });
    let body = json!({
        "message": "file_put_contents(/srv/practice/storage/framework/cache): practice failed to open stream",
        "exception": "ErrorException",
        "file": format!("{place}/Filesystem/Filesystem.php"),
        "line": 100,
        "trace": [
            { "function": "handleError", "class": "Illuminate\\Foundation\\Bootstrap\\HandleExceptions", "type": "->" },
            step("Cache/FileStore.php", 60, "put", "Illuminate\\Cache\\FileStore"),
            step("Routing/Middleware/ThrottleRequests.php", 50, "hit", "Illuminate\\Cache\\RateLimiter"),
            { "file": format!("{place}/Pipeline/Pipeline.php"), "line": 20, "function": "practice" },
        ],
    });
    Answer::json(500, &body)
}
