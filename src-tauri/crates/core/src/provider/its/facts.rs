//! ITS's constant facts.

use crate::contract::{ActionEffect, ProviderId, RegistrationReach};
use crate::provider::spec::{ClientField, Endpoint, Share, Spec, StateCarriage};
use crate::provider::{Action, Form};
use std::time::Duration;

/// Asks for the shop again: what linking showed of it, and what stands beside.
const SHOP: Action = Action {
    name: "shop",
    effect: ActionEffect::Reads,
    form: Form { id: "shop", fields: &[], receiver: "base", again_after: None },
    pages: false,
};

pub(super) static SPEC: Spec = Spec {
    id: ProviderId::Its,
    name: "ITS",
    // A dot and the name of a service follow the base: `https://…/v1/partner` and `.Shop/AuthorizeShop`.
    endpoints: &[Endpoint { name: "base", takes_secrets: true }],
    client: &[
        ClientField { name: "api_key", secret: true, required: true },
        ClientField { name: "redirect_uri", secret: false, required: true },
    ],
    identified_by: "api_key",
    // No host is published; each partner is told its own.
    environments: &[],
    page_domains: &[],
    // A shop_request lives 900 seconds.
    page_life: Duration::from_secs(15 * 60),
    // The state travels in redirect_url, which a strict server compares letter by letter and so refuses.
    state: StateCarriage::Perhaps,
    survives: None,
    renew_every: None,
    read_pace: None,
    forms: &[],
    actions: &[SHOP],
    shares: &[
        Share { id: "shop", asked: true, optional: false },
        Share { id: "calls_and_messages", asked: true, optional: false },
        Share { id: "move_money", asked: false, optional: false },
    ],
    can_revoke: false,
    pages: &[],
    // AuthorizeShop gives the key of any shop that was ever linked through this partner.
    reach: RegistrationReach::EveryCustomer,
    token_kinds: &["access"],
};
