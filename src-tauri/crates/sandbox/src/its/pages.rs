//! How the pages look at each point of their flow.

use super::login::PATH;
use super::samples::{PEOPLE, Shop, sample_logins};
use super::state::ShopRequest;
use crate::Provider;
use crate::html::{Button, Page, choice, escape, field, form, login_box, waiting_page};
use crate::http::Answer;
use crate::people::Person;

const CANCEL: Button<'_> = Button { id: "cancel", label: "Cancel" };

/// The page for the point a request has come to.
pub(super) fn show(token: &str, request: &ShopRequest, error: Option<&str>) -> Answer {
    let leads_to = request.redirect_url.as_deref();
    let person = request.user.as_deref().and_then(|user| Person::find(PEOPLE, user));
    let shop = request.shop.as_deref().and_then(Shop::find);
    let page = match (person, shop) {
        (None, _) => login_page(token),
        (Some(person), None) => shop_page(token, person, request.known_shop.as_deref()),
        _ if request.progress.approved_at.is_some() => {
            return waiting_page(Provider::Its, &format!("{PATH}?token={token}"), leads_to.unwrap_or_default());
        }
        (Some(_), Some(shop)) => grant_page(token, shop),
    };
    Page { error, leads_to, ..page }.answer(200)
}

fn page<'a>(title: &'a str, lead: &'a str, content: String) -> Page<'a> {
    Page { provider: Provider::Its, title, lead, error: None, content, leads_to: None }
}

fn login_page(token: &str) -> Page<'static> {
    let fields =
        field("user", "User name", "text", "", "autofocus") + &field("password", "Password", "password", "", "");
    let content = form(PATH, token, &fields, &[Button { id: "continue", label: "Log in" }, CANCEL])
        + &login_box(&sample_logins());
    page("Sign in", "Practice login page. No real shop, no real telephone line.", content)
}

fn shop_page(token: &str, person: &Person, known_shop: Option<&str>) -> Page<'static> {
    let shops: Vec<&Shop> = person.may_link.iter().filter_map(|id| Shop::find(id)).collect();
    let Some(first) = shops.first() else {
        let content = form("/login/shop", token, "", &[CANCEL]);
        return page("No shop", "This login may link no shop.", content);
    };
    let chosen = shops.iter().find(|shop| Some(shop.id) == known_shop).unwrap_or(first).id;
    let choices: String = shops
        .iter()
        .map(|shop| choice("radio", "shop", shop.id, shop.id == chosen, &format!("{} ({})", shop.name, shop.id)))
        .collect();
    let content = form("/login/shop", token, &choices, &[Button { id: "continue", label: "Continue" }, CANCEL]);
    page("Choose a shop", "The partner is linked to this one shop.", content)
}

fn grant_page(token: &str, shop: &Shop) -> Page<'static> {
    let shared = format!("<p>Shop: <strong id=\"identity\">{}</strong></p>", escape(shop.name));
    let buttons = [Button { id: "continue", label: "Allow" }, Button { id: "deny", label: "Deny" }];
    page(
        "Allow the partner?",
        "Practice Partner may act for this practice shop until the shop removes it.",
        shared + &form("/login/grant", token, "", &buttons),
    )
}

/// The page for a request that leads nowhere.
pub(super) fn refused(reason: &str) -> Answer {
    page("This request was refused", reason, String::new()).answer(400)
}

/// The page at the end of a request that leads back nowhere.
pub(super) fn done(outcome: &str) -> Answer {
    page("Go back to the application", outcome, String::new()).answer(200)
}
