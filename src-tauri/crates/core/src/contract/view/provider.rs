//! Providers and registrations, without secrets.

use super::form::FieldView;
use crate::contract::{ParseIdError, ProviderId, Route};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use ts_rs::TS;

/// Which of a provider's systems a registration speaks to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The provider's own test system.
    Sandbox,
    /// The real one.
    Production,
    /// Endpoints written out in the registration.
    Custom,
}

impl Environment {
    /// The name in files and addresses. Credentials are sealed with it, so it never changes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Production => "production",
            Self::Custom => "custom",
        }
    }
}

impl FromStr for Environment {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let all = [Self::Sandbox, Self::Production, Self::Custom];
        all.into_iter().find(|environment| environment.as_str() == text).ok_or(ParseIdError)
    }
}

/// Something that linking shares, or expressly does not. The words stand in the message files under the id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SharedItem {
    /// Its id: `identity`, `balance`, `transaction`, `company`, `move_money`…
    pub id: String,
    /// Whether it is shared at all; `false`: a promise that it is not asked for.
    pub asked: bool,
    /// Whether the person may leave it out.
    pub optional: bool,
}

/// What a registration opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationReach {
    /// Its secrets open nothing without a user's own grant.
    OneUser,
    /// Its secrets alone open every customer of the operator.
    EveryCustomer,
}

/// A registration without its secrets.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct RegistrationView {
    /// Its provider.
    pub provider: ProviderId,
    /// Its name.
    pub name: String,
    /// Which of the provider's systems.
    pub environment: Environment,
    /// Endpoint name and address, in the provider's order.
    pub endpoints: Vec<(String, String)>,
    /// Fields of the client that are no secret, in the provider's order.
    pub client: Vec<(String, String)>,
    /// Names of the secrets that are set.
    pub secrets_set: Vec<String>,
    /// The hosts that secrets are sent to.
    pub hosts: Vec<String>,
    /// What its secrets open.
    pub reach: RegistrationReach,
    /// Routes that its redirect address allows.
    pub routes: Vec<Route>,
    /// Whether linking begins on a page of the provider's; if not, it begins with forms here, and the route matters only
    /// where one of them leads to a page.
    pub opens_page: bool,
    /// How many connections hang on it.
    pub connections: u32,
}

/// A page of the provider's own that can be opened for a linked account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct VisitView {
    /// What the page is called; the words stand in the message files.
    pub page: String,
    /// How long what opens it is taken to hold, in seconds.
    pub seconds: u32,
    /// Whether the person signs in for it.
    pub signs_in: bool,
    /// Whether it leads back here when it has done its part.
    pub leads_back: bool,
    /// Whether it opens in a window of the app; if not, in the browser the person uses.
    pub in_window: bool,
}

/// A provider with its registrations.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct ProviderView {
    /// Which one.
    pub id: ProviderId,
    /// Its name as it writes it.
    pub name: String,
    /// What linking shares.
    pub shares: Vec<SharedItem>,
    /// The forms that linking may ask for here, in their order: id and fields.
    pub forms: Vec<(String, Vec<FieldView>)>,
    /// How long its page may be used, in seconds.
    pub page_seconds: u32,
    /// How long a link holds with this computer off, in seconds; `None`: no end known.
    pub survives_seconds: Option<u32>,
    /// Whether its links have to be renewed: one that does not say how long it holds may be lost with this computer off.
    pub renews: bool,
    /// Whether it has a call that withdraws a grant.
    pub can_revoke: bool,
    /// Its own pages for linked accounts. Which of them a connection can open stands there.
    pub pages: Vec<VisitView>,
    /// Field names of the client of a registration.
    pub client_fields: Vec<String>,
    /// Endpoint names of a custom registration.
    pub endpoint_fields: Vec<String>,
    /// Its registrations.
    pub registrations: Vec<RegistrationView>,
    /// The route the person used last.
    pub preferred_route: Route,
}
