//! What a grant was asked for. bankHub's answers name no scopes, so what the registration asked for is noted with the grant;
//! in practice an operator has one grant for each family of products.

use crate::provider::{Action, Credential};
use crate::registration::Registration;

/// The scopes of a registration that names none.
const USUAL: &str = "identity,balance,transaction";

/// Notes what was asked for.
pub(super) fn noted(credential: Credential, registration: &Registration) -> Credential {
    credential.knowing("scopes", registration.field("scopes").unwrap_or(USUAL))
}

/// Whether a grant was asked for with this scope. The person may have left it out all the same.
pub(super) fn asks_for(credential: &Credential, scope: &str) -> bool {
    credential.fact("scopes").unwrap_or(USUAL).split(',').any(|asked| asked.trim() == scope)
}

/// The call that says whose account it is: that of the grant's own family.
pub(super) fn identity_call(credential: &Credential) -> &'static str {
    let calls =
        [("identity", "identity"), ("qrpay", "qr-pay/identity"), ("virtual_account", "virtual-account/identity")];
    calls.into_iter().find(|(scope, _)| asks_for(credential, scope)).map_or("identity", |(_, call)| call)
}

/// The scope that an action needs; `None`: every grant has what it needs.
pub(super) fn of_action(action: &Action) -> Option<&'static str> {
    match action.name {
        super::facts::PAYMENT_CODE | super::facts::PAYMENT_ACCOUNT => Some("qrpay"),
        super::facts::VIRTUAL_ACCOUNT => Some("virtual_account"),
        super::facts::INVOICES => Some("gdt"),
        _ => None,
    }
}
