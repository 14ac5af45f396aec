//! The lists of a company, to look at: bank accounts, contacts, products, and nine kinds of documents.
//!
//! Source: the published client library of FlowAccount. Nothing here writes.

use super::wire;
use crate::Secret;
use crate::contract::{ActionAnswer, ActionEffect, FactValue};
use crate::provider::protocol::json;
use crate::provider::{Action, Deed, Field, Form, Line, Refusal, RefusalKind};
use serde_json::Value;

/// How many a page holds.
const PAGE: usize = 20;
/// Its books are kept in baht: no list names a currency.
const CURRENCY: &str = "THB";

/// The kinds of documents, as the path of each list names them, with `_` for `-`. The usual one first.
const DOCUMENTS: &[&str] = &[
    "tax_invoices",
    "quotations",
    "billing_notes",
    "receipts",
    "cash_invoices",
    "purchases_orders",
    "purchases",
    "expenses",
    "withholding_taxes",
];

/// What a column takes from a row.
#[derive(Clone, Copy)]
pub(super) enum Take {
    Text,
    Day,
    Money,
}

/// A column: its name here, the fields it may stand in, the best first, and what is taken.
pub(super) type Column = (&'static str, &'static [&'static str], Take);

/// The columns of a list of bank accounts.
pub(super) const BANK_ACCOUNTS: &[Column] = &[
    ("account_name", &["bankAccountName"], Take::Text),
    ("account_number", &["bankAccountNumber"], Take::Text),
    ("bank", &["bankName"], Take::Text),
    ("branch", &["bankBranch"], Take::Text),
];
/// Of a list of contacts.
pub(super) const CONTACTS: &[Column] = &[
    ("name", &["contactName", "nameLocal"], Take::Text),
    ("contact_person", &["contactPerson"], Take::Text),
    ("email", &["contactEmail", "email"], Take::Text),
    ("phone", &["contactMobile", "contactOffice"], Take::Text),
    ("tax_id", &["contactTaxId"], Take::Text),
];
/// Of a list of products.
pub(super) const PRODUCTS: &[Column] = &[
    ("code", &["code", "productCode"], Take::Text),
    ("name", &["name", "productName"], Take::Text),
    ("price", &["sellPrice", "pricePerUnit"], Take::Money),
    ("unit", &["unitName"], Take::Text),
];
/// Of a list of documents, whatever their kind.
pub(super) const OF_DOCUMENTS: &[Column] = &[
    ("number", &["documentSerial"], Take::Text),
    ("contact", &["contactName"], Take::Text),
    ("day", &["publishedOn"], Take::Day),
    ("due", &["dueDate"], Take::Day),
    ("total", &["grandTotal"], Take::Money),
    ("state", &["statusString"], Take::Text),
];

const fn action(name: &'static str, fields: &'static [Field]) -> Action {
    let form = Form { id: name, fields, receiver: "api", again_after: None };
    Action { name, effect: ActionEffect::Reads, form, pages: true }
}

/// All of them.
pub(super) const ALL: &[Action] = &[
    action("documents", &[Field::choice("document_kind", DOCUMENTS)]),
    action("contacts", &[]),
    action("products", &[]),
    action("bank_accounts", &[]),
];

/// Reads a page of one.
pub(super) async fn act(line: Line<'_>, access: &Secret, deed: Deed<'_>) -> Result<ActionAnswer, Refusal> {
    let (list, columns) = match deed.action.name {
        "documents" => (deed.values.text("document_kind"), OF_DOCUMENTS),
        "contacts" => ("contacts", CONTACTS),
        "products" => ("products", PRODUCTS),
        "bank_accounts" => ("bank_accounts", BANK_ACCOUNTS),
        _ => return Err(Refusal::new(RefusalKind::OurFault)),
    };
    let mut url = line.registration.below("api", &list.replace('_', "-"));
    url.query_pairs_mut().append_pair("currentPage", &deed.page.to_string()).append_pair("pageSize", &PAGE.to_string());
    let body = wire::get(line, access, url).await?;
    read(&body, columns, deed.page)
}

/// A page: the list stands in `data` by itself, or under `list` beside its `total`.
pub(super) fn read(body: &Value, columns: &[Column], page: u32) -> Result<ActionAnswer, Refusal> {
    let data = body.get("data").filter(|data| !data.is_null()).unwrap_or(body);
    let items = if data.is_array() { Some(data) } else { data.get("list") };
    let Some(items) = items.filter(|items| items.is_array() || items.is_null()) else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no list"));
    };
    let items = json::items(Some(items));
    let rows = items.iter().map(|item| columns.iter().map(|column| cell(item, column)).collect()).collect();
    let total = data.get("total").and_then(Value::as_u64).and_then(|total| usize::try_from(total).ok());
    let seen = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(PAGE);
    // Without a total a full page may have another behind it.
    let more = total.map_or(items.len() >= PAGE, |total| total > seen && !items.is_empty());
    let names: Vec<&str> = columns.iter().map(|(name, ..)| *name).collect();
    Ok(ActionAnswer::default().listing(&names, rows).continued(more.then(|| page.saturating_add(1))))
}

fn cell(item: &Value, (_, fields, take): &Column) -> Option<FactValue> {
    let value = fields.iter().filter_map(|name| item.get(*name)).find(|value| json::text(Some(value)).is_some())?;
    match take {
        Take::Text => FactValue::text(&json::text(Some(value))?),
        Take::Money => FactValue::money(json::money(Some(value), Some(&CURRENCY.into()))?),
        Take::Day => match json::day(Some(value)) {
            Some(day) => FactValue::day(day),
            None => FactValue::text(&json::text(Some(value))?),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_is_read_in_either_shape_with_what_is_odd_left_out() {
        let rows = json!([
            { "documentSerial": "INV2026000001", "contactName": "Sample Co.", "publishedOn": "2026-01-05T00:00:00",
              "dueDate": null, "grandTotal": 1070.25, "statusString": 3, "new": [1] },
            { "documentSerial": 7, "grandTotal": "12.50", "publishedOn": "soon" },
        ]);
        for body in [json!({ "data": rows }), json!({ "data": { "list": rows, "total": 2 } }), json!({ "list": rows })]
        {
            let answer = read(&body, OF_DOCUMENTS, 1).expect("a list");
            let table = answer.table.expect("a table");
            assert_eq!(table.columns, ["number", "contact", "day", "due", "total", "state"]);
            assert_eq!(table.rows[0][2], Some(FactValue::Day { day: "2026-01-05".to_owned() }));
            assert_eq!((&table.rows[0][3], answer.next_page), (&None, None));
            assert_eq!(table.rows[0][5], FactValue::text("3"));
            let total =
                FactValue::money(crate::contract::Money { amount: "12.50".to_owned(), currency: "THB".to_owned() });
            assert_eq!(table.rows[1], [FactValue::text("7"), None, FactValue::text("soon"), None, total, None]);
        }
    }

    #[test]
    fn there_is_another_page_while_the_total_says_so_or_a_page_is_full() {
        let rows = vec![json!({ "code": "P1" }); PAGE];
        let next = |body: &Value, page| read(body, PRODUCTS, page).expect("a list").next_page;
        assert_eq!(next(&json!({ "data": { "total": 41, "list": rows } }), 2), Some(3));
        assert_eq!(next(&json!({ "data": { "total": 40, "list": rows } }), 2), None);
        assert_eq!(next(&json!({ "data": rows }), 1), Some(2));
        assert_eq!(next(&json!({ "data": rows[1..] }), 1), None);
        assert_eq!(next(&json!({ "data": { "total": 41, "list": null } }), 1), None, "an empty page ends it");
    }

    #[test]
    fn what_is_no_list_is_not_read_as_an_empty_one() {
        for body in [json!({ "data": "soon" }), json!({ "data": { "list": "soon" } }), json!({})] {
            let refusal = read(&body, CONTACTS, 1).expect_err("no list");
            assert_eq!(refusal.kind, RefusalKind::Unreadable);
        }
    }
}
