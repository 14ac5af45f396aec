//! Opening an account: the call that registers somebody, and the login that follows.
//!
//! Registering is sent once. Whoever was registered, or may have been, is asked to sign in, and never registered again.
//! City and district are left out: they are ids of lists that no call tells.

use super::errors::Asking;
use super::wire::{Who, post};
use super::{account, facts};
use crate::provider::{Asked, Carried, Credential, Filled, Form, Line, Refusal, RefusalKind, Step, Values};
use serde_json::{Map, Value};

/// What the form that follows carries: by what the account is called.
const CALLED: &str = "username";
/// What goes as it was typed, under the same name.
const AS_TYPED: [&str; 6] = ["email", "name", "password", "address", "business_name", "business_number"];

/// Registers whom the form describes, and signs in as them.
pub(super) async fn open_account(line: Line<'_>, filled: &Filled<'_>) -> Result<Step, Refusal> {
    let values = filled.values;
    let body = body(values)?;
    let path = "api/v4/user/register-v2";
    if let Err(refusal) = post(line, path, body, Who::Caller, Asking::NewAccount, &["id"]).await {
        return if may_be_done(&refusal) {
            Ok(ask_to_sign_in(&facts::PERHAPS_REGISTERED, values, refusal, RefusalKind::PerhapsRegistered))
        } else {
            Err(refusal)
        };
    }
    match account::login(line, values.text("email"), values.text("password"), false).await {
        Ok(credential) => Ok(Step::Granted(credential)),
        Err(refusal) => Ok(ask_to_sign_in(&facts::REGISTERED, values, refusal, RefusalKind::Registered)),
    }
}

/// Signs in whoever was registered, or may have been: with the password that is typed once more.
pub(super) async fn sign_in(line: Line<'_>, filled: &Filled<'_>) -> Result<Credential, Refusal> {
    let called = filled.carried.get(CALLED).ok_or(Refusal::new(RefusalKind::OurFault))?;
    account::login(line, called.expose(), filled.values.text("password"), false).await // as it was typed before
}

fn ask_to_sign_in(form: &'static Form, values: &Values, refusal: Refusal, kind: RefusalKind) -> Step {
    let carried = Carried::from([(CALLED, values.secret("email"))]);
    let why = Refusal { kind, field: None, ..refusal };
    Step::Form(Asked::new(form).carrying(carried).after(why))
}

/// What the call takes.
pub(super) fn body(values: &Values) -> Result<Map<String, Value>, Refusal> {
    if !values.secret("password").matches(values.text("password_again")) {
        return Err(Refusal::new(RefusalKind::Input).about("password_again"));
    }
    let typed = AS_TYPED.into_iter().filter(|name| !values.text(name).is_empty());
    let mut body: Map<String, Value> = typed.map(|name| (name.to_owned(), values.text(name).into())).collect();
    let phone: String = values.text("phone").chars().filter(char::is_ascii_digit).collect();
    body.insert("phone".to_owned(), phone.into());
    let kind = if values.text("account_type") == "business" { 2 } else { 1 };
    body.insert("type".to_owned(), kind.into());
    Ok(body)
}

/// Whether the account may be there although the answer does not say so.
pub(super) const fn may_be_done(refusal: &Refusal) -> bool {
    refusal.is_ambiguous() || matches!(refusal.kind, RefusalKind::Trouble)
}
