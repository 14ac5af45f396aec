//! An account that is signed in to with its password: tokens, and whose they are.

use super::errors::Asking;
use super::sso;
use super::wire::{Who, get, post};
use crate::Secret;
use crate::contract::IdentityView;
use crate::provider::identity::masked;
use crate::provider::protocol::{json, jwt, token};
use crate::provider::refusal::plain;
use crate::provider::{Credential, Ends, Identity, IdentityKey, Line, Refusal, RefusalKind};
use crate::registration::Registration;
use serde_json::{Map, Value};
use time::OffsetDateTime;

/// Signs in. The password goes into this one request and nowhere else. What opens the sign-on site is taken along only
/// where it is for that.
pub(super) async fn login(
    line: Line<'_>,
    username: &str,
    password: &str,
    for_the_site: bool,
) -> Result<Credential, Refusal> {
    let data = sign_in(line, username, password).await?;
    let credential = tokens(&data, line.http.now())?.knowing("way", "password");
    if for_the_site { sso::with_ticket(credential, &data) } else { Ok(credential) }
}

/// A login that cannot exist: whoever knows the caller and the client says that it is wrong.
pub(super) async fn try_caller(line: Line<'_>) -> Result<(), Refusal> {
    const NOBODY: &str = "linkdesk-registration-test";
    match sign_in(line, NOBODY, NOBODY).await {
        Err(refusal) if refusal.kind == RefusalKind::Input => Ok(()),
        outcome => outcome.map(drop),
    }
}

async fn sign_in(line: Line<'_>, username: &str, password: &str) -> Result<Value, Refusal> {
    let mut body = client(line.registration, "password");
    body.insert("username".to_owned(), username.into());
    body.insert("password".to_owned(), password.into());
    post(line, "api/v4/user/login", body, Who::Caller, Asking::Login, &["access_token"]).await
}

/// The next pair for a refresh token. The old one is dead afterwards.
pub(super) async fn renew(line: Line<'_>, refresh: &Secret) -> Result<Credential, Refusal> {
    let mut body = client(line.registration, "refresh_token");
    body.insert("refresh_token".to_owned(), refresh.expose().into()); // RFC 6749 section 6
    let path = "api/v4/user/refresh-token";
    let data = post(line, path, body, Who::Caller, Asking::Renewal, &["access_token"]).await?;
    tokens(&data, line.http.now())
}

/// Whose token it is.
pub(super) async fn identify(line: Line<'_>, access: &Secret) -> Result<Identity, Refusal> {
    identity(&get(line, "api/v4/user/detail", Who::User(access), &[]).await?, "user_id", &["id", "user_id"])
}

/// Ends the tokens at Bảo Kim.
pub(super) async fn logout(line: Line<'_>, access: &Secret) -> Result<(), Refusal> {
    post(line, "api/v4/user/logout", Map::new(), Who::User(access), Asking::Data, &[]).await.map(drop)
}

/// Whose it is, from a profile. Its ids stand under several names.
pub(super) fn identity(profile: &Value, kind: &str, ids: &[&str]) -> Result<Identity, Refusal> {
    let id = json::first_text(profile, ids).and_then(|id| IdentityKey::new(kind, &id));
    let Some(key) = id else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no user id"));
    };
    let shown = json::first_text(profile, &["phone", "email"]).unwrap_or_else(|| key.value.clone());
    let shown = masked(&shown);
    let name = json::text(profile.get("name")).unwrap_or_else(|| shown.clone());
    Ok(Identity { keys: vec![key], view: IdentityView { name: plain(&name), masked: shown } })
}

pub(super) fn client(registration: &Registration, grant_type: &str) -> Map<String, Value> {
    Map::from_iter([
        ("client_id".to_owned(), registration.required("client_id").into()),
        ("client_secret".to_owned(), registration.secret("client_secret").expose().into()), // the client's own
        ("grant_type".to_owned(), grant_type.into()),
    ])
}

/// The end of a token is said beside it, or only inside it; an account's lasts from a quarter of an hour to a year.
pub(super) fn tokens(data: &Value, received: OffsetDateTime) -> Result<Credential, Refusal> {
    let usable = |name: &str| json::text(data.get(name)).filter(|text| token::is_token(text)).map(Secret::from);
    let Some(access) = usable("access_token") else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no usable access_token"));
    };
    let end = match token::ends(data.get("expires_in"), received) {
        Ends::Unknown => jwt::end(&access).map_or(Ends::Unknown, Ends::At),
        said => said,
    };
    let credential = Credential::default().with("access", access, end);
    Ok(match usable("refresh_token") {
        Some(refresh) => credential.with("refresh", refresh, Ends::Unknown),
        None => credential,
    })
}
