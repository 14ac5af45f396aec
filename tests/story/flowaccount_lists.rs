//! What a company's books hold, to look at: page by page, in whichever shape it comes.

use crate::actions::{ask, plainly, with};
use linkdesk_core::contract::{ActionRequest, ConnectionId, FactValue, GrantStatus, ProblemCode, ProviderId};
use linkdesk_sandbox::{Fault, GrantAction, Provider, Repeat};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::Workbench;

async fn company(bench: &Workbench) -> ConnectionId {
    let id = bench.link(ProviderId::Flowaccount, &Person::of_business("N9000001")).await;
    bench.settled(id).await;
    id
}

/// The first column of every page, and how many pages there were.
async fn walk(bench: &Workbench, first: impl Fn() -> ActionRequest) -> (Vec<String>, u32) {
    let (mut names, mut page) = (Vec::new(), 1);
    loop {
        let answer = ask(bench, ActionRequest { page: Some(page), ..first() }).await.expect("a page");
        for row in answer.table.expect("a table").rows {
            let Some(FactValue::Text { text }) = &row[0] else { panic!("a name: {row:?}") };
            names.push(text.clone());
        }
        match answer.next_page {
            Some(next) => page = next,
            None => return (names, page),
        }
    }
}

#[tokio::test]
async fn every_page_of_a_list_is_reached_once_in_either_shape() {
    for bare in [false, true] {
        let bench = Workbench::new().await;
        bench.dial.set_switch(Provider::Flowaccount, "bare_lists", bare).expect("a switch");
        let id = company(&bench).await;
        let (mut contacts, pages) = walk(&bench, || plainly(id, "contacts")).await;
        contacts.dedup();
        assert_eq!((contacts.len(), pages), (45, 3), "bare: {bare}");
        let (invoices, pages) = walk(&bench, || with(id, "documents", &[("document_kind", "tax_invoices")])).await;
        // Without a total, only an empty page tells that a full one was the last.
        assert_eq!((invoices.len(), pages), (20, if bare { 2 } else { 1 }));
    }
}

#[tokio::test]
async fn each_kind_of_document_has_its_own_list() {
    let bench = Workbench::new().await;
    let id = company(&bench).await;
    for (kind, begins) in [("quotations", "QT2026"), ("expenses", "EXP2026"), ("withholding_taxes", "WT2026")] {
        let answer = ask(&bench, with(id, "documents", &[("document_kind", kind)])).await.expect("a page");
        let rows = answer.table.expect("a table").rows;
        let Some(FactValue::Text { text }) = &rows[0][0] else { panic!("a number: {rows:?}") };
        assert!(text.starts_with(begins), "{kind}: {text}");
    }
    let none = ask(&bench, with(id, "documents", &[("document_kind", "cash_invoices")])).await.expect("a page");
    assert_eq!(none.table.map(|table| table.rows.len()), Some(0));
    let odd = ask(&bench, with(id, "documents", &[("document_kind", "secrets")])).await.expect_err("no such kind");
    assert_eq!((odd.code, odd.subject.as_deref()), (ProblemCode::InvalidInput, Some("document_kind")));
}

#[tokio::test]
async fn an_access_token_that_is_over_is_renewed_first_and_trouble_kills_nothing() {
    let bench = Workbench::new().await;
    let id = company(&bench).await;
    bench.dial.act_on_grants(Provider::Flowaccount, GrantAction::ExpireAccessTokens, None).expect("an order");
    ask(&bench, plainly(id, "bank_accounts")).await.expect("renewed, then asked once more");
    for fault in [Fault::HtmlInsteadOfJson, Fault::TruncatedBody, Fault::ServerError] {
        bench.dial.set_fault(Provider::Flowaccount, fault, Repeat::Once).expect("it applies");
        ask(&bench, plainly(id, "products")).await.expect_err("it did not work");
        assert_eq!(bench.desk.connection(id).await.expect("there").connection.grant, GrantStatus::Good, "{fault:?}");
    }
    ask(&bench, plainly(id, "products")).await.expect("and works again");
}
