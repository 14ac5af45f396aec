//! `AuthorizeShop`: a page for a shop that has to sign in, a key for one that has.

use super::api::Outcome;
use super::error::ItsError;
use super::state::{Condition, ShopRequest};
use super::{Scene, login};
use crate::http::Call;
use crate::turn::Progress;
use axum::http::header;
use serde_json::{Map, Value, json};
use url::{Host, Url};

/// Whether the body names the shop.
pub(super) fn names_a_shop(call: &Call) -> bool {
    Fields::of(call).is_ok_and(|fields| fields.shop_id().is_some())
}

/// Answers `AuthorizeShop`.
pub(super) fn answer(call: &Call, scene: &mut Scene<'_>) -> Outcome {
    let fields = Fields::of(call)?;
    fields.check()?;
    let redirect_url = fields.text("redirect_url").map(str::to_owned);
    if redirect_url.as_deref().is_some_and(|address| !is_good(address, scene)) {
        return Err(ItsError::invalid("redirect_url không hợp lệ"));
    }
    scene.state.forget_old(scene.now);
    let external_shop_id = fields.text("external_shop_id").map(str::to_owned);
    let known_shop = fields.shop_id();
    match &known_shop {
        Some(shop) => {
            let link = scene.state.link_of(shop);
            let link = link.ok_or_else(|| ItsError::denied("shop has never been linked through this partner"))?;
            match link.condition {
                Condition::Good => return Ok(shop_key(&link.key.clone(), call, scene)),
                Condition::Closed => return Err(ItsError::new("failed_precondition")),
                Condition::Removed => {}
            }
        }
        None if external_shop_id.is_some()
            && scene.state.links.iter().any(|link| link.external_shop_id == external_shop_id) =>
        {
            return Err(ItsError::duplicated("external_shop_id"));
        }
        None => {}
    }
    let progress = Progress { patience: scene.desk.number("shop_request_seconds"), ..Progress::new(scene.now) };
    let request = ShopRequest { redirect_url, external_shop_id, known_shop, user: None, shop: None, progress };
    Ok(shop_request(request, call, scene))
}

fn shop_request(request: ShopRequest, call: &Call, scene: &mut Scene<'_>) -> Value {
    let token = format!("request:{}", secret_part(43, scene));
    let mut body = json!({
        "code": "ok",
        "msg": "Vui lòng đăng nhập để cấp quyền",
        "auth_token": token,
        "expires_in": expires_in(request.progress.patience, scene),
    });
    if request.redirect_url.is_some() {
        body["auth_url"] = auth_url(&token, call, scene).into();
    }
    if scene.desk.flag("meta") {
        body["meta"] = json!({ "recaptcha_token": "1" });
    }
    set_type(&mut body, "shop_request", scene);
    scene.state.requests.insert(token, request);
    body
}

fn shop_key(key: &str, call: &Call, scene: &Scene<'_>) -> Value {
    let mut body = json!({
        "code": "ok",
        "msg": "Kết nối thành công",
        "auth_token": key,
        "expires_in": expires_in(-1, scene),
    });
    if scene.desk.flag("url_with_key") {
        body["auth_url"] = auth_url("request:practice-nothing-to-do", call, scene).into();
    }
    set_type(&mut body, "shop_key", scene);
    body
}

fn set_type(body: &mut Value, documented: &str, scene: &Scene<'_>) {
    match scene.desk.word("answer_type").as_str() {
        "omitted" => {}
        "user_key" => body["type"] = "user_key".into(),
        _ => body["type"] = documented.into(),
    }
}

fn expires_in(seconds: i64, scene: &Scene<'_>) -> Value {
    if scene.desk.flag("expires_in_as_string") { seconds.to_string().into() } else { seconds.into() }
}

/// The page of a request, on the origin that was called.
fn auth_url(token: &str, call: &Call, scene: &Scene<'_>) -> String {
    let token = if scene.desk.flag("bare_colon") { token.to_owned() } else { token.replace(':', "%3A") };
    let host = call.header(header::HOST.as_str()).unwrap_or_default();
    format!("http://{host}{}?token={token}", login::PATH)
}

/// The key of a shop that has just given its permission.
pub(super) fn fresh_key(shop: &str, scene: &mut Scene<'_>) -> String {
    format!("shop{shop}:{}", secret_part(64, scene))
}

/// What follows the colon of a token. It says that it is a practice token.
fn secret_part(length: usize, scene: &mut Scene<'_>) -> String {
    let digits = scene.ids.hex();
    format!("practice-{digits}").chars().take(length).collect()
}

/// Whether a page may lead to this address.
fn is_good(address: &str, scene: &Scene<'_>) -> bool {
    let rule = scene.desk.word("redirect_rule");
    if rule == "exact" {
        return scene.state.client.allows(address);
    }
    let Ok(url) = Url::parse(address) else { return false };
    if !matches!(url.scheme(), "http" | "https") || url.fragment().is_some() {
        return false;
    }
    rule != "public_host"
        || match url.host() {
            Some(Host::Domain("localhost")) => url.port().is_none(),
            Some(Host::Ipv4(host)) => !host.is_loopback(),
            Some(Host::Ipv6(host)) => !host.is_loopback(),
            Some(Host::Domain(_)) => true,
            None => false,
        }
}

/// The body of `AuthorizeShop`. `{}` is a whole one.
struct Fields(Map<String, Value>);

impl Fields {
    fn of(call: &Call) -> Result<Self, ItsError> {
        match call.json() {
            Some(Value::Object(fields)) => Ok(Self(fields)),
            _ => Err(ItsError::invalid("Nội dung không phải là JSON")),
        }
    }

    /// A field that is there and not empty.
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// An int64 is a text in JSON, and a number is taken as well.
    fn shop_id(&self) -> Option<String> {
        match self.0.get("shop_id")? {
            Value::String(id) if !id.is_empty() => Some(id.clone()),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        }
    }

    /// What may not be together, and what is not what it says.
    fn check(&self) -> Result<(), ItsError> {
        let has = |name: &str| self.text(name).is_some();
        let shop_id = self.shop_id();
        let is_number = |id: &String| id.parse::<i64>().is_ok();
        if shop_id.as_ref().is_some_and(|id| !is_number(id)) {
            return Err(ItsError::invalid("shop_id không hợp lệ"));
        }
        if shop_id.is_some() && has("external_shop_id") {
            return Err(ItsError::invalid("Không thể cung cấp cả shop_id và external_shop_id"));
        }
        if shop_id.is_some() && (has("email") || has("phone")) {
            return Err(ItsError::invalid("Không thể cung cấp email hoặc phone cùng với shop_id"));
        }
        if has("external_user_id") {
            return Err(ItsError::invalid("external_user_id không được hỗ trợ"));
        }
        if self.text("extra_token").is_some_and(|token| !token.contains(':')) {
            return Err(ItsError::invalid("extra_token không hợp lệ"));
        }
        if self.text("email").is_some_and(|email| !email.trim_matches('@').contains('@')) {
            return Err(ItsError::invalid("email không hợp lệ"));
        }
        let is_phone = |phone: &str| {
            let digits = phone.strip_prefix('+').unwrap_or(phone);
            (9..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        if self.text("phone").is_some_and(|phone| !is_phone(phone)) {
            return Err(ItsError::invalid("phone không hợp lệ"));
        }
        Ok(())
    }
}
