//! `linkdesk set-aside`.

use super::{DONE, Outcome};
use crate::workplace::Workplace;
use clap::Args;
use serde_json::json;

#[derive(Args)]
pub(crate) struct SetAside {
    /// Do not ask.
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(set_aside: &SetAside, workplace: &Workplace) -> Outcome {
    let question = "Rename this profile's store, so that a new one begins? Its accounts have to be linked again; the \
                    old file is kept and opens again if its key comes back.";
    workplace.confirm(set_aside.yes, question).await?;
    let kept = linkdesk_core::set_aside(&workplace.place.home, workplace.place.practice)?;
    let kept = kept.display().to_string();
    workplace.output.result(&json!({ "set_aside": kept }), || format!("Set aside as {kept}\n"))?;
    Ok(DONE)
}
