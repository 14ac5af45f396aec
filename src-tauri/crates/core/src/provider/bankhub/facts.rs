//! bankHub's constant facts.

use crate::contract::{Environment, ProviderId, RegistrationReach};
use crate::provider::spec::{ClientField, Endpoint, Share, Spec, StateCarriage};
use std::time::Duration;

pub(super) static SPEC: Spec = Spec {
    id: ProviderId::Bankhub,
    name: "bankHub",
    endpoints: &[Endpoint { name: "link", takes_secrets: false }, Endpoint { name: "api", takes_secrets: true }],
    client: &[
        ClientField { name: "id", secret: false, required: true },
        ClientField { name: "secret", secret: true, required: true },
        ClientField { name: "redirect_uri", secret: false, required: true },
        ClientField { name: "scopes", secret: false, required: false },
    ],
    identified_by: "id",
    environments: &[
        (Environment::Sandbox, &[("link", "https://dev.link.bankhub.dev"), ("api", "https://sandbox.bankhub.dev")]),
        (Environment::Production, &[("link", "https://link.bankhub.dev"), ("api", "https://production.bankhub.dev")]),
    ],
    page_domains: &["bankhub.dev"],
    page_life: Duration::from_secs(30 * 60),
    state: StateCarriage::Perhaps,
    survives: None,
    renew_every: None,
    // About one call a minute for each grant and data endpoint.
    read_pace: Some(Duration::from_secs(60)),
    forms: &[],
    actions: &[],
    shares: &[
        Share { id: "identity", asked: true, optional: false },
        Share { id: "balance", asked: true, optional: false },
        Share { id: "transaction", asked: true, optional: true },
        Share { id: "move_money", asked: false, optional: false },
    ],
    can_revoke: true,
    visit: None,
    reach: RegistrationReach::OneUser,
    token_kinds: &["access"],
};
