//! The dial: everything that can be done to the practice providers from behind.

use crate::desk::{ActiveFault, Refusal};
use crate::world::{Memory, World};
use crate::{BankhubHook, Fault, PhoneMessage, Provider, Repeat, Switch, bankhub, baokim};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use time::OffsetDateTime;

/// Something that happens to grants outside the API.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantAction {
    /// Where there are refresh tokens: the refresh token is as old as it may get.
    ExpireRefreshTokens,
    /// Where there are refresh tokens: the access token is over, the refresh token is not.
    ExpireAccessTokens,
    /// bankHub: the person changed the password at the bank (`GRANT_LOGIN_REQUIRED`). Headline: the customer's own.
    BankPasswordChanged,
    /// bankHub: the bank wants to check the device (`OTP_REQUIRED`).
    OtpRequired,
    /// bankHub: the bank stopped its web login (`PREVENTED`).
    WebLoginPrevented,
    /// bankHub: the grant was paused (`GRANT_PAUSED`).
    Paused,
    /// bankHub: the bank paused the account (`FI_SERVICE_ACCOUNT_PAUSED`). ITS: it closed the shop.
    AccountPaused,
    /// The person put it right at the bank, or at the provider.
    Heal,
    /// The person withdrew the permission at the provider.
    Revoke,
}

impl GrantAction {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::ExpireRefreshTokens,
        Self::ExpireAccessTokens,
        Self::BankPasswordChanged,
        Self::OtpRequired,
        Self::WebLoginPrevented,
        Self::Paused,
        Self::AccountPaused,
        Self::Heal,
        Self::Revoke,
    ];

    /// Its id, as control calls write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::ExpireRefreshTokens => "expire_refresh_tokens",
            Self::ExpireAccessTokens => "expire_access_tokens",
            Self::BankPasswordChanged => "bank_password_changed",
            Self::OtpRequired => "otp_required",
            Self::WebLoginPrevented => "web_login_prevented",
            Self::Paused => "paused",
            Self::AccountPaused => "account_paused",
            Self::Heal => "heal",
            Self::Revoke => "revoke",
        }
    }

    /// Whether it can happen at this provider.
    pub fn applies_to(self, provider: Provider) -> bool {
        match self {
            Self::Revoke => true,
            Self::ExpireRefreshTokens | Self::ExpireAccessTokens => {
                matches!(provider, Provider::Flowaccount | Provider::Baokim | Provider::Headline)
            }
            Self::BankPasswordChanged => matches!(provider, Provider::Bankhub | Provider::Headline),
            Self::AccountPaused => matches!(provider, Provider::Bankhub | Provider::Its),
            Self::Heal => matches!(provider, Provider::Bankhub | Provider::Its | Provider::Headline),
            _ => provider == Provider::Bankhub,
        }
    }
}

/// A grant as the control page shows it: no token.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GrantSummary {
    /// Its id at the provider.
    pub id: String,
    /// Whose account it opens.
    pub identity: String,
    /// How it is: `good`, or what is wrong with it.
    pub condition: String,
}

/// Why the dial refuses.
#[derive(Debug, thiserror::Error)]
pub enum DialError {
    /// The provider cannot have this fault, or this cannot happen to its grants.
    #[error("{provider} cannot have {what}")]
    DoesNotApply {
        /// The provider's id.
        provider: &'static str,
        /// The id of the fault or action.
        what: &'static str,
    },
    /// The provider has no switch of this name.
    #[error("{provider} has no switch {name}")]
    UnknownSwitch {
        /// The provider's id.
        provider: &'static str,
        /// The name.
        name: String,
    },
    /// The switch cannot be set to this.
    #[error("the switch {name} cannot be set to that")]
    WrongValue {
        /// The name.
        name: &'static str,
    },
    /// The provider knows no grant of this id.
    #[error("{provider} knows no such grant")]
    UnknownGrant {
        /// The provider's id.
        provider: &'static str,
    },
    /// The provider knows no user of this name.
    #[error("{provider} knows no such user")]
    UnknownUser {
        /// The provider's id.
        provider: &'static str,
    },
    /// Not an HTTP status of an error, 400 to 599, or 200 for a provider that hides errors there.
    #[error("{0} is not the status of an error")]
    WrongStatus(u16),
    /// Not an address a registration may have: absolute, without a fragment.
    #[error("not a redirect address")]
    WrongRedirect,
    /// The change was made but could not be saved, or the providers were stopped.
    #[error("the practice state could not be saved: {0}")]
    Unsaved(String),
}

impl Memory {
    /// Sets or clears the fault of a provider.
    pub(crate) fn set_fault(&mut self, provider: Provider, fault: Option<ActiveFault>) -> Result<(), DialError> {
        if let Some(ActiveFault { fault, .. }) = fault.filter(|active| !active.fault.applies_to(provider)) {
            return Err(DialError::DoesNotApply { provider: provider.id(), what: fault.id() });
        }
        self.desk(provider).set_fault(fault);
        Ok(())
    }

    /// Sets a switch of a provider.
    pub(crate) fn set_switch(&mut self, provider: Provider, name: &str, value: Value) -> Result<(), DialError> {
        let switch = switch_of(provider, name)?;
        if !switch.accepts(&value) {
            return Err(DialError::WrongValue { name: switch.name });
        }
        self.desk(provider).set_switch(name, value);
        Ok(())
    }

    /// Makes a provider refuse its next API call.
    pub(crate) fn refuse_next(&mut self, provider: Provider, refusal: Refusal) -> Result<(), DialError> {
        if refusal.status != 200 && !(400..600).contains(&refusal.status) {
            return Err(DialError::WrongStatus(refusal.status));
        }
        self.desk(provider).refuse_next(refusal);
        Ok(())
    }

    /// Registers one more redirect address at a provider.
    pub(crate) fn add_redirect_uri(&mut self, provider: Provider, address: &str) -> Result<(), DialError> {
        let parsed = url::Url::parse(address).map_err(|_| DialError::WrongRedirect)?;
        if parsed.fragment().is_some() {
            return Err(DialError::WrongRedirect);
        }
        provider.client(self).allow(address);
        Ok(())
    }

    /// Lets something happen to one grant, or to all.
    pub(crate) fn act_on_grants(
        &mut self,
        provider: Provider,
        action: GrantAction,
        grant: Option<&str>,
    ) -> Result<(), DialError> {
        if !action.applies_to(provider) {
            return Err(DialError::DoesNotApply { provider: provider.id(), what: action.id() });
        }
        let met = provider.act_on_grants(action, grant, self);
        if grant.is_some() && met == 0 {
            return Err(DialError::UnknownGrant { provider: provider.id() });
        }
        Ok(())
    }

    /// A user of Bảo Kim changes the name; the message that Bảo Kim would send about it.
    pub(crate) fn change_baokim_user(&mut self, user: &str, name: &str) -> Result<String, DialError> {
        let message = baokim::State::of(self).change_user(user, name);
        message.ok_or(DialError::UnknownUser { provider: Provider::Baokim.id() })
    }

    /// The webhook body that bankHub would post about a grant, or about the newest.
    pub(crate) fn bankhub_hook(&mut self, hook: BankhubHook, grant: Option<&str>) -> Result<String, DialError> {
        let body = bankhub::hook_body(hook, grant, &mut bankhub::State::scene(self));
        body.ok_or(DialError::UnknownGrant { provider: Provider::Bankhub.id() })
    }

    /// The grants of a provider.
    pub(crate) fn grants(&mut self, provider: Provider) -> Vec<GrantSummary> {
        provider.grants(self)
    }
}

/// The switch of a provider by its name.
pub(crate) fn switch_of(provider: Provider, name: &str) -> Result<&'static Switch, DialError> {
    let found = provider.switches().iter().find(|switch| switch.name == name);
    found.ok_or_else(|| DialError::UnknownSwitch { provider: provider.id(), name: name.to_owned() })
}

/// A hold on running practice providers. Clones act on the same ones.
#[derive(Clone)]
pub struct Dial(Arc<World>);

impl Dial {
    pub(crate) fn new(world: Arc<World>) -> Self {
        Self(world)
    }

    fn change<Outcome>(&self, act: impl FnOnce(&mut Memory) -> Outcome) -> Result<Outcome, DialError> {
        self.0.change(act).map_err(|error| DialError::Unsaved(error.to_string()))
    }

    /// Turns a fault of a provider on, in place of the one it had.
    pub fn set_fault(&self, provider: Provider, fault: Fault, repeat: Repeat) -> Result<(), DialError> {
        self.change(|memory| memory.set_fault(provider, Some(ActiveFault { fault, repeat })))?
    }

    /// Turns the fault of a provider off.
    pub fn clear_fault(&self, provider: Provider) -> Result<(), DialError> {
        self.change(|memory| memory.set_fault(provider, None))?
    }

    /// The fault a provider has now.
    pub fn fault(&self, provider: Provider) -> Option<ActiveFault> {
        self.0.look(|memory| memory.desk(provider).fault())
    }

    /// Moves the practice clock on by this many seconds, or back.
    pub fn advance_clock(&self, seconds: i64) -> Result<(), DialError> {
        self.change(|memory| memory.clock.advance(seconds))
    }

    /// Sets the practice clock back to the true time.
    pub fn reset_clock(&self) -> Result<(), DialError> {
        self.change(|memory| memory.clock.reset())
    }

    /// What the practice clock says, in UTC, to the second.
    pub fn now(&self) -> OffsetDateTime {
        self.0.look(|memory| memory.clock.now().utc())
    }

    /// How far the practice clock was moved, in seconds.
    pub fn clock_offset(&self) -> i64 {
        self.0.look(|memory| memory.clock.offset_seconds())
    }

    /// Sets a switch of a provider.
    pub fn set_switch(&self, provider: Provider, name: &str, value: impl Into<Value>) -> Result<(), DialError> {
        let value = value.into();
        self.change(|memory| memory.set_switch(provider, name, value))?
    }

    /// All switches of a provider with what they are set to.
    pub fn switches(&self, provider: Provider) -> Map<String, Value> {
        self.0.look(|memory| memory.desk(provider).switches())
    }

    /// What each switch of a provider does.
    pub fn switch_list(provider: Provider) -> &'static [Switch] {
        provider.switches()
    }

    /// Makes a provider refuse an API call once. Several refusals wait for one call each.
    pub fn refuse_next(&self, provider: Provider, refusal: Refusal) -> Result<(), DialError> {
        self.change(|memory| memory.refuse_next(provider, refusal))?
    }

    /// Registers one more redirect address at a provider.
    pub fn add_redirect_uri(&self, provider: Provider, address: &str) -> Result<(), DialError> {
        self.change(|memory| memory.add_redirect_uri(provider, address))?
    }

    /// Lets something happen to the grant of this id, or to all grants of the provider.
    pub fn act_on_grants(&self, provider: Provider, action: GrantAction, grant: Option<&str>) -> Result<(), DialError> {
        self.change(|memory| memory.act_on_grants(provider, action, grant))?
    }

    /// A user of Bảo Kim, by login, e-mail address or phone, changes the name. The body of the signed message that Bảo Kim
    /// would send to the registered callback: `{oldData, newData, sign}`.
    pub fn change_baokim_user(&self, user: &str, name: &str) -> Result<String, DialError> {
        self.change(|memory| memory.change_baokim_user(user, name))?
    }

    /// The unsigned body that bankHub would post to its webhook address about the grant of this id, or about the newest. One
    /// that is no more counts too.
    pub fn bankhub_hook(&self, hook: BankhubHook, grant: Option<&str>) -> Result<String, DialError> {
        self.change(|memory| memory.bankhub_hook(hook, grant))?
    }

    /// The grants of a provider, oldest first.
    pub fn grants(&self, provider: Provider) -> Vec<GrantSummary> {
        self.0.look(|memory| memory.grants(provider))
    }

    /// The messages on the practice phone, newest first.
    pub fn phone(&self) -> Vec<PhoneMessage> {
        self.0.look(|memory| memory.phone().messages())
    }

    /// How often each endpoint of a provider was called, by names such as `token.refresh`.
    pub fn counters(&self, provider: Provider) -> BTreeMap<String, u64> {
        self.0.look(|memory| memory.desk(provider).counters())
    }
}
