//! `linkdesk`: the contract for scripts, and the same desk for people at a terminal.
//!
//! It shows nothing that the core does not say and decides nothing about accounts: a command reads its arguments, asks
//! one verb of the desk, and prints the answer. Results go to stdout, everything else to stderr. It refuses secrets in
//! arguments, and it never asks where nobody can answer.

mod arguments;
mod ask;
mod commands;
mod diagnostics;
mod fields;
mod following;
mod given_file;
mod guard;
mod interruption;
mod open;
mod output;
mod pages;
mod plain;
mod practice;
mod workplace;

use arguments::Arguments;
use output::Output;
use std::process::ExitCode;
use std::sync::Arc;
use workplace::Workplace;

/// The exit code of a command that was interrupted.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    guard::close_the_doors();
    let arguments = match arguments::read() {
        Ok(arguments) => arguments,
        Err(code) => return ExitCode::from(code),
    };
    let output = Arc::new(Output::new(&arguments.common));
    if let Err(problem) = diagnostics::start() {
        output.problem(&problem);
        return ExitCode::from(problem.code.exit_code());
    }
    // One thread is enough: the keychain and the store have their own, and a script's token should not wait for more.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let problem = output::internal(format!("The system refused to start the program: {}.", error.kind()));
            output.problem(&problem);
            return ExitCode::from(problem.code.exit_code());
        }
    };
    let code = runtime.block_on(run(arguments, output));
    // A question that nobody answered any more must not hold up the end.
    runtime.shutdown_background();
    linkdesk_core::leave(code)
}

/// Runs the command to its end, or to the first interruption. Either way sessions are cancelled and grants given back.
async fn run(arguments: Arguments, output: Arc<Output>) -> u8 {
    let workplace = Workplace::new(arguments.common, output.clone());
    // What runs until it is ended has done what it was asked to.
    let interrupted = if arguments.command.runs_until_ended() { 0 } else { INTERRUPTED };
    let outcome = tokio::select! {
        outcome = commands::run(arguments.command, &workplace) => Some(outcome),
        () = interruption::asked_to_end() => None,
    };
    let code = match outcome {
        Some(Ok(code)) => code,
        Some(Err(problem)) => {
            output.problem(&problem);
            problem.code.exit_code()
        }
        None => interrupted,
    };
    tokio::select! {
        () = workplace.close() => code,
        // Asked twice: whoever asks does not want to wait.
        () = interruption::asked_to_end() => INTERRUPTED,
    }
}
