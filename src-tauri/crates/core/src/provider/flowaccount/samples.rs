//! `FlowAccount`'s room against the fixtures.

use super::company::Company;
use super::*;
use crate::http::Reply;
use crate::provider::samples;
use serde_json::Value;

fn read(call: &str, reply: &Reply) -> Option<Result<(), Refusal>> {
    let list = |columns| move |body: Value| lists::read(&body, columns, 1).map(drop);
    Some(match call {
        "token-code" | "token-client-credentials" => oauth::read_tokens(reply, RefusalKind::AnswerRefused).map(drop),
        "token-refresh" => oauth::read_tokens(reply, oauth::REFRESH_REFUSED).map(drop),
        "company-info" => wire::read(reply).and_then(|body| Company::of(&body).identity(None).map(drop)),
        "bank-accounts" => wire::read(reply).and_then(list(lists::BANK_ACCOUNTS)),
        "contacts" => wire::read(reply).and_then(list(lists::CONTACTS)),
        "products" => wire::read(reply).and_then(list(lists::PRODUCTS)),
        "quotations" | "billing-notes" | "tax-invoices" | "receipts" | "cash-invoices" | "purchases-orders"
        | "purchases" | "expenses" | "withholding-taxes" => wire::read(reply).and_then(list(lists::OF_DOCUMENTS)),
        _ => return None,
    })
}

#[test]
fn every_sample_is_read_or_refused() {
    samples::read_all("flowaccount", &[], read);
}

#[test]
fn the_pages_of_the_samples_lead_back_to_what_they_mean() {
    let registration = tests::registration();
    let back =
        |sample| Flowaccount.read_return(&registration, &samples::returned("flowaccount", "authorize", sample), false);
    assert!(matches!(back("allowed"), Returned::Answer(_)));
    assert!(matches!(back("refused"), Returned::Denied));
}
