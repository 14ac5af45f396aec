//! `linkdesk open`: a page of the provider's own for a linked account.

use super::{DONE, Outcome};
use crate::fields::Given;
use crate::following::Following;
use crate::pages::usual_route;
use crate::plain::{clean, instant};
use crate::workplace::Workplace;
use clap::{Args, ValueEnum};
use linkdesk_core::contract::{Problem, ProblemCode, Route, VisitRequest};
use linkdesk_core::provider::room;
use serde_json::json;
use std::time::Duration;

#[derive(Args)]
pub(crate) struct Open {
    /// The connection: its id, the beginning of it, or its exact label.
    id: String,
    /// Which page, where there are several; `show` names them.
    page: Option<String>,
    /// A field of the sign-in: NAME=VALUE; for secrets NAME=- (a line of standard input, read when it is asked for) or
    /// NAME=@FILE.
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// How the page opens: in the browser, or as a printed address. That address signs in whoever opens it first.
    #[arg(long, default_value = "browser")]
    route: OpenRoute,
    /// The language of the page, where it has that: en, zh, …
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// How many seconds the person may take to sign in.
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u32>,
}

/// The routes by which a page opens from which nothing comes back.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OpenRoute {
    /// The system's browser.
    Browser,
    /// Print the address.
    Print,
}

pub(super) async fn run(open: Open, workplace: &Workplace) -> Outcome {
    let route = match open.route {
        OpenRoute::Print => Route::Print,
        OpenRoute::Browser if usual_route() == Route::Browser => Route::Browser,
        // An address that signs in is printed only when that was asked for.
        OpenRoute::Browser => return Err(no_display()),
    };
    let desk = workplace.desk().await?;
    let id = desk.find(&open.id).await?;
    let connection = desk.connection(id).await?.connection;
    let given = Given::read(&open.fields, connection.provider)?;
    let session = desk.visit(VisitRequest { connection: id, page: open.page, route, language: open.language }).await?;
    let limit = open.timeout.map(|seconds| Duration::from_secs(seconds.into()));
    let opened = Following { workplace, desk, session, given, yes: true, limit }.finish().await?;
    let page = opened.page.as_deref().and_then(|name| room(connection.provider).spec().page(name));
    let leads_back = page.is_some_and(|page| page.leads_back);
    let value = json!({
        "id": id,
        "provider": connection.provider,
        "page": opened.page,
        "route": opened.route,
        "opens_until": opened.expires_at,
    });
    let told = || {
        let label = clean(&connection.label);
        if leads_back {
            return format!("Opened: {label}; the page has led back here\n");
        }
        format!("Opened: {label}; its one-time sign-in opens the page until {}\n", instant(Some(opened.expires_at)))
    };
    // A printed address stands alone on the output; the rest is for the person.
    if route == Route::Print && !workplace.output.is_json() {
        workplace.output.note(told().trim_end());
    } else {
        workplace.output.result(&value, told)?;
    }
    if workplace.hosts_practice().await {
        workplace.output.note("The practice page is there while this runs. Press Ctrl-C when you have seen it.");
        let life = Duration::try_from(opened.expires_at.instant() - opened.entered_at.instant()).unwrap_or_default();
        tokio::time::sleep(life).await;
    }
    Ok(DONE)
}

fn no_display() -> Problem {
    Problem::new(
        ProblemCode::NotSupported,
        "There is no display here on which a browser could open.",
        "Run this where there is one, or print the address with --route print; it signs in whoever opens it first.",
    )
    .about("route")
}
