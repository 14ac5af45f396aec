//! ITS: a shop is named by the redirect, its key is given by a second call, and the shop may take it all back.

use linkdesk_core::contract::{
    GrantStatus, NextAction, PathStatus, ProblemCode, ProviderId, Reason, SessionState, UnlinkMode,
};
use linkdesk_core::link::Received;
use linkdesk_sandbox::{Fault, GrantAction, Provider, Repeat};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, link, reconnect, with_parameter};
use serde_json::Value;

use ProviderId::Its;

const FIRST: &str = "1000000000000000001";
const SECOND: &str = "1000000000000000002";

impl Set for Workbench {
    fn set(&self, switch: &str, value: impl Into<Value>) {
        self.dial.set_switch(Provider::Its, switch, value).expect("a switch");
    }
}

/// Sets a switch of practice ITS.
trait Set {
    fn set(&self, switch: &str, value: impl Into<Value>);
}

#[tokio::test]
async fn a_server_that_writes_two_question_marks_is_understood() {
    let bench = Workbench::new().await;
    bench.set("second_question_mark", true);
    let (session, page) = bench.begin(link(Its)).await;
    let callback = Person::of_shop(FIRST).walk(page.address.expose(), &page.returns_to).await;
    assert_eq!(callback.as_str().matches('?').count(), 2, "{callback}");
    assert_eq!(bench.arrive(session, callback.as_str()).await, Received::Taken(session));
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!(view.state, SessionState::Linked, "the state was found in front of the second mark: {view:?}");
    assert_eq!(view.identity.expect("a shop").name, "Cửa hàng Mẫu Một");
}

#[tokio::test]
async fn odd_but_sound_answers_link_as_well() {
    let bench = Workbench::new().await;
    for switch in ["own_token", "url_with_key", "bare_colon", "ids_as_numbers", "expires_in_as_string"] {
        bench.set(switch, true);
    }
    bench.set("meta", false);
    let id = bench.link(Its, &Person::of_shop(SECOND)).await;
    bench.settled(id).await;
    let detail = bench.desk.connection(id).await.expect("it is there");
    let [shop] = detail.accounts.as_slice() else { panic!("one account: {:?}", detail.accounts) };
    assert_eq!((shop.name.as_str(), &shop.balance), ("Cửa hàng Mẫu Hai", &None), "a shop, and no balance is invented");
    let token = bench.desk.token(id, None).await.expect("a token");
    assert!(token.token.expose().starts_with(&format!("shop{SECOND}:")), "the shop's own key, not the partner's");
    assert_eq!((token.expires_at, token.header_name), (None, "Authorization"), "it has no end");
}

#[tokio::test]
async fn a_strict_server_gets_no_state_so_the_shop_is_confirmed_by_name() {
    let bench = Workbench::new().await;
    bench.set("redirect_rule", "exact");
    let view = bench.go_through(link(Its), &Person::of_shop(FIRST)).await;
    assert_eq!(view.state, SessionState::Confirming, "{view:?}");
    assert_eq!(view.identity.as_ref().map(|shop| shop.name.as_str()), Some("Cửa hàng Mẫu Một"));
    assert!(bench.desk.connections().await.expect("the list opens").is_empty(), "nothing is kept before that");
    bench.desk.confirm(view.id).expect("the session lives");
    assert_eq!(bench.desk.over(view.id).await.expect("remembered").state, SessionState::Linked);
}

#[tokio::test]
async fn a_healthy_shop_is_reconnected_without_a_page() {
    let bench = Workbench::new().await;
    let id = bench.link(Its, &Person::of_shop(FIRST)).await;
    let view = bench.desk.link(reconnect(Its, id)).await.expect("it begins");
    let view = bench.desk.over(view.id).await.expect("remembered");
    assert_eq!((view.state, view.connection), (SessionState::Linked, Some(id)), "{view:?}");
    assert_eq!(bench.asked(Its, "shop.authorize"), 1, "only the first time asked for a page");
}

#[tokio::test]
async fn a_shop_that_removed_the_partner_is_gone_until_it_signs_in_again() {
    for status in ["401", "403"] {
        let bench = Workbench::new().await;
        bench.set("unlinked_status", status);
        let id = bench.link(Its, &Person::of_shop(FIRST)).await;
        bench.settled(id).await;
        bench.dial.act_on_grants(Provider::Its, GrantAction::Revoke, Some(FIRST)).expect("the dial turns");
        let problem = bench.desk.refresh(id).await.expect_err("the call shows it");
        assert_eq!(problem.code, ProblemCode::NeedsPerson, "{status}: {problem:?}");
        let connection = bench.desk.connection(id).await.expect("it is there").connection;
        assert_eq!(
            (connection.grant, connection.reason, connection.next_action),
            (GrantStatus::Gone, Some(Reason::RemovedAtProvider), NextAction::Reconnect),
            "{status}"
        );
        let view = bench.go_through(reconnect(Its, id), &Person::of_shop(SECOND)).await;
        assert_eq!(view.state, SessionState::WrongAccount, "{status}: another shop does not take its place");
        bench.desk.cancel(view.id).expect("the session lives");
        let view = bench.go_through(reconnect(Its, id), &Person::of_shop(FIRST)).await;
        assert_eq!((view.state, view.connection), (SessionState::Linked, Some(id)), "{status}: {view:?}");
        bench.desk.sync(id).await.expect("its new key works");
    }
}

#[tokio::test]
async fn a_shop_id_that_no_page_gave_out_opens_nothing() {
    let bench = Workbench::new().await;
    let (session, page) = bench.begin(link(Its)).await;
    let callback = Person::of_shop(FIRST).walk(page.address.expose(), &page.returns_to).await;
    for odd in ["not-a-number", "12345678901234567890"] {
        let forged = with_parameter(&callback, "shop_id", Some(odd));
        assert_eq!(bench.arrive(session, forged.as_str()).await, Received::Dropped, "{odd}");
    }
    let forged = with_parameter(&callback, "shop_id", Some("1000000000000000003"));
    bench.arrive(session, forged.as_str()).await;
    let view = bench.desk.finished(session).await.expect("remembered");
    assert_eq!(view.state, SessionState::Failed, "{view:?}");
    let problem = view.problem.expect("it says why");
    assert_eq!(
        problem.provider_code.as_deref(),
        Some("permission_denied"),
        "a shop that was never linked: {problem:?}"
    );
    assert!(bench.desk.connections().await.expect("the list opens").is_empty());
}

#[tokio::test]
async fn a_known_shop_that_its_forgot_signs_in_as_a_new_one() {
    let bench = Workbench::new().await;
    let id = bench.link(Its, &Person::of_shop(FIRST)).await;
    let refusal = linkdesk_sandbox::Refusal {
        error_code: "permission_denied".to_owned(),
        status: 403,
        endpoint: Some("shop.authorize.known".to_owned()),
    };
    bench.dial.refuse_next(Provider::Its, refusal).expect("the dial turns");
    let view = bench.go_through(reconnect(Its, id), &Person::of_shop(FIRST)).await;
    assert_eq!((view.state, view.connection), (SessionState::Linked, Some(id)), "asked without its id: {view:?}");
}

#[tokio::test]
async fn an_answer_of_another_kind_is_a_named_problem() {
    for (kind, code) in [("user_key", "type user_key"), ("omitted", "no type")] {
        let bench = Workbench::new().await;
        bench.set("answer_type", kind);
        let view = bench.desk.link(link(Its)).await.expect("it begins");
        let view = bench.desk.over(view.id).await.expect("remembered");
        let problem = view.problem.expect("it says what came");
        assert_eq!(
            (view.state, problem.code, problem.provider_code.as_deref()),
            (SessionState::Failed, ProblemCode::UnexpectedAnswer, Some(code))
        );
    }
}

#[tokio::test]
async fn a_wrong_base_or_key_is_named_as_the_part_of_the_registration_it_is() {
    let bench = Workbench::new().await;
    let right = bench.registration(Its);
    let key = right.lines().find(|line| line.starts_with("api_key")).expect("it has one").to_owned();
    for (old, new, field, code) in [
        ("/v1/partner", "/v1/partner.wrong", "endpoints.base", "bad_route"),
        (&key, "api_key = \"wrong\"", "client.api_key", "unauthenticated"),
    ] {
        bench.register(Its, &right.replace(old, new)).await.expect("it is sound");
        let problem = bench.desk.test_registration(Its, "default").await.expect_err("refused");
        assert_eq!(problem.code, ProblemCode::RegistrationRefused, "{problem:?}");
        assert_eq!((problem.subject.as_deref(), problem.provider_code.as_deref()), (Some(field), Some(code)));
    }
}

#[tokio::test]
async fn a_changed_key_is_another_client_and_nothing_of_the_key_is_shown() {
    let bench = Workbench::new().await;
    let id = bench.link(Its, &Person::of_shop(FIRST)).await;
    let right = bench.registration(Its);
    let key = right.lines().find(|line| line.starts_with("api_key")).expect("it has one").to_owned();
    let shown = bench.desk.registration(Its, None).await.expect("it is set");
    assert!(!format!("{shown:?}").contains("practice-"), "{shown:?}");
    bench.register(Its, &right.replace(&key, "api_key = \"another\"")).await.expect("it is sound");
    let problem = bench.desk.token(id, None).await.expect_err("it was not made for that client");
    assert_eq!(problem.code, ProblemCode::RegistrationChanged);
    bench.register(Its, &right).await.expect("it is sound");
    bench.desk.token(id, None).await.expect("the same key, the same client");
}

#[tokio::test]
async fn a_closed_shop_waits_for_its_owner_and_an_outage_is_no_end() {
    let bench = Workbench::new().await;
    let id = bench.link(Its, &Person::of_shop(FIRST)).await;
    bench.settled(id).await;
    bench.dial.set_fault(Provider::Its, Fault::Outage, Repeat::Once).expect("the dial turns");
    bench.desk.refresh(id).await.expect_err("it is out");
    let connection = bench.desk.connection(id).await.expect("it is there").connection;
    assert_eq!((connection.grant, connection.path), (GrantStatus::Good, PathStatus::ProviderTrouble));

    bench.dial.act_on_grants(Provider::Its, GrantAction::AccountPaused, None).expect("the dial turns");
    let problem = bench.desk.refresh(id).await.expect_err("it is closed");
    assert_eq!(problem.code, ProblemCode::ActionAtProvider, "{problem:?}");
    let connection = bench.desk.connection(id).await.expect("it is there").connection;
    assert_eq!((connection.reason, connection.next_action), (Some(Reason::Paused), NextAction::ActAtProvider));
    bench.dial.act_on_grants(Provider::Its, GrantAction::Heal, None).expect("the dial turns");
    bench.desk.sync(id).await.expect("its owner put it right");
}

#[tokio::test]
async fn unlinking_forgets_it_here_and_says_that_its_still_knows_it() {
    let bench = Workbench::new().await;
    let id = bench.link(Its, &Person::of_shop(FIRST)).await;
    let report = bench.desk.unlink(id, UnlinkMode::Everywhere).await.expect("it is unlinked");
    assert!(!report.revoked && report.forgotten, "ITS has no such call: {report:?}");
    assert_eq!(bench.dial.grants(Provider::Its)[0].condition, "good", "the shop removes the partner itself");
}
