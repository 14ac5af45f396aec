//! The trading page of a customer, opened by the token of a fresh login.
//!
//! That token is one-time and the page's: the page exchanges it for its own. So no call is made with it here, not even
//! one to look whether it works, and whose it is stands in the answer of the login.

use super::wire;
use crate::contract::IdentityView;
use crate::link::{HostRule, PageAddress};
use crate::provider::identity::masked;
use crate::provider::{Credential, Identity, IdentityKey, Line, Refusal, RefusalKind, Visit};

/// Languages of a person that the page is known to have a place for. Others get the registration's.
const LOCALES: [(&str, &str); 2] = [("en", "en-US"), ("zh", "zh-CN")];

/// The page for whoever has just signed in. May stand in a frame, and there goes nowhere but to its own host.
pub(super) fn page(line: Line<'_>, fresh: &Credential, language: Option<&str>) -> Result<Visit, Refusal> {
    let unreadable = |what: &str| Refusal::new(RefusalKind::Unreadable).coded(what);
    let token = fresh.part("login").ok_or_else(|| unreadable("no usable token"))?;
    let number = fresh.fact("customer_no").ok_or_else(|| unreadable("no customerNo"))?;
    let mut url = line.registration.below("ui", &format!("{}/home", locale(&line, language)));
    url.query_pairs_mut().append_pair("tsource", token.value.expose()); // the page signs in with it
    let covered = masked(number);
    Ok(Visit {
        hosts: vec![HostRule::origin_of(&url)],
        address: PageAddress::new(url),
        whose: Some(Identity {
            keys: IdentityKey::new("customer_no", number).into_iter().collect(),
            view: IdentityView { name: covered.clone(), masked: covered },
        }),
        back: None,
    })
}

/// The person's language where the page has it, else the registration's.
fn locale<'a>(line: &Line<'a>, language: Option<&str>) -> &'a str {
    let primary = language.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default().to_lowercase();
    let known = LOCALES.iter().find(|(spoken, _)| *spoken == primary);
    known.map_or_else(|| wire::locale(line), |(_, locale)| locale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;
    use crate::http::Http;
    use crate::provider::Ends;
    use crate::provider::headline::tests::registration_with;

    fn signed_in() -> Credential {
        Credential::default()
            .with("login", Secret::from("token-sample+app"), Ends::Unknown)
            .knowing("customer_no", "86000001".to_owned())
    }

    fn opened(fresh: &Credential, language: Option<&str>, changes: &[(&str, &str)]) -> Result<Visit, Refusal> {
        let (http, registration) = (Http::new(crate::Clock::default()), registration_with(changes));
        page(Line { http: &http, registration: &registration }, fresh, language)
    }

    #[test]
    fn the_address_is_as_the_guide_writes_it() {
        let visit = opened(&signed_in(), None, &[]).expect("it is complete");
        let address = visit.address.expose().as_str();
        assert_eq!(address, "https://www.example.com/zh-CN/home?tsource=token-sample%2Bapp");
        assert_eq!(format!("{:?}", visit.address), "https://www.example.com", "what is printed of it holds no token");
        let whose = visit.whose.expect("the login said it");
        assert_eq!(whose.keys, [IdentityKey::new("customer_no", "86000001").expect("a key")]);
        assert!(visit.hosts.iter().all(|rule| rule.allows(visit.address.expose())));
    }

    #[test]
    fn the_page_speaks_the_persons_language_where_it_can() {
        let path = |language, changes: &[(&str, &str)]| {
            opened(&signed_in(), language, changes).expect("it is complete").address.expose().path().to_owned()
        };
        for (language, expected) in [
            (Some("en"), "/en-US/home"),
            (Some("en-GB"), "/en-US/home"),
            (Some("zh"), "/zh-CN/home"),
            (Some("zh_CN"), "/zh-CN/home"),
            (Some("vi"), "/zh-CN/home"),
            (Some(""), "/zh-CN/home"),
            (None, "/zh-CN/home"),
        ] {
            assert_eq!(path(language, &[]), expected, "{language:?}");
        }
        assert_eq!(path(Some("th"), &[("locale = \"zh-CN\"\n", "")]), "/en-US/home");
    }

    #[test]
    fn a_sign_in_that_does_not_say_whose_it_is_opens_nothing() {
        let nameless = Credential::default().with("login", Secret::from("token-sample"), Ends::Unknown);
        let pair = Credential::default().with("access", Secret::from("token-sample"), Ends::Unknown);
        for fresh in [nameless, pair.knowing("customer_no", "86000001".to_owned())] {
            let refusal = opened(&fresh, None, &[]).expect_err("it is incomplete");
            assert_eq!(refusal.kind, RefusalKind::Unreadable);
        }
    }
}
