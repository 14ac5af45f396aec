//! The sign-on site: it hands the partner a code by a picture that the browser loads, and sends the browser back. Whose
//! browser it is, it knows by a cookie; its front page says it.
//!
//! Refused: sending the browser to an address that is neither registered nor on loopback.

use super::samples;
use super::social::NETWORKS;
use super::state::Pass;
use super::{Scene, caller};
use crate::Provider;
use crate::client::with_parameters;
use crate::html::{Button, Page, choice, escape, form, passing_page};
use crate::http::{Answer, Call};
use axum::http::header;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use url::{Host, Url};

/// By what a browser is known here. Cookies know no ports, so its name says whose it is.
const COOKIE: &str = "practice_baokim";
/// How long somebody stays signed in.
const BROWSER_SECONDS: i64 = 24 * 60 * 60;

/// Answers a page; `None`: there is no such page.
pub(crate) fn answer_page(call: &Call, scene: &mut Scene<'_>) -> Option<Answer> {
    let (method, path) = call.target();
    let page = match (method, path) {
        ("GET", "/") => Ok(front_page(call, scene)),
        ("GET", "/sso") => sign_on(call, scene),
        ("GET", "/sso/logout") => log_out(call, scene),
        ("GET", _) => social_page(network_of(path)?, call, scene),
        ("POST", _) => social_sign_in(network_of(path)?, call, scene),
        _ => return None,
    };
    Some(page.unwrap_or_else(refused))
}

type Shown = Result<Answer, &'static str>;

/// `/sso`: a ticket of a login becomes a code for the partner.
fn sign_on(call: &Call, scene: &mut Scene<'_>) -> Shown {
    scene.desk.count("sso");
    let back = return_address(call.query("return_url"), scene)?;
    let ticket = call.query("ticket").unwrap_or_default();
    let pass = scene.state.sso_tickets.get(ticket).filter(|pass| scene.now < pass.ends_at);
    let user = pass.ok_or("The ticket is unknown or over. Sign in again in the application.")?.user;
    let user = caller::who_really(user, scene);
    Ok(hand_over(user, &back, scene))
}

/// `/sso/logout`: every partner hears of it.
fn log_out(call: &Call, scene: &mut Scene<'_>) -> Shown {
    scene.desk.count("sso.logout");
    let back = return_address(call.query("return_url"), scene)?;
    if let Some(browser) = browser(call) {
        scene.state.browsers.remove(browser);
    }
    let ping = with_parameters(&callback(scene), &[("action", "logout")]);
    let page = passing_page(Provider::Baokim, "Signing out", &ping, back.as_str());
    Ok(page.with(header::SET_COOKIE, format!("{COOKIE}=; Path=/; Max-Age=0")))
}

/// Who is signed in here. No document describes this page; there is one, because people change what is known of them here.
fn front_page(call: &Call, scene: &mut Scene<'_>) -> Answer {
    let pass = browser(call).and_then(|browser| scene.state.browsers.get(browser));
    let user = pass.filter(|pass| scene.now < pass.ends_at).and_then(|pass| scene.state.user(pass.user));
    scene.desk.count(if user.is_some() { "front.signed_in" } else { "front.nobody" });
    let content = user.map_or_else(
        || "<p id=\"signed-out\">Nobody is signed in.</p>".to_owned(),
        |user| format!("<p id=\"signed-in\">Signed in as {}</p>", escape(&user.name)),
    );
    let page = Page {
        provider: Provider::Baokim,
        title: "Practice sign-on site",
        lead: "Here somebody would change what is known of them.",
        error: None,
        content,
        leads_to: None,
    };
    page.answer(200)
}

/// What a browser shows to be known by.
fn browser(call: &Call) -> Option<&str> {
    let cookies = call.header("cookie")?.split(';').filter_map(|cookie| cookie.trim().split_once('='));
    cookies.into_iter().find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}

/// The page whose picture brings a fresh code to the partner.
fn hand_over(user: i64, back: &Url, scene: &mut Scene<'_>) -> Answer {
    let code = scene.ids.token("code");
    let ends_at = scene.now.plus(scene.desk.number("code_seconds"));
    scene.state.codes.insert(code.clone(), Pass { user, ends_at });
    let browser = scene.ids.token("browser");
    scene.state.browsers.insert(browser.clone(), Pass { user, ends_at: scene.now.plus(BROWSER_SECONDS) });
    let ping = with_parameters(&callback(scene), &[("authorization_code", &code)]);
    passing_page(Provider::Baokim, "Signing in", &ping, back.as_str())
        .with(header::SET_COOKIE, format!("{COOKIE}={browser}; Path=/; HttpOnly; SameSite=Lax"))
}

/// `/login/facebook` and `/login/google`, for sites that sign on. The network is practice: one picks who one is.
fn social_page(network: &'static str, call: &Call, scene: &mut Scene<'_>) -> Shown {
    scene.desk.count("login.social");
    let given = call.query("return_url").unwrap_or_default();
    let back = return_address(Some(given), scene)?;
    let people: String = scene
        .state
        .users
        .iter()
        .filter(|user| !user.is_locked)
        .enumerate()
        .map(|(at, user)| choice("radio", "user", &user.login, at == 0, &user.name))
        .collect();
    let example = scene.state.users.first().map(|user| samples::social_token(network, user)).unwrap_or_default();
    let note = format!(
        "<div class=\"box\"><p>An application that signs in by itself sends a token such as <code>{}</code>.</p></div>",
        escape(&example)
    );
    let content = form(&format!("/login/{network}"), given, &people, &[Button { id: "continue", label: "Sign in" }]);
    let page = Page {
        provider: Provider::Baokim,
        title: &format!("Practice {network}"),
        lead: "This is not the social network. Choose who signs in; no password is asked for.",
        error: None,
        content: content + &note,
        leads_to: Some(back.as_str()),
    };
    Ok(page.answer(200))
}

/// The answer to that page: the flow it carries is the address to go back to.
fn social_sign_in(network: &str, call: &Call, scene: &mut Scene<'_>) -> Shown {
    let form = call.form();
    let back = return_address(form.field("flow"), scene)?;
    let user = form.field("user").unwrap_or_default();
    let found = scene.state.users.iter().find(|own| own.login == user && !own.is_locked);
    let found = found.ok_or("Nobody was chosen.")?;
    let (id, token) = (found.id, samples::social_token(network, found));
    let mut back = back;
    if scene.desk.word("social_return") == "token" {
        back.query_pairs_mut().append_pair("token", &token);
    }
    Ok(hand_over(id, &back, scene))
}

fn network_of(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix("/login/")?;
    NETWORKS.into_iter().find(|network| *network == name)
}

/// The address that hears of sign-ins.
fn callback(scene: &Scene<'_>) -> String {
    match scene.desk.word("sso_callback") {
        own if own.is_empty() => scene.state.client.sso_callback().to_owned(),
        other => other,
    }
}

/// Where the browser goes in the end: base64 of an address; one that is written plainly is taken as well.
fn return_address(given: Option<&str>, scene: &Scene<'_>) -> Result<Url, &'static str> {
    const UNREADABLE: &str = "The return_url is missing, or not the base64 of an address.";
    // A plus sign that was not percent-encoded arrives as a space.
    let given = given.unwrap_or_default().replace(' ', "+");
    let address = if given.starts_with("http") {
        given
    } else {
        let trimmed = given.trim_end_matches('=');
        let bytes = STANDARD_NO_PAD.decode(trimmed).or_else(|_| URL_SAFE_NO_PAD.decode(trimmed));
        bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(UNREADABLE)?
    };
    let url = Url::parse(&address).map_err(|_| UNREADABLE)?;
    let is_loopback = match url.host() {
        Some(Host::Ipv4(host)) => host.is_loopback(),
        Some(Host::Ipv6(host)) => host.is_loopback(),
        Some(Host::Domain(host)) => host == "localhost",
        None => false,
    };
    let is_web = matches!(url.scheme(), "http" | "https");
    if is_web && (is_loopback || scene.state.client.allows(&address)) {
        Ok(url)
    } else {
        Err("The return_url is neither registered nor on this computer.")
    }
}

/// The page for a request that leads nowhere.
fn refused(reason: &str) -> Answer {
    let page = Page {
        provider: Provider::Baokim,
        title: "This request was refused",
        lead: reason,
        error: None,
        content: String::new(),
        leads_to: None,
    };
    page.answer(400)
}
