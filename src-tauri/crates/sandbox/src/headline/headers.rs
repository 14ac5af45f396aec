//! The headers of a call: what has to be there, and what has to be right if it is there.

use super::Scene;
use super::envelope::HeadlineError;
use super::samples::COMPANY_ID;
use crate::http::Call;

/// The headers that the interface files require, each with the error of a call without it.
pub(super) type Required = &'static [(&'static str, &'static str)];

const TRACE: (&str, &str) = ("trace", "GATEWAY_CODE_004");
const COMPANY: (&str, &str) = ("companyid", "GATEWAY_CODE_003");
const TOKEN: (&str, &str) = ("token", "GATEWAY_CODE_001");
const VERSION: (&str, &str) = ("version", "GATEWAY_CODE_009");
const LANG: (&str, &str) = ("lang", "GATEWAY_CODE_009");

/// Of the manager's authorization.
pub(super) const MANAGER_AUTH: Required = &[TRACE];
/// Of the registration.
pub(super) const REGISTER: Required = &[TRACE, COMPANY, TOKEN, VERSION];
/// Of the login.
pub(super) const LOGIN: Required = &[TRACE, COMPANY, VERSION, LANG];
/// Of the other calls of a customer.
pub(super) const CUSTOMER: Required = &[TRACE, COMPANY, LANG];
/// Of the auth2 calls: the company's header has another name there.
pub(super) const AUTH2: Required = &[TRACE, ("company", "GATEWAY_CODE_003")];

/// Checks the headers of a call. Until `strict_headers` is on none has to be there.
pub(super) fn check(call: &Call, required: Required, scene: &mut Scene<'_>) -> Result<(), HeadlineError> {
    let missing = required.iter().find(|(name, _)| of(call, name).is_none());
    if let Some((_, code)) = missing {
        scene.desk.count("calls_without_required_headers");
        if scene.desk.flag("strict_headers") {
            return Err(HeadlineError::new(code));
        }
    }
    if scene.desk.flag("refuse_x_traces") && of(call, "trace").is_some_and(|trace| trace.starts_with("x-")) {
        return Err(HeadlineError::new("GATEWAY_CODE_015"));
    }
    let company = of(call, "companyid").or_else(|| of(call, "company"));
    if company.is_some_and(|company| company != COMPANY_ID.to_string()) {
        return Err(HeadlineError::new("CUSTOMER_API_0000111"));
    }
    Ok(())
}

/// A header that is there and not empty.
pub(super) fn of<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    call.header(name).map(str::trim).filter(|value| !value.is_empty())
}

/// The customer that the `token` header opens: `GATEWAY_CODE_001` without one, over or unknown as the switch says.
pub(super) fn customer(call: &Call, scene: &Scene<'_>) -> Result<String, HeadlineError> {
    let token = of(call, "token").ok_or_else(|| HeadlineError::new("GATEWAY_CODE_001"))?;
    let customer = scene.state.opened_by(token, scene.now);
    customer.map(|customer| customer.number.clone()).ok_or_else(|| HeadlineError::expired(scene))
}
