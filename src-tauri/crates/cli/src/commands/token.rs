//! `linkdesk token`: a fresh access token for another program. The fast path: nothing else is opened or asked.

use super::connections::Named;
use super::{DONE, Outcome};
use crate::workplace::Workplace;
use clap::Args;
use serde_json::json;

#[derive(Args)]
pub(crate) struct Token {
    #[command(flatten)]
    named: Named,
    /// The kind of token; the provider's usual one if none is given.
    #[arg(long)]
    kind: Option<String>,
}

pub(super) async fn run(asked: &Token, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let id = desk.find(&asked.named.id).await?;
    let handed = desk.token(id, asked.kind.as_deref()).await?;
    if !handed.on_disk {
        workplace.output.warn("Warning: this token is not on disk yet. The command goes on until it is.");
    }
    let token = handed.token.expose(); // this is what the command is for
    if workplace.output.is_json() {
        let header = json!({ "name": handed.header_name, "value": handed.header_value.expose() }); // the same token
        let expires_at = handed.expires_at;
        workplace.output.json(&json!({
            "token": token, "kind": handed.kind, "expires_at": expires_at, "header": header, "on_disk": handed.on_disk,
        }))?;
    } else {
        workplace.output.verbatim(&format!("{token}\n"))?;
    }
    Ok(DONE)
}
