//! The pages where a shop gives its permission: login, choice of a shop, permission, and back to the partner.

use super::samples::{PEOPLE, Shop};
use super::state::{ShopRequest, State};
use super::{Scene, authorize, pages};
use crate::Fault;
use crate::client::with_parameters;
use crate::http::{Answer, Call, Form};
use crate::people::Person;
use crate::turn::{Stage, Step, Turn, go_on, look_again};

/// Where the pages are.
pub(super) const PATH: &str = "/login";

/// Answers a page; `None`: there is no such page.
pub(crate) fn answer_page(call: &Call, scene: &mut Scene<'_>) -> Option<Answer> {
    let step: Step<State, ShopRequest> = match call.target() {
        ("GET", PATH) => look_again,
        ("POST", PATH) => sign_in,
        ("POST", "/login/shop") => choose_shop,
        ("POST", "/login/grant") => grant,
        _ => return None,
    };
    Some(match go_on(call, step, scene, |state| &mut state.requests, pages::show) {
        Stage::Shown(page) => page,
        Stage::Finished(request) => finish(request, scene),
        Stage::Cancelled(request) => cancelled(request.redirect_url.as_deref(), scene),
        Stage::Expired => pages::refused("This page has expired. Start again in the application."),
    })
}

fn sign_in(form: &Form, _: &mut Scene<'_>, request: &mut ShopRequest) -> Turn {
    let person = match Person::who_signs_in(PEOPLE, form) {
        Ok(person) => person,
        Err(again) => return again,
    };
    request.user = Some(person.user.to_owned());
    request.shop = None;
    request.progress.consented = false;
    Turn::Next
}

fn choose_shop(form: &Form, scene: &mut Scene<'_>, request: &mut ShopRequest) -> Turn {
    let Some(person) = request.user.as_deref().and_then(|user| Person::find(PEOPLE, user)) else { return Turn::Next };
    let chosen = form.field("shop").filter(|id| person.may_link.contains(id)).and_then(Shop::find);
    let Some(shop) = chosen else { return Turn::Again("Choose a shop") };
    let shop = if scene.desk.takes(Fault::WrongAccount) { shop.another() } else { shop };
    request.shop = Some(shop.id.to_owned());
    Turn::Next
}

fn grant(_: &Form, _: &mut Scene<'_>, request: &mut ShopRequest) -> Turn {
    request.progress.consented = request.shop.is_some();
    Turn::Next
}

fn finish(request: ShopRequest, scene: &mut Scene<'_>) -> Answer {
    let shop = request.shop.unwrap_or_default();
    let key = authorize::fresh_key(&shop, scene);
    scene.state.keep_link(&shop, request.external_shop_id, key);
    let Some(redirect_url) = request.redirect_url else { return pages::done("The shop is linked.") };
    let naive = scene.desk.flag("second_question_mark");
    let token = (naive || scene.desk.flag("own_token")).then(|| scene.ids.token("its"));
    let mut parameters: Vec<(&str, &str)> = token.iter().map(|token| ("token", token.as_str())).collect();
    parameters.push(("shop_id", &shop));
    let address = if naive {
        redirect_url + &with_parameters("", &parameters)
    } else {
        with_parameters(&redirect_url, &parameters)
    };
    Answer::see_other(&address)
}

fn cancelled(redirect_url: Option<&str>, scene: &Scene<'_>) -> Answer {
    let Some(redirect_url) = redirect_url else { return pages::done("Nothing was linked.") };
    let error = scene.desk.word("cancel");
    let parameters: &[(&str, &str)] = if error == "nothing" { &[] } else { &[("error", &error)] };
    Answer::see_other(&with_parameters(redirect_url, parameters))
}
