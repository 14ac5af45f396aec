//! Practice `FlowAccount`: the authorization pages, the token endpoint and the company call, as the authorization code
//! guide and the public clients describe them. What they leave open is a switch.

mod api;
mod authorize;
mod lists;
mod pages;
mod samples;
mod state;
mod token;

pub(crate) use api::{answer_api, endpoint, refusal};
pub(crate) use authorize::answer_page;
pub(crate) use samples::sample_logins;
pub(crate) use state::State;

use crate::client::Client;
use crate::switch::{APPROVAL_SECONDS, Choices, DATE_SKEW, REDIRECT_TARGET, RETRY_AFTER, SLOW_BODY, Switch};
use std::collections::BTreeMap;

/// What providers share, seen from `FlowAccount`.
type Scene<'a> = crate::provider::Scene<'a, State>;

/// The endpoints of a registration. The two hosts of the real provider share one origin here.
pub(crate) fn endpoints(origin: &str) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("authorize".to_owned(), format!("{origin}/connect/authorize")),
        ("token".to_owned(), format!("{origin}/test/token")),
        ("api".to_owned(), format!("{origin}/test")),
    ])
}

/// The fields of a registration that say who the client is.
pub(crate) fn registration(client: &Client) -> Vec<(&'static str, String)> {
    client.with_scopes("flowaccount-api offline_access")
}

/// What can be switched.
pub(crate) const SWITCHES: &[Switch] = &[
    Switch {
        name: "pkce_required",
        choices: Choices::Flag(false),
        about: "An authorization request without a code_challenge is refused. One that is there is always checked.",
    },
    Switch {
        name: "code_ttl",
        choices: Choices::Number(150 * 60),
        about: "How long a code can be used, in seconds (authorization code guide: 150 minutes).",
    },
    Switch {
        name: "access_ttl",
        choices: Choices::Number(3600),
        about: "How long an access token lives, in seconds. No document says.",
    },
    Switch {
        name: "refresh_ttl",
        choices: Choices::Number(86_400),
        about: "How long a refresh token lives after the latest token request, in seconds (guide: about a day).",
    },
    Switch {
        name: "reuse_revokes_family",
        choices: Choices::Flag(false),
        about: "A refresh token or code used twice revokes everything from the same consent (a strict server).",
    },
    Switch {
        name: "grace_seconds",
        choices: Choices::Number(0),
        about: "How long the refresh token before the current one is still accepted (a graceful server), in seconds.",
    },
    Switch {
        name: "errors_in_200",
        choices: Choices::Flag(false),
        about: "The token endpoint answers errors with HTTP 200.",
    },
    Switch {
        name: "omit_refresh_token",
        choices: Choices::Flag(false),
        about: "A refresh answers without a refresh_token; the one that was sent stays good.",
    },
    Switch { name: "omit_support_code", choices: Choices::Flag(false), about: "Token answers have no supportCode." },
    Switch { name: "expires_in_as_string", choices: Choices::Flag(false), about: "expires_in is a text." },
    Switch {
        name: "new_model",
        choices: Choices::Flag(false),
        about: "/company/info answers in the newer model: id, nameLocal, supportCode.",
    },
    Switch {
        name: "bare_lists",
        choices: Choices::Flag(false),
        about: "A list is the data itself, not an object with total, currentPage and list.",
    },
    APPROVAL_SECONDS,
    REDIRECT_TARGET,
    RETRY_AFTER,
    DATE_SKEW,
    SLOW_BODY,
];
