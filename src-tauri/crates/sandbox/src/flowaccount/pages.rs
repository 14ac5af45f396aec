//! How the authorization pages look at each point of their flow.

use super::samples::{Business, PEOPLE, sample_logins};
use super::state::Flow;
use crate::Provider;
use crate::html::{Button, Page, choice, escape, field, form, login_box, waiting_page};
use crate::http::Answer;
use crate::people::Person;

const CANCEL: Button<'_> = Button { id: "cancel", label: "Cancel" };

/// The page for the point a flow has come to.
pub(super) fn show(id: &str, flow: &Flow, error: Option<&str>) -> Answer {
    let person = flow.user.as_deref().and_then(|user| Person::find(PEOPLE, user));
    let business = flow.business.as_deref().and_then(Business::find);
    let page = match (person, business) {
        (None, _) => flow.known.as_deref().map_or_else(|| login_page(id), |user| known_page(id, user)),
        (Some(person), None) => business_page(id, person),
        _ if flow.progress.approved_at.is_some() => {
            let address = format!("/account/waiting?flow={id}");
            return waiting_page(Provider::Flowaccount, &address, &flow.request.redirect_uri);
        }
        (Some(_), Some(business)) => consent_page(id, business, &flow.request.scope),
    };
    Page { error, leads_to: Some(&flow.request.redirect_uri), ..page }.answer(200)
}

fn page<'a>(title: &'a str, lead: &'a str, content: String) -> Page<'a> {
    Page { provider: Provider::Flowaccount, title, lead, error: None, content, leads_to: None }
}

fn login_page(id: &str) -> Page<'static> {
    let fields =
        field("user", "User name", "text", "", "autofocus") + &field("password", "Password", "password", "", "");
    let content = form("/account/login", id, &fields, &[Button { id: "continue", label: "Log in" }, CANCEL])
        + &login_box(&sample_logins());
    page("Sign in", "Practice login page. No real books, no real business.", content)
}

/// Somebody signed in with this browser before: no password is asked for again.
fn known_page(id: &str, user: &str) -> Page<'static> {
    let who = format!("<p>This browser is signed in as <strong id=\"known\">{}</strong>.</p>", escape(user));
    let label = format!("Continue as {user}");
    let buttons =
        [Button { id: "continue", label: &label }, Button { id: "other", label: "Use another login" }, CANCEL];
    let content = who + &form("/account/login", id, "", &buttons);
    page("Continue?", "Practice login page. No real books, no real business.", content)
}

fn business_page(id: &str, person: &Person) -> Page<'static> {
    let businesses: Vec<&Business> = person.may_link.iter().filter_map(|code| Business::find(code)).collect();
    if businesses.is_empty() {
        let content = form("/account/business", id, "", &[CANCEL]);
        return page("No business", "This login may connect no business.", content);
    }
    let choices: String = businesses
        .iter()
        .enumerate()
        .map(|(at, business)| {
            let label = format!("{} – {} ({})", business.name, business.local_name, business.support_code);
            choice("radio", "business", business.support_code, at == 0, &label)
        })
        .collect();
    let content = form("/account/business", id, &choices, &[Button { id: "continue", label: "Continue" }, CANCEL]);
    page("Choose a business", "The application is connected to this one business.", content)
}

fn consent_page(id: &str, business: &Business, scope: &str) -> Page<'static> {
    let shared = format!(
        "<p>Business: <strong id=\"identity\">{}</strong></p><p>Asked for: <code id=\"scopes\">{}</code></p>",
        escape(business.name),
        escape(scope)
    );
    let buttons = [Button { id: "continue", label: "Allow" }, Button { id: "deny", label: "Deny" }];
    page(
        "Allow access?",
        "The application may read and write this business's practice books.",
        shared + &form("/account/consent", id, "", &buttons),
    )
}

/// The page for a request that leads nowhere.
pub(super) fn refused(reason: &str) -> Answer {
    page("This request was refused", reason, String::new()).answer(400)
}
