//! The practice providers, hosted for the practice profile while it is open.

use linkdesk_core::Desk;
use linkdesk_core::Secret;
use linkdesk_core::contract::{
    PracticeFault, PracticeMessage, PracticeProvider, PracticeView, Problem, ProblemCode, ProviderId, SaveRegistration,
};
use linkdesk_sandbox::{
    Dial, DialError, Fault, Options, Provider, Ready, Repeat, Sandbox, StartError, hosted_elsewhere,
};
use std::path::{Path, PathBuf};
use tokio::sync::Mutex;
use url::Url;

/// The folder of a profile: practice lies beside nobody's accounts.
pub(crate) fn profile_folder(home: &Path, practice: bool) -> PathBuf {
    if practice { home.join("practice") } else { home.to_owned() }
}

/// The practice providers as far as this program has hold of them.
pub(crate) struct Practice {
    hosted: Result<Hosted, Problem>,
}

struct Hosted {
    sandbox: Mutex<Option<Sandbox>>,
    dial: Dial,
    ports: Vec<u16>,
}

impl Practice {
    /// Hosts the practice providers, unless another process does, and registers with them.
    pub(crate) async fn begin(home: &Path, desk: &Desk) -> Self {
        let folder = profile_folder(home, true);
        let started = Sandbox::start(Options { folder: Some(folder.clone()), ..Options::default() }).await;
        let hosted = match started {
            Ok(sandbox) => match register(desk, sandbox.ready()).await {
                Ok(()) => Ok(Hosted::new(sandbox, desk)),
                Err(problem) => Err(problem),
            },
            Err(StartError::AlreadyHosted) => match hosted_elsewhere(&folder) {
                Some(ready) => Err(register(desk, &ready).await.err().unwrap_or_else(elsewhere)),
                None => Err(elsewhere()),
            },
            Err(error) => Err(not_started(&error)),
        };
        if let Err(problem) = &hosted {
            tracing::warn!(reference = problem.reference, "practice: {problem}");
        }
        Self { hosted }
    }

    /// The providers, their clock and their dial.
    pub(crate) fn view(&self) -> Result<PracticeView, Problem> {
        self.hosted.as_ref().map(Hosted::view).map_err(Clone::clone)
    }

    /// Turns the dial of a provider. `None`: it answers normally.
    pub(crate) fn set_fault(&self, provider: ProviderId, fault: Option<&str>, until_off: bool) -> Result<(), Problem> {
        let dial = &self.hosted.as_ref().map_err(Clone::clone)?.dial;
        let provider = practice_provider(provider)?;
        let turned = match fault.map(|id| Fault::from_id(id).ok_or_else(|| unknown_fault(id))).transpose()? {
            Some(fault) => dial.set_fault(provider, fault, if until_off { Repeat::UntilOff } else { Repeat::Once }),
            None => dial.clear_fault(provider),
        };
        turned.map_err(|error| refused(&error))
    }

    /// Moves the practice clock and the profile's with it. `None`: back to the true time.
    pub(crate) fn move_clock(&self, desk: &Desk, advance_seconds: Option<i64>) -> Result<(), Problem> {
        let hosted = self.hosted.as_ref().map_err(Clone::clone)?;
        let moved = match advance_seconds {
            Some(seconds) => hosted.dial.advance_clock(seconds),
            None => hosted.dial.reset_clock(),
        };
        moved.map_err(|error| refused(&error))?;
        hosted.follow_clock(desk);
        Ok(())
    }

    /// Stops the providers and waits until their ports are free.
    pub(crate) async fn stop(&self) {
        if let Ok(hosted) = &self.hosted
            && let Some(sandbox) = hosted.sandbox.lock().await.take()
        {
            sandbox.stop().await;
        }
    }
}

impl Hosted {
    fn new(sandbox: Sandbox, desk: &Desk) -> Self {
        let hosted = Self { dial: sandbox.dial(), ports: ports(sandbox.ready()), sandbox: Mutex::new(Some(sandbox)) };
        hosted.follow_clock(desk);
        hosted
    }

    fn follow_clock(&self, desk: &Desk) {
        desk.shift_clock(self.dial.clock_offset());
    }

    fn view(&self) -> PracticeView {
        let messages = self.dial.phone().into_iter().filter_map(|message| {
            let provider = provider_id(message.provider)?;
            Some(PracticeMessage { at: message.at.into(), provider, code: message.code, text: message.text })
        });
        PracticeView {
            now: self.dial.now().into(),
            offset_seconds: self.dial.clock_offset().try_into().unwrap_or(i32::MAX),
            providers: Provider::ALL.into_iter().filter_map(|provider| self.provider(provider)).collect(),
            messages: messages.collect(),
            ports: self.ports.clone(),
        }
    }

    fn provider(&self, provider: Provider) -> Option<PracticeProvider> {
        let id = provider_id(provider)?;
        let active = self.dial.fault(provider);
        let fault = |fault: Fault| PracticeFault { id: fault.id().to_owned(), applies: fault.applies_to(provider) };
        Some(PracticeProvider {
            id,
            fault: active.map(|active| active.fault.id().to_owned()),
            until_off: active.is_some_and(|active| active.repeat == Repeat::UntilOff),
            faults: Fault::ALL.into_iter().map(fault).collect(),
        })
    }
}

async fn register(desk: &Desk, ready: &Ready) -> Result<(), Problem> {
    for (provider, at) in &ready.providers {
        if let Some(provider) = provider_id(*provider) {
            let toml = Secret::from(at.registration_toml.as_str());
            desk.ensure_registration(SaveRegistration { provider, name: "default".to_owned(), toml, replace: true })
                .await?;
        }
    }
    Ok(())
}

/// The ports of all providers' endpoints, in order, each once.
fn ports(ready: &Ready) -> Vec<u16> {
    let endpoints = ready.providers.values().flat_map(|at| at.endpoints.values());
    let mut ports: Vec<u16> = endpoints.filter_map(|address| Url::parse(address).ok()?.port()).collect();
    ports.sort_unstable();
    ports.dedup();
    ports
}

fn provider_id(provider: Provider) -> Option<ProviderId> {
    provider.id().parse().ok()
}

fn practice_provider(provider: ProviderId) -> Result<Provider, Problem> {
    let missing =
        || Problem::new(ProblemCode::NotSupported, "There is no such practice provider.", "Choose another one.");
    Provider::from_id(provider.as_str()).ok_or_else(missing)
}

fn unknown_fault(id: &str) -> Problem {
    Problem::new(ProblemCode::InvalidInput, "The dial has no such fault.", "Choose one of the list.").about(id)
}

fn refused(error: &DialError) -> Problem {
    Problem::new(ProblemCode::InvalidInput, format!("The dial refused: {error}."), "Choose another setting.")
}

fn elsewhere() -> Problem {
    Problem::new(
        ProblemCode::Busy,
        "Another process hosts the practice providers; their clock and dial are there.",
        "End it and open the practice profile again, or go on without the dial.",
    )
}

fn not_started(error: &StartError) -> Problem {
    let code = match error {
        StartError::PortBusy { .. } => ProblemCode::PortBusy,
        StartError::Folder { .. } => ProblemCode::StoreReadOnly,
        _ => ProblemCode::Internal,
    };
    Problem::new(
        code,
        format!("The practice providers do not start: {error}."),
        "Put that right and open practice again.",
    )
}
