//! FlowAccount: OAuth 2.0 authorization code with a rotating refresh token that lives about a day.
//!
//! Source: FlowAccount's authorization code guide; the company call from its published API description.

mod company;
mod facts;
mod lists;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod wire;

use super::protocol::token::bearer;
use super::protocol::{oauth, page};
use super::spec::Spec;
use super::{
    Credential, Deed, Holding, Holdings, Identity, Line, Provider, Redemption, Refusal, RefusalKind, Returned, Since,
    Start, Step, Withdrawal,
};
use crate::Secret;
use crate::contract::{ActionAnswer, Reason};
use crate::http::Call;
use crate::link::PageAddress;
use crate::provider::protocol::json;
use crate::registration::Registration;
use async_trait::async_trait;

/// The scopes the guide names; without `offline_access` there is no refresh token.
const SCOPES: &str = "flowaccount-api offline_access";

/// The room.
pub(super) struct Flowaccount;

#[async_trait]
impl Provider for Flowaccount {
    fn spec(&self) -> &'static Spec {
        &facts::SPEC
    }

    async fn open(&self, line: Line<'_>, start: Start<'_>) -> Result<Step, Refusal> {
        let registration = line.registration;
        let url = oauth::authorize_url(
            registration.endpoint("authorize"),
            registration.required("id"),
            registration.redirect(),
            registration.field("scopes").unwrap_or(SCOPES),
            start.state,
            start.challenge,
        );
        let hosts = page::hosts(self.spec(), registration, &url);
        Ok(Step::Page { address: PageAddress::new(url), hosts, repairs: false })
    }

    fn read_return(&self, registration: &Registration, parameters: &[(String, String)], _repairing: bool) -> Returned {
        oauth::read_return(parameters, registration.field("issuer"), registration.endpoint("authorize"))
    }

    async fn redeem(&self, line: Line<'_>, redemption: Redemption<'_>) -> Result<Credential, Refusal> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", redemption.answer.expose()), // what the token endpoint redeems
            ("redirect_uri", line.registration.redirect()),
            ("code_verifier", redemption.verifier.expose()), // proves that the code is ours (RFC 7636 section 4.5)
        ];
        token_call(line, &fields, RefusalKind::AnswerRefused).await
    }

    async fn identify(&self, line: Line<'_>, credential: &Credential) -> Result<Identity, Refusal> {
        let company = company::read(line, access(credential)?).await?;
        company.identity(credential.fact("support_code"))
    }

    async fn renew(&self, line: Line<'_>, credential: &Credential) -> Result<Credential, Refusal> {
        let Some(refresh) = credential.part("refresh") else {
            return Err(Refusal::new(RefusalKind::NeedsPerson(Reason::NoRefreshToken)));
        };
        let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh.value.expose())]; // RFC 6749 section 6
        let renewed = token_call(line, &fields, oauth::REFRESH_REFUSED).await?;
        // "The same response" need not repeat the refresh token or the support code.
        Ok(renewed.over(credential))
    }

    async fn read(&self, line: Line<'_>, credential: &Credential, _since: Since) -> Result<Holdings, Refusal> {
        let identity = self.identify(line, credential).await?;
        let number = identity.keys.first().map(|key| key.value.clone()).unwrap_or_default();
        let company = Holding { number, name: identity.view.name, institution: None, balance: None };
        Ok(Holdings { accounts: vec![company], ..Holdings::default() })
    }

    async fn act(&self, line: Line<'_>, credential: &Credential, deed: Deed<'_>) -> Result<ActionAnswer, Refusal> {
        lists::act(line, access(credential)?, deed).await
    }

    async fn withdraw(&self, _line: Line<'_>, _credential: &Credential) -> Result<Withdrawal, Refusal> {
        // FlowAccount publishes no revocation call.
        Ok(Withdrawal::NotOffered)
    }

    async fn test(&self, line: Line<'_>) -> Result<(), Refusal> {
        // A code that cannot exist: a server that knows the client answers invalid_grant, and nothing was made.
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", "linkdesk-registration-test"),
            ("redirect_uri", line.registration.redirect()),
            ("code_verifier", "linkdesk-registration-test-linkdesk-registration-test"),
        ];
        match token_call(line, &fields, RefusalKind::AnswerRefused).await {
            Ok(_) => Ok(()),
            Err(refusal) if refusal.kind == RefusalKind::AnswerRefused => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }

    fn header(&self, _kind: &str, token: &Secret) -> (&'static str, Secret) {
        ("Authorization", bearer(token))
    }
}

/// Asks the token endpoint as the guide has it: a form, with the client's secret in the body.
async fn token_call(line: Line<'_>, fields: &[(&str, &str)], dead: RefusalKind) -> Result<Credential, Refusal> {
    let registration = line.registration;
    let mut form = fields.to_vec();
    form.push(("client_id", registration.required("id")));
    form.push(("client_secret", registration.secret("secret").expose())); // the guide's client authentication
    let reply = line.http.send(Call::post_form(registration.endpoint("token").clone(), &form)).await?;
    let (credential, body) = oauth::read_tokens(&reply, dead)?;
    Ok(match json::text(body.get("supportCode")) {
        Some(code) => credential.knowing("support_code", code),
        None => credential,
    })
}

fn access(credential: &Credential) -> Result<&Secret, Refusal> {
    credential.part("access").map(|part| &part.value).ok_or(Refusal::new(RefusalKind::AccessEnded))
}
