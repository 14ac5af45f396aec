//! Practice ITS: the calls of a partner and the pages where a shop gives its permission, as the partner guide of ITS
//! and the public source of the engine behind it describe them. What they leave open is a switch.
//!
//! Refused: telephone lines and messages. Only the linking of a shop is practised.

mod api;
mod authorize;
mod error;
mod login;
mod pages;
mod samples;
mod state;
mod switches;

pub(crate) use api::{answer_api, endpoint, refusal};
pub(crate) use login::answer_page;
pub(crate) use samples::sample_logins;
pub(crate) use state::State;
pub(crate) use switches::SWITCHES;

use crate::client::Client;
use std::collections::BTreeMap;

/// What providers share, seen from ITS.
type Scene<'a> = crate::provider::Scene<'a, State>;

/// What a dot and the name of a service follow.
const BASE: &str = "/v1/partner";

/// The endpoints of a registration.
pub(crate) fn endpoints(origin: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("base".to_owned(), format!("{origin}{BASE}"))])
}

/// The fields of a registration that say who the client is. A partner has a key and no id.
pub(crate) fn registration(client: &Client) -> Vec<(&'static str, String)> {
    vec![("api_key", client.secret.clone()), ("redirect_uri", client.redirect_uri().to_owned())]
}
