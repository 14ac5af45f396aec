//! The authorization pages: request, login, choice of a business, consent (RFC 6749 section 4.1.1).

use super::samples::{Business, PEOPLE};
use super::state::{Browser, Challenge, Code, Flow, Request};
use super::{Scene, State, pages};
use crate::Fault;
use crate::client::with_parameters;
use crate::http::{Answer, Call, Form};
use crate::people::Person;
use crate::turn::{Progress, Stage, Step, Turn, flow_id, go_on, look_again};
use axum::http::header;

/// The scopes there are.
const SCOPES: [&str; 2] = ["flowaccount-api", "offline_access"];

/// The cookie by which a browser is known until it is closed.
const COOKIE: &str = "practice_flowaccount";

/// Answers a page; `None`: there is no such page.
pub(crate) fn answer_page(call: &Call, scene: &mut Scene<'_>) -> Option<Answer> {
    let step: Step<State, Flow> = match call.target() {
        ("GET", "/connect/authorize") => return Some(open(call, scene)),
        ("GET", "/account/waiting") => look_again,
        ("POST", "/account/login") => sign_in,
        ("POST", "/account/business") => choose_business,
        ("POST", "/account/consent") => consent,
        _ => return None,
    };
    Some(answer_step(call, step, scene))
}

/// `GET /connect/authorize`. A request whose client or redirect address is unknown gets a page and no redirect; any other
/// fault is told to the client (RFC 6749 section 4.1.2.1).
fn open(call: &Call, scene: &mut Scene<'_>) -> Answer {
    scene.desk.count("authorize");
    let client = &scene.state.client;
    if call.repeats_a_parameter() {
        return pages::refused("A parameter is there twice.");
    }
    if call.query("client_id") != Some(&client.id) {
        return pages::refused("The client_id is unknown.");
    }
    let Some(redirect_uri) = call.query("redirect_uri").filter(|uri| client.allows(uri)) else {
        return pages::refused("The redirect_uri is not registered. It is compared letter for letter.");
    };
    match read_request(call, redirect_uri, scene) {
        Ok(request) => {
            scene.state.forget_old(scene.now);
            let known = known_browser(call, scene);
            if known.is_some() {
                scene.desk.count("authorize.known");
            }
            let progress = Progress::new(scene.now);
            let flow = Flow { request, user: None, business: None, known, cookie: None, progress };
            let id = scene.ids.token("flow");
            let page = pages::show(&id, &flow, None);
            scene.state.flows.insert(id, flow);
            page
        }
        Err(error) => go_back(redirect_uri, call.query("state"), &[("error", error)]),
    }
}

/// Who signed in with the browser of a call before.
fn known_browser(call: &Call, scene: &Scene<'_>) -> Option<String> {
    let cookies = call.header(header::COOKIE.as_str())?;
    let mine = cookies.split(';').filter_map(|cookie| cookie.trim().split_once('='));
    let cookie = mine.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value).next()?;
    scene.state.browsers.get(cookie).map(|browser| browser.user.clone())
}

fn read_request(call: &Call, redirect_uri: &str, scene: &Scene<'_>) -> Result<Request, &'static str> {
    match call.query("response_type") {
        Some("code") => {}
        Some(_) => return Err("unsupported_response_type"),
        None => return Err("invalid_request"),
    }
    let scope = call.query("scope").unwrap_or_default();
    let asked: Vec<&str> = scope.split(' ').filter(|scope| !scope.is_empty()).collect();
    if !asked.contains(&SCOPES[0]) || asked.iter().any(|scope| !SCOPES.contains(scope)) {
        return Err("invalid_scope");
    }
    let challenge = match (call.query("code_challenge"), call.query("code_challenge_method")) {
        (Some(value), Some("S256")) => Some(Challenge { value: value.to_owned(), is_hashed: true }),
        (Some(value), Some("plain") | None) => Some(Challenge { value: value.to_owned(), is_hashed: false }),
        (Some(_), Some(_)) => return Err("invalid_request"),
        (None, _) if scene.desk.flag("pkce_required") => return Err("invalid_request"),
        (None, _) => None,
    };
    Ok(Request {
        redirect_uri: redirect_uri.to_owned(),
        scope: scope.to_owned(),
        state: call.query("state").map(str::to_owned),
        challenge,
    })
}

/// Takes a flow through one step and shows what comes next.
fn answer_step(call: &Call, step: Step<State, Flow>, scene: &mut Scene<'_>) -> Answer {
    match go_on(call, step, scene, |state| &mut state.flows, pages::show) {
        Stage::Shown(page) => with_cookie(page, call, scene),
        Stage::Finished(flow) => finish(flow, scene),
        Stage::Cancelled(Flow { request: Request { redirect_uri, state, .. }, .. }) => {
            go_back(&redirect_uri, state.as_deref(), &[("error", "access_denied")])
        }
        Stage::Expired => pages::refused("This page has expired. Start again in the application."),
    }
}

/// The page after a login brings the cookie, which ends with the browser.
fn with_cookie(page: Answer, call: &Call, scene: &mut Scene<'_>) -> Answer {
    let form = call.form();
    let fresh = scene.state.flows.get_mut(flow_id(call, &form)).and_then(|flow| flow.cookie.take());
    match fresh {
        Some(value) => page.with(header::SET_COOKIE, format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax")),
        None => page,
    }
}

fn sign_in(form: &Form, scene: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    let known = flow.known.take();
    if form.field("answer") == Some("other") {
        return Turn::Next;
    }
    let person = match known.as_deref().and_then(|user| Person::find(PEOPLE, user)) {
        Some(person) => person,
        None => match Person::who_signs_in(PEOPLE, form) {
            Ok(person) => person,
            Err(again) => return again,
        },
    };
    let cookie = scene.ids.token("browser");
    scene.state.browsers.insert(cookie.clone(), Browser { user: person.user.to_owned(), since: scene.now });
    flow.cookie = Some(cookie);
    flow.user = Some(person.user.to_owned());
    flow.business = None;
    flow.progress.consented = false;
    Turn::Next
}

fn choose_business(form: &Form, scene: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    let Some(person) = flow.user.as_deref().and_then(|user| Person::find(PEOPLE, user)) else { return Turn::Next };
    let chosen = form.field("business").filter(|code| person.may_link.contains(code)).and_then(Business::find);
    let Some(business) = chosen else { return Turn::Again("Choose a business") };
    let business = if scene.desk.takes(Fault::WrongAccount) { business.another() } else { business };
    flow.business = Some(business.support_code.to_owned());
    Turn::Next
}

fn consent(_: &Form, _: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    flow.progress.consented = flow.business.is_some();
    Turn::Next
}

fn finish(flow: Flow, scene: &mut Scene<'_>) -> Answer {
    let Flow { request, user, business, .. } = flow;
    let name = scene.ids.token("code");
    let code = Code {
        request: request.clone(),
        user: user.unwrap_or_default(),
        business: business.unwrap_or_default(),
        ends_at: scene.now.plus(scene.desk.number("code_ttl")),
        family: None,
    };
    scene.state.codes.insert(name.clone(), code);
    let parameters = [("code", name.as_str()), ("scope", request.scope.as_str())];
    go_back(&request.redirect_uri, request.state.as_deref(), &parameters)
}

fn go_back(redirect_uri: &str, state: Option<&str>, parameters: &[(&str, &str)]) -> Answer {
    let all: Vec<(&str, &str)> = parameters.iter().copied().chain(state.map(|state| ("state", state))).collect();
    Answer::see_other(&with_parameters(redirect_uri, &all))
}
