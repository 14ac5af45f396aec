//! bankHub's constant facts.

use crate::contract::{ActionEffect, Environment, FieldKind, ProviderId, RegistrationReach};
use crate::provider::Action;
use crate::provider::form::{Field, Form};
use crate::provider::spec::{ClientField, Endpoint, Share, Spec, StateCarriage};
use std::time::Duration;

/// All banks that accounts can be linked at.
pub(super) const BANKS: &str = "banks";
/// A code that somebody pays by.
pub(super) const PAYMENT_CODE: &str = "payment_code";
/// The account that payment codes lead to.
pub(super) const PAYMENT_ACCOUNT: &str = "payment_account";
/// The virtual account and the one behind it.
pub(super) const VIRTUAL_ACCOUNT: &str = "virtual_account";
/// The tax invoices.
pub(super) const INVOICES: &str = "invoices";
/// Holds the grant back.
pub(super) const PAUSE: &str = "pause";

/// The longest description of a payment code. The documents name no limit; bankHub has this one.
const DESCRIPTION: u32 = 9;

/// An action that asks for nothing.
const fn plain(name: &'static str, effect: ActionEffect) -> Action {
    Action { name, effect, form: Form { id: name, fields: &[], receiver: "api", again_after: None }, pages: false }
}

/// What a payment code says.
const ORDER: Form = Form {
    id: PAYMENT_CODE,
    fields: &[
        Field::required("amount", FieldKind::Amount),
        Field::required("description", FieldKind::Text).at_most(DESCRIPTION),
        Field::required("reference", FieldKind::Text),
    ],
    receiver: "api",
    again_after: None,
};

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
    actions: &[
        plain(BANKS, ActionEffect::Reads),
        Action { name: PAYMENT_CODE, effect: ActionEffect::Changes, form: ORDER, pages: false },
        plain(PAYMENT_ACCOUNT, ActionEffect::Reads),
        plain(VIRTUAL_ACCOUNT, ActionEffect::Reads),
        plain(INVOICES, ActionEffect::Reads),
        plain(PAUSE, ActionEffect::Changes),
        // The journal, the lock and the transaction of a renewal do it.
        plain("new_token", ActionEffect::Rotates),
    ],
    shares: &[
        Share { id: "identity", asked: true, optional: false },
        Share { id: "balance", asked: true, optional: false },
        Share { id: "transaction", asked: true, optional: true },
        Share { id: "move_money", asked: false, optional: false },
    ],
    can_revoke: true,
    pages: &[],
    reach: RegistrationReach::OneUser,
    token_kinds: &["access"],
};
