//! Every answer of the fixtures, asked for at the practice providers and compared by its shape.

mod fixture;
mod page;
mod play;
mod shape;
mod values;
mod walks;

use crate::support::{Bankhub, Baokim, Flowaccount, Its, Reply, between};
use fixture::{Sample, calls, folder};
use linkdesk_sandbox::Provider;
use play::play;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use url::Url;

/// Asks for every sample of a provider's calls; fails with all that differ.
async fn walk(provider: Provider) {
    let mut wrong = Vec::new();
    for (name, fixture) in calls(provider) {
        for sample in &fixture.samples {
            let reply = play(provider, &fixture, sample).await;
            let mut lines = differences(sample, &reply);
            if lines.is_empty() && is_blind(sample, &reply) {
                lines.push("a sample that is wrong in one place passes as well".to_owned());
            }
            if !lines.is_empty() {
                let place = format!("{}/{name}.json, {:?}", provider.id(), sample.name);
                wrong.push(format!("{place}:\n  {}\n  answered: {} {}", lines.join("\n  "), reply.status, reply.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{} samples differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn bankhub_answers_every_sample_and_no_other() {
    walk(Bankhub).await;
}

#[tokio::test]
async fn baokim_answers_every_sample_and_no_other() {
    walk(Baokim).await;
}

#[tokio::test]
async fn its_answers_every_sample_and_no_other() {
    walk(Its).await;
}

#[tokio::test]
async fn headline_answers_every_sample_and_no_other() {
    walk(Provider::Headline).await;
}

#[tokio::test]
async fn flowaccount_answers_every_sample_and_no_other() {
    walk(Flowaccount).await;
}

/// Where an answer is another than its sample.
fn differences(sample: &Sample, reply: &Reply) -> Vec<String> {
    let mut found = Vec::new();
    if reply.status != sample.status.unwrap_or_default() {
        found.push(format!("HTTP {}, not {:?}", reply.status, sample.status));
    }
    found.extend(
        sample.headers.iter().filter(|name| reply.header(name).is_empty()).map(|name| format!("no header {name}")),
    );
    if let Some(wanted) = &sample.json {
        match body(sample, reply) {
            Ok(own) => found.extend(shape::compared(sample, wanted, own)),
            Err(why) => found.push(why),
        }
    }
    if let Some(wanted) = &sample.query {
        found.extend(shape::compared(sample, &Value::Object(wanted.clone()), Value::Object(led_to(reply))));
    }
    if sample.page && !(reply.header("content-type").starts_with("text/html") && reply.body.contains("practice")) {
        found.push("no page".to_owned());
    }
    found
}

/// The body as JSON, with the slip mended that the sample says is in it.
fn body(sample: &Sample, reply: &Reply) -> Result<Value, String> {
    let read = |text: &str| serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"));
    let Some(slip) = &sample.slip else { return read(&reply.body) };
    if read(&reply.body).is_ok() || reply.body.matches(&slip.written).count() != 1 {
        return Err(format!("the slip {:?} is not there", slip.written));
    }
    read(&reply.body.replace(&slip.written, &slip.meant))
}

/// The parameters of the address that a redirect, or the picture on a page, leads to.
fn led_to(reply: &Reply) -> Map<String, Value> {
    let picture = between(&reply.body, "<img id=\"ping\" src=\"", "\"").unwrap_or_default().replace("&amp;", "&");
    let address = Url::parse(reply.header("location")).or_else(|_| Url::parse(&picture));
    let pairs = address.iter().flat_map(Url::query_pairs);
    pairs.map(|(name, value)| (name.into_owned(), value.as_ref().into())).collect()
}

/// Whether the comparison lets a sample pass that says a field more, less or otherwise.
fn is_blind(sample: &Sample, reply: &Reply) -> bool {
    // Where null comes at times the kind is no matter.
    let Some(good) = sample.json.as_ref().filter(|_| sample.nullable.is_empty()) else { return false };
    let passes = |wrong: &Value| body(sample, reply).is_ok_and(|own| shape::compared(sample, wrong, own).is_empty());
    shape::spoilt(good).iter().any(passes)
}

#[test]
fn every_fixture_stands_in_the_order_and_says_what_it_must() {
    for provider in Provider::ALL {
        let calls = calls(provider);
        let named: BTreeSet<String> = calls.iter().map(|(name, _)| format!("{name}.json")).collect();
        let files = fs::read_dir(folder().join(provider.id())).unwrap();
        let there: BTreeSet<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(named, there, "{}: fixtures/order.json and the folder", provider.id());
        for (name, fixture) in calls {
            assert!(!fixture.meaning.is_empty() && !fixture.meaning.contains('\n'), "{name}: one line of meaning");
            assert!(fixture.room.is_some() != fixture.not_called.is_some(), "{name}: a room, or why there is none");
            let request = fixture.request.as_ref();
            let twice = |field: &String| request.is_some_and(|request| request.sends(field));
            assert!(!request.is_some_and(|request| request.also.iter().any(twice)), "{name}: a field is named twice");
            assert!(!fixture.samples.is_empty() && !fixture.tests.is_empty(), "{name}: samples and tests");
            let different: BTreeSet<&str> = fixture.samples.iter().map(|sample| sample.name.as_str()).collect();
            assert_eq!(different.len(), fixture.samples.len(), "{name}: a sample has a name of its own");
            for sample in &fixture.samples {
                let kinds = [sample.json.is_some(), sample.query.is_some(), sample.page];
                let how = format!("{name}, {:?}", sample.name);
                assert_eq!(kinds.iter().filter(|is_there| **is_there).count(), 1, "{how}: one kind of answer");
                assert!(sample.walk.is_some() || fixture.request.is_some(), "{how}: a way to it");
            }
        }
    }
}
