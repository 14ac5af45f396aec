//! A table of customers, as support staff keep it: whose account, with which provider, and a word about it.
//!
//! A line that is wrong is refused by itself, with its column, and the others are taken: people write these tables.

use super::table::{Column, Row, Table};
use super::{Line, Named, name};
use crate::contract::{LineFault, Problem, ProviderId};
use crate::provider::room;

const CUSTOMER: [&str; 2] = ["customer", "name"];
const PROVIDER: [&str; 1] = ["provider"];
const LABEL: [&str; 3] = ["label", "account", "note"];

/// Reads a table of customers.
pub(super) fn read(table: &Table) -> Result<Vec<Line>, Problem> {
    let (customer, provider) = (table.needed(&CUSTOMER)?, table.needed(&PROVIDER)?);
    let label = table.column(&LABEL);
    Ok(table.rows.iter().map(|row| line(row, &customer, &provider, label.as_ref())).collect())
}

fn line(row: &Row, customer: &Column<'_>, provider: &Column<'_>, label: Option<&Column<'_>>) -> Line {
    let mut refused: Option<(String, LineFault)> = None;
    let mut refuse = |column: &Column<'_>, fault| {
        refused.get_or_insert_with(|| (column.name.to_owned(), fault));
    };
    let mut named = |column: &Column<'_>| {
        name::read(row.cell(column)).unwrap_or_else(|_| {
            refuse(column, LineFault::NotAName);
            None
        })
    };
    let whose = named(customer);
    let label = label.and_then(named);
    if whose.is_none() {
        refuse(customer, LineFault::Empty);
    }
    let with = provider_called(row.cell(provider));
    match (with, row.cell(provider).is_empty()) {
        (Some(_), _) => {}
        (None, true) => refuse(provider, LineFault::Empty),
        (None, false) => refuse(provider, LineFault::UnknownProvider),
    }
    let named = Named { provider: with, customer: whose, label, ..Named::default() };
    Line { number: row.line, named, refused }
}

/// A provider by its id, or by the name that the screens show.
fn provider_called(text: &str) -> Option<ProviderId> {
    let text = text.to_lowercase();
    ProviderId::ALL
        .into_iter()
        .find(|provider| text == provider.as_str() || text == room(*provider).spec().name.to_lowercase())
}
