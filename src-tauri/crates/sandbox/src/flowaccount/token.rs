//! The token endpoint: authorization code, refresh, client credentials (RFC 6749 sections 4.1.3, 6 and 4.4.2).

use super::Scene;
use super::samples::{BUSINESSES, Business};
use super::state::{Challenge, Family};
use crate::Fault;
use crate::client::Client;
use crate::http::{Answer, Call, Form};
use axum::http::header;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// How long a token without a person lives, in seconds (client credentials page of the provider).
const CLIENT_CREDENTIALS_SECONDS: i64 = 86_400;
/// How many spent access tokens of a family are kept at most.
const KEPT_ACCESS_TOKENS: usize = 50;

/// An error of RFC 6749 section 5.2.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenError {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    UnsupportedGrantType,
    InvalidScope,
}

impl TokenError {
    fn id(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
        }
    }
}

type Outcome = Result<Map<String, Value>, TokenError>;

/// Answers `POST /test/token`.
pub(super) fn answer(call: &Call, scene: &mut Scene<'_>) -> Answer {
    match outcome(call, scene) {
        Ok(body) => Answer::json(200, &Value::Object(body)).with(header::PRAGMA, "no-cache"),
        Err(error) => {
            let status = match error {
                _ if scene.desk.flag("errors_in_200") => 200,
                TokenError::InvalidClient => 401,
                _ => 400,
            };
            let answer = Answer::json(status, &json!({ "error": error.id() })).with(header::PRAGMA, "no-cache");
            if status == 401 { answer.with(header::WWW_AUTHENTICATE, "Basic") } else { answer }
        }
    }
}

fn outcome(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    if !call.has_media_type("application/x-www-form-urlencoded") {
        return Err(TokenError::InvalidRequest);
    }
    let form = call.form();
    if form.repeats_a_field() {
        return Err(TokenError::InvalidRequest);
    }
    if !is_client(&scene.state.client, call, &form) {
        return Err(TokenError::InvalidClient);
    }
    match form.field("grant_type") {
        Some("authorization_code") => redeem_code(&form, scene),
        Some("refresh_token") => refresh(&form, scene),
        Some("client_credentials") => client_credentials(&form, scene),
        Some(_) => Err(TokenError::UnsupportedGrantType),
        None => Err(TokenError::InvalidRequest),
    }
}

/// Id and secret in the body, or in the header (RFC 6749 section 2.3.1: each form-encoded before it is joined).
fn is_client(client: &Client, call: &Call, form: &Form) -> bool {
    let basic = call.header("authorization").and_then(|value| value.strip_prefix("Basic ")).map(|encoded| {
        let joined = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let (id, secret) = joined.as_deref().and_then(|joined| joined.split_once(':')).unwrap_or_default();
        (form_decode(id), form_decode(secret))
    });
    match basic {
        Some((id, secret)) => client.is(&id, &secret),
        None => client.is(form.field("client_id").unwrap_or_default(), form.field("client_secret").unwrap_or_default()),
    }
}

fn form_decode(text: &str) -> String {
    url::form_urlencoded::parse(text.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default()
}

fn redeem_code(form: &Form, scene: &mut Scene<'_>) -> Outcome {
    let name = form.field("code").ok_or(TokenError::InvalidRequest)?;
    let code = scene.state.codes.get(name).cloned().ok_or(TokenError::InvalidGrant)?;
    if let Some(family) = code.family {
        // RFC 6749 section 4.1.2: what came from a code that is used twice should be revoked.
        if is_strict(scene) {
            revoke(&family, scene);
        }
        return Err(TokenError::InvalidGrant);
    }
    let is_good = scene.now < code.ends_at
        && form.field("redirect_uri") == Some(&code.request.redirect_uri)
        && answers(code.request.challenge.as_ref(), form.field("code_verifier"));
    if !is_good {
        return Err(TokenError::InvalidGrant);
    }
    let mut family = Family {
        id: scene.ids.uuid(),
        user: code.user,
        business: code.business,
        scope: code.request.scope,
        revoked: false,
        requested_at: scene.now,
        refresh_token: None,
        replaced: None,
        spent: Vec::new(),
        access_tokens: BTreeMap::new(),
    };
    if family.scope.split(' ').any(|scope| scope == "offline_access") {
        family.rotate(scene.ids.token("refresh"), scene.now);
    }
    if let Some(code) = scene.state.codes.get_mut(name) {
        code.family = Some(family.id.clone());
    }
    let refresh_token = family.refresh_token.clone();
    let answer = give_tokens(&mut family, refresh_token, scene);
    scene.state.families.push(family);
    Ok(answer)
}

/// Whether a verifier answers the challenge (RFC 7636 section 4.6). Without a challenge nothing is asked.
fn answers(challenge: Option<&Challenge>, verifier: Option<&str>) -> bool {
    let Some(challenge) = challenge else { return true };
    let Some(verifier) = verifier else { return false };
    if challenge.is_hashed {
        URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())) == challenge.value
    } else {
        verifier == challenge.value
    }
}

fn refresh(form: &Form, scene: &mut Scene<'_>) -> Outcome {
    let token = form.field("refresh_token").ok_or(TokenError::InvalidRequest)?;
    if scene.desk.takes(Fault::InvalidGrantOnce) {
        return Err(TokenError::InvalidGrant);
    }
    let position =
        scene.state.families.iter().position(|family| family.knows(token)).ok_or(TokenError::InvalidGrant)?;
    let mut family = scene.state.families[position].clone();
    let is_young = scene.now.since(family.requested_at) <= scene.desk.number("refresh_ttl");
    if family.revoked || !is_young {
        return Err(TokenError::InvalidGrant);
    }
    let is_current = family.refresh_token.as_deref() == Some(token);
    if !is_current && !family.forgives(token, scene.now, scene.desk.number("grace_seconds")) {
        if is_strict(scene) {
            revoke(&family.id, scene);
        }
        return Err(TokenError::InvalidGrant);
    }
    let keeps = scene.desk.flag("omit_refresh_token");
    if is_current && !keeps {
        family.rotate(scene.ids.token("refresh"), scene.now);
    } else if !is_current {
        // A replay that is forgiven gets a fresh token; the one whose answer was lost is spent, and the old one may be
        // sent again until its time is over.
        family.spent.extend(family.refresh_token.replace(scene.ids.token("refresh")));
    }
    family.requested_at = scene.now;
    let refresh_token = family.refresh_token.clone().filter(|_| !keeps);
    let answer = give_tokens(&mut family, refresh_token, scene);
    scene.state.families[position] = family;
    Ok(answer)
}

fn is_strict(scene: &mut Scene<'_>) -> bool {
    scene.desk.flag("reuse_revokes_family") || scene.desk.takes(Fault::ReuseRevokesFamily)
}

fn revoke(family: &str, scene: &mut Scene<'_>) {
    scene.state.families.iter_mut().filter(|own| own.id == family).for_each(|own| own.revoked = true);
}

fn client_credentials(form: &Form, scene: &mut Scene<'_>) -> Outcome {
    const SCOPE: &str = "flowaccount-api";
    if form.field("scope").is_some_and(|scope| scope != SCOPE) {
        return Err(TokenError::InvalidScope);
    }
    let [business, ..] = &BUSINESSES;
    scene.state.forget_old(scene.now);
    let access_token = scene.ids.token("access");
    let ends_at = scene.now.plus(CLIENT_CREDENTIALS_SECONDS);
    // Every request is a family of its own: tokens given before stay good until their end.
    scene.state.families.push(Family {
        id: scene.ids.uuid(),
        user: String::new(),
        business: business.support_code.to_owned(),
        scope: SCOPE.to_owned(),
        revoked: false,
        requested_at: scene.now,
        refresh_token: None,
        replaced: None,
        spent: Vec::new(),
        access_tokens: BTreeMap::from([(access_token.clone(), ends_at)]),
    });
    let mut body = token_body(&access_token, CLIENT_CREDENTIALS_SECONDS, business, scene);
    body.insert("scope".to_owned(), SCOPE.into());
    Ok(body)
}

fn give_tokens(family: &mut Family, refresh_token: Option<String>, scene: &mut Scene<'_>) -> Map<String, Value> {
    let access_token = scene.ids.token("access");
    let seconds = scene.desk.number("access_ttl");
    let now = scene.now;
    if family.access_tokens.len() >= KEPT_ACCESS_TOKENS {
        family.access_tokens.retain(|_, ends_at| now < *ends_at);
    }
    family.access_tokens.insert(access_token.clone(), now.plus(seconds));
    let business = Business::find(&family.business).unwrap_or(&BUSINESSES[0]);
    let mut body = token_body(&access_token, seconds, business, scene);
    if let Some(refresh_token) = refresh_token {
        body.insert("refresh_token".to_owned(), refresh_token.into());
    }
    body
}

fn token_body(access_token: &str, seconds: i64, business: &Business, scene: &Scene<'_>) -> Map<String, Value> {
    let expires_in =
        if scene.desk.flag("expires_in_as_string") { Value::from(seconds.to_string()) } else { seconds.into() };
    let mut body = Map::from_iter([
        ("access_token".to_owned(), access_token.into()),
        ("expires_in".to_owned(), expires_in),
        ("token_type".to_owned(), "Bearer".into()),
    ]);
    if !scene.desk.flag("omit_support_code") {
        body.insert("supportCode".to_owned(), business.support_code.into());
    }
    body
}
