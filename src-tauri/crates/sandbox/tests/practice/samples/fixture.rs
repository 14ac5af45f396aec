//! The fixtures as files: every call of the five documents, what is sent, and each answer that is known, written by hand.

use linkdesk_sandbox::{Fault, GrantAction, Provider, Refusal};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A call of a provider.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fixture {
    /// How the page of calls names it.
    pub(super) call: String,
    /// What it is for, in one line.
    pub(super) meaning: String,
    /// The file that answers it in practice.
    pub(super) practice: String,
    /// The file of the room that makes it.
    pub(super) room: Option<String>,
    /// Why no room makes it.
    pub(super) not_called: Option<String>,
    /// The tests that show it.
    pub(super) tests: Vec<String>,
    /// What is sent; a page or a message is walked to instead.
    pub(super) request: Option<Request>,
    pub(super) samples: Vec<Sample>,
}

/// What is sent. A name in angle brackets stands for a value that practice gives.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) url: String,
    #[serde(default)]
    pub(super) headers: Map<String, Value>,
    /// Parameters behind the address.
    #[serde(default)]
    pub(super) query: Map<String, Value>,
    /// A body of JSON.
    pub(super) json: Option<Map<String, Value>>,
    /// A body as a form writes it.
    pub(super) form: Option<Map<String, Value>>,
    /// A body in parts.
    pub(super) parts: Option<Map<String, Value>>,
    /// The parts besides that are pictures.
    #[serde(default)]
    pub(super) pictures: Vec<String>,
    /// Fields that may be sent besides.
    #[serde(default)]
    pub(super) also: Vec<String>,
}

impl Request {
    /// Whether it has this field.
    pub(super) fn sends(&self, field: &str) -> bool {
        let bodies = [&self.json, &self.form, &self.parts].into_iter().flatten();
        bodies.chain([&self.query]).any(|fields| fields.contains_key(field))
    }
}

/// An answer: what brings it about, and its shape.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sample {
    pub(super) name: String,
    /// Who says so.
    #[serde(rename = "from")]
    _from: Source,
    /// The way through pages or orders that leads to it, where it is more than one call.
    pub(super) walk: Option<String>,
    /// Fields that are sent otherwise; null: not at all.
    #[serde(default)]
    pub(super) with: Map<String, Value>,
    /// Headers that are sent otherwise; null: not at all.
    #[serde(default)]
    pub(super) with_headers: Map<String, Value>,
    /// Where it is sent instead.
    pub(super) at: Option<String>,
    #[serde(default)]
    pub(super) switches: BTreeMap<String, Value>,
    pub(super) fault: Option<Fault>,
    pub(super) refuse: Option<Refusal>,
    /// What happens to every grant before the call.
    pub(super) grants: Option<GrantAction>,
    /// How many seconds pass before the call.
    #[serde(default)]
    pub(super) later: i64,
    /// Whether the call is made twice, and the second answer counts.
    #[serde(default)]
    pub(super) again: bool,
    /// The HTTP status; a message that the provider sends has none.
    pub(super) status: Option<u16>,
    /// Headers that have to be there.
    #[serde(default)]
    pub(super) headers: Vec<String>,
    /// The places whose value is always this one, with dots between the names.
    #[serde(default)]
    pub(super) fixed: Vec<String>,
    /// The places that hold null at times.
    #[serde(default)]
    pub(super) nullable: Vec<String>,
    /// Whether it means no. Read by the rooms' own tests.
    #[serde(default, rename = "refused")]
    _refused: bool,
    pub(super) json: Option<Value>,
    /// How the provider writes it wrong.
    pub(super) slip: Option<Slip>,
    /// The parameters of the address that it leads to.
    pub(super) query: Option<Map<String, Value>>,
    /// Whether it is a page for a person.
    #[serde(default)]
    pub(super) page: bool,
}

/// Who says that an answer looks like this.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Source {
    /// The provider's document.
    Document,
    /// Other public pages of the provider, or its public clients.
    Public,
    /// Nobody: it is assumed.
    Assumed,
}

/// Text that makes an answer no JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slip {
    pub(super) written: String,
    pub(super) meant: String,
}

pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The calls of a provider by the names of their files, in the order of its document.
pub(super) fn calls(provider: Provider) -> Vec<(String, Fixture)> {
    let order: BTreeMap<Provider, Vec<String>> = read(&folder().join("order.json"));
    let calls = order[&provider].iter();
    calls.map(|name| (name.clone(), read(&folder().join(provider.id()).join(name).with_extension("json")))).collect()
}

fn read<T: for<'a> Deserialize<'a>>(file: &Path) -> T {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
