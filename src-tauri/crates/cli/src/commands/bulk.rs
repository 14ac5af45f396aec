//! One command over many connections: every part is told, and the exit code is the highest of them.

use super::{DONE, Outcome};
use crate::plain::{clean, table, word};
use crate::workplace::Workplace;
use linkdesk_core::contract::{ConnectionId, Problem, ProblemClass, ProblemCode};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Display;

/// How each connection, or each entry of the desk, fared.
pub(super) type Parts<Id = ConnectionId> = Vec<(Id, Result<(), Problem>)>;

/// Tells how each part went, `done` where it went well, and gives the exit code by `judge`.
pub(super) fn tell<Id: Serialize + Display>(
    parts: &Parts<Id>,
    done: &str,
    workplace: &Workplace,
    judge: fn(ProblemCode) -> u8,
) -> Outcome {
    let value =
        |(id, part): &(Id, Result<(), Problem>)| json!({ "id": id, "ok": part.is_ok(), "error": part.as_ref().err() });
    let row = |(id, part): &(Id, Result<(), Problem>)| {
        let outcome = match part {
            Ok(()) => done.to_owned(),
            Err(problem) => format!("{}: {}", word(&problem.code), clean(&problem.message)),
        };
        vec![id.to_string(), outcome]
    };
    let values: Vec<Value> = parts.iter().map(value).collect();
    workplace.output.result(&values, || table(&parts.iter().map(row).collect::<Vec<_>>()))?;
    Ok(parts
        .iter()
        .filter_map(|(_, part)| part.as_ref().err())
        .map(|problem| judge(problem.code))
        .max()
        .unwrap_or(DONE))
}

/// Everything that went wrong counts.
pub(super) const fn strictly(code: ProblemCode) -> u8 {
    code.exit_code()
}

/// What has to wait for a person or for better times was done as far as it could be. Only a fault on our side and a
/// keychain that does not open count.
pub(super) const fn as_far_as_possible(code: ProblemCode) -> u8 {
    match code.class() {
        ProblemClass::Ours | ProblemClass::Keychain => code.exit_code(),
        ProblemClass::Usage | ProblemClass::Person | ProblemClass::Path => DONE,
    }
}
