//! `linkdesk hook`: messages that a provider sent to its client, handed on.

use super::{DONE, Outcome};
use crate::arguments::Registered;
use crate::given_file;
use crate::plain::{clean, word};
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::{HookReport, Problem, ProblemCode, ProviderId};
use linkdesk_core::{Desk, HookEndpoint, LARGEST_HOOK};
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Args)]
pub(crate) struct Hook {
    /// The provider, and perhaps one of its registrations: PROVIDER or PROVIDER@NAME.
    provider: String,
    #[command(flatten)]
    source: Source,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// The body as it came, byte for byte; - reads standard input.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Listen on this port of this computer until ended, for a relay of yours that forwards what comes; 0: any that is
    /// free. Prints the address, which nobody can guess.
    #[arg(long, value_name = "PORT")]
    listen: Option<u16>,
}

impl Hook {
    /// Whether it takes messages in until it is ended.
    pub(crate) const fn listens(&self) -> bool {
        self.source.listen.is_some()
    }
}

pub(super) async fn run(hook: &Hook, workplace: &Workplace) -> Outcome {
    let Registered { provider, name } = Registered::read(&hook.provider)?;
    if let Some(port) = hook.source.listen {
        return listen(port, provider, name.as_deref(), workplace).await;
    }
    let file = hook.source.file.as_deref().unwrap_or_else(|| Path::new("-"));
    let body = given_file::read(file, u64::try_from(LARGEST_HOOK).unwrap_or(u64::MAX)).map_err(|why| {
        let name = file.display().to_string();
        let message = format!("The file {name} was refused: {why}.");
        Problem::new(ProblemCode::InvalidInput, message, "Give the body of the message as it came.").about(name)
    })?;
    let desk = workplace.desk().await?;
    let refused = hand_on(desk, provider, name.as_deref(), body.expose(), workplace).await?; // to its reader
    // What the call showed decides how this ends; the message was understood all the same.
    refused.map_or(Ok(DONE), Err)
}

/// Takes messages in until this process is ended. One that is refused is said, and the next one is waited for.
async fn listen(port: u16, provider: ProviderId, name: Option<&str>, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    // A provider that sends nothing, or has no registration, is no reason to wait.
    desk.registration(provider, name).await?;
    let mut place = HookEndpoint::open(port).await?;
    let address = place.address().to_owned();
    workplace.output.result(&json!({ "open": address }), || format!("{address}\n"))?;
    loop {
        let body = place.next().await;
        match hand_on(desk, provider, name, &body, workplace).await {
            Ok(None) => {}
            Ok(Some(problem)) | Err(problem) => workplace.output.problem(&problem),
        }
    }
}

/// Hands a message on and says what it says. Gives what the call about it showed, if that is a problem.
async fn hand_on(
    desk: &Arc<Desk>,
    provider: ProviderId,
    name: Option<&str>,
    body: &str,
    workplace: &Workplace,
) -> Result<Option<Problem>, Problem> {
    let mut report = desk.hook(provider, name, body).await?;
    let refused = report.problem.take();
    workplace.output.result(&report, || lines(&report))?;
    Ok(refused)
}

fn lines(report: &HookReport) -> String {
    let Some(cause) = report.cause else { return "Nothing in it is known.\n".to_owned() };
    let mut lines = format!("It says: {}\n", word(&cause));
    for change in &report.changes {
        let text = |text: &Option<String>| text.as_deref().map_or_else(|| "–".to_owned(), clean);
        let _ = writeln!(lines, "  {}: {} → {}", clean(&change.name), text(&change.old), text(&change.new));
    }
    if report.connections.is_empty() {
        lines += "It is about nobody who is linked here.\n";
    }
    for id in &report.connections {
        let _ = writeln!(lines, "Asked about {id}.");
    }
    lines
}
