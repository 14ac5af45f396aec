//! `linkdesk sandbox`: the practice providers alone, for trying and testing other programs too.

use super::Outcome;
use crate::practice::{Providers, folder, not_started};
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_sandbox::Options;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Sandbox {
    /// The port of the first provider; the others follow. 0: any that are free.
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Keep state, clock and ports in this folder. Without it, and without --practice, nothing is kept.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) async fn run(asked: Sandbox, workplace: &Workplace) -> Outcome {
    let of_the_profile = || workplace.place.practice.then(|| folder(&workplace.place.home));
    let options = Options { port: asked.port, folder: asked.folder.or_else(of_the_profile), ..Options::default() };
    let sandbox = linkdesk_sandbox::Sandbox::start(options).await.map_err(not_started)?;
    workplace.output.json(sandbox.ready())?;
    workplace.keep(Providers::Ours(sandbox)).await;
    std::future::pending().await
}
