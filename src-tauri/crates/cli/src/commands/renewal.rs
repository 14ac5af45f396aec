//! `linkdesk refresh` and `linkdesk sync`.

use super::connections::Named;
use super::{DONE, Outcome, bulk};
use crate::plain::{clean, status, survival};
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::ConnectionView;

#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Refresh {
    /// The connection: its id, the beginning of it, or its exact label. It is renewed whether it is due or not.
    id: Option<String>,
    /// Renew what is due.
    #[arg(long)]
    due: bool,
    /// Renew every connection that can be renewed.
    #[arg(long)]
    all: bool,
}

pub(super) async fn refresh(asked: &Refresh, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    if let Some(id) = &asked.id {
        let view = desk.refresh(desk.find(id).await?).await?;
        workplace.output.result(&view, || line("Renewed", &view))?;
        return Ok(DONE);
    }
    if asked.due {
        return bulk::tell(&desk.refresh_due().await?, "renewed", workplace, bulk::as_far_as_possible);
    }
    bulk::tell(&desk.refresh_all().await?, "renewed", workplace, bulk::strictly)
}

pub(super) async fn sync(named: &Named, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let id = desk.find(&named.id).await?;
    desk.sync(id).await?;
    let view = desk.connection(id).await?.connection;
    workplace.output.result(&view, || line("Read", &view))?;
    Ok(DONE)
}

fn line(what: &str, view: &ConnectionView) -> String {
    format!("{what}: {}: {}, {}\n", clean(&view.label), status(view), survival(view.survival))
}
