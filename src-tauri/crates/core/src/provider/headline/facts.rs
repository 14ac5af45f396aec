//! Headline's constant facts, and the forms for partners whose customers sign in by password.

use crate::contract::{Environment, FieldKind, ProviderId, RegistrationReach};
use crate::provider::form::{Field, Form};
use crate::provider::spec::{ClientField, Endpoint, OwnPage, Share, Spec, Stands, StateCarriage};
use std::time::Duration;

/// How long a refresh token lives is not published. Twice a day keeps it young without asking much.
const RENEW_EVERY: Duration = Duration::from_secs(12 * 3600);
/// No pause is published; a minute is what people are used to.
const ANOTHER_CODE: Duration = Duration::from_secs(60);

/// How long the one-time token of a login opens the trading page is not published either; this is our assumption.
const TOKEN_OPENS: Duration = Duration::from_secs(5 * 60);

/// The customer's own login. It goes to Headline, and is kept only if the person ticks that.
pub(super) static LOGIN: Form = Form {
    id: "login",
    fields: &[
        Field::choice("login_type", &["email", "phone", "customer_number"]),
        Field::required("email", FieldKind::Email).only_if("login_type", &["email"]),
        Field::required("phone", FieldKind::Phone).only_if("login_type", &["phone"]),
        Field::required("customer_number", FieldKind::Text).only_if("login_type", &["customer_number"]),
        Field::required("password", FieldKind::Password),
        KEEP,
    ],
    receiver: "client",
    again_after: None,
};

/// Whether the person is a customer already. Asked only where the registration says what a new one is put under.
pub(super) static CUSTOMER_WAY: Form = Form {
    id: "customer_way",
    fields: &[Field::choice("way", &["sign_in", "register"])],
    receiver: "client",
    again_after: None,
};

/// A new customer. By phone first, as the guide's own sample.
pub(super) static REGISTER: Form = Form {
    id: "register",
    fields: &[
        Field::choice("login_type", &["phone", "email"]),
        Field::required("phone", FieldKind::Phone).only_if("login_type", &["phone"]),
        Field::required("email", FieldKind::Email).only_if("login_type", &["email"]),
        Field::required("country", FieldKind::Text).at_most(2),
        Field::required("password", FieldKind::Password),
        Field::required("password_again", FieldKind::Password),
        KEEP,
    ],
    // The manager registers, and the client signs in right after.
    receiver: "manager client",
    again_after: None,
};

/// A customer who was registered and could not be signed in.
pub(super) static REGISTERED: Form = Form { id: "registered", fields: PASSWORD, receiver: "client", again_after: None };

/// A customer of whom nobody knows whether they were registered.
pub(super) static PERHAPS_REGISTERED: Form =
    Form { id: "perhaps_registered", fields: PASSWORD, receiver: "client", again_after: None };

const PASSWORD: &[Field] = &[Field::required("password", FieldKind::Password), KEEP];

/// Off unless the person ticks it: the login is then sealed with the credential, to sign in without typing.
const KEEP: Field = Field::optional("keep_password", FieldKind::Tick);

/// The second factor, where the customer has one.
pub(super) static LOGIN_CODE: Form = Form {
    id: "login_code",
    fields: &[Field::required("otp", FieldKind::Otp)],
    receiver: "client",
    again_after: Some(ANOTHER_CODE),
};

pub(super) static SPEC: Spec = Spec {
    id: ProviderId::Headline,
    name: "Headline",
    endpoints: &[
        Endpoint { name: "client", takes_secrets: true },
        Endpoint { name: "manager", takes_secrets: true },
        Endpoint { name: "ui", takes_secrets: false },
    ],
    client: &[
        ClientField { name: "app_id", secret: false, required: true },
        ClientField { name: "app_secret", secret: true, required: true },
        ClientField { name: "company_id", secret: false, required: true },
        ClientField { name: "customer_group_id", secret: false, required: false },
        ClientField { name: "register_source", secret: false, required: false },
        ClientField { name: "trade_types", secret: false, required: false },
        ClientField { name: "locale", secret: false, required: false },
        ClientField { name: "third_app_type", secret: false, required: false },
        ClientField { name: "redirect_uri", secret: false, required: false },
    ],
    identified_by: "app_id",
    environments: &[(
        Environment::Production,
        &[
            ("client", "https://web.headline.net/api"),
            ("manager", "https://web.headline.net/openapi-b"),
            ("ui", "https://www.headline.net"),
        ],
    )],
    page_domains: &["headline.net"],
    page_life: Duration::from_secs(10 * 60),
    // There is no parameter for it: it stands in the query of the address to go back to, and nothing says that a query
    // is always taken along.
    state: StateCarriage::Perhaps,
    survives: None,
    renew_every: Some(RENEW_EVERY),
    read_pace: None,
    forms: &[&CUSTOMER_WAY, &LOGIN, &LOGIN_CODE, &REGISTER, &REGISTERED, &PERHAPS_REGISTERED],
    actions: &[],
    shares: &[
        Share { id: "customer", asked: true, optional: false },
        Share { id: "move_money", asked: false, optional: false },
    ],
    can_revoke: false,
    pages: &[OwnPage {
        name: "trading",
        opens_within: TOKEN_OPENS,
        signs_in: true,
        leads_back: false,
        stands: Stands::InAFrame,
    }],
    // The manager's token registers customers and looks after all of the company's.
    reach: RegistrationReach::EveryCustomer,
    token_kinds: &["access", "login"],
};
