//! What Bảo Kim does for an account or a linked wallet besides: the profile, checks, the password for payments, becoming
//! a business.
//!
//! Some of its answers tell more than was asked: a hash of the password, the secret of a second factor. What is shown is
//! picked out by name; the rest goes nowhere.

use super::errors::Asking;
use super::wire::{self, Who, get};
use super::{account, wallet};
use crate::Secret;
use crate::contract::FieldKind::{Password, Text};
use crate::contract::{ActionAnswer, ActionEffect, FactValue, Reason};
use crate::http::{Part, PartContent};
use crate::provider::protocol::{json, picture};
use crate::provider::{Action, Credential, Deed, Field, Form, Line, Refusal, RefusalKind, Values};
use serde_json::{Map, Value};

/// The pictures of the identity check: our field, and the part that carries it.
const PICTURES: [(&str, &str); 3] =
    [("front", "image-identify-front"), ("behind", "image-identify-behind"), ("portrait", "profile")];

const fn action(name: &'static str, effect: ActionEffect, fields: &'static [Field]) -> Action {
    Action { name, effect, form: Form { id: name, fields, receiver: "api", again_after: None }, pages: false }
}

/// All of them. Whose they are: [`is_for`].
pub(super) const ALL: &[Action] = &[
    action("profile", ActionEffect::Reads, &[]),
    action(
        "bank_account_check",
        ActionEffect::Reads,
        &[Field::required("holder", Text), Field::required("bank_id", Text), Field::required("bank_account", Text)],
    ),
    action("payment_password_check", ActionEffect::Reads, &[Field::required("transaction_password", Password)]),
    action(
        "payment_password_set",
        ActionEffect::Changes,
        &[Field::required("transaction_password", Password), Field::required("login_password", Password)],
    ),
    action("payment_password_remove", ActionEffect::Changes, &[Field::required("login_password", Password)]),
    action(
        "identity_check",
        ActionEffect::Changes,
        &[Field::picture("front"), Field::picture("behind"), Field::picture("portrait")],
    ),
    action(
        "become_business",
        ActionEffect::Changes,
        &[
            Field::required("business_name", Text),
            Field::required("business_number", Text),
            Field::required("site_url", Text),
            Field::optional("business_area", Text),
        ],
    ),
];

/// Whether a credential opens an action: an account tells its profile, a wallet does the rest, either becomes a business.
pub(super) fn is_for(credential: &Credential, action: &Action) -> bool {
    let account = credential.part("access").is_some();
    match action.name {
        "profile" => account,
        "become_business" => true,
        _ => !account,
    }
}

/// Does one.
pub(super) async fn act(line: Line<'_>, credential: &Credential, deed: Deed<'_>) -> Result<ActionAnswer, Refusal> {
    let done = Doing { line, credential, form: &deed.action.form, values: deed.values };
    let outcome = match deed.action.name {
        "profile" => done.profile().await,
        "bank_account_check" => done.bank_account().await,
        "payment_password_check" => done.password_check().await,
        "payment_password_set" => done.password_set().await,
        "payment_password_remove" => done.password_remove().await,
        "identity_check" => done.identity().await,
        "become_business" => done.business().await,
        _ => Err(Refusal::new(RefusalKind::OurFault)),
    };
    match outcome {
        // A caller who is not taken is answered with the same code as a wallet's dead token, which nothing renews.
        Err(refusal) if refusal.kind == RefusalKind::AccessEnded && credential.part("access").is_none() => {
            account::try_caller(line).await?;
            Err(Refusal { kind: RefusalKind::NeedsPerson(Reason::RemovedAtProvider), ..refusal })
        }
        outcome => outcome,
    }
}

struct Doing<'a> {
    line: Line<'a>,
    credential: &'a Credential,
    form: &'static Form,
    values: &'a Values,
}

impl Doing<'_> {
    async fn profile(&self) -> Result<ActionAnswer, Refusal> {
        let told = get(self.line, "api/v4/user/detail", self.who()?, &[]).await?;
        let text = |name: &str| FactValue::of(&told, &[name]);
        let truth = |name: &str| FactValue::truth(is_yes(told.get(name)?));
        Ok(ActionAnswer::default()
            .with("name", text("name"))
            .with("phone", text("phone"))
            .with("phone_verified", truth("is_phone_verified"))
            .with("email", text("email"))
            .with("email_verified", truth("is_email_verified"))
            .with("address", text("address"))
            .with("account_kind", kind(told.get("type"))))
    }

    async fn bank_account(&self) -> Result<ActionAnswer, Refusal> {
        // The call takes a number, and numbers only.
        let bank = self.values.text("bank_id").parse::<u32>();
        let bank = bank.map_err(|_| Refusal::new(RefusalKind::Input).about("bank_id"))?;
        let mut body = self.body(&[("holder", "holder"), ("bank_account", "bank_account")]);
        body.insert("bank_id".to_owned(), bank.into());
        self.verdict("check-account-bank", body, "is_match", "matches").await
    }

    async fn password_check(&self) -> Result<ActionAnswer, Refusal> {
        let body = self.body(&[("transaction_password", "transaction_password")]);
        self.verdict("check-transaction-password", body, "is_match", "matches").await
    }

    async fn password_set(&self) -> Result<ActionAnswer, Refusal> {
        let fields = [("transaction_password", "transaction_password"), ("login_password", "login_password")];
        // The answer is a row of settings with a hash and a secret in it. That it came is all that is told.
        self.wallet("create-transaction-password", self.body(&fields)).await.map(|_| done())
    }

    async fn password_remove(&self) -> Result<ActionAnswer, Refusal> {
        let body = self.body(&[("login_password", "password")]);
        self.verdict("delete-transaction-password", body, "is_delete", "removed").await
    }

    /// Two calls: a ticket, for which no code is sent, and the pictures.
    async fn identity(&self) -> Result<ActionAnswer, Refusal> {
        let (_, id) = wallet::of(self.credential)?;
        let asked = Map::from_iter([("mrc_uuid".to_owned(), id.into())]);
        let ticket = self.wallet("request-identify-wallet", asked).await?;
        let Some(ticket) = json::text(ticket.get("ticket")) else {
            return Err(Refusal::new(RefusalKind::Unreadable).coded("no ticket"));
        };
        let mut parts = vec![
            Part { name: "mrc_uuid", content: PartContent::Text(Secret::from(id)) },
            Part { name: "ticket", content: PartContent::Text(Secret::from(ticket)) },
        ];
        for (field, name) in PICTURES {
            let chosen = self.values.picture(field).and_then(|chosen| picture::bare(&chosen));
            let Some((bytes, media_type)) = chosen else { return Err(Refusal::new(RefusalKind::Input).about(field)) };
            parts.push(Part { name, content: PartContent::File(bytes, media_type) });
        }
        let path = wallet::path("verify-identify-wallet");
        let told = wire::post_parts(self.line, &path, parts, self.who()?, self.asking()).await?;
        let text = |name: &str| FactValue::of(&told, &[name]);
        Ok(ActionAnswer::default().with("name", text("name")).with("level", text("lvl")))
    }

    async fn business(&self) -> Result<ActionAnswer, Refusal> {
        let fields = [("business_name", "name"), ("business_number", "business_number"), ("site_url", "site_url")];
        let mut body = self.body(&fields);
        let area = self.values.text("business_area");
        if !area.is_empty() {
            let area = area.parse::<u32>().map_err(|_| Refusal::new(RefusalKind::Input).about("business_area"))?;
            body.insert("business_area_id".to_owned(), area.into());
        }
        let told = self.wallet("upgrade-to-business", body).await?;
        let text = |name: &str| FactValue::of(&told, &[name]);
        Ok(ActionAnswer::default().with("business_name", text("name")).with("business_number", text("business_number")))
    }

    /// A call that answers yes or no under one name.
    async fn verdict(
        &self,
        call: &str,
        body: Map<String, Value>,
        name: &str,
        fact: &str,
    ) -> Result<ActionAnswer, Refusal> {
        let told = self.wallet(call, body).await?;
        match told.get(name) {
            Some(value) if value.is_boolean() || value.is_number() => {
                Ok(ActionAnswer::default().with(fact, FactValue::truth(is_yes(value))))
            }
            _ => Err(Refusal::new(RefusalKind::Unreadable).coded(&format!("no {name}"))),
        }
    }

    async fn wallet(&self, call: &str, body: Map<String, Value>) -> Result<Value, Refusal> {
        wire::post(self.line, &wallet::path(call), body, self.who()?, self.asking(), &[]).await
    }

    fn who(&self) -> Result<Who<'_>, Refusal> {
        match self.credential.part("access") {
            Some(access) => Ok(Who::User(&access.value)),
            None => Ok(Who::Wallet(wallet::of(self.credential)?.0)),
        }
    }

    const fn asking(&self) -> Asking {
        Asking::Action(self.form)
    }

    /// What was typed, under the names of the call.
    fn body(&self, fields: &[(&str, &str)]) -> Map<String, Value> {
        fields.iter().map(|(field, name)| ((*name).to_owned(), self.values.text(field).into())).collect()
    }
}

fn done() -> ActionAnswer {
    ActionAnswer::default().with("set", FactValue::truth(true))
}

/// Yes and no come as `true` and `false`, and as 1 and 0.
fn is_yes(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_i64() == Some(1))
}

/// 1 is a person, 2 a business; its documents show others.
fn kind(value: Option<&Value>) -> Option<FactValue> {
    match json::text(value)?.as_str() {
        "1" => FactValue::word("personal"),
        "2" => FactValue::word("business"),
        _ => None,
    }
}
