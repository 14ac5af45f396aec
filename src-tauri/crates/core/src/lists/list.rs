//! The list without secrets, as JSON and as a table.

use super::table::{Row, Table};
use super::{Line, Named, cell, name, refused, refused_at};
use crate::contract::{Environment, ExportedConnection, ExportedKey, ExportedList, IdentityView, Problem, ProblemCode};
use csv::{Terminator, WriterBuilder};
use serde::Deserialize;
use serde_json::Value;

/// What a JSON list calls itself.
pub(crate) const FORMAT: &str = "linkdesk-list";
/// The version of the list that is written, and the newest that is read.
pub(crate) const VERSION: u32 = 1;
/// The columns of the table before the keys: their names, and where they stand in a connection of the JSON list.
const COLUMNS: [(&str, &str); 10] = [
    ("provider", "/provider"),
    ("registration", "/registration"),
    ("environment", "/environment"),
    ("label", "/label"),
    ("customer", "/customer"),
    ("identity_name", "/identity/name"),
    ("identity_masked", "/identity/masked"),
    ("grant", "/grant"),
    ("ends_at", "/ends_at"),
    ("linked_at", "/linked_at"),
];
/// The column that only this list has.
const KEYS: &str = "account_keys";
/// A spreadsheet tells Thai and Vietnamese from noise by this.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// The longest name of an account that is shown, in characters.
const LONGEST_SHOWN: usize = 200;

/// The list as JSON, for programs.
pub(crate) fn json(list: &ExportedList) -> Result<String, Problem> {
    serde_json::to_string(list).map(|text| text + "\n").map_err(|_| unwritten())
}

/// The list as a table, for spreadsheets.
pub(crate) fn csv(list: &ExportedList) -> Result<String, Problem> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(COLUMNS.map(|(name, _)| name).into_iter().chain([KEYS])).map_err(|_| unwritten())?;
    for connection in &list.connections {
        let told = serde_json::to_value(connection).map_err(|_| unwritten())?;
        let cells = COLUMNS.map(|(_, place)| told.pointer(place).and_then(Value::as_str).unwrap_or_default());
        let cells = cells.into_iter().map(cell::written).chain([keys_cell(&connection.account_keys)]);
        writer.write_record(cells).map_err(|_| unwritten())?;
    }
    let bytes = writer.into_inner().map_err(|_| unwritten())?;
    String::from_utf8(bytes).map_err(|_| unwritten())
}

fn unwritten() -> Problem {
    Problem::new(ProblemCode::Internal, "The list could not be written down.", "Report the reference.")
}

fn keys_cell(keys: &[ExportedKey]) -> String {
    keys.iter().map(|key| [&*key.kind, &key.salt, &key.sha256].join(":")).collect::<Vec<_>>().join(" ")
}

fn read_keys_cell(text: &str) -> Option<Vec<ExportedKey>> {
    let read = |key: &str| {
        let mut parts = key.split(':');
        let key = ExportedKey::read(parts.next()?, parts.next()?, parts.next()?)?;
        parts.next().is_none().then_some(key)
    };
    text.split_whitespace().map(read).collect()
}

/// Whether a table is this list.
pub(super) fn is_headed_so(table: &Table) -> bool {
    table.column(&[KEYS]).is_some()
}

/// Reads the list from a table. The first cell that is wrong refuses it all: a list that a program wrote has no errors of
/// its own, so it was cut or changed.
pub(super) fn read_table(table: &Table) -> Result<Vec<Line>, Problem> {
    for (name, _) in COLUMNS {
        table.needed(&[name])?;
    }
    let column = |name| table.needed(&[name]);
    let (provider, registration, environment) = (column("provider")?, column("registration")?, column("environment")?);
    let (label, customer, keys) = (column("label")?, column("customer")?, column(KEYS)?);
    let (shown, masked) = (column("identity_name")?, column("identity_masked")?);
    let read = |row: &Row| {
        let fault = |column: &str, why: &str| refused_at(row.line, column, why);
        let named = |column: &str, text: &str| name::read(text).map_err(|_| fault(column, NOT_A_NAME));
        let environment = Value::from(row.cell(&environment));
        let named = Named {
            provider: Some(row.cell(&provider).parse().map_err(|_| fault(provider.name, "there is no such provider"))?),
            registration: named(registration.name, row.cell(&registration))?,
            environment: serde_json::from_value::<Environment>(environment)
                .map(Some)
                .map_err(|_| fault("environment", "it is one of sandbox, production, custom"))?,
            label: named(label.name, row.cell(&label))?,
            customer: named(customer.name, row.cell(&customer))?,
            identity: shown_as(row.cell(&shown), row.cell(&masked)),
            keys: read_keys_cell(row.cell(&keys)).ok_or_else(|| fault(keys.name, "it was changed, or cut off"))?,
        };
        Ok(Line { number: row.line, named, refused: None })
    };
    table.rows.iter().map(read).collect()
}

const NOT_A_NAME: &str = "a name is one line of at most 120 characters";

/// The list's head, whatever follows.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Deserialize)]
struct Written {
    connections: Vec<ExportedConnection>,
}

/// Reads the list from JSON. Anything wrong refuses it all.
pub(super) fn read_json(text: &str) -> Result<Vec<Line>, Problem> {
    let wrong = |error: &serde_json::Error| {
        // The reader's words name the field; they repeat at most a word of the file, which holds no secret.
        refused(format!("It is no list of this program: {error}.")).about(format!(
            "{}:{}",
            error.line(),
            error.column()
        ))
    };
    let head: Head = serde_json::from_str(text).map_err(|error| wrong(&error))?;
    if head.format != FORMAT {
        return Err(refused("It is JSON, but no list of this program.").about("format"));
    }
    if head.version > VERSION {
        return Err(refused("A newer version of this program has written it.").about("version"));
    }
    let written: Written = serde_json::from_str(text).map_err(|error| wrong(&error))?;
    written.connections.into_iter().zip(1..).map(|(connection, number)| from_json(connection, number)).collect()
}

fn from_json(one: ExportedConnection, number: u32) -> Result<Line, Problem> {
    let named = |field: &str, text: &str| {
        name::read(text).map_err(|_| refused(format!("Entry {number}, field “{field}”: {NOT_A_NAME}.")).about(field))
    };
    let named = Named {
        provider: Some(one.provider),
        registration: named("registration", &one.registration)?,
        environment: Some(one.environment),
        label: named("label", &one.label)?,
        customer: named("customer", one.customer.as_deref().unwrap_or_default())?,
        identity: shown_as(&one.identity.name, &one.identity.masked),
        keys: one.account_keys,
    };
    Ok(Line { number, named, refused: None })
}

/// How the account is shown: as a provider called it, so that only its length and its lines are ours to mend.
fn shown_as(shown: &str, masked: &str) -> Option<IdentityView> {
    let mend = |text: &str| -> String {
        let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
        line.take(LONGEST_SHOWN).collect::<String>().trim().to_owned()
    };
    let view = IdentityView { name: mend(shown), masked: mend(masked) };
    (!view.name.is_empty() || !view.masked.is_empty()).then_some(view)
}
