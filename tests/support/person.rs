//! A person at a provider's page, without a browser: reads each page's form, fills it in, goes where it leads.

use linkdesk_sandbox::Dial;
use reqwest::header::{HeaderMap, LOCATION, REFRESH};
use reqwest::{Client, redirect};
use std::time::Duration;
use url::Url;

/// The most pages a person puts up with.
const PAGES: usize = 12;

/// Somebody at a page: what they type and choose, by the field's name. `answer` is the button they press.
pub struct Person {
    http: Client,
    answers: Vec<(String, String)>,
    phone: Option<Dial>,
}

/// A client that follows no redirect and uses no proxy.
pub fn client() -> Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a plain client can be built")
}

impl Person {
    /// Somebody who gives these answers where they are asked.
    pub fn who_answers(answers: &[(&str, &str)]) -> Self {
        let answers = answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { http: client(), answers, phone: None }
    }

    /// Who presses this button where it is.
    #[must_use]
    pub fn pressing(mut self, button: &str) -> Self {
        self.answers.push(("answer".to_owned(), button.to_owned()));
        self
    }

    /// Who also looks at the practice phone when a page asks for a code.
    #[must_use]
    pub fn with_phone(mut self, dial: Dial) -> Self {
        self.phone = Some(dial);
        self
    }

    /// What they would answer now: the newest code on the phone is one of it.
    fn answers_now(&self) -> Vec<(String, String)> {
        let message = self.phone.as_ref().and_then(|dial| dial.phone().into_iter().max_by_key(|message| message.at));
        let code = message.map(|message| ("otp".to_owned(), message.code));
        self.answers.iter().cloned().chain(code).collect()
    }

    /// Somebody at practice bankHub who signs in without a code.
    pub fn at_the_bank() -> Self {
        Self::who_answers(&[("user", "sample-plain"), ("password", "practice")])
    }

    /// Somebody at practice FlowAccount who connects this business.
    pub fn of_business(support_code: &str) -> Self {
        Self::who_answers(&[("user", "sample-owner"), ("password", "practice"), ("business", support_code)])
    }

    /// Somebody at practice ITS who links this shop.
    pub fn of_shop(shop_id: &str) -> Self {
        Self::who_answers(&[("user", "sample-shopkeeper"), ("password", "practice"), ("shop", shop_id)])
    }

    /// Somebody at practice Headline's page who signs in as this customer.
    pub fn of_headline(email: &str) -> Self {
        Self::who_answers(&[("user", email), ("password", "practice")])
    }

    /// Somebody at a practice social network.
    pub fn of_the_network(user: &str) -> Self {
        Self::who_answers(&[("user", user)])
    }

    /// Walks through the pages until one leads to the callback, whose address is the result.
    pub async fn walk(&self, page: &Url, returns_to: &Url) -> Url {
        let mut here = page.clone();
        let mut reply = self.http.get(here.clone()).send().await.expect("the page answers");
        for _ in 0..PAGES {
            if let Some(next) = leads_to(reply.headers()) {
                let next = here.join(next).expect("an address");
                if next.origin() == returns_to.origin() && next.path() == returns_to.path() {
                    return next;
                }
                here = next;
                reply = self.http.get(here.clone()).send().await.expect("the page answers");
                continue;
            }
            let html = reply.text().await.expect("a page");
            let form = Form::of(&html).unwrap_or_else(|| panic!("no form to go on with: {html}"));
            let fields = form.fill(&self.answers_now());
            here = here.join(&form.action).expect("an address");
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
            let post =
                self.http.post(here.clone()).header("content-type", "application/x-www-form-urlencoded").body(body);
            reply = post.send().await.expect("the form is taken");
        }
        panic!("these pages lead nowhere");
    }
}

/// Where a reply leads without a person: at once, or after a moment.
fn leads_to(headers: &HeaderMap) -> Option<&str> {
    let text = |name| headers.get(name).map(|value| value.to_str().expect("an address"));
    text(LOCATION).or_else(|| text(REFRESH)?.split_once("url=").map(|(_, address)| address))
}

struct Form {
    action: String,
    inputs: Vec<Input>,
}

struct Input {
    name: String,
    kind: String,
    value: String,
    checked: bool,
}

impl Form {
    fn of(html: &str) -> Option<Self> {
        let form = html.split_once("<form")?.1.split_once("</form>")?.0;
        let action = attribute(form.split_once('>')?.0, "action")?;
        let inputs = form.split('<').filter_map(|tag| {
            let tag = tag.split_once('>').map_or(tag, |(inside, _)| inside);
            let kind = if tag.starts_with("button") {
                "button".to_owned()
            } else {
                attribute(tag, "type").unwrap_or_default()
            };
            (tag.starts_with("input") || tag.starts_with("button")).then_some(())?;
            let checked = tag.split_whitespace().any(|word| word == "checked");
            Some(Input {
                name: attribute(tag, "name")?,
                kind,
                value: attribute(tag, "value").unwrap_or_default(),
                checked,
            })
        });
        Some(Self { action, inputs: inputs.collect() })
    }

    /// As a browser would send it: hidden and ticked ones as they stand, the rest as the person answers.
    fn fill(&self, answers: &[(String, String)]) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        let mut pressed = false;
        for input in &self.inputs {
            let answer = answers.iter().find(|(name, _)| *name == input.name).map(|(_, value)| value.clone());
            let value = match input.kind.as_str() {
                "radio" => match answer {
                    Some(answer) => (answer == input.value).then_some(answer),
                    None => input.checked.then(|| input.value.clone()),
                },
                "checkbox" => input.checked.then(|| input.value.clone()),
                // The wanted button where it is, else the first.
                "button" if pressed => None,
                "button" => {
                    let wanted = answer.filter(|answer| self.inputs.iter().any(|other| other.value == *answer));
                    pressed = wanted.as_ref().is_none_or(|wanted| *wanted == input.value);
                    pressed.then(|| input.value.clone())
                }
                "hidden" => Some(input.value.clone()),
                _ => Some(answer.unwrap_or_else(|| input.value.clone())),
            };
            fields.extend(value.map(|value| (input.name.clone(), value)));
        }
        fields
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!("{name}=\""))?.1.split_once('"')?.0;
    Some(value.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'"))
}
