//! Actions: what a provider does for a linked account besides linking it. Asked by a person, answered, not kept.

use linkdesk_core::contract::{
    ActionAnswer, ActionRequest, ConnectionId, EventKind, FactValue, GrantStatus, Problem, ProblemCode, ProviderId,
};
use linkdesk_sandbox::{GrantAction, Provider};
use linkdesk_tests::linker::fields;
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::Workbench;

const SHOP: &str = "1000000000000000001";

async fn shop(bench: &Workbench) -> ConnectionId {
    let id = bench.link(ProviderId::Its, &Person::of_shop(SHOP)).await;
    bench.settled(id).await;
    id
}

/// Does an action.
pub(crate) async fn ask(bench: &Workbench, request: ActionRequest) -> Result<ActionAnswer, Problem> {
    bench.desk.act(request).await
}

/// An action without fields.
pub(crate) fn plainly(connection: ConnectionId, action: &str) -> ActionRequest {
    ActionRequest { connection, action: action.to_owned(), fields: Vec::new(), page: None }
}

/// An action with what is typed into its form.
pub(crate) fn with(connection: ConnectionId, action: &str, typed: &[(&str, &str)]) -> ActionRequest {
    ActionRequest { fields: fields(typed), ..plainly(connection, action) }
}

#[tokio::test]
async fn a_shop_tells_of_itself_and_the_timeline_says_that_it_was_asked() {
    let bench = Workbench::new().await;
    let id = shop(&bench).await;
    let offered: Vec<String> =
        bench.desk.actions(id).await.expect("a list").into_iter().map(|action| action.name).collect();
    assert_eq!(offered, ["shop"]);
    let answer = ask(&bench, plainly(id, "shop")).await.expect("an answer");
    let number = FactValue::Text { text: SHOP.to_owned() };
    assert!(answer.facts.contains(&("shop_id".to_owned(), number)), "{answer:?}");
    let newest = bench.desk.timeline(id).await.expect("a timeline").remove(0);
    assert_eq!((newest.kind, newest.detail.as_deref()), (EventKind::ActionDone, Some("shop")));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_name_and_nothing_is_sent() {
    let bench = Workbench::new().await;
    let id = shop(&bench).await;
    let before = bench.dial.counters(Provider::Its);
    let unknown = ask(&bench, plainly(id, "shops")).await.expect_err("there is no such action");
    assert_eq!((unknown.code, unknown.subject.as_deref()), (ProblemCode::UnknownId, Some("shops")));
    assert!(unknown.next.contains("shop"), "it names what there is: {}", unknown.next);
    let page = ask(&bench, ActionRequest { page: Some(2), ..plainly(id, "shop") }).await.expect_err("it has no pages");
    assert_eq!((page.code, page.subject.as_deref()), (ProblemCode::InvalidInput, Some("page")));
    let field = ActionRequest { fields: fields(&[("colour", "blue")]), ..plainly(id, "shop") };
    let field = ask(&bench, field).await.expect_err("it has no such field");
    assert_eq!((field.code, field.subject.as_deref()), (ProblemCode::InvalidInput, Some("colour")));
    assert_eq!(bench.dial.counters(Provider::Its), before, "the provider heard nothing");
}

#[tokio::test]
async fn an_action_that_shows_a_grant_to_be_dead_says_so_once_and_asks_for_the_person() {
    let bench = Workbench::new().await;
    let id = shop(&bench).await;
    bench.dial.act_on_grants(Provider::Its, GrantAction::Revoke, None).expect("an order");
    let refused = ask(&bench, plainly(id, "shop")).await.expect_err("the shop removed the partner");
    assert_eq!(refused.code, ProblemCode::NeedsPerson, "{refused:?}");
    let detail = bench.desk.connection(id).await.expect("it is still there");
    assert_ne!(detail.connection.grant, GrantStatus::Good);
    let before = bench.dial.counters(Provider::Its);
    ask(&bench, plainly(id, "shop")).await.expect_err("it stays so");
    assert_eq!(bench.dial.counters(Provider::Its), before, "a dead grant is not asked again");
}
