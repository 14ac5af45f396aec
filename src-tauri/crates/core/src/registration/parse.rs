//! A registration file, read strictly: an unknown or missing field is named, never passed over.

use super::Registration;
use crate::Secret;
use crate::contract::{Environment, Problem, ProblemCode};
use crate::http::is_loopback;
use crate::link::DEEP_LINK_SCHEME;
use crate::provider::spec::Spec;
use std::collections::BTreeMap;
use toml::{Table, Value};
use url::Url;

/// What is wrong with a registration, by field.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{field}: {what}")]
pub struct Invalid {
    /// Where: `endpoints.token`.
    pub field: String,
    /// What is wrong and what is expected. Never repeats a value that may be a secret.
    pub what: String,
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        Self::new(
            ProblemCode::RegistrationInvalid,
            format!("The registration cannot be used: {invalid}."),
            "Correct this field and set the registration again.",
        )
        .about(invalid.field)
    }
}

fn invalid(field: impl Into<String>, what: impl Into<String>) -> Invalid {
    Invalid { field: field.into(), what: what.into() }
}

/// Reads a registration from TOML. `loopback_only` is the practice profile's rule.
pub fn parse(spec: &Spec, name: &str, text: &str, loopback_only: bool) -> Result<Registration, Invalid> {
    let mut table: Table = text.parse().map_err(|error: toml::de::Error| {
        // The parser's own message quotes the line, which may hold a secret.
        let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        invalid("the file", format!("it is not TOML (line {line})"))
    })?;
    let environment = environment(take_text(&mut table, "environment")?.as_deref())?;
    let given = take_table(&mut table, "endpoints")?;
    let client = take_table(&mut table, "client")?;
    let page_hosts = match table.remove("page_hosts") {
        None => Vec::new(),
        Some(value) => hosts(value)?,
    };
    if let Some(unknown) = table.keys().next() {
        return Err(invalid(
            unknown.clone(),
            "no such field; a registration has environment, endpoints, client, page_hosts",
        ));
    }
    let endpoints = endpoints(spec, environment, given, loopback_only)?;
    let (client, secrets) = fields(spec, client)?;
    let redirect = client.get("redirect_uri").map(|text| address_of_ours("client.redirect_uri", text)).transpose()?;
    for (name, text) in client.iter().filter(|(name, _)| name.ends_with("_callback")) {
        address_of_ours(&format!("client.{name}"), text)?;
    }
    Ok(Registration {
        provider: spec.id,
        name: name.to_owned(),
        environment,
        endpoints,
        client,
        secrets,
        page_hosts,
        redirect,
    })
}

fn environment(text: Option<&str>) -> Result<Environment, Invalid> {
    let known = text.and_then(|text| text.parse().ok());
    known.ok_or_else(|| invalid("environment", "expected sandbox, production or custom"))
}

fn endpoints(
    spec: &Spec,
    environment: Environment,
    mut given: Table,
    loopback_only: bool,
) -> Result<BTreeMap<String, Url>, Invalid> {
    let mut endpoints = BTreeMap::new();
    if environment == Environment::Custom {
        for endpoint in spec.endpoints {
            let field = format!("endpoints.{}", endpoint.name);
            let text = take_text(&mut given, endpoint.name)
                .map_err(|_| invalid(&*field, "expected an address"))?
                .ok_or_else(|| invalid(&*field, "it is missing"))?;
            endpoints.insert(endpoint.name.to_owned(), address(&field, &text)?);
        }
    } else {
        let known = spec.environments.iter().find(|(known, _)| *known == environment).ok_or_else(|| {
            invalid(
                "environment",
                "the hosts of this environment are not published; use custom and write the endpoints out",
            )
        })?;
        for (name, address) in known.1 {
            endpoints.insert((*name).to_owned(), Url::parse(address).expect("the known addresses are well formed"));
        }
        if !given.is_empty() {
            return Err(invalid("endpoints", "only a custom environment has endpoints of its own"));
        }
    }
    if let Some(unknown) = given.keys().next() {
        let known: Vec<_> = spec.endpoints.iter().map(|endpoint| endpoint.name).collect();
        return Err(invalid(
            format!("endpoints.{unknown}"),
            format!("no such endpoint; {} has {}", spec.name, known.join(", ")),
        ));
    }
    if loopback_only && let Some((name, url)) = endpoints.iter().find(|(_, url)| !is_loopback(url)) {
        return Err(invalid(
            format!("endpoints.{name}"),
            format!("practice speaks only to this computer, not to {}", url.host_str().unwrap_or_default()),
        ));
    }
    Ok(endpoints)
}

/// An address that credentials may be sent to: https, or http on this computer; nothing hidden in it.
fn address(field: &str, text: &str) -> Result<Url, Invalid> {
    let url = Url::parse(text).map_err(|_| invalid(field, "it is not an address"))?;
    let plain_ascii = text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.contains(['`', '$', '\\', '"', '\'']);
    if !plain_ascii {
        return Err(invalid(field, "it holds a character that has no place in an address"));
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() || url.query().is_some() {
        return Err(invalid(field, "it must have no user name, query or fragment"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => {
            Err(invalid(field, format!("{} is not this computer: use https", url.host_str().unwrap_or_default())))
        }
        scheme => Err(invalid(field, format!("{scheme} is not https"))),
    }
}

/// An address that the provider sends the browser to: https, http on this computer, or our own scheme.
fn address_of_ours(field: &str, text: &str) -> Result<Url, Invalid> {
    let url = Url::parse(text).map_err(|_| invalid(field, "it is not an address"))?;
    if url.fragment().is_some() || !url.username().is_empty() {
        return Err(invalid(field, "it must have no user name and no fragment"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        scheme if scheme == DEEP_LINK_SCHEME => Ok(url),
        _ => Err(invalid(field, "expected https, http on this computer, or a linkdesk: address")),
    }
}

type Fields = (BTreeMap<String, String>, BTreeMap<String, Secret>);

fn fields(spec: &Spec, mut client: Table) -> Result<Fields, Invalid> {
    let mut public = BTreeMap::new();
    let mut secrets = BTreeMap::new();
    for field in spec.client {
        let path = format!("client.{}", field.name);
        let text = take_text(&mut client, field.name).map_err(|_| invalid(&*path, "expected text in quotes"))?;
        match text.filter(|text| !text.is_empty()) {
            Some(text) if text.chars().any(char::is_control) => {
                return Err(invalid(path, "it holds a control character"));
            }
            Some(text) if field.secret => drop(secrets.insert(field.name.to_owned(), Secret::from(text))),
            Some(text) => drop(public.insert(field.name.to_owned(), text)),
            None if field.required => return Err(invalid(path, "it is missing")),
            None => {}
        }
    }
    match client.keys().next() {
        Some(unknown) => {
            let known: Vec<_> = spec.client.iter().map(|field| field.name).collect();
            Err(invalid(format!("client.{unknown}"), format!("no such field; {} has {}", spec.name, known.join(", "))))
        }
        None => Ok((public, secrets)),
    }
}

fn hosts(value: Value) -> Result<Vec<String>, Invalid> {
    let wrong = || invalid("page_hosts", "expected a list of host names, like [\"login.example.com\"]");
    let Value::Array(items) = value else { return Err(wrong()) };
    items
        .into_iter()
        .map(|item| match item {
            Value::String(text) => match url::Host::parse(&text) {
                Ok(url::Host::Domain(host)) if host.contains('.') && host == text => Ok(host),
                _ => Err(wrong()),
            },
            _ => Err(wrong()),
        })
        .collect()
}

fn take_table(table: &mut Table, name: &str) -> Result<Table, Invalid> {
    match table.remove(name) {
        None => Ok(Table::new()),
        Some(Value::Table(inner)) => Ok(inner),
        Some(_) => Err(invalid(name, "expected a section of its own")),
    }
}

fn take_text(table: &mut Table, name: &str) -> Result<Option<String>, Invalid> {
    match table.remove(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(invalid(name, "expected text in quotes")),
    }
}
