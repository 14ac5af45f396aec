//! The Link page: who may open it, how a person gets through it, and what it hands back.
//!
//! A page belongs to one grantToken and carries the id of its own flow; the grantToken is used up when one of its flows
//! finishes.

use super::samples::{Bank, Check, Person, accounts_of};
use super::state::{Condition, Flow, GrantToken, PublicToken, Purpose};
use super::{Scene, State, pages};
use crate::client::with_parameters;
use crate::http::{Answer, Call, Form};
use crate::turn::{Step, Turn, approval, flow_id, look_again, take};
use crate::{Fault, Provider};

/// How many wrong codes end the login.
const WRONG_CODES: u32 = 3;

/// Answers a page; `None`: there is no such page.
pub(crate) fn answer_page(call: &Call, scene: &mut Scene<'_>) -> Option<Answer> {
    let step: Step<State, Flow> = match call.target() {
        ("GET", "/" | "/link" | "/link/") => return Some(open(call, scene)),
        ("GET", "/link/waiting") => look_again,
        ("POST", "/link/bank") => choose_bank,
        ("POST", "/link/login") => sign_in,
        ("POST", "/link/otp") => enter_code,
        ("POST", "/link/accounts") => choose_accounts,
        _ => return None,
    };
    Some(go_on(call, step, scene))
}

/// `GET` of the Link address: a flow of its own for every opening.
fn open(call: &Call, scene: &mut Scene<'_>) -> Answer {
    scene.desk.count("link.page");
    let name = call.query("grantToken").unwrap_or_default();
    let Some(token) = live_token(name, scene) else { return pages::expired() };
    if call.query("redirectUri").is_some_and(|uri| uri != token.redirect_uri) {
        return pages::wrong_redirect();
    }
    let mut flow = Flow {
        grant_token: name.to_owned(),
        state: call.query("state").map(str::to_owned),
        bank: token.bank.clone(),
        user: None,
        code: None,
        wrong_codes: 0,
        accounts: Vec::new(),
        approved_at: None,
    };
    if let Some(person) = person_to_check(&token, scene) {
        flow.user = Some(person.user.to_owned());
        flow.code = Some(send_code(person, flow.bank.as_deref(), scene));
    }
    let id = scene.ids.token("flow");
    let page = pages::show(&id, &flow, &token, scene, None);
    scene.state.flows.insert(id, flow);
    page
}

/// The person who only has to enter a code: before a removal, and when the bank wants to check the device.
fn person_to_check(token: &GrantToken, scene: &Scene<'_>) -> Option<&'static Person> {
    let grant = match &token.purpose {
        Purpose::Link => return None,
        Purpose::Remove(id) => scene.state.grant(id)?,
        Purpose::Update(id) => scene.state.grant(id).filter(|grant| grant.condition == Condition::OtpRequired)?,
    };
    grant.person()
}

fn live_token(name: &str, scene: &Scene<'_>) -> Option<GrantToken> {
    let token = scene.state.grant_tokens.get(name)?;
    (!token.used && scene.now < token.ends_at).then(|| token.clone())
}

/// Takes a flow through one step and shows what comes next.
fn go_on(call: &Call, step: Step<State, Flow>, scene: &mut Scene<'_>) -> Answer {
    let form = call.form();
    let id = flow_id(call, &form);
    let Some(mut flow) = scene.state.flows.remove(id) else { return pages::expired() };
    let Some(token) = live_token(&flow.grant_token, scene) else { return pages::expired() };
    let turn = take(step, &form, scene, &mut flow);
    if turn == Turn::Cancelled {
        return cancelled(&token, &flow, scene);
    }
    if turn == Turn::Next && is_complete(&flow, &token) {
        let approved_at = approval(flow.approved_at, scene);
        if approved_at <= scene.now {
            return finish(&flow, &token, scene);
        }
        flow.approved_at = Some(approved_at);
    }
    let page = pages::show(id, &flow, &token, scene, turn.error());
    scene.state.flows.insert(id.to_owned(), flow);
    page
}

fn choose_bank(form: &Form, scene: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    if live_token(&flow.grant_token, scene).is_none_or(|token| token.purpose != Purpose::Link) {
        return Turn::Next;
    }
    let Some(bank) = form.field("bank").and_then(Bank::find) else { return Turn::Again("Choose a bank") };
    flow.sign_out();
    flow.bank = Some(bank.id.to_owned());
    Turn::Next
}

fn sign_in(form: &Form, scene: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    let password = form.field("password").unwrap_or_default();
    let person = form.field("user").map(str::trim).and_then(Person::find).filter(|person| person.password == password);
    let Some(person) = person else { return Turn::Again("User name or password is wrong") };
    let Some(token) = live_token(&flow.grant_token, scene) else { return Turn::Next };
    if person_to_check(&token, scene).is_some() {
        return Turn::Again("Enter the code");
    }
    if person.check == Check::Locked {
        return Turn::Again("This login is locked. Ask the bank to unlock it");
    }
    let own = match &token.purpose {
        Purpose::Update(id) | Purpose::Remove(id) => scene.state.grant(id).map(|grant| grant.user.as_str()),
        Purpose::Link => None,
    };
    if own.is_some_and(|own| own != person.user) {
        return Turn::Again("This is not the login of the linked account");
    }
    flow.sign_out();
    flow.code = (person.check != Check::None).then(|| send_code(person, flow.bank.as_deref(), scene));
    let is_wrong = token.purpose == Purpose::Link && scene.desk.takes(Fault::WrongAccount);
    let signed_in = if is_wrong { person.somebody_else() } else { person };
    flow.user = Some(signed_in.user.to_owned());
    Turn::Next
}

/// Sends a code to the practice phone; those that are always the same arrive there as well.
fn send_code(person: &Person, bank: Option<&str>, scene: &mut Scene<'_>) -> String {
    let code = match person.check {
        Check::FixedCode(code) => code.to_owned(),
        _ => scene.ids.one_time_password(),
    };
    let sender = bank.and_then(Bank::find).map_or("bankHub", |bank| bank.name);
    scene.phone.deliver(scene.now, Provider::Bankhub, &code, sender);
    code
}

fn enter_code(form: &Form, scene: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    let Some(code) = &flow.code else { return Turn::Next };
    if form.field("otp").map(str::trim) == Some(code) {
        flow.code = None;
        return Turn::Next;
    }
    flow.wrong_codes += 1;
    if flow.wrong_codes < WRONG_CODES {
        return Turn::Again("The code is wrong");
    }
    let token = live_token(&flow.grant_token, scene);
    match token.and_then(|token| person_to_check(&token, scene)) {
        Some(person) => {
            flow.code = Some(send_code(person, flow.bank.as_deref(), scene));
            flow.wrong_codes = 0;
        }
        None => flow.sign_out(),
    }
    Turn::Again("The code was wrong three times. Start again with a new one")
}

fn choose_accounts(form: &Form, _: &mut Scene<'_>, flow: &mut Flow) -> Turn {
    let bank = flow.bank.as_deref().and_then(Bank::find);
    let person = flow.user.as_deref().filter(|_| flow.code.is_none()).and_then(Person::find);
    let Some((bank, person)) = bank.zip(person) else { return Turn::Next };
    let ticked = form.fields("account");
    let numbers = accounts_of(bank, person).into_iter().map(|account| account.number);
    flow.accounts = numbers.filter(|number| ticked.contains(&number.as_str())).collect();
    if flow.accounts.is_empty() { Turn::Again("Choose at least one account") } else { Turn::Next }
}

/// Whether the person has done everything that a flow asks for.
fn is_complete(flow: &Flow, token: &GrantToken) -> bool {
    let is_signed_in = flow.bank.is_some() && flow.user.is_some() && flow.code.is_none();
    is_signed_in && (token.purpose != Purpose::Link || !flow.accounts.is_empty())
}

/// Uses the grantToken up, does what it was made for, and goes back to the client.
fn finish(flow: &Flow, token: &GrantToken, scene: &mut Scene<'_>) -> Answer {
    if let Some(used) = scene.state.grant_tokens.get_mut(&flow.grant_token) {
        used.used = true;
    }
    let public_token = match &token.purpose {
        Purpose::Link => Some(give_public_token(flow, token, None, scene)),
        Purpose::Update(id) => {
            if let Some(grant) = scene.state.grant_mut(id) {
                grant.condition = Condition::Good;
            }
            match scene.desk.word("update_completion").as_str() {
                "fresh" => Some(give_public_token(flow, token, Some(id.clone()), scene)),
                "none" => None,
                _ => Some(String::new()),
            }
        }
        Purpose::Remove(id) => {
            scene.state.forget_grant(id);
            Some(String::new())
        }
    };
    go_back(flow, token, public_token.as_deref().map(|token| ("publicToken", token)), scene)
}

fn give_public_token(flow: &Flow, token: &GrantToken, grant: Option<String>, scene: &mut Scene<'_>) -> String {
    let name = scene.ids.token("public");
    let public = PublicToken {
        grant,
        bank: flow.bank.clone().unwrap_or_default(),
        user: flow.user.clone().unwrap_or_default(),
        accounts: flow.accounts.clone(),
        scopes: token.scopes.clone(),
        redirect_uri: token.redirect_uri.clone(),
        ends_at: scene.now.plus(scene.desk.number("public_token_seconds")),
        used: false,
    };
    scene.state.public_tokens.insert(name.clone(), public);
    name
}

fn cancelled(token: &GrantToken, flow: &Flow, scene: &Scene<'_>) -> Answer {
    let word = scene.desk.word("cancel");
    let error = (word != "state_only").then_some(("error", word.as_str()));
    go_back(flow, token, error, scene)
}

fn go_back(flow: &Flow, token: &GrantToken, result: Option<(&str, &str)>, scene: &Scene<'_>) -> Answer {
    let state = flow.state.as_deref().filter(|_| !scene.desk.flag("omit_state"));
    let parameters: Vec<(&str, &str)> = result.into_iter().chain(state.map(|state| ("state", state))).collect();
    Answer::see_other(&with_parameters(&token.redirect_uri, &parameters))
}
