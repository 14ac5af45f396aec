//! Where to kill: first before every call that the program makes, then at moments spread over its whole life.

use crate::victim::Blow;
use std::collections::BTreeMap;
use std::time::Duration;

/// The golden ratio's fraction: its multiples fall evenly into every part of an interval, and never twice on one point.
const SPREAD: f64 = 0.618_033_988_749_895;

/// The points of one stage, one after the other and without end.
pub(crate) struct Points {
    steps: Vec<(String, u32)>,
    moments: u32,
    life: Duration,
    taken: usize,
}

impl Points {
    /// `counts`: how often each call is made; `life`: how long the program lives; `budget`: how many kills there will be.
    pub(crate) fn new(counts: &BTreeMap<String, u32>, life: Duration, budget: usize) -> Self {
        // A part is left for moments.
        let steps = shares(counts, budget - budget / 5)
            .into_iter()
            .flat_map(|(call, count, share)| (0..share).map(move |number| (call.clone(), number * count / share + 1)))
            .collect();
        Self { steps, moments: 0, life, taken: 0 }
    }

    /// How many points are steps.
    pub(crate) fn steps(&self) -> usize {
        self.steps.len()
    }

    /// The next point.
    pub(crate) fn next(&mut self) -> Blow {
        if let Some((call, nth)) = self.steps.get(self.taken).cloned() {
            self.taken += 1;
            return Blow::Before { call, nth };
        }
        self.moments += 1;
        Blow::After(self.life.mul_f64((f64::from(self.moments) * SPREAD).fract()))
    }
}

/// Each call with its count and how many of them are taken: all, or when there is no room for all, as many of the one
/// as of the other. A call that is made often is no more worth than one that is made once.
fn shares(counts: &BTreeMap<String, u32>, room: usize) -> Vec<(String, u32, u32)> {
    let mut shares: Vec<_> = counts.iter().map(|(call, count)| (call.clone(), *count, 0)).collect();
    let mut left = room;
    loop {
        let before = left;
        for (_, count, share) in &mut shares {
            if left > 0 && *share < *count {
                *share += 1;
                left -= 1;
            }
        }
        if left == before {
            return shares;
        }
    }
}
