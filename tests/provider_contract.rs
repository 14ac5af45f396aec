//! The provider contract (`src-tauri/crates/core/src/provider/README.md`), walked for every provider.
//!
//! A provider joins by one row of [`CASES`]; nothing below asks which provider it is.

use linkdesk_core::contract::{
    ConnectionId, EventKind, GrantStatus, LinkRequest, ProblemCode, ProviderId, Route, SessionState, UnlinkMode,
};
use linkdesk_core::link::Received;
use linkdesk_sandbox::{Fault, Repeat};
use linkdesk_tests::linker::{Answers, Linker};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, link, practice, reconnect, with_parameter};

/// What a walk needs to know about a provider: who signs in, and as whom else.
struct Case {
    provider: ProviderId,
    person: fn() -> Linker,
    somebody_else: fn() -> Linker,
    /// Its endpoint for redeeming, as the practice provider counts it.
    redeems: &'static str,
    /// The secret of its registration that every call needs.
    secret: &'static str,
    /// How long the practice provider wants between two looks at one grant, in seconds.
    pace: i64,
}

const CASES: [Case; 5] = [
    Case {
        provider: ProviderId::Bankhub,
        person: || Linker::AtThePage(Person::at_the_bank()),
        somebody_else: || Linker::AtThePage(Person::who_answers(&[("user", "sample-other"), ("password", "practice")])),
        redeems: "grant.exchange",
        secret: "secret",
        pace: 61,
    },
    Case {
        provider: ProviderId::Flowaccount,
        person: || Linker::AtThePage(Person::of_business("N9000001")),
        somebody_else: || Linker::AtThePage(Person::of_business("N9000002")),
        redeems: "token.code",
        secret: "secret",
        pace: 0,
    },
    Case {
        provider: ProviderId::Its,
        person: || Linker::AtThePage(Person::of_shop("1000000000000000001")),
        somebody_else: || Linker::AtThePage(Person::of_shop("1000000000000000002")),
        redeems: "shop.authorize.known",
        secret: "api_key",
        pace: 0,
    },
    Case {
        provider: ProviderId::Baokim,
        person: || {
            Linker::AtForms(&[
                ("way", &[("way", "password")]),
                ("login", &[("username", "sample-user"), ("password", "practice")]),
            ])
        },
        somebody_else: || {
            Linker::AtForms(&[
                ("way", &[("way", "password")]),
                ("login", &[("username", "sample-other"), ("password", "practice")]),
            ])
        },
        redeems: "user.login",
        secret: "api_secret",
        pace: 0,
    },
    Case {
        provider: ProviderId::Headline,
        person: || Linker::AtThePage(Person::of_headline("sample@practice.test")),
        somebody_else: || Linker::AtThePage(Person::of_headline("other@practice.test")),
        redeems: "auth2.token",
        secret: "app_secret",
        pace: 0,
    },
];

/// Those whose person signs in on a page of the provider, with that person.
fn at_pages() -> impl Iterator<Item = (&'static Case, Person)> {
    CASES.iter().filter_map(|case| match (case.person)() {
        Linker::AtThePage(person) => Some((case, person)),
        Linker::AtForms(_) => None,
    })
}

/// Those whose person fills in forms of ours, with what is typed.
fn at_forms() -> impl Iterator<Item = (&'static Case, Answers)> {
    CASES.iter().filter_map(|case| match (case.person)() {
        Linker::AtThePage(_) => None,
        Linker::AtForms(answers) => Some((case, answers)),
    })
}

impl Case {
    /// Lets the pace of the provider pass, on its clock and on ours.
    fn later(&self, bench: &Workbench) {
        bench.dial.advance_clock(self.pace).expect("the clock moves");
        let offset = bench.dial.clock_offset();
        bench.clock.shift_to(offset);
    }

    async fn linked(&self) -> (Workbench, ConnectionId) {
        let bench = Workbench::new().await;
        let view = bench.link_by(link(self.provider), &(self.person)()).await;
        let id = view.connection.unwrap_or_else(|| panic!("not linked: {view:?}"));
        bench.settled(id).await;
        self.later(&bench);
        (bench, id)
    }
}

#[test]
fn every_provider_has_its_row() {
    let rows: Vec<ProviderId> = CASES.iter().map(|case| case.provider).collect();
    assert_eq!(rows, ProviderId::ALL, "a new provider is walked through the whole contract");
}

#[tokio::test]
async fn linking_asks_once_and_gives_a_token_with_its_header() {
    for case in &CASES {
        let (bench, id) = case.linked().await;
        assert_eq!(bench.asked(case.provider, case.redeems), 1, "{}: one redemption", case.provider);
        let handed = bench.desk.token(id, None).await.expect("a token");
        assert!(
            handed.header_value.expose().ends_with(handed.token.expose()),
            "{}: the header carries it",
            case.provider
        );
        let events: Vec<EventKind> =
            bench.desk.timeline(id).await.expect("a timeline").iter().map(|one| one.kind).collect();
        assert_eq!(events.last(), Some(&EventKind::Linked), "{}: {events:?}", case.provider);
    }
}

#[tokio::test]
async fn a_page_lists_every_host_it_goes_to_and_no_other() {
    for (case, _) in at_pages() {
        let bench = Workbench::new().await;
        let (_, page) = bench.begin(link(case.provider)).await;
        let address = page.address.expose();
        let allowed = |url: &str| page.hosts.iter().any(|rule| rule.allows(&url.parse().expect("a test address")));
        assert!(allowed(address.as_str()), "{}: its own page", case.provider);
        let port = address.port().expect("practice has a port");
        for foreign in [
            "https://evil.test/".to_owned(),
            format!("http://127.0.0.1:{}/", port + 1),
            format!("http://127.0.0.1.evil.test:{port}/"),
            format!("http://127.0.0.1:{port}@evil.test/"),
            format!("http://user@127.0.0.1:{port}/"),
            format!("https://127.0.0.1:{port}/"),
            "file:///etc/passwd".to_owned(),
            "javascript:alert(1)".to_owned(),
            "data:text/html,x".to_owned(),
        ] {
            assert!(!allowed(&foreign), "{}: {foreign}", case.provider);
        }
    }
}

#[tokio::test]
async fn the_same_account_is_the_same_connection_and_another_is_refused() {
    for case in &CASES {
        let (bench, id) = case.linked().await;
        let again = bench.link_by(link(case.provider), &(case.person)()).await;
        assert_eq!(again.connection, Some(id), "{}: no duplicate", case.provider);
        case.later(&bench);
        let view = bench.link_by(link(case.provider), &(case.somebody_else)()).await;
        assert_eq!(view.state, SessionState::Linked, "{}: somebody else is a connection of their own", case.provider);
        assert_ne!(view.connection, Some(id), "{}", case.provider);
    }
}

#[tokio::test]
async fn reconnecting_by_the_same_person_keeps_id_label_and_history() {
    for case in &CASES {
        let (bench, id) = case.linked().await;
        bench.desk.rename(id, "Household".to_owned(), Some("Sample Customer".to_owned())).await.expect("a name");
        let view = bench.desk.link(reconnect(case.provider, id)).await.expect("begins");
        // A healthy grant of a provider that can say so needs no page at all.
        let over = tokio::time::timeout(std::time::Duration::from_secs(3), bench.desk.finished(view.id)).await;
        let view = if let Ok(view) = over {
            view.expect("remembered")
        } else {
            let page = bench.page_of(view.id).await;
            let Linker::AtThePage(person) = (case.person)() else { panic!("a page nobody knows: {view:?}") };
            let callback = person.walk(page.address.expose(), &page.returns_to).await;
            assert_eq!(bench.arrive(view.id, callback.as_str()).await, Received::Taken(view.id));
            bench.desk.finished(view.id).await.expect("remembered")
        };
        let view = match (case.person)() {
            Linker::AtForms(answers) => bench.answer(view.id, answers, answers.len()).await,
            Linker::AtThePage(_) => view,
        };
        assert_eq!((view.state, view.connection), (SessionState::Linked, Some(id)), "{}: {view:?}", case.provider);
        let detail = bench.desk.connection(id).await.expect("it is there");
        assert_eq!(detail.connection.label, "Household", "{}: the label stays", case.provider);
        let kinds: Vec<EventKind> = detail.timeline.iter().map(|entry| entry.kind).collect();
        assert!(
            kinds.contains(&EventKind::Reconnected) && kinds.contains(&EventKind::Linked),
            "{}: {kinds:?}",
            case.provider
        );
    }
}

#[tokio::test]
async fn cancel_deny_and_expiry_leave_nothing_behind() {
    for (case, _) in at_pages() {
        let bench = Workbench::new().await;
        for button in ["cancel", "deny"] {
            let (session, page) = bench.begin(link(case.provider)).await;
            let Linker::AtThePage(person) = (case.person)() else { continue };
            let person =
                if button == "cancel" { Person::who_answers(&[("answer", button)]) } else { person.pressing(button) };
            let callback = person.walk(page.address.expose(), &page.returns_to).await;
            bench.arrive(session, callback.as_str()).await;
            let state = bench.desk.over(session).await.expect("remembered").state;
            let outcome = matches!(state, SessionState::Cancelled | SessionState::Denied);
            assert!(outcome, "{}: {button} is an outcome, not {state:?}", case.provider);
            assert!(bench.closed(session), "{}: its page is closed", case.provider);
        }
        assert_eq!(bench.asked(case.provider, case.redeems), 0, "{}: nothing was redeemed", case.provider);
        assert!(bench.desk.connections().await.expect("the list opens").is_empty());
    }
}

#[tokio::test]
async fn a_form_can_be_left_and_runs_out_with_nothing_sent() {
    for (case, answers) in at_forms() {
        let bench = Workbench::new().await;
        let session = bench.desk.link(link(case.provider)).await.expect("begins").id;
        bench.answer(session, answers, answers.len() - 1).await;
        bench.desk.cancel(session).expect("it lives");
        assert_eq!(bench.desk.over(session).await.expect("remembered").state, SessionState::Cancelled);
        assert_eq!(bench.asked(case.provider, case.redeems), 0, "{}: nothing was sent", case.provider);
        assert!(bench.desk.connections().await.expect("the list opens").is_empty());
    }
}

#[tokio::test]
async fn bad_answers_to_a_form_leave_it_with_a_named_problem_and_no_connection() {
    for (case, answers) in at_forms() {
        let bench = Workbench::new().await;
        for fault in BAD_ANSWERS {
            let session = bench.desk.link(link(case.provider)).await.expect("begins").id;
            bench.answer(session, answers, answers.len() - 1).await;
            bench.dial.set_fault(practice(case.provider), fault, Repeat::Once).expect("the dial turns");
            let view = bench.answer(session, answers, 1).await;
            assert_eq!(view.state, SessionState::AtForm, "{}: {fault:?} can be tried again", case.provider);
            let problem = view.problem.expect("it says what happened");
            assert_ne!(problem.code, ProblemCode::Internal, "{}: {fault:?} is expected", case.provider);
            assert!(bench.desk.connections().await.expect("the list opens").is_empty(), "{}", case.provider);
            let view = bench.answer(session, answers, 1).await;
            assert_eq!(view.state, SessionState::Linked, "{}: {fault:?} has passed: {view:?}", case.provider);
            let id = view.connection.expect("linked");
            bench.desk.unlink(id, UnlinkMode::Local).await.expect("it is forgotten");
        }
    }
}

/// Answers that say nothing, and are never believed to say something.
const BAD_ANSWERS: [Fault; 5] =
    [Fault::HtmlInsteadOfJson, Fault::TruncatedBody, Fault::EmptyBody, Fault::ServerError, Fault::TooManyRequests];

#[tokio::test]
async fn bad_answers_while_linking_end_in_a_named_problem_and_no_connection() {
    for (case, person) in at_pages() {
        let bench = Workbench::new().await;
        for fault in BAD_ANSWERS {
            let (session, page) = bench.begin(link(case.provider)).await;
            let callback = person.walk(page.address.expose(), &page.returns_to).await;
            bench.dial.set_fault(practice(case.provider), fault, Repeat::Once).expect("the dial turns");
            bench.arrive(session, callback.as_str()).await;
            let view = bench.desk.finished(session).await.expect("remembered");
            assert_eq!(view.state, SessionState::Failed, "{}: {fault:?}", case.provider);
            let problem = view.problem.expect("it says what happened");
            assert_ne!(problem.code, ProblemCode::Internal, "{}: {fault:?} is expected", case.provider);
            assert!(!problem.next.is_empty(), "{}: {fault:?} has a way on", case.provider);
        }
        assert!(bench.desk.connections().await.expect("the list opens").is_empty(), "{}", case.provider);
    }
}

#[tokio::test]
async fn a_wrong_secret_is_the_registrations_fault_and_the_test_says_so() {
    for case in &CASES {
        let bench = Workbench::new().await;
        bench.desk.test_registration(case.provider, "default").await.expect("the practice registration is accepted");
        let right = bench.registration(case.provider);
        let start = format!("{} = ", case.secret);
        let line = right.lines().find(|line| line.starts_with(&start)).expect("it has a secret");
        bench.register(case.provider, &right.replace(line, &format!("{start}\"wrong\""))).await.expect("it is sound");
        let problem = bench.desk.test_registration(case.provider, "default").await.expect_err("refused");
        assert_eq!(problem.code, ProblemCode::RegistrationRefused, "{}: {problem:?}", case.provider);
    }
}

#[tokio::test]
async fn reading_keeps_what_was_read_when_the_provider_is_out() {
    for case in &CASES {
        let (bench, id) = case.linked().await;
        let before = bench.desk.connection(id).await.expect("it is there").accounts;
        bench.dial.set_fault(practice(case.provider), Fault::Outage, Repeat::UntilOff).expect("the dial turns");
        bench.desk.sync(id).await.expect_err("it is out");
        let detail = bench.desk.connection(id).await.expect("it is there");
        assert_eq!(detail.accounts, before, "{}: an error never hides what was known", case.provider);
        assert_eq!(detail.connection.grant, GrantStatus::Good, "{}: an outage is not an end", case.provider);
    }
}

#[tokio::test]
async fn unlinking_ends_it_here_and_says_whether_it_ended_there() {
    for case in &CASES {
        let (bench, id) = case.linked().await;
        let can_revoke = bench.desk.connection(id).await.expect("it is there").can_revoke;
        let report = bench.desk.unlink(id, UnlinkMode::Everywhere).await.expect("it is unlinked");
        assert_eq!((report.revoked, report.forgotten), (can_revoke, true), "{}", case.provider);
    }
}

#[tokio::test]
async fn a_pasted_address_serves_like_a_window() {
    for (case, person) in at_pages() {
        let bench = Workbench::new().await;
        let request = LinkRequest { route: Route::Paste, ..link(case.provider) };
        let (session, page) = bench.begin(request).await;
        let callback = person.walk(page.address.expose(), &page.returns_to).await;
        let way = linkdesk_core::link::Way::Paste(session);
        for wrong in [with_parameter(&callback, "state", Some("wrong")).to_string(), "hello".to_owned()] {
            let arrival = linkdesk_core::link::Arrival { address: wrong.into(), way };
            assert_eq!(
                bench.desk.resume(arrival).await,
                Received::Dropped,
                "{}: another try is possible",
                case.provider
            );
        }
        let arrival = linkdesk_core::link::Arrival { address: callback.as_str().into(), way };
        assert_eq!(bench.desk.resume(arrival).await, Received::Taken(session), "{}", case.provider);
        assert_eq!(
            bench.desk.over(session).await.expect("remembered").state,
            SessionState::Linked,
            "{}",
            case.provider
        );
    }
}
