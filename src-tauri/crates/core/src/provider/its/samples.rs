//! ITS's room against the fixtures.

use super::*;
use crate::http::Reply;
use crate::provider::samples;

fn read(call: &str, reply: &Reply) -> Option<Result<(), Refusal>> {
    let registration = tests::registration();
    let shop_id = Some("9000000000000000009");
    Some(match call {
        "authorize-shop" => authorize::read(reply, shop_id, registration.endpoint("base")).map(drop),
        "current-shop" => shop::read(reply, shop_id).map(drop),
        "current-account" => wire::read(reply).map(drop),
        _ => return None,
    })
}

#[test]
fn every_sample_is_read_or_refused() {
    let unusable = [
        "authorize-shop/the shop has to sign in, without the type, as the table lists it",
        "authorize-shop/nobody is sent to a page",
    ];
    samples::read_all("its", &unusable, read);
}

#[test]
fn the_redirects_of_the_samples_name_the_shop() {
    for sample in ["with a token", "with the shop alone"] {
        let back = Its.read_return(&tests::registration(), &samples::returned("its", "redirect", sample), false);
        assert!(matches!(back, Returned::Answer(_)), "{sample}");
    }
}
