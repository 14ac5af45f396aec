//! A request on its way out. Its `Debug` names method, host and path, never a header, a query or a body.

use crate::Secret;
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::multipart;
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
    /// `multipart/form-data`.
    Parts(Vec<Part>),
}

/// A part of a body in several parts (RFC 7578).
pub struct Part {
    /// The field's name.
    pub name: &'static str,
    /// What it holds.
    pub content: PartContent,
}

/// What a part holds.
pub enum PartContent {
    /// Text. It counts as a secret.
    Text(Secret),
    /// A file: its bytes and their media type. Its name is made up: that on the person's computer is nobody's business.
    File(Zeroizing<Vec<u8>>, &'static str),
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

    /// Asks for the head of an answer only.
    pub fn head(url: Url) -> Self {
        Self { method: Method::HEAD, ..Self::get(url) }
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

    /// Sends several parts, files among them.
    pub const fn post_parts(url: Url, parts: Vec<Part>) -> Self {
        Self { method: Method::POST, url, headers: Vec::new(), body: Body::Parts(parts) }
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
            Body::Parts(parts) => builder.multipart(in_parts(parts)?),
            Body::Json(text) => builder.header("content-type", "application/json").body(text.as_bytes().to_vec()),
        };
        builder.build().map_err(drop)
    }
}

fn in_parts(parts: Vec<Part>) -> Result<multipart::Form, ()> {
    parts.into_iter().try_fold(multipart::Form::new(), |form, part| {
        Ok(match part.content {
            PartContent::Text(text) => form.text(part.name, text.expose().to_owned()), // goes out as this part
            PartContent::File(bytes, media_type) => {
                let file = multipart::Part::bytes(bytes.to_vec()).file_name(part.name);
                form.part(part.name, file.mime_str(media_type).map_err(drop)?)
            }
        })
    })
}

impl std::fmt::Debug for Call {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}{}", self.method, self.url.host_str().unwrap_or_default(), self.url.path())
    }
}
