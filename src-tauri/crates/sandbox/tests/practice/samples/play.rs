//! Makes a call of a fixture at a practice provider.

use super::fixture::{Fixture, Request, Sample};
use super::values::Known;
use super::walks;
use crate::support::{Practice, Reply, multipart};
use linkdesk_sandbox::{Provider, Repeat};
use reqwest::Method;
use serde_json::{Map, Value};
use url::form_urlencoded::Serializer;

/// What the provider answers to this sample's call, on a practice of its own.
pub(super) async fn play(provider: Provider, fixture: &Fixture, sample: &Sample) -> Reply {
    let practice = Practice::start().await;
    if let Some(walk) = &sample.walk {
        set_switches(provider, sample, &practice);
        return walks::take(&practice, walk).await;
    }
    let request = fixture.request.as_ref().expect("what is not walked to is sent");
    let call = Outgoing::new(request, sample, Known::new(&practice, provider)).await;
    // What the request needs was fetched from a provider that is well.
    set_switches(provider, sample, &practice);
    if let Some(action) = sample.grants {
        practice.dial.act_on_grants(provider, action, None).unwrap();
    }
    practice.dial.advance_clock(sample.later).unwrap();
    if sample.again {
        call.send(&practice).await;
    }
    if let Some(fault) = sample.fault {
        practice.dial.set_fault(provider, fault, Repeat::Once).unwrap();
    }
    if let Some(refusal) = &sample.refuse {
        practice.dial.refuse_next(provider, refusal.clone()).unwrap();
    }
    call.send(&practice).await
}

fn set_switches(provider: Provider, sample: &Sample, practice: &Practice) {
    for (name, value) in &sample.switches {
        practice.dial.set_switch(provider, name, value.clone()).unwrap();
    }
}

/// A request with its values.
struct Outgoing {
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<(&'static str, String)>,
}

impl Outgoing {
    async fn new(request: &Request, sample: &Sample, mut known: Known<'_>) -> Self {
        let headers = known.fields(&request.headers, &sample.with_headers).await;
        let headers = headers.into_iter().map(|(name, value)| (name, value.as_str().unwrap().to_owned())).collect();
        let mut url = known.filled(sample.at.as_ref().unwrap_or(&request.url)).await;
        if !request.query.is_empty() {
            url = format!("{url}?{}", encoded(&known.fields(&request.query, &sample.with).await));
        }
        let body = if let Some(fields) = &request.json {
            Some(("application/json", Value::Object(known.fields(fields, &sample.with).await).to_string()))
        } else if let Some(fields) = &request.form {
            Some(("application/x-www-form-urlencoded", encoded(&known.fields(fields, &sample.with).await)))
        } else if let Some(fields) = &request.parts {
            let fields = known.fields(fields, &sample.with).await;
            let texts: Vec<(&str, &str)> =
                fields.iter().map(|(name, text)| (name.as_str(), text.as_str().unwrap())).collect();
            let pictures: Vec<&str> = request.pictures.iter().map(String::as_str).collect();
            Some(multipart(&texts, &pictures, "practice"))
        } else {
            None
        };
        Self { method: request.method.parse().unwrap(), url, headers, body }
    }

    async fn send(&self, practice: &Practice) -> Reply {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        practice.send(self.method.clone(), &self.url, &headers, self.body.clone()).await.unwrap()
    }
}

fn encoded(fields: &Map<String, Value>) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Serializer::new(String::new()).extend_pairs(fields.iter().map(|(name, value)| (name, text(value)))).finish()
}
