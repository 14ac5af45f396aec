//! The renewal machine in any order: whatever happens, the link is alive or known to be dead, and it dies only of what
//! must kill it.
//!
//! A grant lives through steps in a random order: renewals, by one program or by two at once, answers that are lost,
//! outages, restarts, hours that pass, a sign-in in between. A model of a few lines says what may have killed it.
//! `LINKDESK_ORDERS` is how many orders are tried (usually 20, the same each time; the long form, `npm run torture`, tries
//! others each time).

use linkdesk_core::Desk;
use linkdesk_core::contract::{ConnectionId, GrantStatus, ProviderId, SessionState};
use linkdesk_sandbox::{Fault, GrantAction, Provider, Repeat};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, reconnect};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::sync::Arc;

use ProviderId::Flowaccount;

const HOUR: i64 = 3600;
/// How long a refresh token lives from its last use, in practice as in `FlowAccount`'s guide.
const LIFE: i64 = 24 * HOUR;
/// How long the graceful server takes a token again after it was replaced, in seconds.
const GRACE: i64 = 60;
const OWNER: &str = "N9000001";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Renew,
    /// Two programs at once.
    RenewTwice,
    /// The provider acts on the next request, and its answer is lost: so once, or until it is calm again.
    Lost(Fault, Repeat),
    /// The provider answers without acting.
    Trouble(Fault, Repeat),
    Calm,
    Restart,
    Pass(i64),
    /// What is due is done.
    Tend,
    /// The provider ends the grant.
    End,
    /// The owner signs in again.
    Reconnect,
}

fn step() -> impl Strategy<Value = Step> {
    let repeat = || prop_oneof![Just(Repeat::Once), Just(Repeat::UntilOff)];
    let lost = prop_oneof![Just(Fault::RotateThenDrop), Just(Fault::TruncatedBody), Just(Fault::EmptyBody)];
    let trouble = prop_oneof![Just(Fault::ServerError), Just(Fault::Outage), Just(Fault::HtmlInsteadOfJson)];
    prop_oneof![
        6 => Just(Step::Renew),
        2 => Just(Step::RenewTwice),
        3 => (lost, repeat()).prop_map(|(fault, repeat)| Step::Lost(fault, repeat)),
        3 => (trouble, repeat()).prop_map(|(fault, repeat)| Step::Trouble(fault, repeat)),
        2 => Just(Step::Calm),
        2 => Just(Step::Restart),
        1 => (1..30_i64).prop_map(|hours| Step::Pass(hours * HOUR)),
        2 => (1..GRACE / 2).prop_map(Step::Pass),
        3 => Just(Step::Tend),
        1 => Just(Step::End),
        1 => Just(Step::Reconnect),
    ]
}

/// What may have killed the grant.
#[derive(Clone, Copy, Debug)]
struct Model {
    is_strict: bool,
    /// Since it was renewed, seconds.
    age: i64,
    /// Since an answer was lost that may have held the next token, seconds.
    lost: Option<i64>,
    may_be_dead: bool,
    loses: Option<Repeat>,
}

struct Life {
    bench: Workbench,
    other: Arc<Desk>,
    id: ConnectionId,
    now: i64,
    model: Model,
}

impl Life {
    async fn new(is_strict: bool) -> Self {
        let bench = Workbench::new().await;
        let set = if is_strict {
            bench.dial.set_switch(Provider::Flowaccount, "reuse_revokes_family", true)
        } else {
            bench.dial.set_switch(Provider::Flowaccount, "grace_seconds", GRACE)
        };
        set.expect("a switch");
        let id = bench.link(Flowaccount, &Person::of_business(OWNER)).await;
        bench.settled(id).await;
        let other = bench.another_desk().await;
        let model = Model { is_strict, age: 0, lost: None, may_be_dead: false, loses: None };
        Self { bench, other, id, now: 0, model }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Renew => {
                self.about_to_ask();
                let renewed = self.bench.desk.refresh(self.id).await.is_ok();
                self.asked(renewed);
            }
            Step::RenewTwice => {
                self.about_to_ask();
                let (one, two) = tokio::join!(self.bench.desk.refresh(self.id), self.other.refresh(self.id));
                self.asked(one.is_ok() || two.is_ok());
            }
            Step::Tend => {
                self.about_to_ask();
                let parts = self.bench.desk.refresh_due().await.expect("the list opens");
                let renewed = parts.iter().any(|(_, outcome)| outcome.is_ok());
                self.asked(renewed);
            }
            Step::Lost(fault, repeat) => {
                self.turn(fault, repeat);
                self.model.loses = Some(repeat);
            }
            Step::Trouble(fault, repeat) => {
                self.turn(fault, repeat);
                self.model.loses = None;
            }
            Step::Calm => self.calm(),
            Step::Restart => self.bench.restart().await,
            Step::Pass(seconds) => self.pass(seconds),
            Step::End => {
                self.bench
                    .dial
                    .act_on_grants(Provider::Flowaccount, GrantAction::ExpireRefreshTokens, None)
                    .expect("it ends");
                self.model.may_be_dead = true;
            }
            Step::Reconnect => self.reconnect().await,
        }
    }

    fn turn(&self, fault: Fault, repeat: Repeat) {
        self.bench.dial.set_fault(Provider::Flowaccount, fault, repeat).expect("the dial turns");
    }

    /// What the provider may do to the grant before the answer is there.
    fn about_to_ask(&mut self) {
        if let Some(repeat) = self.model.loses {
            self.model.lost = self.model.lost.or(Some(0));
            self.model.may_be_dead |= self.model.is_strict;
            if repeat == Repeat::Once {
                self.model.loses = None;
            }
        }
    }

    fn asked(&mut self, renewed: bool) {
        if renewed {
            self.model = Model { age: 0, lost: None, may_be_dead: false, ..self.model };
        }
    }

    fn pass(&mut self, seconds: i64) {
        self.now += seconds;
        self.bench.dial.advance_clock(seconds).expect("the clock moves");
        self.bench.clock.shift_to(self.now);
        self.model.age += seconds;
        self.model.lost = self.model.lost.map(|since| since + seconds);
        self.model.may_be_dead |= self.model.age >= LIFE || self.model.lost.is_some_and(|since| since >= GRACE);
    }

    /// Without trouble on the way, so that it works.
    async fn reconnect(&mut self) {
        self.calm();
        let view = self.bench.go_through(reconnect(Flowaccount, self.id), &Person::of_business(OWNER)).await;
        assert_eq!(
            (view.state, view.connection),
            (SessionState::Linked, Some(self.id)),
            "the same connection: {view:?}"
        );
        self.asked(true);
    }

    fn calm(&mut self) {
        self.bench.dial.clear_fault(Provider::Flowaccount).expect("the dial turns");
        self.model.loses = None;
    }

    async fn known(&self) -> GrantStatus {
        self.bench.desk.connection(self.id).await.expect("it is never lost").connection.grant
    }

    /// The last word is the provider's.
    async fn end(mut self) -> Result<(), TestCaseError> {
        self.calm();
        let before = self.known().await;
        let problem = self.bench.desk.refresh(self.id).await.err();
        let (known, model) = (self.known().await, self.model);
        let lives = problem.is_none();
        prop_assert_eq!(
            lives,
            known == GrantStatus::Good,
            "alive or known to be dead: {:?} {:?} {:?}",
            known,
            problem,
            model
        );
        prop_assert!(lives || known == GrantStatus::NeedsPerson, "{:?}", known);
        prop_assert!(lives || model.may_be_dead, "nothing killed it: {:?} {:?}", problem, model);
        prop_assert!(
            before != GrantStatus::NeedsPerson || model.may_be_dead,
            "called dead while it lived: {:?}",
            model
        );
        // And its owner brings it back, as the same connection.
        self.reconnect().await;
        prop_assert_eq!(self.known().await, GrantStatus::Good);
        prop_assert!(self.bench.desk.refresh(self.id).await.is_ok());
        prop_assert_eq!(self.bench.desk.connections().await.map(|all| all.len()), Ok(1));
        self.other.close().await;
        self.bench.desk.close().await;
        Ok(())
    }
}

#[test]
fn whatever_the_order_the_link_is_alive_or_known_to_be_dead() {
    let wanted = std::env::var("LINKDESK_ORDERS").ok();
    let cases = wanted.as_deref().map_or(20, |text| text.parse().expect("a number of orders"));
    let config = Config { cases, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
    let mut runner = match wanted {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let lives = (any::<bool>(), prop::collection::vec(step(), 2..14));
    let outcome = runner.run(&lives, |(is_strict, steps)| {
        runtime.block_on(async {
            let mut life = Life::new(is_strict).await;
            for step in steps {
                life.take(step).await;
            }
            life.end().await
        })
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
