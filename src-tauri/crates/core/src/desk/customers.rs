//! Customers: renamed over all that is theirs. Two become one when one gets the other's name.

use super::name_field;
use crate::contract::{CustomerView, DeskEvent, Problem, ProblemCode};
use crate::core::Core;

/// Every customer, by name.
pub(super) async fn customers(core: &Core) -> Result<Vec<CustomerView>, Problem> {
    Ok(core.store.customers().await?)
}

/// Gives a customer another name. One that another customer has already is taken only with `merge`.
pub(super) async fn rename(core: &Core, from: &str, to: &str, merge: bool) -> Result<Vec<CustomerView>, Problem> {
    let to = name_field("customer", to)?.ok_or_else(|| {
        Problem::new(ProblemCode::InvalidInput, "A customer needs a name.", "Type a name.").about("customer")
    })?;
    let all = core.store.customers().await?;
    let called = |name: &str| all.iter().find(|customer| customer.name == name);
    if called(from).is_none() {
        let message = format!("There is no customer “{from}”.");
        return Err(Problem::new(ProblemCode::UnknownId, message, "See them with `linkdesk customers`.").about(from));
    }
    if from != to {
        if let Some(other) = called(&to).filter(|_| !merge) {
            return Err(Problem::new(
                ProblemCode::CustomerExists,
                format!(
                    "There is a customer “{to}” already, with {} connections and {} accounts to be linked. Renaming makes them one, and nothing tells them apart afterwards.",
                    other.connections, other.awaited
                ),
                "Say that they shall become one, or choose another name.",
            )
            .about(to));
        }
        core.store.rename_customer(from, &to, core.clock.now()).await?;
        core.announce(DeskEvent::Connections { id: None });
    }
    customers(core).await
}
