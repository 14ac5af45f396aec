//! Very many connections that come due at once, and what a process costs that holds the core alone.
//!
//! The connections are written into a store as linking writes them; a process of its own then opens the store, renews
//! what is due, and is idle for a while. Counts can be made small for a try: `LINKDESK_BENCH_MANY`, and
//! `LINKDESK_BENCH_IDLE` in seconds.

use crate::alone;
use crate::provider::{self, LATENCY};
use linkdesk_core::contract::{
    ConnectionId, Environment, EventKind, GrantStatus, IdentityView, ProviderId, SaveRegistration,
};
use linkdesk_core::provider::{Credential, Ends, Identity, IdentityKey, room};
use linkdesk_core::registration::parse;
use linkdesk_core::store::{ConnectionRow, Folder, GrantStanding, Keeping, NewEvent, SealedGrant, Tending, open};
use linkdesk_core::vault::{KeychainThread, SealContext};
use linkdesk_core::{Clock, Secret};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

const PROVIDER: ProviderId = ProviderId::Flowaccount;
const NAME: &str = "default";
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) async fn measure() -> Value {
    let many = number("LINKDESK_BENCH_MANY", 10_000);
    let idle = number("LINKDESK_BENCH_IDLE", 600);
    let home = TempDir::new().expect("a folder");
    let (origin, asked) = provider::start().await;
    let toml = registration(&origin);
    fill(home.path(), &toml, many).await;
    let measured = alone::start(home.path(), idle).await;
    let many_of = f64::from(many);
    let per = |name: &str, of: f64| measured[name].as_f64().unwrap_or(f64::NAN) / of;
    json!({
        "processor_ms": per("processor_seconds", many_of) * 1000.0,
        "peak_mib": per("peak_kib", 1024.0),
        "wakes_a_minute": per("idle_wakes", f64::from(idle) / 60.0),
        "connections": many,
        "latency_ms": u64::try_from(LATENCY.as_millis()).unwrap_or(u64::MAX),
        "requests": asked.requests(),
        "alone": measured,
    })
}

fn number(variable: &str, usual: u32) -> u32 {
    std::env::var(variable).map_or(usual, |text| text.parse().expect("a number"))
}

fn registration(origin: &str) -> String {
    format!(
        "environment = \"custom\"\n[endpoints]\nauthorize = \"{origin}/authorize\"\ntoken = \"{origin}/token\"\napi = \"{origin}/api\"\n\
         [client]\nid = \"bench\"\nsecret = \"bench\"\nredirect_uri = \"http://127.0.0.1:4100/callback\"\n"
    )
}

/// Writes so many connections, all of them due.
async fn fill(home: &Path, toml: &str, many: u32) {
    let desk = alone::desk(home).await;
    let toml_given = Secret::from(toml);
    let request = SaveRegistration { provider: PROVIDER, name: NAME.to_owned(), toml: toml_given, replace: true };
    desk.save_registration(request).await.expect("it is sound");
    desk.close().await;

    let spec = room(PROVIDER).spec();
    let binding = parse(spec, NAME, toml, false).expect("it is sound").binding(spec);
    let folder = Folder::open(home).expect("the folder");
    let opened = open(&folder, &KeychainThread::system(), PATIENCE).await.expect("the store opens");
    let now = Clock::default().now();
    let renewed_at = now - time::Duration::hours(10);
    for number in 0..many {
        let id = ConnectionId::new();
        let name = format!("{number:06}");
        let credential = Credential::default()
            .with("access", Secret::from("a".repeat(900).as_str()), Ends::At(renewed_at + time::Duration::hours(1)))
            .with("refresh", Secret::from(format!("first-{name}-{}", "r".repeat(60)).as_str()), Ends::Unknown);
        let sealed = opened.vault.seal(&SealContext::credential(id, PROVIDER, 1, &binding), &credential.to_bytes());
        let identity = Identity {
            keys: IdentityKey::new("company_id", &name).into_iter().collect(),
            view: IdentityView {
                name: format!("Sample Company {name}"), masked: format!("•••• {}", &name[2..])
            },
        };
        let connection = ConnectionRow {
            id,
            provider: PROVIDER,
            registration: NAME.to_owned(),
            environment: Environment::Custom,
            label: format!("Books {name}"),
            customer: Some(format!("Sample Customer {}", number % 500)),
            identity: identity.view.clone(),
            linked_at: renewed_at,
            removing_since: None,
        };
        let standing = GrantStanding {
            status: GrantStatus::Good,
            reason: None,
            access: Ends::At(renewed_at + time::Duration::hours(1)),
            survives: Ends::At(renewed_at + time::Duration::hours(24)),
            renewed_at,
            tending: Tending::Renewed,
        };
        let event = NewEvent::new(id, renewed_at, EventKind::Linked);
        let sealed = SealedGrant { sealed, binding: binding.text() };
        opened
            .store
            .keep_new(connection, Keeping { identity: &identity, sealed, standing, event })
            .await
            .expect("it is kept");
    }
    opened.store.close().await;
}
