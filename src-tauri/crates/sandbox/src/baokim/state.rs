//! What practice Bảo Kim remembers.

use crate::client::Client;
use crate::clock::Moment;
use crate::ids::Ids;
use crate::{GrantAction, GrantSummary};
use serde::{Deserialize, Serialize};

/// What practice Bảo Kim remembers.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) client: Client,
}

impl State {
    pub(crate) fn new(ids: &mut Ids) -> Self {
        Self { client: Client::new(ids) }
    }

    /// Lets something happen to one grant or to all; the number of grants it happened to.
    pub(crate) fn act_on_grants(&mut self, _: GrantAction, _: Option<&str>, _: Moment) -> usize {
        0
    }

    /// The grants for the control page.
    pub(crate) fn summaries(&self) -> Vec<GrantSummary> {
        Vec::new()
    }
}
