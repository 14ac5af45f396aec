//! "Who am I": the company behind a token, in either of the two published shapes.

use super::wire;
use crate::Secret;
use crate::contract::IdentityView;
use crate::provider::identity::masked;
use crate::provider::protocol::json;
use crate::provider::{Identity, IdentityKey, Line, Refusal, RefusalKind};

use serde_json::Value;

/// A company as the API tells it.
pub(super) struct Company {
    id: Option<String>,
    support_code: Option<String>,
    name: Option<String>,
}

/// Asks for the company of this token.
pub(super) async fn read(line: Line<'_>, access: &Secret) -> Result<Company, Refusal> {
    Ok(Company::of(&wire::get(line, access, line.registration.below("api", "company/info")).await?))
}

impl Company {
    /// The company in an answer.
    pub(super) fn of(body: &Value) -> Self {
        let data = match body.get("data") {
            Some(Value::Array(list)) => list.first().unwrap_or(&Value::Null),
            Some(object @ Value::Object(_)) => object,
            _ => body,
        };
        Self {
            id: json::first_text(data, &["companyId", "id"]),
            support_code: json::text(data.get("supportCode")),
            // The first spelling is the API's own.
            name: json::first_text(data, &["compnayName", "companyName", "nameLocal", "companyNameEn", "nameForeign"]),
        }
    }

    /// The identity, with the support code that came with the token when the company does not repeat it.
    pub(super) fn identity(self, support_code: Option<&str>) -> Result<Identity, Refusal> {
        let support_code = self.support_code.as_deref().or(support_code);
        let keys: Vec<IdentityKey> = [("support_code", support_code), ("company_id", self.id.as_deref())]
            .into_iter()
            .filter_map(|(kind, value)| IdentityKey::new(kind, value?))
            .collect();
        let Some(shown) = keys.first().map(|key| masked(&key.value)) else {
            return Err(Refusal::new(RefusalKind::Unreadable).coded("no company id"));
        };
        let name = self.name.unwrap_or_else(|| shown.clone());
        Ok(Identity { view: IdentityView { name: crate::provider::refusal::plain(&name), masked: shown }, keys })
    }
}
