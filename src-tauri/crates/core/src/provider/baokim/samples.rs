//! Bảo Kim's room against the fixtures.

use super::errors::Asking;
use super::*;
use crate::http::Reply;
use crate::provider::samples;
use serde_json::Value;

fn read(call: &str, reply: &Reply) -> Option<Result<(), Refusal>> {
    let data = |asking, wanted: &[&str]| wire::read(reply, asking, wanted);
    let signed_in = |data: Value| account::tokens(&data, reply.at()).map(drop);
    let somebody = |data: Value| account::identity(&data, "user_id", &["id", "user_id"]).map(drop);
    Some(match call {
        "user-login" => data(Asking::Login, &["access_token"]).and_then(signed_in),
        "user-refresh-token" => data(Asking::Renewal, &["access_token"]).and_then(signed_in),
        "oauth-token" => wire::read_bare(reply, Asking::SignOn, &["access_token"]).and_then(signed_in),
        "sign-in-by-access-code" => data(Asking::Data, &["access_token"]).and_then(signed_in),
        "get-user-by-social-token" => data(Asking::Social, &["access_token"]).and_then(signed_in),
        "user-register-v2" => data(Asking::NewAccount, &["id"]).map(drop),
        "user-detail" => data(Asking::Data, &[]).and_then(somebody),
        "request-linked" => data(Asking::Wallet, &["ticket"]).map(drop),
        "submit-linked-wallet" => data(Asking::Code, &["linked_code"]).map(drop),
        "verify-linked" => data(Asking::Code, &["token"]).and_then(somebody),
        "request-cancel-linked" | "request-identify-wallet" => data(Asking::Data, &["ticket"]).map(drop),
        "verify-cancel-linked" => data(Asking::Code, &[]).map(drop),
        "user-logout"
        | "verify-identify-wallet"
        | "check-account-bank"
        | "create-transaction-password"
        | "check-transaction-password"
        | "delete-transaction-password"
        | "upgrade-to-business" => data(Asking::Data, &[]).map(drop),
        _ => return None,
    })
}

#[test]
fn every_sample_is_read_or_refused() {
    samples::read_all("baokim", &["user-detail/told, without a comma before permissions"], read);
}
