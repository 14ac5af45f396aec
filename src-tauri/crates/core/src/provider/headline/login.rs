//! The login by password, with its second factor.

use super::errors::{Asking, CODE_WANTED};
use super::facts;
use super::kept;
use super::phone;
use super::wire::{Place, post};
use crate::Secret;
use crate::provider::protocol::{json, token};
use crate::provider::{Asked, Carried, Credential, Ends, Filled, Line, Refusal, RefusalKind, Step, Values};
use md5::{Digest as _, Md5};
use serde_json::{Value, json};

const LOGIN: Place = Place::client("login/customer.app.CustomerWebApiService.login");

/// Which computer this is, in the provider's list: Windows, Mac, or another with a browser.
const DEVICE: u8 = if cfg!(target_os = "windows") {
    7
} else if cfg!(target_os = "macos") {
    8
} else {
    2
};

/// Signs in with what the login form holds. A customer with a second factor is asked for its code.
pub(super) async fn sign_in(line: Line<'_>, filled: &Filled<'_>) -> Result<Step, Refusal> {
    ask(line, carried(filled.values)?, None).await
}

/// Signs in once more, now with the code; without it where another code is wanted.
pub(super) async fn enter_code(line: Line<'_>, filled: &Filled<'_>) -> Result<Step, Refusal> {
    let code = filled.values.secret("otp");
    ask(line, copied(filled.carried), (!filled.again).then_some(&code)).await
}

/// One try, with the code where there is one. Whoever has a second factor is asked for it.
pub(super) async fn ask(line: Line<'_>, carried: Carried, code: Option<&Secret>) -> Result<Step, Refusal> {
    match post(line, LOGIN, &body(&carried, code), None, Asking::Login).await {
        Ok(data) => Ok(Step::Granted(kept::with_it(read(&data)?, &carried))),
        Err(refusal) if code.is_none() && refusal.provider_code.as_deref() == Some(CODE_WANTED) => {
            Ok(Step::Form(Asked::new(&facts::LOGIN_CODE).carrying(carried)))
        }
        Err(refusal) => Err(refusal),
    }
}

/// What every try of one login needs. The password is hashed at once; its hash is as good as itself.
pub(super) fn carried(values: &Values) -> Result<Carried, Refusal> {
    let text = |name: &str| Secret::from(values.text(name));
    let mut carried = Carried::from([("password", hashed(&values.secret("password")))]);
    let (kind, name) = match values.text("login_type") {
        "phone" => {
            let Some(phone) = phone::split(values.text("phone")) else {
                return Err(Refusal::new(RefusalKind::Input).about("phone"));
            };
            carried.insert("area", Secret::from(phone.area));
            ("2", Secret::from(phone.number))
        }
        "customer_number" => ("3", text("customer_number")),
        _ => ("1", text("email")),
    };
    carried.insert("kind", Secret::from(kind));
    carried.insert("name", name);
    mark(&mut carried, values);
    Ok(carried)
}

/// Notes whether the person wants the login kept.
pub(super) fn mark(carried: &mut Carried, values: &Values) {
    carried.remove(kept::MARK);
    if values.is_ticked("keep_password") {
        carried.insert(kept::MARK, Secret::from("yes"));
    }
}

/// The same once more, wiped on its own.
pub(super) fn copied(carried: &Carried) -> Carried {
    carried.iter().map(|(name, value)| (*name, value.copy())).collect()
}

/// The same login by the number that the customer was given.
pub(super) fn by_number(carried: &Carried, number: &str) -> Carried {
    let mut carried = copied(carried);
    carried.remove("area");
    carried.insert("kind", Secret::from("3"));
    carried.insert("name", Secret::from(number));
    carried
}

/// The body of a try.
pub(super) fn body(carried: &Carried, code: Option<&Secret>) -> Value {
    let text = |name: &str| carried.get(name).map_or("", Secret::expose); // the login itself, about to be sent
    let mut body = json!({
        "type": text("kind").parse::<u8>().unwrap_or(1),
        "device": DEVICE,
        "loginName": text("name"),
        "loginPwd": text("password"),
        "isThird": false,
    });
    if carried.contains_key("area") {
        body["phoneArea"] = text("area").into();
    }
    if let Some(code) = code {
        body["verifyCode"] = code.expose().into(); // the code goes with the login it is for
    }
    body
}

/// The password as Headline takes it: MD5 in lower-case hex.
pub(super) fn hashed(password: &Secret) -> Secret {
    Secret::from(hex::encode(Md5::digest(password.expose()))) // hashed at once
}

/// The token of a login. Of the two it comes with only this one is explained, so only this one is kept.
pub(super) fn read(data: &Value) -> Result<Credential, Refusal> {
    let value = data.get("token").and_then(Value::as_str).filter(|value| token::is_token(value));
    let Some(value) = value else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no usable token"));
    };
    // No document says how long it lives, and nothing renews it: it is good until a call says that it is over.
    let credential = Credential::default().with("login", Secret::from(value), Ends::Unknown);
    Ok(match json::text(data.get("customerNo")) {
        Some(number) => credential.knowing("customer_no", number),
        None => credential,
    })
}
