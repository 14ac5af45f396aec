//! The login that a person asked to keep: what every try of it needs, as one secret of the credential.
//!
//! It is sent once for each time that a sign-in is needed, and a refusal says that it has to be forgotten.

use super::login;
use crate::Secret;
use crate::contract::Reason;
use crate::provider::{Carried, Credential, Line, Refusal, RefusalKind, Step};
use serde_json::{Map, Value};

/// What of a login is kept. The password is its hash, which is as good as itself.
const NAMES: [&str; 4] = ["kind", "name", "area", "password"];

/// What a login carries when its password shall be kept.
pub(super) const MARK: &str = "keep";

/// The credential of a login, with the login itself if that was asked for.
pub(super) fn with_it(credential: Credential, carried: &Carried) -> Credential {
    if !carried.contains_key(MARK) {
        return credential;
    }
    let kept = NAMES.into_iter().filter_map(|name| Some((name.to_owned(), carried.get(name)?.expose().into()))); // sealed
    credential.keeping(Secret::from(Value::Object(kept.collect::<Map<_, _>>()).to_string()))
}

/// The kept login, ready to be sent; `None`: none is kept.
pub(super) fn of(credential: &Credential) -> Option<Carried> {
    let kept = credential.kept()?;
    let written: Value = serde_json::from_str(kept.expose()).ok()?; // opened right before it is sent
    let part = |name: &'static str| Some((name, Secret::from(written.get(name)?.as_str()?)));
    Some(NAMES.into_iter().filter_map(part).collect())
}

/// Signs in with it. A second factor is still asked for.
pub(super) async fn sign_in(line: Line<'_>, kept: Carried) -> Result<Step, Refusal> {
    login::ask(line, kept, None).await.map_err(refused)
}

/// Signs in with it where nobody can be asked for anything.
pub(super) async fn renew(line: Line<'_>, kept: Carried, before: &Credential) -> Result<Credential, Refusal> {
    let needs_person = || Refusal::new(RefusalKind::NeedsPerson(Reason::NoRefreshToken));
    match sign_in(line, kept).await {
        Ok(Step::Granted(fresh)) if fresh.fact("customer_no") == before.fact("customer_no") => Ok(fresh.over(before)),
        Ok(Step::Granted(_)) => Err(Refusal::new(RefusalKind::AnswerRefused).coded("the token is another customer's")),
        // A code is wanted.
        Ok(_) => Err(needs_person()),
        // A captcha is wanted: asking again by itself would only send the password once more.
        Err(refusal) if refusal.kind == RefusalKind::NotOffered => {
            Err(Refusal { kind: RefusalKind::NeedsPerson(Reason::NoRefreshToken), ..refusal })
        }
        Err(refusal) => Err(refusal),
    }
}

/// Whatever of it the provider does not accept, it was not typed just now: it is over, and a person has to say what holds.
fn refused(refusal: Refusal) -> Refusal {
    match refusal.kind {
        RefusalKind::Input => {
            Refusal { kind: RefusalKind::NeedsPerson(Reason::KeptPasswordRefused), field: None, ..refusal }
        }
        _ => refusal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Provider as _;
    use crate::provider::headline::tests::typed;
    use crate::provider::headline::{Headline, auth2, facts};
    use serde_json::json;

    #[test]
    fn a_login_is_kept_whole_and_only_when_it_was_ticked() {
        let phone = [("login_type", "phone"), ("phone", "+84 000000001"), ("password", "p"), ("keep_password", "yes")];
        let fresh = |fields: &[(&str, &str)]| {
            let carried = login::carried(&typed(fields)).expect("it can be sent");
            let read = login::read(&json!({ "token": "t", "customerNo": "86000001" })).expect("a token");
            (login::body(&carried, None), with_it(read, &carried))
        };
        let (sent, keeping) = fresh(&phone);
        let again = of(&keeping).expect("it is kept");
        assert_eq!(login::body(&again, None), sent, "what is sent without typing is what was typed");
        assert!(!again.contains_key(MARK), "it is kept once");
        assert!(Headline.renews(&keeping) && Headline.renews_by_password(&keeping));
        let hash = login::hashed(&Secret::from("p"));
        for text in [format!("{keeping:?}"), format!("{again:?}")] {
            assert!(!text.contains(hash.expose()) && !text.contains("000000001"), "{text}");
        }
        assert!(
            !facts::SPEC
                .token_kinds
                .iter()
                .any(|kind| keeping.part(kind).is_some_and(|part| part.value.expose().contains(hash.expose())))
        );

        let (_, plain) = fresh(&phone[..3]);
        assert!(plain.kept().is_none() && !Headline.renews(&plain));
        let pair = auth2::read(&json!({ "accessToken": "a", "refreshToken": "r" })).expect("a pair").over(&keeping);
        assert!(pair.kept().is_some() && !Headline.renews_by_password(&pair), "a pair renews itself");
        assert!(keeping.forgetting().kept().is_none());
        assert!(of(&Credential::default().keeping(Secret::from("damaged"))).is_none());
    }
}
