//! Measured values of one thing, and what is said about them.

use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Measured values of one thing: times in milliseconds, or whatever was added.
#[derive(Default)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    pub(crate) fn add(&mut self, taken: Duration) {
        self.add_value(taken.as_secs_f64() * 1000.0);
    }

    pub(crate) fn add_value(&mut self, value: f64) {
        self.0.push(value);
    }

    /// The value that this part of all does not exceed.
    fn quantile(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "the place of a value among a few hundred"
        )]
        let place = ((sorted.len().saturating_sub(1)) as f64 * part).round() as usize;
        sorted.get(place).copied().unwrap_or(f64::NAN)
    }

    /// Half are no greater.
    pub(crate) fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Median and what nine of ten do not exceed, in milliseconds.
    pub(crate) fn summary(&self) -> Value {
        json!({ "median_ms": self.median(), "p90_ms": self.quantile(0.9), "rounds": self.0.len() })
    }
}

/// How long it takes.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed(), done)
}

/// How long it takes.
pub(crate) async fn awaited<T>(work: impl Future<Output = T>) -> (Duration, T) {
    let start = Instant::now();
    let done = work.await;
    (start.elapsed(), done)
}
