//! The bare exchange: a refresh token for the next one at the same practice provider, kept nowhere.

use linkdesk_core::contract::ProviderId;
use linkdesk_tests::person::{Person, client};
use linkdesk_tests::workbench::Workbench;
use reqwest::Client;
use serde_json::Value;
use url::{Url, form_urlencoded};

/// A grant of its own, without Linkdesk.
pub(crate) struct Bare {
    http: Client,
    token_endpoint: String,
    client: [(&'static str, String); 2],
    refresh_token: String,
}

impl Bare {
    /// Signs in as another user's business and redeems the code.
    pub(crate) async fn sign_in(bench: &Workbench) -> Self {
        let registration = bench.registration(ProviderId::Flowaccount);
        let value = |name: &str| {
            let line = registration.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
            line.expect("the practice registration has it").trim_matches('"').to_owned()
        };
        let (id, secret, redirect) = (value("id"), value("secret"), value("redirect_uri"));
        let mut page = Url::parse(&value("authorize")).expect("an address");
        page.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &id)
            .append_pair("redirect_uri", &redirect)
            .append_pair("scope", &value("scopes"))
            .append_pair("state", "sample");
        let redirect_url = Url::parse(&redirect).expect("an address");
        let callback = Person::of_business("N9000001").walk(&page, &redirect_url).await;
        let code = callback.query_pairs().find(|(name, _)| name == "code").expect("a code").1.into_owned();
        let mut bare = Self {
            http: client(),
            token_endpoint: value("token"),
            client: [("client_id", id), ("client_secret", secret)],
            refresh_token: String::new(),
        };
        bare.ask(&[("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", &redirect)]).await;
        bare
    }

    /// One rotation.
    pub(crate) async fn rotate(&mut self) {
        let old = self.refresh_token.clone();
        self.ask(&[("grant_type", "refresh_token"), ("refresh_token", &old)]).await;
    }

    async fn ask(&mut self, fields: &[(&str, &str)]) {
        let client = self.client.iter().map(|(name, value)| (*name, value.as_str()));
        let form =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(fields.iter().copied().chain(client)).finish();
        let call = self.http.post(&self.token_endpoint).header("content-type", "application/x-www-form-urlencoded");
        let answer = call.body(form).send().await.expect("the practice provider answers");
        let body: Value = serde_json::from_slice(&answer.bytes().await.expect("a whole answer")).expect("JSON");
        body["refresh_token"].as_str().expect("a refresh token").clone_into(&mut self.refresh_token);
    }
}
