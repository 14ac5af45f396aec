//! `linkdesk import`: a list from another computer, or a table of customers.

use super::{DONE, Outcome};
use crate::following::named;
use crate::given_file;
use crate::plain::{clean, table, word};
use crate::workplace::Workplace;
use clap::{Args, Subcommand};
use linkdesk_core::contract::{ImportKind, ImportReport, ImportedLine, LineOutcome, Problem, ProblemCode};
use std::path::{Path, PathBuf};

/// The largest file; the core refuses a smaller one by name.
const LARGEST: u64 = 16 * 1024 * 1024;

#[derive(Subcommand)]
pub(crate) enum Import {
    /// The list that `linkdesk export list` wrote on another computer, JSON or CSV. Its accounts wait on the desk; one
    /// that is linked here already is passed over.
    List(List),
    /// A CSV table with the columns customer, provider and, if you like, label. Shown first, and kept when you say so.
    Customers(Customers),
}

#[derive(Args)]
pub(crate) struct List {
    /// The file, in UTF-8; - reads standard input.
    file: PathBuf,
    /// Only show what it brings.
    #[arg(long)]
    preview: bool,
}

#[derive(Args)]
pub(crate) struct Customers {
    #[command(flatten)]
    list: List,
    /// Keep it without asking.
    #[arg(long, conflicts_with = "preview")]
    yes: bool,
}

pub(super) async fn run(import: &Import, workplace: &Workplace) -> Outcome {
    let (kind, list, confirmed) = match import {
        Import::List(list) => (ImportKind::List, list, true),
        Import::Customers(customers) => (ImportKind::Customers, &customers.list, customers.yes),
    };
    // Read before the desk is opened: a file that is not there needs no keychain.
    let file = read(&list.file)?;
    let desk = workplace.desk().await?;
    let mut report = desk.import(&file, Some(kind), false).await?;
    if !list.preview && report.new > 0 {
        if !confirmed {
            workplace.output.note(lines(&report).trim_end());
            let question = format!("Let {} accounts wait on the desk?", report.new);
            workplace.confirm(false, &question).await?;
        }
        report = desk.import(&file, Some(kind), true).await?;
    }
    workplace.output.result(&report, || lines(&report))?;
    // In bulk the exit code is the highest of the parts: a line that was refused is a usage error.
    Ok(if report.refused > 0 { ProblemCode::ListInvalid.exit_code() } else { DONE })
}

fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    given_file::bytes(path, LARGEST).map_err(|why| {
        let name = path.display().to_string();
        let message = format!("The file {name} was refused: {why}.");
        Problem::new(ProblemCode::ListInvalid, message, "Give a CSV file, or the list of another computer.").about(name)
    })
}

fn lines(report: &ImportReport) -> String {
    let rows: Vec<Vec<String>> = report.lines.iter().map(row).collect();
    let ImportReport { new, waiting, linked, refused, .. } = report;
    let kept = if report.kept { "on the desk now" } else { "new" };
    format!("{}{new} {kept}, {waiting} waiting already, {linked} linked already, {refused} refused\n", table(&rows))
}

fn row(line: &ImportedLine) -> Vec<String> {
    let text = |text: Option<&str>| clean(text.unwrap_or("–"));
    let outcome = match &line.outcome {
        LineOutcome::New => "new".to_owned(),
        LineOutcome::Waiting => "waits already".to_owned(),
        LineOutcome::Linked { label } => format!("linked already as {}", clean(label)),
        LineOutcome::Refused { column, fault } => format!("refused, column {}: {}", clean(column), word(fault)),
    };
    vec![
        line.line.to_string(),
        text(line.customer.as_deref()),
        line.provider.map_or_else(|| "–".to_owned(), |provider| provider.to_string()),
        text(line.label.as_deref()),
        line.identity.as_ref().map_or_else(|| "–".to_owned(), |identity| clean(&named(identity))),
        outcome,
    ]
}
