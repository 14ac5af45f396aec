//! Accounts that wait to be linked: what is shown of them, how one is linked, and when one is done.

use super::{list, registrations};
use crate::contract::{
    AwaitedReason, AwaitedView, ConnectionId, DeskEvent, EntryId, Environment, EventKind, LinkRequest, Problem,
    ProblemCode, ProviderId, Purpose,
};
use crate::core::Core;
use crate::link::Expected;
use crate::lists;
use crate::provider::{Identity, Match};
use crate::registration::Registration;
use crate::store::{AwaitedRow, NewEvent, StoreError};
use std::collections::HashMap;

/// Those that are not linked yet.
pub(super) async fn waiting(core: &Core) -> Result<Vec<AwaitedRow>, Problem> {
    let all = core.store.awaited().await?;
    Ok(all.into_iter().filter(|row| row.linked.is_none()).collect())
}

/// Which registration of this computer an account of a file is linked with: the one the file names, else the usual one,
/// if it speaks to the same of the provider's systems.
pub(super) struct Fitting<'a> {
    core: &'a Core,
    found: HashMap<(ProviderId, Option<String>, Option<Environment>), Option<String>>,
}

impl<'a> Fitting<'a> {
    pub(super) fn of(core: &'a Core) -> Self {
        Self { core, found: HashMap::new() }
    }

    /// Its name; `None`: there is none that fits.
    pub(super) async fn name(
        &mut self,
        provider: ProviderId,
        named: Option<&str>,
        environment: Option<Environment>,
    ) -> Result<Option<String>, Problem> {
        let asked = (provider, named.map(str::to_owned), environment);
        if let Some(found) = self.found.get(&asked) {
            return Ok(found.clone());
        }
        let mut found = None;
        for name in [named, None].into_iter().skip(usize::from(named.is_none())) {
            match registrations::find(self.core, provider, name).await {
                Ok(registration) if environment.is_none_or(|wanted| wanted == registration.environment) => {
                    found = Some(registration.name);
                    break;
                }
                Ok(_) => {}
                Err(problem) if is_missing(problem.code) => {}
                Err(problem) => return Err(problem),
            }
        }
        self.found.insert(asked, found.clone());
        Ok(found)
    }

    async fn of_row(&mut self, row: &AwaitedRow) -> Result<Option<String>, Problem> {
        self.name(row.provider, row.registration.as_deref(), row.environment).await
    }
}

const fn is_missing(code: ProblemCode) -> bool {
    matches!(code, ProblemCode::RegistrationMissing | ProblemCode::AmbiguousId)
}

/// An account as the desk shows it.
pub(super) async fn view(fitting: &mut Fitting<'_>, row: AwaitedRow) -> Result<AwaitedView, Problem> {
    let fits = fitting.of_row(&row).await?;
    let reason = match (&fits, &row.identity) {
        (None, _) => AwaitedReason::RegistrationMissing,
        (Some(_), Some(_)) => AwaitedReason::LinkedElsewhere,
        (Some(_), None) => AwaitedReason::NeverLinked,
    };
    Ok(AwaitedView {
        id: row.id,
        provider: row.provider,
        registration: fits.or(row.registration),
        environment: row.environment,
        label: row.label,
        customer: row.customer,
        identity: row.identity,
        reason,
        added_at: row.added_at.into(),
    })
}

/// The one that is called so; `None`: none is.
pub(super) async fn find(core: &Core, text: &str) -> Result<Option<AwaitedView>, Problem> {
    let rows = waiting(core).await?;
    let found = list::only_one(&rows, text, |row| (row.id.to_string(), row.label.clone()))?;
    match found {
        Some(row) => view(&mut Fitting::of(core), row.clone()).await.map(Some),
        None => Ok(None),
    }
}

/// Fills in a request that links an account of the desk. Gives which account it must be.
pub(super) async fn prepare(core: &Core, id: EntryId, request: &mut LinkRequest) -> Result<Expected, Problem> {
    if request.purpose != Purpose::Link {
        let message = "What waits to be linked is linked, not reconnected.";
        return Err(Problem::new(ProblemCode::InvalidInput, message, "Reconnect without it.").about("awaited"));
    }
    let row = core.store.awaited_one(id).await?.filter(|row| row.linked.is_none()).ok_or_else(|| gone(id))?;
    request.provider = row.provider;
    let fits = Fitting::of(core).of_row(&row).await?;
    request.registration = Some(fits.ok_or_else(|| without_registration(&row))?);
    request.label = request.label.take().or(row.label);
    request.customer = request.customer.take().or(row.customer);
    if row.keys.is_empty() {
        // The list of an older program: its name is all that there is to go by.
        let shown = row.identity.as_ref().map(|identity| identity.name.clone());
        request.expect = request.expect.take().or(shown.filter(|name| !name.is_empty()));
    }
    Ok(Expected { identity: row.identity, keys: row.keys })
}

fn without_registration(row: &AwaitedRow) -> Problem {
    let provider = crate::provider::room(row.provider).spec().name;
    let named = row.registration.as_deref().unwrap_or("default");
    Problem::new(
        ProblemCode::RegistrationMissing,
        format!("There is no registration of {provider} here that this account can be linked with; its list names “{named}”."),
        "Set one in the app under Providers, or with `linkdesk registration set`, for the same of the provider's systems.",
    )
    .about(row.provider.to_string())
}

/// Takes an account off the desk.
pub(super) async fn remove(core: &Core, id: EntryId) -> Result<(), Problem> {
    if !core.store.remove_awaited(id).await? {
        return Err(gone(id));
    }
    core.announce(DeskEvent::Connections { id: None });
    Ok(())
}

fn gone(id: EntryId) -> Problem {
    let message = "This account does not wait to be linked any more.";
    Problem::new(ProblemCode::UnknownId, message, "See what waits with `linkdesk queue`.").about(id.to_string())
}

/// Notes that an account is linked: what was linked for the desk (`linked_for`) is done, and so is everything else that
/// waits for the same account.
pub(crate) async fn settle(
    core: &Core,
    connection: ConnectionId,
    registration: &Registration,
    identity: &Identity,
    linked_for: Option<EntryId>,
) {
    if let Err(problem) = try_to_settle(core, connection, registration, identity, linked_for).await {
        // The account is linked all the same; the desk still shows it, and linking it again settles it.
        tracing::warn!(code = ?problem.code, "what waited to be linked could not be marked as linked");
    }
}

async fn try_to_settle(
    core: &Core,
    connection: ConnectionId,
    registration: &Registration,
    identity: &Identity,
    linked_for: Option<EntryId>,
) -> Result<(), Problem> {
    let mut fitting = Fitting::of(core);
    let mut done = Vec::new();
    for row in waiting(core).await? {
        let is_same = row.provider == registration.provider
            && lists::recognise(&row.keys, &identity.keys) == Match::Same
            && fitting.of_row(&row).await?.as_ref() == Some(&registration.name);
        if is_same || linked_for == Some(row.id) {
            if linked_for == Some(row.id) {
                give_customer(core, connection, row.customer.as_deref()).await?;
            }
            done.push(row.id);
        }
    }
    if !done.is_empty() {
        core.store.awaited_linked(&done, connection, core.clock.now()).await?;
        core.announce(DeskEvent::Connections { id: None });
    }
    Ok(())
}

/// An account that was linked before, by nobody's name, becomes the customer's it was linked for.
async fn give_customer(core: &Core, connection: ConnectionId, customer: Option<&str>) -> Result<(), StoreError> {
    let Some(customer) = customer else { return Ok(()) };
    let whose = core.store.connection(connection).await?.and_then(|row| row.customer);
    if whose.is_some() {
        return Ok(());
    }
    let event = NewEvent::new(connection, core.clock.now(), EventKind::CustomerChanged).saying(customer);
    core.store.set_customer(connection, Some(customer), event).await
}
