//! The calls about a user's account: signing in and out, renewing, registering, and who it is.

use super::caller::{self, number_of};
use super::error::{Failure, Outcome};
use super::fields::Fields;
use super::samples::hashed;
use super::state::User;
use super::{Scene, tokens};
use crate::http::Call;
use serde_json::{Map, Value, json};

/// How far behind a user's id the other ids of the same user are.
const OTHER_IDS: i64 = 500_000;
/// A city and a district, as numbers; what is sent at registration is a word and a number.
const PLACE: i64 = 1;

/// What every answer about a user has; under which name the id comes differs.
pub(super) fn profile(user: &User, id: &str) -> Map<String, Value> {
    Map::from_iter([
        (id.to_owned(), user.id.into()),
        ("name".to_owned(), user.name.as_str().into()),
        ("phone".to_owned(), user.phone.as_deref().into()),
        ("email".to_owned(), user.email.as_deref().into()),
        ("type".to_owned(), user.kind.into()),
        ("stat".to_owned(), 2.into()),
        ("address".to_owned(), user.address.as_str().into()),
    ])
}

/// A profile with more behind it.
pub(super) fn with(mut profile: Map<String, Value>, more: Value) -> Value {
    if let Value::Object(more) = more {
        profile.extend(more);
    }
    profile.into()
}

/// The opaque id of a user among the companies of the group.
pub(super) fn idvg_token(user: &User) -> String {
    hashed(&format!("practice idvg {}", user.id))[..40].to_owned()
}

/// The id of a user's social profile, a number.
pub(super) fn social_id(user: &User) -> i64 {
    user.id - OTHER_IDS
}

fn find(id: i64, scene: &Scene<'_>) -> Result<User, Failure> {
    scene.state.user(id).cloned().ok_or(Failure::Unauthenticated)
}

/// `user/login`. It tells no end of the access token.
pub(super) fn login(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let mut fields = Fields::of(call);
    let [name, password] = ["username", "password"].map(|name| fields.needed(name));
    fields.needed("client_id");
    fields.needed("client_secret");
    fields.needed_if("grant_type", |given| given == "password");
    fields.checked()?;
    caller::check_client(&fields, scene)?;
    let id = caller::sign_in(&name, &password, scene)?;
    let user = find(caller::who_really(id, scene), scene)?;
    let own = tokens::issue(user.id, "login_access_seconds", true, scene);
    let more = json!({
        "is_email_verified": number_of(false),
        "is_phone_verified": number_of(false),
        "idvg_token": idvg_token(&user),
        "access_token": own.access_token,
        "refresh_token": own.refresh_token,
        "ticket": tokens::sso_ticket(&own, false, scene),
    });
    Ok(with(profile(&user, "id"), more))
}

/// `user/logout`: what came from the sign-in is over.
pub(super) fn logout(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let own = caller::user(call, scene)?;
    scene.state.permissions.iter_mut().filter(|permission| permission.id == own.id).for_each(|own| own.is_over = true);
    Ok(json!([]))
}

/// `user/refresh-token`.
pub(super) fn refresh(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let mut fields = Fields::of(call);
    let token = fields.needed("refresh_token");
    fields.needed("client_id");
    fields.needed("client_secret");
    fields.needed_if("grant_type", |given| given == "refresh_token");
    fields.checked()?;
    caller::check_client(&fields, scene)?;
    let own = tokens::refresh(&token, scene).map_err(|trouble| trouble.failure(scene))?;
    Ok(tokens::pair(&own, scene))
}

/// `sign-in-by-access-code`: what the sign-on page gave out, under its other name.
pub(super) fn sign_in_by_code(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let mut fields = Fields::of(call);
    let code = fields.needed("access_code");
    fields.checked()?;
    let pass = scene.state.codes.remove(&code).filter(|pass| scene.now < pass.ends_at);
    let pass = pass.ok_or(Failure::Token("access_code không hợp lệ"))?;
    let user = find(pass.user, scene)?;
    let own = tokens::issue(user.id, "access_seconds", true, scene);
    Ok(json!({
        "id": user.id,
        "name": user.name,
        "phone": user.phone,
        "email": user.email,
        "access_token": own.access_token,
        "refresh_token": own.refresh_token,
    }))
}

/// `user/register-v2`.
pub(super) fn register(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let mut fields = Fields::of(call);
    let email = fields.needed_if("email", |email| email.split_once('@').is_some_and(|(_, host)| !host.is_empty()));
    let [name, password] = ["name", "password"].map(|name| fields.needed(name));
    let phone = fields.needed_if("phone", |phone| phone.bytes().all(|byte| byte.is_ascii_digit()));
    let kind = fields.number("type", |kind| [1, 2].contains(&kind)).unwrap_or(1);
    fields.number("district_id", |_| true);
    for (field, value) in [("email", &email), ("phone", &phone)] {
        if scene.state.users.iter().any(|user| user.is_called(value)) {
            fields.blame(field, "Đã tồn tại");
        }
    }
    fields.checked()?;
    let user = User {
        password: Some(hashed(&password)),
        address: fields.text("address").unwrap_or_default(),
        ..User::new(scene.state.fresh_user_id(), &email, &name, Some(&phone), Some(&email), kind)
    };
    let data = with(profile(&user, "id"), json!({ "social_id": social_id(&user), "lvl": 1 }));
    scene.state.users.push(user);
    Ok(data)
}

/// `user/detail`.
pub(super) fn detail(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let user = find(caller::user(call, scene)?.user, scene)?;
    let mut data = json!({ "id": user.id, "vg_id": user.id - 2 * OTHER_IDS });
    let more = json!({
        "idvg_token": idvg_token(&user),
        "social_id": social_id(&user),
        "city_id": PLACE,
        "district_id": PLACE,
        "bod": 0,
        "lvl": 1,
        "gender": "MALE",
        "is_email_verified": number_of(false),
        "is_phone_verified": number_of(false),
        "parent_id": 0,
        "permissions": [],
    });
    if let (Some(data), Value::Object(rest)) = (data.as_object_mut(), with(profile(&user, "id"), more)) {
        data.extend(rest);
    }
    Ok(data)
}

/// The same answer without the comma that the documentation's sample of `user/detail` lacks: no JSON any more.
pub(super) fn without_comma(body: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(body).replacen(",\"permissions\"", "\"permissions\"", 1).into_bytes()
}
