//! "Who am I": the shop behind a `shop_key`.

use super::{errors, wire};
use crate::Secret;
use crate::contract::{ActionAnswer, FactValue, IdentityView};
use crate::http::Reply;
use crate::provider::identity::masked;
use crate::provider::protocol::json;
use crate::provider::refusal::plain;
use crate::provider::{Holding, Identity, IdentityKey, Line, Refusal, RefusalKind};
use serde_json::json;

/// A shop as ITS tells it.
#[derive(Debug)]
pub(super) struct Shop {
    id: String,
    name: String,
    kind: Option<String>,
    website: Option<String>,
}

/// Asks for the shop of this key.
pub(super) async fn current(line: Line<'_>, key: &Secret, shop_id: Option<&str>) -> Result<Shop, Refusal> {
    read(&wire::call(line, "Shop/CurrentShop", key, &json!({})).await?, shop_id)
}

/// Reads an answer. It has to be the shop whose key it was given as.
pub(super) fn read(reply: &Reply, shop_id: Option<&str>) -> Result<Shop, Refusal> {
    let body = wire::read(reply).map_err(errors::of_shop_key)?;
    let Some(id) = json::text(body.get("id")) else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no shop id"));
    };
    if shop_id.is_some_and(|expected| expected != id) {
        return Err(Refusal::new(RefusalKind::AnswerRefused).coded("the key is another shop's"));
    }
    let name = json::text(body.get("name")).map(|name| plain(&name)).filter(|name| !name.is_empty());
    let (kind, website) = (json::text(body.get("type")), json::text(body.get("website")));
    Ok(Shop { name: name.unwrap_or_else(|| masked(&id)), id, kind, website })
}

impl Shop {
    /// Whose account it is.
    pub(super) fn identity(self) -> Identity {
        let masked = masked(&self.id);
        let keys = IdentityKey::new("shop_id", &self.id).into_iter().collect();
        Identity { keys, view: IdentityView { name: self.name, masked } }
    }

    /// What the shop says of itself.
    pub(super) fn told(&self) -> ActionAnswer {
        let text = |text: &Option<String>| text.as_deref().and_then(FactValue::text);
        ActionAnswer::default()
            .with("name", FactValue::text(&self.name))
            .with("shop_id", FactValue::text(&self.id))
            .with("type", text(&self.kind))
            .with("website", text(&self.website))
    }

    /// The one account under a link: the shop itself. ITS tells no balance.
    pub(super) fn holding(self) -> Holding {
        Holding { number: self.id, name: self.name, institution: None, balance: None }
    }
}
