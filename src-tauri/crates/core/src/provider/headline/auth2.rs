//! auth2: Headline's own sign-in page, whose code becomes a pair of tokens that replaces itself.

use super::errors::Asking;
use super::wire::{self, Place, post};
use crate::Secret;
use crate::provider::protocol::{json, token};
use crate::provider::{Credential, Ends, Line, Refusal, RefusalKind, Returned};
use crate::registration::Registration;
use serde_json::{Value, json};
use url::Url;

const TOKEN: Place = Place::auth2("auth2/token");
const REFRESH: Place = Place::auth2("auth2/refresh");
const USER: Place = Place::auth2("auth2/user");

/// The name that stands beside a code.
const APP: &str = "headline";

/// Whether the registration has a page to open: the partner's name in its address, and an address to go back to.
pub(super) fn is_open_to(registration: &Registration) -> bool {
    registration.field("third_app_type").is_some() && registration.field("redirect_uri").is_some()
}

/// The address of the page. It has no parameter for a state, so ours stands in the query of the address to go back to.
pub(super) fn page(line: &Line<'_>, state: &Secret) -> Url {
    let registration = line.registration;
    let returns_to = registration.field("redirect_uri").unwrap_or_default();
    let joint = if returns_to.contains('?') { '&' } else { '?' };
    let with_state = format!("{returns_to}{joint}state={}", state.expose()); // the page brings it back
    let mut url = registration.below("ui", &format!("{}/auth2/code", wire::locale(line)));
    url.query_pairs_mut()
        .append_pair("appId", registration.required("app_id"))
        .append_pair("thirdAppType", registration.field("third_app_type").unwrap_or_default())
        .append_pair("url", &with_state);
    url
}

/// What the page brings back. A cancelled one brings its name and no code.
pub(super) fn read_return(parameters: &[(String, String)]) -> Returned {
    let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let is_ours = value("app").is_none_or(|app| app == APP);
    match (value("error"), value("code")) {
        _ if !is_ours => Returned::Nothing,
        (Some("access_denied"), _) => Returned::Denied,
        (Some(_), _) => Returned::Cancelled,
        (None, Some(code)) if token::is_token(code) => Returned::Answer(Secret::from(code)),
        (None, _) if value("app").is_some() => Returned::Cancelled,
        (None, _) => Returned::Nothing,
    }
}

/// A code for the first pair.
pub(super) async fn redeem(line: Line<'_>, code: &Secret) -> Result<Credential, Refusal> {
    let body = json!({
        "appId": line.registration.required("app_id"),
        "appSecret": line.registration.secret("app_secret").expose(), // proves that the code is ours
        "code": code.expose(), // what the token call redeems
    });
    read(&post(line, TOKEN, &body, None, Asking::Redemption).await?)
}

/// The next pair. The old one is dead afterwards.
pub(super) async fn renew(line: Line<'_>, refresh: &Secret) -> Result<Credential, Refusal> {
    let body = json!({ "refreshToken": refresh.expose() }); // what the refresh call takes
    read(&post(line, REFRESH, &body, None, Asking::Renewal).await?)
}

/// Whose the access token is.
pub(super) async fn user(line: Line<'_>, access: &Secret) -> Result<Value, Refusal> {
    let body = json!({ "accessToken": access.expose() }); // auth2 takes it in the body
    post(line, USER, &body, None, Asking::Access).await
}

/// A pair of tokens. No document says how long either lives.
pub(super) fn read(data: &Value) -> Result<Credential, Refusal> {
    let usable = |name: &str| json::text(data.get(name)).filter(|text| token::is_token(text)).map(Secret::from);
    let Some(access) = usable("accessToken") else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no usable accessToken"));
    };
    let credential = Credential::default().with("access", access, Ends::Unknown);
    Ok(match usable("refreshToken") {
        Some(refresh) => credential.with("refresh", refresh, Ends::Unknown),
        None => credential,
    })
}
