//! The provider contract, and the list of those who keep it.
//!
//! The contract in words stands in `provider/README.md`; `tests/provider_contract.rs` walks it for every provider.
//! A room decides nothing about sessions, storage or time tables: it turns our questions into the provider's calls and
//! the provider's answers into our words.

pub mod action;
mod bankhub;
mod baokim;
mod credential;
mod flowaccount;
pub mod form;
mod headline;
mod hint;
mod holdings;
mod identity;
mod its;
mod protocol;
mod refusal;
#[cfg(test)]
mod samples;
pub mod spec;

pub use action::{Action, Deed};
pub use credential::{Credential, Ends, Part};
pub use form::{Asked, Carried, Field, Filled, Form, Values};
pub use hint::Hint;
pub use holdings::{Holding, Holdings, Movement, Since};
pub(crate) use identity::masked;
pub use identity::{Identity, IdentityKey, Match};
pub use refusal::{Refusal, RefusalKind};

use crate::Secret;
use crate::contract::{ActionAnswer, ProviderId};
use crate::http::Http;
use crate::link::{HostRule, PageAddress};
use crate::registration::Registration;
use async_trait::async_trait;
use spec::{OwnPage, Spec};
use url::Url;

/// The room of a provider.
pub fn room(id: ProviderId) -> &'static dyn Provider {
    match id {
        ProviderId::Bankhub => &bankhub::Bankhub,
        ProviderId::Flowaccount => &flowaccount::Flowaccount,
        ProviderId::Baokim => &baokim::Baokim,
        ProviderId::Its => &its::Its,
        ProviderId::Headline => &headline::Headline,
    }
}

/// A line to a provider: the client and whom we call as.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The way out.
    pub http: &'a Http,
    /// Whom we call as.
    pub registration: &'a Registration,
}

/// What a try at linking starts from.
#[derive(Clone, Copy, Debug)]
pub struct Start<'a> {
    /// 256 bit of randomness for this session only; sent as the state.
    pub state: &'a Secret,
    /// The S256 challenge of this session's verifier (RFC 7636 section 4.2).
    pub challenge: &'a str,
    /// Ids of the optional things the person shares, with the required ones.
    pub share: &'a [&'a str],
    /// The person's language.
    pub language: Option<&'a str>,
    /// The credential to be repaired, when reconnecting.
    pub existing: Option<&'a Credential>,
    /// Whether any account will do; `false`: one that is linked is signed in to again.
    pub is_new: bool,
}

/// What the session asks for next.
#[derive(Debug)]
pub enum Step {
    /// The person signs in on the provider's page.
    Page {
        /// Its address. Carries the state.
        address: PageAddress,
        /// Hosts the page may go to, frames included.
        hosts: Vec<HostRule>,
        /// Whether it repairs the existing grant, so that nothing may have to be redeemed.
        repairs: bool,
    },
    /// The person fills in a form here, because the provider has no page for it.
    Form(Asked),
    /// The provider gave its grant.
    Granted(Credential),
    /// The provider withdrew the grant that the session is about.
    Withdrawn,
    /// Nothing to do: the existing grant is healthy.
    Healthy,
    /// A page of the provider's own that nobody has to sign in for.
    Visit(Box<Visit>),
}

/// A page of the provider's own for an account that is linked, to be opened once.
#[derive(Debug)]
pub struct Visit {
    /// Its address. Carries a one-time token, if it signs somebody in.
    pub address: PageAddress,
    /// Hosts the page may go to.
    pub hosts: Vec<HostRule>,
    /// Whose page it is, as the sign-in said; `None` only where the page signs nobody in.
    pub whose: Option<Identity>,
    /// How it leads back to us; `None`: nothing comes back.
    pub back: Option<WayBack>,
}

/// How a page of the provider's own leads back: two addresses of ours that are listened to while it is open.
#[derive(Clone, Debug)]
pub struct WayBack {
    /// What the provider's site calls by a picture on its page. Registered with the provider, on this computer.
    pub callback: Url,
    /// Where it sends the browser in the end: the same place of this computer, another path.
    pub returns_to: Url,
    /// Where the person goes on from there; `None`: they are done.
    pub goes_on: Option<Url>,
}

/// What a call of the provider's site says, which anybody can send.
#[derive(Debug)]
pub enum Heard {
    /// A code of whoever signed on.
    Code(Secret),
    /// That somebody signed out.
    SignedOut,
    /// Nothing that is meant for us.
    Nothing,
}

/// What a callback's parameters say.
#[derive(Debug)]
pub enum Returned {
    /// A code or token to redeem.
    Answer(Secret),
    /// The page says that the existing grant was repaired; nothing to redeem. To be confirmed by a call.
    Repaired,
    /// The person said no.
    Denied,
    /// The person left the page by its own cancel button.
    Cancelled,
    /// The provider refused the request itself.
    Refused(Refusal),
    /// Nothing in it is meant for us.
    Nothing,
}

/// Everything needed to redeem an answer.
#[derive(Debug)]
pub struct Redemption<'a> {
    /// The code or token from the callback.
    pub answer: &'a Secret,
    /// This session's PKCE verifier.
    pub verifier: &'a Secret,
}

/// What withdrawing a grant did.
#[derive(Debug)]
pub enum Withdrawal {
    /// The provider withdrew it.
    Done,
    /// The provider has no such call.
    NotOffered,
    /// The person must confirm it first, on a page or with a form; nothing is withdrawn yet.
    Confirm(Step),
}

/// The contract. In words: `provider/README.md`.
#[async_trait]
pub trait Provider: Send + Sync {
    /// Constant facts.
    fn spec(&self) -> &'static Spec;

    /// Whether linking with this registration begins on a page of the provider's. If not, it begins with a form.
    fn opens_page(&self, registration: &Registration) -> bool {
        // Most providers treat every registration alike.
        let _ = registration;
        self.spec().forms.is_empty()
    }

    /// Begins a try at linking, or a repair when `start.existing` is given.
    async fn open(&self, line: Line<'_>, start: Start<'_>) -> Result<Step, Refusal>;

    /// Takes what the person typed into a form that this room asked for. Called once for each time the person sends it,
    /// never repeated by itself: codes and passwords count attempts.
    async fn submit(&self, line: Line<'_>, start: Start<'_>, filled: Filled<'_>) -> Result<Step, Refusal> {
        // Only rooms that ask for forms are handed one.
        let _ = (line, start, filled);
        Err(Refusal::new(RefusalKind::OurFault))
    }

    /// Whether one of the spec's pages can be opened for a credential; `None`: it cannot be opened any more.
    fn offers_page(&self, registration: &Registration, credential: Option<&Credential>, page: &OwnPage) -> bool {
        // Most pages are everybody's.
        let _ = (registration, credential, page);
        true
    }

    /// Begins to open a page of the provider's own for the account of `start.existing`: asks for what a fresh sign-in
    /// needs, if the page signs somebody in.
    async fn open_visit(&self, line: Line<'_>, start: Start<'_>, page: &OwnPage) -> Result<Step, Refusal> {
        // Only rooms whose spec names such a page are asked.
        let _ = (line, start, page);
        Err(Refusal::new(RefusalKind::NotOffered))
    }

    /// The page that a fresh sign-in opens, in the person's language where it has that. Pure: what opens the page is
    /// one-time, and the page's.
    fn visit(&self, line: Line<'_>, fresh: &Credential, language: Option<&str>) -> Result<Visit, Refusal> {
        // As above.
        let _ = (line, fresh, language);
        Err(Refusal::new(RefusalKind::NotOffered))
    }

    /// Reads a call of the provider's site at [`WayBack::callback`]. Pure.
    fn hear(&self, parameters: &[(String, String)]) -> Heard {
        // Only rooms whose pages lead back are called.
        let _ = parameters;
        Heard::Nothing
    }

    /// Redeems the code of such a call, to learn who signed on. Called once for a page, never repeated.
    async fn redeem_sign_on(&self, line: Line<'_>, code: &Secret) -> Result<Credential, Refusal> {
        // As above.
        let _ = (line, code);
        Err(Refusal::new(RefusalKind::NotOffered))
    }

    /// Reads a callback's parameters. Pure. The state was checked before.
    fn read_return(&self, registration: &Registration, parameters: &[(String, String)], repairing: bool) -> Returned;

    /// Redeems an answer for a credential. Called once for an answer, never repeated by itself.
    async fn redeem(&self, line: Line<'_>, redemption: Redemption<'_>) -> Result<Credential, Refusal>;

    /// Asks whose account it is: one data call.
    async fn identify(&self, line: Line<'_>, credential: &Credential) -> Result<Identity, Refusal>;

    /// Whether this credential is renewed by a call. If not, one that asks whose it is shows that it works.
    fn renews(&self, credential: &Credential) -> bool {
        self.spec().renew_every.is_some() && credential.part("refresh").is_some()
    }

    /// Whether renewing this credential signs in with a password that the person asked to keep. Then it is done only when
    /// the provider no longer takes the token, and never again by itself after an answer that was lost.
    fn renews_by_password(&self, credential: &Credential) -> bool {
        // Nearly all have tokens for it.
        let _ = credential;
        false
    }

    /// Renews a credential. The new one is complete: what the provider left out is carried over.
    async fn renew(&self, line: Line<'_>, credential: &Credential) -> Result<Credential, Refusal>;

    /// Reads accounts, balances and movements, as far as the grant allows.
    async fn read(&self, line: Line<'_>, credential: &Credential, since: Since) -> Result<Holdings, Refusal>;

    /// Whether a credential allows one of the spec's actions.
    fn offers(&self, credential: &Credential, action: &Action) -> bool {
        // Most providers give everybody the same.
        let _ = (credential, action);
        true
    }

    /// Does one of the spec's actions. Called once for each time the person asks, never repeated after an answer that
    /// was lost. Those that rotate are not brought here: they are [`Provider::renew`].
    async fn act(&self, line: Line<'_>, credential: &Credential, deed: Deed<'_>) -> Result<ActionAnswer, Refusal> {
        // Only rooms that declare actions are handed one.
        let _ = (line, credential, deed);
        Err(Refusal::new(RefusalKind::OurFault))
    }

    /// Reads a message that the provider sent to its client, and that was handed on to us. Pure. Anybody may have written
    /// it, so it is a hint at most: which grant to ask about. `None`: nothing in it is meant for us. A signature that is
    /// wrong is refused.
    fn read_hook(&self, registration: &Registration, body: &str) -> Result<Option<Hint>, Refusal> {
        // Most providers send none.
        let _ = (registration, body);
        Err(Refusal::new(RefusalKind::NotOffered))
    }

    /// Withdraws the grant.
    async fn withdraw(&self, line: Line<'_>, credential: &Credential) -> Result<Withdrawal, Refusal>;

    /// Checks that the provider accepts the registration, without making a grant.
    async fn test(&self, line: Line<'_>) -> Result<(), Refusal>;

    /// The header that carries a token of this kind, for scripts: name and value.
    fn header(&self, kind: &str, token: &Secret) -> (&'static str, Secret);
}
