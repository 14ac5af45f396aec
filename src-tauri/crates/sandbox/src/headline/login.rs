//! The login with its second factor, and the exchange of the token it gives.

use super::Scene;
use super::customer;
use super::envelope::{Body, HeadlineError, Outcome};
use super::headers;
use super::register::area_of;
use super::state::{Condition, Customer, Pass};
use crate::http::Call;
use crate::{Fault, Provider};
use serde_json::Value;

/// How many wrong codes need a fresh one.
const WRONG_CODES: u32 = 3;

/// `CustomerWebApiService.login`: by e-mail (1), phone (2) or customer number (3).
pub(super) fn log_in(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    if scene.desk.flag("captcha_required") && headers::of(call, "captcha").is_none() {
        return Err(HeadlineError::new("F999999"));
    }
    let body = Body::of(call)?;
    let kind = body.number("type", 1..=3)?;
    let device = body.number("device", 1..=9)?;
    let name = body.needed("loginName")?;
    if body.flag("isThird") {
        return Err(HeadlineError::new("GATEWAY_CODE_201"));
    }
    if kind == 2 && body.text("phoneArea").is_none() && scene.desk.flag("strict_headers") {
        return Err(HeadlineError::new("CUSTOMER_API_0000505"));
    }
    let password = body.needed("loginPwd")?;
    let area = area_of(&body);
    let number = number_of(scene, |customer| match kind {
        1 => is_email(customer, &name),
        2 => customer.phone.as_ref() == Some(&name) && customer.phone_area == area,
        _ => customer.number == name,
    });
    let number = check_password(number, &password, scene)?;
    if asks_for_code(&number, scene) {
        let code = body.text("verifyCode").or_else(|| body.text("googleCode"));
        let Some(code) = code else {
            send_code(&number, scene);
            return Err(HeadlineError::new("CUSTOMER_API_0000138"));
        };
        check_code(&number, &code, scene)?;
    }
    if scene.state.customer(&number).is_some_and(|customer| customer.condition == Condition::Withdrawn) {
        return Err(HeadlineError::new(&scene.desk.word("locked_code")));
    }
    let number = who_really_signs_in(number, scene);
    Ok(open(&number, device, scene))
}

/// The number of the first customer that fits.
fn number_of(scene: &Scene<'_>, fits: impl Fn(&Customer) -> bool) -> Option<String> {
    scene.state.customers.iter().find(|customer| fits(customer)).map(|customer| customer.number.clone())
}

fn is_email(customer: &Customer, name: &str) -> bool {
    customer.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(name))
}

/// The customer with this e-mail address, phone number or customer number, as one field of a page takes them.
pub(super) fn find(name: &str, scene: &Scene<'_>) -> Option<String> {
    number_of(scene, |customer| {
        customer.number == name || is_email(customer, name) || customer.phone.as_deref() == Some(name)
    })
}

/// The customer if the hashed password is right and the customer may log in.
pub(super) fn check_password(
    number: Option<String>,
    password: &str,
    scene: &Scene<'_>,
) -> Result<String, HeadlineError> {
    let customer = number.and_then(|number| scene.state.customer(&number));
    match customer.filter(|customer| customer.has_password(password)) {
        None => Err(HeadlineError::new(&scene.desk.word("wrong_password_code"))),
        Some(customer) if customer.condition == Condition::Locked => {
            Err(HeadlineError::new(&scene.desk.word("locked_code")))
        }
        Some(customer) => Ok(customer.number.clone()),
    }
}

/// Whether the customer has to enter a code.
pub(super) fn asks_for_code(number: &str, scene: &Scene<'_>) -> bool {
    scene.desk.flag("mfa_for_all") || scene.state.customer(number).is_some_and(|customer| customer.has_second_factor)
}

/// Sends a fresh code to the practice phone.
pub(super) fn send_code(number: &str, scene: &mut Scene<'_>) {
    let code = scene.ids.one_time_password();
    scene.phone.deliver(scene.now, Provider::Headline, &code, "Headline");
    if let Some(customer) = scene.state.customer_mut(number) {
        customer.code = Some(code);
        customer.wrong_codes = 0;
    }
}

/// Checks a code; a right one is used up, and too many wrong ones end the one that was sent.
pub(super) fn check_code(number: &str, code: &str, scene: &mut Scene<'_>) -> Result<(), HeadlineError> {
    let customer = scene.state.customer_mut(number);
    let Some(customer) = customer else { return Err(HeadlineError::new("CUSTOMER_API_0000511")) };
    if customer.code.as_deref() == Some(code) {
        customer.code = None;
        return Ok(());
    }
    customer.wrong_codes += 1;
    if customer.wrong_codes < WRONG_CODES {
        return Err(HeadlineError::new("CUSTOMER_API_0000511"));
    }
    customer.code = None;
    Err(HeadlineError::new("CUSTOMER_API_0000512"))
}

/// The customer who signs in: the one who typed the login, unless the dial says somebody else.
pub(super) fn who_really_signs_in(number: String, scene: &mut Scene<'_>) -> String {
    if !scene.desk.takes(Fault::WrongAccount) {
        return number;
    }
    let other = number_of(scene, |customer| customer.number != number && customer.condition == Condition::Good);
    other.unwrap_or(number)
}

fn open(number: &str, device: i64, scene: &mut Scene<'_>) -> Value {
    let token = format!("{}app", scene.ids.uuid());
    let pass = Pass {
        customer: number.to_owned(),
        exchange_until: Some(scene.now.plus(scene.desk.number("login_token_seconds"))),
        ends_at: scene.now.plus(scene.desk.number("access_token_seconds")),
    };
    scene.state.passes.insert(token.clone(), pass);
    let other_token = scene.ids.hex();
    if let Some(customer) = scene.state.customer_mut(number) {
        customer.has_signed_in = true;
    }
    let Some(customer) = scene.state.customer(number) else { return Value::Null };
    customer::logged_in(customer, &token, &other_token, device, scene)
}

/// `thirdExt/randomKey`: the token in the header for the final one, as a bare text. It uses the login token up.
pub(super) fn exchange(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let token = headers::of(call, "token").ok_or_else(|| HeadlineError::new("GATEWAY_CODE_001"))?;
    let pass = scene.state.passes.get(token).filter(|pass| scene.now < pass.ends_at);
    let is_fresh = |pass: &&Pass| pass.exchange_until.is_some_and(|until| scene.now < until);
    let customer = pass.filter(is_fresh).map(|pass| pass.customer.clone());
    let customer = customer.ok_or_else(|| HeadlineError::expired(scene))?;
    if scene.desk.flag("exchange_ends_login_token") {
        scene.state.passes.remove(token);
    } else if let Some(pass) = scene.state.passes.get_mut(token) {
        pass.exchange_until = Some(scene.now);
    }
    let access_token = scene.ids.token("access");
    let ends_at = scene.now.plus(scene.desk.number("access_token_seconds"));
    scene.state.passes.insert(access_token.clone(), Pass { customer, exchange_until: None, ends_at });
    Ok(Value::from(access_token))
}
