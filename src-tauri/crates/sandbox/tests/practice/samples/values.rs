//! What a name in angle brackets stands for in a request: an address or a name of the registration, or something that
//! practice first has to hand out.

use crate::headline::HASH;
use crate::its::FIRST;
use crate::support::Practice;
use linkdesk_sandbox::Provider;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The values of one request. What is asked for twice is the same twice.
pub(super) struct Known<'a> {
    practice: &'a Practice,
    provider: Provider,
    values: BTreeMap<String, String>,
}

impl<'a> Known<'a> {
    pub(super) fn new(practice: &'a Practice, provider: Provider) -> Self {
        Self { practice, provider, values: BTreeMap::new() }
    }

    /// The fields of a request with a sample's changes.
    pub(super) async fn fields(
        &mut self,
        fields: &Map<String, Value>,
        changes: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut all = fields.clone();
        all.extend(changes.clone());
        all.retain(|_, value| !value.is_null());
        for value in all.values_mut() {
            if let Value::String(text) = value {
                *text = self.filled(text).await;
            }
        }
        all
    }

    /// A text with the values in it.
    pub(super) async fn filled(&mut self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once('<').and_then(|(before, rest)| Some((before, rest.split_once('>')?)))
        {
            filled = filled + before + &self.value(name).await;
            rest = after;
        }
        filled + rest
    }

    async fn value(&mut self, name: &str) -> String {
        let ready = &self.practice.sandbox.ready().providers[&self.provider];
        let own = self.values.get(name).or_else(|| ready.endpoints.get(name)).cloned();
        if let Some(value) = own.or_else(|| self.practice.find_registered(self.provider, name)) {
            return value;
        }
        let made = match self.provider {
            Provider::Bankhub => self.of_bankhub(name).await,
            Provider::Baokim => self.of_baokim(name).await,
            Provider::Its => {
                vec![("shop_key", self.practice.linked_shop(FIRST).await), ("linked_shop", FIRST.to_owned())]
            }
            Provider::Headline => self.of_headline(name).await,
            Provider::Flowaccount => self.of_flowaccount(name).await,
        };
        self.values.extend(made.into_iter().map(|(name, value)| (name.to_owned(), value)));
        self.values.get(name).unwrap_or_else(|| panic!("nothing is called {name}")).clone()
    }

    async fn of_bankhub<'b>(&self, name: &'b str) -> Vec<(&'b str, String)> {
        let value = match name {
            "public_token" => self.practice.link_as("sample-plain", "practice").await.callback()["publicToken"].clone(),
            "access_token" => self.practice.linked("sample-plain", "practice").await,
            "grant_token" => self.practice.grant_token(None).await,
            _ => self.practice.linked_for(name.strip_prefix("token for ").unwrap()).await,
        };
        vec![(name, value)]
    }

    async fn of_baokim(&self, name: &str) -> Vec<(&'static str, String)> {
        let practice = self.practice;
        let token = || &self.values["wallet_token"];
        match name {
            "caller" => vec![("caller", practice.partner())],
            "mrc_uuid" => vec![("mrc_uuid", crate::baokim_wallet::MRC_UUID.to_owned())],
            "access_token" | "refresh_token" | "sso_ticket" => {
                let data = practice.logged_in().await;
                let own = |name: &str| text(&data[name]);
                vec![
                    ("access_token", own("access_token")),
                    ("refresh_token", own("refresh_token")),
                    ("sso_ticket", own("ticket")),
                ]
            }
            "access_code" => vec![("access_code", practice.signed_on().await.pinged_code())],
            "link_ticket" | "link_otp" => {
                let ticket = text(&practice.asked().await);
                vec![("link_ticket", ticket), ("link_otp", practice.latest_code())]
            }
            "linked_code" => {
                let ticket = practice.asked().await;
                let code = practice.submit_code(&practice.latest_code(), &ticket).await;
                vec![("linked_code", text(&code.json()["data"]["linked_code"]))]
            }
            "wallet_token" => vec![("wallet_token", practice.wallet_token().await)],
            "unlink_ticket" | "unlink_otp" => {
                let ticket = practice.wallet_ticket("request-cancel-linked", token()).await;
                vec![("unlink_ticket", ticket), ("unlink_otp", practice.latest_code())]
            }
            "identify_ticket" => {
                vec![("identify_ticket", practice.wallet_ticket("request-identify-wallet", token()).await)]
            }
            _ => Vec::new(),
        }
    }

    async fn of_headline(&self, name: &str) -> Vec<(&'static str, String)> {
        let practice = self.practice;
        match name {
            "hash" => vec![("hash", HASH.to_owned())],
            "login_token" => vec![("login_token", practice.login_token().await)],
            "manager_token" => vec![("manager_token", practice.manager_token().await)],
            "auth2_code" => vec![("auth2_code", text(&practice.code_without_a_page().await.data()))],
            _ => {
                let tokens = practice.tokens().await;
                vec![("auth2_access", text(&tokens["accessToken"])), ("auth2_refresh", text(&tokens["refreshToken"]))]
            }
        }
    }

    async fn of_flowaccount(&self, name: &str) -> Vec<(&'static str, String)> {
        let practice = self.practice;
        let code = async |more: &[(&str, &str)]| practice.consent_to("N9000001", more).await.callback()["code"].clone();
        match name {
            "code" => vec![("code", code(&[]).await)],
            "code without a refresh" => vec![("code without a refresh", code(&[("scope", "flowaccount-api")]).await)],
            _ => {
                let tokens = practice.consented().await;
                vec![("access_token", text(&tokens["access_token"])), ("refresh_token", text(&tokens["refresh_token"]))]
            }
        }
    }
}

impl Practice {
    /// The ticket that a call about a linked wallet begins with.
    async fn wallet_ticket(&self, call: &str, token: &str) -> String {
        let reply = self.wallet(call, token, serde_json::json!({})).await;
        text(&reply.json()["data"]["ticket"])
    }

    fn find_registered(&self, provider: Provider, name: &str) -> Option<String> {
        let file = &self.sandbox.ready().providers[&provider].registration_toml;
        let is_there = file.lines().any(|line| line.starts_with(&format!("{name} = \"")));
        is_there.then(|| self.registered(provider, name))
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
