//! What practice bankHub remembers: tokens, grants and open Link pages.

use super::GRANT_TOKEN_SECONDS;
use super::error::BankhubError;
use super::samples::{Bank, BankAccount, Person, accounts_of};
use crate::client::Client;
use crate::clock::Moment;
use crate::http::Call;
use crate::ids::Ids;
use crate::{GrantAction, GrantSummary};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many grants that are no more are remembered.
const FORMER_GRANTS: usize = 50;

/// What practice bankHub remembers.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) client: Client,
    pub(super) grant_tokens: BTreeMap<String, GrantToken>,
    pub(super) public_tokens: BTreeMap<String, PublicToken>,
    /// Oldest first.
    pub(super) grants: Vec<Grant>,
    pub(super) flows: BTreeMap<String, Flow>,
    /// The ids of grants that are no more, oldest first: a webhook may still tell of them.
    #[serde(default)]
    pub(super) former_grants: Vec<String>,
    /// The webhook body that was asked for last.
    #[serde(default)]
    pub(super) latest_hook: Option<String>,
    /// How many payment codes were made; each has a virtual account of its own.
    #[serde(default)]
    pub(super) payment_codes: u64,
}

/// What a grantToken was made for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Purpose {
    /// A new grant.
    Link,
    /// Update Mode of the grant with this id.
    Update(String),
    /// The code that confirms the removal of the grant with this id.
    Remove(String),
}

/// Opens the Link page once.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct GrantToken {
    pub(super) purpose: Purpose,
    pub(super) scopes: Vec<String>,
    pub(super) redirect_uri: String,
    pub(super) bank: Option<String>,
    pub(super) ends_at: Moment,
    pub(super) used: bool,
}

/// What a finished Link page hands out, to be exchanged once.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PublicToken {
    /// The grant that is there already, after Update Mode.
    pub(super) grant: Option<String>,
    pub(super) bank: String,
    pub(super) user: String,
    pub(super) accounts: Vec<String>,
    pub(super) scopes: Vec<String>,
    pub(super) redirect_uri: String,
    pub(super) ends_at: Moment,
    pub(super) used: bool,
}

/// How a grant is. Anything but `Good` is answered with an error at the data endpoints.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Condition {
    Good,
    LoginRequired,
    OtpRequired,
    Prevented,
    Paused,
    AccountPaused,
}

impl Condition {
    /// The error code of the data endpoints.
    pub(super) fn error_code(self) -> Option<&'static str> {
        match self {
            Self::Good => None,
            Self::LoginRequired => Some("GRANT_LOGIN_REQUIRED"),
            Self::OtpRequired => Some("OTP_REQUIRED"),
            Self::Prevented => Some("PREVENTED"),
            Self::Paused => Some("GRANT_PAUSED"),
            Self::AccountPaused => Some("FI_SERVICE_ACCOUNT_PAUSED"),
        }
    }
}

/// A permission that a person gave.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Grant {
    pub(super) id: String,
    pub(super) access_token: String,
    pub(super) bank: String,
    pub(super) user: String,
    /// The numbers of the shared accounts.
    pub(super) accounts: Vec<String>,
    pub(super) scopes: Vec<String>,
    pub(super) redirect_uri: String,
    pub(super) condition: Condition,
    /// When each data endpoint was last called, by endpoint.
    pub(super) called: BTreeMap<String, Moment>,
}

impl Grant {
    pub(super) fn bank(&self) -> Option<&'static Bank> {
        Bank::find(&self.bank)
    }

    pub(super) fn person(&self) -> Option<&'static Person> {
        Person::find(&self.user)
    }

    /// Whether it is in good condition and has this scope.
    pub(super) fn permits(&self, scope: &str) -> Result<(), BankhubError> {
        if let Some(code) = self.condition.error_code() {
            return Err(BankhubError::new(code));
        }
        let is_granted = self.scopes.iter().any(|granted| granted == scope);
        is_granted.then_some(()).ok_or_else(|| BankhubError::new("GRANT_NOT_PERMISSION"))
    }

    /// The shared accounts.
    pub(super) fn accounts(&self) -> Vec<BankAccount> {
        let all = self.bank().zip(self.person()).map(|(bank, person)| accounts_of(bank, person)).unwrap_or_default();
        all.into_iter().filter(|account| self.accounts.contains(&account.number)).collect()
    }
}

/// An open Link page: how far the person got.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Flow {
    pub(super) grant_token: String,
    pub(super) state: Option<String>,
    pub(super) bank: Option<String>,
    /// Whose password was right.
    pub(super) user: Option<String>,
    /// The code that is waited for.
    pub(super) code: Option<String>,
    pub(super) wrong_codes: u32,
    pub(super) accounts: Vec<String>,
    /// When a slow approval comes.
    pub(super) approved_at: Option<Moment>,
}

impl Flow {
    /// Back to the login.
    pub(super) fn sign_out(&mut self) {
        self.user = None;
        self.code = None;
        self.wrong_codes = 0;
        self.accounts = Vec::new();
    }
}

impl State {
    pub(crate) fn new(ids: &mut Ids) -> Self {
        Self {
            client: Client::new(ids),
            grant_tokens: BTreeMap::new(),
            public_tokens: BTreeMap::new(),
            grants: Vec::new(),
            flows: BTreeMap::new(),
            former_grants: Vec::new(),
            latest_hook: None,
            payment_codes: 0,
        }
    }

    pub(super) fn grant(&self, id: &str) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.id == id)
    }

    pub(super) fn grant_mut(&mut self, id: &str) -> Option<&mut Grant> {
        self.grants.iter_mut().find(|grant| grant.id == id)
    }

    /// The grant that the `Authorization` header of a call opens. The header holds the token and no scheme.
    pub(super) fn grant_of(&mut self, call: &Call) -> Option<&mut Grant> {
        let token = call.header("authorization")?;
        self.grants.iter_mut().find(|grant| grant.access_token == token)
    }

    /// Forgets a grant and everything that leads to it.
    pub(super) fn forget_grant(&mut self, id: &str) {
        if self.grant(id).is_some() {
            self.former_grants.push(id.to_owned());
            let too_many = self.former_grants.len().saturating_sub(FORMER_GRANTS);
            self.former_grants.drain(..too_many);
        }
        self.grants.retain(|grant| grant.id != id);
        self.public_tokens.retain(|_, token| token.grant.as_deref() != Some(id));
    }

    /// Forgets tokens and pages that have been over for a day, so that the state does not grow for ever.
    pub(super) fn forget_old(&mut self, now: Moment) {
        const DAY: i64 = 86_400;
        self.grant_tokens.retain(|_, token| now.since(token.ends_at) < DAY);
        self.public_tokens.retain(|_, token| now.since(token.ends_at) < DAY);
        let Self { flows, grant_tokens, .. } = self;
        flows.retain(|_, flow| grant_tokens.contains_key(&flow.grant_token));
    }

    /// Keeps a new grantToken.
    pub(super) fn keep_grant_token(&mut self, ids: &mut Ids, now: Moment, token: GrantToken) -> (String, Moment) {
        self.forget_old(now);
        let name = ids.token("grant");
        let ends_at = now.plus(GRANT_TOKEN_SECONDS);
        self.grant_tokens.insert(name.clone(), GrantToken { ends_at, ..token });
        (name, ends_at)
    }

    /// The bank behind the grant that a call is for wants a new login.
    pub(crate) fn change_bank_password(&mut self, call: &Call) {
        if let Some(grant) = self.grant_of(call) {
            grant.condition = Condition::LoginRequired;
        }
    }

    /// Lets something happen to one grant or to all; the number of grants it happened to.
    pub(crate) fn act_on_grants(&mut self, action: GrantAction, id: Option<&str>, _: Moment) -> usize {
        let condition = match action {
            GrantAction::BankPasswordChanged => Some(Condition::LoginRequired),
            GrantAction::OtpRequired => Some(Condition::OtpRequired),
            GrantAction::WebLoginPrevented => Some(Condition::Prevented),
            GrantAction::Paused => Some(Condition::Paused),
            GrantAction::AccountPaused => Some(Condition::AccountPaused),
            GrantAction::Heal => Some(Condition::Good),
            GrantAction::Revoke | GrantAction::ExpireRefreshTokens | GrantAction::ExpireAccessTokens => None,
        };
        let meant: Vec<String> =
            self.grants.iter().map(|grant| grant.id.clone()).filter(|own| id.is_none_or(|id| id == own)).collect();
        for id in &meant {
            match (condition, self.grant_mut(id)) {
                (Some(condition), Some(grant)) => grant.condition = condition,
                _ => self.forget_grant(id),
            }
        }
        meant.len()
    }

    /// The grants for the control page.
    pub(crate) fn summaries(&self) -> Vec<GrantSummary> {
        let summary = |grant: &Grant| GrantSummary {
            id: grant.id.clone(),
            identity: format!(
                "{}, {}",
                grant.person().map_or("", |person| person.name),
                grant.bank().map_or("", |bank| bank.name)
            ),
            condition: grant.condition.error_code().map_or_else(|| "good".to_owned(), str::to_lowercase),
        };
        self.grants.iter().map(summary).collect()
    }
}
