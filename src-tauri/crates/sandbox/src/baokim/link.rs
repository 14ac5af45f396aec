//! Linking a wallet in three calls, and unlinking it in two. The code goes to the practice phone, whosever wallet it is.

use super::error::{Failure, Outcome};
use super::fields::Fields;
use super::state::{Applicant, LinkedCode, Purpose, Ticket, User, Wallet};
use super::{Scene, account, caller};
use crate::Provider;
use crate::http::Call;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

/// `request-linked`: sends a code.
pub(super) fn request(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let mut fields = Fields::of(call);
    let mrc_uuid = mrc_uuid(&mut fields, scene);
    let phone = fields.needed_if("phone", is_phone);
    let name = fields.needed("name");
    let kind = fields.number("type", |kind| [1, 2].contains(&kind)).unwrap_or(1);
    let area = fields.number("business_area_id", |_| true);
    if kind == 2 {
        for name in ["business_name", "business_number", "site_url"] {
            fields.needed(name);
        }
        if area.is_none() {
            fields.needed("business_area_id");
        }
    }
    let is_known = scene.state.users.iter().any(|user| user.phone.as_ref() == Some(&phone));
    if !is_known && !phone.is_empty() && scene.desk.word("unknown_phone") == "refused" {
        fields.blame("phone", "Không tìm thấy ví");
    }
    fields.checked()?;
    let applicant = Applicant { phone, name, kind };
    if scene.state.users.iter().any(|user| user.is_locked && user.phone.as_ref() == Some(&applicant.phone)) {
        return Err(Failure::Unproven("Tài khoản đã bị khóa"));
    }
    Ok(json!({ "ticket": begin(Purpose::Link(applicant), mrc_uuid, scene) }))
}

/// `submit-linked-wallet`: the code for another code.
pub(super) fn submit(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let mut fields = Fields::of(call);
    let mrc_uuid = mrc_uuid(&mut fields, scene);
    let [otp, ticket] = ["otp", "ticket"].map(|name| fields.needed(name));
    fields.checked()?;
    let Purpose::Link(applicant) = take(&ticket, &mrc_uuid, Some(&otp), is_link, scene)? else {
        return Err(unknown_ticket());
    };
    let user = wallet_of(&applicant, scene);
    let linked_code = twice_encoded("linked", scene);
    let made_at = scene.now;
    scene.state.linked_codes.insert(linked_code.clone(), LinkedCode { mrc_uuid, user, ticket, made_at });
    Ok(json!({ "linked_code": linked_code }))
}

/// The wallet with this phone; one is opened if there is none.
fn wallet_of(applicant: &Applicant, scene: &mut Scene<'_>) -> i64 {
    let Applicant { phone, name, kind } = applicant;
    if let Some(user) = scene.state.users.iter().find(|user| user.phone.as_ref() == Some(phone)) {
        return user.id;
    }
    let user = User::new(scene.state.fresh_user_id(), phone, name, Some(phone), None, *kind);
    let id = user.id;
    scene.state.users.push(user);
    id
}

/// `verify-linked`: the other code for the wallet's token.
pub(super) fn verify(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let mut fields = Fields::of(call);
    let mrc_uuid = mrc_uuid(&mut fields, scene);
    let linked_code = fields.needed("linked_code");
    fields.checked()?;
    let life = scene.desk.number("linked_code_seconds");
    let found = scene.state.linked_codes.get(&linked_code).cloned();
    let found = found.filter(|code| code.mrc_uuid == mrc_uuid && scene.now.since(code.made_at) < life);
    let found = found.ok_or(Failure::Token("linked_code không hợp lệ"))?;
    scene.state.linked_codes.remove(&linked_code);
    let user = caller::who_really(found.user, scene);
    let user = scene.state.user(user).cloned().ok_or(Failure::Token("linked_code không hợp lệ"))?;
    let repeats = scene.desk.flag("token_repeats_ticket");
    let token = if repeats { found.ticket } else { twice_encoded("wallet", scene) };
    // The same user of the partner has one wallet: linking again replaces what there was.
    scene.state.wallets.iter_mut().filter(|own| own.mrc_uuid == mrc_uuid).for_each(|own| own.is_over = true);
    let wallet = Wallet {
        id: scene.ids.uuid(),
        mrc_uuid,
        user: user.id,
        token: token.clone(),
        linked_at: scene.now,
        is_over: false,
    };
    scene.state.wallets.push(wallet);
    let more = json!({ "social_id": account::social_id(&user), "lvl": 1, "token": token });
    Ok(account::with(account::profile(&user, "user_id"), more))
}

/// `request-cancel-linked`: sends a code.
pub(super) fn request_cancel(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let wallet = own_wallet(call, scene)?;
    Ok(json!({ "ticket": begin(Purpose::Unlink, wallet.mrc_uuid, scene) }))
}

/// `verify-cancel-linked`: the wallet is unlinked, and its token is over.
pub(super) fn verify_cancel(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let wallet = own_wallet(call, scene)?;
    let mut fields = Fields::of(call);
    let [otp, ticket] = ["otp", "ticket"].map(|name| fields.needed(name));
    fields.checked()?;
    take(&ticket, &wallet.mrc_uuid, Some(&otp), |purpose| matches!(purpose, Purpose::Unlink), scene)?;
    scene.state.wallets.iter_mut().filter(|own| own.id == wallet.id).for_each(|own| own.is_over = true);
    Ok(json!({ "mrc_uuid": wallet.mrc_uuid, "bk_uuid": wallet.user }))
}

/// The wallet that a call is for: its token, and the partner's id of its user.
pub(super) fn own_wallet(call: &Call, scene: &Scene<'_>) -> Result<Wallet, Failure> {
    let wallet = caller::wallet(call, scene)?;
    let mut fields = Fields::of(call);
    let mrc_uuid = mrc_uuid(&mut fields, scene);
    if !mrc_uuid.is_empty() && mrc_uuid != wallet.mrc_uuid {
        fields.blame("mrc_uuid", "Không phải chủ ví");
    }
    fields.checked()?;
    Ok(wallet)
}

/// Begins something: a ticket, and a code on the phone where one is asked for.
pub(super) fn begin(purpose: Purpose, mrc_uuid: String, scene: &mut Scene<'_>) -> String {
    let asks_for_code = !matches!(purpose, Purpose::Identify);
    let otp = asks_for_code.then(|| scene.ids.one_time_password());
    if let Some(otp) = &otp {
        scene.phone.deliver(scene.now, Provider::Baokim, otp, "Bảo Kim");
    }
    let name = twice_encoded("ticket", scene);
    let ticket = Ticket { purpose, mrc_uuid, otp, wrong_otps: 0, made_at: scene.now };
    scene.state.tickets.insert(name.clone(), ticket);
    name
}

/// Takes a ticket, with its code where one was sent. A code that is wrong too often uses the ticket up.
pub(super) fn take(
    name: &str,
    mrc_uuid: &str,
    otp: Option<&str>,
    is_meant: fn(&Purpose) -> bool,
    scene: &mut Scene<'_>,
) -> Result<Purpose, Failure> {
    let [life, otp_life, attempts] =
        ["ticket_seconds", "otp_seconds", "otp_attempts"].map(|switch| scene.desk.number(switch));
    let now = scene.now;
    let is_live = |ticket: &&mut Ticket| {
        ticket.mrc_uuid == mrc_uuid && is_meant(&ticket.purpose) && now.since(ticket.made_at) < life
    };
    let ticket = scene.state.tickets.get_mut(name).filter(is_live).ok_or_else(unknown_ticket)?;
    if ticket.otp.is_some() && now.since(ticket.made_at) >= otp_life {
        return Err(Failure::Unproven("Mã OTP đã hết hạn"));
    }
    if ticket.otp.as_deref() != otp {
        ticket.wrong_otps += 1;
        if ticket.wrong_otps >= attempts {
            scene.state.tickets.remove(name);
            return Err(Failure::Unproven("Nhập sai OTP quá số lần cho phép"));
        }
        return Err(Failure::Unproven("Mã OTP không đúng"));
    }
    scene.state.tickets.remove(name).map(|ticket| ticket.purpose).ok_or_else(unknown_ticket)
}

fn is_link(purpose: &Purpose) -> bool {
    matches!(purpose, Purpose::Link(_))
}

fn unknown_ticket() -> Failure {
    Failure::Token("ticket không hợp lệ")
}

/// Whether this is a phone as the calls take it: 84, and a number behind it, digits only.
fn is_phone(phone: &str) -> bool {
    phone.starts_with("84") && (10..=12).contains(&phone.len()) && phone.bytes().all(|byte| byte.is_ascii_digit())
}

/// The partner's id of a user: not a UUID but 24 hex digits.
fn mrc_uuid(fields: &mut Fields, scene: &Scene<'_>) -> String {
    let is_strict = scene.desk.flag("strict_mrc_uuid");
    let is_good = |id: &str| !is_strict || (id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    fields.needed_if("mrc_uuid", is_good)
}

/// A token in the form that tickets, linked codes and wallet tokens share: base64 inside base64.
fn twice_encoded(kind: &str, scene: &mut Scene<'_>) -> String {
    STANDARD.encode(STANDARD.encode(scene.ids.token(kind)))
}
