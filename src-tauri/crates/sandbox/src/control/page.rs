//! The control page: plain forms for everything that can be ordered.

use crate::html::{document, escape};
use crate::http::Answer;
use crate::switch::{Choices, Switch};
use crate::world::Memory;
use crate::{BankhubHook, Fault, GrantAction, Provider, bankhub, baokim};
use serde_json::Value;
use std::fmt::Write as _;

/// The page, with what was refused if something was.
pub(super) fn show(status: u16, path: &str, memory: &mut Memory, refused: Option<&str>) -> Answer {
    let mut main = "<h1>Practice providers</h1>".to_owned();
    if let Some(refused) = refused {
        let _ = write!(main, "<p class=\"error\" id=\"error\" role=\"alert\">{}</p>", escape(refused));
    }
    main.push_str(&clock(path, memory));
    main.push_str(&phone(memory));
    for provider in Provider::ALL {
        let _ = write!(main, "<h2 id=\"{}\">{}</h2>", provider.id(), provider.name());
        main.push_str(&dial(path, provider, memory));
        main.push_str(&grants(path, provider, memory));
        if provider == Provider::Bankhub {
            main.push_str(&hook(path, memory));
        }
        if provider == Provider::Baokim {
            main.push_str(&user_update(path, memory));
        }
        main.push_str(&counters(provider, memory));
        main.push_str(&switches(path, provider, memory));
    }
    document(status, "Practice providers", "Practice – nothing here is real", &main, "wide", None)
}

fn form(path: &str, order: &str, provider: Option<Provider>, fields: &str, button: &str) -> String {
    let provider = provider.map_or_else(String::new, |provider| {
        format!("<input type=\"hidden\" name=\"provider\" value=\"{}\">", provider.id())
    });
    format!("<form method=\"post\" action=\"/{path}/{order}\">{provider}{fields} <button>{button}</button></form>")
}

fn clock(path: &str, memory: &Memory) -> String {
    let now = memory.clock.now().iso();
    let fields = "<label for=\"advance_seconds\">Move on by seconds</label>\
                  <input id=\"advance_seconds\" name=\"advance_seconds\" type=\"text\" inputmode=\"numeric\" value=\"3600\">";
    format!(
        "<h2>Clock</h2><p><strong id=\"now\">{now}</strong>, moved by <span id=\"offset\">{}</span> seconds</p>{}{}",
        memory.clock.offset_seconds(),
        form(path, "clock", None, fields, "Move"),
        form(path, "clock", None, "<input type=\"hidden\" name=\"reset\" value=\"true\">", "Back to now")
    )
}

fn phone(memory: &Memory) -> String {
    let mut html = "<h2>Phone</h2>".to_owned();
    let messages = memory.phone().messages();
    if messages.is_empty() {
        html.push_str("<p>No message yet.</p>");
        return html;
    }
    html.push_str("<table id=\"phone\">");
    for message in messages.iter().take(10) {
        let _ = write!(
            html,
            "<tr><td>{}</td><td><code>{}</code></td><td>{}</td></tr>",
            message.provider.name(),
            escape(&message.code),
            escape(&message.text)
        );
    }
    html.push_str("</table>");
    html
}

fn options<'a>(entries: impl Iterator<Item = &'a str>, selected: &str) -> String {
    let option = |entry: &str| {
        let selected = if entry == selected { " selected" } else { "" };
        format!("<option value=\"{0}\"{selected}>{0}</option>", escape(entry))
    };
    entries.map(option).collect()
}

fn dial(path: &str, provider: Provider, memory: &mut Memory) -> String {
    let id = provider.id();
    let active = memory.desk(provider).fault();
    let now = active.map_or("off", |active| active.fault.id());
    let applying = Fault::ALL.into_iter().filter(|fault| fault.applies_to(provider)).map(Fault::id);
    let fields = format!(
        "<label for=\"{id}-fault\">Fault, now <strong>{now}</strong></label>\
         <select id=\"{id}-fault\" name=\"fault\">{}</select>\
         <label for=\"{id}-repeat\">How often</label>\
         <select id=\"{id}-repeat\" name=\"repeat\">{}</select>",
        options(std::iter::once("off").chain(applying), now),
        options(["once", "until_off"].into_iter(), "once")
    );
    let refusal = format!(
        "<label for=\"{id}-code\">Refuse the next call with this error code</label>\
         <input id=\"{id}-code\" name=\"errorCode\" type=\"text\">\
         <label for=\"{id}-status\">HTTP status</label>\
         <input id=\"{id}-status\" name=\"status\" type=\"text\" inputmode=\"numeric\" value=\"400\">"
    );
    form(path, "fault", Some(provider), &fields, "Set the dial")
        + &form(path, "refuse_next", Some(provider), &refusal, "Refuse")
}

fn grants(path: &str, provider: Provider, memory: &mut Memory) -> String {
    let id = provider.id();
    let grants = memory.grants(provider);
    let mut html = format!("<h3>Grants</h3><table id=\"{id}-grants\">");
    for grant in &grants {
        let [own, identity, condition] = [&grant.id, &grant.identity, &grant.condition].map(|text| escape(text));
        let _ = write!(html, "<tr><td><code>{own}</code></td><td>{identity}</td><td>{condition}</td></tr>");
    }
    let applying = GrantAction::ALL.into_iter().filter(|action| action.applies_to(provider)).map(GrantAction::id);
    let fields = format!(
        "<label for=\"{id}-action\">Let this happen</label><select id=\"{id}-action\" name=\"action\">{}</select>\
         <label for=\"{id}-grant\">to this grant (empty: to all)</label>\
         <input id=\"{id}-grant\" name=\"grant\" type=\"text\">",
        options(applying, "")
    );
    html.push_str("</table>");
    html + &form(path, "grant", Some(provider), &fields, "Do it")
}

/// The form that changes a user, and the message the provider would send about it.
fn user_update(path: &str, memory: &mut Memory) -> String {
    let logins = Provider::Baokim.logins();
    let fields = format!(
        "<label for=\"baokim-user\">This user</label><select id=\"baokim-user\" name=\"user\">{}</select>\
         <label for=\"baokim-name\">gets this name</label>\
         <input id=\"baokim-name\" name=\"name\" type=\"text\" value=\"Sample / Đã đổi\">",
        options(logins.iter().map(|login| login.user.as_str()), "")
    );
    let html = "<h3>Callback about a user</h3>".to_owned()
        + &form(path, "change_user", Some(Provider::Baokim), &fields, "Change the name");
    html + &would_send("user-update", baokim::State::of(memory).latest_update())
}

/// The form that asks for a webhook, and what would be posted.
fn hook(path: &str, memory: &mut Memory) -> String {
    let fields = format!(
        "<label for=\"bankhub-hook\">Tell of this</label><select id=\"bankhub-hook\" name=\"hook\">{}</select>\
         <label for=\"bankhub-hook-grant\">about this grant (empty: the newest)</label>\
         <input id=\"bankhub-hook-grant\" name=\"grant\" type=\"text\">",
        options(BankhubHook::ALL.into_iter().map(BankhubHook::id), "")
    );
    let html = "<h3>Webhook</h3>".to_owned() + &form(path, "hook", Some(Provider::Bankhub), &fields, "Write it");
    html + &would_send("hook", bankhub::State::of(memory).latest_hook())
}

/// A message that the provider would send to its client.
fn would_send(id: &str, message: Option<&str>) -> String {
    message.map_or_else(String::new, |message| {
        format!("<p>It would send:</p><p><code id=\"{id}\">{}</code></p>", escape(message))
    })
}

fn counters(provider: Provider, memory: &mut Memory) -> String {
    let mut html = format!("<h3>Calls</h3><table id=\"{}-counters\">", provider.id());
    for (endpoint, count) in memory.desk(provider).counters() {
        let _ = write!(html, "<tr><td>{}</td><td>{count}</td></tr>", escape(&endpoint));
    }
    html + "</table>"
}

fn switches(path: &str, provider: Provider, memory: &mut Memory) -> String {
    let values = memory.desk(provider).switches();
    let mut html = "<h3>Switches</h3>".to_owned();
    for switch in provider.switches() {
        html.push_str(&switch_form(path, provider, switch, &values[switch.name]));
    }
    html
}

fn switch_form(path: &str, provider: Provider, switch: &Switch, value: &Value) -> String {
    let id = format!("{}-{}", provider.id(), switch.name);
    let now = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let input = match switch.choices {
        Choices::Flag(_) => select(&id, &options(["true", "false"].into_iter(), &now)),
        Choices::OneOf(words) => select(&id, &options(words.iter().copied(), &now)),
        Choices::Number(_) | Choices::Text(_) => {
            format!("<input id=\"{id}\" name=\"value\" type=\"text\" value=\"{}\">", escape(&now))
        }
    };
    let fields = format!(
        "<input type=\"hidden\" name=\"name\" value=\"{0}\"><label for=\"{id}\"><code>{0}</code> {1}</label>{input}",
        switch.name,
        escape(switch.about)
    );
    form(path, "switch", Some(provider), &fields, "Set")
}

fn select(id: &str, options: &str) -> String {
    format!("<select id=\"{id}\" name=\"value\">{options}</select>")
}
