//! A request on its way out. Its `Debug` names method, host and path, never a header, a query or a body.

use crate::Secret;
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use url::Url;
use zeroize::Zeroizing;

/// What is sent in the body.
pub(super) enum Body {
    /// Nothing.
    Empty,
    /// `application/x-www-form-urlencoded`.
    Form(Zeroizing<String>),
    /// `application/json`.
    Json(Zeroizing<String>),
}

/// A request.
pub struct Call {
    pub(super) method: Method,
    pub(super) url: Url,
    headers: Vec<(&'static str, Secret)>,
    body: Body,
}

impl Call {
    /// Reads something.
    pub fn get(url: Url) -> Self {
        Self { method: Method::GET, url, headers: Vec::new(), body: Body::Empty }
    }

    /// Sends a form (RFC 6749 appendix B).
    pub fn post_form(url: Url, fields: &[(&str, &str)]) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        Self { method: Method::POST, url, headers: Vec::new(), body: Body::Form(Zeroizing::new(form.finish())) }
    }

    /// Sends JSON.
    pub fn post_json(url: Url, value: &serde_json::Value) -> Self {
        Self { method: Method::POST, url, headers: Vec::new(), body: Body::Json(Zeroizing::new(value.to_string())) }
    }

    /// Adds a header. Its value counts as a secret.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, Secret::from(value)));
        self
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.url.query_pairs_mut().append_pair(name, value);
        self
    }

    /// The request as the client takes it; `Err` when a value cannot stand in a header (a line break, NUL).
    pub(super) fn into_request(self, client: &reqwest::Client) -> Result<reqwest::Request, ()> {
        let mut builder = client.request(self.method, self.url).header("accept", "application/json");
        for (name, secret) in &self.headers {
            let mut value = HeaderValue::from_str(secret.expose()).map_err(drop)?; // goes out as this header
            value.set_sensitive(true);
            builder = builder.header(HeaderName::from_static(name), value);
        }
        builder = match self.body {
            Body::Empty => builder,
            Body::Form(text) => {
                builder.header("content-type", "application/x-www-form-urlencoded").body(text.as_bytes().to_vec())
            }
            Body::Json(text) => builder.header("content-type", "application/json").body(text.as_bytes().to_vec()),
        };
        builder.build().map_err(drop)
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}{}", self.method, self.url.host_str().unwrap_or_default(), self.url.path())
    }
}
