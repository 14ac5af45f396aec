//! What can be switched at practice Bảo Kim. No document gives a code for an error, and only samples give lifetimes.

use crate::switch::{Choices, DATE_SKEW, REDIRECT_TARGET, RETRY_AFTER, SLOW_BODY, Switch};

/// What can be switched.
pub(crate) const SWITCHES: &[Switch] = &[
    Switch {
        name: "code_zero",
        choices: Choices::Flag(false),
        about: "Success is code 0 everywhere, as a public client wants it; the documentation's samples mix 0 and 1.",
    },
    Switch {
        name: "caller_jwt",
        choices: Choices::OneOf(&["needed", "everywhere", "unasked"]),
        about: "Where the partner's own token is asked for: where no user's is sent, on every call, or nowhere.",
    },
    Switch {
        name: "caller_seconds",
        choices: Choices::Number(60),
        about: "How long a token of the partner may live, in seconds.",
    },
    Switch {
        name: "caller_skew_seconds",
        choices: Choices::Number(5),
        about: "How far the partner's clock may be wrong, in seconds.",
    },
    Switch {
        name: "caller_milliseconds",
        choices: Choices::Flag(false),
        about: "The partner's token may write milliseconds and live a day, as that of a public client does.",
    },
    Switch {
        name: "caller_form_params",
        choices: Choices::Flag(false),
        about: "form_params of the partner's token must say what the body says.",
    },
    Switch {
        name: "caller_error",
        choices: Choices::OneOf(&["code_5", "http_401"]),
        about: "What a partner's token that is missing or wrong is answered with.",
    },
    Switch {
        name: "client_error",
        choices: Choices::OneOf(&["invalid_client", "code_4"]),
        about: "What a wrong client_id or client_secret is answered with, apart from oauth/token.",
    },
    Switch {
        name: "token_error",
        choices: Choices::OneOf(&["unauthenticated", "code_5"]),
        about: "What an access token that is missing or over is answered with.",
    },
    Switch {
        name: "wallet_token_error",
        choices: Choices::OneOf(&["code_5", "unauthenticated"]),
        about: "What a Wallet-Token that is missing or over is answered with.",
    },
    Switch {
        name: "refresh_error",
        choices: Choices::OneOf(&["code_5", "oauth", "code_4"]),
        about: "What user/refresh-token answers to a refresh token that is not taken.",
    },
    Switch {
        name: "oauth_error_description",
        choices: Choices::Flag(false),
        about: "Errors of OAuth have error_description as well, as a newer library writes them.",
    },
    Switch {
        name: "login_access_seconds",
        choices: Choices::Number(0),
        about: "How long the access token of a login lives, in seconds; 0: a year of the calendar.",
    },
    Switch {
        name: "access_seconds",
        choices: Choices::Number(900),
        about: "How long an access token from a refresh or from a code lives, in seconds.",
    },
    Switch {
        name: "refresh_seconds",
        choices: Choices::Number(0),
        about: "How long a refresh token lives, in seconds; 0: a year of the calendar.",
    },
    Switch {
        name: "refresh_rotates",
        choices: Choices::Flag(true),
        about: "A refresh gives a new refresh token and ends the old one. The samples show the same one before and after.",
    },
    Switch {
        name: "social_refresh_token",
        choices: Choices::Flag(false),
        about: "Signing in with a social token gives a refresh token: the prose promises one, the sample has none.",
    },
    Switch {
        name: "social_return",
        choices: Choices::OneOf(&["token", "nothing"]),
        about: "What the pages of the social networks append to return_url: the network's token, or nothing. No document says.",
    },
    Switch {
        name: "sub_is_another",
        choices: Choices::Flag(false),
        about: "sub of an access token is not the user's id, as in the sample of a login.",
    },
    Switch {
        name: "otp_seconds",
        choices: Choices::Number(5 * 60),
        about: "How long a code on the phone can be used, in seconds.",
    },
    Switch { name: "otp_attempts", choices: Choices::Number(3), about: "How often a code may be wrong." },
    Switch {
        name: "ticket_seconds",
        choices: Choices::Number(10 * 60),
        about: "How long a ticket can be used, in seconds.",
    },
    Switch {
        name: "linked_code_seconds",
        choices: Choices::Number(5 * 60),
        about: "How long a linked_code can be used, in seconds.",
    },
    Switch {
        name: "wallet_token_seconds",
        choices: Choices::Number(0),
        about: "How long the token of a wallet lives, in seconds; 0: for ever.",
    },
    Switch {
        name: "token_repeats_ticket",
        choices: Choices::Flag(false),
        about: "The token of a wallet is the text of the ticket it began with, as in the samples.",
    },
    Switch {
        name: "code_seconds",
        choices: Choices::Number(10 * 60),
        about: "How long a code of the sign-on page can be used, in seconds.",
    },
    Switch {
        name: "unknown_phone",
        choices: Choices::OneOf(&["opens_wallet", "refused"]),
        about: "What linking does with a phone that has no wallet.",
    },
    Switch { name: "strict_mrc_uuid", choices: Choices::Flag(true), about: "mrc_uuid has to be 24 hex digits." },
    Switch {
        name: "detail_lacks_comma",
        choices: Choices::Flag(false),
        about: "user/detail lacks a comma before permissions and is no JSON, as in the documentation's sample.",
    },
    Switch {
        name: "sso_callback",
        choices: Choices::Text(""),
        about: "The address that the sign-on pages call with a code; empty: the registered one.",
    },
    REDIRECT_TARGET,
    RETRY_AFTER,
    DATE_SKEW,
    SLOW_BODY,
];
