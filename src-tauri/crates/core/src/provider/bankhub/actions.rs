//! What bankHub does for a linked account besides showing it: payment codes, the accounts that receive, tax invoices, and the
//! grant's own switches.
//!
//! Never `/transfer`: Linkdesk moves no money.

use super::wire::{call, get, post};
use super::{access, accounts, facts, scopes};
use crate::Secret;
use crate::contract::{ActionAnswer, FactValue, Reason};
use crate::http::Call;
use crate::provider::protocol::json;
use crate::provider::{Action, Credential, Deed, Line, Refusal, RefusalKind, Values};
use serde_json::{Value, json};

/// Whether the scope of an action was asked for when the grant was given.
pub(super) fn offers(credential: &Credential, action: &Action) -> bool {
    scopes::of_action(action).is_none_or(|scope| scopes::asks_for(credential, scope))
}

/// Does an action.
pub(super) async fn act(line: Line<'_>, credential: &Credential, deed: Deed<'_>) -> Result<ActionAnswer, Refusal> {
    let token = access(credential)?;
    let outcome = match deed.action.name {
        // The list of banks asks for the client's own headers only.
        facts::BANKS => call(line, Call::get(line.registration.below("api", "fi-services")), None).await,
        facts::PAYMENT_CODE => post(line, "qr-pay", &order(deed.values)?, Some(token)).await.map_err(of_order),
        facts::PAYMENT_ACCOUNT => get(line, "qr-pay/identity", token, &[]).await,
        facts::VIRTUAL_ACCOUNT => get(line, "virtual-account/identity", token, &[]).await,
        facts::INVOICES => get(line, "gdt/invoices", token, &[]).await,
        facts::PAUSE => post(line, "grant/pause", &json!({}), Some(token)).await,
        _ => Err(Refusal::new(RefusalKind::OurFault)),
    };
    match outcome {
        Ok(answer) => read(deed.action, &answer),
        Err(refusal) if scopes::of_action(deed.action).is_some() && matches!(refusal.kind, RefusalKind::Gone(_)) => {
            Err(doubted(line, credential, token, refusal).await)
        }
        Err(refusal) => Err(refusal),
    }
}

/// "No such grant" where a scope is needed: bankHub says so of a missing scope, too. Asking whose account it is tells the
/// two apart; nobody is cut off for a permission that was never given.
async fn doubted(line: Line<'_>, credential: &Credential, token: &Secret, refusal: Refusal) -> Refusal {
    match get(line, scopes::identity_call(credential), token, &[]).await {
        Err(asked) if asked.kind != RefusalKind::Throttled => asked,
        _ => Refusal { kind: RefusalKind::NeedsPerson(Reason::PermissionMissing), ..refusal },
    }
}

/// The body of `/qr-pay`. Dong have no decimals, and an amount is a JSON number there.
fn order(values: &Values) -> Result<Value, Refusal> {
    let amount = values.text("amount").parse::<i64>();
    let amount = amount.map_err(|_| Refusal::new(RefusalKind::Input).about("amount"))?;
    Ok(json!({
        "amount": amount,
        "description": values.text("description"),
        "referenceNumber": values.text("reference"),
    }))
}

/// A parameter of `/qr-pay` that is not accepted was typed: the message names it.
fn of_order(refusal: Refusal) -> Refusal {
    if refusal.provider_code.as_deref() != Some("INVALID_PARAM") {
        return refusal;
    }
    let message = refusal.provider_message.clone().unwrap_or_default();
    let named = [("amount", "amount"), ("description", "description"), ("referenceNumber", "reference")];
    let field = named.into_iter().find(|(parameter, _)| message.contains(parameter)).map(|(_, field)| field);
    Refusal { kind: RefusalKind::Input, field, ..refusal }
}

/// Reads the answer of an action.
pub(super) fn read(action: &Action, answer: &Value) -> Result<ActionAnswer, Refusal> {
    match action.name {
        facts::BANKS => Ok(banks(answer)),
        facts::PAYMENT_CODE => payment_code(answer),
        facts::PAYMENT_ACCOUNT | facts::VIRTUAL_ACCOUNT => account(answer),
        facts::INVOICES => Ok(invoices(answer)),
        _ => Ok(ActionAnswer::default()),
    }
}

fn banks(answer: &Value) -> ActionAnswer {
    let row = |bank: &Value| {
        let kind = json::text(bank.get("type")).map(|kind| kind.to_lowercase());
        vec![
            FactValue::of(bank, &["name", "fiName"]),
            FactValue::of(bank, &["fiFullName"]),
            kind.and_then(|kind| FactValue::word(&kind)),
            FactValue::of(bank, &["fiBin"]),
            FactValue::of(bank, &["code"]),
        ]
    };
    let rows = json::items(answer.get("fiServices")).iter().map(row).collect();
    ActionAnswer::default().listing(&["bank", "full_name", "type", "bin", "bank_code"], rows)
}

fn payment_code(answer: &Value) -> Result<ActionAnswer, Refusal> {
    let made = answer.get("qrPay").unwrap_or(answer);
    let unreadable = || Refusal::new(RefusalKind::Unreadable).coded("no qrCode");
    let code = json::text(made.get("qrCode")).ok_or_else(unreadable)?;
    Ok(ActionAnswer::default()
        .with("amount", json::money(made.get("amount"), None).and_then(FactValue::money))
        .with("description", FactValue::of(made, &["description"]))
        .with("reference", FactValue::of(made, &["referenceNumber"]))
        .with("virtual_account_number", FactValue::of(made, &["virtualAccountNumber"]))
        .with("account_number", FactValue::of(made, &["accountNumber"]))
        .with("holder", FactValue::of(made, &["accountName"]))
        .with("bin", FactValue::of(made, &["bin"]))
        .drawing(&code))
}

/// An account with its bank.
fn account(answer: &Value) -> Result<ActionAnswer, Refusal> {
    let account = accounts::accounts_of(answer).first().unwrap_or(&Value::Null);
    let bank = accounts::bank_of(answer);
    let told = ActionAnswer::default()
        .with("virtual_account_number", FactValue::of(account, &["virtualAccountNumber"]))
        .with("account_number", FactValue::of(account, &["accountNumber"]))
        .with("holder", FactValue::of(account, &["accountName"]))
        .with("bank", FactValue::of(bank, &["name", "fiName"]))
        .with("bin", FactValue::of(bank, &["fiBin"]));
    if told.facts.is_empty() {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no account"));
    }
    Ok(told)
}

/// Tax invoices. Their fields are not published: English words, or the abbreviations of the tax office.
fn invoices(answer: &Value) -> ActionAnswer {
    let list =
        ["invoices", "data", "datas"].into_iter().find_map(|name| answer.get(name).filter(|list| list.is_array()));
    let row = |invoice: &Value| {
        let day = ["invoiceDate", "issuedDate", "tdlap"].into_iter().find_map(|name| json::day(invoice.get(name)));
        let total = ["totalAmount", "tgtttbso"].into_iter().find_map(|name| invoice.get(name));
        let currency = ["currency", "dvtte"].into_iter().find_map(|name| invoice.get(name));
        vec![
            FactValue::of(invoice, &["invoiceNumber", "shdon"]),
            FactValue::of(invoice, &["invoiceSeries", "khhdon"]),
            day.and_then(FactValue::day),
            FactValue::of(invoice, &["sellerName", "nbten"]),
            FactValue::of(invoice, &["buyerName", "nmten"]),
            json::money(total, currency).and_then(FactValue::money),
        ]
    };
    let rows = json::items(list).iter().map(row).collect();
    ActionAnswer::default().listing(&["number", "series", "day", "seller", "buyer", "total"], rows)
}
