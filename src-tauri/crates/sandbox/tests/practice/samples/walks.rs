//! The ways that lead to an answer through more than one call: pages that a person goes through, and messages that a
//! provider would send.

use crate::bankhub_update::update;
use crate::its::FIRST;
use crate::support::{Bankhub, Flowaccount, Its, Practice, Reply};
use linkdesk_sandbox::{BankhubHook, GrantAction, Provider};
use reqwest::header::HeaderMap;

/// What stands at the end of a way.
pub(super) async fn take(practice: &Practice, way: &str) -> Reply {
    match way {
        "bankhub link" => practice.link_as("sample-plain", "practice").await,
        "bankhub link, given up" => {
            let page = practice.open_link(&practice.grant_token(None).await, "&state=s-1").await;
            practice.submit_link(&page, &[("answer", "cancel")]).await
        }
        "bankhub update" => {
            let token = practice.linked("sample-plain", "practice").await;
            practice.dial.act_on_grants(Bankhub, GrantAction::BankPasswordChanged, None).unwrap();
            update(practice, &token).await
        }
        "flowaccount consent" => practice.consent_to("N9000001", &[("state", "s-1")]).await,
        "flowaccount consent without state" => practice.consent_to("N9000001", &[]).await,
        "flowaccount refusal" => {
            let page = practice.authorize(&[("state", "s-1")]).await;
            practice.submit(&practice.endpoint(Flowaccount, "authorize"), &page, &[("answer", "cancel")]).await
        }
        "its permission" => {
            let redirect_url = practice.registered(Its, "redirect_uri");
            practice.grant_shop(&redirect_url, "sample-shopkeeper", FIRST).await
        }
        "baokim update" => message(practice.dial.change_baokim_user("sample-user", "Sample Changed").unwrap()),
        "headline sign-in" => practice.signed_in_at(&practice.registered(Provider::Headline, "redirect_uri")).await,
        _ => {
            let wanted = way.strip_prefix("bankhub hook ").unwrap_or_else(|| panic!("nobody knows the way {way}"));
            let hook = BankhubHook::ALL.into_iter().find(|hook| hook.id() == wanted).unwrap();
            practice.linked("sample-plain", "practice").await;
            message(practice.dial.bankhub_hook(hook, None).unwrap())
        }
    }
}

/// A message that the provider sends: it has no status.
fn message(body: String) -> Reply {
    Reply { status: 0, headers: HeaderMap::new(), body }
}
