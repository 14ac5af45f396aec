//! Signing in with the token of a social network. The networks are practice as well: their tokens are names.

use super::error::{Failure, Outcome};
use super::fields::Fields;
use super::{Scene, account, samples, tokens};
use crate::http::Call;
use serde_json::{Value, json};

/// The networks there are.
pub(super) const NETWORKS: [&str; 2] = ["facebook", "google"];

/// `user/get-user-by-social-token`. The prose promises a refresh token, the sample has none.
pub(super) fn user(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let mut fields = Fields::of(call);
    let token = fields.needed("token");
    let network = fields.needed_if("provider", |network| NETWORKS.contains(&network));
    fields.checked()?;
    let found = scene.state.users.iter().find(|user| samples::social_token(&network, user) == token);
    let user = found.cloned().ok_or(Failure::Token("Token không hợp lệ"))?;
    if user.is_locked {
        return Err(Failure::Unproven("Tài khoản đã bị khóa"));
    }
    let own = tokens::issue(user.id, "login_access_seconds", scene.desk.flag("social_refresh_token"), scene);
    let social = account::social_id(&user);
    let mut data = account::with(
        account::profile(&user, "id"),
        json!({
            "idvg_token": account::idvg_token(&user),
            "social_id": social,
            "lvl": 1,
            "google_id": format!("practice{social}"),
            "facebook_id": format!("practice{social}"),
            "access_token": own.access_token,
        }),
    );
    if let Some(refresh_token) = &own.refresh_token {
        data["refresh_token"] = Value::from(refresh_token.as_str());
    }
    data["ticket"] = tokens::sso_ticket(&own, true, scene).into();
    Ok(data)
}
