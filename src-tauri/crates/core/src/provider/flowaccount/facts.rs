//! FlowAccount's constant facts.

use crate::contract::{Environment, ProviderId, RegistrationReach};
use crate::provider::spec::{ClientField, Endpoint, Share, Spec, StateCarriage};
use std::time::Duration;

/// The guide: the refresh token lives about a day, counted from the latest token request.
const REFRESH_TOKEN_LIFE: Duration = Duration::from_secs(24 * 3600);
/// Often enough that a lid closed for 22 hours loses nothing.
const RENEW_EVERY: Duration = Duration::from_secs(90 * 60);

pub(super) static SPEC: Spec = Spec {
    id: ProviderId::Flowaccount,
    name: "FlowAccount",
    endpoints: &[
        Endpoint { name: "authorize", takes_secrets: false },
        Endpoint { name: "token", takes_secrets: true },
        Endpoint { name: "api", takes_secrets: true },
    ],
    client: &[
        ClientField { name: "id", secret: false, required: true },
        ClientField { name: "secret", secret: true, required: true },
        ClientField { name: "redirect_uri", secret: false, required: true },
        ClientField { name: "scopes", secret: false, required: false },
        ClientField { name: "issuer", secret: false, required: false },
    ],
    identified_by: "id",
    // The guide names the sandbox's login host and leaves `{environment}` open; which path goes with production is
    // not published, so production has to be written out.
    environments: &[(
        Environment::Sandbox,
        &[
            ("authorize", "https://sandbox-auth.flowaccount.com/connect/authorize"),
            ("token", "https://openapi.flowaccount.com/sandbox/token"),
            ("api", "https://openapi.flowaccount.com/sandbox"),
        ],
    )],
    page_domains: &["flowaccount.com"],
    page_life: Duration::from_secs(10 * 60),
    state: StateCarriage::Always,
    survives: Some(REFRESH_TOKEN_LIFE),
    renew_every: Some(RENEW_EVERY),
    read_pace: None,
    forms: &[],
    actions: super::lists::ALL,
    shares: &[
        Share { id: "company", asked: true, optional: false },
        Share { id: "documents", asked: true, optional: false },
        Share { id: "move_money", asked: false, optional: false },
    ],
    can_revoke: false,
    pages: &[],
    reach: RegistrationReach::OneUser,
    token_kinds: &["access"],
};
