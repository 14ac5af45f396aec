//! The lists of a business: bank accounts, contacts, products, documents. Invented, and always the same for a business.

use super::samples::Business;
use crate::http::{Answer, Call, Endpoint, Kind};
use serde_json::{Value, json};

/// How many a page holds where nobody says.
const PAGE: usize = 20;
/// The most a page holds.
const MOST: usize = 100;

/// What stands in a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    BankAccounts,
    Contacts,
    Products,
    /// Documents, with what their numbers begin with.
    Documents(&'static str),
}

/// A list: its path, its endpoint, what stands in it, and how many.
struct List {
    path: &'static str,
    endpoint: Endpoint,
    of: Of,
    count: usize,
}

const fn list(path: &'static str, endpoint: &'static str, of: Of, count: usize) -> List {
    List { path, endpoint: Endpoint::new(endpoint, Kind::Data), of, count }
}

const LISTS: [List; 12] = [
    list("/test/bank-accounts", "list.bank_accounts", Of::BankAccounts, 2),
    list("/test/contacts", "list.contacts", Of::Contacts, 45),
    list("/test/products", "list.products", Of::Products, 7),
    list("/test/quotations", "list.quotations", Of::Documents("QT"), 41),
    list("/test/billing-notes", "list.billing_notes", Of::Documents("BL"), 3),
    list("/test/tax-invoices", "list.tax_invoices", Of::Documents("INV"), 20),
    list("/test/receipts", "list.receipts", Of::Documents("RE"), 5),
    list("/test/cash-invoices", "list.cash_invoices", Of::Documents("CA"), 0),
    list("/test/purchases-orders", "list.purchases_orders", Of::Documents("PO"), 4),
    list("/test/purchases", "list.purchases", Of::Documents("RI"), 2),
    list("/test/expenses", "list.expenses", Of::Documents("EXP"), 6),
    list("/test/withholding-taxes", "list.withholding_taxes", Of::Documents("WT"), 1),
];

/// The endpoint of a list.
pub(super) fn endpoint(path: &str) -> Option<Endpoint> {
    LISTS.iter().find(|list| list.path == path).map(|list| list.endpoint)
}

/// A page of the list that an endpoint is for; `None`: it is for none. `Err`: its page is no number.
pub(super) fn page(endpoint: Endpoint, call: &Call, business: &Business, bare: bool) -> Option<Result<Value, ()>> {
    let list = LISTS.iter().find(|list| list.endpoint == endpoint)?;
    let number = |name: &str, usual: usize| match call.query(name) {
        None | Some("") => Ok(usual),
        Some(text) => text.parse().ok().filter(|number| *number > 0).ok_or(()),
    };
    Some(number("currentPage", 1).and_then(|current| {
        let size = number("pageSize", PAGE)?.min(MOST);
        let from = (current - 1).saturating_mul(size);
        let rows: Vec<Value> =
            (from..list.count.min(from.saturating_add(size))).map(|row| list.row(row, business)).collect();
        Ok(if bare { rows.into() } else { json!({ "total": list.count, "currentPage": current, "list": rows }) })
    }))
}

/// A page as the API answers it.
pub(super) fn answer(data: &Value) -> Answer {
    Answer::json(200, &json!({ "status": true, "message": "", "code": 0, "data": data }))
}

impl List {
    /// One of it, counted from 0.
    fn row(&self, row: usize, business: &Business) -> Value {
        let number = row + 1;
        let contact = format!("Practice contact {:03}", row % 45 + 1);
        match self.of {
            Of::BankAccounts => json!({
                "bankAccountId": business.id * 10 + 1,
                "bankAccountNumber": format!("000000{number:04}"),
                "bankAccountName": format!("{} {number}", business.name),
                "bankAccountType": 1,
                "bankBranch": "สาขาฝึกหัด",
                "bankId": 99,
                "bankName": "ธนาคารฝึกหัด",
            }),
            Of::Contacts => json!({
                "id": number,
                "contactGroup": 3,
                "contactType": if row.is_multiple_of(2) { 3 } else { 5 },
                "contactName": contact,
                "contactTaxId": "0000000000000",
                "contactBranch": "สำนักงานใหญ่",
                "contactPerson": "Sample Person",
                "contactEmail": format!("contact{number}@practice.test"),
                "contactMobile": "000-000-0000",
                "contactCreditDays": 30,
            }),
            Of::Products => json!({
                "id": number,
                "type": 3,
                "code": format!("P{number:03}"),
                "name": format!("Practice product {number}"),
                "sellPrice": 100.5 * f64::from(u32::try_from(number).unwrap_or(1)),
                "unitName": "ชิ้น",
            }),
            Of::Documents(prefix) => json!({
                "recordId": business.id * 1000 + 1,
                "documentId": business.id * 1000 + 1,
                "documentSerial": format!("{prefix}2026{number:06}"),
                "contactName": contact,
                "publishedOn": format!("2026-{:02}-{:02}", row % 12 + 1, row % 28 + 1),
                "dueDate": if row % 5 == 4 { Value::Null } else { format!("2026-{:02}-28", row % 12 + 1).into() },
                "grandTotal": 1070.25 + f64::from(u32::try_from(row).unwrap_or(0)),
                "status": 3,
                "statusString": if row.is_multiple_of(3) { "paid" } else { "awaiting" },
                "documentType": 3,
            }),
        }
    }
}
