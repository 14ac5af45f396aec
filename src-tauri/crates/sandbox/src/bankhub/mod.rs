//! Practice bankHub: the grant calls, the data calls, the payment calls and the Link pages, as the bankHub Link documentation, its API
//! reference and its public clients describe them. What they leave open is a switch.

mod api;
mod data;
mod error;
mod grants;
mod history;
mod hook;
mod invoices;
mod link;
mod pages;
mod payments;
mod qr;
mod samples;
mod state;

pub(crate) use api::{answer_api, endpoint, refusal};
pub use hook::BankhubHook;
pub(crate) use hook::body as hook_body;
pub(crate) use link::answer_page;
pub(crate) use samples::sample_logins;
pub(crate) use state::State;

use crate::client::Client;
use crate::switch::{APPROVAL_SECONDS, Choices, DATE_SKEW, REDIRECT_TARGET, RETRY_AFTER, SLOW_BODY, Switch};
use std::collections::BTreeMap;

/// What providers share, seen from bankHub.
type Scene<'a> = crate::provider::Scene<'a, State>;

/// How long a grantToken opens the Link page, in seconds (bankHub Link documentation: 30 minutes).
const GRANT_TOKEN_SECONDS: i64 = 30 * 60;

/// The endpoints of a registration. The Link page and the API share one origin here.
pub(crate) fn endpoints(origin: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("link".to_owned(), format!("{origin}/link")), ("api".to_owned(), origin.to_owned())])
}

/// The fields of a registration that say who the client is.
pub(crate) fn registration(client: &Client) -> Vec<(&'static str, String)> {
    client.with_scopes("identity,balance,transaction")
}

/// What can be switched.
pub(crate) const SWITCHES: &[Switch] = &[
    Switch {
        name: "expiry_name",
        choices: Choices::OneOf(&["expiredAt", "expiration", "expiresAt"]),
        about: "The name of a grantToken's end in the answer of /grant/token.",
    },
    Switch {
        name: "public_token_seconds",
        choices: Choices::Number(30 * 60),
        about: "How long a publicToken can be exchanged, in seconds. No document says.",
    },
    Switch { name: "omit_state", choices: Choices::Flag(false), about: "The redirect does not bring the state back." },
    Switch {
        name: "cancel",
        choices: Choices::OneOf(&["state_only", "access_denied", "user_cancelled", "cancelled", "user_denied"]),
        about: "What a cancelled Link page brings back besides the state: nothing, or this as error.",
    },
    Switch {
        name: "update_completion",
        choices: Choices::OneOf(&["empty", "fresh", "none"]),
        about: "What a finished Update Mode brings back: an empty publicToken, a fresh one, or none.",
    },
    Switch {
        name: "update_healthy",
        choices: Choices::OneOf(&["refuse", "allow"]),
        about: "Update Mode for a grant that needs none: FI_SERVICE_ACCOUNT_CONNECTING, or a grantToken.",
    },
    Switch {
        name: "remove_needs_otp",
        choices: Choices::Flag(false),
        about: "/grant/remove removes nothing yet and answers with a grantToken whose Link page asks for a code.",
    },
    Switch {
        name: "pause_answer",
        choices: Choices::OneOf(&["request_id", "grant"]),
        about: "What /grant/pause answers with: the requestId only, or grantId and status as well.",
    },
    Switch {
        name: "transfer_ip_allowed",
        choices: Choices::Flag(false),
        about: "The caller's address is on the list of /transfer. Nothing is moved either way.",
    },
    Switch {
        name: "invoice_names",
        choices: Choices::OneOf(&["plain", "tax_office"]),
        about: "How /gdt/invoices names its fields: in English words, or by the tax office's own abbreviations.",
    },
    Switch {
        name: "hook_number",
        choices: Choices::Flag(true),
        about: "A webhook holds accountNumber as a JSON number, as the published sample does; a leading zero is lost.",
    },
    Switch {
        name: "hook_transactions_code",
        choices: Choices::OneOf(&["TRANSACTION_UPDATE", "DEFAULT_UPDATE"]),
        about: "The webhookCode of new bookings: the newer one, or the older one.",
    },
    Switch { name: "flat_identity", choices: Choices::Flag(false), about: "/identity answers with one flat object." },
    Switch {
        name: "churn",
        choices: Choices::Flag(false),
        about: "Every /transactions call invents fresh references, as the real sandbox does.",
    },
    Switch {
        name: "rate_limit",
        choices: Choices::Flag(true),
        about: "One call a minute for each grant at each data endpoint, else RATE_LIMIT.",
    },
    Switch {
        name: "rate_limit_seconds",
        choices: Choices::Number(60),
        about: "How long a data endpoint rests for a grant, in seconds.",
    },
    APPROVAL_SECONDS,
    REDIRECT_TARGET,
    RETRY_AFTER,
    DATE_SKEW,
    SLOW_BODY,
];
