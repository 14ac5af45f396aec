//! Which call is for which endpoint, what it needs, and how its answer is wrapped.

use super::caller::{self, Asks};
use super::envelope::{Said, wrap};
use super::error::Outcome;
use super::{BASE, Scene, account, link, oauth, social, wallet};
use crate::http::{Answer, Call, Endpoint, Kind};
use serde_json::json;

/// One call of the API.
struct Route {
    method: &'static str,
    /// What follows the base.
    path: &'static str,
    endpoint: Endpoint,
    asks: Asks,
    said: Said,
    act: fn(&Call, &mut Scene<'_>) -> Outcome,
}

const fn post(path: &'static str, name: &'static str, asks: Asks, said: Said, act: Act) -> Route {
    Route { method: "POST", path, endpoint: Endpoint::new(name, Kind::Credential), asks, said, act }
}

type Act = fn(&Call, &mut Scene<'_>) -> Outcome;

/// Where the wallet calls are.
macro_rules! wallet_path {
    ($name:literal) => {
        concat!("api/v4/linked-wallet/v2/", $name)
    };
}

const ROUTES: [Route; 20] = [
    post("api/v4/user/login", "user.login", Asks::Partner, Said::Once, account::login),
    post("api/v4/user/logout", "user.logout", Asks::User, Said::Message, account::logout),
    post("api/v4/user/refresh-token", "user.refresh_token", Asks::Partner, Said::Once, account::refresh),
    post("api/v4/sign-in-by-access-code", "user.access_code", Asks::Partner, Said::Message, account::sign_in_by_code),
    post("oauth/token", "oauth.token", Asks::Nobody, Said::Bare, oauth::token),
    post(wallet_path!("request-linked"), "wallet.request_linked", Asks::Either, Said::Msg, link::request),
    post(wallet_path!("submit-linked-wallet"), "wallet.submit_linked", Asks::Either, Said::Message, link::submit),
    post(wallet_path!("verify-linked"), "wallet.verify_linked", Asks::Either, Said::Msg, link::verify),
    post(wallet_path!("request-cancel-linked"), "wallet.request_cancel", Asks::Either, Said::Msg, link::request_cancel),
    post(wallet_path!("verify-cancel-linked"), "wallet.verify_cancel", Asks::Either, Said::Msg, link::verify_cancel),
    Route {
        endpoint: Endpoint::new("wallet.request_identify", Kind::Other),
        ..post(wallet_path!("request-identify-wallet"), "", Asks::Either, Said::Msg, wallet::request_identify)
    },
    Route {
        endpoint: Endpoint::new("wallet.verify_identify", Kind::Data),
        ..post(wallet_path!("verify-identify-wallet"), "", Asks::Either, Said::Msg, wallet::verify_identify)
    },
    Route {
        endpoint: Endpoint::new("wallet.check_account_bank", Kind::Data),
        ..post(wallet_path!("check-account-bank"), "", Asks::Either, Said::Message, wallet::check_account_bank)
    },
    Route {
        endpoint: Endpoint::new("wallet.create_transaction_password", Kind::Other),
        ..post(wallet_path!("create-transaction-password"), "", Asks::Either, Said::Words, wallet::create_password)
    },
    Route {
        endpoint: Endpoint::new("wallet.check_transaction_password", Kind::Other),
        ..post(wallet_path!("check-transaction-password"), "", Asks::Either, Said::Words, wallet::check_password)
    },
    Route {
        endpoint: Endpoint::new("wallet.delete_transaction_password", Kind::Other),
        ..post(wallet_path!("delete-transaction-password"), "", Asks::Either, Said::Words, wallet::delete_password)
    },
    Route {
        endpoint: Endpoint::new("wallet.upgrade_to_business", Kind::Other),
        ..post(wallet_path!("upgrade-to-business"), "", Asks::Either, Said::Message, wallet::upgrade)
    },
    post("api/v4/user/get-user-by-social-token", "user.social_token", Asks::Partner, Said::Nothing, social::user),
    post("api/v4/user/register-v2", "user.register", Asks::Partner, Said::Nothing, account::register),
    Route {
        method: "GET",
        endpoint: Endpoint::new("user.detail", Kind::Data),
        ..post("api/v4/user/detail", "", Asks::User, Said::Once, account::detail)
    },
];

const UNKNOWN: Endpoint = Endpoint::new("unknown", Kind::Other);

/// The endpoint a call is for.
pub(crate) fn endpoint(call: &Call) -> Option<Endpoint> {
    let (method, path) = call.target();
    let path = path.strip_prefix(BASE)?;
    let route = ROUTES.iter().find(|route| route.path == path && route.method == method);
    Some(route.map_or(UNKNOWN, |route| route.endpoint))
}

/// Answers an API call.
pub(crate) fn answer_api(endpoint: Endpoint, call: &Call, scene: &mut Scene<'_>) -> Answer {
    let Some(route) = ROUTES.iter().find(|route| route.endpoint == endpoint) else {
        return Answer::json(404, &json!({ "message": "Not Found" }));
    };
    scene.state.forget_old(scene.now);
    let outcome = caller::check(route.asks, call, scene).and_then(|()| (route.act)(call, scene));
    match outcome {
        Err(failure) => failure.answer(scene),
        Ok(data) => {
            let answer = wrap(route.said, &data, scene);
            if endpoint.name == "user.detail" && scene.desk.flag("detail_lacks_comma") {
                let body = account::without_comma(&answer.body);
                return answer.with_body(body);
            }
            answer
        }
    }
}
