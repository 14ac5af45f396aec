//! What a shell and a reader of manuals need: `completions` and `man`.

use super::{DONE, Outcome};
use crate::arguments::Arguments;
use crate::output::internal;
use crate::workplace::Workplace;
use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man as Manual;
use linkdesk_core::contract::{Problem, ProblemCode};

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell.
    shell: Shell,
}

#[derive(Args)]
pub(crate) struct Man {
    /// The command whose page it shall be, with its sub-command if it has one.
    command: Vec<String>,
}

pub(super) fn completions(asked: &Completions, workplace: &Workplace) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut Arguments::command(), "linkdesk", &mut script);
    print(&script, workplace)
}

pub(super) fn man(asked: &Man, workplace: &Workplace) -> Outcome {
    let mut command = Arguments::command();
    command.build();
    for name in &asked.command {
        let found = command.find_subcommand(name).cloned();
        command = found.ok_or_else(|| {
            let message = format!("There is no command “{name}”.");
            Problem::new(ProblemCode::UnknownId, message, "See `linkdesk help`.").about(name.clone())
        })?;
    }
    let mut page = Vec::new();
    Manual::new(command).render(&mut page).map_err(|_| internal("The manual page could not be written."))?;
    print(&page, workplace)
}

fn print(text: &[u8], workplace: &Workplace) -> Outcome {
    workplace.output.verbatim(&String::from_utf8_lossy(text))?;
    Ok(DONE)
}
