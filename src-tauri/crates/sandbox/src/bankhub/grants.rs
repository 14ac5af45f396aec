//! The grant calls: making a grantToken, exchanging a publicToken, rotating, pausing, removing.

use super::Scene;
use super::api::Outcome;
use super::error::BankhubError;
use super::samples::Bank;
use super::state::{Condition, Grant, GrantToken, Purpose};
use crate::http::Call;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Whether a call to `/grant/token` is Update Mode: it carries an access token. An empty header is none.
pub(super) fn is_update(call: &Call) -> bool {
    call.header("authorization").is_some_and(|token| !token.trim().is_empty())
}

/// `POST /grant/token` for a new grant.
pub(super) fn make_token(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let (scopes, redirect_uri, bank) = read_token_request(call, scene)?;
    Ok(give_token(scene, Purpose::Link, scopes, redirect_uri, bank))
}

/// `POST /grant/token` with an access token: Update Mode. An unknown token is refused before the parameters are read.
pub(super) fn make_update_token(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let grant = scene.state.grant_of(call).cloned().ok_or_else(|| BankhubError::new("GRANT_NOT_FOUND"))?;
    let (scopes, redirect_uri, _) = read_token_request(call, scene)?;
    if grant.scopes.iter().any(|scope| scope == "qrpay") {
        return Err(BankhubError::new("GRANT_NOT_PERMIT_UPDATE"));
    }
    match grant.condition {
        Condition::LoginRequired | Condition::OtpRequired | Condition::Paused => {}
        Condition::Good if scene.desk.word("update_healthy") == "allow" => {}
        Condition::Good => return Err(BankhubError::new("FI_SERVICE_ACCOUNT_CONNECTING")),
        Condition::Prevented | Condition::AccountPaused => {
            return Err(BankhubError::new("GRANT_NOT_PERMIT_UPDATE"));
        }
    }
    Ok(give_token(scene, Purpose::Update(grant.id), scopes, redirect_uri, Some(grant.bank)))
}

type TokenRequest = (Vec<String>, String, Option<String>);

fn read_token_request(call: &Call, scene: &Scene<'_>) -> Result<TokenRequest, BankhubError> {
    let body = call.json().ok_or_else(|| BankhubError::invalid("body is not JSON"))?;
    let scopes = match &body["scopes"] {
        Value::String(scopes) => scopes.split(',').map(|scope| scope.trim().to_owned()).collect::<Vec<_>>(),
        // What the real service says to a list: the message of the language it is written in.
        Value::Array(_) => return Err(BankhubError::invalid("value.split is not a function")),
        _ => return Err(BankhubError::invalid("scopes is required")),
    };
    if scopes.iter().any(String::is_empty) {
        return Err(BankhubError::invalid("scopes is required"));
    }
    let redirect_uri = body["redirectUri"].as_str().ok_or_else(|| BankhubError::invalid("redirectUri is required"))?;
    if redirect_uri.contains('?') || !scene.state.client.allows(redirect_uri) {
        return Err(BankhubError::invalid(format!("{redirect_uri} not allowed")));
    }
    let bank = match &body["fiServiceId"] {
        Value::String(id) if !id.is_empty() => {
            Some(Bank::find(id).ok_or_else(|| BankhubError::new("FI_SERVICE_NOT_FOUND"))?.id.to_owned())
        }
        _ => None,
    };
    Ok((scopes, redirect_uri.to_owned(), bank))
}

fn give_token(
    scene: &mut Scene<'_>,
    purpose: Purpose,
    scopes: Vec<String>,
    redirect_uri: String,
    bank: Option<String>,
) -> Map<String, Value> {
    let token = GrantToken { purpose, scopes, redirect_uri, bank, ends_at: scene.now, used: false };
    let (name, ends_at) = scene.state.keep_grant_token(scene.ids, scene.now, token);
    let mut answer = Map::new();
    answer.insert("grantToken".to_owned(), name.into());
    answer.insert(scene.desk.word("expiry_name"), ends_at.iso().into());
    answer
}

/// `POST /grant/exchange`: a publicToken works once.
pub(super) fn exchange(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let body = call.json().unwrap_or_default();
    let name = body["publicToken"].as_str().unwrap_or_default();
    let now = scene.now;
    let token = scene.state.public_tokens.get_mut(name).filter(|token| !token.used && now < token.ends_at);
    let token = token.ok_or_else(|| BankhubError::invalid("publicToken is invalid"))?;
    token.used = true;
    let token = token.clone();
    let known = token.grant.as_deref().and_then(|id| scene.state.grant(id));
    if let Some(grant) = known {
        return Ok(tokens_of(grant, "accessToken"));
    }
    let grant = Grant {
        id: scene.ids.uuid(),
        access_token: scene.ids.token("access"),
        bank: token.bank,
        user: token.user,
        accounts: token.accounts,
        scopes: token.scopes,
        redirect_uri: token.redirect_uri,
        condition: Condition::Good,
        called: BTreeMap::new(),
    };
    let answer = tokens_of(&grant, "accessToken");
    scene.state.grants.push(grant);
    Ok(answer)
}

/// `POST /grant/invalidate`: another access token for the same grant.
pub(super) fn invalidate(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let fresh = scene.ids.token("access");
    let grant = scene.state.grant_of(call).ok_or_else(|| BankhubError::new("GRANT_NOT_FOUND"))?;
    grant.access_token = fresh;
    Ok(tokens_of(grant, "newAccessToken"))
}

fn tokens_of(grant: &Grant, name: &str) -> Map<String, Value> {
    Map::from_iter([
        (name.to_owned(), grant.access_token.clone().into()),
        ("grantId".to_owned(), grant.id.clone().into()),
    ])
}

/// `POST /grant/remove`: removed, or a grantToken whose Link page asks for a code first.
pub(super) fn remove(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let grant = scene.state.grant_of(call).cloned().ok_or_else(|| BankhubError::new("GRANT_NOT_FOUND"))?;
    if !scene.desk.flag("remove_needs_otp") {
        scene.state.forget_grant(&grant.id);
        return Ok(Map::new());
    }
    let body = call.json().unwrap_or_default();
    let wanted = body["redirectUri"].as_str().filter(|uri| scene.state.client.allows(uri)).map(str::to_owned);
    let redirect_uri = wanted.unwrap_or(grant.redirect_uri);
    let mut answer = give_token(scene, Purpose::Remove(grant.id), grant.scopes, redirect_uri, Some(grant.bank));
    answer.retain(|name, _| name == "grantToken");
    Ok(answer)
}

/// `POST /grant/pause`: data calls are refused until Update Mode. What it answers is not published.
pub(super) fn pause(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let is_bare = scene.desk.word("pause_answer") == "request_id";
    let grant = scene.state.grant_of(call).ok_or_else(|| BankhubError::new("GRANT_NOT_FOUND"))?;
    grant.condition = Condition::Paused;
    if is_bare {
        return Ok(Map::new());
    }
    Ok(Map::from_iter([("grantId".to_owned(), grant.id.clone().into()), ("status".to_owned(), "PAUSED".into())]))
}

/// `POST /sandbox/grant/reset-login`: makes a grant need a person.
pub(super) fn reset_login(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let grant = scene.state.grant_of(call).ok_or_else(|| BankhubError::new("GRANT_NOT_FOUND"))?;
    let body = call.json().unwrap_or_default();
    grant.condition = match body["errorCode"].as_str() {
        Some("GRANT_LOGIN_REQUIRED") => Condition::LoginRequired,
        Some("OTP_REQUIRED") => Condition::OtpRequired,
        Some("PREVENTED") => Condition::Prevented,
        _ => return Err(BankhubError::invalid("errorCode is invalid")),
    };
    Ok(Map::new())
}
