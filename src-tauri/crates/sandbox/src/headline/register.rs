//! What the partner's own server calls: its authorization, and the registration of a customer.

use super::Scene;
use super::envelope::{Body, HeadlineError, Outcome};
use super::headers;
use super::samples::{COMPANY_ID, CUSTOMER_GROUP};
use super::state::{Condition, Customer};
use crate::http::Call;
use serde_json::{Value, json};

/// The area code of a phone number that comes without one.
pub(super) const USUAL_AREA: &str = "+86";
/// What comes before the number of the first customer who registers.
const FIRST_NUMBER: i64 = 86_100_000;
/// What comes before the id of the first customer who registers.
const FIRST_ID: i64 = 1000;

/// `CompanyAuthDubboService.auth`: a manager token for the application's id and secret.
pub(super) fn authorize_manager(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let body = Body::of(call)?;
    if !scene.state.client.is(&body.needed("appId")?, &body.needed("appSecret")?) {
        return Err(HeadlineError::new("CUSTOMER_API_0001029"));
    }
    let token = scene.ids.token("manager");
    let ends_at = scene.now.plus(scene.desk.number("manager_token_seconds"));
    scene.state.manager_tokens.insert(token.clone(), ends_at);
    Ok(json!({
        "id": COMPANY_ID,
        "code": "practice",
        "name": "Practice Company",
        "companyType": "real",
        "status": 1,
        "lang": "en-US",
        "timezone": 0,
        "tradeTypes": "1",
        "startNumber": FIRST_NUMBER,
        "appId": scene.state.client.id,
        "publicKey": "",
        "token": token,
    }))
}

/// `addCusAndOpenAccountAndKyc`: a new customer, whose number is a text.
pub(super) fn add_customer(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    if let Some(token) = headers::of(call, "token") {
        let ends_at = scene.state.manager_tokens.get(token).copied();
        ends_at.filter(|ends_at| scene.now < *ends_at).ok_or_else(|| HeadlineError::expired(scene))?;
    }
    let customer = read(&Body::of(call)?)?;
    refuse_known(&customer, scene)?;
    let added = i64::try_from(scene.state.customers.iter().filter(|own| own.id > FIRST_ID).count()).unwrap_or_default();
    let customer = Customer {
        number: (FIRST_NUMBER + added + 1).to_string(),
        id: FIRST_ID + added + 1,
        registered_at: scene.now,
        ..customer
    };
    let number = customer.number.clone();
    scene.state.customers.push(customer);
    if scene.desk.flag("registration_times_out") {
        return Err(HeadlineError::new("GATEWAY_CODE_902"));
    }
    Ok(Value::from(number))
}

fn read(body: &Body) -> Result<Customer, HeadlineError> {
    let email = body.text("email").map(|email| email.to_lowercase());
    let phone = body.text("phone");
    if email.is_none() && phone.is_none() {
        return Err(HeadlineError::new("CUSTOMER_API_0000105"));
    }
    if email.as_deref().is_some_and(|email| !looks_like_an_address(email)) {
        return Err(HeadlineError::new("CUSTOMER_API_0000510"));
    }
    // A sample of the guide keeps the placeholder of its template as the number.
    if phone.as_deref().is_some_and(|phone| !phone.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(HeadlineError::new("CUSTOMER_API_0000504"));
    }
    if phone.as_deref().is_some_and(|phone| !(4..=15).contains(&phone.len())) {
        return Err(HeadlineError::new("CUSTOMER_API_0000503"));
    }
    let password = body.needed("pwd")?;
    let is_hash = password.len() == 32 && password.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hash {
        return Err(HeadlineError::new("GATEWAY_CODE_015"));
    }
    if body.number("customerGroupId", 0..=i64::MAX)? != CUSTOMER_GROUP {
        return Err(HeadlineError::new("CUSTOMER_API_0000301"));
    }
    Ok(Customer {
        number: String::new(),
        id: 0,
        email,
        phone_area: area_of(body),
        phone,
        password,
        country: body.needed("country")?,
        register_source: body.number("registerSource", 1..=9)?,
        third_server_code: body.text("thirdServerCode"),
        registered_at: crate::clock::Moment::from_unix(0),
        condition: Condition::Good,
        has_second_factor: false,
        code: None,
        wrong_codes: 0,
        has_signed_in: false,
        is_demo: false,
    })
}

/// The area code in a body, with the plus sign that some clients leave out.
pub(super) fn area_of(body: &Body) -> String {
    body.text("phoneArea").map_or_else(|| USUAL_AREA.to_owned(), |area| format!("+{}", area.trim_start_matches('+')))
}

fn looks_like_an_address(email: &str) -> bool {
    email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

fn refuse_known(customer: &Customer, scene: &Scene<'_>) -> Result<(), HeadlineError> {
    let any = |is_same: &dyn Fn(&Customer) -> bool| scene.state.customers.iter().any(is_same);
    let has_phone = customer.phone.is_some()
        && any(&|own| (&own.phone, &own.phone_area) == (&customer.phone, &customer.phone_area));
    let has_email = customer.email.is_some() && any(&|own| own.email == customer.email);
    let has_code =
        customer.third_server_code.is_some() && any(&|own| own.third_server_code == customer.third_server_code);
    let general = "CUSTOMER_API_0000101";
    let code = match (has_phone, has_email, has_code) {
        (false, false, false) => return Ok(()),
        _ if scene.desk.word("duplicate_code") == general => general,
        (true, _, _) => "CUSTOMER_API_0000106",
        (_, true, _) => "CUSTOMER_API_0000107",
        _ => general,
    };
    Err(HeadlineError::new(code))
}
