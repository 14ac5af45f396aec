//! What the operator got from a provider: environment, endpoints, client id and secrets, redirect address.
//!
//! Parsed once, here; whoever holds a [`Registration`] holds one that is complete and safe to call: every endpoint is
//! https or this computer, every required field is there.

mod parse;
#[cfg(test)]
mod tests;

pub use parse::{Invalid, parse};

use crate::Secret;
use crate::contract::{Environment, ProviderId, Route};
use crate::http::is_loopback;
use crate::provider::spec::Spec;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use url::Url;

/// A registration with its secrets.
#[derive(Debug)]
pub struct Registration {
    /// Its provider.
    pub provider: ProviderId,
    /// Its name: `default`, unless the operator has several.
    pub name: String,
    /// Which of the provider's systems.
    pub environment: Environment,
    endpoints: BTreeMap<String, Url>,
    client: BTreeMap<String, String>,
    secrets: BTreeMap<String, Secret>,
    page_hosts: Vec<String>,
    redirect: Option<Url>,
}

impl Registration {
    /// An endpoint by its name in the provider's [`Spec`]. Parsing made sure that it is there.
    ///
    /// # Panics
    /// When asked for a name that is not in the [`Spec`]: an error in a provider's room.
    pub fn endpoint(&self, name: &str) -> &Url {
        self.endpoints.get(name).expect("a registration has every endpoint of its provider")
    }

    /// An address below an endpoint: `/`-joined, whatever the endpoint ends with.
    ///
    /// # Panics
    /// As [`Registration::endpoint`].
    pub fn below(&self, endpoint: &str, path: &str) -> Url {
        let mut url = self.endpoint(endpoint).clone();
        let joined = format!("{}/{}", url.path().trim_end_matches('/'), path.trim_start_matches('/'));
        url.set_path(&joined);
        url
    }

    /// A public field of the client.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.client.get(name).map(String::as_str)
    }

    /// A required field of the client.
    ///
    /// # Panics
    /// When asked for a field that the [`Spec`] does not require: an error in a provider's room.
    pub fn required(&self, name: &str) -> &str {
        self.field(name).expect("a registration has every required field of its provider")
    }

    /// A required secret of the client.
    ///
    /// # Panics
    /// As [`Registration::required`].
    pub fn secret(&self, name: &str) -> &Secret {
        self.secrets.get(name).expect("a registration has every required secret of its provider")
    }

    /// The redirect address as it stands in the file: providers compare it letter by letter.
    ///
    /// # Panics
    /// As [`Registration::required`].
    pub fn redirect(&self) -> &str {
        self.required("redirect_uri")
    }

    /// The address that a page of the provider comes back to; `None`: no page is ever opened.
    pub const fn returns_to(&self) -> Option<&Url> {
        self.redirect.as_ref()
    }

    /// An address of the client's that this computer can listen at: plain http on loopback, with a port.
    pub fn listens_at(&self, field: &str) -> Option<Url> {
        let address = Url::parse(self.field(field)?).ok()?;
        can_be_listened_to(&address).then_some(address)
    }

    /// Hosts the operator allows provider pages to go to, besides the provider's own.
    pub fn page_hosts(&self) -> &[String] {
        &self.page_hosts
    }

    /// Whether all of it is on this computer: practice, or a server of one's own.
    pub fn is_on_this_computer(&self) -> bool {
        self.endpoints.values().all(is_loopback)
    }

    /// Endpoints by name.
    pub const fn endpoints(&self) -> &BTreeMap<String, Url> {
        &self.endpoints
    }

    /// Public fields of the client by name.
    pub const fn client(&self) -> &BTreeMap<String, String> {
        &self.client
    }

    /// Secrets of the client by name.
    pub const fn secrets(&self) -> &BTreeMap<String, Secret> {
        &self.secrets
    }

    /// The file again, secrets included: only ever to be sealed.
    pub fn to_toml(&self) -> String {
        let text = |value: &str| toml::Value::String(value.to_owned());
        let mut client: toml::Table = self.client.iter().map(|(name, value)| (name.clone(), text(value))).collect();
        // Sealed right after.
        client.extend(self.secrets.iter().map(|(name, secret)| (name.clone(), text(secret.expose()))));
        let mut table = toml::Table::new();
        if self.environment == Environment::Custom {
            let endpoints = self.endpoints.iter().map(|(name, url)| (name.clone(), text(url.as_str()))).collect();
            table.insert("endpoints".to_owned(), toml::Value::Table(endpoints));
        }
        table.insert("environment".to_owned(), text(self.environment.as_str()));
        if !self.page_hosts.is_empty() {
            let hosts = self.page_hosts.iter().map(|host| text(host)).collect();
            table.insert("page_hosts".to_owned(), toml::Value::Array(hosts));
        }
        table.insert("client".to_owned(), toml::Value::Table(client));
        table.to_string()
    }

    /// What a credential made with this registration is bound to. No credential is sent anywhere else.
    pub fn binding(&self, spec: &Spec) -> Binding {
        let mut origins: Vec<String> = spec
            .endpoints
            .iter()
            .filter(|endpoint| endpoint.takes_secrets)
            .map(|endpoint| self.endpoint(endpoint.name).origin().ascii_serialization())
            .collect();
        origins.sort();
        origins.dedup();
        Binding { environment: self.environment, client_id: self.client_id(spec), origins }
    }

    /// Who the client is. A client that has nothing but a secret is known by its hash.
    fn client_id(&self, spec: &Spec) -> String {
        let name = spec.identified_by;
        if let Some(id) = self.field(name) {
            return id.to_owned();
        }
        let mut digest = Sha256::new();
        digest.update(spec.id.as_str());
        digest.update([0]);
        digest.update(self.secret(name).expose()); // hashed at once
        let hash: [u8; 32] = digest.finalize().into();
        format!("sha256:{}", URL_SAFE_NO_PAD.encode(hash))
    }

    /// How a page can be opened so that its answer comes back.
    pub fn routes(&self) -> Vec<Route> {
        let Some(redirect) = &self.redirect else {
            // Nothing is opened: a form is filled in here, by whatever way.
            return vec![Route::Window, Route::Browser, Route::Print, Route::Paste];
        };
        let listens = can_be_listened_to(redirect);
        let mut routes = vec![Route::Window];
        if listens || redirect.scheme() == crate::link::DEEP_LINK_SCHEME {
            routes.push(Route::Browser);
        }
        if listens {
            routes.push(Route::Print);
        }
        routes.push(Route::Paste);
        routes
    }
}

fn can_be_listened_to(address: &Url) -> bool {
    address.scheme() == "http" && is_loopback(address) && address.port().is_some()
}

/// Whose credential it is and where it may go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Binding {
    /// Which of the provider's systems.
    pub environment: Environment,
    /// The client it was given to: its id, or the hash of its secret where it has no other name.
    pub client_id: String,
    /// The origins it may be sent to, sorted.
    pub origins: Vec<String>,
}

impl Binding {
    /// One text for comparing and storing.
    pub fn text(&self) -> String {
        serde_json::json!([self.environment, self.client_id, self.origins]).to_string()
    }

    /// Reads what [`Binding::text`] wrote; `None`: it is something else.
    pub fn from_text(text: &str) -> Option<Self> {
        let (environment, client_id, origins) = serde_json::from_str(text).ok()?;
        Some(Self { environment, client_id, origins })
    }
}
