//! The sign-in page of auth2: login, the code where one is asked for, consent, and back with a code.

use super::envelope::HeadlineError;
use super::samples::hashed;
use super::state::{Condition, Flow};
use super::{Scene, State, auth2, behind_locale, login, pages};
use crate::client::with_parameters;
use crate::http::{Answer, Call, Form};
use crate::turn::{Progress, Stage, Step, Turn, go_on, look_again};

/// What an address of return carries besides the code.
const APP: (&str, &str) = ("app", "headline");

/// Answers a page of the sign-in; `None`: there is no such page.
pub(super) fn answer(call: &Call, scene: &mut Scene<'_>) -> Option<Answer> {
    let step: Step<State, Flow> = match call.target() {
        ("GET", path) if behind_locale(path) == Some("auth2/code") => return Some(open(call, scene)),
        ("GET", "/sign-in/waiting") => look_again,
        ("POST", "/sign-in/login") => sign_in,
        ("POST", "/sign-in/code") => enter_code,
        ("POST", "/sign-in/consent") => consent,
        _ => return None,
    };
    Some(answer_step(call, step, scene))
}

/// `GET /<locale>/auth2/code`. An application or an address that is unknown gets a page and no redirect.
fn open(call: &Call, scene: &mut Scene<'_>) -> Answer {
    scene.desk.count("auth2.page");
    let (app, kind) = (call.query("appId").unwrap_or_default(), call.query("thirdAppType").unwrap_or_default());
    if !auth2::is_known(app, kind, scene) {
        return pages::refused("The appId or the thirdAppType is unknown.");
    }
    let Some(return_address) = call.query("url").filter(|url| is_registered(url, scene)) else {
        return pages::refused("The url is not registered. It may have a query of its own behind it.");
    };
    scene.state.forget_old(scene.now);
    let flow = Flow {
        return_address: return_address.to_owned(),
        customer: None,
        needs_code: false,
        progress: Progress::new(scene.now),
    };
    let id = scene.ids.token("flow");
    let page = pages::show(&id, &flow, None);
    scene.state.flows.insert(id, flow);
    page
}

/// Whether an address is the registered one. There is no state parameter, so a client may put its own query behind it.
fn is_registered(address: &str, scene: &Scene<'_>) -> bool {
    let client = &scene.state.client;
    let without_query = address.split_once('?').map_or(address, |(address, _)| address);
    !address.contains('#') && (client.allows(address) || client.allows(without_query))
}

/// Takes a flow through one step and shows what comes next.
fn answer_step(call: &Call, step: Step<State, Flow>, scene: &mut Scene<'_>) -> Answer {
    match go_on(call, step, scene, |state| &mut state.flows, pages::show) {
        Stage::Shown(page) => page,
        Stage::Finished(flow) => finish(&flow, scene),
        Stage::Cancelled(flow) => {
            let word = scene.desk.word("auth2_cancel");
            go_back(&flow, (word != "no_code").then_some(("error", word.as_str())))
        }
        Stage::Expired => pages::refused("This page has expired. Start again in the application."),
    }
}

fn sign_in(form: &Form, scene: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    let number = form.field("user").and_then(|name| login::find(name.trim(), scene));
    let password = hashed(form.field("password").unwrap_or_default());
    match login::check_password(number, &password, scene) {
        Err(error) if error == HeadlineError::new(&scene.desk.word("locked_code")) => {
            Turn::Again("This login is locked")
        }
        Err(_) => Turn::Again("User name or password is wrong"),
        Ok(number) => {
            flow.needs_code = login::asks_for_code(&number, scene);
            if flow.needs_code {
                login::send_code(&number, scene);
            }
            flow.progress.consented = false;
            flow.customer = Some(number);
            Turn::Next
        }
    }
}

fn enter_code(form: &Form, scene: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    let Some(number) = flow.customer.clone().filter(|_| flow.needs_code) else { return Turn::Next };
    match login::check_code(&number, form.field("code").unwrap_or_default().trim(), scene) {
        Ok(()) => {
            flow.needs_code = false;
            Turn::Next
        }
        Err(error) if error.is("CUSTOMER_API_0000512") => {
            flow.customer = None;
            Turn::Again("The code was wrong too often. Sign in again")
        }
        Err(_) => Turn::Again("The code is wrong"),
    }
}

fn consent(_: &Form, _: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    flow.progress.consented = flow.customer.is_some() && !flow.needs_code;
    Turn::Next
}

fn finish(flow: &Flow, scene: &mut Scene<'_>) -> Answer {
    let number = login::who_really_signs_in(flow.customer.clone().unwrap_or_default(), scene);
    let withdrawn = scene.state.customer_mut(&number).filter(|customer| customer.condition == Condition::Withdrawn);
    if let Some(customer) = withdrawn {
        customer.condition = Condition::Good;
    }
    let code = auth2::give_code(number, scene);
    go_back(flow, Some(("code", &code)))
}

fn go_back(flow: &Flow, result: Option<(&str, &str)>) -> Answer {
    let parameters: Vec<(&str, &str)> = result.into_iter().chain([APP]).collect();
    Answer::see_other(&with_parameters(&flow.return_address, &parameters))
}
