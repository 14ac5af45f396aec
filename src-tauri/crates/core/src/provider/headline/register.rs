//! Opening a customer: the manager's call that registers and binds one, and the login that follows.
//!
//! Registering is sent once. Whoever was registered, or may have been, is asked to sign in, and never registered again.

use super::errors::{Asking, EXISTS};
use super::wire::{Place, post};
use super::{facts, login};
use crate::Secret;
use crate::provider::protocol::{json, token};
use crate::provider::{Asked, Carried, Filled, Line, Refusal, RefusalKind, Step, Values};
use crate::registration::Registration;
use serde_json::{Value, json};

const AUTHORIZE: Place = Place::manager("auth/admin.admin.CompanyAuthDubboService.auth");
const ADD: Place = Place::manager("global/customer.admin.WhiteCustomerAdminApiService.addCusAndOpenAccountAndKyc");

/// Whether the registration says under what a customer is put: without the group and the source there is no such call.
pub(super) fn is_open_to(registration: &Registration) -> bool {
    registration.field("customer_group_id").is_some() && registration.field("register_source").is_some()
}

/// The manager's own authorization. Its token opens the whole company, so it lives for the one call that needs it.
pub(super) async fn authorize(line: Line<'_>) -> Result<Value, Refusal> {
    let body = json!({
        "appId": line.registration.required("app_id"),
        "appSecret": line.registration.secret("app_secret").expose(), // the manager's own authorization
    });
    post(line, AUTHORIZE, &body, None, Asking::Registration).await
}

/// Registers whom the form describes, and signs in as them.
pub(super) async fn open_customer(line: Line<'_>, filled: &Filled<'_>) -> Result<Step, Refusal> {
    let values = filled.values;
    let typed = login::carried(values)?;
    let body = body(line.registration, values, &typed)?;
    let manager = authorize(line).await?;
    let manager = manager.get("token").and_then(Value::as_str).filter(|value| token::is_token(value));
    let Some(manager) = manager.map(Secret::from) else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no usable manager token"));
    };
    let answer = match post(line, ADD, &body, Some(&manager), Asking::NewCustomer).await {
        Ok(answer) => answer,
        Err(refusal) if may_be_done(&refusal) => {
            let refusal = Refusal { kind: RefusalKind::PerhapsRegistered, ..refusal };
            return Ok(Step::Form(Asked::new(&facts::PERHAPS_REGISTERED).carrying(typed).after(refusal)));
        }
        Err(refusal) => return Err(at_its_field(refusal, values)),
    };
    let known =
        json::text(Some(&answer)).map_or_else(|| login::copied(&typed), |number| login::by_number(&typed, &number));
    match login::ask(line, login::copied(&known), None).await {
        Ok(step) => Ok(step),
        Err(refusal) => {
            let refusal = Refusal { kind: RefusalKind::Registered, field: None, ..refusal };
            Ok(Step::Form(Asked::new(&facts::REGISTERED).carrying(known).after(refusal)))
        }
    }
}

/// Signs in whoever was registered, or may have been: with the password that is typed once more.
pub(super) async fn sign_in(line: Line<'_>, filled: &Filled<'_>) -> Result<Step, Refusal> {
    let mut carried = login::copied(filled.carried);
    carried.insert("password", login::hashed(&filled.values.secret("password")));
    login::mark(&mut carried, filled.values);
    login::ask(line, carried, None).await
}

/// What the call takes. The password goes as its hash, which is as good as itself.
pub(super) fn body(registration: &Registration, values: &Values, typed: &Carried) -> Result<Value, Refusal> {
    let unfit = |field: &'static str| Refusal::new(RefusalKind::Input).about(field);
    if !values.secret("password").matches(values.text("password_again")) {
        return Err(unfit("password_again"));
    }
    let country = values.text("country").to_ascii_uppercase();
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(unfit("country"));
    }
    let text = |name: &str| typed.get(name).map_or("", Secret::expose); // what was typed, about to be sent
    let mut body = json!({
        "pwd": text("password"),
        "country": country,
        "registerSource": number(registration, "register_source"),
        "customerGroupId": number(registration, "customer_group_id"),
    });
    if typed.contains_key("area") {
        body["phone"] = text("name").into();
        body["phoneArea"] = text("area").into();
    } else {
        body["email"] = text("name").into();
    }
    let trades = registration.field("trade_types").map(trade_types).unwrap_or_default();
    if !trades.is_empty() {
        body["tradeTypeCurrencyList"] = trades.into();
    }
    Ok(body)
}

/// A field of the registration as the number that the document writes; what is none goes as it stands.
fn number(registration: &Registration, name: &str) -> Value {
    let text = registration.field(name).unwrap_or_default();
    text.parse::<i64>().map_or_else(|_| text.into(), Value::from)
}

/// What is traded, and in which currency: `1:USDT, 5:USDT`.
fn trade_types(text: &str) -> Vec<Value> {
    let pairs = text.split(',').filter_map(|pair| pair.split_once(':'));
    pairs.map(|(kind, currency)| json!({ "tradeType": kind.trim(), "allCurrency": currency.trim() })).collect()
}

/// Whether the customer may be registered although the answer does not say so.
pub(super) const fn may_be_done(refusal: &Refusal) -> bool {
    refusal.is_ambiguous() || matches!(refusal.kind, RefusalKind::Trouble)
}

/// The general code for somebody who exists already names no field: it is about what they were registered by.
fn at_its_field(refusal: Refusal, values: &Values) -> Refusal {
    match refusal.provider_code.as_deref() {
        Some(EXISTS) if values.text("login_type") == "email" => refusal.about("email"),
        Some(EXISTS) => refusal.about("phone"),
        _ => refusal,
    }
}
