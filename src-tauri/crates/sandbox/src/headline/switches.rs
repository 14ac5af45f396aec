//! What can be switched at practice Headline. No document gives a lifetime, so each is a switch.

use crate::switch::{APPROVAL_SECONDS, Choices, DATE_SKEW, REDIRECT_TARGET, RETRY_AFTER, SLOW_BODY, Switch};

/// What can be switched.
pub(crate) const SWITCHES: &[Switch] = &[
    Switch {
        name: "strict_headers",
        choices: Choices::Flag(false),
        about: "Calls need the headers that the interface files name. The guide's own samples send none.",
    },
    Switch {
        name: "refuse_x_traces",
        choices: Choices::Flag(true),
        about: "A trace that begins with x- announces encrypted parameters: GATEWAY_CODE_015.",
    },
    Switch {
        name: "captcha_required",
        choices: Choices::Flag(false),
        about: "A login without a captcha header: F999999.",
    },
    Switch {
        name: "wrong_password_code",
        choices: Choices::OneOf(&["CUSTOMER_API_0000102", "CUSTOMER_API_0000112"]),
        about: "Which of the two codes says that account or password is wrong.",
    },
    Switch {
        name: "locked_code",
        choices: Choices::OneOf(&["CUSTOMER_API_0000103", "CUSTOMER_API_0000113"]),
        about: "Which of the two codes says that a customer may not log in.",
    },
    Switch {
        name: "expired_code",
        choices: Choices::OneOf(&["GATEWAY_CODE_005", "GATEWAY_CODE_017"]),
        about: "Which of the two codes says that a token, a login or a code is over.",
    },
    Switch {
        name: "duplicate_code",
        choices: Choices::OneOf(&["by_field", "CUSTOMER_API_0000101"]),
        about: "A second registration: the code of the field that exists already (0000106, 0000107), or the general one.",
    },
    Switch {
        name: "registration_times_out",
        choices: Choices::Flag(false),
        about: "A registration is made, and answered with GATEWAY_CODE_902: the service took too long.",
    },
    Switch {
        name: "mfa_for_all",
        choices: Choices::Flag(false),
        about: "Every login asks for a code from the practice phone: CUSTOMER_API_0000138.",
    },
    Switch {
        name: "login_token_seconds",
        choices: Choices::Number(5 * 60),
        about: "How long a login token can be exchanged at randomKey, in seconds.",
    },
    Switch {
        name: "access_token_seconds",
        choices: Choices::Number(86_400),
        about: "How long a token opens other calls, in seconds.",
    },
    Switch {
        name: "exchange_ends_login_token",
        choices: Choices::Flag(true),
        about: "randomKey uses the login token up, for every call.",
    },
    Switch {
        name: "manager_token_seconds",
        choices: Choices::Number(86_400),
        about: "How long a manager token lives, in seconds.",
    },
    Switch {
        name: "auth2_code_seconds",
        choices: Choices::Number(5 * 60),
        about: "How long an authorization code can be used, in seconds.",
    },
    Switch {
        name: "auth2_access_seconds",
        choices: Choices::Number(86_400),
        about: "How long an access token of auth2 lives, in seconds.",
    },
    Switch {
        name: "auth2_refresh_seconds",
        choices: Choices::Number(30 * 86_400),
        about: "How long a refresh token of auth2 lives after the latest refresh, in seconds.",
    },
    Switch {
        name: "auth2_cancel",
        choices: Choices::OneOf(&["no_code", "access_denied"]),
        about: "What a refused sign-in page brings back besides app=headline: nothing, or this as error.",
    },
    Switch {
        name: "calls_a_minute",
        choices: Choices::Number(300),
        about: "How many calls a minute each endpoint answers before it answers 429.",
    },
    Switch {
        name: "company_kyc_status",
        choices: Choices::Number(2),
        about: "companyKycStatus of every customer; the public front end goes on only with 1 or 2.",
    },
    Switch {
        name: "absurd_tm",
        choices: Choices::Flag(false),
        about: "tm is days of processing, as in the samples of the guide.",
    },
    Switch {
        name: "page_exchange",
        choices: Choices::OneOf(&["random_key", "never"]),
        about: "What the framed page does with its token: exchange it (guide), or use it as it is (public front end).",
    },
    Switch {
        name: "refuses_framing",
        choices: Choices::Flag(false),
        about: "The trading page may not stand in a frame.",
    },
    Switch {
        name: "ready_message",
        choices: Choices::Flag(false),
        about: "Not the provider's: the framed page tells its parent practice-ready with signedIn true or false.",
    },
    APPROVAL_SECONDS,
    REDIRECT_TARGET,
    RETRY_AFTER,
    DATE_SKEW,
    SLOW_BODY,
];
