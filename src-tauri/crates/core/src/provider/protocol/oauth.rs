//! OAuth 2.0 authorization code with PKCE (RFC 6749, RFC 7636, RFC 9207), for rooms that speak it.

use super::json;
use super::token::{ends, is_token};
use crate::Secret;
use crate::contract::Reason;
use crate::http::Reply;
use crate::provider::{Credential, Ends, Refusal, RefusalKind, Returned};
use serde_json::Value;
use url::Url;

/// An authorization request (RFC 6749 section 4.1.1): one response type, always a state, always S256.
pub(in crate::provider) fn authorize_url(
    endpoint: &Url,
    client_id: &str,
    redirect_uri: &str,
    scope: &str,
    state: &Secret,
    challenge: &str,
) -> Url {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("response_type", "code")
        .append_pair("client_id", client_id)
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("scope", scope)
        .append_pair("state", state.expose()) // the page hands it back
        .append_pair("code_challenge", challenge)
        .append_pair("code_challenge_method", "S256");
    let mut url = endpoint.clone();
    // A space as %20 is read by everybody; a plus sign only by those who read the query as a form.
    url.set_query(Some(&query.finish().replace('+', "%20")));
    url
}

/// What an authorization response says (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207 section 2.4).
///
/// `issuer` is the exact issuer when the registration names it; otherwise an `iss` must at least come from the origin
/// that the request went to.
pub(in crate::provider) fn read_return(
    parameters: &[(String, String)],
    issuer: Option<&str>,
    authorize: &Url,
) -> Returned {
    let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let issuer_fits = match (issuer, value("iss")) {
        (Some(expected), given) => given == Some(expected),
        (None, Some(given)) => Url::parse(given).is_ok_and(|url| {
            given.starts_with(&authorize.origin().ascii_serialization()) && url.origin() == authorize.origin()
        }),
        (None, None) => true,
    };
    // Tokens in a front-channel answer were never asked for.
    if !issuer_fits || value("access_token").is_some() || value("id_token").is_some() {
        return Returned::Nothing;
    }
    match (value("error"), value("code")) {
        (Some("access_denied"), _) => Returned::Denied,
        (Some("temporarily_unavailable" | "server_error"), _) => Returned::Refused(Refusal::new(RefusalKind::Trouble)),
        (Some(error), _) if !error.is_empty() => {
            let words = value("error_description").unwrap_or_default();
            Returned::Refused(Refusal::new(RefusalKind::Registration).coded(error).saying(words))
        }
        (None, Some(code)) if !code.is_empty() => Returned::Answer(Secret::from(code)),
        _ => Returned::Nothing,
    }
}

/// Reads a token response (RFC 6749 sections 5.1 and 5.2). `dead` is what `invalid_grant` means for this request.
pub(in crate::provider) fn read_tokens(reply: &Reply, dead: RefusalKind) -> Result<(Credential, Value), Refusal> {
    let Some(body) = reply.json().filter(Value::is_object) else {
        return Err(Refusal::from_unread(reply));
    };
    // Some servers put the error into HTTP 200; a 5xx is trouble whatever it says.
    if let Some(error) = json::text(body.get("error"))
        && reply.status() < 500
    {
        let words = json::message(body.get("error_description"));
        return Err(Refusal::new(error_kind(&error, reply, dead)).coded(&error).saying(&words).retry(reply.retry_at()));
    }
    if !reply.is_success() {
        return Err(Refusal::from_unread(reply));
    }
    let token_type = json::text(body.get("token_type")).unwrap_or_else(|| "Bearer".to_owned());
    let access = body.get("access_token").and_then(Value::as_str).filter(|token| is_token(token));
    let (Some(access), true) = (access, token_type.eq_ignore_ascii_case("bearer")) else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no usable access_token"));
    };
    let mut credential =
        Credential::default().with("access", Secret::from(access), ends(body.get("expires_in"), reply.at()));
    if let Some(refresh) = body.get("refresh_token").and_then(Value::as_str).filter(|token| is_token(token)) {
        credential = credential.with("refresh", Secret::from(refresh), Ends::Unknown);
    }
    if let Some(scope) = json::text(body.get("scope")) {
        credential = credential.knowing("scopes", scope);
    }
    Ok((credential, body))
}

fn error_kind(error: &str, reply: &Reply, dead: RefusalKind) -> RefusalKind {
    match error {
        // `invalid_code` with 403 is seen in the wild where the RFC says invalid_grant.
        "invalid_grant" | "invalid_code" => dead,
        "invalid_client" | "unauthorized_client" | "invalid_scope" | "unsupported_grant_type" | "invalid_request" => {
            RefusalKind::Registration
        }
        "slow_down" => RefusalKind::Throttled,
        "server_error" | "temporarily_unavailable" => RefusalKind::Trouble,
        _ if reply.status() == 429 => RefusalKind::Throttled,
        _ => RefusalKind::Unreadable,
    }
}

/// What `invalid_grant` means when renewing.
pub(in crate::provider) const REFRESH_REFUSED: RefusalKind = RefusalKind::NeedsPerson(Reason::RefreshTokenRefused);
