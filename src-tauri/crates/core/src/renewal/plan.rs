//! When each grant is renewed next. Pure.
//!
//! A grant is renewed long before it could end, so that a computer that is closed for most of its life loses nothing. Many
//! grants of one registration share a budget: above it, all of them are renewed less often, soonest loss first.

use crate::contract::{ConnectionId, ProviderId};
use crate::provider::Ends;
use crate::store::TendedGrant;
use std::collections::HashMap;
use std::time::Duration;
use time::OffsetDateTime;

/// How many renewals a registration may ask for in an hour before they are spread further. The providers publish no limit;
/// one each second is far below what any public interface allows.
const PER_HOUR: u32 = 3600;
/// However many there are, no grant waits longer.
const LONGEST: Duration = Duration::from_secs(8 * 3600);
/// A grant comes due up to a tenth early, each at its own time: what was linked together is not renewed together.
const EARLY: f64 = 0.1;

/// Whom a renewal is asked of: a provider, in the name of one registration. What is wrong with one of them says nothing of
/// the others.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Lane {
    pub(crate) provider: ProviderId,
    pub(crate) registration: String,
}

impl Lane {
    fn of(grant: &TendedGrant) -> Self {
        Self { provider: grant.provider, registration: grant.registration.clone() }
    }
}

/// What has been seen in this run of the program. The wall clock can be moved; the time since the computer was started
/// cannot, and it goes on while the computer sleeps.
#[derive(Default)]
pub(crate) struct Seen(HashMap<ConnectionId, (OffsetDateTime, Duration)>);

/// A grant that is to be renewed, as it was when the plan was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Due {
    pub(crate) id: ConnectionId,
    /// Its credential then: if another one stands there by now, somebody else has renewed it.
    pub(crate) generation: i64,
}

/// What is to be done now, and when to look again.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// What is due in each lane, soonest loss first.
    pub(crate) due: HashMap<Lane, Vec<Due>>,
    /// How long until something else comes due; `None`: there is nothing to wait for.
    pub(crate) next: Option<Duration>,
}

/// The clocks, as they stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now {
    /// The wall clock.
    pub(crate) wall: OffsetDateTime,
    /// Since the computer was started, sleep included.
    pub(crate) boot: Duration,
}

/// Plans for these grants. `healed`: lanes whose provider answers again; pauses of our own are over there.
///
/// `every` is how often a provider's grants are renewed at least.
pub(crate) fn plan(
    grants: &[TendedGrant],
    now: Now,
    seen: &mut Seen,
    every: impl Fn(ProviderId) -> Option<Duration>,
    healed: impl Fn(&Lane) -> bool,
) -> Plan {
    let mut counts: HashMap<Lane, u32> = HashMap::new();
    for grant in grants {
        *counts.entry(Lane::of(grant)).or_default() += 1;
    }
    seen.forget_others(grants);
    let mut due: Vec<(Order, Lane, Due)> = Vec::new();
    let mut next: Option<Duration> = None;
    for grant in grants {
        let lane = Lane::of(grant);
        let Some(every) = every(grant.provider) else { continue };
        let wait = wait(grant, now, seen, interval(every, counts[&lane]), healed(&lane));
        if wait.is_zero() {
            due.push((order(grant), lane, Due { id: grant.id, generation: grant.generation }));
        } else {
            next = Some(next.map_or(wait, |soonest| soonest.min(wait)));
        }
    }
    due.sort_unstable_by_key(|(order, ..)| *order);
    let mut plan = Plan { due: HashMap::new(), next };
    for (_, lane, due) in due {
        plan.due.entry(lane).or_default().push(due);
    }
    plan
}

/// What a crash left open comes first, then the soonest loss; what has no end comes last.
type Order = (bool, bool, Option<OffsetDateTime>, ConnectionId);

const fn order(grant: &TendedGrant) -> Order {
    let loss = match grant.survives {
        Ends::At(at) => Some(at),
        Ends::Never | Ends::Unknown => None,
    };
    (!grant.interrupted, loss.is_none(), loss, grant.id)
}

/// How often each of so many grants is renewed.
fn interval(every: Duration, count: u32) -> Duration {
    let by_budget = Duration::from_secs(3600) * count / PER_HOUR;
    every.max(by_budget.min(LONGEST))
}

/// How long until a grant is due; zero: it is.
fn wait(grant: &TendedGrant, now: Now, seen: &mut Seen, interval: Duration, healed: bool) -> Duration {
    let waits_for = grant.retry.filter(|retry| retry.told || !healed).map(|retry| retry.at - now.wall);
    let pause = waits_for.and_then(|left| Duration::try_from(left).ok()).unwrap_or_default();
    if grant.interrupted {
        return pause;
    }
    let interval = interval.mul_f64(1.0 - EARLY * own_share(grant.id));
    let age = Duration::try_from(now.wall - grant.renewed_at);
    let by_wall = match age {
        Ok(age) => interval.saturating_sub(age),
        // Renewed in the future: the clock was set back since, and says nothing of how old it is.
        Err(_) => Duration::ZERO,
    };
    let by_boot = seen.due_at(grant, now, by_wall).saturating_sub(now.boot);
    by_wall.min(by_boot).max(pause)
}

impl Seen {
    /// When a grant is due by the time since start, as it was worked out when it was first seen.
    fn due_at(&mut self, grant: &TendedGrant, now: Now, wait: Duration) -> Duration {
        let known = self.0.entry(grant.id).or_insert((grant.renewed_at, now.boot + wait));
        if known.0 != grant.renewed_at {
            *known = (grant.renewed_at, now.boot + wait);
        }
        known.1
    }

    fn forget_others(&mut self, grants: &[TendedGrant]) {
        if self.0.len() > grants.len() {
            let there: std::collections::HashSet<ConnectionId> = grants.iter().map(|grant| grant.id).collect();
            self.0.retain(|id, _| there.contains(id));
        }
    }
}

/// A share between 0 and 1 that belongs to the connection: its id ends in random bits.
fn own_share(id: ConnectionId) -> f64 {
    f64::from(id.tail()) / f64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Retry;
    use time::Duration as Span;
    use time::macros::datetime;

    const EVERY: Duration = Duration::from_secs(5400);
    const START: OffsetDateTime = datetime!(2026-01-02 03:04:05 UTC);

    fn grant(age: Span) -> TendedGrant {
        TendedGrant {
            id: ConnectionId::new(),
            generation: 7,
            provider: ProviderId::Flowaccount,
            registration: "default".to_owned(),
            renewed_at: START - age,
            survives: Ends::At(START - age + Span::DAY),
            retry: None,
            interrupted: false,
        }
    }

    fn planned(grants: &[TendedGrant], now: Now, seen: &mut Seen) -> Plan {
        plan(grants, now, seen, |_| Some(EVERY), |_| false)
    }

    fn due(plan: &Plan) -> Vec<ConnectionId> {
        plan.due.values().flatten().map(|due| due.id).collect()
    }

    fn at(wall: Span, boot: u64) -> Now {
        Now { wall: START + wall, boot: Duration::from_secs(1000 + boot) }
    }

    #[test]
    fn a_grant_is_due_when_its_interval_is_over_and_a_little_before_at_most() {
        let (young, old) = (grant(Span::minutes(80)), grant(Span::minutes(90)));
        let plan = planned(&[young.clone(), old.clone()], at(Span::ZERO, 0), &mut Seen::default());
        assert_eq!(due(&plan), [old.id]);
        let as_seen = plan.due.values().flatten().map(|due| due.generation);
        assert_eq!(as_seen.collect::<Vec<_>>(), [7], "what was renewed since is told apart by it");
        let next = plan.next.expect("the other follows");
        assert!(next <= Duration::from_secs(600), "{next:?}");
    }

    #[test]
    fn what_a_crash_left_open_comes_first_and_then_the_soonest_loss() {
        let (late, soon) = (grant(Span::hours(3)), grant(Span::hours(20)));
        let endless = TendedGrant { survives: Ends::Never, ..grant(Span::hours(40)) };
        let open = TendedGrant { interrupted: true, ..grant(Span::ZERO) };
        let all = [endless.clone(), late.clone(), open.clone(), soon.clone()];
        let plan = planned(&all, at(Span::ZERO, 0), &mut Seen::default());
        assert_eq!(due(&plan), [open.id, soon.id, late.id, endless.id]);
    }

    #[test]
    fn a_clock_that_is_set_back_holds_nothing_up() {
        let (mut seen, grant) = (Seen::default(), grant(Span::minutes(10)));
        let all = [grant.clone()];
        assert_eq!(due(&planned(&all, at(Span::ZERO, 0), &mut seen)), []);
        let behind = at(-Span::minutes(8), 5400);
        assert_eq!(due(&planned(&all, behind, &mut seen)), [grant.id], "the time since start says that it is old");
        let before_it_was_renewed = at(-Span::DAY, 1);
        assert_eq!(due(&planned(&all, before_it_was_renewed, &mut Seen::default())), [grant.id], "its age is unknown");
    }

    #[test]
    fn a_clock_that_is_set_forward_brings_one_renewal_and_no_more() {
        let (mut seen, mut grant) = (Seen::default(), grant(Span::ZERO));
        assert_eq!(due(&planned(&[grant.clone()], at(Span::ZERO, 0), &mut seen)), []);
        assert_eq!(due(&planned(&[grant.clone()], at(Span::DAY, 10), &mut seen)), [grant.id]);
        grant.renewed_at = START + Span::DAY;
        assert_eq!(due(&planned(&[grant.clone()], at(Span::DAY, 20), &mut seen)), [], "renewed by the new clock");
        assert_eq!(due(&planned(&[grant.clone()], at(Span::ZERO, 30), &mut seen)), [grant.id], "set back again: once");
        grant.renewed_at = START;
        assert_eq!(due(&planned(&[grant], at(Span::seconds(10), 40), &mut seen)), []);
    }

    #[test]
    fn what_a_provider_asked_for_is_kept_even_when_it_answers_others_again() {
        let wait =
            |told| TendedGrant { retry: Some(Retry { at: START + Span::minutes(5), told }), ..grant(Span::hours(2)) };
        let (told, ours) = (wait(true), wait(false));
        let all = [told.clone(), ours.clone()];
        assert_eq!(due(&planned(&all, at(Span::ZERO, 0), &mut Seen::default())), []);
        let healed = plan(&all, at(Span::ZERO, 0), &mut Seen::default(), |_| Some(EVERY), |_| true);
        assert_eq!(due(&healed), [ours.id]);
        assert_eq!(healed.next, Some(Duration::from_secs(300)));
    }

    #[test]
    fn many_grants_share_the_budget_but_none_waits_longer_than_eight_hours() {
        assert_eq!(interval(EVERY, 100), EVERY);
        assert_eq!(interval(EVERY, 10_000), Duration::from_secs(10_000), "one each second");
        assert_eq!(interval(EVERY, 1_000_000), LONGEST);
    }

    #[test]
    fn grants_of_one_minute_come_due_over_several() {
        let all: Vec<TendedGrant> = (0..200).map(|_| grant(Span::minutes(85))).collect();
        let now = due(&planned(&all, at(Span::ZERO, 0), &mut Seen::default())).len();
        assert!((60..140).contains(&now), "{now} of 200 at once");
    }

    #[test]
    fn a_provider_without_renewal_is_left_alone() {
        let plan = plan(&[grant(Span::DAY)], at(Span::ZERO, 0), &mut Seen::default(), |_| None, |_| false);
        assert!(plan.due.is_empty() && plan.next.is_none());
    }
}
