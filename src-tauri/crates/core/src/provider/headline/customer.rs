//! The customer behind a token.

use super::auth2;
use super::errors::Asking;
use super::wire::{Place, post};
use crate::contract::{IdentityView, Reason};
use crate::provider::identity::masked;
use crate::provider::protocol::json;
use crate::provider::refusal::plain;
use crate::provider::{Credential, Holding, Identity, IdentityKey, Line, Refusal, RefusalKind};
use serde_json::{Value, json};

/// Who-am-I of Headline's public front ends.
const INFO: Place = Place::client("global/customer.app.CustomerWebApiService.findCustomerInfo");

/// A customer as Headline tells one.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Customer {
    number: String,
    name: String,
}

/// Asks for the customer of this credential, by the way it came.
pub(super) async fn of(line: Line<'_>, credential: &Credential) -> Result<Customer, Refusal> {
    let data = match (credential.part("access"), credential.part("login")) {
        (Some(access), _) => auth2::user(line, &access.value).await?,
        (None, Some(login)) => {
            let asking = if credential.kept().is_some() { Asking::KeptLoginToken } else { Asking::LoginToken };
            post(line, INFO, &json!({}), Some(&login.value), asking).await?
        }
        (None, None) => return Err(Refusal::new(RefusalKind::NeedsPerson(Reason::CredentialDamaged))),
    };
    read(&data, credential.fact("customer_no"))
}

/// Reads an answer. It has to be the customer whose token it was given as.
pub(super) fn read(data: &Value, expected: Option<&str>) -> Result<Customer, Refusal> {
    let Some(number) = json::text(data.get("customerNo")) else {
        return Err(Refusal::new(RefusalKind::Unreadable).coded("no customerNo"));
    };
    if expected.is_some_and(|expected| expected != number) {
        return Err(Refusal::new(RefusalKind::AnswerRefused).coded("the token is another customer's"));
    }
    // Covered by the provider already, but for the e-mail address of auth2.
    let name = json::first_text(data, &["name", "email", "phone"]).map(|name| plain(&name));
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| masked(&number));
    Ok(Customer { number, name })
}

impl Customer {
    /// Whose account it is.
    pub(super) fn identity(self) -> Identity {
        let masked = masked(&self.number);
        let keys = IdentityKey::new("customer_no", &self.number).into_iter().collect();
        Identity { keys, view: IdentityView { name: self.name, masked } }
    }

    /// The one account under a link: the customer. Balances are the trading page's, and are not asked for.
    pub(super) fn holding(self) -> Holding {
        Holding { number: self.number, name: self.name, institution: None, balance: None }
    }
}
