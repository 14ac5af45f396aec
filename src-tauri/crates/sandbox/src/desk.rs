//! What the control page sets for one provider, and what it counts.

use crate::http::Endpoint;
use crate::{Fault, Provider, Repeat};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, VecDeque};

/// The fault a provider has now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ActiveFault {
    /// Which one.
    pub fault: Fault,
    /// How often it strikes.
    pub repeat: Repeat,
}

/// An error that a provider shall answer its next API call with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Refusal {
    /// The provider's own error code.
    pub error_code: String,
    /// The HTTP status.
    pub status: u16,
    /// The endpoint it waits for, by the name its counter has; `None`: whichever is called next.
    pub endpoint: Option<String>,
}

/// Fault, switches, refusals and counters of one provider.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Desk {
    provider: Provider,
    fault: Option<ActiveFault>,
    set: BTreeMap<String, Value>,
    refusals: VecDeque<Refusal>,
    counters: BTreeMap<String, u64>,
}

impl Desk {
    pub(crate) fn new(provider: Provider) -> Self {
        Self { provider, fault: None, set: BTreeMap::new(), refusals: VecDeque::new(), counters: BTreeMap::new() }
    }

    pub(crate) fn fault(&self) -> Option<ActiveFault> {
        self.fault
    }

    pub(crate) fn set_fault(&mut self, fault: Option<ActiveFault>) {
        self.fault = fault;
    }

    /// Takes the fault if it is this one; one that strikes once is used up by that.
    pub(crate) fn takes(&mut self, fault: Fault) -> bool {
        self.take_if(|active| active == fault).is_some()
    }

    /// Takes the fault if it strikes this endpoint from outside.
    pub(crate) fn take_striking(&mut self, endpoint: Endpoint) -> Option<Fault> {
        self.take_if(|active| active.strikes(endpoint))
    }

    fn take_if(&mut self, wanted: impl Fn(Fault) -> bool) -> Option<Fault> {
        let active = self.fault.filter(|active| wanted(active.fault))?;
        if active.repeat == Repeat::Once {
            self.fault = None;
        }
        Some(active.fault)
    }

    pub(crate) fn refuse_next(&mut self, refusal: Refusal) {
        self.refusals.push_back(refusal);
    }

    /// Takes the oldest refusal that this endpoint is to meet.
    pub(crate) fn take_refusal(&mut self, endpoint: Endpoint) -> Option<Refusal> {
        let wanted = |refusal: &Refusal| refusal.endpoint.as_deref().is_none_or(|name| name == endpoint.name);
        let position = self.refusals.iter().position(wanted)?;
        self.refusals.remove(position)
    }

    pub(crate) fn count(&mut self, endpoint: &str) {
        *self.counters.entry(endpoint.to_owned()).or_default() += 1;
    }

    pub(crate) fn counters(&self) -> BTreeMap<String, u64> {
        self.counters.clone()
    }

    /// Sets a switch that was checked before.
    pub(crate) fn set_switch(&mut self, name: &str, value: Value) {
        self.set.insert(name.to_owned(), value);
    }

    /// All switches with what they are set to.
    pub(crate) fn switches(&self) -> Map<String, Value> {
        self.provider.switches().iter().map(|switch| (switch.name.to_owned(), self.switch(switch.name))).collect()
    }

    fn switch(&self, name: &str) -> Value {
        let default = || self.provider.switches().iter().find(|switch| switch.name == name);
        self.set.get(name).cloned().or_else(|| default().map(crate::Switch::default_value)).unwrap_or_default()
    }

    /// Whether a switch is on.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.switch(name).as_bool().unwrap_or_default()
    }

    /// The number a switch is set to.
    pub(crate) fn number(&self, name: &str) -> i64 {
        self.switch(name).as_i64().unwrap_or_default()
    }

    /// The word a switch is set to.
    pub(crate) fn word(&self, name: &str) -> String {
        self.switch(name).as_str().unwrap_or_default().to_owned()
    }
}
