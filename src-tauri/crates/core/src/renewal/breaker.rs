//! Whether a provider is asked at all, and how many at once. Pure.
//!
//! A few failures in a row mean that the way to the provider is blocked, for all grants alike. Then one of them asks, now
//! and again, and the others wait for its answer: an outage of hours costs a request each half minute.

use std::time::Duration;
use tokio::time::Instant;

/// So many failures in a row, of whichever grants, and the others are held back.
const PATIENCE: u32 = 3;
/// Between two tries while they are.
const BETWEEN: Duration = Duration::from_secs(30);
/// How many ask at once at most.
const WIDEST: usize = 16;
/// How many ask at once at first.
const FIRST: usize = 2;

/// What is known of the way to one provider.
#[derive(Clone, Debug)]
pub(crate) struct Breaker {
    failures: u32,
    width: usize,
    closed_until: Option<Instant>,
}

impl Default for Breaker {
    fn default() -> Self {
        Self { failures: 0, width: FIRST, closed_until: None }
    }
}

impl Breaker {
    /// How many may ask at once at this instant.
    pub(crate) fn width(&self, now: Instant) -> usize {
        match self.closed_until {
            Some(until) if now < until => 0,
            _ if self.is_blocked() => 1,
            _ => self.width,
        }
    }

    /// From when on somebody may ask; `None`: now.
    pub(crate) const fn closed_until(&self) -> Option<Instant> {
        self.closed_until
    }

    /// Whether the way is taken to be blocked.
    pub(crate) const fn is_blocked(&self) -> bool {
        self.failures >= PATIENCE
    }

    /// The provider answered, whatever it said of the grant. `true`: the way was blocked until now.
    pub(crate) fn answered(&mut self) -> bool {
        let healed = self.is_blocked();
        self.failures = 0;
        self.closed_until = None;
        self.width = (self.width + 1).min(WIDEST);
        healed
    }

    /// It did not, or asked for a pause. `told`: how long the provider wants to be left alone.
    pub(crate) fn failed(&mut self, now: Instant, told: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        self.width = (self.width / 2).max(1);
        let pause = if self.is_blocked() { Some(told.unwrap_or_default().max(BETWEEN)) } else { told };
        // A later failure of those that were out already must not shorten what an earlier one was told.
        self.closed_until = self.closed_until.max(pause.map(|pause| now + pause));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_failures_in_a_row_leave_one_try_each_half_minute() {
        let (mut breaker, start) = (Breaker::default(), Instant::now());
        breaker.failed(start, None);
        breaker.failed(start, None);
        assert_eq!(breaker.width(start), 1, "fewer at once");
        breaker.failed(start, None);
        assert_eq!(breaker.width(start), 0);
        assert_eq!(breaker.width(start + BETWEEN), 1, "one looks");
        breaker.failed(start + BETWEEN, None);
        assert_eq!(breaker.width(start + BETWEEN), 0, "in vain");
    }

    #[test]
    fn an_answer_opens_the_way_for_all() {
        let (mut breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..5 {
            breaker.failed(start, None);
        }
        assert!(breaker.answered(), "it was blocked");
        assert!(!breaker.answered(), "and is no longer");
        assert_eq!(breaker.width(start), 3);
        for _ in 0..40 {
            breaker.answered();
        }
        assert_eq!(breaker.width(start), WIDEST);
    }

    #[test]
    fn a_failure_between_answers_is_the_grants_own() {
        let (mut breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..10 {
            breaker.failed(start, None);
            breaker.answered();
        }
        assert!(breaker.width(start) > 0);
    }

    #[test]
    fn a_provider_that_names_a_pause_gets_it_at_once() {
        let (mut breaker, start) = (Breaker::default(), Instant::now());
        breaker.failed(start, Some(Duration::from_secs(600)));
        breaker.failed(start, None);
        assert_eq!(breaker.width(start + Duration::from_secs(599)), 0);
        assert_eq!(breaker.width(start + Duration::from_secs(600)), 1);
    }
}
