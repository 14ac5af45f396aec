//! Counts of one stage, by step and outcome.

use crate::stage::{Deed, Server};
use crate::verdict::Outcome;
use crate::victim::Blow;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a stage counted.
pub(crate) struct Tally {
    deed: Deed,
    server: Server,
    calls: u32,
    steps: usize,
    survived: usize,
    kills: BTreeMap<String, BTreeMap<Outcome, usize>>,
}

impl Tally {
    /// `counts`: the calls the program makes; `steps`: before how many of them it is killed.
    pub(crate) fn new(deed: Deed, server: Server, counts: &BTreeMap<String, u32>, steps: usize) -> Self {
        Self { deed, server, calls: counts.values().sum(), steps, survived: 0, kills: BTreeMap::new() }
    }

    /// Counts one.
    pub(crate) fn count(&mut self, blow: &Blow, killed: bool, outcome: Outcome) {
        if !killed {
            self.survived += 1;
            return;
        }
        let step = match blow {
            Blow::Before { call, .. } => format!("before {call}"),
            Blow::After(_) | Blow::None => "at a moment".to_owned(),
        };
        *self.kills.entry(step).or_default().entry(outcome).or_default() += 1;
    }

    /// How many died.
    pub(crate) fn kills(&self) -> usize {
        self.kills.values().flat_map(BTreeMap::values).sum()
    }

    /// All of it as one line of JSON.
    pub(crate) fn line(&self) -> Value {
        let by_step: BTreeMap<&String, BTreeMap<&str, usize>> = self
            .kills
            .iter()
            .map(|(step, outcomes)| (step, outcomes.iter().map(|(outcome, n)| (outcome.name(), *n)).collect()))
            .collect();
        json!({
            "deed": format!("{:?}", self.deed),
            "server": format!("{:?}", self.server),
            "calls": self.calls,
            "steps": self.steps,
            "kills": self.kills(),
            "survived": self.survived,
            "by_step": by_step,
        })
    }
}
