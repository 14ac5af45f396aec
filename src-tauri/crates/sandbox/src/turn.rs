//! What the pages of all providers have in common: how a step ends, and when an approval comes.

use crate::Fault;
use crate::clock::Moment;
use crate::http::Form;
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

/// Whether a form was submitted by the button that gives up.
pub(crate) fn gives_up(form: &Form) -> bool {
    matches!(form.field("answer"), Some("cancel" | "deny"))
}

/// When the approval of a person who has done everything comes: at once, unless the dial says that it takes long.
pub(crate) fn approval<State>(waiting_until: Option<Moment>, scene: &mut Scene<'_, State>) -> Moment {
    match waiting_until {
        Some(at) => at,
        None if scene.desk.takes(Fault::SlowApproval) => scene.now.plus(scene.desk.number("approval_seconds")),
        None => scene.now,
    }
}
