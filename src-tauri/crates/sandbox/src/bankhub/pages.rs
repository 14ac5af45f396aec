//! How the Link page looks at each point of its flow.

use super::Scene;
use super::samples::{BANKS, Bank, Person, accounts_of, sample_logins};
use super::state::{Flow, GrantToken, Purpose};
use crate::Provider;
use crate::html::{Button, Page, choice, escape, field, form, login_box, waiting_page};
use crate::http::Answer;

const CANCEL: Button<'_> = Button { id: "cancel", label: "Cancel" };

/// The page for the point a flow has come to.
pub(super) fn show(id: &str, flow: &Flow, token: &GrantToken, scene: &Scene<'_>, error: Option<&str>) -> Answer {
    let bank = flow.bank.as_deref().and_then(Bank::find);
    let person = flow.user.as_deref().and_then(Person::find);
    let page = match (bank, person) {
        (None, _) => bank_page(id),
        (Some(bank), None) => login_page(id, bank, token, scene),
        (Some(bank), Some(_)) if flow.code.is_some() => code_page(id, bank, token),
        _ if flow.approved_at.is_some() => {
            let address = format!("/link/waiting?flow={id}");
            return waiting_page(Provider::Bankhub, &address, &token.redirect_uri);
        }
        (Some(bank), Some(person)) => accounts_page(id, bank, person, token),
    };
    Page { error, leads_to: Some(&token.redirect_uri), ..page }.answer(200)
}

fn page<'a>(title: &'a str, lead: &'a str, content: String) -> Page<'a> {
    Page { provider: Provider::Bankhub, title, lead, error: None, content, leads_to: None }
}

fn bank_page(id: &str) -> Page<'static> {
    let choices: String =
        BANKS.iter().enumerate().map(|(at, bank)| choice("radio", "bank", bank.id, at == 0, bank.name)).collect();
    let content = form("/link/bank", id, &choices, &[Button { id: "continue", label: "Continue" }, CANCEL]);
    page("Choose a bank", "Practice bankHub Link. None of these banks is real.", content)
}

fn login_page(id: &str, bank: &'static Bank, token: &GrantToken, scene: &Scene<'_>) -> Page<'static> {
    let (known, lead) = match &token.purpose {
        Purpose::Update(grant) | Purpose::Remove(grant) => (
            scene.state.grant(grant).map(|grant| grant.user.clone()),
            "Sign in again, so that the account stays linked.",
        ),
        Purpose::Link => (None, "Practice login page of a bank that does not exist."),
    };
    let readonly = if known.is_some() { "readonly" } else { "autofocus" };
    let fields = field("user", "User name", "text", known.as_deref().unwrap_or_default(), readonly)
        + &field("password", "Password", "password", "", "");
    let content = form("/link/login", id, &fields, &[Button { id: "continue", label: "Log in" }, CANCEL])
        + &login_box(&sample_logins());
    page(bank.name, lead, content)
}

fn code_page(id: &str, bank: &'static Bank, token: &GrantToken) -> Page<'static> {
    let lead = match token.purpose {
        Purpose::Remove(_) => "Enter the code from the practice phone to end the link. Nothing is removed before that.",
        _ => "Enter the code from the practice phone. The code of bankusrdemo1 is always 123456.",
    };
    let fields = field("otp", "Code", "text", "", "inputmode=\"numeric\" autofocus");
    page(bank.name, lead, form("/link/otp", id, &fields, &[Button { id: "continue", label: "Confirm" }, CANCEL]))
}

fn accounts_page(id: &str, bank: &'static Bank, person: &Person, token: &GrantToken) -> Page<'static> {
    let choices: String = accounts_of(bank, person)
        .iter()
        .map(|account| {
            let label = format!("{} {} ({})", account.label, account.number, account.currency.code());
            choice("checkbox", "account", &account.number, true, &label)
        })
        .collect();
    let shared = format!(
        "<p>Signed in as <strong id=\"identity\">{}</strong>.</p><p>Shared: <span id=\"scopes\">{}</span></p>",
        escape(person.name),
        escape(&token.scopes.join(", "))
    );
    let buttons =
        [Button { id: "continue", label: "Share these accounts" }, Button { id: "deny", label: "Do not share" }];
    page(
        bank.name,
        "Choose the accounts that the application may see.",
        shared + &form("/link/accounts", id, &choices, &buttons),
    )
}

/// The page of a grantToken or a flow that is over, used or unknown.
pub(super) fn expired() -> Answer {
    let content = "<p>Code: <code id=\"code\">GRANT_TOKEN_EXPIRED</code></p>".to_owned();
    page("This page has expired", "Go back to the application and start again.", content).answer(400)
}

/// The page for a `redirectUri` that is not the one of the grantToken. It leads nowhere.
pub(super) fn wrong_redirect() -> Answer {
    let content = "<p>Code: <code id=\"code\">INVALID_PARAM</code></p>".to_owned();
    page("Not allowed", "The redirectUri is not the one the grantToken was made for.", content).answer(400)
}
