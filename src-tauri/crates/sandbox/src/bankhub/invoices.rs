//! The tax invoices of `GET /gdt/invoices`. Their fields are not published: English words, or the abbreviations that the
//! tax office itself uses.

use super::Scene;
use super::state::Grant;
use serde_json::{Map, Value, json};

/// How many invoices there are.
const COUNT: i64 = 6;
/// How far apart their days are.
const DAYS_APART: i64 = 11;

/// The latest invoices of the grant's company, newest first.
pub(super) fn listed(grant: &Grant, scene: &Scene<'_>) -> Map<String, Value> {
    let own = grant.person().map_or("", |person| person.name);
    let by_abbreviation = scene.desk.word("invoice_names") == "tax_office";
    let invoice = |place: i64| {
        let day = scene.now.plus(-place * DAYS_APART * 86_400).hanoi_date().to_string();
        let number = (100 - place).to_string();
        let amount = 1_250_000 + place * 330_000;
        let sample = ("CONG TY MAU (THUC HANH)", "0000000099");
        let own = (own, "0000000001");
        // Every second one is a purchase.
        let (seller, buyer) = if place % 2 == 0 { (own, sample) } else { (sample, own) };
        if by_abbreviation {
            json!({
                "khmshdon": 1, "khhdon": "C26TPR", "shdon": number.parse::<i64>().unwrap_or_default(), "tdlap": format!("{day}T17:00:00Z"),
                "nbten": seller.0, "nbmst": seller.1, "nmten": buyer.0, "nmmst": buyer.1,
                "tgtttbso": amount, "dvtte": "VND",
            })
        } else {
            json!({
                "invoiceSeries": "C26TPR", "invoiceNumber": number, "invoiceDate": day,
                "sellerName": seller.0, "sellerTaxCode": seller.1, "buyerName": buyer.0, "buyerTaxCode": buyer.1,
                "totalAmount": amount, "currency": "VND",
            })
        }
    };
    Map::from_iter([("invoices".to_owned(), (0..COUNT).map(invoice).collect())])
}
