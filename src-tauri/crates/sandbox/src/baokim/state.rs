//! What practice Bảo Kim remembers: users, their tokens, linked wallets, and what leads to them.

use super::samples;
use crate::client::Client;
use crate::clock::Moment;
use crate::ids::Ids;
use crate::{GrantAction, GrantSummary};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What practice Bảo Kim remembers.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) client: Client,
    /// Oldest first.
    #[serde(default = "samples::users")]
    pub(super) users: Vec<User>,
    /// Oldest first.
    #[serde(default)]
    pub(super) permissions: Vec<Permission>,
    /// What opens the sign-on page.
    #[serde(default)]
    pub(super) sso_tickets: BTreeMap<String, Pass>,
    /// The codes that the sign-on page gives out.
    #[serde(default)]
    pub(super) codes: BTreeMap<String, Pass>,
    /// Who is signed in at the sign-on site, by what their browser shows there.
    #[serde(default)]
    pub(super) browsers: BTreeMap<String, Pass>,
    /// What was begun with wallets.
    #[serde(default)]
    pub(super) tickets: BTreeMap<String, Ticket>,
    #[serde(default)]
    pub(super) linked_codes: BTreeMap<String, LinkedCode>,
    /// Oldest first.
    #[serde(default)]
    pub(super) wallets: Vec<Wallet>,
    /// The latest message about a user that changed, as it would be sent.
    #[serde(default)]
    pub(super) latest_update: Option<String>,
}

/// Somebody with an account, which is a wallet as well.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct User {
    pub(super) id: i64,
    pub(super) login: String,
    pub(super) name: String,
    /// Country code and number, digits only.
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    /// Its SHA-256; `None`: no password opens the account.
    pub(super) password: Option<String>,
    /// 1: a person; 2: a business.
    pub(super) kind: i64,
    pub(super) address: String,
    pub(super) is_locked: bool,
    /// The SHA-256 of what confirms payments.
    pub(super) transaction_password: Option<String>,
}

/// What came from one sign-in: an access token, and mostly a refresh token.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Permission {
    pub(super) id: String,
    pub(super) user: i64,
    pub(super) access_token: String,
    pub(super) access_ends_at: Moment,
    pub(super) refresh_token: Option<String>,
    pub(super) refresh_ends_at: Moment,
    /// Refresh tokens before the current one: kept to recognise their reuse.
    pub(super) spent: Vec<String>,
    pub(super) is_over: bool,
}

/// What stands for a user until it ends.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Pass {
    pub(super) user: i64,
    pub(super) ends_at: Moment,
}

/// What a ticket of the wallet calls is for.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purpose {
    Link(Applicant),
    Unlink,
    Identify,
}

/// Whose wallet shall be linked, or opened if there is none.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Applicant {
    pub(super) phone: String,
    pub(super) name: String,
    pub(super) kind: i64,
}

/// Something that was begun with a wallet.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Ticket {
    pub(super) purpose: Purpose,
    pub(super) mrc_uuid: String,
    /// What was sent to the phone; identifying needs none.
    pub(super) otp: Option<String>,
    pub(super) wrong_otps: i64,
    pub(super) made_at: Moment,
}

/// What a code from the phone was exchanged for.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct LinkedCode {
    pub(super) mrc_uuid: String,
    pub(super) user: i64,
    /// The ticket it came from.
    pub(super) ticket: String,
    pub(super) made_at: Moment,
}

/// A wallet that was linked.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Wallet {
    pub(super) id: String,
    /// The partner's own id of the user.
    pub(super) mrc_uuid: String,
    pub(super) user: i64,
    pub(super) token: String,
    pub(super) linked_at: Moment,
    pub(super) is_over: bool,
}

impl State {
    pub(crate) fn new(ids: &mut Ids) -> Self {
        Self {
            client: Client::new(ids),
            users: samples::users(),
            permissions: Vec::new(),
            sso_tickets: BTreeMap::new(),
            codes: BTreeMap::new(),
            browsers: BTreeMap::new(),
            tickets: BTreeMap::new(),
            linked_codes: BTreeMap::new(),
            wallets: Vec::new(),
            latest_update: None,
        }
    }

    pub(super) fn user(&self, id: i64) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(super) fn user_mut(&mut self, id: i64) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id == id)
    }

    /// The id of the next user.
    pub(super) fn fresh_user_id(&self) -> i64 {
        let highest = self.users.iter().map(|user| user.id).max().unwrap_or_default();
        highest.saturating_add(1).max(samples::FIRST_FRESH_USER)
    }

    /// Forgets what has been over for a day, so that the state does not grow for ever.
    pub(super) fn forget_old(&mut self, now: Moment) {
        const DAY: i64 = 86_400;
        let is_near = |ends_at: Moment| now.since(ends_at) < DAY;
        self.permissions.retain(|own| is_near(own.access_ends_at) || is_near(own.refresh_ends_at));
        self.sso_tickets.retain(|_, pass| is_near(pass.ends_at));
        self.codes.retain(|_, pass| is_near(pass.ends_at));
        self.browsers.retain(|_, pass| is_near(pass.ends_at));
        self.tickets.retain(|_, ticket| is_near(ticket.made_at));
        self.linked_codes.retain(|_, code| is_near(code.made_at));
    }

    /// Lets something happen to one grant or to all; the number of grants it happened to.
    pub(crate) fn act_on_grants(&mut self, action: GrantAction, id: Option<&str>, now: Moment) -> usize {
        let mut met = 0;
        for own in self.permissions.iter_mut().filter(|own| id.is_none_or(|id| id == own.id)) {
            met += 1;
            match action {
                GrantAction::Revoke => own.is_over = true,
                GrantAction::ExpireRefreshTokens => own.refresh_ends_at = now,
                GrantAction::ExpireAccessTokens => own.access_ends_at = now,
                _ => {}
            }
        }
        // A wallet's token has no refresh token beside it, and no end that is known: it can only be taken back.
        for wallet in self.wallets.iter_mut().filter(|wallet| id.is_none_or(|id| id == wallet.id)) {
            met += 1;
            wallet.is_over |= action == GrantAction::Revoke;
        }
        met
    }

    /// Sign-ins and linked wallets, for the control page.
    pub(crate) fn summaries(&self) -> Vec<GrantSummary> {
        let summary = |id: &str, what: &str, user: i64, is_over: bool| GrantSummary {
            id: id.to_owned(),
            identity: format!("{what} of {}", self.user(user).map_or("nobody", |user| &user.name)),
            condition: if is_over { "revoked" } else { "good" }.to_owned(),
        };
        let accounts = self.permissions.iter().map(|own| summary(&own.id, "account", own.user, own.is_over));
        let wallets = self.wallets.iter().map(|own| summary(&own.id, "wallet", own.user, own.is_over));
        accounts.chain(wallets).collect()
    }
}

impl User {
    /// Somebody whom no password lets in yet.
    pub(super) fn new(id: i64, login: &str, name: &str, phone: Option<&str>, email: Option<&str>, kind: i64) -> Self {
        Self {
            id,
            login: login.to_owned(),
            name: name.to_owned(),
            phone: phone.map(str::to_owned),
            email: email.map(str::to_owned),
            password: None,
            kind,
            address: String::new(),
            is_locked: false,
            transaction_password: None,
        }
    }

    /// Whether this names the user: login, e-mail address or phone.
    pub(super) fn is_called(&self, name: &str) -> bool {
        [Some(&self.login), self.email.as_ref(), self.phone.as_ref()].into_iter().flatten().any(|own| own == name)
    }

    pub(super) fn has_password(&self, password: &str) -> bool {
        self.password.as_ref().is_some_and(|own| *own == samples::hashed(password))
    }
}
