//! `AuthorizeShop`: the page for a shop that has to sign in, the key of one that has.

use super::wire;
use crate::Secret;
use crate::http::{Reply, is_loopback};
use crate::provider::protocol::{json, token};
use crate::provider::{Credential, Line, Refusal, RefusalKind};
use serde_json::{Map, Value};
use url::Url;

const SERVICE: &str = "Shop/AuthorizeShop";

/// What `AuthorizeShop` gives.
#[derive(Debug)]
pub(super) enum Authorized {
    /// The shop has to sign in on this page.
    Page(Url),
    /// The shop's key.
    Key(Credential),
}

/// Asks for a shop that was linked before, or for any.
pub(super) async fn ask(line: Line<'_>, shop_id: Option<&str>, redirect_url: &str) -> Result<Authorized, Refusal> {
    let mut body = Map::from_iter([("redirect_url".to_owned(), Value::from(redirect_url))]);
    if let Some(shop_id) = shop_id {
        // An int64 as text: a number would not survive every reader.
        body.insert("shop_id".to_owned(), shop_id.into());
    }
    let key = line.registration.secret("api_key");
    let reply = wire::call(line, SERVICE, key, &body.into()).await?;
    read(&reply, shop_id, line.registration.endpoint("base"))
}

/// Reads an answer by its `type`: newer servers send an `auth_url` with a key as well.
pub(super) fn read(reply: &Reply, shop_id: Option<&str>, base: &Url) -> Result<Authorized, Refusal> {
    let body = wire::read(reply)?;
    let unusable = |what: &str| Refusal::new(RefusalKind::Unreadable).coded(what);
    match (json::text(body.get("type")).as_deref(), shop_id) {
        (Some("shop_request"), _) => {
            let page = json::text(body.get("auth_url")).ok_or_else(|| unusable("no auth_url"))?;
            page_address(&page, base).map(Authorized::Page).ok_or_else(|| unusable("unusable auth_url"))
        }
        (Some("shop_key"), Some(shop_id)) => {
            let key = body.get("auth_token").and_then(Value::as_str).filter(|key| token::is_token(key));
            let key = key.ok_or_else(|| unusable("no usable auth_token"))?;
            let ends = token::ends(body.get("expires_in"), reply.at());
            let credential = Credential::default().with("access", Secret::from(key), ends);
            Ok(Authorized::Key(credential.knowing("shop_id", shop_id)))
        }
        // A key that nobody asked for may be any shop's.
        (Some(kind), _) => Err(unusable(&format!("type {kind}"))),
        (None, _) => Err(unusable("no type")),
    }
}

/// A page that may be opened: https, or http on this computer when ITS itself is there. Nothing hidden in front of the host.
fn page_address(text: &str, base: &Url) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_safe = match url.scheme() {
        "https" => true,
        "http" => is_loopback(&url) && is_loopback(base),
        _ => false,
    };
    (is_safe && url.host().is_some() && url.username().is_empty() && url.password().is_none()).then_some(url)
}
