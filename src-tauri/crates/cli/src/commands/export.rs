//! `linkdesk export`: the list without secrets, for another computer.

use super::{DONE, Outcome};
use crate::workplace::Workplace;
use clap::{Args, Subcommand, ValueEnum};
use linkdesk_core::contract::{ListForm, Problem, ProblemCode};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// How the list is written.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Export {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    place: Place,
}

#[derive(Subcommand)]
pub(crate) enum What {
    /// Every connection with its customer and what another computer recognises the account by; no credential, no full
    /// account number. Whoever has it can find out a short number by trying, so keep it on your own computers.
    List(List),
}

#[derive(Args)]
pub(crate) struct List {
    /// For programs, or for spreadsheets: there the file has the mark of UTF-8, and names that look like formulas get an
    /// apostrophe. `linkdesk import list` reads both.
    #[arg(long, default_value = "json")]
    format: Form,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub(crate) struct Place {
    /// Write a new file in place of standard output. A file that exists is left alone.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    Json,
    Csv,
}

pub(super) async fn run(export: &Export, workplace: &Workplace) -> Outcome {
    let (form, place) = match &export.what {
        None => (Form::Json, &export.place),
        Some(What::List(list)) => (list.format, &list.place),
    };
    let desk = workplace.desk().await?;
    match (&place.file, form) {
        (None, Form::Json) => workplace.output.json(&desk.export().await?)?,
        (None, Form::Csv) => workplace.output.verbatim(&desk.export_file(ListForm::Csv).await?)?,
        (Some(path), Form::Json) => write_new(path, &desk.export_file(ListForm::Json).await?)?,
        (Some(path), Form::Csv) => write_new(path, &desk.export_file(ListForm::Csv).await?)?,
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
