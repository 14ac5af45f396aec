//! What can stand on the command line.

use crate::commands::Command;
use crate::output;
use clap::error::ErrorKind;
use clap::{Args, Parser};
use linkdesk_core::contract::{Problem, ProblemCode, ProviderId};
use std::path::PathBuf;

/// Link bank and accounting accounts, keep them linked, and hand other programs a fresh token.
///
/// Exit codes: 0 done, 1 our fault, 2 usage, 3 a person must act, 4 may pass by itself, 5 keychain, 130 interrupted.
#[derive(Parser)]
#[command(name = "linkdesk", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands, before its name or after it.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
#[derive(Args, Clone)]
pub(crate) struct Common {
    /// Print JSON: one value on a line.
    #[arg(long, global = true, display_order = 100)]
    pub(crate) json: bool,
    /// The data folder, in place of `LINKDESK_HOME` or the system's place for it.
    #[arg(long, global = true, value_name = "DIR", display_order = 101)]
    pub(crate) home: Option<PathBuf>,
    /// Use the practice profile. Its providers run on this computer; nothing in it is real.
    #[arg(long, global = true, display_order = 102)]
    pub(crate) practice: bool,
    /// Never ask anything.
    #[arg(long, global = true, display_order = 103)]
    pub(crate) no_input: bool,
    /// Print results and errors only.
    #[arg(short, long, global = true, display_order = 104)]
    pub(crate) quiet: bool,
}

/// Reads the command line. On an error, or when help was asked for, it is printed; then the exit code is given.
pub(crate) fn read() -> Result<Arguments, u8> {
    Arguments::try_parse().map_err(|error| {
        let helps = matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        );
        let wants_json = std::env::args_os().any(|argument| argument == "--json");
        if wants_json && !helps {
            output::json_problem(&usage(&error.render().to_string()));
        } else {
            // Where its words cannot be written, the exit code still says it.
            drop(error.print());
        }
        u8::try_from(error.exit_code()).unwrap_or(2)
    })
}

/// The parser's words as a problem: what is wrong in one sentence, and where help is.
fn usage(words: &str) -> Problem {
    let first = words.lines().next().unwrap_or_default();
    let message = first.strip_prefix("error: ").unwrap_or(first);
    Problem::new(ProblemCode::InvalidInput, message, "See `linkdesk help`, or `--help` after a command.")
}

/// `PROVIDER` or `PROVIDER@NAME`: a provider and perhaps one of its registrations.
pub(crate) struct Registered {
    pub(crate) provider: ProviderId,
    pub(crate) name: Option<String>,
}

impl Registered {
    /// Reads it as it was written.
    pub(crate) fn read(text: &str) -> Result<Self, Problem> {
        let (provider, name) = match text.split_once('@') {
            Some((provider, name)) => (provider, Some(name.to_owned())),
            None => (text, None),
        };
        let provider = provider.parse().map_err(|_| {
            let known = ProviderId::ALL.map(ProviderId::as_str).join(", ");
            let message = format!("There is no provider “{provider}”.");
            Problem::new(ProblemCode::UnknownId, message, format!("Name one of: {known}.")).about(provider)
        })?;
        Ok(Self { provider, name })
    }
}
