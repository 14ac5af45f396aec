//! The plain pages: nothing from elsewhere, every value escaped, and no script but where a page cannot be without.

use crate::http::Answer;
use crate::{Provider, SampleLogin};
use axum::http::header;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use url::Url;

const STYLE: &str = "\
body{margin:0;background:#fbf7f9;color:#13201d;font:16px/1.6 'Noto Sans',system-ui,sans-serif}\
.band{background:#7b2a63;color:#fff;padding:8px 24px;font-weight:600}\
main{max-width:560px;margin:24px auto;padding:0 24px 48px}\
main.wide{max-width:900px}\
h1{font-size:26px;line-height:1.4;margin:0 0 4px}h2{font-size:18px;margin:24px 0 8px}\
p{margin:4px 0 12px}.quiet{color:#45524f}\
label{display:block;margin:12px 0 4px}label.choice{display:flex;gap:10px;align-items:baseline;padding:8px 0;margin:0}\
input[type=text],input[type=password],select{width:100%;box-sizing:border-box;font:inherit;padding:8px 10px;\
border:1px solid #74827e;border-radius:6px;background:#fff;color:inherit}\
button{font:inherit;font-weight:600;padding:8px 20px;border-radius:6px;border:1px solid #7b2a63;\
background:#7b2a63;color:#fff;margin:16px 8px 0 0;min-height:40px}\
button.second{background:#fff;color:#7b2a63}\
:focus-visible{outline:2px solid #7b2a63;outline-offset:2px}\
.error{border-left:4px solid #a62f1f;background:#fbe8e4;padding:8px 12px}\
.box{background:#f5edf2;border:1px solid #dfcfda;padding:12px 16px;margin-top:32px;overflow-x:auto}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:4px 16px 4px 0;vertical-align:top}\
code{font-family:'Noto Sans Mono',monospace;overflow-wrap:anywhere}td code{white-space:nowrap}";

/// Text as it may stand in an element or in a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A page of a provider.
pub(crate) struct Page<'a> {
    pub(crate) provider: Provider,
    pub(crate) title: &'a str,
    /// The sentence under the title.
    pub(crate) lead: &'a str,
    /// What went wrong with the step before, if anything did.
    pub(crate) error: Option<&'a str>,
    /// The rest, already HTML.
    pub(crate) content: String,
    /// Where the form may lead besides this origin: a browser checks redirects after a form as well.
    pub(crate) leads_to: Option<&'a str>,
}

impl Page<'_> {
    /// The page as an answer.
    pub(crate) fn answer(self, status: u16) -> Answer {
        let band = band_of(self.provider);
        let mut main = format!("<h1>{}</h1><p class=\"quiet\">{}</p>", escape(self.title), escape(self.lead));
        if let Some(error) = self.error {
            let _ = write!(main, "<p class=\"error\" id=\"error\" role=\"alert\">{}</p>", escape(error));
        }
        main.push_str(&self.content);
        document(status, &format!("{} (practice)", self.title), &band, &main, "", self.leads_to)
    }
}

/// The band over every page of a provider.
pub(crate) fn band_of(provider: Provider) -> String {
    format!("Practice {} – {}", provider.name(), provider.nothing_real())
}

/// A whole document with the policy that lets it do nothing but submit its forms.
pub(crate) fn document(
    status: u16,
    title: &str,
    band: &str,
    main: &str,
    class: &str,
    leads_to: Option<&str>,
) -> Answer {
    let target = leads_to.and_then(policy_source).unwrap_or_default();
    let main = format!("<main class=\"{class}\">{main}</main>");
    compose(status, title, band, &main, &format!("form-action 'self'{target}; frame-ancestors 'none'"))
}

/// A document with one script of its own, which may call its own origin. It may stand in anybody's frame if this is
/// said: no directive at all, because a `*` would leave out the schemes of applications.
pub(crate) fn scripted_document(title: &str, band: &str, main: &str, script: &str, may_be_framed: bool) -> Answer {
    let frames = if may_be_framed { "" } else { "; frame-ancestors 'none'" };
    let script_hash = hash_of(script);
    let main = format!("<main>{main}</main><script>{script}</script>");
    let policy = format!("form-action 'none'; script-src 'sha256-{script_hash}'; connect-src 'self'{frames}");
    compose(200, title, band, &main, &policy)
}

/// The page that calls an address by a picture and then goes on: once the picture came or failed, or after a second, with
/// or without scripts.
pub(crate) fn passing_page(provider: Provider, title: &str, picture: &str, address: &str) -> Answer {
    const SCRIPT: &str = "const picture=document.getElementById('ping');\
        const go=()=>location.replace(document.getElementById('continue').href);\
        if(picture.complete)go();else{picture.addEventListener('load',go);picture.addEventListener('error',go)}";
    let main = format!(
        "<main><h1>{}</h1><p><img id=\"ping\" src=\"{}\" width=\"1\" height=\"1\" alt=\"\"> \
         <a id=\"continue\" href=\"{}\">Go on</a></p></main><script>{SCRIPT}</script>",
        escape(title),
        escape(picture),
        escape(address)
    );
    let picture = policy_source(picture).unwrap_or_else(|| " 'none'".to_owned());
    let policy = format!(
        "form-action 'none'; img-src{picture}; script-src 'sha256-{}'; frame-ancestors 'none'",
        hash_of(SCRIPT)
    );
    compose(200, &format!("{title} (practice)"), &band_of(provider), &main, &policy)
        .with(header::REFRESH, format!("1; url={address}"))
}

fn compose(status: u16, title: &str, band: &str, body: &str, policy: &str) -> Answer {
    let policy = format!("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; {policy}", hash_of(STYLE));
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title><style>{STYLE}</style></head>\n\
         <body><div class=\"band\">{}</div>\n{body}</body></html>\n",
        escape(title),
        escape(band)
    );
    Answer::html(status, html).with(header::CONTENT_SECURITY_POLICY, policy)
}

fn hash_of(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// An address as a source of a content security policy: its origin, or its scheme where it has none.
fn policy_source(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let origin = url.origin();
    Some(if origin.is_tuple() { format!(" {}", origin.ascii_serialization()) } else { format!(" {}:", url.scheme()) })
}

/// A form that posts to a path of this origin and carries the id of its flow.
pub(crate) fn form(action: &str, flow: &str, fields: &str, buttons: &[Button<'_>]) -> String {
    let mut html = format!(
        "<form method=\"post\" action=\"{action}\" autocomplete=\"off\">\
         <input type=\"hidden\" name=\"flow\" value=\"{}\">{fields}<div>",
        escape(flow)
    );
    for (position, button) in buttons.iter().enumerate() {
        let class = if position == 0 { "" } else { " class=\"second\" formnovalidate" };
        let Button { id, label } = button;
        let _ = write!(html, "<button id=\"{id}\" name=\"answer\" value=\"{id}\"{class}>{}</button>", escape(label));
    }
    html.push_str("</div></form>");
    html
}

/// A button of a form; its id is also the value of the form's `answer`. The first is what the Enter key presses.
pub(crate) struct Button<'a> {
    pub(crate) id: &'a str,
    pub(crate) label: &'a str,
}

/// A field with its label above it.
pub(crate) fn field(id: &str, label: &str, kind: &str, value: &str, extra: &str) -> String {
    format!(
        "<label for=\"{id}\">{}</label>\
         <input id=\"{id}\" name=\"{id}\" type=\"{kind}\" value=\"{}\" required {extra}>",
        escape(label),
        escape(value)
    )
}

/// One of several choices: a radio button or a check box.
pub(crate) fn choice(kind: &str, name: &str, value: &str, checked: bool, label: &str) -> String {
    let value = escape(value);
    let checked = if checked { " checked" } else { "" };
    format!(
        "<label class=\"choice\"><input type=\"{kind}\" id=\"{name}-{value}\" name=\"{name}\" value=\"{value}\"{checked}>\
         <span>{}</span></label>",
        escape(label)
    )
}

/// The sample logins, in a box under the form.
pub(crate) fn login_box(logins: &[SampleLogin]) -> String {
    let mut html = "<div class=\"box\"><strong>Sample logins</strong><table>\
                    <tr><th>User name</th><th>Password</th><th></th></tr>"
        .to_owned();
    for login in logins {
        let [user, password, note] = [&login.user, &login.password, &login.note].map(|text| escape(text));
        let _ = write!(html, "<tr><td><code>{user}</code></td><td><code>{password}</code></td><td>{note}</td></tr>");
    }
    html.push_str("</table></div>");
    html
}

/// The page that waits for a slow approval and looks again by itself.
pub(crate) fn waiting_page(provider: Provider, address: &str, leads_to: &str) -> Answer {
    let content = format!("<p><a id=\"continue\" href=\"{}\">Check now</a></p>", escape(address));
    let page = Page {
        provider,
        title: "Waiting for the approval",
        lead: "The approval takes a while. This page looks again every three seconds.",
        error: None,
        content,
        leads_to: Some(leads_to),
    };
    page.answer(200).with(header::REFRESH, format!("3; url={address}"))
}
