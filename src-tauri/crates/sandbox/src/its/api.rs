//! Which call is for which endpoint, who may call, and what a `shop_key` opens.

use super::error::ItsError;
use super::samples::{PARTNER_ID, Shop};
use super::state::Condition;
use super::{BASE, Scene, authorize};
use crate::http::{Answer, Call, Endpoint, Kind};
use serde_json::{Value, json};

/// What an endpoint answers; or why it does not.
pub(super) type Outcome = Result<Value, ItsError>;

const AUTHORIZE: Endpoint = Endpoint::new("shop.authorize", Kind::Credential);
const AUTHORIZE_KNOWN: Endpoint = Endpoint::new("shop.authorize.known", Kind::Credential);
const CURRENT_SHOP: Endpoint = Endpoint::new("shop.current", Kind::Data);
const CURRENT_ACCOUNT: Endpoint = Endpoint::new("misc.account", Kind::Other);
const BAD_ROUTE: Endpoint = Endpoint::new("bad_route", Kind::Other);

/// The endpoint a call is for. Whatever else lies behind the base, or comes another way, is a route that is not there.
pub(crate) fn endpoint(call: &Call) -> Option<Endpoint> {
    let (method, path) = call.target();
    let service = path.strip_prefix(BASE)?;
    if method != "POST" || !call.has_media_type("application/json") {
        return Some(BAD_ROUTE);
    }
    Some(match service {
        ".Shop/AuthorizeShop" if authorize::names_a_shop(call) => AUTHORIZE_KNOWN,
        ".Shop/AuthorizeShop" => AUTHORIZE,
        ".Shop/CurrentShop" => CURRENT_SHOP,
        ".Misc/CurrentAccount" => CURRENT_ACCOUNT,
        _ => BAD_ROUTE,
    })
}

/// Answers an API call.
pub(crate) fn answer_api(endpoint: Endpoint, call: &Call, scene: &mut Scene<'_>) -> Answer {
    outcome(endpoint, call, scene).map_or_else(|error| error.answer(), |body| Answer::json(200, &body))
}

/// An error that was asked for.
pub(crate) fn refusal(code: &str, status: u16, _: &Call, _: &mut Scene<'_>) -> Answer {
    ItsError::new(code).at_status(status).answer()
}

fn outcome(endpoint: Endpoint, call: &Call, scene: &mut Scene<'_>) -> Outcome {
    if endpoint == BAD_ROUTE {
        return Err(ItsError::new("bad_route"));
    }
    // The guide's table of errors leaves the scheme out; its samples have it.
    let key = call.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let key = key.ok_or_else(|| ItsError::new("unauthenticated"))?;
    if endpoint == CURRENT_SHOP {
        return current_shop(key, scene);
    }
    if !scene.state.client.has_secret(key) {
        return Err(ItsError::new("unauthenticated"));
    }
    if endpoint == CURRENT_ACCOUNT {
        return Ok(json!({ "id": PARTNER_ID, "name": "Practice Partner", "type": "Partner" }));
    }
    authorize::answer(call, scene)
}

/// The shop that a `shop_key` belongs to.
fn current_shop(key: &str, scene: &Scene<'_>) -> Outcome {
    let link = scene.state.opened_by(key).ok_or_else(|| ItsError::new("unauthenticated"))?;
    match link.condition {
        Condition::Good => {}
        Condition::Closed => return Err(ItsError::new("failed_precondition")),
        Condition::Removed if scene.desk.word("unlinked_status") == "403" => {
            return Err(ItsError::denied("shop has removed the partner"));
        }
        Condition::Removed => return Err(ItsError::new("unauthenticated")),
    }
    let shop = Shop::find(&link.shop).ok_or_else(|| ItsError::new("internal"))?;
    let id = match shop.id.parse::<i64>() {
        Ok(number) if scene.desk.flag("ids_as_numbers") => Value::from(number),
        _ => Value::from(shop.id),
    };
    let mut body = json!({ "id": id, "name": shop.name, "type": "PartnerShop" });
    if !scene.desk.flag("short_shop") {
        body["image_url"] = "".into();
        body["website"] = "".into();
    }
    Ok(body)
}
