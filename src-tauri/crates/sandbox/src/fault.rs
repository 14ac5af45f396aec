//! The fault dial: the ways a practice provider can misbehave.

use crate::Provider;
use crate::http::{Endpoint, Kind};
use serde::{Deserialize, Serialize};

/// A way to misbehave.
///
/// A fault strikes only the calls named here; another call neither meets it nor uses it up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The server acts on a credential call, then closes the connection without a single byte.
    RotateThenDrop,
    /// A refresh token used a second time revokes everything that came from the same consent.
    ReuseRevokesFamily,
    /// The approval at the end of the pages takes long.
    SlowApproval,
    /// The pages sign in somebody else than the person who typed the login.
    WrongAccount,
    /// 429 with `Retry-After`; nothing was done.
    TooManyRequests,
    /// 429 without `Retry-After`; nothing was done.
    TooManyRequestsBare,
    /// 500; nothing was done.
    ServerError,
    /// 503; nothing was done.
    Outage,
    /// 200 with a sign-in page of a network instead of JSON; nothing was done.
    HtmlInsteadOfJson,
    /// The server acts; half of the body comes, then the connection closes.
    TruncatedBody,
    /// The server acts; the body is empty.
    EmptyBody,
    /// The server acts; more than 2 MB of spaces come before the JSON.
    HugeBody,
    /// The bank's password changed: the grant of the next data call needs Update Mode.
    BankPasswordChanged,
    /// The `Date` header is wrong by hours.
    SkewedDate,
    /// The server acts; the body trickles.
    SlowBody,
    /// A credential call is answered with 307 to another origin; nothing was done.
    RedirectTokenEndpoint,
    /// A refresh is refused with `invalid_grant` although its token is good.
    InvalidGrantOnce,
}

/// How often a fault strikes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeat {
    /// The next call that it can strike.
    Once,
    /// Every call until it is turned off.
    UntilOff,
}

impl Fault {
    /// The dial, in its order.
    pub const ALL: [Self; 17] = [
        Self::RotateThenDrop,
        Self::ReuseRevokesFamily,
        Self::InvalidGrantOnce,
        Self::SlowApproval,
        Self::WrongAccount,
        Self::BankPasswordChanged,
        Self::TooManyRequests,
        Self::TooManyRequestsBare,
        Self::ServerError,
        Self::Outage,
        Self::HtmlInsteadOfJson,
        Self::TruncatedBody,
        Self::EmptyBody,
        Self::HugeBody,
        Self::SlowBody,
        Self::SkewedDate,
        Self::RedirectTokenEndpoint,
    ];

    /// Its id, as control calls write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::RotateThenDrop => "rotate_then_drop",
            Self::ReuseRevokesFamily => "reuse_revokes_family",
            Self::SlowApproval => "slow_approval",
            Self::WrongAccount => "wrong_account",
            Self::TooManyRequests => "too_many_requests",
            Self::TooManyRequestsBare => "too_many_requests_bare",
            Self::ServerError => "server_error",
            Self::Outage => "outage",
            Self::HtmlInsteadOfJson => "html_instead_of_json",
            Self::TruncatedBody => "truncated_body",
            Self::EmptyBody => "empty_body",
            Self::HugeBody => "huge_body",
            Self::BankPasswordChanged => "bank_password_changed",
            Self::SkewedDate => "skewed_date",
            Self::SlowBody => "slow_body",
            Self::RedirectTokenEndpoint => "redirect_token_endpoint",
            Self::InvalidGrantOnce => "invalid_grant_once",
        }
    }

    /// The fault with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.id() == id)
    }

    /// Whether this provider can have it: bankHub and ITS have no refresh tokens, only bankHub has a bank behind
    /// it, and nobody approves anything on a page of Bảo Kim.
    pub fn applies_to(self, provider: Provider) -> bool {
        match self {
            Self::ReuseRevokesFamily | Self::InvalidGrantOnce => {
                matches!(provider, Provider::Flowaccount | Provider::Baokim | Provider::Headline)
            }
            Self::BankPasswordChanged => provider == Provider::Bankhub,
            Self::SlowApproval => provider != Provider::Baokim,
            _ => true,
        }
    }

    /// Whether it strikes calls to this endpoint from outside. What happens inside a page or a refresh is left to the
    /// provider, which asks its desk.
    pub(crate) fn strikes(self, endpoint: Endpoint) -> bool {
        match self {
            Self::SlowApproval | Self::WrongAccount | Self::ReuseRevokesFamily | Self::InvalidGrantOnce => false,
            Self::RotateThenDrop | Self::RedirectTokenEndpoint => endpoint.kind == Kind::Credential,
            Self::BankPasswordChanged => endpoint.kind == Kind::Data,
            _ => true,
        }
    }
}
