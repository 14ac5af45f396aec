//! Headline (`MultiMarkets`): the code of its own page where the partner has one, else the customer's password, for which
//! Linkdesk asks. There it opens a new customer as well, where the registration says what one is put under.
//!
//! Source: the partner guide of Headline, and the published documentation and interface files of the system behind it.

mod auth2;
mod customer;
mod errors;
mod facts;
mod home;
mod kept;
mod login;
mod phone;
mod register;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod wire;

use super::form::{Asked, Form};
use super::protocol::page;
use super::spec::{OwnPage, Spec};
use super::{
    Credential, Filled, Holdings, Identity, Line, Provider, Redemption, Refusal, RefusalKind, Returned, Since, Start,
    Step, Visit, Withdrawal,
};
use crate::Secret;
use crate::contract::Reason;
use crate::link::PageAddress;
use crate::registration::Registration;
use async_trait::async_trait;

/// The room.
pub(super) struct Headline;

#[async_trait]
impl Provider for Headline {
    fn spec(&self) -> &'static Spec {
        &facts::SPEC
    }

    fn opens_page(&self, registration: &Registration) -> bool {
        auth2::is_open_to(registration)
    }

    async fn open(&self, line: Line<'_>, start: Start<'_>) -> Result<Step, Refusal> {
        if !self.opens_page(line.registration) {
            let asks_which = start.is_new && register::is_open_to(line.registration);
            return Ok(asked(if asks_which { &facts::CUSTOMER_WAY } else { &facts::LOGIN }));
        }
        let url = auth2::page(&line, start.state);
        let hosts = page::hosts(self.spec(), line.registration, &url);
        Ok(Step::Page { address: PageAddress::new(url), hosts, repairs: false })
    }

    async fn submit(&self, line: Line<'_>, _start: Start<'_>, filled: Filled<'_>) -> Result<Step, Refusal> {
        match filled.form.id {
            "customer_way" if filled.values.text("way") == "register" => Ok(asked(&facts::REGISTER)),
            "customer_way" => Ok(asked(&facts::LOGIN)),
            "register" => register::open_customer(line, &filled).await,
            "registered" | "perhaps_registered" => register::sign_in(line, &filled).await,
            "login" => login::sign_in(line, &filled).await,
            "login_code" => login::enter_code(line, &filled).await,
            _ => Err(Refusal::new(RefusalKind::OurFault)),
        }
    }

    async fn open_visit(&self, line: Line<'_>, start: Start<'_>, _page: &OwnPage) -> Result<Step, Refusal> {
        // Whatever the account was linked by, only a login gives the token of the page.
        let Some(kept) = start.existing.and_then(kept::of) else { return Ok(asked(&facts::LOGIN)) };
        match kept::sign_in(line, kept).await {
            Err(refusal) if refusal.ends_kept_password() => Ok(Step::Form(Asked::new(&facts::LOGIN).after(refusal))),
            outcome => outcome,
        }
    }

    fn visit(&self, line: Line<'_>, fresh: &Credential, language: Option<&str>) -> Result<Visit, Refusal> {
        home::page(line, fresh, language)
    }

    fn read_return(&self, _registration: &Registration, parameters: &[(String, String)], _repairing: bool) -> Returned {
        auth2::read_return(parameters)
    }

    async fn redeem(&self, line: Line<'_>, redemption: Redemption<'_>) -> Result<Credential, Refusal> {
        auth2::redeem(line, redemption.answer).await
    }

    async fn identify(&self, line: Line<'_>, credential: &Credential) -> Result<Identity, Refusal> {
        Ok(customer::of(line, credential).await?.identity())
    }

    fn renews(&self, credential: &Credential) -> bool {
        // The token of a login has nothing to be renewed with but the login itself.
        credential.part("refresh").is_some() || credential.kept().is_some()
    }

    fn renews_by_password(&self, credential: &Credential) -> bool {
        credential.part("access").is_none() && credential.kept().is_some()
    }

    async fn renew(&self, line: Line<'_>, credential: &Credential) -> Result<Credential, Refusal> {
        let kept = kept::of(credential).filter(|_| self.renews_by_password(credential));
        match (credential.part("refresh"), kept) {
            (Some(refresh), _) => Ok(auth2::renew(line, &refresh.value).await?.over(credential)),
            (None, Some(kept)) => kept::renew(line, kept, credential).await,
            (None, None) => Err(Refusal::new(RefusalKind::NeedsPerson(Reason::NoRefreshToken))),
        }
    }

    async fn read(&self, line: Line<'_>, credential: &Credential, _since: Since) -> Result<Holdings, Refusal> {
        let customer = customer::of(line, credential).await?;
        Ok(Holdings { accounts: vec![customer.holding()], ..Holdings::default() })
    }

    async fn withdraw(&self, _line: Line<'_>, _credential: &Credential) -> Result<Withdrawal, Refusal> {
        // Headline publishes no call that takes a token back.
        Ok(Withdrawal::NotOffered)
    }

    async fn test(&self, line: Line<'_>) -> Result<(), Refusal> {
        register::authorize(line).await.map(drop)
    }

    fn header(&self, _kind: &str, token: &Secret) -> (&'static str, Secret) {
        (wire::TOKEN_HEADER, token.copy())
    }
}

/// A form to begin with.
fn asked(form: &'static Form) -> Step {
    Step::Form(Asked::new(form))
}
