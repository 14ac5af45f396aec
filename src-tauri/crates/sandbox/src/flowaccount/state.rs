//! What practice `FlowAccount` remembers: open pages, codes, and the tokens of each consent.

use super::samples::Business;
use crate::client::Client;
use crate::clock::Moment;
use crate::ids::Ids;
use crate::turn::{Journey, Progress};
use crate::{GrantAction, GrantSummary};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What practice `FlowAccount` remembers.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) client: Client,
    pub(super) flows: BTreeMap<String, Flow>,
    pub(super) codes: BTreeMap<String, Code>,
    /// Oldest first.
    pub(super) families: Vec<Family>,
    /// Browsers that signed in, by their cookie.
    #[serde(default)]
    pub(super) browsers: BTreeMap<String, Browser>,
}

/// A browser in which somebody signed in. It knows the person until it is closed, or for a day.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Browser {
    pub(super) user: String,
    pub(super) since: Moment,
}

/// An authorization request that was found good.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) redirect_uri: String,
    pub(super) scope: String,
    pub(super) state: Option<String>,
    pub(super) challenge: Option<Challenge>,
}

/// A PKCE challenge (RFC 7636 section 4.3).
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Challenge {
    pub(super) value: String,
    /// Whether the value is the SHA-256 of the verifier, and not the verifier itself.
    pub(super) is_hashed: bool,
}

/// An open authorization page: how far the person got.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Flow {
    pub(super) request: Request,
    pub(super) user: Option<String>,
    /// The support code of the chosen business.
    pub(super) business: Option<String>,
    /// Who signed in with this browser before.
    #[serde(default)]
    pub(super) known: Option<String>,
    /// The cookie by which the browser will be known.
    #[serde(default)]
    pub(super) cookie: Option<String>,
    #[serde(flatten)]
    pub(super) progress: Progress,
}

/// An authorization code.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Code {
    pub(super) request: Request,
    pub(super) user: String,
    pub(super) business: String,
    pub(super) ends_at: Moment,
    /// The family that came from it, once it was used.
    pub(super) family: Option<String>,
}

/// All tokens that came from one consent.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Family {
    pub(super) id: String,
    pub(super) user: String,
    pub(super) business: String,
    pub(super) scope: String,
    pub(super) revoked: bool,
    /// When the latest token request was; the refresh token lives from then.
    pub(super) requested_at: Moment,
    pub(super) refresh_token: Option<String>,
    /// The refresh token before that one, and when it was replaced.
    pub(super) replaced: Option<(String, Moment)>,
    /// Refresh tokens older still: kept to recognise their reuse.
    pub(super) spent: Vec<String>,
    /// Access tokens with their ends.
    pub(super) access_tokens: BTreeMap<String, Moment>,
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
            flows: BTreeMap::new(),
            codes: BTreeMap::new(),
            families: Vec::new(),
            browsers: BTreeMap::new(),
        }
    }

    /// The family and business that an access token opens.
    pub(super) fn opened_by(&self, access_token: &str, now: Moment) -> Option<&'static Business> {
        let is_live = |family: &&Family| {
            !family.revoked && family.access_tokens.get(access_token).is_some_and(|ends_at| now < *ends_at)
        };
        Business::find(&self.families.iter().find(is_live)?.business)
    }

    /// Forgets pages and codes that have been over for a day, so that the state does not grow for ever.
    pub(super) fn forget_old(&mut self, now: Moment) {
        const DAY: i64 = 86_400;
        self.browsers.retain(|_, browser| now.since(browser.since) < DAY);
        self.flows.retain(|_, flow| now.since(flow.progress.started_at) < DAY);
        self.codes.retain(|_, code| now.since(code.ends_at) < DAY);
        // Tokens without a person behind them are not renewed, so nobody misses them.
        self.families.retain(|family| !family.user.is_empty() || family.access_tokens.values().any(|end| now < *end));
    }

    /// Lets something happen to one family or to all; the number of families it happened to.
    pub(crate) fn act_on_grants(&mut self, action: GrantAction, id: Option<&str>, now: Moment) -> usize {
        let mut met = 0;
        for family in self.families.iter_mut().filter(|family| id.is_none_or(|id| id == family.id)) {
            met += 1;
            match action {
                GrantAction::Revoke => family.revoked = true,
                GrantAction::ExpireRefreshTokens => family.requested_at = Moment::from_unix(0),
                GrantAction::ExpireAccessTokens => {
                    family.access_tokens.values_mut().for_each(|ends_at| *ends_at = now);
                }
                _ => {}
            }
        }
        met
    }

    /// The families for the control page.
    pub(crate) fn summaries(&self) -> Vec<GrantSummary> {
        let summary = |family: &Family| GrantSummary {
            id: family.id.clone(),
            identity: Business::find(&family.business)
                .map_or_else(String::new, |business| format!("{} ({})", business.name, business.support_code)),
            condition: if family.revoked { "revoked" } else { "good" }.to_owned(),
        };
        self.families.iter().map(summary).collect()
    }
}

impl Family {
    /// Puts a fresh refresh token in the place of the current one.
    pub(super) fn rotate(&mut self, fresh: String, now: Moment) {
        let old = self.refresh_token.replace(fresh);
        if let Some(old) = old {
            self.spent.extend(self.replaced.replace((old, now)).map(|(token, _)| token));
        }
    }

    /// Whether this was the refresh token before the current one, replaced no longer ago than this.
    pub(super) fn forgives(&self, token: &str, now: Moment, seconds: i64) -> bool {
        self.replaced.as_ref().is_some_and(|(old, at)| old == token && now.since(*at) < seconds)
    }

    /// Whether the token was ever a refresh token of this family.
    pub(super) fn knows(&self, token: &str) -> bool {
        self.refresh_token.as_deref() == Some(token)
            || self.replaced.as_ref().is_some_and(|(old, _)| old == token)
            || self.spent.iter().any(|old| old == token)
    }
}
