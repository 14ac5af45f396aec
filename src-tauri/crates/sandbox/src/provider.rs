//! The practice providers by name, in the order of their ports.

use crate::desk::Desk;
use crate::http::{Answer, Call, Endpoint};
use crate::ready::SampleLogin;
use crate::switch::Switch;
use crate::world::Memory;
use crate::{GrantAction, GrantSummary};
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
    /// ITS.
    Its,
    /// Bảo Kim.
    Baokim,
    /// Headline.
    Headline,
}

/// Does the same thing in the room of whichever provider this is: the five rooms have the same furniture.
macro_rules! in_room {
    ($provider:expr, $room:ident => $act:expr) => {
        match $provider {
            Provider::Bankhub => {
                use crate::bankhub as $room;
                $act
            }
            Provider::Flowaccount => {
                use crate::flowaccount as $room;
                $act
            }
            Provider::Its => {
                use crate::its as $room;
                $act
            }
            Provider::Baokim => {
                use crate::baokim as $room;
                $act
            }
            Provider::Headline => {
                use crate::headline as $room;
                $act
            }
        }
    };
    ($provider:expr, $memory:expr, $room:ident, $scene:ident => $act:expr) => {
        in_room!($provider, $room => {
            let $scene: &mut Scene<'_, $room::State> = &mut $room::State::scene($memory);
            $act
        })
    };
}

impl Provider {
    /// All of them; the first listens on the first port.
    pub const ALL: [Self; 5] = [Self::Bankhub, Self::Flowaccount, Self::Its, Self::Baokim, Self::Headline];

    /// Its id, as the command line and the control calls write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Bankhub => "bankhub",
            Self::Flowaccount => "flowaccount",
            Self::Its => "its",
            Self::Baokim => "baokim",
            Self::Headline => "headline",
        }
    }

    /// Its name as its pages write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bankhub => "bankHub",
            Self::Flowaccount => "FlowAccount",
            Self::Its => "ITS",
            Self::Baokim => "Bảo Kim",
            Self::Headline => "Headline",
        }
    }

    /// What its pages say that nothing of is real.
    pub(crate) fn nothing_real(self) -> &'static str {
        match self {
            Self::Bankhub => "not a real bank, no real account, no real money",
            Self::Flowaccount => "no real business, no real books",
            Self::Its => "no real shop, no real telephone line",
            Self::Baokim => "no real wallet, no real money",
            Self::Headline => "no real market, no real money",
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
            Self::Its => 2,
            Self::Baokim => 3,
            Self::Headline => 4,
        }
    }

    /// The provider's own code for calls that come too fast.
    pub(crate) fn throttled_code(self) -> &'static str {
        match self {
            Self::Bankhub => "RATE_LIMIT",
            Self::Flowaccount => "too_many_requests",
            Self::Its => "resource_exhausted",
            Self::Baokim => "99",
            Self::Headline => "GATEWAY_CODE_018",
        }
    }

    /// The behaviours that can be switched.
    pub(crate) fn switches(self) -> &'static [Switch] {
        in_room!(self, room => room::SWITCHES)
    }

    /// The endpoints of a registration at this origin.
    pub(crate) fn endpoints(self, origin: &str) -> BTreeMap<String, String> {
        in_room!(self, room => room::endpoints(origin))
    }

    /// The fields of a registration that say who the client is, in their order.
    pub(crate) fn registration(self, memory: &mut Memory) -> Vec<(&'static str, String)> {
        in_room!(self, memory, room, scene => room::registration(&scene.state.client))
    }

    /// The logins its pages accept.
    pub(crate) fn logins(self) -> Vec<SampleLogin> {
        in_room!(self, room => room::sample_logins())
    }

    /// The client it knows.
    pub(crate) fn client(self, memory: &mut Memory) -> &mut crate::client::Client {
        in_room!(self, room => &mut room::State::of(memory).client)
    }

    /// Which API endpoint a call is for; `None`: a page, or nothing at all.
    pub(crate) fn endpoint(self, call: &Call) -> Option<Endpoint> {
        in_room!(self, room => room::endpoint(call))
    }

    /// Answers an API call.
    pub(crate) fn answer_api(self, endpoint: Endpoint, call: &Call, memory: &mut Memory) -> Answer {
        in_room!(self, memory, room, scene => room::answer_api(endpoint, call, scene))
    }

    /// Answers a page of the provider; `None`: there is no such page.
    pub(crate) fn answer_page(self, call: &Call, memory: &mut Memory) -> Option<Answer> {
        in_room!(self, memory, room, scene => room::answer_page(call, scene))
    }

    /// The provider's own shape of an error whose code was asked for by [`crate::Dial::refuse_next`].
    pub(crate) fn refusal(self, code: &str, status: u16, call: &Call, memory: &mut Memory) -> Answer {
        in_room!(self, memory, room, scene => room::refusal(code, status, call, scene))
    }

    /// Lets something happen to the grant of this id, or to all; the number of grants it happened to.
    pub(crate) fn act_on_grants(self, action: GrantAction, grant: Option<&str>, memory: &mut Memory) -> usize {
        in_room!(self, memory, room, scene => scene.state.act_on_grants(action, grant, scene.now))
    }

    /// Its grants, oldest first.
    pub(crate) fn grants(self, memory: &mut Memory) -> Vec<GrantSummary> {
        in_room!(self, memory, room, scene => scene.state.summaries())
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
