//! `linkdesk support-bundle`: one file for somebody who helps, without names and secrets.

use super::doctor::Patient;
use super::export::write_new;
use super::{DONE, Outcome};
use crate::output::internal;
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::support_bundle;
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct SupportBundle {
    /// The new file. A file that exists is left alone.
    #[arg(long, value_name = "FILE", default_value = "linkdesk-support.json")]
    file: PathBuf,
    /// Print the bundle and write no file.
    #[arg(long, conflicts_with = "file")]
    print: bool,
    /// Ask no host.
    #[arg(long)]
    offline: bool,
}

pub(super) async fn run(asked: &SupportBundle, workplace: &Workplace) -> Outcome {
    let patient = Patient::of(workplace).await;
    let report = patient.report(asked.offline).await;
    let text = support_bundle(patient.found(), report).await?;
    if asked.print {
        // As it was searched for secrets, whole lines or one.
        let bundle: Value = serde_json::from_str(&text).map_err(|_| internal("The bundle is not JSON."))?;
        workplace.output.result(&bundle, || text.clone())?;
        return Ok(DONE);
    }
    write_new(&asked.file, &text)?;
    let file = asked.file.display().to_string();
    workplace.output.result(&json!({ "file": file }), || {
        format!(
            "Written to {file}\n\
             It holds what the doctor found, the program's version, and for each connection its provider, its status\n\
             and when what happened. It holds no name, no label, no account number and no secret. Read it before you\n\
             send it: it is plain text.\n"
        )
    })?;
    Ok(DONE)
}
