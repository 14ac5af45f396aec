//! bankHub's actions and webhooks, over the practice provider.

use ProviderId::Bankhub;
use linkdesk_core::contract::{
    ActionAnswer, ActionEffect, ActionRequest, ConnectionId, EventKind, FactValue, GrantStatus, Problem, ProblemCode,
    ProviderId, Reason,
};
use linkdesk_sandbox::{Fault, Provider, Refusal, Repeat};
use linkdesk_tests::linker::fields;
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, reconnect};

const ORDER: [(&str, &str); 3] = [("amount", "125000"), ("description", "DH 000001"), ("reference", "order-1")];

/// Links an account with a registration that asks for these scopes.
async fn linked(bench: &Workbench, scopes: &str) -> ConnectionId {
    let asked = bench.registration(Bankhub).replace("identity,balance,transaction", scopes);
    bench.register(Bankhub, &asked).await.expect("the registration is sound");
    bench.dial.set_switch(Provider::Bankhub, "rate_limit", false).expect("a switch");
    let id = bench.link(Bankhub, &Person::at_the_bank()).await;
    bench.settled(id).await;
    id
}

async fn ask(
    bench: &Workbench,
    connection: ConnectionId,
    action: &str,
    typed: &[(&str, &str)],
) -> Result<ActionAnswer, Problem> {
    let request = ActionRequest { connection, action: action.to_owned(), fields: fields(typed), page: None };
    bench.desk.act(request).await
}

async fn standing(bench: &Workbench, id: ConnectionId) -> (GrantStatus, Option<Reason>) {
    let connection = bench.desk.connection(id).await.expect("it is there").connection;
    (connection.grant, connection.reason)
}

async fn token(bench: &Workbench, id: ConnectionId) -> String {
    bench.desk.token(id, None).await.expect("a token").token.expose().to_owned()
}

fn fact(answer: &ActionAnswer, name: &str) -> String {
    match answer.facts.iter().find(|(own, _)| own == name) {
        Some((_, FactValue::Text { text })) => text.clone(),
        other => panic!("{name} is no text: {other:?}"),
    }
}

#[tokio::test]
async fn a_payment_code_is_made_and_what_is_wrong_with_it_lands_on_its_field() {
    let bench = Workbench::new().await;
    let id = linked(&bench, "identity,balance,transaction,qrpay").await;
    let answer = ask(&bench, id, "payment_code", &ORDER).await.expect("a code");
    let code = answer.code.as_ref().expect("it is drawn");
    assert!(code.text.contains(&fact(&answer, "virtual_account_number")), "{code:?}");
    assert_eq!(fact(&answer, "reference"), "order-1");
    let receiver = ask(&bench, id, "payment_account", &[]).await.expect("the account");
    assert_eq!(fact(&receiver, "account_number"), fact(&answer, "account_number"));

    let before = bench.asked(Bankhub, "qr_pay");
    for (field, wrong) in [("description", "DH 0000001"), ("amount", "12.5"), ("reference", "")] {
        let typed = ORDER.map(|(name, text)| (name, if name == field { wrong } else { text }));
        let refused = ask(&bench, id, "payment_code", &typed).await.expect_err("it is unsound");
        assert_eq!((refused.code, refused.subject.as_deref()), (ProblemCode::InvalidInput, Some(field)));
    }
    assert_eq!(bench.asked(Bankhub, "qr_pay"), before, "bankHub heard nothing of it");
    let refusal = Refusal { error_code: "INVALID_PARAM".to_owned(), status: 400, endpoint: Some("qr_pay".to_owned()) };
    bench.dial.refuse_next(Provider::Bankhub, refusal).expect("an order");
    let refused = ask(&bench, id, "payment_code", &ORDER).await.expect_err("bankHub does not take it");
    assert_eq!(refused.code, ProblemCode::InvalidInput, "what was typed, not the registration: {refused:?}");
    assert_eq!(standing(&bench, id).await, (GrantStatus::Good, None));
}

#[tokio::test]
async fn the_other_lists_and_accounts_are_told() {
    let bench = Workbench::new().await;
    let id = linked(&bench, "identity,balance,virtual_account,gdt").await;
    let banks = ask(&bench, id, "banks", &[]).await.expect("a list").table.expect("a table");
    assert_eq!(banks.rows.len(), 3);
    let account = ask(&bench, id, "virtual_account", &[]).await.expect("an account");
    assert_eq!(fact(&account, "bank"), "Sample Bank");
    let mut told = Vec::new();
    for names in ["plain", "tax_office"] {
        bench.dial.set_switch(Provider::Bankhub, "invoice_names", names).expect("a switch");
        told.push(ask(&bench, id, "invoices", &[]).await.expect("a list").table.expect("a table").rows);
    }
    assert_eq!(told[0], told[1], "whatever the fields are called");
    assert_eq!(told[0].len(), 6);
}

#[tokio::test]
async fn an_action_is_offered_where_its_scope_was_asked_for_and_a_missing_one_is_explained() {
    let bench = Workbench::new().await;
    let id = linked(&bench, "identity,balance,transaction,qrpay").await;
    let offered = bench.desk.actions(id).await.expect("a list");
    let names: Vec<&str> = offered.iter().map(|action| action.name.as_str()).collect();
    assert_eq!(names, ["banks", "payment_code", "payment_account", "pause", "new_token"]);
    assert_eq!(offered[4].effect, ActionEffect::Rotates);
    let hidden = ask(&bench, id, "invoices", &[]).await.expect_err("nobody asked for it");
    assert_eq!(hidden.code, ProblemCode::UnknownId);
    // bankHub says "no such grant" of a missing scope, too; the grant itself is there.
    for code in ["GRANT_NOT_PERMISSION", "GRANT_NOT_FOUND"] {
        let endpoint = Some("qr_pay.identity".to_owned());
        let refusal = Refusal { error_code: code.to_owned(), status: 400, endpoint };
        bench.dial.refuse_next(Provider::Bankhub, refusal).expect("an order");
        let refused = ask(&bench, id, "payment_account", &[]).await.expect_err("without the scope");
        assert!(refused.message.contains("without the permission"), "{refused:?}");
        assert_eq!(refused.provider_code.as_deref(), Some(code));
        assert_eq!(standing(&bench, id).await, (GrantStatus::Good, None), "{code} says nothing about the grant");
    }
}

#[tokio::test]
async fn a_grant_for_payment_codes_alone_links_by_its_own_identity() {
    let bench = Workbench::new().await;
    let id = linked(&bench, "qrpay").await;
    assert_eq!((bench.asked(Bankhub, "identity"), bench.asked(Bankhub, "balance")), (0, 0));
    ask(&bench, id, "payment_code", &ORDER).await.expect("a code");
    assert_eq!(standing(&bench, id).await, (GrantStatus::Good, None));
}

#[tokio::test]
async fn a_paused_account_is_held_back_until_somebody_reconnects_it() {
    let bench = Workbench::new().await;
    let id = linked(&bench, "identity,balance,transaction").await;
    ask(&bench, id, "pause", &[]).await.expect("it is paused");
    let newest = bench.desk.timeline(id).await.expect("a timeline").remove(0);
    assert_eq!((newest.kind, newest.detail.as_deref()), (EventKind::ActionDone, Some("pause")));
    bench.desk.refresh(id).await.expect_err("a call shows it");
    assert_eq!(standing(&bench, id).await, (GrantStatus::NeedsPerson, Some(Reason::Paused)));
    let view = bench.go_through(reconnect(Bankhub, id), &Person::at_the_bank()).await;
    assert_eq!(view.connection, Some(id), "{view:?}");
    assert_eq!(standing(&bench, id).await, (GrantStatus::Good, None));
}

#[tokio::test]
async fn a_new_token_replaces_the_old_one_and_survives_a_restart() {
    let mut bench = Workbench::new().await;
    let id = linked(&bench, "identity,balance,transaction,qrpay").await;
    let old = token(&bench, id).await;
    ask(&bench, id, "new_token", &[]).await.expect("it is rotated");
    let new = token(&bench, id).await;
    assert_ne!(old, new);
    assert_eq!(bench.asked(Bankhub, "grant.invalidate"), 1);
    bench.restart().await;
    assert_eq!(token(&bench, id).await, new, "it was on disk before anybody saw it");
    ask(&bench, id, "payment_code", &ORDER).await.expect("the new one serves, and its scopes are still known");
    bench.desk.close().await;
    assert!(!bench.is_stored(&old) && !bench.is_stored(&new), "no token in the open");
}

#[tokio::test]
async fn a_new_token_whose_answer_is_lost_is_said_plainly() {
    let bench = Workbench::new().await;
    let id = linked(&bench, "identity,balance,transaction").await;
    bench.dial.set_fault(Provider::Bankhub, Fault::RotateThenDrop, Repeat::Once).expect("the dial turns");
    ask(&bench, id, "new_token", &[]).await.expect_err("the answer held the next token");
    assert_eq!(standing(&bench, id).await, (GrantStatus::NeedsPerson, Some(Reason::RenewalAnswerLost)));
    let view = bench.go_through(reconnect(Bankhub, id), &Person::at_the_bank()).await;
    assert_eq!(view.connection, Some(id), "{view:?}");
    assert_eq!(standing(&bench, id).await, (GrantStatus::Good, None));
}
