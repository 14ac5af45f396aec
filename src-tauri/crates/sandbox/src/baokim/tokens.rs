//! The tokens of a user: JWTs with the claims of Laravel Passport, and refresh tokens that are nobody's to read.

use super::Scene;
use super::error::{Failure, OAuthError};
use super::jwt;
use super::state::{Pass, Permission};
use crate::Fault;
use crate::clock::Moment;
use serde_json::{Value, json};
use time::Duration;

/// What is wrong with a refresh token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RefreshTrouble {
    Unknown,
    Revoked,
    Expired,
}

impl RefreshTrouble {
    /// As the OAuth library says it.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Unknown => "Cannot decrypt the refresh token",
            Self::Revoked => "Token has been revoked",
            Self::Expired => "Token has expired",
        }
    }

    /// As the call of the account service says it, which no document tells.
    pub(super) fn failure(self, scene: &Scene<'_>) -> Failure {
        match scene.desk.word("refresh_error").as_str() {
            "oauth" => OAuthError::refresh(self.hint()).into(),
            "code_4" => Failure::Unproven(self.hint()),
            _ => Failure::Token(self.hint()),
        }
    }
}

/// A year from the calendar, as Passport counts it: to the same day, and from 29 February to 1 March.
fn a_year_after(moment: Moment) -> Moment {
    let begin = moment.utc();
    let end = begin.replace_year(begin.year() + 1).unwrap_or(begin.saturating_add(Duration::days(366)));
    Moment::from_unix(end.unix_timestamp())
}

/// When a token ends whose life is this switch, in seconds; 0 stands for a year.
fn end(switch: &str, scene: &Scene<'_>) -> Moment {
    match scene.desk.number(switch) {
        0 => a_year_after(scene.now),
        seconds => scene.now.plus(seconds),
    }
}

/// The permission of a fresh sign-in. The switch says how long its access token lives.
pub(super) fn issue(user: i64, life: &str, with_refresh: bool, scene: &mut Scene<'_>) -> Permission {
    let permission = Permission {
        id: scene.ids.uuid(),
        user,
        access_ends_at: end(life, scene),
        access_token: access_token(user, end(life, scene), scene),
        refresh_token: with_refresh.then(|| scene.ids.token("def502")),
        refresh_ends_at: end("refresh_seconds", scene),
        spent: Vec::new(),
        is_over: false,
    };
    scene.state.permissions.push(permission.clone());
    permission
}

fn access_token(user: i64, ends_at: Moment, scene: &mut Scene<'_>) -> String {
    let id = scene.ids.token("access");
    let subject = if scene.desk.flag("sub_is_another") { user % 10 } else { user };
    let seconds = |moment: Moment| moment.since(Moment::from_unix(0));
    let claims = json!({
        "aud": scene.state.client.id,
        "jti": id,
        "iat": seconds(scene.now),
        "nbf": seconds(scene.now),
        "exp": seconds(ends_at),
        "sub": subject.to_string(),
        "scopes": [],
    });
    jwt::signed(&json!({ "typ": "JWT", "alg": "HS256", "jti": id }), &claims, &scene.state.client.secret)
}

/// The next pair for a refresh token. The access token before it is over at once, and so is the refresh token, unless
/// the switch keeps it.
pub(super) fn refresh(token: &str, scene: &mut Scene<'_>) -> Result<Permission, RefreshTrouble> {
    if scene.desk.takes(Fault::InvalidGrantOnce) {
        return Err(RefreshTrouble::Revoked);
    }
    let knows =
        |own: &Permission| own.refresh_token.as_deref() == Some(token) || own.spent.iter().any(|old| old == token);
    let position = scene.state.permissions.iter().position(knows).ok_or(RefreshTrouble::Unknown)?;
    let mut own = scene.state.permissions[position].clone();
    let is_spent = own.refresh_token.as_deref() != Some(token);
    if is_spent && scene.desk.takes(Fault::ReuseRevokesFamily) {
        scene.state.permissions[position].is_over = true;
    }
    if is_spent || own.is_over {
        return Err(RefreshTrouble::Revoked);
    }
    if scene.now >= own.refresh_ends_at {
        return Err(RefreshTrouble::Expired);
    }
    if scene.desk.flag("refresh_rotates") {
        own.spent.extend(own.refresh_token.replace(scene.ids.token("def502")));
        own.refresh_ends_at = end("refresh_seconds", scene);
    }
    own.access_ends_at = end("access_seconds", scene);
    own.access_token = access_token(own.user, own.access_ends_at, scene);
    scene.state.permissions[position] = own.clone();
    Ok(own)
}

/// The pair as OAuth carries it. What is left of a life is counted a moment after it began, so a second is gone.
pub(super) fn pair(own: &Permission, scene: &Scene<'_>) -> Value {
    let mut pair = json!({
        "token_type": "Bearer",
        "expires_in": (own.access_ends_at.since(scene.now) - 1).max(0),
        "access_token": own.access_token,
    });
    if let Some(refresh_token) = &own.refresh_token {
        pair["refresh_token"] = refresh_token.as_str().into();
    }
    pair
}

/// A ticket for the sign-on page: the access token without its signature, or a piece of that. Both were seen.
pub(super) fn sso_ticket(own: &Permission, is_piece: bool, scene: &mut Scene<'_>) -> String {
    let body = own.access_token.rsplit_once('.').map_or("", |(body, _)| body);
    let ticket = if is_piece { &body[3..body.len() - 3] } else { body }.to_owned();
    let ends_at = scene.now.plus(scene.desk.number("ticket_seconds"));
    scene.state.sso_tickets.insert(ticket.clone(), Pass { user: own.user, ends_at });
    ticket
}
