//! Reading bankHub's account data: who, how much, what moved.

use crate::contract::IdentityView;
use crate::provider::identity::masked;
use crate::provider::protocol::json;
use crate::provider::refusal::plain;
use crate::provider::{Holding, Identity, IdentityKey, Movement, Refusal, RefusalKind, Since};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Whose accounts: `/identity`, nested (accounts, owner, fiService) or flat.
pub(super) fn identity(answer: &Value) -> Result<Identity, Refusal> {
    let bank = bank_of(answer);
    let bank_code = json::first_text(bank, &["code", "id"]).or_else(|| json::text(answer.get("bankName")));
    let numbers: Vec<String> = accounts_of(answer).iter().filter_map(number).collect();
    let mut keys: Vec<IdentityKey> = numbers
        .iter()
        .filter_map(|number| {
            IdentityKey::new("account", &format!("{}:{number}", bank_code.as_deref().unwrap_or_default()))
        })
        .collect();
    let owner = answer.get("owner").unwrap_or(answer);
    keys.extend(json::text(owner.get("legalId")).and_then(|id| IdentityKey::new("owner", &id)));
    if keys.is_empty() {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no account number"));
    }
    let number = numbers.first().map(|number| masked(number)).unwrap_or_default();
    let holder = json::first_text(owner, &["name", "accountName"])
        .or_else(|| accounts_of(answer).first().and_then(|account| json::text(account.get("accountName"))));
    let bank_name = json::first_text(bank, &["name", "fiName"]).or_else(|| json::text(answer.get("bankName")));
    let shown = bank_name.map_or_else(|| number.clone(), |bank| format!("{bank} {number}"));
    let name = holder.unwrap_or_else(|| shown.clone());
    Ok(Identity { keys, view: IdentityView { name: plain(&name), masked: plain(&shown) } })
}

/// The accounts with their balances: `/balance`.
pub(super) fn holdings(answer: &Value) -> Vec<Holding> {
    let bank = bank_of(answer);
    let institution = json::first_text(bank, &["name", "fiName"]).map(|name| plain(&name));
    accounts_of(answer)
        .iter()
        .filter_map(|account| {
            Some(Holding {
                number: number(account)?,
                name: plain(&json::first_text(account, &["accountName", "name"]).unwrap_or_default()),
                institution: institution.clone().or_else(|| json::text(account.get("bankName"))),
                balance: json::money(account.get("balance"), account.get("currency")),
            })
        })
        .collect()
}

/// The query of `/transactions`. `accounts` is JSON in a query value; an entry without `fromReference` is rejected,
/// although it is documented as optional.
pub(super) fn transactions_query(accounts: &[Holding], since: Since) -> Vec<(&'static str, String)> {
    let wanted: Vec<Value> =
        accounts.iter().map(|account| json!({ "accountNumber": account.number, "fromReference": "" })).collect();
    vec![
        ("fromDate", since.from.to_string()),
        ("toDate", since.to.to_string()),
        ("accounts", Value::Array(wanted).to_string()),
    ]
}

/// The movements: `/transactions`. One that lacks a reference, a day or an amount is left out.
pub(super) fn movements(answer: &Value) -> Vec<Movement> {
    let accounts = accounts_of(answer);
    let only_account = match accounts {
        [account] => number(account),
        _ => None,
    };
    json::items(answer.get("transactions"))
        .iter()
        .filter_map(|entry| {
            let account = number(entry).or_else(|| only_account.clone())?;
            let currency = entry.get("currency").or_else(|| {
                accounts
                    .iter()
                    .find(|known| number(known).as_deref() == Some(&*account))
                    .and_then(|known| known.get("currency"))
            });
            let at = json::text(entry.get("transactionDateTime"))
                .and_then(|text| OffsetDateTime::parse(&text, &Rfc3339).ok());
            let day = json::day(entry.get("transactionDate")).or_else(|| at.map(OffsetDateTime::date))?;
            Some(Movement {
                reference: json::first_text(entry, &["reference", "id"])?,
                amount: json::money(entry.get("amount"), currency)?,
                running_balance: json::text(entry.get("runningBalance")),
                description: plain(&json::message(entry.get("description"))),
                date: day,
                at,
                account,
            })
        })
        .collect()
}

/// The list of accounts, or the only one; a flat answer is its own.
pub(super) fn accounts_of(answer: &Value) -> &[Value] {
    match json::items(answer.get("accounts")) {
        [] if answer.get("accountNumber").is_some() => std::slice::from_ref(answer),
        [] => answer.get("account").filter(|account| account.is_object()).map_or(&[], std::slice::from_ref),
        list => list,
    }
}

/// The bank, which stands beside the accounts or within the first.
pub(super) fn bank_of(answer: &Value) -> &Value {
    let within = || accounts_of(answer).first().and_then(|account| account.get("fiService"));
    answer.get("fiService").or_else(within).unwrap_or(&Value::Null)
}

fn number(account: &Value) -> Option<String> {
    json::text(account.get("accountNumber"))
}
