//! Keeping every grant alive while the program runs.

use super::breaker::Breaker;
use super::lane::{Road, locked};
use super::plan::{self, Due, Lane, Now, Plan, Seen};
use crate::contract::{ConnectionId, Problem, ProviderId};
use crate::core::Core;
use crate::http::network;
use crate::provider::room;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

/// However far the next deadline is, the clocks are looked at as often as this: one of them may have been set, or the
/// computer may have slept.
const LOOK: Duration = Duration::from_secs(60);
/// How often the network is looked at while something waits for it.
const LOOK_FOR_NETWORK: Duration = Duration::from_secs(2);
/// A loop that cannot read its store tries again after this.
const TROUBLE: Duration = Duration::from_secs(10);
/// So much more time since start than the program has lived through means that the computer slept.
const SLEPT: Duration = Duration::from_secs(5);

/// How often a provider's grants are renewed; `None`: nothing to renew.
pub(crate) fn every(provider: ProviderId) -> Option<Duration> {
    room(provider).spec().renew_every
}

/// What is due now.
pub(crate) async fn due(core: &Core) -> Result<Plan, Problem> {
    let grants = core.store.tended().await?;
    Ok(plan::plan(&grants, now(core), &mut Seen::default(), every, |_| false))
}

fn now(core: &Core) -> Now {
    Now { wall: core.clock.now(), boot: core.clock.since_boot() }
}

/// How long a grant is left alone after something that no waiting mends: a registration that changed, a full disk.
const ASIDE: Duration = Duration::from_secs(300);

/// How driving a lane ended.
struct Driven {
    lane: Lane,
    /// The way was blocked, and is free again.
    healed: bool,
    /// What failed for another reason than the way.
    failed: Vec<ConnectionId>,
}

/// A lane that has had something to do.
#[derive(Default)]
struct Known {
    breaker: Arc<Mutex<Breaker>>,
    is_running: bool,
    /// It was blocked and answers again: pauses of our own are over.
    healed: bool,
}

/// Renews what comes due, for ever. A renewal that is out goes on when this is dropped.
pub(crate) async fn tend(core: &Arc<Core>) {
    let road = Road::new(core);
    let mut seen = Seen::default();
    let mut lanes: HashMap<Lane, Known> = HashMap::new();
    let mut aside: HashMap<ConnectionId, Instant> = HashMap::new();
    let mut running: JoinSet<Driven> = JoinSet::new();
    let (mut was_offline, mut tried) = (false, Instant::now());
    let mut rest = Rest::new(core);
    loop {
        if rest.is_over(core) || (was_offline && network::is_up()) {
            // Whatever stood in the way may be gone: everybody may look once.
            for known in lanes.values_mut() {
                *locked(&known.breaker) = Breaker::default();
                known.healed = true;
            }
            aside.clear();
        }
        aside.retain(|_, until| *until > Instant::now());
        was_offline = false;
        // Without a route nothing leaves this computer, so a try now and then costs nobody anything.
        let try_anyway = tried.elapsed() >= LOOK;
        let pause = match core.store.tended().await {
            Ok(mut grants) => {
                grants.retain(|grant| !aside.contains_key(&grant.id));
                let healed: HashSet<Lane> =
                    lanes.iter().filter(|(_, known)| known.healed).map(|(lane, _)| lane.clone()).collect();
                let plan = plan::plan(&grants, now(core), &mut seen, every, |lane| healed.contains(lane));
                let (started, waits) = start(core, &road, &mut lanes, &mut running, plan.due, try_anyway).await;
                was_offline = waits;
                if !waits {
                    tried = Instant::now();
                }
                soonest(plan.next, &lanes, started, waits)
            }
            Err(error) => {
                tracing::warn!(%error, "what is due could not be looked up");
                TROUBLE
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = core.renewals.nudged() => {}
            // Driving a lane does not panic: what it starts runs in tasks of its own.
            Some(Ok(driven)) = running.join_next() => finished(driven, &mut lanes, &mut aside),
        }
    }
}

/// Starts the lanes that have something due and may. Whether one was started, and whether one waits for the network.
async fn start(
    core: &Arc<Core>,
    road: &Road,
    lanes: &mut HashMap<Lane, Known>,
    running: &mut JoinSet<Driven>,
    due: HashMap<Lane, Vec<Due>>,
    try_anyway: bool,
) -> (bool, bool) {
    let (mut started, mut waits) = (false, false);
    for (lane, due) in due {
        let known = lanes.entry(lane.clone()).or_default();
        if known.is_running || core.renewals.rests() || locked(&known.breaker).width(Instant::now()) == 0 {
            continue;
        }
        if !try_anyway && !network::is_up() && goes_out(core, &lane).await {
            waits = true;
            continue;
        }
        known.is_running = true;
        known.healed = false;
        started = true;
        let (road, breaker) = (road.clone(), known.breaker.clone());
        running.spawn(async move {
            let was_blocked = locked(&breaker).is_blocked();
            let parts = road.drive(due, &breaker).await;
            let healed = was_blocked && !locked(&breaker).is_blocked();
            let failed = parts
                .into_iter()
                .filter(|(_, outcome)| outcome.as_ref().is_err_and(|problem| !problem.is_of_the_way()));
            Driven { lane, healed, failed: failed.map(|(id, _)| id).collect() }
        });
    }
    (started, waits)
}

/// Whether the lane's provider is not on this computer.
async fn goes_out(core: &Core, lane: &Lane) -> bool {
    match crate::desk::registrations::load(core, lane.provider, &lane.registration).await {
        Ok(registration) => !registration.is_on_this_computer(),
        // The renewal says what is wrong with it.
        Err(_) => false,
    }
}

fn finished(driven: Driven, lanes: &mut HashMap<Lane, Known>, aside: &mut HashMap<ConnectionId, Instant>) {
    if let Some(known) = lanes.get_mut(&driven.lane) {
        known.is_running = false;
        known.healed |= driven.healed;
    }
    let until = Instant::now() + ASIDE;
    aside.extend(driven.failed.into_iter().map(|id| (id, until)));
}

/// How long nothing comes due, as far as is known.
fn soonest(next: Option<Duration>, lanes: &HashMap<Lane, Known>, started: bool, offline: bool) -> Duration {
    let now = Instant::now();
    let opens = lanes.values().filter_map(|known| locked(&known.breaker).closed_until());
    let opens = opens.map(|at| at.saturating_duration_since(now)).filter(|wait| !wait.is_zero());
    let network = offline.then_some(LOOK_FOR_NETWORK);
    let soonest = opens.chain(next).chain(network).fold(LOOK, Duration::min);
    // Whoever was just started tells when it is done; looking again at once would find the same due.
    if started { soonest.max(Duration::from_secs(1)) } else { soonest.max(Duration::from_millis(50)) }
}

/// Notices that the computer slept: more time went by than this program lived through.
struct Rest {
    boot: Duration,
    lived: Instant,
}

impl Rest {
    fn new(core: &Core) -> Self {
        Self { boot: core.clock.since_boot(), lived: Instant::now() }
    }

    fn is_over(&mut self, core: &Core) -> bool {
        let (boot, lived) = (core.clock.since_boot(), Instant::now());
        let slept = boot.saturating_sub(self.boot).saturating_sub(lived - self.lived);
        (self.boot, self.lived) = (boot, lived);
        slept > SLEPT || core.renewals.woke()
    }
}
