//! The auth2 calls: a code for a pair of tokens, a refresh that replaces both, and whose they are.

use super::envelope::{Body, HeadlineError, Outcome};
use super::state::{Code, Permission};
use super::{Scene, THIRD_APP_TYPE, headers};
use crate::Fault;
use crate::http::Call;
use serde_json::{Value, json};

/// `auth2/code`: a code without a page, for the customer whose token is in the header.
pub(super) fn give_code_to(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let customer = headers::customer(call, scene)?;
    let body = Body::of(call)?;
    let (app, kind) = (body.needed("appId")?, body.needed("thirdAppType")?);
    if !is_known(&app, &kind, scene) {
        return Err(HeadlineError::new("CUSTOMER_API_0001029"));
    }
    Ok(Value::from(give_code(customer, scene)))
}

/// Whether an application of this kind is registered.
pub(super) fn is_known(app: &str, kind: &str, scene: &Scene<'_>) -> bool {
    scene.state.client.id == app && kind == THIRD_APP_TYPE
}

/// A fresh code for a customer.
pub(super) fn give_code(customer: String, scene: &mut Scene<'_>) -> String {
    let name = scene.ids.uuid();
    let ends_at = scene.now.plus(scene.desk.number("auth2_code_seconds"));
    scene.state.codes.insert(name.clone(), Code { customer, ends_at });
    name
}

/// `auth2/token`: a code, once, for a pair of tokens.
pub(super) fn redeem(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let body = Body::of(call)?;
    if !scene.state.client.is(&body.needed("appId")?, &body.needed("appSecret")?) {
        return Err(HeadlineError::new("CUSTOMER_API_0001029"));
    }
    let code = scene.state.codes.remove(&body.needed("code")?).filter(|code| scene.now < code.ends_at);
    let code = code.ok_or_else(|| HeadlineError::expired(scene))?;
    if let Some(customer) = scene.state.customer_mut(&code.customer) {
        customer.has_signed_in = true;
    }
    let permission = fresh_pair(code.customer, Vec::new(), scene);
    let data = pair(&permission);
    scene.state.permissions.push(permission);
    Ok(data)
}

/// `auth2/refresh`: both tokens are replaced, and the old ones are dead.
pub(super) fn refresh(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let token = Body::of(call)?.needed("refreshToken")?;
    if scene.desk.takes(Fault::InvalidGrantOnce) {
        return Err(HeadlineError::expired(scene));
    }
    let knows = |permission: &Permission| permission.refresh_token == token || permission.spent.contains(&token);
    let position = scene.state.permissions.iter().position(knows).ok_or_else(|| HeadlineError::expired(scene))?;
    let old = scene.state.permissions[position].clone();
    if old.refresh_token != token && scene.desk.takes(Fault::ReuseRevokesFamily) {
        scene.state.permissions.remove(position);
    }
    if old.refresh_token != token || scene.now >= old.refresh_ends_at {
        return Err(HeadlineError::expired(scene));
    }
    let mut spent = old.spent;
    spent.push(old.refresh_token);
    let fresh = fresh_pair(old.customer, spent, scene);
    let data = pair(&fresh);
    scene.state.permissions[position] = fresh;
    Ok(data)
}

/// `auth2/user`: whose the access token in the body is.
pub(super) fn user(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let token = Body::of(call)?.needed("accessToken")?;
    let is_meant = |own: &&Permission| own.access_token == token && scene.now < own.access_ends_at;
    let permission = scene.state.permissions.iter().find(is_meant);
    let customer = permission.and_then(|permission| scene.state.customer(&permission.customer));
    let customer = customer.ok_or_else(|| HeadlineError::expired(scene))?;
    Ok(json!({
        "thirdUserId": null,
        "accountId": 0,
        "thirdLoginSource": null,
        "customerNo": customer.number,
        "email": customer.email,
    }))
}

fn fresh_pair(customer: String, spent: Vec<String>, scene: &mut Scene<'_>) -> Permission {
    Permission {
        customer,
        access_token: scene.ids.uuid(),
        access_ends_at: scene.now.plus(scene.desk.number("auth2_access_seconds")),
        refresh_token: scene.ids.uuid(),
        refresh_ends_at: scene.now.plus(scene.desk.number("auth2_refresh_seconds")),
        spent,
    }
}

fn pair(permission: &Permission) -> Value {
    json!({ "accessToken": permission.access_token, "refreshToken": permission.refresh_token })
}
