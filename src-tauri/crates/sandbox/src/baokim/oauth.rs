//! `oauth/token`: what OAuth asks and answers, without the envelope, as the library below Laravel Passport does it.

use super::caller;
use super::error::{Failure, OAuthError, Outcome};
use super::fields::Fields;
use super::{Scene, tokens};
use crate::http::Call;

/// Answers `oauth/token`.
pub(super) fn token(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let fields = Fields::of(call);
    let grant = fields.text("grant_type");
    let grant = grant.ok_or_else(|| OAuthError::new("unsupported_grant_type").hinting("grant_type is missing"))?;
    if !["authorization_code", "refresh_token", "password"].contains(&grant.as_str()) {
        return Err(OAuthError::new("unsupported_grant_type").into());
    }
    caller::check_client(&fields, scene).map_err(|_| OAuthError::new("invalid_client"))?;
    let own = match grant.as_str() {
        "authorization_code" => {
            let user = redeem(&fields, scene)?;
            tokens::issue(user, "access_seconds", true, scene)
        }
        "refresh_token" => {
            let token = needed(&fields, "refresh_token")?;
            tokens::refresh(&token, scene).map_err(|trouble| OAuthError::refresh(trouble.hint()))?
        }
        _ => {
            let (name, password) = (needed(&fields, "username")?, needed(&fields, "password")?);
            let user = caller::sign_in(&name, &password, scene).map_err(|_| OAuthError::new("invalid_credentials"))?;
            tokens::issue(user, "login_access_seconds", true, scene)
        }
    };
    Ok(tokens::pair(&own, scene))
}

/// The user whom a code stands for, once.
fn redeem(fields: &Fields, scene: &mut Scene<'_>) -> Result<i64, Failure> {
    let code = needed(fields, "code")?;
    let redirect_uri = needed(fields, "redirect_uri")?;
    let client = &scene.state.client;
    // Which of the client's addresses is meant, no document says.
    if !client.allows(&redirect_uri) && redirect_uri != client.sso_callback() {
        return Err(OAuthError::new("invalid_request").hinting("Invalid redirect URI").into());
    }
    let pass = scene.state.codes.remove(&code);
    let pass = pass.ok_or_else(|| OAuthError::new("invalid_request").hinting("Authorization code has been revoked"))?;
    if scene.now >= pass.ends_at {
        return Err(OAuthError::new("invalid_request").hinting("Authorization code has expired").into());
    }
    Ok(pass.user)
}

fn needed(fields: &Fields, name: &'static str) -> Result<String, OAuthError> {
    fields.text(name).ok_or_else(|| OAuthError::new("invalid_request").hinting(name))
}
