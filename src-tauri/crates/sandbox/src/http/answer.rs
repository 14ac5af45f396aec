//! What a practice provider answers.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

/// An answer, whole.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(HeaderName, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// An empty body. Nothing a practice provider answers may be cached.
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: vec![(header::CACHE_CONTROL, "no-store".to_owned())], body: Vec::new() }
    }

    /// A JSON body.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        let answer = Self::empty(status).with(header::CONTENT_TYPE, "application/json; charset=utf-8");
        Self { body: body.to_string().into_bytes(), ..answer }
    }

    /// An HTML page.
    pub(crate) fn html(status: u16, body: String) -> Self {
        let answer = Self::empty(status)
            .with(header::CONTENT_TYPE, "text/html; charset=utf-8")
            .with(header::REFERRER_POLICY, "no-referrer")
            .with(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        Self { body: body.into_bytes(), ..answer }
    }

    /// 303: the browser goes on to this address with a `GET`, and takes nothing along (RFC 9700 section 4.12).
    pub(crate) fn see_other(address: &str) -> Self {
        Self::empty(303).with(header::LOCATION, address).with(header::REFERRER_POLICY, "no-referrer")
    }

    /// The same answer with one more header.
    pub(crate) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same answer with another body.
    pub(crate) fn with_body(self, body: Vec<u8>) -> Self {
        Self { body, ..self }
    }
}

impl From<Answer> for Response {
    fn from(answer: Answer) -> Self {
        let mut response = Self::new(Body::from(answer.body));
        *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in answer.headers {
            // A value that no header can hold (a line break in an address) is left out rather than sent broken.
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
