//! What the pages of all providers have in common: how a step ends, and when an approval comes.

use crate::Fault;
use crate::clock::Moment;
use crate::http::{Call, Form};
use crate::provider::Scene;

/// How a step of a person through the pages ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Turn {
    /// On to the next page.
    Next,
    /// The same page again, with this message.
    Again(&'static str),
    /// The person gave up or refused.
    Cancelled,
}

impl Turn {
    /// The message of a page that is shown again.
    pub(crate) fn error(self) -> Option<&'static str> {
        match self {
            Self::Again(error) => Some(error),
            Self::Next | Self::Cancelled => None,
        }
    }
}

/// What a step does with the form it got.
pub(crate) type Step<State, Flow> = fn(&Form, &mut Scene<'_, State>, &mut Flow) -> Turn;

/// The step of a page that only looks whether anything has happened.
pub(crate) fn look_again<State, Flow>(_: &Form, _: &mut Scene<'_, State>, _: &mut Flow) -> Turn {
    Turn::Next
}

/// Takes a step, unless the form was submitted by the button that gives up.
pub(crate) fn take<State, Flow>(
    step: Step<State, Flow>,
    form: &Form,
    scene: &mut Scene<'_, State>,
    flow: &mut Flow,
) -> Turn {
    if matches!(form.field("answer"), Some("cancel" | "deny")) { Turn::Cancelled } else { step(form, scene, flow) }
}

/// The flow that a page belongs to: the hidden field of its form, or the parameter of its address.
pub(crate) fn flow_id<'a>(call: &'a Call, form: &'a Form) -> &'a str {
    form.field("flow").or_else(|| call.query("flow")).unwrap_or_default()
}

/// When the approval of a person who has done everything comes: at once, unless the dial says that it takes long.
pub(crate) fn approval<State>(waiting_until: Option<Moment>, scene: &mut Scene<'_, State>) -> Moment {
    match waiting_until {
        Some(at) => at,
        None if scene.desk.takes(Fault::SlowApproval) => scene.now.plus(scene.desk.number("approval_seconds")),
        None => scene.now,
    }
}
