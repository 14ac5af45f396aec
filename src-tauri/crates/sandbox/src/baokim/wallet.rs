//! What a linked wallet's token opens: checking who the owner is, the password for payments, becoming a business.

use super::caller;
use super::error::{Failure, Outcome};
use super::fields::Fields;
use super::link::{begin, own_wallet, take};
use super::samples::hashed;
use super::state::{Purpose, User};
use super::{Scene, account};
use crate::clock::{Moment, VIETNAM};
use crate::http::Call;
use serde_json::json;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// Times without a zone; they mean the time of Vietnam.
const LOCAL_TIME: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
/// A business has an id of its own besides its user's.
const BUSINESS_IDS: i64 = 1_000_000;

/// `request-identify-wallet`. No code is sent.
pub(super) fn request_identify(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let wallet = own_wallet(call, scene)?;
    Ok(json!({ "ticket": begin(Purpose::Identify, wallet.mrc_uuid, scene) }))
}

/// `verify-identify-wallet`: three pictures, which are not looked at and not kept.
pub(super) fn verify_identify(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let wallet = own_wallet(call, scene)?;
    let mut fields = Fields::of(call);
    let ticket = fields.needed("ticket");
    for name in ["image-identify-front", "image-identify-behind", "profile"] {
        fields.picture(name);
    }
    fields.checked()?;
    take(&ticket, &wallet.mrc_uuid, None, |purpose| matches!(purpose, Purpose::Identify), scene)?;
    let user = owner(wallet.user, scene)?;
    let more = json!({
        "idvg_token": account::idvg_token(user),
        "social_id": account::social_id(user),
        "lvl": 1,
    });
    Ok(account::with(account::profile(user, "id"), more))
}

/// `check-account-bank`: whether the name on a card is the wallet's. No bank is asked.
pub(super) fn check_account_bank(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let wallet = caller::wallet(call, scene)?;
    let mut fields = Fields::of(call);
    let holder = fields.needed("holder");
    fields.needed("bank_id");
    fields.number("bank_id", |id| id > 0);
    fields.needed("bank_account");
    fields.checked()?;
    let plain = |name: &str| name.to_uppercase().split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(json!({ "is_match": plain(&holder) == plain(&owner(wallet.user, scene)?.name) }))
}

/// `create-transaction-password`. The answer tells more than it should, as the documentation's sample does: a hash, and
/// the secret of a second factor. Both are practice.
pub(super) fn create_password(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let wallet = caller::wallet(call, scene)?;
    let mut fields = Fields::of(call);
    let [login, transaction] = ["login_password", "transaction_password"].map(|name| fields.needed(name));
    let has_one = owner(wallet.user, scene)?.transaction_password.is_some();
    if has_one {
        fields.blame("transaction_password", "Đã tồn tại");
    }
    fields.checked()?;
    prove(wallet.user, &login, scene)?;
    if let Some(user) = scene.state.user_mut(wallet.user) {
        user.transaction_password = Some(hashed(&transaction));
    }
    Ok(json!({
        "id": wallet.user,
        "user_id": wallet.user,
        "verify_transaction_by": "g2fa",
        "transaction_password": format!("$2y$10$practice.{}", scene.ids.token("hash")),
        "is_transaction_password_active": 0,
        "pin_code": null,
        "google2fa_secret": "PRACTICEPRACTICE",
        "is_auto_receiving": 0,
        "default_language": "vi",
        "default_currency": "vnd",
        "updated_at": local_time(scene.now),
        "created_at": null,
    }))
}

/// `check-transaction-password`.
pub(super) fn check_password(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let wallet = caller::wallet(call, scene)?;
    let mut fields = Fields::of(call);
    let password = fields.needed("transaction_password");
    fields.checked()?;
    let own = &owner(wallet.user, scene)?.transaction_password;
    Ok(json!({ "is_match": own.as_ref() == Some(&hashed(&password)) }))
}

/// `delete-transaction-password`, for which the login's password is needed.
pub(super) fn delete_password(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let wallet = caller::wallet(call, scene)?;
    let mut fields = Fields::of(call);
    let password = fields.needed("password");
    fields.checked()?;
    prove(wallet.user, &password, scene)?;
    let old = scene.state.user_mut(wallet.user).and_then(|user| user.transaction_password.take());
    Ok(json!({ "is_delete": old.is_some() }))
}

/// `upgrade-to-business`. It names nobody: the wallet's token or the access token says whom it is about.
pub(super) fn upgrade(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let id = caller::owner(call, scene)?;
    let mut fields = Fields::of(call);
    let [number, _, name] = ["business_number", "site_url", "name"].map(|name| fields.needed(name));
    let area = fields.number("business_area_id", |_| true);
    fields.checked()?;
    if let Some(user) = scene.state.user_mut(id) {
        user.kind = 2;
        user.name.clone_from(&name);
    }
    let user = owner(id, scene)?;
    let now = local_time(scene.now);
    Ok(json!({
        "user_id": id,
        "email": user.email,
        "name": name,
        "business_number": number,
        "business_area_id": area.map(|area| area.to_string()),
        "phone": user.phone,
        "site_url": null,
        "updated_at": now,
        "created_at": now,
        "id": id + BUSINESS_IDS,
    }))
}

fn owner<'a>(id: i64, scene: &'a Scene<'_>) -> Result<&'a User, Failure> {
    scene.state.user(id).ok_or(Failure::Token("Wallet-Token không hợp lệ"))
}

fn prove(id: i64, password: &str, scene: &Scene<'_>) -> Result<(), Failure> {
    if owner(id, scene)?.has_password(password) { Ok(()) } else { Err(Failure::Unproven("Mật khẩu không đúng")) }
}

fn local_time(moment: Moment) -> String {
    moment.utc().to_offset(VIETNAM).format(LOCAL_TIME).unwrap_or_default()
}
