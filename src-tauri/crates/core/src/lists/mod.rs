//! Files that name accounts: the list without secrets, and tables of customers.
//!
//! Pure: bytes in, lines out, and text for the list that is written. A file may come from a spreadsheet, so semicolons and
//! tabs between the cells, a byte order mark and any line ends are read; what is not UTF-8 is refused by name. Nothing in
//! a file is believed: every name has a length, and every error names its line and column.

mod cell;
mod customers;
mod key;
mod list;
mod name;
mod table;

pub(crate) use key::{hidden, hides, recognise};
pub(crate) use list::{FORMAT, VERSION, csv, json};
pub(crate) use name::{LONGEST as LONGEST_NAME, read as read_name};

use crate::contract::{
    Environment, ExportedKey, IdentityView, ImportKind, LineFault, Problem, ProblemCode, ProviderId,
};

/// The largest file. A list of ten thousand connections has less.
const LARGEST: usize = 8 * 1024 * 1024;
/// UTF-16 begins with one of these.
const WIDE: [[u8; 2]; 2] = [[0xff, 0xfe], [0xfe, 0xff]];

/// A file as it was read.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) kind: ImportKind,
    pub(crate) lines: Vec<Line>,
}

/// One line of it.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Line {
    /// Its number in the file, from 1; in a JSON list the entry's.
    pub(crate) number: u32,
    pub(crate) named: Named,
    /// What is wrong with it: the column as the file heads it, and the fault.
    pub(crate) refused: Option<(String, LineFault)>,
}

/// The account that a line names, as far as it does.
#[derive(PartialEq, Eq, Default, Debug)]
pub(crate) struct Named {
    /// A line that is not refused has one.
    pub(crate) provider: Option<ProviderId>,
    pub(crate) registration: Option<String>,
    pub(crate) environment: Option<Environment>,
    pub(crate) label: Option<String>,
    pub(crate) customer: Option<String>,
    pub(crate) identity: Option<IdentityView>,
    pub(crate) keys: Vec<ExportedKey>,
}

/// Reads a file, whichever of the two it is; `wanted`: only this one will do.
pub(crate) fn read(bytes: &[u8], wanted: Option<ImportKind>) -> Result<File, Problem> {
    let text = text_of(bytes)?;
    if text.trim_start().starts_with('{') {
        return match wanted {
            Some(ImportKind::Customers) => Err(refused("A table of customers is a CSV file, and this is JSON.")),
            _ => Ok(File { kind: ImportKind::List, lines: list::read_json(text)? }),
        };
    }
    let table = table::read(text)?;
    let kind =
        wanted.unwrap_or_else(|| if list::is_headed_so(&table) { ImportKind::List } else { ImportKind::Customers });
    let lines = match kind {
        ImportKind::List => list::read_table(&table)?,
        ImportKind::Customers => customers::read(&table)?,
    };
    Ok(File { kind, lines })
}

fn text_of(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > LARGEST {
        return Err(refused(format!("It is larger than {} MB.", LARGEST / 1024 / 1024)));
    }
    if WIDE.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(refused("It is in UTF-16, and has to be in UTF-8."));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_breaks(&bytes[..error.valid_up_to()]) + 1;
        refused(format!("Line {line} is not in UTF-8."))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn line_breaks(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

/// The whole file is refused.
fn refused(why: impl Into<String>) -> Problem {
    let next = "Export the list again, or save the table as “CSV UTF-8”. Nothing was imported.";
    Problem::new(ProblemCode::ListInvalid, why, next)
}

/// The whole file is refused for one of its cells.
fn refused_at(line: u32, column: &str, why: &str) -> Problem {
    refused(format!("Line {line}, column “{column}”: {why}.")).about(format!("{line}: {column}"))
}

#[cfg(test)]
mod tests;
