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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::headline::tests::{answered, refused, registration_with, typed, typed_into};

    fn registering(fields: &[(&str, &str)], changes: &[(&str, &str)]) -> Result<Value, Refusal> {
        let values = typed_into(&facts::REGISTER, fields);
        body(&registration_with(changes), &values, &login::carried(&values)?)
    }

    #[test]
    fn a_new_customer_is_described_as_the_guide_writes_one() {
        const GROUPED: [(&str, &str); 1] = [(
            "locale =",
            "customer_group_id = \"1\"\nregister_source = \"2\"\ntrade_types = \"1:USDT, 5:USD\"\nlocale =",
        )];
        const PHONE: [(&str, &str); 5] = [
            ("login_type", "phone"),
            ("phone", "+84 000000009"),
            ("country", "vn"),
            ("password", "sample password"),
            ("password_again", "sample password"),
        ];
        let body = registering(&PHONE, &GROUPED).expect("it can be sent");
        assert_eq!(
            body,
            json!({
                "phone": "000000009",
                "phoneArea": "+84",
                "pwd": login::hashed(&Secret::from("sample password")).expose(),
                "country": "VN",
                "registerSource": 2,
                "customerGroupId": 1,
                "tradeTypeCurrencyList": [
                    { "tradeType": "1", "allCurrency": "USDT" },
                    { "tradeType": "5", "allCurrency": "USD" },
                ],
            })
        );
        let email = [("login_type", "email"), ("email", "new@practice.test"), PHONE[2], PHONE[3], PHONE[4]];
        let body = registering(&email, &[]).expect("it can be sent");
        assert_eq!(
            (&body["email"], body.get("phone"), body.get("phoneArea")),
            (&json!("new@practice.test"), None, None)
        );
        assert_eq!(body.get("tradeTypeCurrencyList"), None, "what the registration does not say is not sent");
        assert!(is_open_to(&registration_with(&GROUPED)) && !is_open_to(&registration_with(&[])));

        for (field, changed) in [("password_again", (4, "another")), ("country", (2, "8")), ("phone", (1, "000000009"))]
        {
            let mut unfit = PHONE;
            unfit[changed.0].1 = changed.1;
            let refusal = registering(&unfit, &GROUPED).expect_err("it is found before anything is sent");
            assert_eq!((refusal.kind, refusal.field), (RefusalKind::Input, Some(field)));
        }
    }

    #[test]
    fn what_was_perhaps_registered_is_never_registered_again() {
        for trouble in ["500", "GATEWAY_CODE_902", "GATEWAY_CODE_013"] {
            assert!(may_be_done(&refused(trouble, Asking::NewCustomer)), "{trouble}");
        }
        let unread = |body| answered(200, &[], body, Asking::NewCustomer).expect_err("it is no answer");
        assert!(["", "{", "<html>"].map(unread).iter().all(may_be_done));
        for kind in [RefusalKind::Unreachable, RefusalKind::Tls, RefusalKind::Throttled, RefusalKind::Registration] {
            assert!(!may_be_done(&Refusal::new(kind)), "{kind:?}: nothing was done");
        }
        for (code, field) in [("CUSTOMER_API_0000106", "phone"), ("CUSTOMER_API_0000107", "email")] {
            let refusal = refused(code, Asking::NewCustomer);
            assert_eq!((refusal.kind, refusal.field), (RefusalKind::Input, Some(field)), "{code}");
            assert!(!may_be_done(&refusal));
        }
        let group = refused("CUSTOMER_API_0000301", Asking::NewCustomer);
        assert_eq!((group.kind, group.field), (RefusalKind::Registration, Some("client.customer_group_id")));
        let login = login::carried(&typed(&[("login_type", "phone"), ("phone", "+84 000000009"), ("password", "p")]));
        let by_number = login::body(&login::by_number(&login.expect("it can be sent"), "86100001"), None);
        assert_eq!((&by_number["type"], &by_number["loginName"]), (&json!(3), &json!("86100001")));
        assert_eq!(by_number.get("phoneArea"), None);
    }
}
