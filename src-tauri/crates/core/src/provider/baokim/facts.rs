//! Bảo Kim's constant facts, and the forms it needs: its account service has no sign-in page for passwords.

use super::social::NETWORKS;
use crate::contract::{Environment, FieldKind, ProviderId, RegistrationReach};
use crate::provider::form::{Field, Form};
use crate::provider::spec::{ClientField, Endpoint, OwnPage, Share, Spec, Stands, StateCarriage};
use std::time::Duration;

/// How long a refresh token lives is not published. Twice a day keeps it young without asking much.
const RENEW_EVERY: Duration = Duration::from_secs(12 * 3600);
/// No pause is published; a minute is what people are used to.
const ANOTHER_CODE: Duration = Duration::from_secs(60);

/// How long a ticket opens the sign-on site is not published; this is our assumption, and how long we listen.
const TICKET_OPENS: Duration = Duration::from_secs(10 * 60);

/// How the person links.
pub(super) static WAY: Form = Form {
    id: "way",
    fields: &[Field::choice("way", &["password", "social", "wallet", "register"])],
    receiver: "api",
    again_after: None,
};

/// How the person signs in again, where that is not known any more.
pub(super) static WAY_AGAIN: Form = Form {
    id: "way_again",
    fields: &[Field::choice("way", &["password", "social", "wallet"])],
    receiver: "api",
    again_after: None,
};

/// Somebody who has no account yet.
pub(super) static REGISTER: Form = Form {
    id: "register",
    fields: &[
        Field::required("email", FieldKind::Email),
        Field::required("name", FieldKind::Text),
        Field::required("phone", FieldKind::Phone),
        Field::required("password", FieldKind::Password),
        Field::required("password_again", FieldKind::Password),
        Field::choice("account_type", &["personal", "business"]),
        Field::optional("business_name", FieldKind::Text).only_if("account_type", &["business"]),
        Field::optional("business_number", FieldKind::Text).only_if("account_type", &["business"]),
        Field::optional("address", FieldKind::Text),
    ],
    receiver: "api",
    again_after: None,
};

/// Somebody who was registered and could not be signed in.
pub(super) static REGISTERED: Form = Form { id: "registered", fields: PASSWORD, receiver: "api", again_after: None };

/// Somebody of whom nobody knows whether they were registered.
pub(super) static PERHAPS_REGISTERED: Form =
    Form { id: "perhaps_registered", fields: PASSWORD, receiver: "api", again_after: None };

const PASSWORD: &[Field] = &[Field::required("password", FieldKind::Password)];

/// The account's own password. It goes to Bảo Kim and is not kept.
pub(super) static LOGIN: Form = Form {
    id: "login",
    fields: &[Field::required("username", FieldKind::Text), Field::required("password", FieldKind::Password)],
    receiver: "api",
    again_after: None,
};

/// Which network's page is opened. Whoever has its token already, as a program that signed somebody in, gives it instead.
pub(super) static SOCIAL: Form = Form {
    id: "social",
    fields: &[
        Field::choice("network", NETWORKS),
        Field::optional("social_token", FieldKind::Password).for_scripts_only(),
    ],
    receiver: "api",
    again_after: None,
};

/// Whose wallet is linked. Bảo Kim sends a code to its phone.
pub(super) static WALLET: Form = Form {
    id: "wallet",
    fields: &[
        Field::required("phone", FieldKind::Phone),
        Field::required("name", FieldKind::Text),
        Field::choice("wallet_type", &["personal", "business"]),
        Field::required("business_name", FieldKind::Text).only_if("wallet_type", &["business"]),
        Field::required("business_number", FieldKind::Text).only_if("wallet_type", &["business"]),
        Field::required("site_url", FieldKind::Text).only_if("wallet_type", &["business"]),
        Field::required("business_area", FieldKind::Text).only_if("wallet_type", &["business"]),
    ],
    receiver: "api",
    again_after: None,
};

/// The code from the phone.
pub(super) static WALLET_CODE: Form =
    Form { id: "wallet_code", fields: CODE, receiver: "api", again_after: Some(ANOTHER_CODE) };

/// The code that confirms that a wallet is unlinked.
pub(super) static UNLINK_CODE: Form =
    Form { id: "unlink_code", fields: CODE, receiver: "api", again_after: Some(ANOTHER_CODE) };

const CODE: &[Field] = &[Field::required("otp", FieldKind::Otp)];

pub(super) static SPEC: Spec = Spec {
    id: ProviderId::Baokim,
    name: "Bảo Kim",
    identified_by: "client_id",
    endpoints: &[Endpoint { name: "api", takes_secrets: true }, Endpoint { name: "sso", takes_secrets: false }],
    client: &[
        ClientField { name: "api_key", secret: false, required: true },
        ClientField { name: "api_secret", secret: true, required: true },
        ClientField { name: "client_id", secret: false, required: true },
        ClientField { name: "client_secret", secret: true, required: true },
        ClientField { name: "callback_secret", secret: true, required: false },
        ClientField { name: "redirect_uri", secret: false, required: true },
        ClientField { name: "sso_callback", secret: false, required: false },
    ],
    environments: &[
        (Environment::Production, &[("api", "https://api.baokim.vn/auth"), ("sso", "https://vnid.net")]),
        (Environment::Sandbox, &[("api", "https://sandbox-api.baokim.vn/auth"), ("sso", "https://vnid.net")]),
    ],
    page_domains: &["vnid.net", "facebook.com", "google.com"],
    page_life: Duration::from_secs(10 * 60),
    state: StateCarriage::Always,
    survives: None,
    renew_every: Some(RENEW_EVERY),
    read_pace: None,
    forms: &[
        &WAY,
        &WAY_AGAIN,
        &LOGIN,
        &SOCIAL,
        &WALLET,
        &WALLET_CODE,
        &UNLINK_CODE,
        &REGISTER,
        &REGISTERED,
        &PERHAPS_REGISTERED,
    ],
    actions: super::actions::ALL,
    shares: &[
        Share { id: "profile", asked: true, optional: false },
        Share { id: "move_money", asked: false, optional: false },
    ],
    can_revoke: true,
    pages: &[
        OwnPage {
            name: super::sso::SIGNED_IN,
            opens_within: TICKET_OPENS,
            signs_in: true,
            leads_back: true,
            stands: Stands::Alone,
        },
        // It signs out of where the person is signed in, and that is their own browser.
        OwnPage {
            name: super::sso::SIGN_OUT,
            opens_within: TICKET_OPENS,
            signs_in: false,
            leads_back: true,
            stands: Stands::InTheBrowser,
        },
    ],
    reach: RegistrationReach::OneUser,
    token_kinds: &["access", "wallet"],
};
