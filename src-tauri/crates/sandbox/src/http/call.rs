//! A call that arrived, read to its end.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Uri, header};
use serde_json::Value;
use url::form_urlencoded;

/// A call that arrived.
pub(crate) struct Call {
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    parts: Vec<Part>,
}

/// A part of a body that has parts (RFC 7578).
pub(crate) struct Part {
    pub(crate) name: String,
    file_name: Option<String>,
    pub(crate) body: Bytes,
}

impl Part {
    /// Whether it is a file, which has a name of its own.
    pub(crate) fn is_file(&self) -> bool {
        self.file_name.is_some()
    }
}

/// The parts of a body, if it has any; none if it is not well formed.
pub(crate) async fn parts_of(headers: &HeaderMap, body: &Bytes) -> Vec<Part> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Ok(boundary) = multer::parse_boundary(media_type) else { return Vec::new() };
    let mut multipart = multer::Multipart::with_reader(&body[..], boundary);
    let mut parts = Vec::new();
    while let Ok(Some(field)) = multipart.next_field().await {
        let (name, file_name) = (field.name().map(str::to_owned), field.file_name().map(str::to_owned));
        match (name, field.bytes().await) {
            (Some(name), Ok(body)) => parts.push(Part { name, file_name, body }),
            (None, Ok(_)) => {}
            (_, Err(_)) => return Vec::new(),
        }
    }
    parts
}

impl Call {
    pub(crate) fn new(method: Method, uri: &Uri, headers: HeaderMap, body: Bytes, parts: Vec<Part>) -> Self {
        let query = pairs(uri.query().unwrap_or_default().as_bytes());
        Self { method, path: uri.path().to_owned(), query, headers, body, parts }
    }

    /// Method and path, to match on. `HEAD` counts as `GET`.
    pub(crate) fn target(&self) -> (&str, &str) {
        let method = if self.method == Method::HEAD { "GET" } else { self.method.as_str() };
        (method, &self.path)
    }

    /// A query parameter; of several with one name the first.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        find(&self.query, name)
    }

    /// Whether a query parameter of any name is there twice, which RFC 6749 section 3.1 forbids.
    pub(crate) fn repeats_a_parameter(&self) -> bool {
        repeats(&self.query)
    }

    /// A header, if it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body says that it is of this media type.
    pub(crate) fn has_media_type(&self, media_type: &str) -> bool {
        self.header(header::CONTENT_TYPE.as_str())
            .and_then(|value| value.split(';').next())
            .is_some_and(|value| value.trim().eq_ignore_ascii_case(media_type))
    }

    /// The body as a form.
    pub(crate) fn form(&self) -> Form {
        Form(pairs(&self.body))
    }

    /// The parts of the body, if it has any.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The body as JSON; `None` if it is none.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// The fields of a form.
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// A field; of several with one name the first.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        find(&self.0, name)
    }

    /// All fields, in their order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All values of the fields with this name.
    pub(crate) fn fields(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether a field of any name is there twice.
    pub(crate) fn repeats_a_field(&self) -> bool {
        repeats(&self.0)
    }
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn repeats(pairs: &[(String, String)]) -> bool {
    pairs.iter().enumerate().any(|(position, (key, _))| pairs[..position].iter().any(|(earlier, _)| earlier == key))
}
