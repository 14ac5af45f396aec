//! A provider's no, in our words. Expected, so a value.

use crate::contract::{Problem, ProblemCode, Reason, Timestamp};
use crate::http::{Failure, Reply, Sent};
use time::OffsetDateTime;

/// The longest piece of a provider's own words that is kept.
const MAX_MESSAGE: usize = 200;

/// What kind of no.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefusalKind {
    /// The grant works again only after a person signs in.
    NeedsPerson(Reason),
    /// The grant is gone for good.
    Gone(Reason),
    /// The access token is not accepted; renewing may help.
    AccessEnded,
    /// The person must act at the provider; signing in again would not help.
    ActionAtProvider(Reason),
    /// The provider does not accept the registration.
    Registration,
    /// The answer to redeem is not accepted: too old, used before, or not ours.
    AnswerRefused,
    /// Its page came back with nothing to redeem.
    CameBackEmpty,
    /// Slow down.
    Throttled,
    /// The provider's own trouble: 5xx, or its code for it.
    Trouble,
    /// A web page instead of data: the network's sign-in, or the provider's error page.
    PageInstead,
    /// The reply cannot be understood; the provider may have acted.
    Unreadable,
    /// No way to the provider.
    Unreachable,
    /// The certificate was not accepted.
    Tls,
    /// The request went out, its answer was lost.
    AnswerLost,
    /// Something that the person typed is not accepted; typed anew it may be.
    Input,
    /// A customer was registered, and could not be signed in.
    Registered,
    /// The answer to a registration was lost, or said nothing: the customer may be registered by now.
    PerhapsRegistered,
    /// The provider cannot do this for this grant.
    NotOffered,
    /// Our own fault: a call that cannot be sent.
    OurFault,
}

/// A provider's no.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[error("{kind:?} ({provider_code:?})")]
pub struct Refusal {
    /// What kind.
    pub kind: RefusalKind,
    /// The provider's code, as sent.
    pub provider_code: Option<String>,
    /// The provider's words: plain text, cut, no control or direction characters.
    pub provider_message: Option<String>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// The field of the form, or of the registration, that it is about.
    pub field: Option<&'static str>,
    /// When to ask again.
    pub retry_at: Option<OffsetDateTime>,
}

impl Refusal {
    /// A no of this kind.
    pub const fn new(kind: RefusalKind) -> Self {
        Self { kind, provider_code: None, provider_message: None, request_id: None, field: None, retry_at: None }
    }

    /// With the provider's code.
    #[must_use]
    pub fn coded(mut self, code: &str) -> Self {
        self.provider_code = (!code.is_empty()).then(|| plain(code));
        self
    }

    /// With the provider's words.
    #[must_use]
    pub fn saying(mut self, message: &str) -> Self {
        self.provider_message = (!message.is_empty()).then(|| plain(message));
        self
    }

    /// With the provider's id of the request.
    #[must_use]
    pub fn request(mut self, id: &str) -> Self {
        self.request_id = (!id.is_empty()).then(|| plain(id));
        self
    }

    /// About a field of the form that was sent, or of the registration.
    #[must_use]
    pub const fn about(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// With the instant from which asking again makes sense.
    #[must_use]
    pub const fn retry(mut self, at: Option<OffsetDateTime>) -> Self {
        self.retry_at = at;
        self
    }

    /// What a reply says when its body says nothing a room understands.
    pub fn from_unread(reply: &Reply) -> Self {
        let kind = match reply.status() {
            429 => RefusalKind::Throttled,
            // 511 (RFC 6585 section 6) is a network that wants a sign-in.
            511 => RefusalKind::PageInstead,
            500..=599 => RefusalKind::Trouble,
            _ if reply.is_page() => RefusalKind::PageInstead,
            _ => RefusalKind::Unreadable,
        };
        Self::new(kind).coded(&format!("HTTP {}", reply.status())).retry(reply.retry_at())
    }

    /// Whether the provider may have acted although we have no usable answer.
    pub const fn is_ambiguous(&self) -> bool {
        matches!(self.kind, RefusalKind::AnswerLost | RefusalKind::Unreadable | RefusalKind::PageInstead)
    }

    /// Whether it may pass by itself.
    pub const fn may_pass(&self) -> bool {
        matches!(
            self.kind,
            RefusalKind::Throttled
                | RefusalKind::Trouble
                | RefusalKind::PageInstead
                | RefusalKind::Unreadable
                | RefusalKind::Unreachable
                | RefusalKind::AnswerLost
                | RefusalKind::Tls
        )
    }

    /// Whether it says that the kept password has to be forgotten.
    pub const fn ends_kept_password(&self) -> bool {
        matches!(self.kind, RefusalKind::NeedsPerson(Reason::KeptPasswordRefused))
    }

    /// Whether the same form may be sent again by the person.
    pub const fn leaves_the_form(&self) -> bool {
        matches!(self.kind, RefusalKind::Input) || self.may_pass()
    }

    /// The problem for people, naming the provider.
    pub fn into_problem(self, provider: &str) -> Problem {
        let (code, message, next) = words(self.kind);
        Problem {
            provider_code: self.provider_code,
            provider_message: self.provider_message,
            request_id: self.request_id,
            retry_at: self.retry_at.map(Timestamp::from),
            subject: self.field.map(str::to_owned),
            ..Problem::new(code, message.replace("{provider}", provider), next.replace("{provider}", provider))
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::new(match failure {
            Failure::Tls => RefusalKind::Tls,
            Failure::NotAllowed => RefusalKind::OurFault,
            Failure::TooLarge => RefusalKind::Unreadable,
            Failure::Unreachable | Failure::TimedOut(Sent::No) => RefusalKind::Unreachable,
            Failure::Lost | Failure::TimedOut(Sent::Perhaps) => RefusalKind::AnswerLost,
        })
    }
}

/// One line of plain text: control characters and those that turn the reading direction become spaces.
pub(super) fn plain(text: &str) -> String {
    let harmless = |character: char| {
        let turns = matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if character.is_control() || turns { ' ' } else { character }
    };
    text.chars().take(MAX_MESSAGE).map(harmless).collect::<String>().trim().to_owned()
}

const fn words(kind: RefusalKind) -> (ProblemCode, &'static str, &'static str) {
    match kind {
        RefusalKind::NeedsPerson(Reason::PermissionMissing) => (
            ProblemCode::NeedsPerson,
            "This account was linked without the permission for this.",
            "Reconnect the account and share it. Everything else goes on working.",
        ),
        RefusalKind::NeedsPerson(Reason::KeptPasswordRefused) => (
            ProblemCode::PasswordRefused,
            "{provider} refuses the password that was kept. It is forgotten, and was not tried twice.",
            "Sign in with the password that holds now.",
        ),
        RefusalKind::NeedsPerson(_) => {
            (ProblemCode::NeedsPerson, "{provider} asks for a new sign-in.", "Reconnect the account.")
        }
        RefusalKind::AccessEnded => (
            ProblemCode::NeedsPerson,
            "{provider} does not accept the access token.",
            "Refresh the account, or reconnect it.",
        ),
        RefusalKind::Gone(_) => {
            (ProblemCode::NeedsPerson, "{provider} no longer knows this grant.", "Reconnect the account, or unlink it.")
        }
        RefusalKind::ActionAtProvider(_) => (
            ProblemCode::ActionAtProvider,
            "This account is held back until its owner acts at the bank or provider itself.",
            "Act there, in its own app, then check again.",
        ),
        RefusalKind::Registration => (
            ProblemCode::RegistrationRefused,
            "{provider} does not accept this registration.",
            "Check client id, secret, redirect address and scopes of the registration.",
        ),
        RefusalKind::AnswerRefused => (
            ProblemCode::TimedOut,
            "{provider} no longer accepts the answer of its page.",
            "Start again; the page's answer can be used once and not for long.",
        ),
        RefusalKind::CameBackEmpty => (
            ProblemCode::CameBackEmpty,
            "{provider}'s page came back without an answer. Nothing was changed.",
            "Start again, or sign in another way.",
        ),
        RefusalKind::Throttled => {
            (ProblemCode::Throttled, "{provider} asks to slow down.", "Wait; asking too often makes it longer.")
        }
        RefusalKind::Trouble => {
            (ProblemCode::ProviderTrouble, "{provider} has trouble of its own.", "Try again later. Nothing was lost.")
        }
        RefusalKind::PageInstead => (
            ProblemCode::NetworkSignIn,
            "A web page came instead of {provider}'s data.",
            "Open a browser and sign in to this network if it asks for it, then try again.",
        ),
        RefusalKind::Unreadable => (
            ProblemCode::UnexpectedAnswer,
            "{provider} answered something that cannot be understood.",
            "Try again later. If it stays so, report the reference.",
        ),
        RefusalKind::Unreachable => (
            ProblemCode::Offline,
            "{provider} cannot be reached.",
            "Check the network. Nothing has expired because of this.",
        ),
        RefusalKind::Tls => (
            ProblemCode::TlsRefused,
            "The certificate of {provider}'s host was not accepted.",
            "Check this computer's clock and network. Nothing was sent.",
        ),
        RefusalKind::AnswerLost => (
            ProblemCode::OutcomeUnknown,
            "The answer of {provider} was lost on the way.",
            "Wait for the next try; it is not repeated blindly.",
        ),
        RefusalKind::Input => (
            ProblemCode::InvalidInput,
            "{provider} does not accept what was typed.",
            "Look at it again, then send it again. Too many tries may lock the account there.",
        ),
        RefusalKind::Registered => (
            ProblemCode::Registered,
            "{provider} has registered the customer, but signing in did not work.",
            "Sign in with the same data. Do not register again.",
        ),
        RefusalKind::PerhapsRegistered => (
            ProblemCode::Registered,
            "{provider} gave no answer that can be read: the customer may be registered by now.",
            "Sign in with the same data. Register again only if {provider} does not know them.",
        ),
        RefusalKind::NotOffered => {
            (ProblemCode::NotSupported, "{provider} does not offer this for this grant.", "Use another way.")
        }
        RefusalKind::OurFault => (
            ProblemCode::Internal,
            "The request to {provider} could not be put together.",
            "Report the reference; this is a fault of Linkdesk.",
        ),
    }
}
