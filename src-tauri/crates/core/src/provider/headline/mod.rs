//! Headline (`MultiMarkets`): the code of its own page where the partner has one, else the customer's password, for which
//! Linkdesk asks.
//!
//! Source: the partner guide of Headline, and the published documentation and interface files of the system behind it.
//!
//! Refused: registering customers.

mod auth2;
mod customer;
mod errors;
mod facts;
mod home;
mod login;
mod phone;
#[cfg(test)]
mod tests;
mod wire;

use super::form::Asked;
use super::protocol::page;
use super::spec::Spec;
use super::{
    Carried, Credential, Filled, Holdings, Identity, Line, Provider, Redemption, Refusal, RefusalKind, Returned, Since,
    Start, Step, Visit, Withdrawal,
};
use crate::Secret;
use crate::contract::Reason;
use crate::link::PageAddress;
use crate::registration::Registration;
use async_trait::async_trait;
use errors::Asking;
use serde_json::json;
use wire::Place;

const MANAGER_AUTH: Place = Place::manager("auth/admin.admin.CompanyAuthDubboService.auth");

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
            return Ok(Step::Form(Asked { form: &facts::LOGIN, carried: Carried::new() }));
        }
        let url = auth2::page(&line, start.state);
        let hosts = page::hosts(self.spec(), line.registration, &url);
        Ok(Step::Page { address: PageAddress::new(url), hosts, repairs: false })
    }

    async fn submit(&self, line: Line<'_>, _start: Start<'_>, filled: Filled<'_>) -> Result<Step, Refusal> {
        match filled.form.id {
            "login" => login::sign_in(line, &filled).await,
            "login_code" => login::enter_code(line, &filled).await,
            _ => Err(Refusal::new(RefusalKind::OurFault)),
        }
    }

    async fn open_visit(&self, _line: Line<'_>, _start: Start<'_>) -> Result<Step, Refusal> {
        // Whatever the account was linked by, only a login gives the token of the page, and no password is kept.
        Ok(Step::Form(Asked { form: &facts::LOGIN, carried: Carried::new() }))
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

    async fn renew(&self, line: Line<'_>, credential: &Credential) -> Result<Credential, Refusal> {
        let Some(refresh) = credential.part("refresh") else {
            return Err(Refusal::new(RefusalKind::NeedsPerson(Reason::NoRefreshToken)));
        };
        Ok(auth2::renew(line, &refresh.value).await?.over(credential))
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
        let body = json!({
            "appId": line.registration.required("app_id"),
            "appSecret": line.registration.secret("app_secret").expose(), // the manager's own authorization
        });
        wire::post(line, MANAGER_AUTH, &body, None, Asking::Registration).await.map(drop)
    }

    fn header(&self, _kind: &str, token: &Secret) -> (&'static str, Secret) {
        (wire::TOKEN_HEADER, token.copy())
    }
}
