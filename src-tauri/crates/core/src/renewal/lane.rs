//! Renewing what is due with one provider, many at once, as long as it answers.

use super::attempt;
use super::breaker::Breaker;
use super::plan::{Due, Plan};
use crate::contract::{ConnectionId, Problem, ProblemClass, ProblemCode};
use crate::core::Core;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// How many renewals are out at once, with all providers together.
const AT_ONCE: usize = 32;

/// Each connection with how it went.
pub(crate) type Parts = Vec<(ConnectionId, Result<(), Problem>)>;

/// What lanes share.
#[derive(Clone)]
pub(super) struct Road {
    core: Arc<Core>,
    room: Arc<Semaphore>,
}

impl Road {
    pub(super) fn new(core: &Arc<Core>) -> Self {
        Self { core: core.clone(), room: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Renews these in their order, until all are done or the way is blocked. What is left then is not among the parts.
    pub(super) async fn drive(&self, due: Vec<Due>, breaker: &Mutex<Breaker>) -> Parts {
        let mut waiting = due.into_iter().peekable();
        let (mut out, mut parts) = (JoinSet::new(), Parts::new());
        loop {
            while waiting.peek().is_some() && self.may_start(breaker, out.len()) {
                let (Some(due), Ok(place)) = (waiting.next(), self.room.clone().acquire_owned().await) else { break };
                let core = self.core.clone();
                out.spawn(async move {
                    let outcome = renew(&core, due).await;
                    drop(place);
                    (due.id, outcome)
                });
            }
            let Some(done) = out.join_next().await else { return parts };
            // A task that panicked is a bug that has been reported; the others go on.
            let Ok((id, outcome)) = done else { continue };
            self.learn(breaker, &outcome);
            parts.push((id, outcome));
        }
    }

    fn may_start(&self, breaker: &Mutex<Breaker>, out: usize) -> bool {
        !self.core.renewals.rests() && out < locked(breaker).width(Instant::now())
    }

    /// What an outcome says of the way to the provider.
    fn learn(&self, breaker: &Mutex<Breaker>, outcome: &Result<(), Problem>) {
        match outcome {
            Err(problem) if problem.is_of_the_way() => {
                let now = self.core.clock.now();
                let told = problem.retry_at.and_then(|at| (at.instant() - now).try_into().ok());
                locked(breaker).failed(Instant::now(), told);
            }
            // Ours: nothing was learnt of anybody else.
            Err(problem) if matches!(problem.code.class(), ProblemClass::Ours | ProblemClass::Keychain) => {}
            _ => {
                locked(breaker).answered();
            }
        }
    }
}

pub(super) fn locked(breaker: &Mutex<Breaker>) -> std::sync::MutexGuard<'_, Breaker> {
    breaker.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Renews one grant, unless somebody else did since the plan was made.
async fn renew(core: &Arc<Core>, due: Due) -> Result<(), Problem> {
    match attempt::renew(core, due.id, due.generation).await {
        // It was unlinked meanwhile.
        Err(problem) if problem.code == ProblemCode::UnknownId => Ok(()),
        outcome => outcome.map(drop),
    }
}

/// Renews what is due once, whoever asks. Each with how it went; what had to wait because the way is blocked says so.
pub(crate) async fn once(core: &Arc<Core>, plan: Plan) -> Parts {
    let road = Road::new(core);
    let mut lanes = JoinSet::new();
    for (_, due) in plan.due {
        let road = road.clone();
        lanes.spawn(async move {
            let mut parts = road.drive(due.clone(), &Mutex::default()).await;
            let blocked = parts.iter().rev().find_map(|(_, outcome)| outcome.as_ref().err().cloned());
            if let Some(problem) = blocked {
                let tried: std::collections::HashSet<ConnectionId> = parts.iter().map(|(id, _)| *id).collect();
                let left = due.into_iter().map(|due| due.id).filter(|id| !tried.contains(id));
                parts.extend(left.map(|id| (id, Err(problem.clone()))).collect::<Vec<_>>());
            }
            parts
        });
    }
    lanes.join_all().await.into_iter().flatten().collect()
}
