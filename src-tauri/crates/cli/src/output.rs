//! Results on stdout, the rest on stderr; plain lines for people, one JSON value on a line for scripts.

use crate::arguments::Common;
use crate::plain;
use linkdesk_core::contract::{Problem, ProblemCode};
use serde::Serialize;
use serde_json::json;
use std::io::{self, ErrorKind, Write as _};

/// Where a command writes.
pub(crate) struct Output {
    json: bool,
    quiet: bool,
}

impl Output {
    pub(crate) const fn new(common: &Common) -> Self {
        Self { json: common.json, quiet: common.quiet }
    }

    /// Whether scripts read along.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// A result: its JSON, or its plain lines. The lines end with a line break.
    pub(crate) fn result(&self, value: &impl Serialize, lines: impl FnOnce() -> String) -> Result<(), Problem> {
        if self.json { self.json(value) } else { write(&lines()) }
    }

    /// A result that is JSON whatever was asked for.
    #[expect(clippy::unused_self, reason = "whoever writes a result holds the output")]
    pub(crate) fn json(&self, value: &impl Serialize) -> Result<(), Problem> {
        let text = serde_json::to_string(value).map_err(|_| internal("The result could not be written as JSON."))?;
        write(&(plain::escaped_json(&text) + "\n"))
    }

    /// Text of our own making, as it stands: a token, an address, a manual page.
    #[expect(clippy::unused_self, reason = "whoever writes a result holds the output")]
    pub(crate) fn verbatim(&self, text: &str) -> Result<(), Problem> {
        write(text)
    }

    /// A word to the person, unless they want none or a script reads along.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet && !self.json {
            say(text);
        }
    }

    /// A word that nobody should miss, unless a script reads along.
    pub(crate) fn warn(&self, text: &str) {
        if !self.json {
            say(text);
        }
    }

    /// What went wrong and what to do.
    pub(crate) fn problem(&self, problem: &Problem) {
        if self.json { json_problem(problem) } else { say(&plain::problem(problem)) }
    }
}

/// A problem as scripts read it, on stderr.
pub(crate) fn json_problem(problem: &Problem) {
    say(&plain::escaped_json(&json!({ "error": problem }).to_string()));
}

/// A line on stderr. Where even that cannot be written, the exit code is what is left.
pub(crate) fn say(text: &str) {
    drop(writeln!(io::stderr().lock(), "{text}"));
}

fn write(text: &str) -> Result<(), Problem> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        // Whoever read has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) if error.kind() == ErrorKind::StorageFull => Err(Problem::new(
            ProblemCode::DiskFull,
            "The result could not be written: there is no room.",
            "Make room where the output goes, then run the command again.",
        )),
        Err(error) => Err(internal(format!("The result could not be written: {}.", error.kind()))),
    }
}

/// Our own fault.
pub(crate) fn internal(message: impl Into<String>) -> Problem {
    Problem::new(ProblemCode::Internal, message, "Try again; if it happens twice, report the reference.")
}
