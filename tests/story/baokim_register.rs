//! Bảo Kim: somebody who has no account yet opens one, once, and is signed in by its password.

use linkdesk_core::contract::{ProblemCode, ProviderId, SessionState, SessionView};
use linkdesk_sandbox::{Fault, Provider, Repeat};
use linkdesk_tests::linker::{form, problem};
use linkdesk_tests::workbench::{Workbench, link, reconnect};

use ProviderId::Baokim;

const PASSWORD: &str = "a-password-of-somebody-new";

type Typed = [(&'static str, &'static str); 6];

const NEW: Typed = [
    ("email", "new@practice.test"),
    ("name", "Sample New"),
    ("phone", "+84 000 000 009"),
    ("password", PASSWORD),
    ("password_again", PASSWORD),
    ("account_type", "personal"),
];

/// The same with one field typed in another way.
fn but(name: &'static str, text: &'static str) -> Typed {
    NEW.map(|(own, before)| (own, if own == name { text } else { before }))
}

/// To the form of somebody new.
async fn begin(bench: &Workbench) -> SessionView {
    let session = bench.begin_at_form(link(Baokim)).await.id;
    let view = bench.fill(session, &[("way", "register")]).await;
    assert_eq!(form(&view), "register", "{view:?}");
    view
}

/// Registers with what is typed, to the end or to the next form.
async fn register(bench: &Workbench, typed: &[(&str, &str)]) -> SessionView {
    let view = begin(bench).await;
    bench.fill(view.id, typed).await
}

fn strike(bench: &Workbench, fault: Fault) {
    bench.dial.set_fault(Provider::Baokim, fault, Repeat::Once).expect("the dial turns");
}

#[tokio::test]
async fn somebody_new_opens_an_account_and_is_signed_in_by_its_password() {
    let bench = Workbench::new().await;
    let view = register(&bench, &NEW).await;
    let id = view.connection.unwrap_or_else(|| panic!("linked: {view:?}"));
    bench.settled(id).await;
    let shown = bench.desk.connection(id).await.expect("there");
    let identity = &shown.connection.identity;
    assert_eq!((identity.name.as_str(), identity.masked.as_str()), ("Sample New", "•••• 0009"));
    assert_eq!((bench.asked(Baokim, "user.register"), bench.asked(Baokim, "user.login")), (1, 1));
    bench.desk.refresh(id).await.expect("it is renewed as any other");

    // Signed in to again it is by the password, and nobody new is offered to take its place.
    let again = bench.begin_at_form(reconnect(Baokim, id)).await;
    assert_eq!(form(&again), "login", "{again:?}");
    let told = format!("{shown:?} {:?} {:?}", bench.desk.sessions(), bench.desk.timeline(id).await);
    bench.desk.close().await;
    assert!(!told.contains(PASSWORD) && !bench.is_stored(PASSWORD), "the password is nobody's to keep");
}

#[tokio::test]
async fn what_is_not_accepted_of_somebody_new_lands_on_its_field() {
    let bench = Workbench::new().await;
    let session = begin(&bench).await.id;
    for (typed, field, code) in [
        (but("password_again", "another"), "password_again", None),
        (but("email", "user@practice.test"), "email", Some("2")),
        (but("phone", "84000000001"), "phone", Some("2")),
    ] {
        let view = bench.fill(session, &typed).await;
        let no = problem(&view);
        assert_eq!((view.state, form(&view)), (SessionState::AtForm, "register"), "{field}: the form stays");
        assert_eq!((no.code, no.subject.as_deref()), (ProblemCode::InvalidInput, Some(field)), "{no:?}");
        assert_eq!(no.provider_code.as_deref(), code, "{no:?}");
    }
    assert_eq!(bench.asked(Baokim, "user.login"), 0, "nobody was signed in");
    let view = bench.fill(session, &NEW).await;
    assert_eq!(view.state, SessionState::Linked, "put right it works: {view:?}");
}

#[tokio::test]
async fn an_account_that_may_be_there_is_signed_in_to_and_never_opened_twice() {
    for fault in [Fault::RotateThenDrop, Fault::TruncatedBody, Fault::EmptyBody] {
        let bench = Workbench::new().await;
        let view = begin(&bench).await;
        strike(&bench, fault);
        let view = bench.fill(view.id, &NEW).await;
        assert_eq!((view.state, form(&view)), (SessionState::AtForm, "perhaps_registered"), "{fault:?}: {view:?}");
        assert_eq!(problem(&view).code, ProblemCode::Registered);
        assert_eq!(
            bench.asked(Baokim, "user.login"),
            0,
            "a password is sent when it is known to be somebody's, or typed"
        );
        let wrong = bench.fill(view.id, &[("password", "wrong")]).await;
        assert_eq!((form(&wrong), problem(&wrong).subject.as_deref()), ("perhaps_registered", Some("password")));
        let view = bench.fill(view.id, &[("password", PASSWORD)]).await;
        assert_eq!(view.state, SessionState::Linked, "{view:?}");
        assert_eq!(bench.asked(Baokim, "user.register"), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn an_account_that_was_opened_without_a_sign_in_is_told_and_stays_told() {
    let bench = Workbench::new().await;
    bench.dial.set_switch(Provider::Baokim, "client_error", "code_4").expect("a switch");
    let toml = bench.registration(Baokim);
    let secret = toml.lines().find(|line| line.starts_with("client_secret")).expect("it has one");
    bench.register(Baokim, &toml.replace(secret, "client_secret = \"another\"")).await.expect("it is sound");
    let view = register(&bench, &NEW).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "registered"), "{view:?}");
    assert_eq!(problem(&view).code, ProblemCode::Registered);
    bench.desk.cancel(view.id).expect("it lives");
    let over = bench.desk.over(view.id).await.expect("remembered");
    assert_eq!((over.state, problem(&over).code), (SessionState::Cancelled, ProblemCode::Registered), "{over:?}");
    assert_eq!(bench.asked(Baokim, "user.register"), 1);
}

#[tokio::test]
async fn before_an_account_is_opened_the_form_may_be_sent_again() {
    let bench = Workbench::new().await;
    let view = begin(&bench).await;
    strike(&bench, Fault::TooManyRequests);
    let view = bench.fill(view.id, &NEW).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "register"), "nothing was done: {view:?}");
    assert_eq!(problem(&view).code, ProblemCode::Throttled);
    let view = bench.fill(view.id, &NEW).await;
    assert_eq!(view.state, SessionState::Linked, "{view:?}");
}
