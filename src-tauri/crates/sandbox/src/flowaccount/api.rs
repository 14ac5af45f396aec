//! Which call is for which endpoint, and the company call.

use super::samples::Business;
use super::{Scene, lists, token};
use crate::http::{Answer, Call, Endpoint, Kind};
use axum::http::header;
use serde_json::{Value, json};

const TOKEN_CODE: Endpoint = Endpoint::new("token.code", Kind::Credential);
const TOKEN_REFRESH: Endpoint = Endpoint::new("token.refresh", Kind::Credential);
const TOKEN_CLIENT: Endpoint = Endpoint::new("token.client_credentials", Kind::Credential);
const TOKEN_OTHER: Endpoint = Endpoint::new("token.other", Kind::Credential);
const COMPANY: Endpoint = Endpoint::new("company.info", Kind::Data);

/// The endpoint a call is for.
pub(crate) fn endpoint(call: &Call) -> Option<Endpoint> {
    Some(match call.target() {
        ("POST", "/test/token") => match call.form().field("grant_type") {
            Some("authorization_code") => TOKEN_CODE,
            Some("refresh_token") => TOKEN_REFRESH,
            Some("client_credentials") => TOKEN_CLIENT,
            _ => TOKEN_OTHER,
        },
        ("GET", "/test/company/info") => COMPANY,
        ("GET", path) => return lists::endpoint(path),
        _ => return None,
    })
}

/// Answers an API call.
pub(crate) fn answer_api(endpoint: Endpoint, call: &Call, scene: &mut Scene<'_>) -> Answer {
    let is_token = [TOKEN_CODE, TOKEN_REFRESH, TOKEN_CLIENT, TOKEN_OTHER].contains(&endpoint);
    if is_token { token::answer(call, scene) } else { data(endpoint, call, scene) }
}

/// An error that was asked for, in the shape that token and data calls have in common with their clients.
pub(crate) fn refusal(code: &str, status: u16, _: &Call, _: &mut Scene<'_>) -> Answer {
    error(code, status)
}

fn error(code: &str, status: u16) -> Answer {
    let body = json!({ "error": code, "status": false, "message": code, "code": status, "data": null });
    Answer::json(status, &body)
}

fn data(endpoint: Endpoint, call: &Call, scene: &Scene<'_>) -> Answer {
    let token = call.header("authorization").and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    let Some(business) = scene.state.opened_by(token, scene.now) else {
        return error("Unauthorized", 401).with(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    };
    match lists::page(endpoint, call, business, scene.desk.flag("bare_lists")) {
        None => {}
        Some(Ok(page)) => return lists::answer(&page),
        Some(Err(())) => return error("Invalid page", 400),
    }
    let data = if scene.desk.flag("new_model") { newer_model(business) } else { older_model(business) };
    Answer::json(200, &json!({ "status": true, "message": "", "code": 0, "data": data }))
}

/// The model of the published client library, with the provider's own spelling of `compnayName`.
fn older_model(business: &Business) -> Value {
    json!({
        "companyId": business.id,
        "companyType": "10",
        "compnayName": business.local_name,
        "companyNameEn": business.name,
        "companyAddress": "1 ถนนฝึกหัด เมืองตัวอย่าง",
        "companyTaxId": business.tax_id,
        "companyBranch": "สำนักงานใหญ่",
        "companyBranchCode": "00000",
        "companyPhone": "",
    })
}

/// The model of the newer specification.
fn newer_model(business: &Business) -> Value {
    json!({
        "id": business.id,
        "nameLocal": business.local_name,
        "nameForeign": business.name,
        "companyTaxId": business.tax_id,
        "supportCode": business.support_code,
    })
}
