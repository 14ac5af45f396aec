//! The data calls: whose account it is, what lies on it, what was booked.

use super::Scene;
use super::api::Outcome;
use super::error::BankhubError;
use super::history::{self, Booking, HISTORY_DAYS};
use super::samples::{BANKS, Bank, BankAccount};
use super::state::Grant;
use crate::http::{Call, Endpoint, Kind};
use serde_json::{Map, Value, json};
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// Checks what every call about a grant's data needs: a grant, in good condition, with the scope; and where it only
/// reads, that it was not called just now.
pub(super) fn open(endpoint: Endpoint, scope: &str, call: &Call, scene: &mut Scene<'_>) -> Result<Grant, BankhubError> {
    let grant = scene.state.grant_of(call).ok_or_else(|| BankhubError::new("GRANT_NOT_FOUND"))?;
    grant.permits(scope)?;
    if endpoint.kind != Kind::Data {
        return Ok(grant.clone());
    }
    let rest = scene.desk.number("rate_limit_seconds");
    let called = grant.called.get(endpoint.name);
    // A clock that was moved back would otherwise rest for as long as it was moved.
    let too_soon = called.is_some_and(|at| (0..rest).contains(&scene.now.since(*at)));
    if too_soon && scene.desk.flag("rate_limit") {
        return Err(BankhubError::new("RATE_LIMIT"));
    }
    grant.called.insert(endpoint.name.to_owned(), scene.now);
    Ok(grant.clone())
}

/// `GET /fi-services`.
pub(super) fn services() -> Map<String, Value> {
    let services: Vec<Value> = BANKS.iter().map(Bank::listed).collect();
    Map::from_iter([("fiServices".to_owned(), services.into())])
}

/// `GET /identity`: nested, or the flat object that some clients expect.
pub(super) fn identity(grant: &Grant, scene: &Scene<'_>) -> Map<String, Value> {
    let (Some(bank), Some(person)) = (grant.bank(), grant.person()) else { return Map::new() };
    let accounts: Vec<Value> = grant.accounts().iter().map(|account| listed(account, scene)).collect();
    let address = "1 Đường Thực Hành, Thành phố Mẫu";
    if scene.desk.flag("flat_identity") {
        let mut flat = accounts.into_iter().next().and_then(|account| account.as_object().cloned()).unwrap_or_default();
        flat.extend([
            ("bankName".to_owned(), bank.name.into()),
            ("address".to_owned(), address.into()),
            ("phone".to_owned(), "".into()),
            ("birthday".to_owned(), "1990-01-01".into()),
            ("email".to_owned(), person.email().into()),
            ("sex".to_owned(), Value::Null),
        ]);
        return flat;
    }
    let owner = json!({
        "name": person.name,
        "legalId": person.legal_id(),
        "address": address,
        "phone": "",
        "birthday": "1990-01-01",
        "email": person.email(),
        "sex": null,
    });
    Map::from_iter([
        ("accounts".to_owned(), accounts.into()),
        ("owner".to_owned(), owner),
        ("company".to_owned(), Value::Null),
        ("fiService".to_owned(), bank.in_identity()),
    ])
}

/// `GET /balance`.
pub(super) fn balance(grant: &Grant, scene: &Scene<'_>) -> Map<String, Value> {
    let accounts: Vec<Value> = grant.accounts().iter().map(|account| listed(account, scene)).collect();
    Map::from_iter([("accounts".to_owned(), accounts.into())])
}

fn listed(account: &BankAccount, scene: &Scene<'_>) -> Value {
    json!({
        "accountNumber": account.number,
        "accountName": account.holder,
        "currency": account.currency.code(),
        "balance": account.currency.amount(history::balance(account, scene.now)),
    })
}

/// `GET /transactions`: the days and, for each account asked for, only what follows a reference.
pub(super) fn transactions(grant: &Grant, call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let first = day(call, "fromDate")?.unwrap_or(Date::MIN);
    let last = day(call, "toDate")?.unwrap_or(Date::MAX);
    if last < first {
        return Err(BankhubError::invalid("fromDate must not be after toDate"));
    }
    let wanted = wanted_accounts(call)?;
    let accounts = grant.accounts();
    if let Some(wanted) = &wanted
        && let Some((unknown, _)) = wanted.iter().find(|(number, _)| accounts.iter().all(|own| own.number != *number))
    {
        return Err(BankhubError::invalid(format!("account {unknown} not found")));
    }
    let mut listed_accounts = Vec::new();
    let mut rows = Vec::new();
    for account in &accounts {
        let after = match &wanted {
            None => "",
            Some(wanted) => match wanted.iter().find(|(number, _)| *number == account.number) {
                Some((_, reference)) => reference,
                None => continue,
            },
        };
        listed_accounts.push(listed(account, scene));
        let mut bookings = history::bookings(account, scene.now);
        if let Some(position) = bookings.iter().position(|booking| booking.reference == after) {
            bookings.drain(..=position);
        }
        let within = bookings.iter().filter(|booking| (first..=last).contains(&booking.date));
        rows.extend(within.map(|booking| row(account, booking, scene)));
    }
    let service = grant.bank().map(|bank| {
        json!({ "id": bank.id, "code": bank.code, "name": bank.name, "logo": "", "maxHistoryDays": HISTORY_DAYS })
    });
    Ok(Map::from_iter([
        ("fiService".to_owned(), service.unwrap_or_default()),
        ("accounts".to_owned(), listed_accounts.into()),
        ("transactions".to_owned(), rows.into()),
    ]))
}

/// A booking, as `/transactions` and webhooks tell it.
pub(super) fn row(account: &BankAccount, booking: &Booking, scene: &mut Scene<'_>) -> Value {
    let reference = if scene.desk.flag("churn") { scene.ids.token("reference") } else { booking.reference.clone() };
    json!({
        "id": format!("{}:{reference}", account.number),
        "reference": reference,
        "accountNumber": account.number,
        "amount": account.currency.amount(booking.amount),
        "currency": account.currency.code(),
        "description": booking.description,
        "transactionDate": booking.date.format(DAY).unwrap_or_default(),
        "transactionDateTime": booking.at.iso_hanoi(),
        "runningBalance": booking.running_balance.map(|balance| account.currency.amount(balance)),
    })
}

fn day(call: &Call, name: &str) -> Result<Option<Date>, BankhubError> {
    let Some(text) = call.query(name).filter(|text| !text.is_empty()) else { return Ok(None) };
    let day = Date::parse(text, DAY).map_err(|_| BankhubError::invalid(format!("{name} must be YYYY-MM-DD")))?;
    Ok(Some(day))
}

/// The `accounts` parameter: JSON text, each entry with a `fromReference` that may be empty but not missing.
fn wanted_accounts(call: &Call) -> Result<Option<Vec<(String, String)>>, BankhubError> {
    let Some(text) = call.query("accounts").filter(|text| !text.is_empty()) else { return Ok(None) };
    let entries: Vec<Value> =
        serde_json::from_str(text).map_err(|_| BankhubError::invalid("accounts must be a JSON list"))?;
    let read = |entry: &Value| {
        let number = entry["accountNumber"].as_str().ok_or("accountNumber is required")?;
        let reference = entry["fromReference"].as_str().ok_or("fromReference is required")?;
        Ok((number.to_owned(), reference.to_owned()))
    };
    entries.iter().map(read).collect::<Result<_, &str>>().map(Some).map_err(BankhubError::invalid)
}
