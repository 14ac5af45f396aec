//! Bảo Kim: an account by Facebook or Google, on the sign-on site's page or with a token that a program brings.

use linkdesk_core::contract::{
    GrantStatus, LinkRequest, NextAction, ProblemCode, ProviderId, Reason, Route, SessionId, SessionState, SessionView,
};
use linkdesk_core::link::{PageToOpen, Received};
use linkdesk_sandbox::{GrantAction, Provider};
use linkdesk_tests::linker::{form, problem};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, link, reconnect, with_parameter};

use ProviderId::Baokim;

const TOKEN: &str = "practice-google-sample-user";
const GOOGLE: [(&str, &str); 1] = [("network", "google")];

/// To the form that asks for the network.
async fn begin(bench: &Workbench, request: LinkRequest) -> SessionId {
    let view = bench.begin_at_form(request).await;
    let view = if form(&view) == "way" { bench.fill(view.id, &[("way", "social")]).await } else { view };
    assert_eq!(form(&view), "social", "{view:?}");
    view.id
}

/// To the page of the network.
async fn at_the_page(bench: &Workbench, request: LinkRequest) -> (SessionId, PageToOpen) {
    let session = begin(bench, request).await;
    bench.desk.submit(session, linkdesk_tests::linker::fields(&GOOGLE)).await.expect("the form is sound");
    (session, bench.page_of(session).await)
}

/// Through the page, to the end or to a question.
async fn sign_in(bench: &Workbench, request: LinkRequest, user: &str) -> SessionView {
    let (session, page) = at_the_page(bench, request).await;
    let back = Person::of_the_network(user).walk(page.address.expose(), &page.returns_to).await;
    assert_eq!(bench.arrive(session, back.as_str()).await, Received::Taken(session), "{back}");
    bench.desk.finished(session).await.expect("remembered")
}

/// With a token that is there already.
async fn bring(bench: &Workbench, token: &str) -> SessionView {
    let session = begin(bench, link(Baokim)).await;
    bench.fill(session, &[GOOGLE[0], ("social_token", token)]).await
}

#[tokio::test]
async fn a_network_signs_in_on_its_page_and_its_token_is_found_nowhere() {
    let bench = Workbench::new().await;
    let view = sign_in(&bench, link(Baokim), "sample-user").await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    bench.settled(id).await;
    assert_eq!((bench.asked(Baokim, "login.social"), bench.asked(Baokim, "user.social_token")), (1, 1));
    assert_eq!(bench.desk.connection(id).await.expect("there").connection.identity.name, "Sample User");
    let told = format!("{:?} {:?}", bench.desk.sessions(), bench.desk.timeline(id).await);
    bench.desk.close().await;
    assert!(!told.contains(TOKEN) && !bench.is_stored(TOKEN), "the network's token is nobody's to keep");
}

#[tokio::test]
async fn a_password_and_a_network_of_one_person_are_one_connection() {
    let bench = Workbench::new().await;
    let session = bench.begin_at_form(link(Baokim)).await.id;
    bench.fill(session, &[("way", "password")]).await;
    let view = bench.fill(session, &[("username", "sample-user"), ("password", "practice")]).await;
    let id = view.connection.expect("linked");
    let again = sign_in(&bench, link(Baokim), "sample-user").await;
    assert_eq!((again.connection, again.already_linked), (Some(id), true), "{again:?}");

    // From now on this is the way that is known for it, and nobody else may come by it.
    let other = sign_in(&bench, reconnect(Baokim, id), "sample-other").await;
    assert_eq!((other.state, problem(&other).code), (SessionState::WrongAccount, ProblemCode::WrongAccount));
    let same = sign_in(&bench, reconnect(Baokim, id), "sample-user").await;
    assert_eq!((same.state, same.connection), (SessionState::Linked, Some(id)), "{same:?}");
}

#[tokio::test]
async fn a_program_brings_the_token_and_no_screen_offers_it() {
    let bench = Workbench::new().await;
    let session = begin(&bench, link(Baokim)).await;
    let asked = bench.desk.session(session).and_then(|view| view.form).expect("a form");
    let marks: Vec<_> =
        asked.fields.iter().map(|field| (field.name.as_str(), field.scripts_only, field.secret)).collect();
    assert_eq!(marks, [("network", false, false), ("social_token", true, true)]);

    for wrong in ["practice-facebook-sample-user", "practice-google-sample-locked", "nobody's"] {
        let view = bench.fill(session, &[GOOGLE[0], ("social_token", wrong)]).await;
        let no = problem(&view);
        assert_eq!((view.state, form(&view)), (SessionState::AtForm, "social"), "{wrong}: {view:?}");
        assert_eq!((no.code, no.subject.as_deref()), (ProblemCode::InvalidInput, Some("social_token")), "{no:?}");
    }
    let view = bench.fill(session, &[GOOGLE[0], ("social_token", TOKEN)]).await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    bench.settled(id).await;
    assert_eq!(bench.asked(Baokim, "login.social"), 0, "no page was needed");
    bench.desk.close().await;
    assert!(!bench.is_stored(TOKEN), "it was sent once and not kept");
}

#[tokio::test]
async fn without_a_refresh_token_the_grant_ends_with_its_access_token() {
    let bench = Workbench::new().await;
    bench.dial.set_switch(Provider::Baokim, "login_access_seconds", 3600).expect("a switch");
    let id = bring(&bench, TOKEN).await.connection.expect("linked");
    bench.settled(id).await;
    assert!(bench.desk.token(id, None).await.expect("it is good").expires_at.is_some());
    bench.desk.refresh(id).await.expect("a call shows that it works");
    assert_eq!(bench.asked(Baokim, "user.refresh_token"), 0, "there is nothing to renew it with");
    bench.dial.act_on_grants(Provider::Baokim, GrantAction::ExpireAccessTokens, None).expect("an order");
    assert_eq!(bench.desk.sync(id).await.expect_err("it is over").code, ProblemCode::NeedsPerson);
    let over = bench.desk.connection(id).await.expect("there").connection;
    let said = (over.grant, over.reason, over.next_action);
    assert_eq!(said, (GrantStatus::NeedsPerson, Some(Reason::NoRefreshToken), NextAction::Reconnect));

    bench.dial.set_switch(Provider::Baokim, "social_refresh_token", true).expect("a switch");
    assert_eq!(bring(&bench, TOKEN).await.connection, Some(id), "signed in again");
    bench.desk.refresh(id).await.expect("one that comes along is used");
    assert_eq!(bench.asked(Baokim, "user.refresh_token"), 1);
}

#[tokio::test]
async fn a_page_that_brings_nothing_a_cancel_and_a_time_out_leave_nothing_behind() {
    let bench = Workbench::new().await;
    bench.dial.set_switch(Provider::Baokim, "social_return", "nothing").expect("a switch");
    let empty = sign_in(&bench, link(Baokim), "sample-user").await;
    assert_eq!((empty.state, problem(&empty).code), (SessionState::Failed, ProblemCode::CameBackEmpty), "{empty:?}");
    assert_eq!(problem(&empty).code.exit_code(), 3);

    let (session, page) = at_the_page(&bench, link(Baokim)).await;
    let back = Person::of_the_network("sample-user").walk(page.address.expose(), &page.returns_to).await;
    let denied = with_parameter(&back, "error", Some("access_denied"));
    assert_eq!(bench.arrive(session, denied.as_str()).await, Received::Taken(session));
    assert_eq!(bench.desk.over(session).await.expect("remembered").state, SessionState::Denied);

    let (session, _) = at_the_page(&bench, link(Baokim)).await;
    bench.desk.cancel(session).expect("it lives");
    assert_eq!(bench.desk.over(session).await.expect("remembered").state, SessionState::Cancelled);

    let (session, page) = at_the_page(&bench, link(Baokim)).await;
    let back = Person::of_the_network("sample-user").walk(page.address.expose(), &page.returns_to).await;
    bench.clock.shift_to(bench.dial.clock_offset() + 11 * 60);
    assert_eq!(bench.arrive(session, back.as_str()).await, Received::Dropped, "too late");
    assert_eq!(bench.asked(Baokim, "user.social_token"), 0);
    assert!(bench.desk.connections().await.expect("a list").is_empty());
}

#[tokio::test]
async fn an_answer_counts_only_with_the_state_of_its_session() {
    let bench = Workbench::new().await;
    let (session, page) = at_the_page(&bench, LinkRequest { route: Route::Window, ..link(Baokim) }).await;
    let back = Person::of_the_network("sample-user").walk(page.address.expose(), &page.returns_to).await;
    for foreign in [with_parameter(&back, "state", None), with_parameter(&back, "state", Some("another"))] {
        assert_eq!(bench.arrive(session, foreign.as_str()).await, Received::Dropped, "{foreign}");
    }
    // The code that the sign-on site calls its partners with has no state, and is no answer to this.
    let pinged = with_parameter(&with_parameter(&page.returns_to, "authorization_code", Some("code")), "state", None);
    assert_eq!(bench.arrive(session, pinged.as_str()).await, Received::Dropped);
    assert_eq!(bench.arrive(session, back.as_str()).await, Received::Taken(session));
    assert_eq!(bench.arrive(session, back.as_str()).await, Received::Dropped, "once");
    assert_eq!(bench.desk.finished(session).await.expect("remembered").state, SessionState::Linked);
    assert_eq!(bench.asked(Baokim, "user.social_token"), 1);
}
