//! A link through a computer whose lid is closed: for how many hours does it live?
//!
//! The practice provider's refresh token lives for a day from its last use, as FlowAccount's guide says. Its clock and the
//! desk's are moved together: awake for a while, the lid closed, awake again. The desk does what it always does; beside
//! it stands a plain timer that renews when the access token is over. `LINKDESK_RUNS` is how many runs each point of the
//! curve gets (usually 3; the long form, `npm run torture`, takes 200). Each point is printed as a line of JSON.

use linkdesk_core::contract::{ConnectionId, GrantStatus, ProviderId};
use linkdesk_sandbox::Provider;
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, reconnect};
use serde_json::json;

use ProviderId::Flowaccount;

const HOUR: i64 = 3600;
const LID_CLOSED: [i64; 7] = [1, 8, 16, 20, 22, 24, 26];
/// How long the computer is awake before its lid is closed, at most.
const AWAKE: i64 = 9 * HOUR;
/// Between two looks at what is due, while it is awake.
const TICK: i64 = 600;

/// Who keeps the link alive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Keeper {
    /// The desk, by its plan.
    Desk,
    /// A timer that renews when the access token is over.
    PlainTimer,
}

struct Lid {
    bench: Workbench,
    id: ConnectionId,
    now: i64,
}

fn runs() -> i64 {
    std::env::var("LINKDESK_RUNS").map_or(3, |text| text.parse().expect("a number of runs"))
}

impl Lid {
    async fn new(access_life: i64) -> Self {
        let bench = Workbench::new().await;
        bench.dial.set_switch(Provider::Flowaccount, "access_ttl", access_life).expect("a switch");
        bench.dial.set_switch(Provider::Flowaccount, "reuse_revokes_family", true).expect("a switch");
        let id = bench.link(Flowaccount, &Person::of_business("N9000001")).await;
        bench.settled(id).await;
        Self { bench, id, now: 0 }
    }

    fn pass(&mut self, seconds: i64) {
        self.now += seconds;
        self.bench.dial.advance_clock(seconds).expect("the clock moves");
        self.bench.clock.shift_to(self.now);
    }

    async fn look(&self, keeper: Keeper) {
        match keeper {
            Keeper::Desk => {
                self.bench.desk.refresh_due().await.expect("the list opens");
            }
            // Asked for a token that is over, the desk renews as any program does.
            Keeper::PlainTimer => drop(self.bench.desk.token(self.id, None).await),
        }
    }

    /// Awake, the lid closed, awake again. Whether the link lived.
    async fn live(&mut self, keeper: Keeper, awake: i64, closed: i64) -> bool {
        let wakes_at = self.now + awake;
        while self.now < wakes_at {
            self.pass(TICK.min(wakes_at - self.now));
            self.look(keeper).await;
        }
        self.pass(closed);
        self.look(keeper).await;
        // The last word is the provider's.
        let lives = self.bench.desk.refresh(self.id).await.is_ok();
        let known = self.bench.desk.connection(self.id).await.expect("it is there").connection.grant;
        assert_eq!(lives, known != GrantStatus::NeedsPerson, "a dead grant is known to be dead, and no other");
        if !lives {
            let request = reconnect(Flowaccount, self.id);
            self.bench.go_through(request, &Person::of_business("N9000001")).await;
            self.bench.settled(self.id).await;
        }
        lives
    }
}

/// Each point of a curve, as the share of runs that the link lived through.
async fn curve(keeper: Keeper, access_life: i64) -> Vec<(i64, i64)> {
    let mut lid = Lid::new(access_life).await;
    let mut points = Vec::new();
    for hours in LID_CLOSED {
        let mut lived = 0;
        for run in 0..runs() {
            // Spread evenly over how old the token can be when the lid is closed.
            let awake = AWAKE * (2 * run + 1) / (2 * runs()) + 420 * (run % 3);
            lived += i64::from(lid.live(keeper, awake, hours * HOUR).await);
        }
        println!(
            "\nsurvival {}",
            json!({ "keeper": format!("{keeper:?}"), "access_life": access_life, "hours": hours, "runs": runs(), "lived": lived })
        );
        points.push((hours, lived));
    }
    points
}

#[tokio::test]
async fn a_lid_closed_for_twenty_two_hours_loses_nothing_whatever_the_access_tokens_life() {
    for access_life in [HOUR, 24 * HOUR] {
        for (hours, lived) in curve(Keeper::Desk, access_life).await {
            match hours {
                ..=22 => assert_eq!(lived, runs(), "{hours} h with access tokens of {access_life} s"),
                // At a day it is a matter of minutes; after it, nothing here can help.
                25.. => assert_eq!(lived, 0, "{hours} h"),
                _ => {}
            }
        }
    }
}

#[tokio::test]
async fn a_plain_timer_lives_as_long_as_its_access_tokens_let_it() {
    let short = curve(Keeper::PlainTimer, HOUR).await;
    let long = curve(Keeper::PlainTimer, 24 * HOUR).await;
    let lived = |points: &[(i64, i64)]| points.iter().map(|(_, lived)| lived).sum::<i64>();
    assert!(lived(&long) < lived(&short), "with tokens of a day it renews too late");
}
