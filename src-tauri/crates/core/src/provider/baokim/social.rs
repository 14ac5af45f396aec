//! Signing in by a social network: on the sign-on site's own page, or with a token that somebody has already.
//!
//! No document says what that page gives back: only that the browser returns to an address of ours. A token that comes with
//! it is redeemed; one that comes without is said to have brought nothing, and believed in nothing.

use super::errors::Asking;
use super::wire::{Who, post};
use super::{account, facts, sso};
use crate::Secret;
use crate::link::PageAddress;
use crate::provider::protocol::{page, token};
use crate::provider::{Credential, Filled, Line, Refusal, RefusalKind, Returned, Start, Step};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Map;
use url::Url;

/// The networks that the sign-on site has a page for.
pub(super) const NETWORKS: &[&str] = &["facebook", "google"];

/// Stands in the address to go back to, and tells which network a token is of.
const NETWORK: &str = "network";
/// Stands there too, where the sign-in is for a page of the site.
const WHAT_FOR: &str = "page";
/// The names under which a token may come back.
const TOKEN_NAMES: [&str; 2] = ["token", "access_token"];

/// Signs in with a token that was given, else on the page of the chosen network.
pub(super) async fn begin(line: Line<'_>, start: Start<'_>, filled: &Filled<'_>) -> Result<Step, Refusal> {
    let network = filled.values.text("network");
    let given = filled.values.secret("social_token");
    let for_the_site = sso::is_asked_by(filled);
    if filled.values.text("social_token").is_empty() {
        let url = address(line, start.state, network, for_the_site)?;
        let hosts = page::hosts(&facts::SPEC, line.registration, &url);
        return Ok(Step::Page { address: PageAddress::new(url), hosts, repairs: false });
    }
    match sign_in(line, network, &given, for_the_site).await {
        Err(refusal) if refusal.kind == RefusalKind::AnswerRefused => {
            Err(Refusal { kind: RefusalKind::Input, ..refusal.about("social_token") })
        }
        outcome => outcome.map(Step::Granted),
    }
}

/// The page. It has no parameter for a state, so ours stands in the query of the address to go back to.
fn address(line: Line<'_>, state: &Secret, network: &str, for_the_site: bool) -> Result<Url, Refusal> {
    let mut back = line.registration.returns_to().cloned().ok_or(Refusal::new(RefusalKind::OurFault))?;
    back.query_pairs_mut()
        .append_pair("state", state.expose()) // the page brings it back
        .append_pair(NETWORK, network);
    if for_the_site {
        back.query_pairs_mut().append_pair(WHAT_FOR, sso::SIGNED_IN);
    }
    let mut url = line.registration.below("sso", &format!("login/{network}"));
    url.query_pairs_mut().append_pair("return_url", &STANDARD.encode(back.as_str()));
    Ok(url)
}

/// What came back. The network is ours, so whatever lacks it is not the answer of such a page.
pub(super) fn read_return(parameters: &[(String, String)]) -> Returned {
    let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let Some(network) = value(NETWORK).filter(|network| NETWORKS.contains(network)) else { return Returned::Nothing };
    let brought = TOKEN_NAMES.into_iter().find_map(value).filter(|text| token::is_token(text));
    match (value("error"), brought) {
        (Some("access_denied"), _) => Returned::Denied,
        (Some(error), _) => Returned::Refused(Refusal::new(RefusalKind::CameBackEmpty).coded(error)),
        // All of it is needed to redeem it. No network's name has a space, and no page's.
        (None, Some(brought)) => {
            let what_for = if value(WHAT_FOR) == Some(sso::SIGNED_IN) { sso::SIGNED_IN } else { "link" };
            Returned::Answer(Secret::from(format!("{network} {what_for} {brought}")))
        }
        (None, None) => Returned::Refused(Refusal::new(RefusalKind::CameBackEmpty)),
    }
}

/// Redeems what came back.
pub(super) async fn redeem(line: Line<'_>, answer: &Secret) -> Result<Credential, Refusal> {
    let answer = answer.expose(); // about to be sent
    let mut parts = answer.splitn(3, ' ');
    let (Some(network), Some(what_for), Some(brought)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Refusal::new(RefusalKind::OurFault));
    };
    sign_in(line, network, &Secret::from(brought), what_for == sso::SIGNED_IN).await
}

/// A network's token for ours. The sample answer has no refresh token; where one comes it is used.
async fn sign_in(
    line: Line<'_>,
    network: &str,
    social_token: &Secret,
    for_the_site: bool,
) -> Result<Credential, Refusal> {
    let body = Map::from_iter([
        ("token".to_owned(), social_token.expose().into()), // what the call redeems
        ("provider".to_owned(), network.into()),
    ]);
    let path = "api/v4/user/get-user-by-social-token";
    match post(line, path, body, Who::Caller, Asking::Social, &["access_token"]).await {
        Ok(data) => {
            let credential =
                account::tokens(&data, line.http.now())?.knowing("way", "social").knowing(NETWORK, network);
            if for_the_site { sso::with_ticket(credential, &data) } else { Ok(credential) }
        }
        // A caller who is not taken is answered with the same code as a token that is not.
        Err(refusal) if refusal.kind == RefusalKind::AnswerRefused => {
            account::try_caller(line).await?;
            Err(refusal)
        }
        Err(refusal) => Err(refusal),
    }
}
