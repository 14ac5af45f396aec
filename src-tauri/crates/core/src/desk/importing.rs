//! Importing a list or a table of customers: what it brings is sorted first, and kept only then, all of it or nothing.

use super::awaited::{self, Fitting};
use crate::contract::{
    ConnectionId, DeskEvent, EntryId, ImportKind, ImportReport, ImportedLine, LineOutcome, Problem, ProviderId,
};
use crate::core::Core;
use crate::lists::{self, Line, Named};
use crate::provider::{IdentityKey, Match};
use crate::store::{AwaitedRow, ConnectionRow};
use std::collections::HashMap;

/// Reads a file and says what it brings; with `keep`, that waits on the desk from now on. `wanted`: what the file must be.
pub(super) async fn import(
    core: &Core,
    bytes: &[u8],
    wanted: Option<ImportKind>,
    keep: bool,
) -> Result<ImportReport, Problem> {
    let file = lists::read(bytes, wanted)?;
    let mut sorting = Sorting::begin(core).await?;
    let mut lines = Vec::new();
    for line in file.lines {
        lines.push(sorting.take(line).await?);
    }
    if keep {
        core.store.await_accounts(&sorting.new).await?;
        core.announce(DeskEvent::Connections { id: None });
    }
    let count = |is: fn(&LineOutcome) -> bool| {
        u32::try_from(lines.iter().filter(|line| is(&line.outcome)).count()).unwrap_or(u32::MAX)
    };
    Ok(ImportReport {
        kind: file.kind,
        kept: keep,
        new: count(|outcome| matches!(outcome, LineOutcome::New)),
        waiting: count(|outcome| matches!(outcome, LineOutcome::Waiting)),
        linked: count(|outcome| matches!(outcome, LineOutcome::Linked { .. })),
        refused: count(|outcome| matches!(outcome, LineOutcome::Refused { .. })),
        lines,
    })
}

/// Connections with their keys.
type Known = Vec<(ConnectionId, Vec<IdentityKey>)>;

/// What there is already, and what is new.
struct Sorting<'a> {
    core: &'a Core,
    fitting: Fitting<'a>,
    connections: Vec<ConnectionRow>,
    waiting: Vec<AwaitedRow>,
    /// The keys of the connections of a registration, once somebody asked for them.
    keys: HashMap<(ProviderId, String), Known>,
    new: Vec<AwaitedRow>,
}

impl<'a> Sorting<'a> {
    async fn begin(core: &'a Core) -> Result<Self, Problem> {
        let connections = core.store.list().await?.into_iter().map(|row| row.connection).collect();
        let waiting = awaited::waiting(core).await?;
        let (keys, new) = (HashMap::new(), Vec::new());
        Ok(Self { core, fitting: Fitting::of(core), connections, waiting, keys, new })
    }

    async fn take(&mut self, line: Line) -> Result<ImportedLine, Problem> {
        let Line { number, named, refused } = line;
        let shown = |outcome| ImportedLine {
            line: number,
            provider: named.provider,
            customer: named.customer.clone(),
            label: named.label.clone(),
            identity: named.identity.clone(),
            outcome,
        };
        if let Some((column, fault)) = refused {
            return Ok(shown(LineOutcome::Refused { column, fault }));
        }
        // A line that is not refused names its provider.
        let Some(provider) = named.provider else { return Ok(shown(LineOutcome::Waiting)) };
        if let Some(label) = self.linked_as(provider, &named).await? {
            return Ok(shown(LineOutcome::Linked { label }));
        }
        if self.waiting.iter().chain(&self.new).any(|row| row.provider == provider && says_the_same(&named, row)) {
            return Ok(shown(LineOutcome::Waiting));
        }
        let imported = shown(LineOutcome::New);
        self.new.push(AwaitedRow {
            id: EntryId::new(),
            provider,
            registration: named.registration,
            environment: named.environment,
            label: named.label,
            customer: named.customer,
            identity: named.identity,
            keys: named.keys,
            added_at: self.core.clock.now(),
            linked: None,
        });
        Ok(imported)
    }

    /// What the account of a line is called here, if it is linked.
    async fn linked_as(&mut self, provider: ProviderId, named: &Named) -> Result<Option<String>, Problem> {
        let named_registration = named.registration.as_deref();
        let registration = self.fitting.name(provider, named_registration, named.environment).await?;
        let registration = registration.or_else(|| named.registration.clone());
        let of_it = |row: &&ConnectionRow| {
            row.provider == provider && registration.as_ref().is_none_or(|name| *name == row.registration)
        };
        let label_of = |row: &ConnectionRow| row.label.clone();
        if let (false, Some(registration)) = (named.keys.is_empty(), &registration) {
            let asked = (provider, registration.clone());
            if !self.keys.contains_key(&asked) {
                let keys = self.core.store.all_identity_keys(provider, registration).await?;
                self.keys.insert(asked.clone(), keys);
            }
            let all = self.keys.get(&asked).map(Vec::as_slice).unwrap_or_default();
            let same = all.iter().find(|(_, keys)| lists::recognise(&named.keys, keys) == Match::Same);
            let row = same.and_then(|(id, _)| self.connections.iter().find(|row| row.id == *id));
            return Ok(row.map(label_of));
        }
        let is_same = |row: &&ConnectionRow| match &named.identity {
            Some(identity) => row.identity == *identity,
            None => same_customer(named, row.customer.as_deref(), Some(&row.label)),
        };
        Ok(self.connections.iter().filter(of_it).find(is_same).map(label_of))
    }
}

/// Whether a line says what waits already. Two lists hide the same account under two salts, so what is shown is compared.
fn says_the_same(named: &Named, row: &AwaitedRow) -> bool {
    if named.identity.is_none() {
        return same_customer(named, row.customer.as_deref(), row.label.as_deref());
    }
    let place = named.registration == row.registration && named.environment == row.environment;
    place && named.identity == row.identity && named.customer == row.customer && named.label == row.label
}

/// Whether it is the same customer's, and the line says nothing else of it.
fn same_customer(named: &Named, customer: Option<&str>, label: Option<&str>) -> bool {
    named.customer.is_some()
        && named.customer.as_deref() == customer
        && (named.label.is_none() || named.label.as_deref() == label)
}
