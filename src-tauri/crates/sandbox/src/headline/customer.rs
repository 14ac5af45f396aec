//! A customer as the API shows one: with the mixed types, the masked values and the many nulls of the guide's sample.

use super::Scene;
use super::envelope::Outcome;
use super::headers;
use super::samples::{COMPANY_ID, CUSTOMER_GROUP};
use super::state::Customer;
use crate::clock::Moment;
use crate::http::Call;
use serde_json::{Value, json};

/// The kinds of device, by their numbers from 1 on.
const DEVICES: [&str; 9] = ["H5", "PC_Web", "System", "Android", "iOS", "HOS", "PC_Win", "PC_Mac", "other"];

/// Milliseconds since 1970, as all times are on the wire.
pub(super) fn milliseconds(moment: Moment) -> i64 {
    moment.since(Moment::from_unix(0)).saturating_mul(1000)
}

/// `findCustomerInfo`: who the token belongs to.
pub(super) fn info(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let number = headers::customer(call, scene)?;
    Ok(scene
        .state
        .customer(&number)
        .map(|customer| shown(customer, customer.register_source, scene))
        .unwrap_or_default())
}

/// `thirdExt/switchAccount`: from the real account to the practice one of the provider, and back. No document says what
/// it answers.
pub(super) fn switch_account(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let number = headers::customer(call, scene)?;
    let customer = scene.state.customer_mut(&number);
    let company_type = customer.map(|customer| {
        customer.is_demo = !customer.is_demo;
        company_type(customer)
    });
    Ok(json!({ "companyType": company_type }))
}

/// The answer of a login: the customer with both tokens.
pub(super) fn logged_in(customer: &Customer, token: &str, other_token: &str, device: i64, scene: &Scene<'_>) -> Value {
    let mut data = shown(customer, device, scene);
    data["token"] = token.into();
    data["rToken"] = other_token.into();
    data["loginTime"] = milliseconds(scene.now).into();
    data
}

fn company_type(customer: &Customer) -> &'static str {
    if customer.is_demo { "demo" } else { "real" }
}

fn shown(customer: &Customer, device: i64, scene: &Scene<'_>) -> Value {
    let position = usize::try_from(device - 1).unwrap_or_default();
    let registered_at = milliseconds(customer.registered_at);
    let mut data = json!({
        "customerNo": customer.number,
        "customerGroupId": CUSTOMER_GROUP,
        "googleId": if customer.has_second_factor { customer.id } else { -1 },
        "country": customer.country,
        "companyKycStatus": scene.desk.number("company_kyc_status"),
        "source": DEVICES.get(position).copied(),
        "registerSource": customer.register_source,
        "id": customer.id,
        "email": customer.email.as_deref().map(masked_email),
        "companyType": company_type(customer),
        "registerTime": registered_at,
        "companyId": COMPANY_ID,
        "createTime": registered_at,
        "phone": customer.phone.as_deref().map(masked_phone),
        "phoneArea": customer.phone_area,
        "thirdServerCode": customer.third_server_code.as_deref().unwrap_or_default(),
    });
    if let (Some(data), Value::Object(rest)) = (data.as_object_mut(), same_for_everybody()) {
        data.extend(rest);
    }
    data
}

/// What practice has nothing to say about. Statuses are numbers here and texts there, as in the guide's sample.
fn same_for_everybody() -> Value {
    json!({
        "thirdUserId": null,
        "lastName": null,
        "kycStatus": 1,
        "assertPassStatus": "2",
        "idCard": null,
        "thirdLoginSource": null,
        "payPassStatus": "2",
        "type": 0,
        "loginPassStatus": "2",
        "idCardType": null,
        "associationCompanyId": null,
        "activateStatus": null,
        "openAccountType": 0,
        "accountRemark": null,
        "activateTime": null,
        "kycAuditStatus": 2,
        "optional": 1,
        "isFund": 0,
        "firstName": null,
        "thirdIntactMsg": null,
        "relationCustomerId": 0,
        "accountList": [],
        "name": null,
        "deposit": 1,
        "status": 2,
        "withdraw": 1,
    })
}

/// The first three digits, six stars whatever they hide, the last four.
fn masked_phone(phone: &str) -> String {
    let head: String = phone.chars().take(3).collect();
    let tail: String = phone.chars().skip(phone.chars().count().saturating_sub(4)).collect();
    format!("{head}******{tail}")
}

/// The first two characters, two stars, and the host.
fn masked_email(email: &str) -> String {
    let (name, host) = email.split_once('@').unwrap_or((email, ""));
    let head: String = name.chars().take(2).collect();
    format!("{head}**@{host}")
}
