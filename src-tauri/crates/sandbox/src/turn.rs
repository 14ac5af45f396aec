//! What the pages of all providers have in common: how a step ends, and when an approval comes.

use crate::Fault;
use crate::clock::Moment;
use crate::http::{Answer, Call, Form};
use crate::provider::Scene;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long pages wait for a person, in seconds.
const PATIENCE_SECONDS: i64 = 30 * 60;

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

/// The flow that a page belongs to: the hidden field of its form, or the parameter of its address, which is `token` where
/// the provider's own API gives the address of the first page.
pub(crate) fn flow_id<'a>(call: &'a Call, form: &'a Form) -> &'a str {
    form.field("flow").or_else(|| call.query("flow")).or_else(|| call.query("token")).unwrap_or_default()
}

/// When the approval of a person who has done everything comes: at once, unless the dial says that it takes long.
pub(crate) fn approval<State>(waiting_until: Option<Moment>, scene: &mut Scene<'_, State>) -> Moment {
    match waiting_until {
        Some(at) => at,
        None if scene.desk.takes(Fault::SlowApproval) => scene.now.plus(scene.desk.number("approval_seconds")),
        None => scene.now,
    }
}

/// How far a person got through pages that end with a permission.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// When the first page was opened.
    pub(crate) started_at: Moment,
    /// How long the pages wait for the person, in seconds.
    #[serde(default = "usual_patience")]
    pub(crate) patience: i64,
    /// Whether the person has done everything.
    pub(crate) consented: bool,
    /// When a slow approval comes.
    pub(crate) approved_at: Option<Moment>,
}

/// That of pages whose provider says nothing of it.
const fn usual_patience() -> i64 {
    PATIENCE_SECONDS
}

impl Progress {
    /// At the first page.
    pub(crate) fn new(now: Moment) -> Self {
        Self { started_at: now, patience: PATIENCE_SECONDS, consented: false, approved_at: None }
    }
}

/// The way of one person through the pages of a provider.
pub(crate) trait Journey {
    /// How far the person got.
    fn progress(&mut self) -> &mut Progress;
}

/// Where a journey has come to after a step.
pub(crate) enum Stage<Flow> {
    /// At this page.
    Shown(Answer),
    /// At its end.
    Finished(Flow),
    /// At its end, because the person gave up or refused.
    Cancelled(Flow),
    /// Nowhere: it is over, or there never was one.
    Expired,
}

/// Takes a journey through one step.
pub(crate) fn go_on<State, Flow: Journey>(
    call: &Call,
    step: Step<State, Flow>,
    scene: &mut Scene<'_, State>,
    flows: fn(&mut State) -> &mut BTreeMap<String, Flow>,
    show: fn(&str, &Flow, Option<&str>) -> Answer,
) -> Stage<Flow> {
    let form = call.form();
    let id = flow_id(call, &form);
    let now = scene.now;
    let Some(mut flow) = flows(scene.state).remove(id) else { return Stage::Expired };
    let Progress { started_at, patience, .. } = *flow.progress();
    if now.since(started_at) >= patience {
        return Stage::Expired;
    }
    let turn = take(step, &form, scene, &mut flow);
    if turn == Turn::Cancelled {
        return Stage::Cancelled(flow);
    }
    let progress = flow.progress();
    if turn == Turn::Next && progress.consented {
        let approved_at = approval(progress.approved_at, scene);
        if approved_at <= now {
            return Stage::Finished(flow);
        }
        progress.approved_at = Some(approved_at);
    }
    let page = show(id, &flow, turn.error());
    flows(scene.state).insert(id.to_owned(), flow);
    Stage::Shown(page)
}
