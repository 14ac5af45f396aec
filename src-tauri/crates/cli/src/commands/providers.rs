//! `linkdesk providers`.

use super::{DONE, Outcome};
use crate::plain::{table, word};
use crate::workplace::Workplace;
use linkdesk_core::contract::{FieldView, ProviderView, RegistrationReach};
use linkdesk_core::provider::room;
use serde_json::{Value, json};

pub(super) async fn run(workplace: &Workplace) -> Outcome {
    let providers = workplace.desk().await?.providers().await?;
    let shown: Vec<Value> = providers.iter().map(shown).collect();
    workplace.output.result(&shown, || table(&providers.iter().map(row).collect::<Vec<_>>()))?;
    Ok(DONE)
}

fn row(view: &ProviderView) -> Vec<String> {
    let registrations = if view.registrations.is_empty() {
        "no registration".to_owned()
    } else {
        let named = view.registrations.iter().map(|registration| format!("{}@{}", view.id, registration.name));
        named.collect::<Vec<_>>().join(", ")
    };
    let reach = match room(view.id).spec().reach {
        RegistrationReach::OneUser => "its secrets open nothing without a user's grant",
        RegistrationReach::EveryCustomer => "its secrets open every customer of the operator",
    };
    vec![view.id.to_string(), view.name.clone(), registrations, reach.to_owned()]
}

/// What linking asks for: forms to be filled in here, else the provider's own page, on which nothing is asked here.
fn steps(view: &ProviderView) -> Vec<Value> {
    if view.forms.is_empty() {
        return vec![json!({ "kind": "page", "seconds": view.page_seconds, "fields": [] })];
    }
    let form = |(id, fields): &(String, Vec<FieldView>)| json!({ "kind": "form", "id": id, "fields": fields });
    view.forms.iter().map(form).collect()
}

/// A provider for scripts: what a registration needs, and every step of linking with its fields in order.
fn shown(view: &ProviderView) -> Value {
    let spec = room(view.id).spec();
    let client = spec
        .client
        .iter()
        .map(|field| json!({ "name": field.name, "kind": "text", "secret": field.secret, "required": field.required }));
    let registrations: Vec<Value> = view.registrations.iter().map(super::registration::shown).collect();
    json!({
        "id": view.id,
        "name": view.name,
        "shares": view.shares,
        "steps": steps(view),
        "survives_seconds": view.survives_seconds,
        "pages": view.pages,
        "can_revoke": view.can_revoke,
        "token_kinds": spec.token_kinds,
        "reach": word(&spec.reach).replace(' ', "_"),
        "registration": { "endpoints": view.endpoint_fields, "client": client.collect::<Vec<_>>() },
        "registrations": registrations,
    })
}
