//! Fields that a provider asks for: from `--field`, or from the person at the terminal.

use crate::ask::{Hidden, Line};
use crate::output::say;
use crate::workplace::Workplace;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use linkdesk_core::Secret;
use linkdesk_core::contract::{FieldKind, FieldValue, Problem, ProblemCode, ProviderId};
use linkdesk_core::provider::{Action, Field, Form, room};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

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
        Self::among(given, &known, provider.as_str())
    }

    /// The same for the form of an action.
    pub(crate) fn for_action(given: &[String], action: &Action) -> Result<Self, Problem> {
        Self::among(given, &action.form.fields.iter().collect::<Vec<_>>(), action.name)
    }

    fn among(given: &[String], known: &[&Field], whose: &str) -> Result<Self, Problem> {
        let mut values = BTreeMap::new();
        for one in given {
            let (name, value) = one.split_once('=').unwrap_or((one, ""));
            let Some(field) = known.iter().find(|field| field.name == name) else {
                return Err(unknown(whose, name, known));
            };
            let value = match (value, value.strip_prefix('@')) {
                ("", _) => return Err(unfit(name, "write it as NAME=VALUE, NAME=- or NAME=@FILE")),
                ("-", _) if field.kind != FieldKind::Picture => Source::Line,
                (_, Some(path)) => Source::Here(file_of(field, path)?),
                _ if field.kind == FieldKind::Picture => {
                    return Err(unfit(name, "a picture is given as NAME=@FILE"));
                }
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
                None if workplace.can_ask() => match ask(field, workplace).await {
                    Some(path) if field.kind == FieldKind::Picture => Some(file_of(field, path.expose())?),
                    answer => answer,
                },
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
    let hidden = match field.kind {
        FieldKind::Picture => " (path of the file)",
        FieldKind::Tick => " (yes, or empty for no)",
        _ if is_secret => " (not shown)",
        _ => "",
    };
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

/// What stands in a file: a line of text, or a picture as base64.
fn file_of(field: &Field, path: &str) -> Result<Secret, Problem> {
    let is_picture = field.kind == FieldKind::Picture;
    let refused = |why: String| unfit(field.name, &format!("{path}: {why}"));
    let about = std::fs::metadata(path).map_err(|error| refused(error.to_string()))?;
    let longest = field.at_most.filter(|_| is_picture).map_or(LONGEST_FILE, u64::from);
    if !about.is_file() || about.len() > longest {
        return Err(refused(format!("not a file of at most {} KiB", longest / 1024)));
    }
    let bytes = Zeroizing::new(std::fs::read(path).map_err(|error| refused(error.to_string()))?);
    if is_picture {
        return Ok(Secret::from(STANDARD.encode(&bytes)));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| refused("no text".to_owned()))?;
    Ok(Secret::from(text.trim_end_matches(['\r', '\n'])))
}

fn unfit(name: &str, why: &str) -> Problem {
    Problem::new(
        ProblemCode::InvalidInput,
        format!("The field “{name}” cannot be used: {why}."),
        "See `linkdesk link --help` or `linkdesk action --help`.",
    )
    .about(name)
}

/// The value is not repeated: it may be what it should not be.
fn unknown(whose: &str, name: &str, known: &[&Field]) -> Problem {
    let names: Vec<&str> = known.iter().map(|field| field.name).collect();
    let (message, next) = if names.is_empty() {
        let message = format!("{whose} has no field “{name}”: it asks for nothing here.");
        (message, "Leave --field out.".to_owned())
    } else {
        (format!("{whose} has no field “{name}”."), format!("It asks for: {}.", names.join(", ")))
    };
    Problem::new(ProblemCode::InvalidInput, message, next).about(name)
}

fn missing(field: &Field, receiver: &str) -> Problem {
    let how = match field.kind {
        FieldKind::Picture => "=@FILE",
        kind if kind.is_secret() => "=- or =@FILE",
        _ => "=VALUE",
    };
    Problem::new(
        ProblemCode::InvalidInput,
        format!("The field “{}” is needed; it goes to {receiver}.", field.name),
        format!("Give it with --field {}{how}, or start this at a terminal.", field.name),
    )
    .about(field.name)
}
