//! `linkdesk export`: the list without secrets, for another computer.

use super::{DONE, Outcome};
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::{Problem, ProblemCode};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct Export {
    /// Write a new file in place of standard output. A file that exists is left alone.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) async fn run(export: &Export, workplace: &Workplace) -> Outcome {
    let list = workplace.desk().await?.export().await?;
    match &export.file {
        None => workplace.output.json(&list)?,
        Some(path) => write_new(path, &format!("{list}\n"))?,
    }
    Ok(DONE)
}

/// Writes a new file, for this user's eyes. One that is there is left alone.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Problem> {
    let name = path.display().to_string();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| {
        let next = match error.kind() {
            ErrorKind::AlreadyExists => "Choose a name that is free; nothing is overwritten.",
            _ => "Choose a folder that you may write to.",
        };
        Problem::new(ProblemCode::InvalidInput, format!("{name} could not be written: {}.", error.kind()), next)
            .about(name)
    })
}
