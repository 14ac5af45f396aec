//! bankHub's room against the fixtures.

use super::*;
use crate::contract::HintCause;
use crate::http::Reply;
use crate::provider::samples;
use serde_json::Value;

fn read(call: &str, reply: &Reply) -> Option<Result<(), Refusal>> {
    let needed = |name: &'static str| {
        move |body: Value| json::text(body.get(name)).map(drop).ok_or(Refusal::new(RefusalKind::Unreadable))
    };
    let act = |name: &'static str| {
        move |body: Value| actions::read(facts::SPEC.action(name).expect("a declared action"), &body).map(drop)
    };
    let body = wire::read(reply);
    Some(match call {
        "grant-token" => body.and_then(needed("grantToken")),
        "grant-exchange" => body.and_then(|body| granted(&body, "accessToken").map(drop)),
        "grant-invalidate" => body.and_then(|body| granted(&body, "newAccessToken").map(drop)),
        "grant-remove" | "grant-pause" => body.map(drop),
        "identity" => body.and_then(|body| accounts::identity(&body).map(drop)),
        "balance" => body.map(|body| assert_eq!(accounts::holdings(&body).len(), 1, "an account")),
        "transactions" => body.map(|body| assert_eq!(accounts::movements(&body).len(), 2, "two bookings")),
        "fi-services" => body.and_then(act(facts::BANKS)),
        "qr-pay" => body.and_then(act(facts::PAYMENT_CODE)),
        "qr-pay-identity" => body.and_then(act(facts::PAYMENT_ACCOUNT)),
        "virtual-account-identity" => body.and_then(act(facts::VIRTUAL_ACCOUNT)),
        "gdt-invoices" => body.and_then(act(facts::INVOICES)),
        _ => return None,
    })
}

#[test]
fn every_sample_is_read_or_refused() {
    samples::read_all("bankhub", &[], read);
}

#[test]
fn the_link_page_of_the_samples_leads_back_to_what_it_means() {
    let registration = tests::registration();
    let back = |sample, repairing| {
        Bankhub.read_return(&registration, &samples::returned("bankhub", "link-page", sample), repairing)
    };
    assert!(matches!(back("linked", false), Returned::Answer(_)));
    assert!(matches!(back("given up", false), Returned::Cancelled));
    assert!(matches!(back("updated, with an empty publicToken", true), Returned::Repaired));
}

#[test]
fn a_webhook_of_the_samples_hints_at_its_cause() {
    let cause = |sample| hook::read(&samples::message("bankhub", "webhook", sample)).map(|hint| hint.cause);
    assert_eq!(cause("the grant needs a person"), Some(HintCause::Refused));
    assert_eq!(cause("the permission was withdrawn"), Some(HintCause::Withdrawn));
    assert_eq!(cause("the grant was removed"), Some(HintCause::Withdrawn));
    assert_eq!(cause("the grant was paused"), Some(HintCause::Paused));
    assert_eq!(cause("the grant changed"), Some(HintCause::Changed));
    assert_eq!(cause("something was booked, the account as a number"), Some(HintCause::Booked));
    assert_eq!(cause("the test button of the console"), None);
}
