//! A client that knows nothing but HTTP: it submits the forms it finds and follows no redirect.

use linkdesk_sandbox::{Dial, Options, Provider, Sandbox};
use reqwest::header::{CONTENT_TYPE, HOST, HeaderMap, LOCATION};
use reqwest::{Client, Method, Url, redirect};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;
use url::form_urlencoded::Serializer;

pub(crate) use Provider::{Bankhub, Baokim, Flowaccount, Its};

/// Running practice providers and a client for them.
pub(crate) struct Practice {
    pub(crate) sandbox: Sandbox,
    pub(crate) dial: Dial,
    pub(crate) http: Client,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

pub(crate) fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().redirect(redirect::Policy::none()).no_proxy().timeout(Duration::from_secs(20)).build().unwrap()
}

impl Practice {
    pub(crate) async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        let sandbox = Sandbox::start(options).await.unwrap();
        Self { dial: sandbox.dial(), sandbox, http: client() }
    }

    pub(crate) fn endpoint(&self, provider: Provider, name: &str) -> String {
        self.sandbox.ready().providers[&provider].endpoints[name].clone()
    }

    /// A value of the registration file.
    pub(crate) fn registered(&self, provider: Provider, name: &str) -> String {
        let file = &self.sandbox.ready().providers[&provider].registration_toml;
        let line = file.lines().find_map(|line| line.strip_prefix(&format!("{name} = \""))).unwrap();
        line.strip_suffix('"').unwrap().to_owned()
    }

    pub(crate) async fn get(&self, address: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(Method::GET, address, headers, None).await.unwrap()
    }

    pub(crate) async fn post(&self, address: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        self.try_post(address, headers, body).await.unwrap()
    }

    pub(crate) async fn try_post(
        &self,
        address: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Result<Reply, reqwest::Error> {
        self.send(Method::POST, address, headers, Some(("application/json", body.to_string()))).await
    }

    pub(crate) async fn post_form(&self, address: &str, fields: &[(&str, &str)]) -> Reply {
        self.try_form(address, &[], fields).await.unwrap()
    }

    pub(crate) async fn try_form(
        &self,
        address: &str,
        headers: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> Result<Reply, reqwest::Error> {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Method::POST, address, headers, Some(("application/x-www-form-urlencoded", body))).await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, String)>,
    ) -> Result<Reply, reqwest::Error> {
        let mut request = self.http.request(method, address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some((media_type, body)) = body {
            request = request.header(CONTENT_TYPE, media_type).body(body);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Reply { status, headers, body: response.text().await? })
    }

    /// Submits the form on a page with these fields, as a browser would: hidden fields go along.
    pub(crate) async fn submit(&self, origin: &str, page: &Reply, fields: &[(&str, &str)]) -> Reply {
        let action = between(&page.body, "<form method=\"post\" action=\"", "\"")
            .unwrap_or_else(|| panic!("no form in {}", page.body));
        let mut all = vec![("flow", page.hidden_flow())];
        all.extend_from_slice(fields);
        self.post_form(&format!("{}{action}", self::origin(origin)), &all).await
    }

    /// A call whose `Host` header names somebody else.
    pub(crate) async fn get_as_host(&self, address: &str, host: &str) -> Reply {
        self.get(address, &[(HOST.as_str(), host)]).await
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{} is not JSON", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The parameters of the address that the page sends the browser to.
    pub(crate) fn callback(&self) -> BTreeMap<String, String> {
        assert_eq!(self.status, 303, "{}", self.body);
        let address = Url::parse(self.header(LOCATION.as_str())).unwrap();
        address.query_pairs().into_owned().collect()
    }

    /// The id of the flow in the form on a page.
    pub(crate) fn hidden_flow(&self) -> &str {
        between(&self.body, "name=\"flow\" value=\"", "\"").unwrap()
    }

    /// The message of a page that is shown again.
    pub(crate) fn error(&self) -> &str {
        between(&self.body, "role=\"alert\">", "</p>").unwrap_or_default()
    }

    /// The values of the choices on a page.
    pub(crate) fn choices(&self, name: &str) -> Vec<String> {
        let mark = format!("name=\"{name}\" value=\"");
        self.body.split(&mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }
}

pub(crate) fn origin(address: &str) -> String {
    Url::parse(address).unwrap().origin().ascii_serialization()
}

/// A body in parts: these texts, and a picture of this content under each of these names.
pub(crate) fn multipart(texts: &[(&str, &str)], pictures: &[&str], picture: &str) -> (&'static str, String) {
    let mut body = String::new();
    let mut part = |head: &str, content: &str| {
        for line in ["--x", &format!("Content-Disposition: form-data; {head}"), "", content] {
            body.extend([line, "\r\n"]);
        }
    };
    for (name, value) in texts {
        part(&format!("name=\"{name}\""), value);
    }
    for name in pictures {
        part(&format!("name=\"{name}\"; filename=\"{name}.jpg\"\r\nContent-Type: image/jpeg"), picture);
    }
    ("multipart/form-data; boundary=x", body + "--x--\r\n")
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}
