//! A wallet that is linked by a code: asked for, confirmed, and given a token; unlinked by another code.

use super::account;
use super::errors::Asking;
use super::facts;
use super::wire::{Who, post};
use crate::Secret;
use crate::contract::IdentityView;
use crate::provider::form::Asked;
use crate::provider::protocol::{json, token};
use crate::provider::{Carried, Credential, Ends, Filled, Identity, IdentityKey, Line, Refusal, RefusalKind, Step};
use crate::random;
use serde_json::{Map, Value};

/// The kind of the key that tells wallets apart.
const KEY: &str = "wallet_user";
/// What a first step carries to the next, and what asking for another code needs.
const REQUEST: [&str; 7] =
    ["phone", "name", "wallet_type", "business_name", "business_number", "site_url", "business_area"];

/// The user's id on our side: 24 hex digits, made once for a connection.
fn new_id() -> Secret {
    Secret::from(hex::encode(random::bytes::<12>()))
}

/// Asks for a code to the wallet's phone. `existing` keeps the id of the connection that is linked again.
pub(super) async fn request(
    line: Line<'_>,
    filled: &Filled<'_>,
    existing: Option<&Credential>,
) -> Result<Step, Refusal> {
    let mut carried: Carried = if filled.again {
        filled.carried.iter().map(|(name, value)| (*name, value.copy())).collect()
    } else {
        let typed = REQUEST.into_iter().filter(|name| !filled.values.text(name).is_empty());
        let mut carried: Carried = typed.map(|name| (name, filled.values.secret(name))).collect();
        let id = existing.and_then(|existing| existing.fact("mrc_uuid")).map_or_else(new_id, Secret::from);
        carried.insert("mrc_uuid", id);
        carried
    };
    let mut body = with(&carried, &["mrc_uuid", "name", "business_name", "business_number", "site_url"]);
    body.insert("phone".to_owned(), digits(&carried, "phone").into());
    let kind = if text(&carried, "wallet_type") == "business" { 2 } else { 1 };
    body.insert("type".to_owned(), kind.into());
    if let Some(area) = carried.get("business_area") {
        body.insert("business_area_id".to_owned(), area.expose().into()); // what the call takes
    }
    let data = call(line, "request-linked", body, Who::Caller, Asking::Wallet, &["ticket"]).await?;
    carry_ticket(&mut carried, &data);
    Ok(Step::Form(Asked::new(&facts::WALLET_CODE).carrying(carried)))
}

/// Sends the code, and gets the wallet's token for it.
pub(super) async fn confirm(line: Line<'_>, filled: &Filled<'_>) -> Result<Credential, Refusal> {
    let carried = filled.carried;
    let mut body = with(carried, &["mrc_uuid", "ticket"]);
    body.insert("otp".to_owned(), filled.values.text("otp").into());
    let data = call(line, "submit-linked-wallet", body, Who::Caller, Asking::Code, &["linked_code"]).await?;
    let mut body = with(carried, &["mrc_uuid"]);
    body.insert("linked_code".to_owned(), json::text(data.get("linked_code")).into());
    let profile = call(line, "verify-linked", body, Who::Caller, Asking::Code, &["token"]).await?;
    let identity = account::identity(&profile, KEY, &["user_id", "id"])?;
    let [key] = identity.keys.as_slice() else { return Err(Refusal::new(RefusalKind::Unreadable)) };
    let Some(token) = json::text(profile.get("token")).filter(|text| token::is_token(text)) else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no usable token"));
    };
    Ok(Credential::default()
        .with("wallet", Secret::from(token), Ends::Unknown)
        .knowing("way", "wallet")
        .knowing("mrc_uuid", text(carried, "mrc_uuid"))
        .knowing(KEY, key.value.clone())
        .knowing("name", identity.view.name)
        .knowing("masked", identity.view.masked))
}

/// Whose wallet it is, as verify-linked said together with the token: no other call tells it.
pub(super) fn identity(credential: &Credential) -> Result<Identity, Refusal> {
    let fact = |name: &str| credential.fact(name).unwrap_or_default();
    let key = IdentityKey::new(KEY, fact(KEY)).ok_or(Refusal::new(RefusalKind::AccessEnded))?;
    let view = IdentityView { name: fact("name").to_owned(), masked: fact("masked").to_owned() };
    Ok(Identity { keys: vec![key], view })
}

/// Asks for the code that unlinking needs.
pub(super) async fn request_unlink(line: Line<'_>, credential: &Credential) -> Result<Step, Refusal> {
    let (token, id) = of(credential)?;
    let body = Map::from_iter([("mrc_uuid".to_owned(), id.into())]);
    let data = call(line, "request-cancel-linked", body, Who::Wallet(token), Asking::Data, &["ticket"]).await?;
    let mut carried = Carried::new();
    carry_ticket(&mut carried, &data);
    Ok(Step::Form(Asked::new(&facts::UNLINK_CODE).carrying(carried)))
}

/// Sends the code: the wallet is unlinked.
pub(super) async fn unlink(line: Line<'_>, filled: &Filled<'_>, credential: &Credential) -> Result<Step, Refusal> {
    if filled.again {
        return request_unlink(line, credential).await;
    }
    let (token, id) = of(credential)?;
    let mut body = with(filled.carried, &["ticket"]);
    body.insert("mrc_uuid".to_owned(), id.into());
    body.insert("otp".to_owned(), filled.values.text("otp").into());
    call(line, "verify-cancel-linked", body, Who::Wallet(token), Asking::Code, &[]).await?;
    Ok(Step::Withdrawn)
}

/// A wallet's token, and the id of its user on our side.
pub(super) fn of(credential: &Credential) -> Result<(&Secret, &str), Refusal> {
    let token = credential.part("wallet").map(|part| &part.value);
    token.zip(credential.fact("mrc_uuid")).ok_or(Refusal::new(RefusalKind::AccessEnded))
}

/// Where a wallet's call stands.
pub(super) fn path(call: &str) -> String {
    format!("api/v4/linked-wallet/v2/{call}")
}

async fn call(
    line: Line<'_>,
    name: &str,
    body: Map<String, Value>,
    who: Who<'_>,
    asking: Asking,
    wanted: &[&str],
) -> Result<Value, Refusal> {
    post(line, &path(name), body, who, asking, wanted).await
}

fn carry_ticket(carried: &mut Carried, data: &Value) {
    carried.insert("ticket", Secret::from(json::text(data.get("ticket")).unwrap_or_default()));
}

fn text<'a>(carried: &'a Carried, name: &str) -> &'a str {
    carried.get(name).map_or("", Secret::expose) // about to be sent
}

/// A phone as the calls take it: country code and number, digits only, as text.
fn digits(carried: &Carried, name: &str) -> String {
    text(carried, name).chars().filter(char::is_ascii_digit).collect()
}

fn with(carried: &Carried, names: &[&str]) -> Map<String, Value> {
    let present = names.iter().filter(|name| carried.contains_key(**name));
    present.map(|name| ((*name).to_owned(), text(carried, name).into())).collect()
}
