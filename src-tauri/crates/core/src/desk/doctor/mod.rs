//! The doctor: looks at what a link depends on, and says what is wrong and what to do.
//!
//! It works when the store cannot be opened: that is a finding. It changes nothing, sends no credential, and names of
//! an address its host alone.

mod reach;

use super::Desk;
use crate::Clock;
use crate::contract::{
    Check, CheckCode, CheckOutcome, CheckStep, DoctorReport, GrantStatus, Problem, ProblemClass, ProblemCode,
    ProviderId, Started,
};
use crate::core::Core;
use crate::store::FolderCondition;
use crate::unattended::Unattended;
use std::sync::Arc;
use std::time::Duration;

/// How long the keychain may take to give the key once more.
const KEYCHAIN: Duration = Duration::from_secs(5);
const MEBIBYTE: u64 = 1024 * 1024;
/// Below this the store may be unable to write.
const TOO_LITTLE_SPACE: u64 = 20;
/// Below this it is worth knowing.
const LITTLE_SPACE: u64 = 200;

/// What came of opening the profile.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// It is open.
    Open(&'a Arc<Desk>),
    /// There is no store yet, and none was made.
    Nothing,
    /// It could not be opened.
    Refused(&'a Problem),
}

impl<'a> Found<'a> {
    pub(super) fn core(self) -> Option<&'a Arc<Core>> {
        match self {
            Found::Open(desk) => Some(&desk.core),
            Found::Nothing | Found::Refused(_) => None,
        }
    }
}

/// Looks at everything. `folder` is how the data folder was before anything opened it; `offline` asks no host.
pub async fn examine(folder: &FolderCondition, found: Found<'_>, practice: bool, offline: bool) -> DoctorReport {
    let mut checks = of_the_folder(folder);
    // What is practised is kept alive by nobody.
    if !practice && let Some(files) = Unattended::of(&folder.path) {
        checks.extend([(CheckCode::AtLogin, files.at_login()), (CheckCode::Timer, files.timer())].map(started));
    }
    checks.extend(match found {
        Found::Open(desk) => of_an_open_desk(&desk.core, offline).await,
        Found::Nothing => [CheckCode::Store, CheckCode::Keychain]
            .map(|code| Check::fine(code).but(CheckOutcome::Unknown, CheckStep::None))
            .to_vec(),
        Found::Refused(problem) => of_a_refusal(problem.code),
    });
    let clock = found.core().map_or_else(Clock::default, |core| core.clock.clone());
    DoctorReport {
        at: clock.now().into(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        system: std::env::consts::OS.to_owned(),
        processor: std::env::consts::ARCH.to_owned(),
        practice,
        offline,
        checks,
    }
}

fn of_the_folder(folder: &FolderCondition) -> Vec<Check> {
    let place = Check::fine(CheckCode::DataFolder);
    let place = match folder {
        FolderCondition { exists: false, .. } => place.but(CheckOutcome::Notice, CheckStep::None),
        FolderCondition { not_ours: true, .. } => place.wrong(ProblemCode::StoreReadOnly, CheckStep::FixFolder),
        FolderCondition { open_to_others: 0, .. } => place,
        FolderCondition { open_to_others, .. } => {
            place.wrong(ProblemCode::StoreReadOnly, CheckStep::FixFolder).counting(*open_to_others)
        }
    };
    let space = Check::fine(CheckCode::FreeSpace);
    let space = match folder.free_bytes.map(|bytes| bytes / MEBIBYTE) {
        None => space.but(CheckOutcome::Unknown, CheckStep::None),
        Some(free) if free < TOO_LITTLE_SPACE => space.wrong(ProblemCode::DiskFull, CheckStep::MakeRoom).counting(free),
        Some(free) if free < LITTLE_SPACE => space.but(CheckOutcome::Notice, CheckStep::MakeRoom).counting(free),
        Some(free) => space.counting(free),
    };
    vec![
        place,
        space,
        noticed(CheckCode::Locks, folder.held_locks, CheckStep::TryAgain),
        noticed(CheckCode::SetAside, folder.set_aside, CheckStep::None),
    ]
}

fn started((code, standing): (CheckCode, Started)) -> Check {
    match standing {
        Started::On => Check::fine(code).counting(1_u32),
        Started::Off => Check::fine(code).counting(0_u32),
        Started::Broken => Check::fine(code).but(CheckOutcome::Problem, CheckStep::SetUpAgain),
    }
}

/// Fine when there are none.
fn noticed(code: CheckCode, count: u32, next: CheckStep) -> Check {
    let check = Check::fine(code).counting(count);
    if count == 0 { check } else { check.but(CheckOutcome::Notice, next) }
}

/// What can be said when the store is not open: whose fault it is, and that the rest was not seen.
fn of_a_refusal(cause: ProblemCode) -> Vec<Check> {
    let unseen = |code| Check::fine(code).but(CheckOutcome::Unknown, CheckStep::None);
    let (store, keychain) = (Check::fine(CheckCode::Store), Check::fine(CheckCode::Keychain));
    match cause.class() {
        ProblemClass::Keychain => vec![keychain.wrong(cause, step(cause)), unseen(CheckCode::Store)],
        // The key was there: without it the file would not have been tried.
        _ if cause == ProblemCode::StoreDamaged || cause == ProblemCode::StoreNewer => {
            vec![keychain, store.wrong(cause, step(cause))]
        }
        _ => vec![unseen(CheckCode::Keychain), store.wrong(cause, step(cause))],
    }
}

/// What to do about a kind of problem.
const fn step(cause: ProblemCode) -> CheckStep {
    match cause {
        ProblemCode::KeyGone => CheckStep::RestoreKey,
        ProblemCode::KeychainLocked | ProblemCode::KeychainMissing | ProblemCode::KeychainSlow => {
            CheckStep::UnlockKeychain
        }
        ProblemCode::StoreDamaged => CheckStep::RestoreStore,
        ProblemCode::StoreNewer => CheckStep::UpdateProgram,
        ProblemCode::DiskFull => CheckStep::MakeRoom,
        ProblemCode::StoreReadOnly => CheckStep::FixFolder,
        _ => CheckStep::TryAgain,
    }
}

async fn of_an_open_desk(core: &Arc<Core>, offline: bool) -> Vec<Check> {
    let mut checks = vec![keychain(core).await, store(core).await];
    let mut endpoints = Vec::new();
    for provider in ProviderId::ALL {
        checks.push(registrations(core, provider, &mut endpoints).await);
    }
    checks.push(reach::proxy());
    if !offline {
        checks.extend(reach::reach(core, endpoints).await);
    }
    checks.push(renewals(core).await);
    checks.extend(connections(core).await);
    checks
}

fn failed(code: CheckCode, problem: impl Into<Problem>) -> Check {
    let cause = problem.into().code;
    Check::fine(code).wrong(cause, step(cause))
}

/// Asks for the key once more: since the store was opened it may have gone.
async fn keychain(core: &Core) -> Check {
    let entry = match core.folder.key_entry() {
        Ok(entry) => entry,
        Err(error) => return failed(CheckCode::Keychain, error),
    };
    let gone = || Check::fine(CheckCode::Keychain).wrong(ProblemCode::KeyGone, CheckStep::RestoreKey);
    let Some(entry) = entry else { return gone() };
    match core.keychain.get(&entry, KEYCHAIN).await {
        Ok(Some(_)) => Check::fine(CheckCode::Keychain),
        Ok(None) => gone(),
        Err(error) => failed(CheckCode::Keychain, error),
    }
}

async fn store(core: &Core) -> Check {
    match core.store.examine().await {
        Ok(version) => Check::fine(CheckCode::Store).counting(version),
        Err(error) => failed(CheckCode::Store, error),
    }
}

/// Reads the registrations of a provider, and notes the addresses that they speak to.
async fn registrations(core: &Core, provider: ProviderId, to: &mut Vec<reach::Endpoint>) -> Check {
    let of_provider = |check| Check { provider: Some(provider), ..check };
    let rows = match core.store.registrations(provider).await {
        Ok(rows) => rows,
        Err(error) => return of_provider(failed(CheckCode::Registrations, error)),
    };
    let mut check = noticed(CheckCode::Registrations, 0, CheckStep::None).counting(rows.len());
    if rows.is_empty() {
        check = check.but(CheckOutcome::Notice, CheckStep::FixRegistration);
    }
    for row in rows {
        match super::registrations::open(core, &row) {
            Ok(registration) => {
                to.extend(registration.endpoints().values().map(|url| reach::Endpoint::of(provider, url)));
            }
            Err(problem) => check = check.wrong(problem.code, CheckStep::FixRegistration),
        }
    }
    of_provider(check)
}

async fn renewals(core: &Core) -> Check {
    match core.store.interrupted().await {
        Ok(open) => {
            let count = u32::try_from(open.len()).unwrap_or(u32::MAX);
            noticed(CheckCode::InterruptedRenewals, count, CheckStep::RenewDue)
        }
        Err(error) => failed(CheckCode::InterruptedRenewals, error),
    }
}

async fn connections(core: &Core) -> Vec<Check> {
    use GrantStatus::{Ending, Gone, Good, NeedsPerson, Removing};

    let views = match super::list::connections(core).await {
        Ok(views) => views,
        Err(problem) => return vec![failed(CheckCode::Connections, problem)],
    };
    let mut checks = Vec::new();
    for grant in [Good, Ending, NeedsPerson, Gone, Removing] {
        let count = views.iter().filter(|view| view.grant == grant).count();
        let check = Check { grant: Some(grant), ..Check::fine(CheckCode::Connections) }.counting(count);
        checks.push(match grant {
            _ if count == 0 => check,
            Good => check,
            Removing => check.but(CheckOutcome::Notice, CheckStep::None),
            Ending => check.but(CheckOutcome::Notice, CheckStep::RenewDue),
            NeedsPerson | Gone => check.wrong(ProblemCode::NeedsPerson, CheckStep::Reconnect),
        });
    }
    checks
}
