//! The support bundle: what somebody who helps may see.
//!
//! Two walls: its types have no field for a name or a secret ([`SupportBundle`]), and before it leaves this module its
//! text is searched for every secret and every name that the store holds. What is found is named by its place, and
//! nothing is handed out.

mod leak;

use super::doctor::Found;
use super::{Desk, list, registrations};
use crate::contract::{
    BundledConnection, BundledEvent, BundledSettings, ConnectionId, ConnectionView, DoctorReport, Problem, ProblemCode,
    ProviderId, SupportBundle, TimelineEntry,
};
use crate::core::Core;
use crate::provider::Credential;
use crate::random;
use crate::registration::Binding;
use crate::store::GrantRow;
use crate::vault::SealContext;
use leak::Forbidden;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// How many digits a connection's stand-in has.
const ID_DIGITS: usize = 12;

/// Makes the bundle as its text, searched through. Where the store is not open it holds the doctor's report alone.
pub async fn support_bundle(found: Found<'_>, report: DoctorReport) -> Result<String, Problem> {
    let (mut settings, mut connections) = (None, Vec::new());
    let mut forbidden = Forbidden::default();
    if let Found::Open(desk) = found
        && let Ok(views) = list::connections(&desk.core).await
    {
        settings = Some(choices(desk).await?);
        forbid_registrations(&desk.core, &mut forbidden).await?;
        let salt = random::bytes::<32>();
        for view in views {
            forbid(&desk.core, &view, &mut forbidden).await?;
            let timeline = list::timeline(&desk.core, view.id).await?;
            connections.push(bundled(&view, timeline, &salt));
        }
    }
    let bundle = SupportBundle { format: "linkdesk-support-bundle", version: 1, doctor: report, settings, connections };
    let value = serde_json::to_value(&bundle).map_err(|_| unwritten())?;
    if let Some(place) = forbidden.find(&value) {
        return Err(Problem::new(
            ProblemCode::Internal,
            format!("The support bundle would hold a secret or a name at {place}, so it was not made."),
            "Report the place and the reference; nothing was written.",
        )
        .about(place));
    }
    serde_json::to_string_pretty(&bundle).map(|text| text + "\n").map_err(|_| unwritten())
}

fn unwritten() -> Problem {
    Problem::new(ProblemCode::Internal, "The support bundle could not be written down.", "Report the reference.")
}

async fn choices(desk: &Desk) -> Result<BundledSettings, Problem> {
    let settings = desk.settings().await?;
    Ok(BundledSettings {
        appearance: settings.appearance,
        language_chosen: settings.language.is_some(),
        amounts_hidden: settings.amounts_hidden,
        single_keys: settings.single_keys,
    })
}

async fn forbid_registrations(core: &Core, forbidden: &mut Forbidden) -> Result<(), Problem> {
    for provider in ProviderId::ALL {
        for row in core.store.registrations(provider).await? {
            // One that cannot be opened has nothing that could be told.
            if let Ok(registration) = registrations::open(core, &row) {
                registration.secrets().values().for_each(|secret| forbidden.secret(secret));
            }
        }
    }
    Ok(())
}

/// Notes what may not be told about a connection: what was sealed, and whom it belongs to.
async fn forbid(core: &Arc<Core>, view: &ConnectionView, forbidden: &mut Forbidden) -> Result<(), Problem> {
    if let Some(row) = core.store.grant(view.id).await?
        && let Some(credential) = unsealed(core, view, &row)
    {
        credential.tokens().for_each(|token| forbidden.secret(token));
        credential.facts().for_each(|fact| forbidden.name(fact));
    }
    let id = view.id.to_string();
    let names = [&view.label, &view.identity.name, &view.identity.masked, &id].into_iter().chain(&view.customer);
    names.for_each(|name| forbidden.name(name));
    for account in core.store.accounts(view.id).await? {
        for name in [&account.id, &account.name, &account.masked] {
            forbidden.name(name);
        }
    }
    Ok(())
}

/// A connection's credential, whatever became of its registration. One that is damaged has nothing left to be found.
fn unsealed(core: &Core, view: &ConnectionView, row: &GrantRow) -> Option<Credential> {
    let binding = Binding::from_text(&row.binding)?;
    let context = SealContext::credential(view.id, view.provider, row.generation, &binding);
    Credential::from_bytes(&core.vault.open(&context, &row.sealed).ok()?)
}

fn bundled(view: &ConnectionView, timeline: Vec<TimelineEntry>, salt: &[u8]) -> BundledConnection {
    BundledConnection {
        id: stand_in(view.id, salt),
        provider: view.provider,
        environment: view.environment,
        grant: view.grant,
        path: view.path,
        reason: view.reason,
        ends_at: view.ends_at,
        survival: view.survival,
        linked_at: view.linked_at,
        checked_at: view.checked_at,
        renewed_at: view.renewed_at,
        timeline: timeline.into_iter().map(event).collect(),
    }
}

fn event(entry: TimelineEntry) -> BundledEvent {
    BundledEvent {
        at: entry.at,
        kind: entry.kind,
        provider_code: entry.provider_code,
        request_id: entry.request_id,
        reference: entry.reference,
    }
}

/// A short hash under a salt that is thrown away.
fn stand_in(id: ConnectionId, salt: &[u8]) -> String {
    let hash: [u8; 32] = Sha256::new().chain_update(salt).chain_update(id.to_string()).finalize().into();
    hex::encode(hash)[..ID_DIGITS].to_owned()
}
