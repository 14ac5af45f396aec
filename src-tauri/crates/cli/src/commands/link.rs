//! `linkdesk link` and `linkdesk reconnect`: a person signs in on the provider's page.

use super::{DONE, Outcome, queue};
use crate::arguments::Registered;
use crate::fields::Given;
use crate::following::{Following, named};
use crate::pages::usual_route;
use crate::plain::{clean, survival};
use crate::workplace::Workplace;
use clap::{Args, ValueEnum};
use linkdesk_core::Desk;
use linkdesk_core::contract::{
    AwaitedView, ConnectionId, ConnectionView, LinkRequest, Problem, ProblemCode, ProviderId, Purpose, Route,
    SessionView,
};
use serde_json::json;
use std::time::Duration;

#[derive(Args)]
pub(crate) struct Link {
    /// The provider; with several registrations PROVIDER@NAME.
    #[arg(value_name = "PROVIDER[@NAME]")]
    provider: String,
    /// The connection's name; the account's own if none is given.
    #[arg(long)]
    label: Option<String>,
    /// Whose account it is.
    #[arg(long)]
    customer: Option<String>,
    /// The account's name, as it is expected. Another account is refused.
    #[arg(long, value_name = "NAME")]
    expect: Option<String>,
    #[command(flatten)]
    page: Page,
}

#[derive(Args)]
#[group(id = "which", required = true, multiple = false, args = ["id", "queue"])]
pub(crate) struct Reconnect {
    /// The connection, or the account that waits to be linked: its id, the beginning of it, or its exact label.
    id: Option<String>,
    /// Everything that needs a person, soonest loss first, one after the other; then what waits to be linked.
    #[arg(long, conflicts_with = "fields")]
    queue: bool,
    #[command(flatten)]
    page: Page,
}

/// How the provider's page is opened and waited for, and what its forms are filled in with.
#[derive(Args)]
pub(crate) struct Page {
    /// A field that the provider asks for: NAME=VALUE; for secrets NAME=- (a line of standard input, read when it is
    /// asked for) or NAME=@FILE.
    #[arg(long = "field", value_name = "NAME=VALUE")]
    pub(super) fields: Vec<String>,
    /// How the page opens: in the browser where there is a display, else as a printed address.
    #[arg(long)]
    pub(super) route: Option<CommandRoute>,
    /// Keep the account that the person signed in to without asking.
    #[arg(long)]
    pub(super) yes: bool,
    /// How many seconds the person may take, at most as long as the provider's page.
    #[arg(long, value_name = "SECONDS")]
    pub(super) timeout: Option<u32>,
}

/// The routes that need no window of ours.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum CommandRoute {
    /// The system's browser; the answer comes to this computer by itself.
    Browser,
    /// Print the address; the answer comes to this computer by itself.
    Print,
    /// Print the address and read the address that the page ended on from standard input.
    Paste,
}

impl From<CommandRoute> for Route {
    fn from(route: CommandRoute) -> Self {
        match route {
            CommandRoute::Browser => Self::Browser,
            CommandRoute::Print => Self::Print,
            CommandRoute::Paste => Self::Paste,
        }
    }
}

impl Page {
    pub(super) fn limit(&self) -> Option<Duration> {
        self.timeout.map(|seconds| Duration::from_secs(seconds.into()))
    }
}

pub(super) async fn link(link: Link, workplace: &Workplace) -> Outcome {
    let Registered { provider, name } = Registered::read(&link.provider)?;
    let given = Given::read(&link.page.fields, provider)?;
    let desk = workplace.desk().await?;
    let request = LinkRequest {
        label: link.label,
        customer: link.customer,
        expect: link.expect,
        ..plain(desk, provider, name, &link.page).await?
    };
    let ended = follow(desk, workplace, request, given, &link.page).await?;
    tell(desk, workplace, &ended).await
}

pub(super) async fn reconnect(reconnect: &Reconnect, workplace: &Workplace) -> Outcome {
    let Some(id) = &reconnect.id else { return queue::run(&reconnect.page, workplace).await };
    let desk = workplace.desk().await?;
    let ended = match desk.find(id).await {
        Ok(connection) => again(desk, workplace, connection, &reconnect.page).await?,
        Err(unknown) if unknown.code == ProblemCode::UnknownId => {
            let awaited = desk.find_awaited(id).await?.ok_or(unknown)?;
            first(desk, workplace, &awaited, &reconnect.page).await?
        }
        Err(problem) => return Err(problem),
    };
    tell(desk, workplace, &ended).await
}

/// Links an account that waits on the desk, to the end.
pub(super) async fn first(
    desk: &Desk,
    workplace: &Workplace,
    awaited: &AwaitedView,
    page: &Page,
) -> Result<SessionView, Problem> {
    let given = Given::read(&page.fields, awaited.provider)?;
    let request = LinkRequest {
        awaited: Some(awaited.id),
        ..plain(desk, awaited.provider, awaited.registration.clone(), page).await?
    };
    follow(desk, workplace, request, given, page).await
}

/// Signs in again for a connection, to the end.
pub(super) async fn again(
    desk: &Desk,
    workplace: &Workplace,
    id: ConnectionId,
    page: &Page,
) -> Result<SessionView, Problem> {
    let before = desk.connection(id).await?.connection;
    let given = Given::read(&page.fields, before.provider)?;
    let request = LinkRequest {
        purpose: Purpose::Reconnect { connection: id },
        ..plain(desk, before.provider, Some(before.registration), page).await?
    };
    follow(desk, workplace, request, given, page).await
}

/// A try at linking whatever account answers, under its own name.
async fn plain(
    desk: &Desk,
    provider: ProviderId,
    registration: Option<String>,
    page: &Page,
) -> Result<LinkRequest, Problem> {
    Ok(LinkRequest {
        provider,
        purpose: Purpose::Link,
        route: route(desk, provider, registration.as_deref(), page).await?,
        registration,
        label: None,
        customer: None,
        expect: None,
        confirmed: page.yes,
        share: None,
        language: None,
        awaited: None,
    })
}

/// The route that was chosen; else the usual one, or pasting where nothing can listen for the answer.
async fn route(desk: &Desk, provider: ProviderId, name: Option<&str>, page: &Page) -> Result<Route, Problem> {
    if let Some(route) = page.route {
        return Ok(route.into());
    }
    let possible = desk.registration(provider, name).await?.routes;
    let usual = usual_route();
    Ok(if possible.contains(&usual) { usual } else { Route::Paste })
}

async fn follow(
    desk: &Desk,
    workplace: &Workplace,
    request: LinkRequest,
    given: Given,
    page: &Page,
) -> Result<SessionView, Problem> {
    let session = desk.link(request).await?;
    let mut following = Following { workplace, desk, session, given, yes: page.yes, limit: page.limit() };
    following.finish().await
}

async fn tell(desk: &Desk, workplace: &Workplace, ended: &SessionView) -> Outcome {
    let id = ended.connection.ok_or_else(|| crate::output::internal("The session was linked to nothing."))?;
    let connection = desk.connection(id).await?.connection;
    let value = json!({ "connection": connection, "already_linked": ended.already_linked });
    workplace.output.result(&value, || lines(&connection, ended))?;
    Ok(DONE)
}

fn lines(connection: &ConnectionView, ended: &SessionView) -> String {
    let how = match ended.purpose {
        Purpose::Reconnect { .. } => "Reconnected",
        _ if ended.already_linked => "Linked again",
        _ => "Linked",
    };
    let account = clean(&named(&connection.identity));
    let until = survival(connection.survival);
    format!("{how}: {}, account {account}\nid {}\n{until}\n", clean(&connection.label), connection.id)
}
