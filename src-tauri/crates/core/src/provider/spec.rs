//! What is the same for every try with a provider: names, fields, lifetimes, known hosts. Data, no decisions.

use super::action::Action;
use super::form::Form;
use crate::contract::{Environment, ProviderId, RegistrationReach, VisitView};
use std::time::Duration;

/// A provider's constant facts.
#[derive(Debug)]
pub struct Spec {
    /// Which provider.
    pub id: ProviderId,
    /// Its name as it writes it.
    pub name: &'static str,
    /// Endpoints of a registration, in the order they are shown.
    pub endpoints: &'static [Endpoint],
    /// Fields of the client, in the order they are shown.
    pub client: &'static [ClientField],
    /// The field of the client that says whose credentials they are. They are bound to it; if it is a secret, to its hash.
    pub identified_by: &'static str,
    /// Addresses of the environments whose hosts are known.
    pub environments: &'static [(Environment, &'static [(&'static str, &'static str)])],
    /// Domains that a provider's page moves to in the known environments, besides the page's own host.
    pub page_domains: &'static [&'static str],
    /// How long its page may be used.
    pub page_life: Duration,
    /// Whether its callback carries our state.
    pub state: StateCarriage,
    /// How long a link holds without this computer, counted from the last renewal; `None`: no end known.
    pub survives: Option<Duration>,
    /// How often a grant is renewed while this computer is on; `None`: nothing to renew.
    pub renew_every: Option<Duration>,
    /// The least pause between two readings of one grant; `None`: none is known.
    pub read_pace: Option<Duration>,
    /// The forms that linking may ask for, in their order.
    pub forms: &'static [&'static Form],
    /// What it can do for a linked account besides.
    pub actions: &'static [Action],
    /// What linking shares, and what it expressly does not.
    pub shares: &'static [Share],
    /// Whether it has a call that withdraws a grant.
    pub can_revoke: bool,
    /// Its own pages that a linked account can open.
    pub pages: &'static [OwnPage],
    /// What a registration's secrets open.
    pub reach: RegistrationReach,
    /// The kinds of token that a script can be given, the usual one first.
    pub token_kinds: &'static [&'static str],
}

impl Spec {
    /// A form by its id.
    pub fn form(&self, id: &str) -> Option<&'static Form> {
        self.forms.iter().copied().find(|form| form.id == id)
    }

    /// An action by its name.
    pub fn action(&self, name: &str) -> Option<&'static Action> {
        self.actions.iter().find(|action| action.name == name)
    }

    /// A page of its own by its name.
    pub fn page(&self, name: &str) -> Option<&'static OwnPage> {
        self.pages.iter().find(|page| page.name == name)
    }
}

/// A page of the provider's own, for linked accounts.
#[derive(Debug)]
pub struct OwnPage {
    /// What it is called by scripts; its words stand in the message files.
    pub name: &'static str,
    /// How long the one-time token of its address is taken to open it; of a page that leads back to us, how long that may
    /// take.
    pub opens_within: Duration,
    /// Whether whoever opens its address is signed in. Then a fresh sign-in comes before it.
    pub signs_in: bool,
    /// Whether it leads back to this computer when it has done its part.
    pub leads_back: bool,
    /// Where it does its part.
    pub stands: Stands,
}

/// Where a page of the provider's own does its part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// In a frame of a window of ours, as the provider's document has it.
    InAFrame,
    /// In a window of ours, or in a browser.
    Alone,
    /// Only in the browser that the person uses: it is about where they are signed in already, and a window of ours begins
    /// without any of that.
    InTheBrowser,
}

impl OwnPage {
    /// As a screen or a script sees it.
    pub fn view(&self) -> VisitView {
        VisitView {
            page: self.name.to_owned(),
            seconds: u32::try_from(self.opens_within.as_secs()).unwrap_or(u32::MAX),
            signs_in: self.signs_in,
            leads_back: self.leads_back,
            in_window: self.stands != Stands::InTheBrowser,
        }
    }
}

/// An endpoint of a registration.
#[derive(Debug)]
pub struct Endpoint {
    /// Its name in the registration file.
    pub name: &'static str,
    /// Whether credentials are sent to it. The credential is bound to its origin.
    pub takes_secrets: bool,
}

/// A field of a registration's client.
#[derive(Debug)]
pub struct ClientField {
    /// Its name in the registration file.
    pub name: &'static str,
    /// Whether it is sealed and never shown.
    pub secret: bool,
    /// Whether a registration can do without it.
    pub required: bool,
}

/// Something that linking shares.
#[derive(Debug)]
pub struct Share {
    /// Its id in the message files.
    pub id: &'static str,
    /// Whether it is asked for; `false`: a promise that it is not.
    pub asked: bool,
    /// Whether the person may leave it out.
    pub optional: bool,
}

/// Whether a provider's callback carries the state that it was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StateCarriage {
    /// Always. A callback without it is not ours.
    Always,
    /// Perhaps. A callback without it counts only by the way it came, and the account is confirmed by name.
    Perhaps,
}
