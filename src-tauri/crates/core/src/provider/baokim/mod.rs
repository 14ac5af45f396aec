//! Bảo Kim: an account opened here, signed in to by password or by a social network, or a wallet linked by a code to its phone. Only for
//! the networks there is a page; for the rest Linkdesk asks.
//!
//! Source: Bảo Kim's authentication service documentation; the caller's token from its API's security method.

mod account;
mod actions;
mod errors;
mod facts;
mod hook;
mod register;
#[cfg(test)]
mod samples;
mod social;
mod sso;
#[cfg(test)]
mod tests;
mod wallet;
mod wire;

use super::form::{Asked, Form};
use super::protocol::token::bearer;
use super::spec::{OwnPage, Spec};
use super::{
    Action, Credential, Deed, Filled, Heard, Hint, Holding, Holdings, Identity, Line, Provider, Redemption, Refusal,
    RefusalKind, Returned, Since, Start, Step, Visit, Withdrawal,
};
use crate::Secret;
use crate::contract::{ActionAnswer, Reason};
use crate::registration::Registration;
use async_trait::async_trait;

/// The room.
pub(super) struct Baokim;

#[async_trait]
impl Provider for Baokim {
    fn spec(&self) -> &'static Spec {
        &facts::SPEC
    }

    async fn open(&self, _line: Line<'_>, start: Start<'_>) -> Result<Step, Refusal> {
        Ok(first_form(start.existing.and_then(|existing| existing.fact("way")), start.is_new))
    }

    async fn submit(&self, line: Line<'_>, start: Start<'_>, filled: Filled<'_>) -> Result<Step, Refusal> {
        match filled.form.id {
            "way" | "way_again" => Ok(first_form(Some(filled.values.text("way")), start.is_new)),
            "login" => {
                let typed = |field| filled.values.text(field);
                let login = account::login(line, typed("username"), typed("password"), sso::is_asked_by(&filled));
                login.await.map(Step::Granted)
            }
            "register" => register::open_account(line, &filled).await,
            "registered" | "perhaps_registered" => register::sign_in(line, &filled).await.map(Step::Granted),
            "social" => social::begin(line, start, &filled).await,
            "wallet" => wallet::request(line, &filled, start.existing).await,
            "wallet_code" if filled.again => wallet::request(line, &filled, start.existing).await,
            "wallet_code" => wallet::confirm(line, &filled).await.map(Step::Granted),
            "unlink_code" => match start.existing {
                Some(credential) => wallet::unlink(line, &filled, credential).await,
                None => Err(Refusal::new(RefusalKind::OurFault)),
            },
            _ => Err(Refusal::new(RefusalKind::OurFault)),
        }
    }

    fn offers_page(&self, registration: &Registration, credential: Option<&Credential>, _page: &OwnPage) -> bool {
        sso::offers(registration, credential)
    }

    async fn open_visit(&self, line: Line<'_>, start: Start<'_>, page: &OwnPage) -> Result<Step, Refusal> {
        sso::begin(line, start, page)
    }

    fn visit(&self, line: Line<'_>, fresh: &Credential, _language: Option<&str>) -> Result<Visit, Refusal> {
        sso::signed_in(line, fresh)
    }

    fn hear(&self, parameters: &[(String, String)]) -> Heard {
        sso::hear(parameters)
    }

    async fn redeem_sign_on(&self, line: Line<'_>, code: &Secret) -> Result<Credential, Refusal> {
        sso::redeem(line, code).await
    }

    fn read_return(&self, _registration: &Registration, parameters: &[(String, String)], _repairing: bool) -> Returned {
        social::read_return(parameters)
    }

    async fn redeem(&self, line: Line<'_>, redemption: Redemption<'_>) -> Result<Credential, Refusal> {
        social::redeem(line, redemption.answer).await
    }

    async fn identify(&self, line: Line<'_>, credential: &Credential) -> Result<Identity, Refusal> {
        match credential.part("access") {
            Some(access) => account::identify(line, &access.value).await,
            None => wallet::identity(credential),
        }
    }

    async fn renew(&self, line: Line<'_>, credential: &Credential) -> Result<Credential, Refusal> {
        match (credential.part("refresh"), credential.part("access")) {
            (Some(refresh), _) => match account::renew(line, &refresh.value).await {
                Ok(renewed) => Ok(renewed.over(credential)),
                // A caller who is not taken (a wrong clock, a changed key) is answered with the same code as a dead token.
                Err(refusal) if refusal.kind == errors::renewal_refused() => {
                    self.test(line).await?;
                    Err(refusal)
                }
                Err(refusal) => Err(refusal),
            },
            (None, Some(_)) => Err(Refusal::new(RefusalKind::NeedsPerson(Reason::NoRefreshToken))),
            // A wallet's token has no end that is known, and no call that renews it.
            (None, None) => Err(Refusal::new(RefusalKind::NotOffered)),
        }
    }

    async fn read(&self, line: Line<'_>, credential: &Credential, _since: Since) -> Result<Holdings, Refusal> {
        let identity = self.identify(line, credential).await?;
        let number = identity.keys.first().map(|key| key.value.clone()).unwrap_or_default();
        let account = Holding { number, name: identity.view.name, institution: None, balance: None };
        let asked = credential.part("access").is_some();
        Ok(Holdings { accounts: vec![account], from_memory: !asked, ..Holdings::default() })
    }

    fn offers(&self, credential: &Credential, action: &Action) -> bool {
        actions::is_for(credential, action)
    }

    async fn act(&self, line: Line<'_>, credential: &Credential, deed: Deed<'_>) -> Result<ActionAnswer, Refusal> {
        actions::act(line, credential, deed).await
    }

    fn read_hook(&self, registration: &Registration, body: &str) -> Result<Option<Hint>, Refusal> {
        hook::read(registration, body)
    }

    async fn withdraw(&self, line: Line<'_>, credential: &Credential) -> Result<Withdrawal, Refusal> {
        match credential.part("access") {
            Some(access) => account::logout(line, &access.value).await.map(|()| Withdrawal::Done),
            None => wallet::request_unlink(line, credential).await.map(Withdrawal::Confirm),
        }
    }

    async fn test(&self, line: Line<'_>) -> Result<(), Refusal> {
        account::try_caller(line).await
    }

    fn header(&self, kind: &str, token: &Secret) -> (&'static str, Secret) {
        match kind {
            "wallet" => ("Wallet-Token", token.copy()),
            _ => ("Authorization", bearer(token)),
        }
    }
}

/// The form that a way of linking begins with. Nobody new takes the place of one that is linked.
fn first_form(way: Option<&str>, is_new: bool) -> Step {
    let form: &'static Form = match way {
        Some("password") => &facts::LOGIN,
        Some("social") => &facts::SOCIAL,
        Some("wallet") => &facts::WALLET,
        Some("register") if is_new => &facts::REGISTER,
        _ if is_new => &facts::WAY,
        _ => &facts::WAY_AGAIN,
    };
    Step::Form(Asked::new(form))
}
