//! ITS: `AuthorizeShop` opens a login page, whose redirect names the shop, and then gives that shop's key without end.
//!
//! Source: the partner guide of ITS; lifetimes and rules it leaves out from the public source of the engine behind it.

mod authorize;
mod errors;
mod facts;
#[cfg(test)]
mod samples;
mod shop;
#[cfg(test)]
mod tests;
mod wire;

use super::protocol::page;
use super::protocol::token::bearer;
use super::spec::Spec;
use super::{
    Credential, Deed, Holdings, Identity, Line, Provider, Redemption, Refusal, RefusalKind, Returned, Since, Start,
    Step, Withdrawal,
};
use crate::Secret;
use crate::contract::{ActionAnswer, Reason};
use crate::link::PageAddress;
use crate::registration::Registration;
use async_trait::async_trait;
use authorize::Authorized;
use serde_json::json;

/// The longest shop id: an int64 has 19 digits.
const MAX_ID: usize = 19;

/// The room.
pub(super) struct Its;

#[async_trait]
impl Provider for Its {
    fn spec(&self) -> &'static Spec {
        &facts::SPEC
    }

    async fn open(&self, line: Line<'_>, start: Start<'_>) -> Result<Step, Refusal> {
        let known = start.existing.and_then(|existing| existing.fact("shop_id"));
        let authorized = match ask(line, known, start.state).await {
            // A shop that ITS does not know as linked: the guide says to ask without its id.
            Err(refusal) if known.is_some() && refusal.provider_code.as_deref() == Some("permission_denied") => {
                ask(line, None, start.state).await?
            }
            outcome => outcome?,
        };
        match authorized {
            Authorized::Page(url) => {
                let hosts = page::hosts(self.spec(), line.registration, &url);
                Ok(Step::Page { address: PageAddress::new(url), hosts, repairs: false })
            }
            Authorized::Key(credential) => Ok(Step::Granted(credential)),
        }
    }

    fn read_return(&self, _registration: &Registration, parameters: &[(String, String)], _repairing: bool) -> Returned {
        // A `token` may be there as well. Nobody knows what it is for, so it is for nothing here.
        let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match (value("error"), value("shop_id")) {
            (Some("access_denied"), _) => Returned::Denied,
            (Some(_), _) => Returned::Cancelled,
            (None, Some(id)) if is_shop_id(id) => Returned::Answer(Secret::from(id)),
            (None, Some(id)) if !id.is_empty() => Returned::Nothing,
            (None, _) => Returned::Cancelled,
        }
    }

    async fn redeem(&self, line: Line<'_>, redemption: Redemption<'_>) -> Result<Credential, Refusal> {
        let shop_id = redemption.answer.expose(); // what AuthorizeShop gives a key for
        // No page shall open here, so nothing has to come back from one.
        let redirect_url = line.registration.redirect();
        match authorize::ask(line, Some(shop_id), redirect_url).await.map_err(errors::of_shop_id)? {
            Authorized::Key(credential) => Ok(credential),
            // The page said that it was done, and ITS says that it was not.
            Authorized::Page(_) => Err(Refusal::new(RefusalKind::AnswerRefused).coded("shop_request")),
        }
    }

    async fn identify(&self, line: Line<'_>, credential: &Credential) -> Result<Identity, Refusal> {
        Ok(shop::current(line, key(credential)?, credential.fact("shop_id")).await?.identity())
    }

    async fn renew(&self, _line: Line<'_>, credential: &Credential) -> Result<Credential, Refusal> {
        // A shop_key has no end; there is nothing to renew.
        Ok(credential.copy())
    }

    async fn read(&self, line: Line<'_>, credential: &Credential, _since: Since) -> Result<Holdings, Refusal> {
        let shop = shop::current(line, key(credential)?, credential.fact("shop_id")).await?;
        Ok(Holdings { accounts: vec![shop.holding()], ..Holdings::default() })
    }

    async fn act(&self, line: Line<'_>, credential: &Credential, deed: Deed<'_>) -> Result<ActionAnswer, Refusal> {
        match deed.action.name {
            "shop" => Ok(shop::current(line, key(credential)?, credential.fact("shop_id")).await?.told()),
            _ => Err(Refusal::new(RefusalKind::OurFault)),
        }
    }

    async fn withdraw(&self, _line: Line<'_>, _credential: &Credential) -> Result<Withdrawal, Refusal> {
        // A partner has no such call; the shop removes the partner at ITS.
        Ok(Withdrawal::NotOffered)
    }

    async fn test(&self, line: Line<'_>) -> Result<(), Refusal> {
        let key = line.registration.secret("api_key");
        wire::read(&wire::call(line, "Misc/CurrentAccount", key, &json!({})).await?).map(drop)
    }

    fn header(&self, _kind: &str, token: &Secret) -> (&'static str, Secret) {
        ("Authorization", bearer(token))
    }
}

/// Asks for a page that brings our state back, or where that is refused, for one that does not: a strict server compares
/// `redirect_url` letter by letter with what was registered.
async fn ask(line: Line<'_>, shop_id: Option<&str>, state: &Secret) -> Result<Authorized, Refusal> {
    let redirect_url = line.registration.redirect();
    match authorize::ask(line, shop_id, &with_state(redirect_url, state)).await {
        Err(refusal) if refusal.provider_code.as_deref() == Some("invalid_argument") => {
            authorize::ask(line, shop_id, redirect_url).await
        }
        outcome => outcome,
    }
}

/// The redirect address as it was registered, with the state behind it.
fn with_state(redirect_url: &str, state: &Secret) -> String {
    let joint = if redirect_url.contains('?') { '&' } else { '?' };
    format!("{redirect_url}{joint}state={}", state.expose()) // the page's redirect brings it back
}

fn is_shop_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_ID && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn key(credential: &Credential) -> Result<&Secret, Refusal> {
    let missing = Refusal::new(RefusalKind::NeedsPerson(Reason::CredentialDamaged));
    credential.part("access").map(|part| &part.value).ok_or(missing)
}
