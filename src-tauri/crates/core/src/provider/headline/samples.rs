//! Headline's room against the fixtures.

use super::errors::Asking;
use super::*;
use crate::http::Reply;
use crate::provider::protocol::json;
use crate::provider::samples;

fn read(call: &str, reply: &Reply) -> Option<Result<(), Refusal>> {
    let data = |asking| wire::read(reply, "our-trace", asking);
    let unreadable = || Refusal::new(RefusalKind::Unreadable);
    Some(match call {
        "manager-auth" => {
            data(Asking::Registration).and_then(|data| json::text(data.get("token")).map(drop).ok_or_else(unreadable))
        }
        "register" => {
            data(Asking::NewCustomer).and_then(|data| json::text(Some(&data)).map(drop).ok_or_else(unreadable))
        }
        "login" => data(Asking::Login).and_then(|data| login::read(&data).map(drop)),
        "auth2-token" => data(Asking::Redemption).and_then(|data| auth2::read(&data).map(drop)),
        "auth2-refresh" => data(Asking::Renewal).and_then(|data| auth2::read(&data).map(drop)),
        "auth2-user" => data(Asking::Access).and_then(|data| customer::read(&data, None).map(drop)),
        "find-customer-info" => data(Asking::LoginToken).and_then(|data| customer::read(&data, None).map(drop)),
        _ => return None,
    })
}

#[test]
fn every_sample_is_read_or_refused() {
    samples::read_all("headline", &[], read);
}

#[test]
fn the_sign_in_page_of_the_samples_leads_back_with_a_code() {
    let back = samples::returned("headline", "auth2-code", "signed in");
    assert!(matches!(auth2::read_return(&back), Returned::Answer(_)));
}
