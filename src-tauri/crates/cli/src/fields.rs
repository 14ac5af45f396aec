//! Fields that a provider asks for: from `--field`, or from the person at the terminal.

use crate::ask::{Hidden, Line};
use crate::output::say;
use crate::workplace::Workplace;
use linkdesk_core::Secret;
use linkdesk_core::contract::{FieldValue, Problem, ProblemCode, ProviderId};
use linkdesk_core::provider::{Field, Form, room};
use std::collections::BTreeMap;

/// The longest file that a field is read from, in bytes.
const LONGEST_FILE: u64 = 64 * 1024;

/// What was given with `--field` and not used yet, by the field's name.
pub(crate) struct Given(BTreeMap<String, Source>);

/// Where a value comes from.
enum Source {
    /// It is there.
    Here(Secret),
    /// The next line of standard input, when the provider asks for it: a code comes after the question.
    Line,
}

impl Given {
    /// Reads `NAME=VALUE`, `NAME=-` (a line of standard input) and `NAME=@FILE`. A secret may not stand in the
    /// arguments, where every program of this user could read it.
    pub(crate) fn read(given: &[String], provider: ProviderId) -> Result<Self, Problem> {
        let known: Vec<&Field> = room(provider).spec().forms.iter().flat_map(|form| form.fields).collect();
        let mut values = BTreeMap::new();
        for one in given {
            let (name, value) = one.split_once('=').unwrap_or((one, ""));
            let Some(field) = known.iter().find(|field| field.name == name) else {
                return Err(unknown(provider, name, &known));
            };
            let value = match (value, value.strip_prefix('@')) {
                ("", _) => return Err(unfit(name, "write it as NAME=VALUE, NAME=- or NAME=@FILE")),
                ("-", _) => Source::Line,
                (_, Some(path)) => Source::Here(file_of(name, path)?),
                _ if field.kind.is_secret() => {
                    return Err(unfit(name, "a secret is given as NAME=- or NAME=@FILE, never among the arguments"));
                }
                _ => Source::Here(Secret::from(value)),
            };
            if values.insert(name.to_owned(), value).is_some() {
                return Err(unfit(name, "it was given twice"));
            }
        }
        Ok(Self(values))
    }

    /// The name of something that was given and that nobody asked for.
    pub(crate) fn unused(&self) -> Option<&str> {
        self.0.keys().next().map(String::as_str)
    }

    /// Fills in a form: first from what was given, then by asking, if there is somebody to ask. What was given is used
    /// once, so that a refused password is not sent again.
    pub(crate) async fn fill(
        &mut self,
        form: &Form,
        receiver: &str,
        workplace: &Workplace,
    ) -> Result<Vec<FieldValue>, Problem> {
        let mut filled: Vec<FieldValue> = Vec::new();
        for field in form.fields {
            let said = |other: &str| filled.iter().find(|one| one.name == other).map_or("", |one| one.value.expose());
            if !field.is_asked(said) {
                continue;
            }
            let value = match self.0.remove(field.name) {
                Some(Source::Here(value)) => Some(value),
                Some(Source::Line) => Some(line_of(workplace, field.name).await?),
                None if workplace.can_ask() => ask(field, workplace).await,
                None => usual(field),
            };
            match value {
                Some(value) => filled.push(FieldValue { name: field.name.to_owned(), value }),
                None if field.required => return Err(missing(field, receiver)),
                None => {}
            }
        }
        Ok(filled)
    }
}

async fn ask(field: &Field, workplace: &Workplace) -> Option<Secret> {
    let choices = if field.choices.is_empty() { String::new() } else { format!(" ({})", field.choices.join(", ")) };
    let is_secret = field.kind.is_secret();
    let hidden = if is_secret { " (not shown)" } else { "" };
    say(&format!("{}{choices}{hidden}:", field.name));
    let _unseen = is_secret.then(Hidden::begin);
    match workplace.next_line().await {
        Some(Line::Text(text)) if !text.is_empty() => Some(text),
        _ => usual(field),
    }
}

/// The usual choice needs no question.
fn usual(field: &Field) -> Option<Secret> {
    field.choices.first().copied().map(Secret::from)
}

async fn line_of(workplace: &Workplace, name: &str) -> Result<Secret, Problem> {
    match workplace.next_line().await {
        Some(Line::Text(text)) => Ok(text),
        Some(Line::Unreadable) => Err(unfit(name, "the line on standard input is too long or no text")),
        None => Err(unfit(name, "standard input ended before its line")),
    }
}

fn file_of(name: &str, path: &str) -> Result<Secret, Problem> {
    let refused = |why: String| unfit(name, &format!("{path}: {why}"));
    let about = std::fs::metadata(path).map_err(|error| refused(error.to_string()))?;
    if !about.is_file() || about.len() > LONGEST_FILE {
        return Err(refused("not a file of at most 64 KiB".to_owned()));
    }
    let text = std::fs::read_to_string(path).map_err(|error| refused(error.to_string()))?;
    Ok(Secret::from(text.trim_end_matches(['\r', '\n'])))
}

fn unfit(name: &str, why: &str) -> Problem {
    Problem::new(
        ProblemCode::InvalidInput,
        format!("The field “{name}” cannot be used: {why}."),
        "See `linkdesk link --help`.",
    )
    .about(name)
}

/// The value is not repeated: it may be what it should not be.
fn unknown(provider: ProviderId, name: &str, known: &[&Field]) -> Problem {
    let names: Vec<&str> = known.iter().map(|field| field.name).collect();
    let (message, next) = if names.is_empty() {
        let message =
            format!("{provider} has no field “{name}”: it asks for nothing here, the person signs in on its own page.");
        (message, "Leave --field out.".to_owned())
    } else {
        (format!("{provider} has no field “{name}”."), format!("It asks for: {}.", names.join(", ")))
    };
    Problem::new(ProblemCode::InvalidInput, message, next).about(name)
}

fn missing(field: &Field, receiver: &str) -> Problem {
    let how = if field.kind.is_secret() { "=- or =@FILE" } else { "=VALUE" };
    Problem::new(
        ProblemCode::InvalidInput,
        format!("The field “{}” is needed; it goes to {receiver}.", field.name),
        format!("Give it with --field {}{how}, or start this at a terminal.", field.name),
    )
    .about(field.name)
}
