//! How the sign-in page looks at each point of its flow.

use super::samples::sample_logins;
use super::state::Flow;
use crate::Provider;
use crate::html::{Button, Page, escape, field, form, login_box, waiting_page};
use crate::http::Answer;

const CANCEL: Button<'_> = Button { id: "cancel", label: "Cancel" };

/// The page for the point a flow has come to.
pub(super) fn show(id: &str, flow: &Flow, error: Option<&str>) -> Answer {
    let page = match &flow.customer {
        None => login_page(id),
        Some(_) if flow.needs_code => code_page(id),
        Some(_) if flow.progress.approved_at.is_some() => {
            let address = format!("/sign-in/waiting?flow={id}");
            return waiting_page(Provider::Headline, &address, &flow.return_address);
        }
        Some(customer) => consent_page(id, customer),
    };
    Page { error, leads_to: Some(&flow.return_address), ..page }.answer(200)
}

fn page<'a>(title: &'a str, lead: &'a str, content: String) -> Page<'a> {
    Page { provider: Provider::Headline, title, lead, error: None, content, leads_to: None }
}

fn login_page(id: &str) -> Page<'static> {
    let fields = field("user", "E-mail, phone or customer number", "text", "", "autofocus")
        + &field("password", "Password", "password", "", "");
    let content = form("/sign-in/login", id, &fields, &[Button { id: "continue", label: "Log in" }, CANCEL])
        + &login_box(&sample_logins());
    page("Sign in", "Practice login page. Nothing is traded here.", content)
}

fn code_page(id: &str) -> Page<'static> {
    let fields = field("code", "Code", "text", "", "inputmode=\"numeric\" autofocus");
    let content = form("/sign-in/code", id, &fields, &[Button { id: "continue", label: "Confirm" }, CANCEL]);
    page("Second factor", "Enter the code from the practice phone.", content)
}

fn consent_page(id: &str, customer: &str) -> Page<'static> {
    let who = format!("<p>Signed in as customer <strong id=\"identity\">{}</strong>.</p>", escape(customer));
    let buttons = [Button { id: "continue", label: "Allow" }, Button { id: "deny", label: "Deny" }];
    let content = who + &form("/sign-in/consent", id, "", &buttons);
    page("Allow access?", "The application may know who this customer is.", content)
}

/// The page for a request that leads nowhere.
pub(super) fn refused(reason: &str) -> Answer {
    page("This request was refused", reason, String::new()).answer(400)
}
