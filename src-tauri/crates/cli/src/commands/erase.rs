//! `linkdesk erase`.

use super::{DONE, Outcome};
use crate::workplace::Workplace;
use clap::Args;
use serde_json::json;

#[derive(Args)]
pub(crate) struct Erase {
    /// Do not ask.
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(erase: &Erase, workplace: &Workplace) -> Outcome {
    let question = "Remove every connection, registration and credential of this profile? The grants stay at the \
                    providers; unlink first what shall be withdrawn.";
    workplace.confirm(erase.yes, question).await?;
    let desk = workplace.desk().await?;
    desk.erase().await?;
    workplace.output.result(&json!({ "erased": true }), || "Everything of this profile is removed\n".to_owned())?;
    Ok(DONE)
}
