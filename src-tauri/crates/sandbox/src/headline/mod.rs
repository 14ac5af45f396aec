//! Practice Headline (`MultiMarkets`): registration and login by the partner's server, the one-time token and the page
//! that redeems it, and the auth2 calls, as the partner's guide, the published interface files and the public front ends
//! describe them. What they leave open is a switch.
//!
//! Refused: prices, orders and balances. Nothing is traded here, not even in practice.

mod api;
mod auth2;
mod customer;
mod envelope;
mod headers;
mod home;
mod login;
mod pages;
mod register;
mod samples;
mod sign_in;
mod state;
mod switches;

pub(crate) use api::{answer_api, endpoint, refusal};
pub(crate) use samples::sample_logins;
pub(crate) use state::State;
pub(crate) use switches::SWITCHES;

use crate::client::Client;
use crate::http::{Answer, Call};
use std::collections::BTreeMap;

/// What providers share, seen from Headline.
type Scene<'a> = crate::provider::Scene<'a, State>;

/// What an application of a third party is called in the address of the sign-in page.
const THIRD_APP_TYPE: &str = "PRACTICE";

/// The endpoints of a registration. The hosts of the real provider share one origin here.
pub(crate) fn endpoints(origin: &str) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("client".to_owned(), format!("{origin}/api")),
        ("manager".to_owned(), format!("{origin}/openapi-b")),
        ("ui".to_owned(), origin.to_owned()),
    ])
}

/// The fields of a registration besides the endpoints, in their order.
pub(crate) fn registration(client: &Client) -> Vec<(&'static str, String)> {
    vec![
        ("app_id", client.id.clone()),
        ("app_secret", client.secret.clone()),
        ("company_id", samples::COMPANY_ID.to_string()),
        ("customer_group_id", samples::CUSTOMER_GROUP.to_string()),
        ("register_source", "2".to_owned()),
        ("trade_types", "1:USDT".to_owned()),
        ("locale", "en-US".to_owned()),
        ("third_app_type", THIRD_APP_TYPE.to_owned()),
        ("redirect_uri", client.redirect_uri().to_owned()),
    ]
}

/// Answers a page; `None`: there is no such page.
pub(crate) fn answer_page(call: &Call, scene: &mut Scene<'_>) -> Option<Answer> {
    home::answer(call, scene).or_else(|| sign_in::answer(call, scene))
}

/// What follows the language in the path of a page, such as `/zh-CN/home`; `None`: there is no language in front.
fn behind_locale(path: &str) -> Option<&str> {
    let (locale, rest) = path.strip_prefix('/')?.split_once('/')?;
    let mut parts = locale.split('-');
    let is_language =
        parts.next().is_some_and(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    let is_region =
        parts.all(|part| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    (is_language && is_region).then_some(rest)
}
