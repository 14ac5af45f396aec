//! Which call is for which endpoint, who may call, and the envelope of the answer.

use super::error::BankhubError;
use super::{Scene, data, grants, invoices, payments};
use crate::http::{Answer, Call, Endpoint, Kind};
use serde_json::{Map, Value};

/// What an endpoint answers, without the request id; or why it does not.
pub(super) type Outcome = Result<Map<String, Value>, BankhubError>;

const GRANT_TOKEN: Endpoint = Endpoint::new("grant.token", Kind::Credential);
const GRANT_TOKEN_UPDATE: Endpoint = Endpoint::new("grant.token.update", Kind::Credential);
const EXCHANGE: Endpoint = Endpoint::new("grant.exchange", Kind::Credential);
const INVALIDATE: Endpoint = Endpoint::new("grant.invalidate", Kind::Credential);
const REMOVE: Endpoint = Endpoint::new("grant.remove", Kind::Credential);
const PAUSE: Endpoint = Endpoint::new("grant.pause", Kind::Credential);
const IDENTITY: Endpoint = Endpoint::new("identity", Kind::Data);
const BALANCE: Endpoint = Endpoint::new("balance", Kind::Data);
const TRANSACTIONS: Endpoint = Endpoint::new("transactions", Kind::Data);
const QR_PAY: Endpoint = Endpoint::new("qr_pay", Kind::Other);
const QR_PAY_IDENTITY: Endpoint = Endpoint::new("qr_pay.identity", Kind::Data);
const VIRTUAL_ACCOUNT_IDENTITY: Endpoint = Endpoint::new("virtual_account.identity", Kind::Data);
const GDT_INVOICES: Endpoint = Endpoint::new("gdt.invoices", Kind::Data);
const TRANSFER: Endpoint = Endpoint::new("transfer", Kind::Other);
const FI_SERVICES: Endpoint = Endpoint::new("fi_services", Kind::Other);
const RESET_LOGIN: Endpoint = Endpoint::new("sandbox.reset_login", Kind::Other);

/// The endpoint a call is for.
pub(crate) fn endpoint(call: &Call) -> Option<Endpoint> {
    Some(match call.target() {
        ("POST", "/grant/token") if grants::is_update(call) => GRANT_TOKEN_UPDATE,
        ("POST", "/grant/token") => GRANT_TOKEN,
        ("POST", "/grant/exchange") => EXCHANGE,
        ("POST", "/grant/invalidate") => INVALIDATE,
        ("POST", "/grant/remove") => REMOVE,
        ("POST", "/grant/pause") => PAUSE,
        ("GET", "/identity") => IDENTITY,
        ("GET", "/balance") => BALANCE,
        ("GET", "/transactions") => TRANSACTIONS,
        ("POST", "/qr-pay") => QR_PAY,
        ("GET", "/qr-pay/identity") => QR_PAY_IDENTITY,
        ("GET", "/virtual-account/identity") => VIRTUAL_ACCOUNT_IDENTITY,
        ("GET", "/gdt/invoices") => GDT_INVOICES,
        ("POST", "/transfer") => TRANSFER,
        ("GET", "/fi-services") => FI_SERVICES,
        ("POST", "/sandbox/grant/reset-login") => RESET_LOGIN,
        _ => return None,
    })
}

/// Answers an API call.
pub(crate) fn answer_api(endpoint: Endpoint, call: &Call, scene: &mut Scene<'_>) -> Answer {
    let request_id = scene.ids.request();
    match outcome(endpoint, call, scene) {
        Ok(mut body) => {
            body.insert("requestId".to_owned(), request_id.into());
            Answer::json(200, &Value::Object(body))
        }
        Err(error) => error.answer(&request_id),
    }
}

/// An error that was asked for.
pub(crate) fn refusal(code: &str, status: u16, _: &Call, scene: &mut Scene<'_>) -> Answer {
    BankhubError::new(code).at_status(status).answer(&scene.ids.request())
}

fn outcome(endpoint: Endpoint, call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let id = call.header("x-client-id").unwrap_or_default();
    let secret = call.header("x-secret-key").unwrap_or_default();
    if !scene.state.client.is(id, secret) {
        return Err(BankhubError::new("APP_NOT_FOUND"));
    }
    match endpoint {
        GRANT_TOKEN => grants::make_token(call, scene),
        GRANT_TOKEN_UPDATE => grants::make_update_token(call, scene),
        EXCHANGE => grants::exchange(call, scene),
        INVALIDATE => grants::invalidate(call, scene),
        REMOVE => grants::remove(call, scene),
        PAUSE => grants::pause(call, scene),
        RESET_LOGIN => grants::reset_login(call, scene),
        TRANSFER => payments::transfer(call, scene),
        FI_SERVICES => Ok(data::services()),
        _ => {
            let grant = data::open(endpoint, scope_of(endpoint), call, scene)?;
            match endpoint {
                IDENTITY => Ok(data::identity(&grant, scene)),
                BALANCE => Ok(data::balance(&grant, scene)),
                QR_PAY => payments::make_code(&grant, call, scene),
                QR_PAY_IDENTITY => payments::receiver(&grant),
                VIRTUAL_ACCOUNT_IDENTITY => payments::virtual_account(&grant),
                GDT_INVOICES => Ok(invoices::listed(&grant, scene)),
                _ => data::transactions(&grant, call, scene),
            }
        }
    }
}

/// The scope that a call about a grant's data needs.
fn scope_of(endpoint: Endpoint) -> &'static str {
    match endpoint {
        IDENTITY => "identity",
        BALANCE => "balance",
        QR_PAY | QR_PAY_IDENTITY => "qrpay",
        VIRTUAL_ACCOUNT_IDENTITY => "virtual_account",
        GDT_INVOICES => "gdt",
        _ => "transaction",
    }
}
