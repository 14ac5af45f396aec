//! Single sign-on: the sign-on site opened signed in, by the ticket of a fresh login, and signing out of it everywhere.
//!
//! The site tells its partners by a picture on its page: a GET of the registered `sso_callback`, with a code, or with
//! `action=logout`. Then it sends the browser to `return_url`. Neither carries a state, so all that the code is redeemed for
//! is to see who signed on. Its tokens are never kept: a grant that works is not put at risk for one that anybody on this
//! computer could have sent the code of.
//!
//! Source: Bảo Kim VNID documentation, single sign-on.

use super::errors::Asking;
use super::{account, facts, wire};
use crate::Secret;
use crate::contract::IdentityView;
use crate::link::PageAddress;
use crate::provider::protocol::page;
use crate::provider::protocol::token::is_token;
use crate::provider::spec::OwnPage;
use crate::provider::{
    Asked, Carried, Credential, Ends, Filled, Heard, Identity, IdentityKey, Line, Refusal, RefusalKind, Start, Step,
    Visit, WayBack,
};
use crate::registration::Registration;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use url::Url;

/// The page of the sign-on site, signed in.
pub(super) const SIGNED_IN: &str = "signed_in";
/// Its page that signs out.
pub(super) const SIGN_OUT: &str = "sign_out";
/// Carried by the form of a sign-in that is for that page.
const FOR_THE_SITE: &str = "for_the_site";
/// Where the browser ends: this path beside the callback, always the same.
const BACK: &str = "/sso-return";

/// The kind of the part that opens the page. It is for this once, so no grant that is kept has it.
const TICKET: &str = "ticket";
const USER: &str = "user_id";
const NAME: &str = "user_name";
const SHOWN: &str = "user_shown";

/// Whether a page can be opened: by an account, and where this computer can be called. A wallet has no login.
pub(super) fn offers(registration: &Registration, credential: Option<&Credential>) -> bool {
    let is_account = credential.is_some_and(|credential| credential.part("access").is_some());
    is_account && callback(registration).is_some()
}

/// The registered address, if this computer can listen there.
fn callback(registration: &Registration) -> Option<Url> {
    registration.listens_at("sso_callback").filter(|address| address.path() != BACK)
}

/// What a page begins with: the form that the account was signed in by, or the page itself, where nobody signs in.
pub(super) fn begin(line: Line<'_>, start: Start<'_>, page: &OwnPage) -> Result<Step, Refusal> {
    if page.name == SIGN_OUT {
        let url = line.registration.below("sso", "sso/logout");
        return visit(line, url, None, None).map(|visit| Step::Visit(Box::new(visit)));
    }
    let form = match start.existing.and_then(|existing| existing.fact("way")) {
        Some("social") => &facts::SOCIAL,
        _ => &facts::LOGIN,
    };
    let carried = Carried::from([(FOR_THE_SITE, Secret::from("yes"))]);
    Ok(Step::Form(Asked::new(form).carrying(carried)))
}

/// Whether a form was asked for by [`begin`].
pub(super) fn is_asked_by(filled: &Filled<'_>) -> bool {
    filled.carried.contains_key(FOR_THE_SITE)
}

/// What is needed of a sign-in's answer besides its tokens: the ticket, and whose it is.
pub(super) fn with_ticket(credential: Credential, data: &Value) -> Result<Credential, Refusal> {
    let ticket = data.get("ticket").and_then(Value::as_str).filter(|text| is_token(text));
    let Some(ticket) = ticket else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no usable ticket"));
    };
    let Identity { keys, view } = account::identity(data, USER, &["id", "user_id"])?;
    let user = keys.into_iter().next().map(|key| key.value).unwrap_or_default();
    Ok(credential
        .with(TICKET, Secret::from(ticket), Ends::Unknown)
        .knowing(USER, user)
        .knowing(NAME, view.name)
        .knowing(SHOWN, view.masked))
}

/// The page for whoever has just signed in.
pub(super) fn signed_in(line: Line<'_>, fresh: &Credential) -> Result<Visit, Refusal> {
    let unreadable = |what: &str| Refusal::new(RefusalKind::Unreadable).coded(what);
    let ticket = fresh.part(TICKET).ok_or_else(|| unreadable("no usable ticket"))?;
    let key = fresh.fact(USER).and_then(|user| IdentityKey::new(USER, user)).ok_or_else(|| unreadable("no user id"))?;
    let fact = |name| fresh.fact(name).unwrap_or_default().to_owned();
    let whose = Identity { keys: vec![key], view: IdentityView { name: fact(NAME), masked: fact(SHOWN) } };
    let mut url = line.registration.below("sso", "sso");
    url.query_pairs_mut().append_pair("ticket", ticket.value.expose()); // the page signs in with it
    // There the person wants to be: the site itself, which knows them now.
    let goes_on = line.registration.below("sso", "/");
    visit(line, url, Some(whose), Some(goes_on))
}

fn visit(line: Line<'_>, mut url: Url, whose: Option<Identity>, goes_on: Option<Url>) -> Result<Visit, Refusal> {
    let callback = callback(line.registration).ok_or(Refusal::new(RefusalKind::NotOffered))?;
    let mut returns_to = callback.clone();
    returns_to.set_path(BACK);
    returns_to.set_query(None);
    // Base64 for both pages: what is said of the one is taken to hold for the other.
    url.query_pairs_mut().append_pair("return_url", &STANDARD.encode(returns_to.as_str()));
    Ok(Visit {
        hosts: page::hosts(&facts::SPEC, line.registration, &url),
        address: PageAddress::new(url),
        whose,
        back: Some(WayBack { callback, returns_to, goes_on }),
    })
}

/// What the site says at the callback: without an action it is about a sign-in.
pub(super) fn hear(parameters: &[(String, String)]) -> Heard {
    let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match (value("action"), value("authorization_code")) {
        (Some("logout"), _) => Heard::SignedOut,
        (None, Some(code)) if is_token(code) => Heard::Code(Secret::from(code)),
        _ => Heard::Nothing,
    }
}

/// Redeems a code. The redirect address is the client's: no document says that it is the callback.
pub(super) async fn redeem(line: Line<'_>, code: &Secret) -> Result<Credential, Refusal> {
    let mut body = account::client(line.registration, "authorization_code");
    body.insert("redirect_uri".to_owned(), line.registration.redirect().into());
    body.insert("code".to_owned(), code.expose().into()); // what the call redeems
    let data = wire::post_oauth(line, body, Asking::SignOn).await?;
    account::tokens(&data, line.http.now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Http;
    use crate::provider::samples;
    use crate::registration::parse;
    use serde_json::json;

    const FILE: &str = r#"
environment = "production"
[client]
api_key = "sample"
api_secret = "sample"
client_id = "7"
client_secret = "sample"
redirect_uri = "http://127.0.0.1:4113/callback"
sso_callback = "http://127.0.0.1:4123/sso-callback?kept=1"
"#;

    fn registration(changes: &[(&str, &str)]) -> Registration {
        let text = changes.iter().fold(FILE.to_owned(), |text, (from, to)| text.replace(from, to));
        parse(&facts::SPEC, "default", &text, false).expect("it is sound")
    }

    fn account() -> Credential {
        Credential::default().with("access", Secret::from("sample-access"), Ends::Unknown).knowing("way", "password")
    }

    fn told(ticket: &Value) -> Result<Credential, Refusal> {
        with_ticket(account(), &json!({ "id": 1_900_001, "name": "Sample", "phone": "84000000090", "ticket": ticket }))
    }

    #[test]
    fn the_address_carries_the_ticket_and_the_one_place_to_come_back_to() {
        let (http, registration) = (Http::new(crate::Clock::default()), registration(&[]));
        let line = Line { http: &http, registration: &registration };
        let fresh = told(&json!("sample.ti+cket")).expect("it is complete");
        let visit = signed_in(line, &fresh).expect("it is complete");
        let back = STANDARD.encode("http://127.0.0.1:4123/sso-return");
        let query: Vec<(String, String)> = visit.address.expose().query_pairs().into_owned().collect();
        assert_eq!(query, [("ticket".into(), "sample.ti+cket".into()), ("return_url".into(), back)]);
        assert!(visit.address.expose().as_str().starts_with("https://vnid.net/sso?ticket=sample.ti%2Bcket&"));
        assert_eq!(visit.whose.expect("the login said it").keys, [IdentityKey::new(USER, "1900001").expect("a key")]);
        let way = visit.back.expect("it leads back");
        assert_eq!(way.goes_on.as_ref().map(Url::as_str), Some("https://vnid.net/"));
        assert!(visit.hosts.iter().any(|rule| way.goes_on.as_ref().is_some_and(|place| rule.allows(place))));
        assert_eq!(format!("{:?}", visit.address), "https://vnid.net", "what is printed of it holds no ticket");
    }

    #[test]
    fn signing_out_needs_nobody_and_goes_nowhere_from_here() {
        let (http, registration) = (Http::new(crate::Clock::default()), registration(&[]));
        let line = Line { http: &http, registration: &registration };
        let url = line.registration.below("sso", "sso/logout");
        let visit = visit(line, url, None, None).expect("it can be opened");
        assert!(visit.whose.is_none() && visit.back.is_some_and(|back| back.goes_on.is_none()));
        assert!(visit.address.expose().as_str().starts_with("https://vnid.net/sso/logout?return_url=aHR0c"));
    }

    #[test]
    fn only_an_account_whose_registration_can_be_called_here_has_pages() {
        let wallet = Credential::default().with("wallet", Secret::from("sample-wallet"), Ends::Unknown);
        assert!(offers(&registration(&[]), Some(&account())));
        assert!(!offers(&registration(&[]), Some(&wallet)), "a wallet that was linked by a code has no login");
        assert!(!offers(&registration(&[]), None));
        for callback in
            ["https://relay.example.com/sso-callback", "http://127.0.0.1/sso", "http://127.0.0.1:4123/sso-return"]
        {
            let elsewhere = registration(&[("http://127.0.0.1:4123/sso-callback?kept=1", callback)]);
            assert!(!offers(&elsewhere, Some(&account())), "{callback}");
        }
        let without = registration(&[("sso_callback = \"http://127.0.0.1:4123/sso-callback?kept=1\"\n", "")]);
        assert!(!offers(&without, Some(&account())));
    }

    #[test]
    fn a_sign_in_without_a_ticket_or_a_user_opens_nothing() {
        for ticket in [json!(null), json!(""), json!("a\r\nb"), json!(7)] {
            assert_eq!(told(&ticket).expect_err("it is no ticket").kind, RefusalKind::Unreadable, "{ticket}");
        }
        let nobody = with_ticket(account(), &json!({ "ticket": "sample" }));
        assert_eq!(nobody.expect_err("whose is it").kind, RefusalKind::Unreadable);
    }

    #[test]
    fn without_an_action_it_is_a_sign_in_and_a_logout_is_never_a_code() {
        let sample = |call| hear(&samples::returned("baokim", call, "the picture"));
        assert!(matches!(sample("sso"), Heard::Code(_)) && matches!(sample("sso-logout"), Heard::SignedOut));
        let heard = |query: &str| hear(&form_urlencoded::parse(query.as_bytes()).into_owned().collect::<Vec<_>>());
        assert!(matches!(heard("authorization_code=sample"), Heard::Code(code) if code.expose() == "sample"));
        assert!(matches!(heard("kept=1&authorization_code=sample"), Heard::Code(_)));
        for logout in ["action=logout", "authorization_code=sample&action=logout"] {
            assert!(matches!(heard(logout), Heard::SignedOut), "{logout}");
        }
        for nothing in ["", "action=", "action=login&authorization_code=sample", "authorization_code=", "code=sample"] {
            assert!(matches!(heard(nothing), Heard::Nothing), "{nothing}");
        }
    }
}
