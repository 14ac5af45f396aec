//! `linkdesk customers`: whose connections there are.

use super::{DONE, Outcome};
use crate::plain::{clean, table};
use crate::workplace::Workplace;
use clap::{Args, Subcommand};
use linkdesk_core::Desk;
use linkdesk_core::contract::{CustomerView, Problem, ProblemCode};

#[derive(Args)]
pub(crate) struct Customers {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
pub(crate) enum What {
    /// Give a customer another name, over all their connections and accounts.
    Rename(Rename),
}

#[derive(Args)]
pub(crate) struct Rename {
    /// The customer's name as it is.
    from: String,
    /// The name they shall have. Another customer's: then the two become one.
    to: String,
    /// Make them one with the customer who has that name, without asking.
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(customers: &Customers, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let all = match &customers.what {
        None => desk.customers().await?,
        Some(What::Rename(asked)) => rename(asked, desk, workplace).await?,
    };
    workplace.output.result(&all, || table(&all.iter().map(row).collect::<Vec<_>>()))?;
    Ok(DONE)
}

async fn rename(asked: &Rename, desk: &Desk, workplace: &Workplace) -> Result<Vec<CustomerView>, Problem> {
    match desk.rename_customer(&asked.from, &asked.to, asked.yes).await {
        Err(problem) if problem.code == ProblemCode::CustomerExists && workplace.can_ask() => {
            workplace.confirm(false, &format!("{} Make them one?", clean(&problem.message))).await?;
            desk.rename_customer(&asked.from, &asked.to, true).await
        }
        renamed => renamed,
    }
}

fn row(customer: &CustomerView) -> Vec<String> {
    vec![
        clean(&customer.name),
        format!("{} connections", customer.connections),
        format!("{} to be linked", customer.awaited),
    ]
}
