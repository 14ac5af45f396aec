//! Headline: somebody new is registered once, is signed in, and is kept as if they had signed in.

use crate::headline::{begin, set, without_a_page};
use linkdesk_core::contract::{ProblemCode, ProviderId, SessionState, SessionView};
use linkdesk_sandbox::{Fault, Provider, Repeat};
use linkdesk_tests::linker::{CODE, form, problem};
use linkdesk_tests::workbench::{Workbench, reconnect};

use ProviderId::Headline;

const PASSWORD: &str = "a-password-of-somebody-new";
/// What goes over the wire for it: as good as the password.
const HASH: &str = "b14ecc71c0175ccaf5599a57f59517a9";

type Typed = [(&'static str, &'static str); 5];

const BY_PHONE: Typed = [
    ("login_type", "phone"),
    ("phone", "+84 000000009"),
    ("country", "vn"),
    ("password", PASSWORD),
    ("password_again", PASSWORD),
];
const BY_EMAIL: Typed =
    [("login_type", "email"), ("email", "new@practice.test"), BY_PHONE[2], BY_PHONE[3], BY_PHONE[4]];

/// The same with one field typed in another way.
fn but(typed: Typed, name: &'static str, text: &'static str) -> Typed {
    typed.map(|(own, before)| (own, if own == name { text } else { before }))
}

/// Registers with what is typed, to the end or to the next form.
async fn register(bench: &Workbench, typed: &[(&str, &str)]) -> SessionView {
    let view = begin(bench, "register").await;
    assert_eq!(form(&view), "register", "{view:?}");
    bench.fill(view.id, typed).await
}

#[tokio::test]
async fn somebody_new_is_registered_signed_in_and_linked() {
    for (typed, name) in [(BY_PHONE, "000******0009"), (BY_EMAIL, "ne**@practice.test")] {
        let bench = without_a_page().await;
        set(&bench, "strict_headers", true);
        let view = register(&bench, &typed).await;
        assert_eq!(view.state, SessionState::Linked, "{view:?}");
        let id = view.connection.expect("linked");
        bench.settled(id).await;
        let shown = bench.desk.connection(id).await.expect("it is there");
        assert_eq!((shown.connection.identity.name.as_str(), shown.accounts.len()), (name, 1));
        assert_eq!(shown.connection.identity.masked, "•••• 0001", "the number that the registration gave");
        for (endpoint, times) in [("manager_auth", 1), ("register", 1), ("login", 1)] {
            assert_eq!(bench.asked(Headline, endpoint), times, "{endpoint}");
        }
        assert_eq!(bench.asked(Headline, "calls_without_required_headers"), 0);
        bench.desk.sync(id).await.expect("the login that followed is kept");

        // Signed in to again there is no such question: nobody new may take the place of a linked customer.
        let again = bench.begin_at_form(reconnect(Headline, id)).await;
        assert_eq!(form(&again), "login", "{again:?}");
        let told = format!("{shown:?} {:?} {:?}", bench.desk.sessions(), bench.desk.timeline(id).await);
        bench.desk.close().await;
        for secret in [PASSWORD, HASH, "manager-practice-"] {
            assert!(!told.contains(secret), "no secret in what is shown");
            assert!(!bench.is_stored(secret), "no secret in the folder");
        }
    }
}

#[tokio::test]
async fn a_refusal_inside_http_200_lands_on_its_field() {
    let bench = without_a_page().await;
    let known_phone = but(BY_PHONE, "phone", "+84 000000001");
    let known_email = but(BY_EMAIL, "email", "sample@practice.test");
    let session = begin(&bench, "register").await.id;
    for (typed, field, code) in [
        (but(BY_PHONE, "password_again", "another"), "password_again", None),
        (but(BY_PHONE, "country", "8N"), "country", None),
        (but(BY_PHONE, "phone", "0900000001"), "phone", None),
        (known_phone, "phone", Some("CUSTOMER_API_0000106")),
        (known_email, "email", Some("CUSTOMER_API_0000107")),
        (but(BY_EMAIL, "email", "new@practice"), "email", Some("CUSTOMER_API_0000510")),
    ] {
        let view = bench.fill(session, &typed).await;
        let no = problem(&view);
        assert_eq!((view.state, form(&view)), (SessionState::AtForm, "register"), "{field}: the form stays");
        assert_eq!((no.code, no.subject.as_deref()), (ProblemCode::InvalidInput, Some(field)), "{no:?}");
        assert_eq!(no.provider_code.as_deref(), code, "{no:?}");
    }
    set(&bench, "duplicate_code", "CUSTOMER_API_0000101");
    for (typed, field) in [(known_phone, "phone"), (known_email, "email")] {
        let view = bench.fill(session, &typed).await;
        assert_eq!(problem(&view).subject.as_deref(), Some(field), "the general code too: {view:?}");
    }
    assert_eq!(bench.asked(Headline, "login"), 0, "nobody was signed in");
    let view = bench.fill(session, &BY_PHONE).await;
    assert_eq!(view.state, SessionState::Linked, "put right it works: {view:?}");
}

#[tokio::test]
async fn somebody_registered_who_cannot_be_signed_in_is_told_so_and_signs_in_later() {
    let bench = without_a_page().await;
    set(&bench, "captcha_required", true);
    let view = register(&bench, &BY_PHONE).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "registered"), "{view:?}");
    let no = problem(&view);
    assert_eq!((no.code, no.code.exit_code()), (ProblemCode::Registered, 3));
    assert_eq!(no.provider_code.as_deref(), Some("F999999"), "and why");
    set(&bench, "captcha_required", false);
    let wrong = bench.fill(view.id, &[("password", "wrong")]).await;
    assert_eq!((form(&wrong), problem(&wrong).subject.as_deref()), ("registered", Some("password")), "{wrong:?}");
    let view = bench.fill(view.id, &[("password", PASSWORD)]).await;
    assert_eq!(view.state, SessionState::Linked, "{view:?}");
    assert_eq!(bench.asked(Headline, "register"), 1, "registered once");
}

#[tokio::test]
async fn whoever_leaves_after_being_registered_is_not_told_that_nothing_was_changed() {
    let bench = without_a_page().await;
    set(&bench, "captcha_required", true);
    let view = register(&bench, &BY_PHONE).await;
    set(&bench, "captcha_required", false);
    bench.fill(view.id, &[("password", "wrong")]).await;
    bench.desk.cancel(view.id).expect("it lives");
    let over = bench.desk.over(view.id).await.expect("remembered");
    assert_eq!((over.state, problem(&over).code), (SessionState::Cancelled, ProblemCode::Registered), "{over:?}");

    let left = begin(&bench, "register").await;
    bench.desk.cancel(left.id).expect("it lives");
    let over = bench.desk.over(left.id).await.expect("remembered");
    assert_eq!(problem(&over).code, ProblemCode::Cancelled, "before that it is true: {over:?}");
}

#[tokio::test]
async fn somebody_perhaps_registered_signs_in_and_is_never_registered_twice() {
    let bench = without_a_page().await;
    set(&bench, "registration_times_out", true);
    let view = register(&bench, &BY_EMAIL).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "perhaps_registered"), "{view:?}");
    let no = problem(&view);
    assert_eq!((no.code, no.provider_code.as_deref()), (ProblemCode::Registered, Some("GATEWAY_CODE_902")));
    assert_eq!(bench.asked(Headline, "login"), 0, "a password is sent when it is known to be somebody's, or typed");
    let view = bench.fill(view.id, &[("password", PASSWORD)]).await;
    assert_eq!(view.state, SessionState::Linked, "{view:?}");
    assert_eq!(bench.asked(Headline, "register"), 1);
}

#[tokio::test]
async fn a_second_factor_and_a_cancel_come_after_a_registration_as_after_a_sign_in() {
    let bench = without_a_page().await;
    set(&bench, "mfa_for_all", true);
    let view = register(&bench, &BY_PHONE).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "login_code"), "{view:?}");
    let view = bench.fill(view.id, &[("otp", CODE)]).await;
    assert_eq!(view.state, SessionState::Linked, "{view:?}");

    let left = begin(&bench, "register").await;
    bench.desk.cancel(left.id).expect("it lives");
    assert_eq!(bench.desk.over(left.id).await.expect("remembered").state, SessionState::Cancelled);
    assert_eq!(bench.asked(Headline, "register"), 1, "nothing was sent");
}

#[tokio::test]
async fn before_anybody_is_registered_the_form_may_be_sent_again() {
    let bench = without_a_page().await;
    bench.dial.set_fault(Provider::Headline, Fault::RotateThenDrop, Repeat::Once).expect("the dial turns");
    let view = register(&bench, &BY_PHONE).await;
    assert_eq!((view.state, form(&view)), (SessionState::AtForm, "register"), "{view:?}");
    assert_eq!(bench.asked(Headline, "register"), 0, "the manager's answer was lost, and nobody was registered");
    let view = bench.fill(view.id, &BY_PHONE).await;
    assert_eq!(view.state, SessionState::Linked, "{view:?}");
}

#[tokio::test]
async fn a_registration_without_a_group_asks_for_the_login_at_once() {
    let bench = without_a_page().await;
    let toml = bench.registration(Headline);
    let left_out = ["third_app_type", "redirect_uri", "customer_group_id"];
    let kept = toml.lines().filter(|line| !left_out.iter().any(|name| line.starts_with(name)));
    bench.register(Headline, &kept.collect::<Vec<_>>().join("\n")).await.expect("it is complete");
    let view = bench.begin_at_form(linkdesk_tests::workbench::link(Headline)).await;
    assert_eq!(form(&view), "login", "there is nothing that a new customer could be put under: {view:?}");
}
