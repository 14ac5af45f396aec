//! What practice ITS remembers: open requests, and the shops that were ever linked.

use super::samples::Shop;
use crate::client::Client;
use crate::clock::Moment;
use crate::ids::Ids;
use crate::turn::{Journey, Progress};
use crate::{GrantAction, GrantSummary};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What practice ITS remembers.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) client: Client,
    /// The pages that were asked for, by their token.
    pub(super) requests: BTreeMap<String, ShopRequest>,
    /// Oldest first.
    pub(super) links: Vec<Link>,
}

/// A page that was asked for: how far the person got.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct ShopRequest {
    /// `None`: nobody was told of a page, because there is nowhere to go from it.
    pub(super) redirect_url: Option<String>,
    /// The partner's own id of the shop.
    pub(super) external_shop_id: Option<String>,
    /// The shop that was linked before.
    pub(super) known_shop: Option<String>,
    pub(super) user: Option<String>,
    pub(super) shop: Option<String>,
    pub(super) progress: Progress,
}

/// How the link between a shop and the partner is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Condition {
    Good,
    /// The shop removed the partner.
    Removed,
    /// The provider closed the shop.
    Closed,
}

/// A shop that was linked.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Link {
    pub(super) shop: String,
    pub(super) external_shop_id: Option<String>,
    /// The `shop_key`. A shop that removed the partner and links it again gets another.
    pub(super) key: String,
    pub(super) condition: Condition,
}

impl Journey for ShopRequest {
    fn progress(&mut self) -> &mut Progress {
        &mut self.progress
    }
}

impl State {
    pub(crate) fn new(ids: &mut Ids) -> Self {
        Self { client: Client::new(ids), requests: BTreeMap::new(), links: Vec::new() }
    }

    pub(super) fn link_of(&self, shop: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.shop == shop)
    }

    /// The link that a `shop_key` belongs to, whatever has become of it.
    pub(super) fn opened_by(&self, key: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.key == key)
    }

    /// A shop gave its permission.
    pub(super) fn keep_link(&mut self, shop: &str, external_shop_id: Option<String>, fresh_key: String) {
        if let Some(link) = self.links.iter_mut().find(|link| link.shop == shop) {
            if link.condition == Condition::Removed {
                link.key = fresh_key;
                link.condition = Condition::Good;
            }
            link.external_shop_id = external_shop_id.or(link.external_shop_id.take());
        } else {
            let condition = Condition::Good;
            self.links.push(Link { shop: shop.to_owned(), external_shop_id, key: fresh_key, condition });
        }
    }

    /// Forgets requests that have been over for a day, so that the state does not grow for ever.
    pub(super) fn forget_old(&mut self, now: Moment) {
        const DAY: i64 = 86_400;
        self.requests.retain(|_, request| now.since(request.progress.started_at) < DAY);
    }

    /// Lets something happen to one link or to all; the number of links it happened to.
    pub(crate) fn act_on_grants(&mut self, action: GrantAction, id: Option<&str>, _: Moment) -> usize {
        let condition = match action {
            GrantAction::Revoke => Condition::Removed,
            GrantAction::AccountPaused => Condition::Closed,
            _ => Condition::Good,
        };
        let mut met = 0;
        for link in self.links.iter_mut().filter(|link| id.is_none_or(|id| id == link.shop)) {
            met += 1;
            // Nothing but a new permission brings back what the shop removed.
            if link.condition != Condition::Removed {
                link.condition = condition;
            }
        }
        met
    }

    /// The links for the control page.
    pub(crate) fn summaries(&self) -> Vec<GrantSummary> {
        let summary = |link: &Link| GrantSummary {
            id: link.shop.clone(),
            identity: Shop::find(&link.shop).map_or("", |shop| shop.name).to_owned(),
            condition: match link.condition {
                Condition::Good => "good",
                Condition::Removed => "revoked",
                Condition::Closed => "account_paused",
            }
            .to_owned(),
        };
        self.links.iter().map(summary).collect()
    }
}
