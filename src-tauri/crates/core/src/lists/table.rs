//! A table from a spreadsheet: a head, and rows below it.

use super::{cell, line_breaks, refused};
use crate::contract::Problem;
use csv::{ReaderBuilder, StringRecord};

/// The most rows. More than that is no list of a desk's accounts.
const MOST_ROWS: usize = 50_000;
/// What spreadsheets put between cells, by the language they speak.
const SEPARATORS: [u8; 3] = *b",;\t";

/// A table.
pub(super) struct Table {
    head: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row, as long as the head.
pub(super) struct Row {
    /// Where it begins.
    pub(super) line: u32,
    cells: Vec<String>,
}

/// A column: where it stands, and how the file heads it.
pub(super) struct Column<'a> {
    place: usize,
    pub(super) name: &'a str,
}

impl Table {
    /// The column that is headed by one of these words, in capitals or not.
    pub(super) fn column(&self, names: &[&str]) -> Option<Column<'_>> {
        let is_one = |word: &String| names.iter().any(|name| word.eq_ignore_ascii_case(name));
        self.head.iter().position(is_one).map(|place| Column { place, name: &self.head[place] })
    }

    /// The same; a table without it is refused.
    pub(super) fn needed(&self, names: &[&str]) -> Result<Column<'_>, Problem> {
        self.column(names).ok_or_else(|| {
            let wanted = names.join("” or “");
            refused(format!("Line 1 has no column “{wanted}”.")).about(names.first().copied().unwrap_or_default())
        })
    }
}

impl Row {
    /// What stands in a column, without spaces around it.
    pub(super) fn cell(&self, column: &Column<'_>) -> &str {
        self.cells.get(column.place).map_or("", String::as_str)
    }
}

/// Reads a table. Empty lines are passed over; a line with more or fewer cells than the head is refused.
pub(super) fn read(text: &str) -> Result<Table, Problem> {
    let records = ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records();
    let mut head: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    let mut lines = Lines::of(text);
    for record in records {
        let record = record.map_err(|error| refused(format!("It is not a table: {error}.")))?;
        let line = lines.of_record(&record);
        let cells: Vec<String> = record.iter().map(cell::read).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let Some(head) = &head else {
            head = Some(cells);
            continue;
        };
        if cells.len() != head.len() {
            let (here, there) = (cells.len(), head.len());
            return Err(
                refused(format!("Line {line} has {here} cells, and the head has {there}.")).about(line.to_string())
            );
        }
        if rows.len() == MOST_ROWS {
            return Err(refused(format!("It has more than {MOST_ROWS} lines.")));
        }
        rows.push(Row { line, cells });
    }
    let head = head.ok_or_else(|| refused("It is empty."))?;
    Ok(Table { head, rows })
}

/// What stands between the cells of the first line most often, outside quotes.
fn separator(text: &str) -> u8 {
    let head = text.trim_start().lines().next().unwrap_or_default();
    let outside: String = head.split('"').step_by(2).collect();
    let count = |separator: u8| outside.bytes().filter(|byte| *byte == separator).count();
    SEPARATORS.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// Counts lines by themselves: the reader tells where it began to look, which may be an empty line before, or the end of
/// the last one.
struct Lines<'a> {
    text: &'a str,
    seen: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    const fn of(text: &'a str) -> Self {
        Self { text, seen: 0, line: 1 }
    }

    fn of_record(&mut self, record: &StringRecord) -> u32 {
        let told = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(self.seen);
        let bytes = self.text.as_bytes();
        let blank = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let begins =
            bytes.iter().skip(told).position(|byte| !blank(byte)).map_or(bytes.len(), |skipped| told + skipped);
        let passed = bytes.get(self.seen..begins).unwrap_or_default();
        let ends = line_breaks(passed);
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.seen = begins.max(self.seen);
        self.line
    }
}
