//! Registrations: set, shown without secrets, tested, removed.

use crate::contract::{
    Problem, ProblemCode, ProviderId, ProviderView, RegistrationView, Route, SaveRegistration, SharedItem,
};
use crate::core::Core;
use crate::provider::spec::{OwnPage, Spec};
use crate::provider::{Field, Line, room};
use crate::registration::{Registration, parse};
use crate::store::RegistrationRow;
use crate::vault::SealContext;
use zeroize::Zeroizing;

/// The name of a registration when the operator has only one.
pub(super) const DEFAULT_NAME: &str = "default";

/// Every provider with its registrations.
pub(super) async fn providers(core: &Core) -> Result<Vec<ProviderView>, Problem> {
    let mut views = Vec::new();
    for id in ProviderId::ALL {
        let spec = room(id).spec();
        let mut registrations = Vec::new();
        for row in core.store.registrations(id).await? {
            let registration = open(core, &row)?;
            registrations.push(view(core, &registration).await?);
        }
        let preferred = core.store.setting(&route_setting(id)).await?;
        views.push(ProviderView {
            id,
            name: spec.name.to_owned(),
            shares: shares(spec),
            page_seconds: u32::try_from(spec.page_life.as_secs()).unwrap_or(u32::MAX),
            survives_seconds: spec.survives.and_then(|life| u32::try_from(life.as_secs()).ok()),
            renews: spec.renew_every.is_some(),
            can_revoke: spec.can_revoke,
            forms: spec
                .forms
                .iter()
                .map(|form| (form.id.to_owned(), form.fields.iter().map(Field::view).collect()))
                .collect(),
            pages: spec.pages.iter().map(OwnPage::view).collect(),
            client_fields: spec.client.iter().map(|field| field.name.to_owned()).collect(),
            endpoint_fields: spec.endpoints.iter().map(|endpoint| endpoint.name.to_owned()).collect(),
            registrations,
            preferred_route: preferred.and_then(|value| serde_json::from_value(value).ok()).unwrap_or(Route::Window),
        });
    }
    Ok(views)
}

/// What linking with a provider shares.
pub(super) fn shares(spec: &Spec) -> Vec<SharedItem> {
    let item = |share: &crate::provider::spec::Share| SharedItem {
        id: share.id.to_owned(),
        asked: share.asked,
        optional: share.optional,
    };
    spec.shares.iter().map(item).collect()
}

/// The setting that remembers how a provider's page was opened last.
pub(super) fn route_setting(provider: ProviderId) -> String {
    format!("route:{provider}")
}

/// Sets a registration. Another origin or client under the same name is a new registration and has to be said.
pub(super) async fn save(core: &Core, request: SaveRegistration) -> Result<RegistrationView, Problem> {
    let spec = room(request.provider).spec();
    let name = request.name.trim();
    let sound = !name.is_empty() && name.len() <= 64 && !name.chars().any(|c| c.is_control() || c == '@');
    if !sound {
        return Err(Problem::new(
            ProblemCode::InvalidInput,
            "A registration's name has 1 to 64 characters, none of them @ or a control character.",
            "Choose another name.",
        )
        .about("name"));
    }
    let registration = parse(spec, name, request.toml.expose(), core.practice)?; // parsed and dropped
    let binding = registration.binding(spec).text();
    if let Some(old) = core.store.registration(request.provider, name).await?
        && old.binding != binding
        && !request.replace
    {
        return Err(Problem::new(
            ProblemCode::ReplaceNeeded,
            format!("“{name}” speaks to another client or other hosts than before; its connections would have to be reconnected."),
            "Say that it shall be replaced, or choose another name.",
        )
        .about(name));
    }
    core.store.put_registration(&row(core, &registration, binding), core.clock.now()).await?;
    core.announce(crate::contract::DeskEvent::Registrations);
    view(core, &registration).await
}

/// Saves a registration, unless exactly this one is set already, secrets included.
pub(super) async fn ensure(core: &Core, wanted: SaveRegistration) -> Result<(), Problem> {
    if is_set(core, &wanted).await? { Ok(()) } else { save(core, wanted).await.map(drop) }
}

/// Whether the registration in the store says the same as this file, secrets included.
async fn is_set(core: &Core, wanted: &SaveRegistration) -> Result<bool, Problem> {
    let parsed = parse(room(wanted.provider).spec(), &wanted.name, wanted.toml.expose(), core.practice)?; // parsed and dropped
    let Some(row) = core.store.registration(wanted.provider, &wanted.name).await? else { return Ok(false) };
    let (stored, parsed) = (Zeroizing::new(open(core, &row)?.to_toml()), Zeroizing::new(parsed.to_toml()));
    Ok(stored == parsed)
}

/// One registration: by name, or the only one, or the one called `default`.
pub(super) async fn find(core: &Core, provider: ProviderId, name: Option<&str>) -> Result<Registration, Problem> {
    if let Some(name) = name {
        return load(core, provider, name).await;
    }
    let rows = core.store.registrations(provider).await?;
    let chosen = match rows.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|row| row.name == DEFAULT_NAME),
    };
    match chosen {
        Some(row) => open(core, row),
        None if rows.is_empty() => Err(missing(provider)),
        None => Err(Problem::new(
            ProblemCode::AmbiguousId,
            format!("{provider} has several registrations and none is called {DEFAULT_NAME}."),
            format!(
                "Name one: {}.",
                rows.iter().map(|row| format!("{provider}@{}", row.name)).collect::<Vec<_>>().join(", ")
            ),
        )),
    }
}

/// The registration of this name.
pub(crate) async fn load(core: &Core, provider: ProviderId, name: &str) -> Result<Registration, Problem> {
    there(core, core.store.registration(provider, name).await?, provider, name)
}

/// The registration of this name, if this row of it was found.
pub(super) fn there(
    core: &Core,
    row: Option<RegistrationRow>,
    provider: ProviderId,
    name: &str,
) -> Result<Registration, Problem> {
    row.map_or_else(|| Err(missing(provider).about(name)), |row| open(core, &row))
}

fn missing(provider: ProviderId) -> Problem {
    Problem::new(
        ProblemCode::RegistrationMissing,
        format!("There is no registration for {}.", room(provider).spec().name),
        "Set one in the app under Providers, or with `linkdesk registration set`.",
    )
    .about(provider.to_string())
}

/// Asks the provider whether it accepts a registration.
pub(super) async fn test(core: &Core, provider: ProviderId, name: &str) -> Result<(), Problem> {
    let registration = load(core, provider, name).await?;
    let line = Line { http: &core.http, registration: &registration };
    room(provider).test(line).await.map_err(|refusal| refusal.into_problem(room(provider).spec().name))
}

/// Removes a registration; with live connections only if that was said.
pub(super) async fn remove(core: &Core, provider: ProviderId, name: &str, confirmed: bool) -> Result<(), Problem> {
    load(core, provider, name).await?;
    let connections = core.store.connections_of(provider, name).await?;
    if connections > 0 && !confirmed {
        return Err(Problem::new(
            ProblemCode::InUse,
            format!(
                "{connections} connections hang on “{name}”; without it they can be neither renewed nor reconnected."
            ),
            "Unlink them first, or say that it shall be removed all the same.",
        )
        .about(name));
    }
    core.store.remove_registration(provider, name).await?;
    core.announce(crate::contract::DeskEvent::Registrations);
    Ok(())
}

/// A registration without its secrets.
pub(super) async fn view(core: &Core, registration: &Registration) -> Result<RegistrationView, Problem> {
    let spec = room(registration.provider).spec();
    let endpoints = spec
        .endpoints
        .iter()
        .map(|endpoint| (endpoint.name.to_owned(), registration.endpoint(endpoint.name).to_string()));
    let client = spec
        .client
        .iter()
        .filter_map(|field| registration.field(field.name).map(|value| (field.name.to_owned(), value.to_owned())));
    let mut hosts: Vec<String> = spec
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.takes_secrets)
        .map(|endpoint| host_and_port(registration.endpoint(endpoint.name)))
        .collect();
    hosts.sort();
    hosts.dedup();
    Ok(RegistrationView {
        provider: registration.provider,
        name: registration.name.clone(),
        environment: registration.environment,
        endpoints: endpoints.collect(),
        client: client.collect(),
        secrets_set: registration.secrets().keys().cloned().collect(),
        hosts,
        reach: spec.reach,
        routes: registration.routes(),
        opens_page: room(registration.provider).opens_page(registration),
        connections: core.store.connections_of(registration.provider, &registration.name).await?,
    })
}

pub(super) fn host_and_port(url: &url::Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// What stands in the store: the whole file sealed, and what may be compared in the open.
fn row(core: &Core, registration: &Registration, binding: String) -> RegistrationRow {
    let context = SealContext::registration(registration.provider, &registration.name, &binding);
    let text = Zeroizing::new(registration.to_toml());
    RegistrationRow {
        provider: registration.provider,
        name: registration.name.clone(),
        sealed: core.vault.seal(&context, text.as_bytes()),
        binding,
    }
}

pub(super) fn open(core: &Core, row: &RegistrationRow) -> Result<Registration, Problem> {
    let damaged = || {
        Problem::new(
            ProblemCode::StoreDamaged,
            format!("The stored registration “{}” of {} cannot be opened.", row.name, row.provider),
            "Set it again; its connections stay as they are.",
        )
        .about(row.name.clone())
    };
    let context = SealContext::registration(row.provider, &row.name, &row.binding);
    let bytes = core.vault.open(&context, &row.sealed).map_err(|_| damaged())?;
    let text = std::str::from_utf8(&bytes).map_err(|_| damaged())?;
    Ok(parse(room(row.provider).spec(), &row.name, text, core.practice)?)
}
