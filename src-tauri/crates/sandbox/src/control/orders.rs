//! What the control calls can order.

use crate::desk::{ActiveFault, Refusal};
use crate::dial::{DialError, switch_of};
use crate::http::{Call, Form};
use crate::world::Memory;
use crate::{BankhubHook, Fault, GrantAction, Provider, Repeat};
use serde_json::Value;

/// A control call that changes something.
#[derive(Clone, Copy)]
pub(super) enum Order {
    Clock,
    Fault,
    Switch,
    Grant,
    Refuse,
    RedirectUri,
    ChangeUser,
    Hook,
}

/// Why an order was not carried out.
pub(super) struct Refused {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Refused {
    fn field(name: &str) -> Self {
        Self { code: "bad_field", message: format!("the field {name} is missing or wrong") }
    }
}

impl From<DialError> for Refused {
    fn from(error: DialError) -> Self {
        let code = match error {
            DialError::DoesNotApply { .. } => "does_not_apply",
            DialError::UnknownSwitch { .. } => "unknown_switch",
            DialError::WrongValue { .. } => "wrong_value",
            DialError::UnknownGrant { .. } => "unknown_grant",
            DialError::UnknownUser { .. } => "unknown_user",
            DialError::WrongStatus(_) => "wrong_status",
            DialError::WrongRedirect => "wrong_redirect",
            DialError::Unsaved(_) => "unsaved",
        };
        Self { code, message: error.to_string() }
    }
}

/// The fields of an order, from JSON or from a form.
enum Fields {
    Json(Value),
    Form(Form),
}

impl Fields {
    fn text(&self, name: &str) -> Option<&str> {
        let text = match self {
            Self::Json(body) => body[name].as_str(),
            Self::Form(form) => form.field(name),
        };
        text.filter(|text| !text.is_empty())
    }

    fn needed(&self, name: &str) -> Result<&str, Refused> {
        self.text(name).ok_or_else(|| Refused::field(name))
    }

    fn number(&self, name: &str) -> Option<i64> {
        match self {
            Self::Json(body) => body[name].as_i64(),
            Self::Form(form) => form.field(name)?.trim().parse().ok(),
        }
    }

    fn flag(&self, name: &str) -> bool {
        match self {
            Self::Json(body) => body[name] == true,
            Self::Form(form) => form.field(name) == Some("true"),
        }
    }

    fn provider(&self) -> Result<Provider, Refused> {
        self.text("provider").and_then(Provider::from_id).ok_or_else(|| Refused::field("provider"))
    }
}

impl Order {
    /// The order that is given at this path.
    pub(super) fn at(path: &str) -> Option<Self> {
        Some(match path {
            "/clock" => Self::Clock,
            "/fault" => Self::Fault,
            "/switch" => Self::Switch,
            "/grant" => Self::Grant,
            "/refuse_next" => Self::Refuse,
            "/redirect_uri" => Self::RedirectUri,
            "/change_user" => Self::ChangeUser,
            "/hook" => Self::Hook,
            _ => return None,
        })
    }

    /// Carries the order out.
    pub(super) fn carry_out(self, call: &Call, is_form: bool, memory: &mut Memory) -> Result<(), Refused> {
        let not_json = || Refused { code: "bad_json", message: "the body is not JSON".to_owned() };
        let fields = if is_form { Fields::Form(call.form()) } else { Fields::Json(call.json().ok_or_else(not_json)?) };
        if let Self::Clock = self {
            if fields.flag("reset") {
                memory.clock.reset();
            } else {
                let seconds = fields.number("advance_seconds").ok_or_else(|| Refused::field("advance_seconds"))?;
                memory.clock.advance(seconds);
            }
            return Ok(());
        }
        let provider = fields.provider()?;
        match self {
            Self::Clock => {}
            Self::Fault => memory.set_fault(provider, fault(&fields)?)?,
            Self::Switch => {
                let name = fields.needed("name")?;
                let value = match &fields {
                    Fields::Json(body) => body["value"].clone(),
                    Fields::Form(form) => {
                        let switch = switch_of(provider, name)?;
                        let typed = form.field("value").and_then(|text| switch.read(text));
                        typed.ok_or(DialError::WrongValue { name: switch.name })?
                    }
                };
                memory.set_switch(provider, name, value)?;
            }
            Self::Grant => {
                let id = fields.needed("action")?;
                let action = GrantAction::ALL.into_iter().find(|action| action.id() == id);
                let action = action.ok_or_else(|| Refused::field("action"))?;
                memory.act_on_grants(provider, action, fields.text("grant"))?;
            }
            Self::Refuse => memory.refuse_next(provider, refusal(&fields)?)?,
            Self::ChangeUser if provider == Provider::Baokim => {
                memory.change_baokim_user(fields.needed("user")?, fields.needed("name")?)?;
            }
            Self::Hook if provider == Provider::Bankhub => {
                let id = fields.needed("hook")?;
                let hook = BankhubHook::ALL.into_iter().find(|hook| hook.id() == id);
                memory.bankhub_hook(hook.ok_or_else(|| Refused::field("hook"))?, fields.text("grant"))?;
            }
            Self::ChangeUser | Self::Hook => return Err(Refused::field("provider")),
            Self::RedirectUri => memory.add_redirect_uri(provider, fields.needed("redirect_uri")?)?,
        }
        Ok(())
    }
}

/// The fault to set; without one, or with `off`, the fault is cleared.
fn fault(fields: &Fields) -> Result<Option<ActiveFault>, Refused> {
    let id = fields.text("fault").unwrap_or("off");
    if id == "off" {
        return Ok(None);
    }
    let fault = Fault::from_id(id).ok_or_else(|| Refused::field("fault"))?;
    let repeat = match fields.text("repeat") {
        None | Some("once") => Repeat::Once,
        Some("until_off") => Repeat::UntilOff,
        Some(_) => return Err(Refused::field("repeat")),
    };
    Ok(Some(ActiveFault { fault, repeat }))
}

fn refusal(fields: &Fields) -> Result<Refusal, Refused> {
    let status = fields.number("status").and_then(|status| u16::try_from(status).ok());
    Ok(Refusal {
        error_code: fields.needed("errorCode")?.to_owned(),
        status: status.ok_or_else(|| Refused::field("status"))?,
        endpoint: fields.text("endpoint").map(str::to_owned),
    })
}
