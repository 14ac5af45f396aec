//! The payment calls: codes that somebody else pays by, the accounts that receive, and transfers, which never happen.

use super::api::Outcome;
use super::error::BankhubError;
use super::samples::{BankAccount, Currency};
use super::state::Grant;
use super::{Scene, qr};
use crate::http::Call;
use serde_json::{Map, Value, json};

/// The longest description of a payment code, in characters. The real limit, which no document names.
const DESCRIPTION: usize = 9;

/// `POST /qr-pay`: a code for one payment, with a virtual account of its own.
pub(super) fn make_code(grant: &Grant, call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let body = call.json().ok_or_else(|| BankhubError::invalid("body is not JSON"))?;
    let amount = body["amount"].as_i64().filter(|amount| *amount > 0);
    let amount = amount.ok_or_else(|| BankhubError::invalid("amount must be a positive integer"))?;
    let text = |name: &str| {
        let given = body[name].as_str().map(str::trim).filter(|text| !text.is_empty());
        given.ok_or_else(|| BankhubError::invalid(format!("{name} is required")))
    };
    let (description, reference) = (text("description")?, text("referenceNumber")?);
    if description.chars().count() > DESCRIPTION {
        return Err(BankhubError::invalid(format!("description must not be longer than {DESCRIPTION} characters")));
    }
    let account = receiving(grant)?;
    scene.state.payment_codes += 1;
    let number = format!("99{}{:06}", bin(grant), scene.state.payment_codes);
    let code = json!({
        "accountNumber": account.number,
        "accountName": account.holder,
        "description": description,
        "virtualAccountNumber": number,
        "amount": amount,
        "bin": bin(grant),
        "qrCode": qr::text(bin(grant), &number, amount, description),
        "referenceNumber": reference,
    });
    Ok(Map::from_iter([("qrPay".to_owned(), code)]))
}

/// `GET /qr-pay/identity`: the account that payment codes lead to.
pub(super) fn receiver(grant: &Grant) -> Outcome {
    account(grant, None)
}

/// `GET /virtual-account/identity`: the virtual account and the one behind it.
pub(super) fn virtual_account(grant: &Grant) -> Outcome {
    account(grant, Some(format!("98{}000001", bin(grant))))
}

fn account(grant: &Grant, virtual_number: Option<String>) -> Outcome {
    let account = receiving(grant)?;
    let mut answer = Map::from_iter([
        ("accountNumber".to_owned(), account.number.into()),
        ("accountName".to_owned(), account.holder.into()),
        ("currency".to_owned(), account.currency.code().into()),
        ("fiService".to_owned(), grant.bank().map_or(Value::Null, super::samples::Bank::listed)),
    ]);
    answer.extend(virtual_number.map(|number| ("virtualAccountNumber".to_owned(), number.into())));
    Ok(answer)
}

/// The account that money comes in on: the first one in dong.
fn receiving(grant: &Grant) -> Result<BankAccount, BankhubError> {
    let account = grant.accounts().into_iter().find(|account| account.currency == Currency::Vnd);
    account.ok_or_else(|| BankhubError::new("FI_SERVICE_NOT_FOUND"))
}

fn bin(grant: &Grant) -> &'static str {
    grant.bank().map_or("", |bank| bank.bin)
}

/// `POST /transfer`: refused by the caller's address before token and parameters are looked at; and where the address is
/// allowed, because no practice bank offers it. Nothing is ever moved.
pub(super) fn transfer(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    if !scene.desk.flag("transfer_ip_allowed") {
        return Err(BankhubError::new("IP_NOT_ALLOWED"));
    }
    let grant = scene.state.grant_of(call).ok_or_else(|| BankhubError::new("GRANT_NOT_FOUND"))?;
    grant.permits("transfer")?;
    Err(BankhubError::new("FI_SERVICE_NOT_FOUND"))
}
