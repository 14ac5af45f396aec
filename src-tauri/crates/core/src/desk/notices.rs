//! What a person is told without asking: early, truly, once, and taken back when it is over.

use super::list;
use crate::contract::{ConnectionId, ConnectionView, GrantStatus, Problem, Survival};
use crate::core::Core;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::{Duration, OffsetDateTime};

/// The setting that keeps what was told.
const KEPT: &str = "told";

/// What is to be shown on the desktop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notice {
    /// Something is new: all that stands, in one notice.
    Tell {
        /// How many links need a person.
        need: u32,
        /// How many end soon, and only a person lengthens them.
        ending: u32,
    },
    /// Nothing stands any more: what was shown is taken away.
    Clear,
}

/// How many links there are, and how many of them stand to be told.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Figures {
    /// All.
    pub linked: u32,
    /// How many need a person.
    pub need: u32,
    /// How many end soon, and only a person lengthens them.
    pub ending: u32,
}

/// How near an end is. The later, the more urgent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stage {
    Early,
    Late,
    Lost,
}

type Told = BTreeMap<ConnectionId, Stage>;

/// What is new since the last call; `None`: nothing that was not told.
pub(super) async fn notice(core: &Core) -> Result<Option<Notice>, Problem> {
    let kept = core.store.setting(KEPT).await?;
    // What cannot be read was told by another version; telling it once more does no harm.
    let told: Told = kept.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
    let stands = stands(&list::connections(core).await?, core.clock.now());
    if stands == told {
        return Ok(None);
    }
    core.store.set_setting(KEPT, &serde_json::to_value(&stands).unwrap_or_default()).await?;
    Ok(difference(&told, &stands))
}

/// How many links there are, and what stands to be told of them.
pub(super) async fn figures(core: &Core) -> Result<Figures, Problem> {
    let connections = list::connections(core).await?;
    let stands = stands(&connections, core.clock.now());
    let linked = u32::try_from(connections.len()).unwrap_or(u32::MAX);
    Ok(Figures { linked, need: count(&stands, true), ending: count(&stands, false) })
}

fn stands(connections: &[ConnectionView], now: OffsetDateTime) -> Told {
    connections.iter().filter_map(|connection| Some((connection.id, stage(connection, now)?))).collect()
}

/// How many are lost, or are still to be.
fn count(stands: &Told, lost: bool) -> u32 {
    let fits = stands.values().filter(|stage| (**stage == Stage::Lost) == lost);
    u32::try_from(fits.count()).unwrap_or(u32::MAX)
}

fn difference(told: &Told, stands: &Told) -> Option<Notice> {
    if stands.is_empty() {
        return Some(Notice::Clear);
    }
    let is_new = stands.iter().any(|(id, stage)| told.get(id).is_none_or(|before| before < stage));
    is_new.then(|| Notice::Tell { need: count(stands, true), ending: count(stands, false) })
}

/// What is to be told of a connection; `None`: nothing, it is well or looks after itself.
fn stage(connection: &ConnectionView, now: OffsetDateTime) -> Option<Stage> {
    if !list::needs_person(connection) {
        return None;
    }
    match (connection.grant, connection.survival) {
        (GrantStatus::NeedsPerson | GrantStatus::Gone, _) => Some(Stage::Lost),
        (_, Survival::Until { at }) => {
            let since = connection.renewed_at.unwrap_or(connection.linked_at).instant();
            let late = if at.instant() - since > list::LONG { Duration::DAY } else { Duration::HOUR };
            Some(if at.instant() - now < late { Stage::Late } else { Stage::Early })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(stages: &[(ConnectionId, Stage)]) -> Told {
        stages.iter().copied().collect()
    }

    #[test]
    fn each_step_is_told_once_and_all_that_stands_is_one_notice() {
        let (one, other) = (ConnectionId::new(), ConnectionId::new());
        let early = told(&[(one, Stage::Early)]);
        let both = told(&[(one, Stage::Early), (other, Stage::Lost)]);
        let late = told(&[(one, Stage::Late), (other, Stage::Lost)]);
        assert_eq!(difference(&told(&[]), &early), Some(Notice::Tell { need: 0, ending: 1 }));
        assert_eq!(difference(&early, &both), Some(Notice::Tell { need: 1, ending: 1 }));
        assert_eq!(difference(&both, &late), Some(Notice::Tell { need: 1, ending: 1 }), "it is nearer now");
        assert_eq!(difference(&both, &early), None, "one is well again: nothing new");
        assert_eq!(difference(&early, &told(&[])), Some(Notice::Clear));
    }
}
