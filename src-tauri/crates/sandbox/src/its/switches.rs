//! What can be switched at practice ITS.

use crate::switch::{APPROVAL_SECONDS, Choices, DATE_SKEW, REDIRECT_TARGET, RETRY_AFTER, SLOW_BODY, Switch};

/// What can be switched.
pub(crate) const SWITCHES: &[Switch] = &[
    Switch {
        name: "redirect_rule",
        choices: Choices::OneOf(&["lenient", "exact", "public_host"]),
        about: "Which redirect_url is good: any http or https address, one that is registered letter for letter (a \
                state in it is refused), or any host but a loopback one, as in the public source.",
    },
    Switch {
        name: "second_question_mark",
        choices: Choices::Flag(false),
        about: "The redirect puts ?token=…&shop_id=… behind redirect_url even where that has a query already.",
    },
    Switch {
        name: "own_token",
        choices: Choices::Flag(false),
        about: "The redirect also brings a token of the provider's own.",
    },
    Switch {
        name: "cancel",
        choices: Choices::OneOf(&["nothing", "access_denied"]),
        about: "What a cancelled page brings back: redirect_url as it is, or this as error. No document says.",
    },
    Switch {
        name: "shop_request_seconds",
        choices: Choices::Number(15 * 60),
        about: "How long a shop_request opens its page, in seconds (public source: 15 minutes).",
    },
    Switch {
        name: "url_with_key",
        choices: Choices::Flag(false),
        about: "A shop_key comes with an auth_url as well, as newer servers send it.",
    },
    Switch {
        name: "bare_colon",
        choices: Choices::Flag(false),
        about: "The token in auth_url has its colon as it is, as the guides print it.",
    },
    Switch {
        name: "meta",
        choices: Choices::Flag(true),
        about: "A shop_request has meta with a recaptcha_token, as newer servers send it.",
    },
    Switch {
        name: "answer_type",
        choices: Choices::OneOf(&["documented", "user_key", "omitted"]),
        about: "The type in the answer of AuthorizeShop: as documented, that of the white-label variant, or none.",
    },
    Switch {
        name: "short_shop",
        choices: Choices::Flag(false),
        about: "CurrentShop answers with id, name and type only, as the guide lists them; the public source has more.",
    },
    Switch {
        name: "ids_as_numbers",
        choices: Choices::Flag(false),
        about: "CurrentShop answers with its id as a JSON number. Nineteen digits do not fit in a double.",
    },
    Switch { name: "expires_in_as_string", choices: Choices::Flag(false), about: "expires_in is a text." },
    Switch {
        name: "unlinked_status",
        choices: Choices::OneOf(&["401", "403"]),
        about: "How CurrentShop refuses the shop_key of a shop that removed the partner. No document says.",
    },
    APPROVAL_SECONDS,
    REDIRECT_TARGET,
    RETRY_AFTER,
    DATE_SKEW,
    SLOW_BODY,
];
