//! What Headline's codes mean, as its documentation lists them. They come inside HTTP 200, on the wire apart from the
//! `bizCode` that the documentation prints in front of them; both are read.

use crate::contract::Reason;
use crate::http::Reply;
use crate::provider::protocol::json;
use crate::provider::{Refusal, RefusalKind};
use serde_json::Value;
use time::{Duration, OffsetDateTime};

/// A second factor is on for this customer: the login wants a code.
pub(super) const CODE_WANTED: &str = "CUSTOMER_API_0000138";
/// Somebody with this phone number, e-mail address or number at the partner exists.
pub(super) const EXISTS: &str = "CUSTOMER_API_0000101";
/// The longest pause that is believed, as everywhere.
const LONGEST_PAUSE: i64 = 3600;

/// What a call was for: the same code means another thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asking {
    /// A password was sent, perhaps with a code.
    Login,
    /// Somebody new was described.
    NewCustomer,
    /// The token of a login was sent. Nothing renews it.
    LoginToken,
    /// The same where the login itself is kept: that renews it.
    KeptLoginToken,
    /// An access token of auth2 was sent.
    Access,
    /// A code of auth2 was sent.
    Redemption,
    /// A refresh token was sent.
    Renewal,
    /// Only the registration was sent.
    Registration,
}

/// What a code asks for.
#[derive(Clone, Copy)]
enum Meaning {
    /// What was sent to prove who asks is over.
    Over,
    /// The person typed something wrong into this field.
    Typed(&'static str),
    /// The provider does not let this customer in.
    HeldBack,
    /// The registration, or what the provider allows it.
    Registration(&'static str),
    /// A captcha is wanted, which no program can give.
    Captcha,
    /// Our request was not as it has to be.
    OurFault,
    /// Slow down.
    Throttled,
    /// The provider's own trouble.
    Trouble,
}

const KNOWN: &[(&str, Meaning)] = &[
    ("500", Meaning::Trouble),
    ("GATEWAY_CODE_001", Meaning::Over),
    ("GATEWAY_CODE_002", Meaning::OurFault),
    ("GATEWAY_CODE_003", Meaning::Registration("client.company_id")),
    ("GATEWAY_CODE_004", Meaning::OurFault),
    ("GATEWAY_CODE_005", Meaning::Over),
    ("GATEWAY_CODE_006", Meaning::OurFault),
    ("GATEWAY_CODE_008", Meaning::OurFault),
    ("GATEWAY_CODE_009", Meaning::OurFault),
    // What stands behind the gateway is missing, stumbled, is away, or answered nothing.
    ("GATEWAY_CODE_010", Meaning::Trouble),
    ("GATEWAY_CODE_011", Meaning::Trouble),
    ("GATEWAY_CODE_012", Meaning::Trouble),
    ("GATEWAY_CODE_013", Meaning::Trouble),
    // Too old on arrival: slow, or the clocks differ. Asking again is right.
    ("GATEWAY_CODE_014", Meaning::Trouble),
    ("GATEWAY_CODE_015", Meaning::OurFault),
    ("GATEWAY_CODE_016", Meaning::OurFault),
    ("GATEWAY_CODE_017", Meaning::Over),
    ("GATEWAY_CODE_018", Meaning::Throttled),
    ("GATEWAY_CODE_019", Meaning::Registration("client.app_id")),
    ("GATEWAY_CODE_101", Meaning::Typed("password")),
    ("GATEWAY_CODE_102", Meaning::Trouble),
    ("GATEWAY_CODE_104", Meaning::OurFault),
    // Closed for this company.
    ("GATEWAY_CODE_201", Meaning::Registration("client.company_id")),
    ("GATEWAY_CODE_902", Meaning::Trouble),
    ("F999999", Meaning::Captcha),
    (EXISTS, Meaning::Typed("login_type")),
    ("CUSTOMER_API_0000102", Meaning::Typed("password")),
    ("CUSTOMER_API_0000103", Meaning::HeldBack),
    ("CUSTOMER_API_0000105", Meaning::Typed("login_type")),
    ("CUSTOMER_API_0000106", Meaning::Typed("phone")),
    ("CUSTOMER_API_0000107", Meaning::Typed("email")),
    ("CUSTOMER_API_0000111", Meaning::Registration("client.company_id")),
    ("CUSTOMER_API_0000112", Meaning::Typed("password")),
    ("CUSTOMER_API_0000113", Meaning::HeldBack),
    (CODE_WANTED, Meaning::Typed("otp")),
    ("CUSTOMER_API_0000301", Meaning::Registration("client.customer_group_id")),
    ("CUSTOMER_API_0000501", Meaning::OurFault),
    ("CUSTOMER_API_0000503", Meaning::Typed("phone")),
    ("CUSTOMER_API_0000504", Meaning::Typed("phone")),
    ("CUSTOMER_API_0000505", Meaning::Typed("phone")),
    ("CUSTOMER_API_0000510", Meaning::Typed("email")),
    ("CUSTOMER_API_0000511", Meaning::Typed("otp")),
    // Wrong too often: another code has to be asked for.
    ("CUSTOMER_API_0000512", Meaning::Typed("otp")),
    ("CUSTOMER_API_0001029", Meaning::Registration("client.app_secret")),
];

/// A refusal from the envelope.
pub(super) fn refusal(code: &str, body: &Value, reply: &Reply, asking: Asking) -> Refusal {
    let known = KNOWN.iter().find(|(own, _)| *own == alone(code));
    // A code that no document names is still a plain no.
    let meaning = known.map_or(Meaning::Trouble, |(_, meaning)| *meaning);
    let meaning = if reply.status() == 429 { Meaning::Throttled } else { meaning };
    let refusal = Refusal::new(kind(meaning, asking)).coded(alone(code)).saying(&json::message(body.get("msg")));
    match (meaning, refusal.kind) {
        (Meaning::Typed(field), RefusalKind::Input) | (Meaning::Registration(field), _) => refusal.about(field),
        (Meaning::Throttled, _) => refusal.retry(pause(reply)),
        _ => refusal.retry(reply.retry_at()),
    }
}

/// A code without the `bizCode` that the documentation prints in front of it.
fn alone(code: &str) -> &str {
    let is_known = |code: &str| KNOWN.iter().any(|(own, _)| *own == code);
    let joined = ["G", "US"].iter().find_map(|biz| code.strip_prefix(biz));
    joined.filter(|rest| !is_known(code) && is_known(rest)).unwrap_or(code)
}

const fn kind(meaning: Meaning, asking: Asking) -> RefusalKind {
    match (meaning, asking) {
        (Meaning::Over, Asking::Login | Asking::Redemption) => RefusalKind::AnswerRefused,
        (Meaning::Over, Asking::LoginToken) => RefusalKind::NeedsPerson(Reason::NoRefreshToken),
        (Meaning::Over, Asking::Access | Asking::KeptLoginToken) => RefusalKind::AccessEnded,
        (Meaning::Over, Asking::Renewal) => RefusalKind::NeedsPerson(Reason::RefreshTokenRefused),
        (Meaning::Over | Meaning::Registration(_), _) => RefusalKind::Registration,
        (Meaning::Typed(_), Asking::Login | Asking::NewCustomer) => RefusalKind::Input,
        // Nothing was typed that could be wrong.
        (Meaning::Typed(_) | Meaning::OurFault, _) => RefusalKind::OurFault,
        (Meaning::HeldBack, _) => RefusalKind::ActionAtProvider(Reason::Paused),
        (Meaning::Captcha, _) => RefusalKind::NotOffered,
        (Meaning::Throttled, _) => RefusalKind::Throttled,
        (Meaning::Trouble, _) => RefusalKind::Trouble,
    }
}

/// When to ask again: as HTTP says it, else after the rest of the provider's minute, once no call is left in it.
pub(super) fn pause(reply: &Reply) -> Option<OffsetDateTime> {
    let number = |name: &str| reply.header(name).and_then(|text| text.trim().parse::<i64>().ok());
    let rest = || {
        // The provider's own spelling.
        let left = number("x-ratelimit-remairing").or_else(|| number("x-ratelimit-remaining"));
        let is_empty = left.is_none_or(|left| left <= 0);
        let seconds = number("x-ratelimit-reset").filter(|_| is_empty)?;
        Some(reply.at() + Duration::seconds(seconds.clamp(0, LONGEST_PAUSE)))
    };
    reply.retry_at().or_else(rest)
}
