//! bankHub: a grant token opens the hosted Link page, whose public token is exchanged for an access token without end.
//!
//! Source: bankHub Link documentation; headers, calls and errors from its published API pages.

mod accounts;
#[cfg(test)]
mod action_tests;
mod actions;
mod errors;
mod facts;
mod hook;
#[cfg(test)]
mod samples;
mod scopes;
#[cfg(test)]
mod tests;
mod wire;

use super::protocol::page;
use super::spec::Spec;
use super::{
    Action, Credential, Deed, Ends, Hint, Holdings, Identity, Line, Provider, Redemption, Refusal, RefusalKind,
    Returned, Since, Start, Step, Withdrawal,
};
use crate::Secret;
use crate::contract::{ActionAnswer, Reason};
use crate::link::{HostRule, PageAddress};
use crate::provider::protocol::json;
use crate::registration::Registration;
use async_trait::async_trait;
use serde_json::json;
use wire::{get, post};

/// The room.
pub(super) struct Bankhub;

#[async_trait]
impl Provider for Bankhub {
    fn spec(&self) -> &'static Spec {
        &facts::SPEC
    }

    async fn open(&self, line: Line<'_>, start: Start<'_>) -> Result<Step, Refusal> {
        let repaired = match start.existing {
            Some(existing) => grant_token(line, &start, Some(access(existing)?)).await,
            None => Err(Refusal::new(RefusalKind::NotOffered)),
        };
        let (token, repairs) = match repaired {
            Ok(token) => (token, true),
            // Nothing to update: the grant is healthy.
            Err(refusal) if refusal.provider_code.as_deref() == Some("FI_SERVICE_ACCOUNT_CONNECTING") => {
                return Ok(Step::Healthy);
            }
            // This grant cannot be repaired: a new one takes its place once the account is known to be the same.
            Err(Refusal { kind: RefusalKind::NotOffered | RefusalKind::Gone(_), .. }) => {
                (grant_token(line, &start, None).await?, false)
            }
            Err(refusal) => return Err(refusal),
        };
        let (address, hosts) = link_page(self.spec(), line.registration, &token, Some(start.state));
        Ok(Step::Page { address, hosts, repairs })
    }

    fn read_return(&self, _registration: &Registration, parameters: &[(String, String)], repairing: bool) -> Returned {
        let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match (value("error"), value("publicToken")) {
            (Some("access_denied" | "user_denied"), _) => Returned::Denied,
            (Some(_), _) => Returned::Cancelled,
            (None, Some(token)) if !token.is_empty() => Returned::Answer(Secret::from(token)),
            // Update Mode hands back an empty one, or none; a call will show whether anything was repaired.
            (None, _) if repairing => Returned::Repaired,
            (None, _) => Returned::Cancelled,
        }
    }

    async fn redeem(&self, line: Line<'_>, redemption: Redemption<'_>) -> Result<Credential, Refusal> {
        let body = json!({ "publicToken": redemption.answer.expose() }); // what /grant/exchange redeems
        let answer = post(line, "grant/exchange", &body, None).await.map_err(|refusal| {
            match refusal.provider_code.as_deref() {
                Some("INVALID_PARAM" | "GRANT_NOT_FOUND") => Refusal { kind: RefusalKind::AnswerRefused, ..refusal },
                _ => refusal,
            }
        })?;
        Ok(scopes::noted(granted(&answer, "accessToken")?, line.registration))
    }

    async fn identify(&self, line: Line<'_>, credential: &Credential) -> Result<Identity, Refusal> {
        accounts::identity(&get(line, scopes::identity_call(credential), access(credential)?, &[]).await?)
    }

    async fn renew(&self, line: Line<'_>, credential: &Credential) -> Result<Credential, Refusal> {
        // An access token of bankHub has no end. It is replaced when a person asks for it, and dies by that.
        let answer = post(line, "grant/invalidate", &json!({}), Some(access(credential)?)).await?;
        Ok(granted(&answer, "newAccessToken")?.over(credential))
    }

    async fn read(&self, line: Line<'_>, credential: &Credential, since: Since) -> Result<Holdings, Refusal> {
        let token = access(credential)?;
        let who = if scopes::asks_for(credential, "balance") { "balance" } else { scopes::identity_call(credential) };
        let accounts = accounts::holdings(&get(line, who, token, &[]).await?);
        if !scopes::asks_for(credential, "transaction") {
            return Ok(Holdings { accounts, ..Holdings::default() });
        }
        let query = accounts::transactions_query(&accounts, since);
        match get(line, "transactions", token, &query).await {
            Ok(answer) => Ok(Holdings { movements: accounts::movements(&answer), accounts, ..Holdings::default() }),
            // The person may have left transactions out: the rest stands.
            Err(refusal) => Ok(Holdings { accounts, movements_refused: Some(refusal), ..Holdings::default() }),
        }
    }

    fn offers(&self, credential: &Credential, action: &Action) -> bool {
        actions::offers(credential, action)
    }

    async fn act(&self, line: Line<'_>, credential: &Credential, deed: Deed<'_>) -> Result<ActionAnswer, Refusal> {
        actions::act(line, credential, deed).await
    }

    fn read_hook(&self, _registration: &Registration, body: &str) -> Result<Option<Hint>, Refusal> {
        Ok(hook::read(body))
    }

    async fn withdraw(&self, line: Line<'_>, credential: &Credential) -> Result<Withdrawal, Refusal> {
        match post(line, "grant/remove", &json!({}), Some(access(credential)?)).await {
            Ok(answer) => Ok(match json::text(answer.get("grantToken")) {
                Some(token) => {
                    let (address, hosts) = link_page(self.spec(), line.registration, &Secret::from(token), None);
                    Withdrawal::Confirm(Step::Page { address, hosts, repairs: true })
                }
                None => Withdrawal::Done,
            }),
            Err(Refusal { kind: RefusalKind::Gone(_), .. }) => Ok(Withdrawal::Done),
            Err(refusal) => Err(refusal),
        }
    }

    async fn test(&self, line: Line<'_>) -> Result<(), Refusal> {
        // The list of banks asks for the client's own headers only.
        wire::call(line, crate::http::Call::get(line.registration.below("api", "fi-services")), None).await.map(drop)
    }

    fn header(&self, _kind: &str, token: &Secret) -> (&'static str, Secret) {
        ("Authorization", token.copy()) // the token itself, without a scheme
    }
}

/// The credential in an answer: its token under this name, and the grant it belongs to.
fn granted(answer: &serde_json::Value, token: &str) -> Result<Credential, Refusal> {
    let Some(access) = json::text(answer.get(token)) else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded(&format!("no {token}")));
    };
    let credential = Credential::default().with("access", Secret::from(access), Ends::Never);
    Ok(match json::text(answer.get("grantId")) {
        Some(id) => credential.knowing("grant_id", id),
        None => credential,
    })
}

/// Asks for a grant token; with an access token this is Update Mode.
async fn grant_token(line: Line<'_>, start: &Start<'_>, existing: Option<&Secret>) -> Result<Secret, Refusal> {
    // A comma-separated text; a JSON list is refused.
    let scopes = line.registration.field("scopes").map_or_else(|| start.share.join(","), str::to_owned);
    let mut body = json!({ "scopes": scopes, "redirectUri": line.registration.redirect() });
    if start.language == Some("vi") {
        body["language"] = json!("vi");
    }
    let answer = post(line, "grant/token", &body, existing).await?;
    json::text(answer.get("grantToken"))
        .map(Secret::from)
        .ok_or_else(|| Refusal::new(RefusalKind::Unreadable).coded("no grantToken"))
}

/// The Link page of a grant token. The state travels on the page's address and is echoed where it is supported.
fn link_page(
    spec: &Spec,
    registration: &Registration,
    token: &Secret,
    state: Option<&Secret>,
) -> (PageAddress, Vec<HostRule>) {
    let mut url = registration.endpoint("link").clone();
    url.query_pairs_mut()
        .append_pair("grantToken", token.expose()) // opens the page
        .append_pair("redirectUri", registration.redirect())
        .append_pair("iframe", "false");
    if let Some(state) = state {
        url.query_pairs_mut().append_pair("state", state.expose()); // the page hands it back
    }
    let hosts = page::hosts(spec, registration, &url);
    (PageAddress::new(url), hosts)
}

fn access(credential: &Credential) -> Result<&Secret, Refusal> {
    let missing = Refusal::new(RefusalKind::NeedsPerson(Reason::CredentialDamaged));
    credential.part("access").map(|part| &part.value).ok_or(missing)
}
