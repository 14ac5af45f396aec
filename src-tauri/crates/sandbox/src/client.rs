//! The client a practice provider knows: what an operator would have got at registration.

use crate::ids::Ids;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

/// Client id, secret and the redirect addresses that are allowed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) secret: String,
    /// The first is the one in the registration file.
    redirect_uris: Vec<String>,
    /// What a sign-on site calls by a picture; empty: there is none.
    #[serde(default)]
    sso_callback: String,
}

impl Client {
    pub(crate) fn new(ids: &mut Ids) -> Self {
        Self {
            id: ids.token("client"),
            secret: ids.token("secret"),
            redirect_uris: Vec::new(),
            sso_callback: String::new(),
        }
    }

    /// Whether id and secret are this client's.
    pub(crate) fn is(&self, id: &str, secret: &str) -> bool {
        self.id == id && self.has_secret(secret)
    }

    /// Whether the secret is this client's.
    pub(crate) fn has_secret(&self, secret: &str) -> bool {
        self.secret.as_bytes().ct_eq(secret.as_bytes()).into()
    }

    /// The fields of a registration of a client with an id, a secret and the scopes it asks for.
    pub(crate) fn with_scopes(&self, scopes: &str) -> Vec<(&'static str, String)> {
        vec![
            ("id", self.id.clone()),
            ("secret", self.secret.clone()),
            ("redirect_uri", self.redirect_uri().to_owned()),
            ("scopes", scopes.to_owned()),
        ]
    }

    /// Whether exactly this address is registered (RFC 9700 section 2.1: no pattern, no prefix).
    pub(crate) fn allows(&self, redirect_uri: &str) -> bool {
        self.redirect_uris.iter().any(|uri| uri == redirect_uri)
    }

    /// The address in the registration file.
    pub(crate) fn redirect_uri(&self) -> &str {
        self.redirect_uris.first().map_or("", String::as_str)
    }

    /// The address that a sign-on site calls.
    pub(crate) fn sso_callback(&self) -> &str {
        &self.sso_callback
    }

    /// Registers the address that a sign-on site calls.
    pub(crate) fn is_called_at(&mut self, sso_callback: &str) {
        sso_callback.clone_into(&mut self.sso_callback);
    }

    /// Registers one more address.
    pub(crate) fn allow(&mut self, redirect_uri: &str) {
        if !self.allows(redirect_uri) {
            self.redirect_uris.push(redirect_uri.to_owned());
        }
    }

    /// Makes this address the one in the registration file; those registered before stay.
    pub(crate) fn prefer(&mut self, redirect_uri: &str) {
        self.redirect_uris.retain(|uri| uri != redirect_uri);
        self.redirect_uris.insert(0, redirect_uri.to_owned());
    }
}

/// A redirect address with parameters behind it. The address itself stays as it was registered, letter for letter.
pub(crate) fn with_parameters(address: &str, parameters: &[(&str, &str)]) -> String {
    if parameters.is_empty() {
        return address.to_owned();
    }
    let joint = if address.contains('?') { '&' } else { '?' };
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{address}{joint}{query}")
}
