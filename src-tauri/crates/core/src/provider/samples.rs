//! The fixtures of the practice providers, for the tests of the rooms: every known answer of a call, written by hand. The
//! practice providers are held to the same files.

use super::Refusal;
use crate::http::Reply;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a room's test reads of a fixture.
#[derive(Deserialize)]
struct Fixture {
    room: Option<String>,
    samples: Vec<Sample>,
}

/// An answer.
#[derive(Deserialize)]
struct Sample {
    name: String,
    /// A message that the provider sends has none.
    status: Option<u16>,
    /// Whether the provider means no.
    #[serde(default)]
    refused: bool,
    json: Option<Value>,
    slip: Option<Slip>,
    query: Option<Map<String, Value>>,
}

/// Text that makes an answer no JSON.
#[derive(Deserialize)]
struct Slip {
    written: String,
    meant: String,
}

impl Sample {
    fn body(&self) -> Option<String> {
        let text = self.json.as_ref()?.to_string();
        Some(self.slip.as_ref().map_or_else(|| text.clone(), |slip| text.replace(&slip.meant, &slip.written)))
    }
}

fn read<T: for<'a> Deserialize<'a>>(file: &[&str]) -> T {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sandbox/fixtures");
    let file: PathBuf = [folder.as_path()].into_iter().chain(file.iter().map(Path::new)).collect();
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn fixture(provider: &str, call: &str) -> Fixture {
    read(&[provider, &format!("{call}.json")])
}

/// Gives every answer to a room's reader. It has to know each call that its room makes, to read what worked, and to refuse
/// what the provider means as a no. `unusable` names the samples, `call/sample`, that no room can use although the
/// provider means well.
pub(super) fn read_all(
    provider: &str,
    unusable: &[&str],
    reader: impl Fn(&str, &Reply) -> Option<Result<(), Refusal>>,
) {
    let order: BTreeMap<String, Vec<String>> = read(&["order.json"]);
    let mut unusable = unusable.to_vec();
    for call in &order[provider] {
        let Fixture { room, samples } = fixture(provider, call);
        for sample in samples {
            let (Some(status), Some(body)) = (sample.status, sample.body()) else { continue };
            let place = format!("{call}/{}", sample.name);
            let Some(outcome) = reader(call, &Reply::of(status, &[], &body)) else {
                assert!(room.is_none(), "{provider}: {call} is called, and nothing reads its samples");
                continue;
            };
            let before = unusable.len();
            unusable.retain(|name| *name != place);
            let expected = sample.refused || unusable.len() < before;
            assert_eq!(outcome.is_err(), expected, "{provider}: {place}: {outcome:?}");
        }
    }
    assert_eq!(unusable, [""; 0], "{provider}: there is no such sample");
}

/// The parameters of the address that a sample leads to.
pub(super) fn returned(provider: &str, call: &str, sample: &str) -> Vec<(String, String)> {
    let samples = fixture(provider, call).samples;
    let query = samples.into_iter().find(|own| own.name == sample).and_then(|own| own.query);
    let query = query.unwrap_or_else(|| panic!("{provider}/{call}: {sample:?} leads nowhere"));
    query.into_iter().map(|(name, value)| (name, value.as_str().unwrap_or_default().to_owned())).collect()
}

/// The body of a message that the provider sends.
pub(super) fn message(provider: &str, call: &str, sample: &str) -> String {
    let samples = fixture(provider, call).samples;
    let body = samples.into_iter().find(|own| own.name == sample).and_then(|own| own.body());
    body.unwrap_or_else(|| panic!("{provider}/{call}: {sample:?} is no message"))
}
