//! The practice profile: its providers, hosted while a command runs unless somebody hosts them already.

use linkdesk_core::contract::{Problem, ProblemCode, ProviderId, SaveRegistration};
use linkdesk_core::{Desk, Secret};
use linkdesk_sandbox::{Guest, Options, Ready, Sandbox, StartError, clock_offset_elsewhere};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::sleep;

/// How often and how long apart it is looked whether another process has its providers ready.
const LOOKS: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);
/// The name of the registrations of the practice providers.
const NAME: &str = "default";

/// Where the practice providers are, and who hosts them.
pub(crate) struct Hosting {
    pub(crate) ready: Ready,
    pub(crate) providers: Providers,
    /// How far their clock was moved, in seconds.
    pub(crate) offset_seconds: i64,
}

/// What keeps the practice providers there while a command runs.
pub(crate) enum Providers {
    /// This process hosts them.
    Ours(Sandbox),
    /// Another one does, and waits for us before it stops.
    Theirs { _guest: Guest },
}

/// The folder of the practice profile.
pub(crate) fn folder(home: &Path) -> PathBuf {
    home.join("practice")
}

/// Finds the practice providers of a folder, or hosts them.
pub(crate) async fn host(folder: &Path) -> Result<Hosting, Problem> {
    for _ in 0..LOOKS {
        if let Some((guest, ready)) = Guest::visit(folder) {
            let offset_seconds = clock_offset_elsewhere(folder).unwrap_or_default();
            return Ok(Hosting { ready, providers: Providers::Theirs { _guest: guest }, offset_seconds });
        }
        match Sandbox::start(Options { folder: Some(folder.to_owned()), ..Options::default() }).await {
            Ok(sandbox) => {
                let offset_seconds = sandbox.dial().clock_offset();
                let ready = sandbox.ready().clone();
                return Ok(Hosting { ready, providers: Providers::Ours(sandbox), offset_seconds });
            }
            // It has begun, and will soon say where they are.
            Err(StartError::AlreadyHosted) => sleep(PAUSE).await,
            Err(error) => return Err(not_started(error)),
        }
    }
    Err(not_started(StartError::AlreadyHosted))
}

/// Gives the desk the practice clock, and the registrations that the practice providers know.
pub(crate) async fn prepare(desk: &Desk, ready: &Ready, offset_seconds: i64) -> Result<(), Problem> {
    desk.shift_clock(offset_seconds);
    for (provider, wanted) in &ready.providers {
        let Ok(provider) = provider.id().parse::<ProviderId>() else { continue };
        let toml = Secret::from(wanted.registration_toml.as_str());
        desk.ensure_registration(SaveRegistration { provider, name: NAME.to_owned(), toml, replace: true }).await?;
    }
    Ok(())
}

/// Why the practice providers do not start, for people.
pub(crate) fn not_started(error: StartError) -> Problem {
    let message = format!("The practice providers do not start: {error}.");
    match error {
        StartError::PortBusy { port } => {
            Problem::new(ProblemCode::PortBusy, message, "End the program that uses the port, then try again.")
                .about(port.to_string())
        }
        StartError::PortOutOfRange => {
            Problem::new(ProblemCode::InvalidInput, message, "Choose a lower port.").about("port")
        }
        StartError::AlreadyHosted => Problem::new(
            ProblemCode::Busy,
            message,
            "Use the ones that run, or end that process; it may be the app with its practice profile open.",
        ),
        StartError::Folder { path, .. } => {
            Problem::new(ProblemCode::StoreReadOnly, message, "Make the folder readable and writable for you.")
                .about(path.display().to_string())
        }
        StartError::Damaged { path, .. } => Problem::new(
            ProblemCode::StoreDamaged,
            message,
            "Remove this file to begin with fresh practice providers. It holds nothing real.",
        )
        .about(path.display().to_string()),
        StartError::System(_) => crate::output::internal(message),
    }
}
