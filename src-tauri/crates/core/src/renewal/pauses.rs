//! How long something that stood in the way is left alone.

use crate::random;
use time::{Duration, OffsetDateTime};

/// The pause after the first failure; each further one doubles it.
const FIRST: Duration = Duration::seconds(30);
/// No pause of ours is longer.
const LONGEST: Duration = Duration::minutes(15);
/// A pause is up to a fifth longer or shorter, so that many who failed together do not come back together.
const SPREAD: f64 = 0.2;

/// The pause after this many failures in a row, at least one.
pub(crate) fn after(failures: u32) -> Duration {
    let doubled = FIRST * 2_i32.pow(failures.saturating_sub(1).min(10));
    doubled.min(LONGEST) * (1.0 + SPREAD * (2.0 * share() - 1.0))
}

/// A while after the instant that a provider named: never before it, and not all at once.
pub(crate) fn spread(now: OffsetDateTime, told: OffsetDateTime) -> OffsetDateTime {
    told + (told - now).max(Duration::ZERO) * (SPREAD * share())
}

/// Between nothing and everything.
fn share() -> f64 {
    f64::from(u32::from_le_bytes(random::bytes::<4>())) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_at_a_quarter_of_an_hour() {
        for _ in 0..200 {
            for (failures, about) in [(1, 30), (2, 60), (5, 480), (6, 900), (40, 900), (u32::MAX, 900)] {
                let pause = after(failures).as_seconds_f64() / f64::from(about);
                assert!((0.8..=1.2).contains(&pause), "{failures} failures: {pause} of {about} s");
            }
        }
    }

    #[test]
    fn a_provider_is_never_asked_before_the_instant_it_named() {
        let now = OffsetDateTime::UNIX_EPOCH;
        let told = now + Duration::minutes(10);
        let spreads: Vec<OffsetDateTime> = (0..200).map(|_| spread(now, told)).collect();
        assert!(spreads.iter().all(|at| (told..=told + Duration::minutes(2)).contains(at)));
        assert!(spreads.iter().max() > spreads.iter().min(), "and not all at once");
        assert_eq!(spread(now, now - Duration::HOUR), now - Duration::HOUR, "an instant that is over means now");
    }
}
