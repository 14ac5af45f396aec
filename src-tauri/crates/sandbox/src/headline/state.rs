//! What practice Headline remembers: customers, the tokens of their logins, and the permissions given over auth2.

use super::samples::{self, CHANGED_PASSWORD, hashed};
use crate::client::Client;
use crate::clock::Moment;
use crate::ids::Ids;
use crate::turn::{Journey, Progress};
use crate::{GrantAction, GrantSummary};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What practice Headline remembers.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) client: Client,
    /// Oldest first.
    pub(super) customers: Vec<Customer>,
    /// Tokens of the partner's own server, with their ends.
    pub(super) manager_tokens: BTreeMap<String, Moment>,
    /// The tokens of logins.
    pub(super) passes: BTreeMap<String, Pass>,
    pub(super) permissions: Vec<Permission>,
    pub(super) codes: BTreeMap<String, Code>,
    pub(super) flows: BTreeMap<String, Flow>,
    /// The calls to each endpoint in its current minute.
    pub(super) minutes: BTreeMap<String, Minute>,
}

/// How a customer's login is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Condition {
    Good,
    /// The provider lets the customer in nowhere.
    Locked,
    /// The password is another one since.
    PasswordChanged,
    /// The customer withdrew what the client was allowed; signing in on the page allows it again.
    Withdrawn,
}

/// Somebody with an account.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Customer {
    /// A text of digits on the wire.
    pub(super) number: String,
    /// A number on the wire, and another one than the customer number.
    pub(super) id: i64,
    pub(super) email: Option<String>,
    /// With the plus sign.
    pub(super) phone_area: String,
    pub(super) phone: Option<String>,
    /// MD5 in lower-case hex.
    pub(super) password: String,
    pub(super) country: String,
    pub(super) register_source: i64,
    pub(super) third_server_code: Option<String>,
    pub(super) registered_at: Moment,
    pub(super) condition: Condition,
    pub(super) has_second_factor: bool,
    /// The code that is waited for.
    pub(super) code: Option<String>,
    pub(super) wrong_codes: u32,
    pub(super) has_signed_in: bool,
    pub(super) is_demo: bool,
}

/// A token of a login.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Pass {
    pub(super) customer: String,
    /// Until when it can be exchanged; `None`: it came from an exchange.
    pub(super) exchange_until: Option<Moment>,
    pub(super) ends_at: Moment,
}

/// A permission given over auth2, with its current pair of tokens.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Permission {
    pub(super) customer: String,
    pub(super) access_token: String,
    pub(super) access_ends_at: Moment,
    pub(super) refresh_token: String,
    pub(super) refresh_ends_at: Moment,
    /// Refresh tokens before the current one: kept to recognise their reuse.
    pub(super) spent: Vec<String>,
}

/// An authorization code of auth2, to be used once.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Code {
    pub(super) customer: String,
    pub(super) ends_at: Moment,
}

/// An open sign-in page: how far the person got.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Flow {
    pub(super) return_address: String,
    pub(super) customer: Option<String>,
    /// Whether the code from the phone is still missing.
    pub(super) needs_code: bool,
    #[serde(flatten)]
    pub(super) progress: Progress,
}

/// The calls to one endpoint since a minute began.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Minute {
    pub(super) began_at: Moment,
    pub(super) calls: i64,
}

impl Journey for Flow {
    fn progress(&mut self) -> &mut Progress {
        &mut self.progress
    }
}

impl State {
    pub(crate) fn new(ids: &mut Ids) -> Self {
        Self {
            client: Client::new(ids),
            customers: samples::customers(),
            manager_tokens: BTreeMap::new(),
            passes: BTreeMap::new(),
            permissions: Vec::new(),
            codes: BTreeMap::new(),
            flows: BTreeMap::new(),
            minutes: BTreeMap::new(),
        }
    }

    pub(super) fn customer(&self, number: &str) -> Option<&Customer> {
        self.customers.iter().find(|customer| customer.number == number)
    }

    pub(super) fn customer_mut(&mut self, number: &str) -> Option<&mut Customer> {
        self.customers.iter_mut().find(|customer| customer.number == number)
    }

    /// The customer that a token in the `token` header opens, whatever way the token came.
    pub(super) fn opened_by(&self, token: &str, now: Moment) -> Option<&Customer> {
        let pass = self.passes.get(token).filter(|pass| now < pass.ends_at).map(|pass| &pass.customer);
        let permission = || {
            let permission = self.permissions.iter().find(|permission| permission.access_token == token)?;
            (now < permission.access_ends_at).then_some(&permission.customer)
        };
        self.customer(pass.or_else(permission)?)
    }

    /// Forgets tokens, codes and pages that have been over for a day, so that the state does not grow for ever.
    pub(super) fn forget_old(&mut self, now: Moment) {
        const DAY: i64 = 86_400;
        let is_near = |ends_at: Moment| now.since(ends_at) < DAY;
        self.manager_tokens.retain(|_, ends_at| is_near(*ends_at));
        self.passes.retain(|_, pass| is_near(pass.ends_at));
        self.codes.retain(|_, code| is_near(code.ends_at));
        self.flows.retain(|_, flow| is_near(flow.progress.started_at));
        self.permissions.retain(|permission| is_near(permission.access_ends_at) || is_near(permission.refresh_ends_at));
    }

    /// Lets something happen to one customer's grant or to all; the number of customers it happened to.
    pub(crate) fn act_on_grants(&mut self, action: GrantAction, id: Option<&str>, now: Moment) -> usize {
        let is_meant =
            |customer: &&mut Customer| customer.is_known_to_the_client() && id.is_none_or(|id| id == customer.number);
        let mut meant = Vec::new();
        for customer in self.customers.iter_mut().filter(is_meant) {
            match action {
                GrantAction::Revoke => customer.condition = Condition::Withdrawn,
                GrantAction::BankPasswordChanged => {
                    customer.condition = Condition::PasswordChanged;
                }
                GrantAction::Heal => customer.condition = Condition::Good,
                _ => {}
            }
            meant.push(customer.number.clone());
        }
        match action {
            GrantAction::Revoke | GrantAction::BankPasswordChanged => {
                self.passes.retain(|_, pass| !meant.contains(&pass.customer));
                self.codes.retain(|_, code| !meant.contains(&code.customer));
                self.permissions.retain(|permission| !meant.contains(&permission.customer));
            }
            GrantAction::ExpireAccessTokens => {
                let passes = self.passes.values_mut().filter(|pass| meant.contains(&pass.customer));
                passes.for_each(|pass| pass.ends_at = now);
                let permissions = self.permissions.iter_mut().filter(|own| meant.contains(&own.customer));
                permissions.for_each(|permission| permission.access_ends_at = now);
            }
            GrantAction::ExpireRefreshTokens => {
                let passes = self.passes.values_mut().filter(|pass| meant.contains(&pass.customer));
                passes.filter_map(|pass| pass.exchange_until.as_mut()).for_each(|until| *until = now);
                let permissions = self.permissions.iter_mut().filter(|own| meant.contains(&own.customer));
                permissions.for_each(|permission| permission.refresh_ends_at = now);
            }
            _ => {}
        }
        meant.len()
    }

    /// The customers that the client deals with, for the control page.
    pub(crate) fn summaries(&self) -> Vec<GrantSummary> {
        let summary = |customer: &Customer| GrantSummary {
            id: customer.number.clone(),
            identity: format!("customer {}", customer.number),
            condition: match customer.condition {
                Condition::Good => "good",
                Condition::Locked => "locked",
                Condition::PasswordChanged => "password_changed",
                Condition::Withdrawn => "revoked",
            }
            .to_owned(),
        };
        self.customers.iter().filter(|customer| customer.is_known_to_the_client()).map(summary).collect()
    }
}

impl Customer {
    /// Whether the client has ever got a token for the customer.
    fn is_known_to_the_client(&self) -> bool {
        self.has_signed_in
    }

    /// Whether this is the customer's password, as the API carries it.
    pub(super) fn has_password(&self, hash: &str) -> bool {
        match self.condition {
            Condition::PasswordChanged => hashed(CHANGED_PASSWORD) == hash,
            _ => self.password == hash,
        }
    }
}
