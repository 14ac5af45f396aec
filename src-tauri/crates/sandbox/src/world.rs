//! Everything the practice providers remember, behind one lock, saved before any answer leaves.

use crate::clock::Clock;
use crate::desk::Desk;
use crate::folder::{Folder, FolderError};
use crate::http::Call;
use crate::ids::Ids;
use crate::phone::Phone;
use crate::ports::Ports;
use crate::provider::Scene;
use crate::{Provider, Ready, bankhub, baokim, flowaccount, headline, its};
use serde::{Deserialize, Serialize};
use serde_json::map::Entry;
use serde_json::{Map, Value};
use std::sync::{Mutex, PoisonError};

/// What the practice providers remember.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Memory {
    pub(crate) clock: Clock,
    pub(crate) ports: Ports,
    ids: Ids,
    phone: Phone,
    bankhub_desk: Desk,
    bankhub: bankhub::State,
    flowaccount_desk: Desk,
    flowaccount: flowaccount::State,
    its_desk: Desk,
    its: its::State,
    baokim_desk: Desk,
    baokim: baokim::State,
    headline_desk: Desk,
    headline: headline::State,
}

impl Memory {
    /// Providers nobody has ever called.
    pub(crate) fn new(origin_of_ids: u64) -> Self {
        let mut ids = Ids::new(origin_of_ids);
        Self {
            clock: Clock::default(),
            ports: Ports::default(),
            bankhub_desk: Desk::new(Provider::Bankhub),
            bankhub: bankhub::State::new(&mut ids),
            flowaccount_desk: Desk::new(Provider::Flowaccount),
            flowaccount: flowaccount::State::new(&mut ids),
            its_desk: Desk::new(Provider::Its),
            its: its::State::new(&mut ids),
            baokim_desk: Desk::new(Provider::Baokim),
            baokim: baokim::State::new(&mut ids),
            headline_desk: Desk::new(Provider::Headline),
            headline: headline::State::new(&mut ids),
            ids,
            phone: Phone::default(),
        }
    }

    /// What was kept. A provider that an older version did not have yet is one nobody has ever called.
    pub(crate) fn read(kept: &[u8]) -> serde_json::Result<Self> {
        let mut kept: Map<String, Value> = serde_json::from_slice(kept)?;
        let mut ids: Ids = serde_json::from_value(kept.get("ids").cloned().unwrap_or_default())?;
        if !kept.contains_key("its") {
            kept.insert("its".to_owned(), serde_json::to_value(its::State::new(&mut ids))?);
        }
        if !kept.contains_key("baokim") {
            kept.insert("baokim".to_owned(), serde_json::to_value(baokim::State::new(&mut ids))?);
        }
        if !kept.contains_key("headline") {
            kept.insert("headline".to_owned(), serde_json::to_value(headline::State::new(&mut ids))?);
        }
        kept.insert("ids".to_owned(), serde_json::to_value(ids)?);
        for provider in Provider::ALL {
            let desk = kept.entry(format!("{}_desk", provider.id()));
            if let Entry::Vacant(desk) = desk {
                desk.insert(serde_json::to_value(Desk::new(provider))?);
            }
        }
        serde_json::from_value(kept.into())
    }

    pub(crate) fn phone(&self) -> &Phone {
        &self.phone
    }

    /// What the control page sets for a provider.
    pub(crate) fn desk(&mut self, provider: Provider) -> &mut Desk {
        match provider {
            Provider::Bankhub => &mut self.bankhub_desk,
            Provider::Flowaccount => &mut self.flowaccount_desk,
            Provider::Its => &mut self.its_desk,
            Provider::Baokim => &mut self.baokim_desk,
            Provider::Headline => &mut self.headline_desk,
        }
    }

    /// The person changes the password at the bank behind the grant that a call is for.
    pub(crate) fn change_bank_password(&mut self, call: &Call) {
        self.bankhub.change_bank_password(call);
    }
}

/// Lets each provider's state be found, alone and with what all providers share.
macro_rules! rooms {
    ($($room:ident $desk:ident)*) => {$(
        impl $room::State {
            /// The provider's state.
            pub(crate) fn of(memory: &mut Memory) -> &mut Self {
                &mut memory.$room
            }

            /// The state, and what the provider shares with the others.
            pub(crate) fn scene(memory: &mut Memory) -> Scene<'_, Self> {
                Scene {
                    now: memory.clock.now(),
                    state: &mut memory.$room,
                    desk: &mut memory.$desk,
                    phone: &mut memory.phone,
                    ids: &mut memory.ids,
                }
            }
        }
    )*};
}

rooms! {
    bankhub bankhub_desk
    flowaccount flowaccount_desk
    its its_desk
    baokim baokim_desk
    headline headline_desk
}

/// The memory, its lock and the file it is kept in.
pub(crate) struct World {
    inside: Mutex<Inside>,
}

struct Inside {
    memory: Memory,
    saved: Vec<u8>,
    stopped: bool,
    folder: Option<Folder>,
}

impl World {
    /// A world over a memory. With a folder the memory is kept there, and other processes learn where the providers are.
    pub(crate) fn open(memory: Memory, folder: Option<Folder>, ready: &Ready) -> Result<Self, FolderError> {
        let mut inside = Inside { memory, saved: Vec::new(), stopped: false, folder };
        inside.save()?;
        if let Some(folder) = &inside.folder {
            folder.write_ready(ready)?;
        }
        Ok(Self { inside: Mutex::new(inside) })
    }

    /// Looks at the memory, changes it, and saves what changed before anybody learns the outcome.
    ///
    /// The lock is held while the file is written, about a millisecond: one call at a time is what makes the providers
    /// deterministic.
    pub(crate) fn change<Outcome>(&self, act: impl FnOnce(&mut Memory) -> Outcome) -> Result<Outcome, FolderError> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.stopped {
            return Err(FolderError::Stopped);
        }
        let outcome = act(&mut inside.memory);
        inside.save()?;
        Ok(outcome)
    }

    /// Looks at the memory. Works to the end, and saves nothing.
    pub(crate) fn look<Outcome>(&self, see: impl FnOnce(&mut Memory) -> Outcome) -> Outcome {
        see(&mut self.inside.lock().unwrap_or_else(PoisonError::into_inner).memory)
    }

    /// Answers nobody any more and lets go of the folder.
    pub(crate) fn close(&self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.stopped = true;
        if let Some(folder) = inside.folder.take() {
            folder.forget_ready();
        }
    }
}

impl Inside {
    fn save(&mut self) -> Result<(), FolderError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let state =
            serde_json::to_vec(&self.memory).map_err(|error| FolderError::damaged(folder.state_file(), &error))?;
        if state != self.saved {
            folder.write_state(&state)?;
            self.saved = state;
        }
        Ok(())
    }
}
