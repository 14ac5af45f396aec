//! `linkdesk hook`: a message that a provider sent to its client, handed on.

use super::{DONE, Outcome};
use crate::arguments::Registered;
use crate::given_file;
use crate::plain::{clean, word};
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::{HookReport, Problem, ProblemCode};
use std::fmt::Write as _;
use std::path::PathBuf;

/// The largest message, in bytes. A real one has a few lines.
const LARGEST: u64 = 256 * 1024;

#[derive(Args)]
pub(crate) struct Hook {
    /// The provider, and perhaps one of its registrations: PROVIDER or PROVIDER@NAME.
    provider: String,
    /// The body as it came, byte for byte; - reads standard input.
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
}

pub(super) async fn run(hook: &Hook, workplace: &Workplace) -> Outcome {
    let Registered { provider, name } = Registered::read(&hook.provider)?;
    let body = given_file::read(&hook.file, LARGEST).map_err(|why| {
        let name = hook.file.display().to_string();
        let message = format!("The file {name} was refused: {why}.");
        Problem::new(ProblemCode::InvalidInput, message, "Give the body of the message as it came.").about(name)
    })?;
    let desk = workplace.desk().await?;
    let mut report = desk.hook(provider, name.as_deref(), body.expose()).await?; // handed to its reader
    let refused = report.problem.take();
    workplace.output.result(&report, || lines(&report))?;
    // What the call showed decides how this ends; the message was understood all the same.
    refused.map_or(Ok(DONE), Err)
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
