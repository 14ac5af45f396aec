//! Which call is for which endpoint, and how many calls a minute each answers.

use super::envelope::{HeadlineError, Outcome, trace_of, wrap};
use super::state::Minute;
use super::{Scene, auth2, customer, headers, login, register};
use crate::http::{Answer, Call, Endpoint, Kind};
use axum::http::HeaderName;
use serde_json::Value;

const MANAGER_AUTH: Endpoint = Endpoint::new("manager_auth", Kind::Credential);
const REGISTER: Endpoint = Endpoint::new("register", Kind::Credential);
const LOGIN: Endpoint = Endpoint::new("login", Kind::Credential);
const RANDOM_KEY: Endpoint = Endpoint::new("random_key", Kind::Credential);
const CUSTOMER_INFO: Endpoint = Endpoint::new("customer_info", Kind::Data);
const NOW: Endpoint = Endpoint::new("now", Kind::Other);
const SWITCH_ACCOUNT: Endpoint = Endpoint::new("switch_account", Kind::Other);
const AUTH2_CODE: Endpoint = Endpoint::new("auth2.code", Kind::Credential);
const AUTH2_TOKEN: Endpoint = Endpoint::new("auth2.token", Kind::Credential);
const AUTH2_REFRESH: Endpoint = Endpoint::new("auth2.refresh", Kind::Credential);
const AUTH2_USER: Endpoint = Endpoint::new("auth2.user", Kind::Data);
const UNKNOWN: Endpoint = Endpoint::new("unknown", Kind::Other);

/// How long the calls to an endpoint are counted together, in seconds.
const MINUTE: i64 = 60;
/// The HTTP status of a call too many; every other error comes with 200.
const THROTTLED: u16 = 429;

/// The endpoint a call is for. The guide writes `/global/` where the interface files leave it out, so both are served;
/// the auth2 calls have a host of their own there, so they are served beside the client calls and at the root.
pub(crate) fn endpoint(call: &Call) -> Option<Endpoint> {
    let (method, path) = call.target();
    let found = match path.strip_prefix("/openapi-b/") {
        Some(path) => manager_endpoint(path.strip_prefix("global/").unwrap_or(path)),
        None => match path.strip_prefix("/api/") {
            Some(path) => client_endpoint(path.strip_prefix("global/").unwrap_or(path)),
            None => return auth2_endpoint(path.strip_prefix('/')?).filter(|_| method == "POST"),
        },
    };
    Some(found.unwrap_or(UNKNOWN))
}

fn manager_endpoint(path: &str) -> Option<Endpoint> {
    Some(match path {
        "auth/admin.admin.CompanyAuthDubboService.auth" => MANAGER_AUTH,
        "customer.admin.WhiteCustomerAdminApiService.addCusAndOpenAccountAndKyc" => REGISTER,
        _ => return None,
    })
}

fn client_endpoint(path: &str) -> Option<Endpoint> {
    Some(match path {
        "login/customer.app.CustomerWebApiService.login" => LOGIN,
        "customer.app.CustomerWebApiService.findCustomerInfo" => CUSTOMER_INFO,
        "thirdExt/randomKey" => RANDOM_KEY,
        "thirdExt/now" => NOW,
        "thirdExt/switchAccount" => SWITCH_ACCOUNT,
        _ => return auth2_endpoint(path),
    })
}

fn auth2_endpoint(path: &str) -> Option<Endpoint> {
    Some(match path {
        "auth2/code" => AUTH2_CODE,
        "auth2/token" => AUTH2_TOKEN,
        "auth2/refresh" => AUTH2_REFRESH,
        "auth2/user" => AUTH2_USER,
        _ => return None,
    })
}

/// Answers an API call.
pub(crate) fn answer_api(endpoint: Endpoint, call: &Call, scene: &mut Scene<'_>) -> Answer {
    let allowed = scene.desk.number("calls_a_minute");
    let calls = count_in_minute(endpoint, scene);
    if calls > allowed {
        return refusal("GATEWAY_CODE_018", THROTTLED, call, scene);
    }
    let trace = trace_of(call, scene);
    let outcome = outcome(endpoint, call, scene);
    limits(wrap(outcome, 200, &trace, scene), allowed, allowed - calls)
}

/// An error that was asked for.
pub(crate) fn refusal(code: &str, status: u16, call: &Call, scene: &mut Scene<'_>) -> Answer {
    let trace = trace_of(call, scene);
    let answer = wrap(Err(HeadlineError::new(code)), status, &trace, scene);
    let allowed = scene.desk.number("calls_a_minute");
    limits(answer, allowed, if status == THROTTLED { 0 } else { allowed })
}

fn outcome(endpoint: Endpoint, call: &Call, scene: &mut Scene<'_>) -> Outcome {
    if call.target().0 != "POST" {
        return Err(HeadlineError::new("GATEWAY_CODE_016"));
    }
    let required = match endpoint {
        MANAGER_AUTH => headers::MANAGER_AUTH,
        REGISTER => headers::REGISTER,
        LOGIN => headers::LOGIN,
        RANDOM_KEY | NOW | SWITCH_ACCOUNT => headers::CUSTOMER,
        AUTH2_CODE | AUTH2_TOKEN | AUTH2_REFRESH | AUTH2_USER => headers::AUTH2,
        _ => &[],
    };
    headers::check(call, required, scene)?;
    scene.state.forget_old(scene.now);
    match endpoint {
        MANAGER_AUTH => register::authorize_manager(call, scene),
        REGISTER => register::add_customer(call, scene),
        LOGIN => login::log_in(call, scene),
        RANDOM_KEY => login::exchange(call, scene),
        CUSTOMER_INFO => customer::info(call, scene),
        SWITCH_ACCOUNT => customer::switch_account(call, scene),
        NOW => Ok(Value::from(customer::milliseconds(scene.now))),
        AUTH2_CODE => auth2::give_code_to(call, scene),
        AUTH2_TOKEN => auth2::redeem(call, scene),
        AUTH2_REFRESH => auth2::refresh(call, scene),
        AUTH2_USER => auth2::user(call, scene),
        _ => Err(HeadlineError::new("GATEWAY_CODE_010")),
    }
}

/// Counts a call in the current minute of its endpoint; how many there were.
fn count_in_minute(endpoint: Endpoint, scene: &mut Scene<'_>) -> i64 {
    let now = scene.now;
    let fresh = Minute { began_at: now, calls: 0 };
    let minute = scene.state.minutes.entry(endpoint.name.to_owned()).or_insert_with(|| fresh.clone());
    if !(0..MINUTE).contains(&now.since(minute.began_at)) {
        *minute = fresh;
    }
    minute.calls += 1;
    minute.calls
}

/// The headers that every answer carries, the second as the provider spells it. The third is the length of a period.
fn limits(answer: Answer, allowed: i64, left: i64) -> Answer {
    answer
        .with(HeaderName::from_static("x-ratelimit-limit"), allowed.to_string())
        .with(HeaderName::from_static("x-ratelimit-remairing"), left.to_string())
        .with(HeaderName::from_static("x-ratelimit-reset"), MINUTE.to_string())
}
