//! Everything the practice providers remember, behind one lock, saved before any answer leaves.

use crate::clock::Clock;
use crate::desk::Desk;
use crate::folder::{Folder, FolderError};
use crate::http::Call;
use crate::ids::Ids;
use crate::phone::Phone;
use crate::ports::Ports;
use crate::provider::Scene;
use crate::{Provider, Ready, bankhub, flowaccount};
use serde::{Deserialize, Serialize};
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
}

impl Memory {
    /// Providers nobody has ever called.
    pub(crate) fn new(origin_of_ids: u64) -> Self {
        let mut ids = Ids::new(origin_of_ids);
        let bankhub = bankhub::State::new(&mut ids);
        let flowaccount = flowaccount::State::new(&mut ids);
        Self {
            clock: Clock::default(),
            ports: Ports::default(),
            ids,
            phone: Phone::default(),
            bankhub_desk: Desk::new(Provider::Bankhub),
            bankhub,
            flowaccount_desk: Desk::new(Provider::Flowaccount),
            flowaccount,
        }
    }

    pub(crate) fn phone(&self) -> &Phone {
        &self.phone
    }

    /// What the control page sets for a provider.
    pub(crate) fn desk(&mut self, provider: Provider) -> &mut Desk {
        match provider {
            Provider::Bankhub => &mut self.bankhub_desk,
            Provider::Flowaccount => &mut self.flowaccount_desk,
        }
    }

    /// The client that a provider knows.
    pub(crate) fn client(&mut self, provider: Provider) -> &mut crate::client::Client {
        match provider {
            Provider::Bankhub => &mut self.bankhub.client,
            Provider::Flowaccount => &mut self.flowaccount.client,
        }
    }

    pub(crate) fn bankhub(&mut self) -> Scene<'_, bankhub::State> {
        Scene {
            state: &mut self.bankhub,
            desk: &mut self.bankhub_desk,
            phone: &mut self.phone,
            ids: &mut self.ids,
            now: self.clock.now(),
        }
    }

    pub(crate) fn flowaccount(&mut self) -> Scene<'_, flowaccount::State> {
        Scene {
            state: &mut self.flowaccount,
            desk: &mut self.flowaccount_desk,
            phone: &mut self.phone,
            ids: &mut self.ids,
            now: self.clock.now(),
        }
    }

    /// The person changes the password at the bank behind the grant that a call is for.
    pub(crate) fn change_bank_password(&mut self, call: &Call) {
        self.bankhub.change_bank_password(call);
    }
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
