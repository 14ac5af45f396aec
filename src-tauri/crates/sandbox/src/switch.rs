//! Switches: what a provider's documents leave open, with the answer we assume as the default.

use serde_json::Value;

/// What a switch may be set to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choices {
    /// On or off.
    Flag(bool),
    /// A whole number from 0 up; the unit stands in the description.
    Number(i64),
    /// One of a few words; the first is the default.
    OneOf(&'static [&'static str]),
    /// Any text.
    Text(&'static str),
}

/// A behaviour of a provider that can be switched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Switch {
    /// Its name in control calls.
    pub name: &'static str,
    /// What it may be set to, and its default.
    pub choices: Choices,
    /// What it does, in one sentence.
    pub about: &'static str,
}

impl Switch {
    /// What it is until somebody sets it.
    pub fn default_value(&self) -> Value {
        match self.choices {
            Choices::Flag(on) => on.into(),
            Choices::Number(number) => number.into(),
            Choices::OneOf(words) => words.first().copied().unwrap_or_default().into(),
            Choices::Text(text) => text.into(),
        }
    }

    /// Whether it may be set to this.
    pub fn accepts(&self, value: &Value) -> bool {
        match self.choices {
            Choices::Flag(_) => value.is_boolean(),
            Choices::Number(_) => value.as_i64().is_some_and(|number| number >= 0),
            Choices::OneOf(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Choices::Text(_) => value.is_string(),
        }
    }

    /// The value a form field of the control page means.
    pub(crate) fn read(&self, text: &str) -> Option<Value> {
        let value = match self.choices {
            Choices::Flag(_) => Value::from(text.parse::<bool>().ok()?),
            Choices::Number(_) => Value::from(text.trim().parse::<i64>().ok()?),
            Choices::OneOf(_) | Choices::Text(_) => Value::from(text.trim()),
        };
        self.accepts(&value).then_some(value)
    }
}

/// How long a slow approval takes; a page-wide switch of every provider that can have one.
pub(crate) const APPROVAL_SECONDS: Switch = Switch {
    name: "approval_seconds",
    choices: Choices::Number(90),
    about: "With the fault slow_approval: how many seconds the waiting page waits, by the practice clock.",
};

/// Where the redirect fault sends a credential call.
pub(crate) const REDIRECT_TARGET: Switch = Switch {
    name: "redirect_target",
    choices: Choices::Text("http://127.0.0.1:9/practice"),
    about: "With the fault redirect_token_endpoint: the address in the Location header.",
};

/// The seconds in a `Retry-After`.
pub(crate) const RETRY_AFTER: Switch = Switch {
    name: "retry_after_seconds",
    choices: Choices::Number(30),
    about: "With the fault too_many_requests: the seconds in the Retry-After header.",
};

/// How wrong the `Date` header is.
pub(crate) const DATE_SKEW: Switch = Switch {
    name: "date_skew_seconds",
    choices: Choices::Number(5 * 3600),
    about: "With the fault skewed_date: how many seconds the Date header is ahead of the true time.",
};

/// How long a slow body takes.
pub(crate) const SLOW_BODY: Switch = Switch {
    name: "slow_body_seconds",
    choices: Choices::Number(45),
    about: "With the fault slow_body: how many seconds the body takes, by the true clock.",
};
