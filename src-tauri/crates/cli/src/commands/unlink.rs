//! `linkdesk unlink`.

use super::link::Page;
use super::{DONE, Outcome};
use crate::fields::Given;
use crate::following::Following;
use crate::plain::clean;
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::UnlinkMode;
use serde_json::json;

#[derive(Args)]
pub(crate) struct Unlink {
    /// The connection: its id, the beginning of it, or its exact label.
    id: String,
    /// Only forget it on this computer. The grant stays at the provider.
    #[arg(long)]
    local: bool,
    #[command(flatten)]
    page: Page,
}

pub(super) async fn run(unlink: &Unlink, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk_with_pages(unlink.page.route.map(Into::into)).await?;
    let id = desk.find(&unlink.id).await?;
    let connection = desk.connection(id).await?.connection;
    let given = Given::read(&unlink.page.fields, connection.provider)?;
    let label = clean(&connection.label);
    let question = if unlink.local {
        format!("Forget “{label}” on this computer? The grant stays at the provider.")
    } else {
        format!("Unlink “{label}”? Everything stored about it is removed.")
    };
    workplace.confirm(unlink.page.yes, &question).await?;
    let mode = if unlink.local { UnlinkMode::Local } else { UnlinkMode::Everywhere };
    let mut report = desk.unlink(id, mode).await?;
    let refused = report.problem.take();
    if let (Some(problem), false) = (&refused, report.pending) {
        return Err(problem.clone());
    }
    if let Some(session) = report.confirm.take() {
        workplace.output.note("The provider asks for a confirmation.");
        let mut following = Following { workplace, desk, session, given, yes: true, limit: unlink.page.limit() };
        following.finish().await?;
        report.revoked = true;
        report.forgotten = true;
    }
    let value = json!({
        "id": id, "provider": connection.provider, "revoked": report.revoked, "forgotten": report.forgotten,
        "pending": report.pending,
    });
    let what = match (report.revoked, unlink.local) {
        _ if report.pending => {
            "not yet: the provider is asked again while Linkdesk runs, and by `linkdesk refresh --due`; --local forgets it now"
        }
        (true, _) => "withdrawn at the provider and forgotten here",
        (false, true) => "forgotten here; the grant stays at the provider",
        (false, false) => "forgotten here; the provider has no call that withdraws it, so withdraw it on its own pages",
    };
    workplace.output.result(&value, || format!("Unlinked: {label}: {what}\n"))?;
    refused.map_or(Ok(DONE), Err)
}
