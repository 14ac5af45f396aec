//! Who calls: the partner by a token of its own for every call, a user by an access token, a wallet by its token.

use super::error::Failure;
use super::fields::Fields;
use super::jwt;
use super::state::{Permission, Wallet};
use super::{Scene, samples};
use crate::client::Client;
use crate::clock::{Moment, true_time};
use crate::http::Call;
use serde_json::Value;

/// What a client puts there that writes milliseconds: more than any time in seconds for thousands of years.
const SURELY_MILLISECONDS: i64 = 100_000_000_000;
/// How long such a client lets its tokens live, in seconds.
const DAY: i64 = 86_400;

/// Whose word a call needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asks {
    /// The partner's.
    Partner,
    /// A user's, by an access token.
    User,
    /// The partner's or a user's; which is not said. Where a wallet is meant, its token comes besides.
    Either,
    /// Nobody's: the client says who it is in the body.
    Nobody,
}

/// The name that the partner's tokens are issued under.
pub(super) fn api_key(client: &Client) -> String {
    format!("api-{}", client.id)
}

/// The key that the partner signs its tokens with.
pub(super) fn api_secret(client: &Client) -> String {
    format!("api-{}", client.secret)
}

/// Refuses a call that does not carry what it needs. A token of the partner that is there has to be good everywhere.
pub(super) fn check(asks: Asks, call: &Call, scene: &Scene<'_>) -> Result<(), Failure> {
    let policy = scene.desk.word("caller_jwt");
    if policy == "unasked" {
        return Ok(());
    }
    let token = partner_token(call);
    let is_needed = match asks {
        Asks::Partner => true,
        Asks::Either => policy == "everywhere" || user(call, scene).is_err(),
        Asks::User | Asks::Nobody => policy == "everywhere",
    };
    let checked = match token {
        Some(token) => check_partner(token, call, scene),
        None if is_needed => Err("jwt: missing"),
        None => Ok(()),
    };
    checked.map_err(|why| match scene.desk.word("caller_error").as_str() {
        "http_401" => Failure::Unauthenticated,
        _ => Failure::Token(why),
    })
}

/// The partner's token: in a header of its own, or in the query.
fn partner_token(call: &Call) -> Option<&str> {
    call.header("jwt").and_then(|value| value.strip_prefix("Bearer")).map(str::trim).or_else(|| call.query("jwt"))
}

fn check_partner(token: &str, call: &Call, scene: &Scene<'_>) -> Result<(), &'static str> {
    let client = &scene.state.client;
    let claims = jwt::claims(token, &api_secret(client)).ok_or("jwt: signature")?;
    if claims["iss"] != api_key(client).as_str() {
        return Err("jwt: iss");
    }
    let [issued, ends] = ["iat", "exp"].map(|name| claims[name].as_i64());
    let (issued, ends) = issued.zip(ends).ok_or("jwt: iat or exp")?;
    let life = if issued.max(ends) >= SURELY_MILLISECONDS {
        if !scene.desk.flag("caller_milliseconds") {
            return Err("jwt: milliseconds");
        }
        Life { issued: issued / 1000, ends: ends / 1000, longest: DAY }
    } else {
        Life { issued, ends, longest: scene.desk.number("caller_seconds") }
    };
    let skew = scene.desk.number("caller_skew_seconds");
    if life.ends - life.issued > life.longest {
        return Err("jwt: lives too long");
    }
    // A practice clock that was moved is not the partner's: a token that is good by the true time is good.
    let clocks = [scene.now, Moment::from_unix(true_time().unix_timestamp())];
    if !clocks.into_iter().any(|now| life.holds(now, skew)) {
        return Err("jwt: expired, or not begun");
    }
    if scene.desk.flag("caller_form_params") && !Fields::of(call).are(&claims["form_params"]) {
        return Err("jwt: form_params");
    }
    Ok(())
}

/// From when to when a token says it is good, and for how long it may.
struct Life {
    issued: i64,
    ends: i64,
    longest: i64,
}

impl Life {
    fn holds(&self, now: Moment, skew: i64) -> bool {
        let [since_issued, since_end] = [self.issued, self.ends].map(|at| now.since(Moment::from_unix(at)));
        (-skew..=self.longest + skew).contains(&since_issued) && since_end < skew.max(1)
    }
}

/// The permission whose access token a call carries. `Bearer:` with the documentation's colon is none.
pub(super) fn user(call: &Call, scene: &Scene<'_>) -> Result<Permission, Failure> {
    let header = call.header("authorization").and_then(|value| value.strip_prefix("Bearer"));
    let token = header.filter(|rest| rest.starts_with(' ')).map(str::trim).unwrap_or_default();
    let is_meant = |own: &&Permission| own.access_token == token && !own.is_over && scene.now < own.access_ends_at;
    let found = scene.state.permissions.iter().find(is_meant).cloned();
    found.ok_or_else(|| match scene.desk.word("token_error").as_str() {
        "code_5" => Failure::Token("Token không hợp lệ"),
        _ => Failure::Unauthenticated,
    })
}

/// The wallet whose token a call carries.
pub(super) fn wallet(call: &Call, scene: &Scene<'_>) -> Result<Wallet, Failure> {
    let token = call.header("wallet-token").unwrap_or_default();
    let life = scene.desk.number("wallet_token_seconds");
    let is_young = |wallet: &Wallet| life == 0 || scene.now.since(wallet.linked_at) < life;
    let is_meant = |own: &&Wallet| own.token == token && !own.is_over && is_young(own);
    let found = scene.state.wallets.iter().find(is_meant).cloned();
    found.ok_or_else(|| match scene.desk.word("wallet_token_error").as_str() {
        "unauthenticated" => Failure::Unauthenticated,
        _ => Failure::Token("Wallet-Token không hợp lệ"),
    })
}

/// The user a call acts for: the wallet's where its token is there, else that of the access token.
pub(super) fn owner(call: &Call, scene: &Scene<'_>) -> Result<i64, Failure> {
    if call.header("wallet-token").is_some() {
        return wallet(call, scene).map(|wallet| wallet.user);
    }
    user(call, scene).map(|permission| permission.user)
}

/// Refuses fields that do not name this client.
pub(super) fn check_client(fields: &Fields, scene: &Scene<'_>) -> Result<(), Failure> {
    let [id, secret] = ["client_id", "client_secret"].map(|name| fields.text(name).unwrap_or_default());
    if scene.state.client.is(&id, &secret) { Ok(()) } else { Err(Failure::client(scene)) }
}

/// The user with this name and password (code 4).
pub(super) fn sign_in(name: &str, password: &str, scene: &Scene<'_>) -> Result<i64, Failure> {
    let user = scene.state.users.iter().find(|user| user.is_called(name) && user.has_password(password));
    match user {
        None => Err(Failure::Unproven("Tên đăng nhập hoặc mật khẩu không đúng")),
        Some(user) if user.is_locked => Err(Failure::Unproven("Tài khoản đã bị khóa")),
        Some(user) => Ok(user.id),
    }
}

/// Whose account it turns out to be, with the fault that makes it somebody else's.
pub(super) fn who_really(id: i64, scene: &mut Scene<'_>) -> i64 {
    if scene.desk.takes(crate::Fault::WrongAccount) { samples::another(id) } else { id }
}

/// A flag of a profile is a number.
pub(super) fn number_of(flag: bool) -> Value {
    i64::from(flag).into()
}
