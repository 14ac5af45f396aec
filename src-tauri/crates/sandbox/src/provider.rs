//! The practice providers by name, in the order of their ports.

use crate::desk::Desk;
use crate::http::{Answer, Call, Endpoint};
use crate::ready::SampleLogin;
use crate::switch::Switch;
use crate::world::Memory;
use crate::{bankhub, flowaccount};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A practice provider.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// bankHub by Casso.
    Bankhub,
    /// `FlowAccount`.
    Flowaccount,
}

impl Provider {
    /// All of them; the first listens on the first port.
    pub const ALL: [Self; 2] = [Self::Bankhub, Self::Flowaccount];

    /// Its id, as the command line and the control calls write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Bankhub => "bankhub",
            Self::Flowaccount => "flowaccount",
        }
    }

    /// Its name as its pages write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bankhub => "bankHub",
            Self::Flowaccount => "FlowAccount",
        }
    }

    /// The provider with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.id() == id)
    }

    /// How far behind the first port it listens.
    pub(crate) fn offset(self) -> u16 {
        match self {
            Self::Bankhub => 0,
            Self::Flowaccount => 1,
        }
    }

    /// The behaviours that can be switched.
    pub(crate) fn switches(self) -> &'static [Switch] {
        match self {
            Self::Bankhub => bankhub::SWITCHES,
            Self::Flowaccount => flowaccount::SWITCHES,
        }
    }

    /// The endpoints of a registration at this origin.
    pub(crate) fn endpoints(self, origin: &str) -> BTreeMap<String, String> {
        match self {
            Self::Bankhub => bankhub::endpoints(origin),
            Self::Flowaccount => flowaccount::endpoints(origin),
        }
    }

    /// The scopes a registration asks for.
    pub(crate) fn scopes(self) -> &'static str {
        match self {
            Self::Bankhub => "identity,balance,transaction",
            Self::Flowaccount => "flowaccount-api offline_access",
        }
    }

    /// The logins its pages accept.
    pub(crate) fn logins(self) -> Vec<SampleLogin> {
        match self {
            Self::Bankhub => bankhub::sample_logins(),
            Self::Flowaccount => flowaccount::sample_logins(),
        }
    }

    /// Which API endpoint a call is for; `None`: a page, or nothing at all.
    pub(crate) fn endpoint(self, call: &Call) -> Option<Endpoint> {
        match self {
            Self::Bankhub => bankhub::endpoint(call),
            Self::Flowaccount => flowaccount::endpoint(call),
        }
    }

    /// Answers an API call.
    pub(crate) fn answer_api(self, endpoint: Endpoint, call: &Call, memory: &mut Memory) -> Answer {
        match self {
            Self::Bankhub => bankhub::answer_api(endpoint, call, &mut memory.bankhub()),
            Self::Flowaccount => flowaccount::answer_api(endpoint, call, &mut memory.flowaccount()),
        }
    }

    /// Answers a page of the provider; `None`: there is no such page.
    pub(crate) fn answer_page(self, call: &Call, memory: &mut Memory) -> Option<Answer> {
        match self {
            Self::Bankhub => bankhub::answer_page(call, &mut memory.bankhub()),
            Self::Flowaccount => flowaccount::answer_page(call, &mut memory.flowaccount()),
        }
    }

    /// The provider's own shape of an error whose code was asked for by [`crate::Dial::refuse_next`].
    pub(crate) fn refusal(self, code: &str, status: u16, memory: &mut Memory) -> Answer {
        match self {
            Self::Bankhub => bankhub::refusal(code, status, &mut memory.bankhub()),
            Self::Flowaccount => flowaccount::refusal(code, status),
        }
    }
}

/// What a provider needs to answer one call: its own state, and what all providers share.
pub(crate) struct Scene<'a, State> {
    /// What the provider remembers.
    pub(crate) state: &'a mut State,
    /// Its fault, switches and counters.
    pub(crate) desk: &'a mut Desk,
    /// Where one-time passwords arrive.
    pub(crate) phone: &'a mut crate::phone::Phone,
    /// Where tokens and ids come from.
    pub(crate) ids: &'a mut crate::ids::Ids,
    /// What the practice clock says.
    pub(crate) now: crate::clock::Moment,
}
