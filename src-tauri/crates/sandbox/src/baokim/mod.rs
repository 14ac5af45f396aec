//! Practice Bảo Kim: the calls of its account service, the linking of wallets, and the pages of its sign-on site, as
//! its authentication documentation and the public clients describe them. What they leave open is a switch.
//!
//! Refused: payments, and keeping a picture that was sent.

mod account;
mod api;
mod caller;
mod envelope;
mod error;
mod fields;
mod jwt;
mod link;
mod oauth;
mod samples;
mod social;
mod sso;
mod state;
mod switches;
mod tokens;
mod update;
mod wallet;

pub(crate) use api::{answer_api, endpoint};
pub(crate) use error::{debug_page, refusal};
pub(crate) use samples::sample_logins;
pub(crate) use sso::answer_page;
pub(crate) use state::State;
pub(crate) use switches::SWITCHES;

use crate::client::Client;
use std::collections::BTreeMap;

/// What providers share, seen from Bảo Kim.
type Scene<'a> = crate::provider::Scene<'a, State>;

/// What every call of the API stands below.
const BASE: &str = "/auth/";

/// The endpoints of a registration. The API and the sign-on site have hosts of their own at the real provider.
pub(crate) fn endpoints(origin: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("api".to_owned(), format!("{origin}/auth")), ("sso".to_owned(), origin.to_owned())])
}

/// The fields of a registration that say who the client is. No two values are the same, so that a mix-up shows.
pub(crate) fn registration(client: &Client) -> Vec<(&'static str, String)> {
    vec![
        ("api_key", caller::api_key(client)),
        ("api_secret", caller::api_secret(client)),
        ("client_id", client.id.clone()),
        ("client_secret", client.secret.clone()),
        ("callback_secret", update::callback_secret(client)),
        ("redirect_uri", client.redirect_uri().to_owned()),
        ("sso_callback", client.sso_callback().to_owned()),
    ]
}
