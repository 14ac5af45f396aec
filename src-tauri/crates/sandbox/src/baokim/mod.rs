//! Practice Bảo Kim.

mod state;

pub(crate) use state::State;

use crate::SampleLogin;
use crate::client::Client;
use crate::http::{Answer, Call, Endpoint};
use crate::switch::{DATE_SKEW, REDIRECT_TARGET, RETRY_AFTER, SLOW_BODY, Switch};
use std::collections::BTreeMap;

/// What providers share, seen from Bảo Kim.
type Scene<'a> = crate::provider::Scene<'a, State>;

/// The endpoints of a registration.
pub(crate) fn endpoints(origin: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("api".to_owned(), origin.to_owned()), ("sso".to_owned(), origin.to_owned())])
}

/// The fields of a registration that say who the client is.
pub(crate) fn registration(client: &Client) -> Vec<(&'static str, String)> {
    vec![
        ("api_key", client.id.clone()),
        ("api_secret", client.secret.clone()),
        ("client_id", client.id.clone()),
        ("client_secret", client.secret.clone()),
        ("callback_secret", client.secret.clone()),
        ("redirect_uri", client.redirect_uri().to_owned()),
        ("sso_callback", client.redirect_uri().to_owned()),
    ]
}

/// What can be switched.
pub(crate) const SWITCHES: &[Switch] = &[REDIRECT_TARGET, RETRY_AFTER, DATE_SKEW, SLOW_BODY];

/// The logins its pages accept.
pub(crate) fn sample_logins() -> Vec<SampleLogin> {
    Vec::new()
}

/// The endpoint a call is for.
pub(crate) fn endpoint(_: &Call) -> Option<Endpoint> {
    None
}

/// Answers an API call.
pub(crate) fn answer_api(_: Endpoint, _: &Call, _: &mut Scene<'_>) -> Answer {
    Answer::empty(404)
}

/// Answers a page; `None`: there is no such page.
pub(crate) fn answer_page(_: &Call, _: &mut Scene<'_>) -> Option<Answer> {
    None
}

/// An error that was asked for.
pub(crate) fn refusal(code: &str, status: u16, _: &Call, _: &mut Scene<'_>) -> Answer {
    Answer::json(status, &serde_json::json!({ "code": code, "msg": code }))
}
