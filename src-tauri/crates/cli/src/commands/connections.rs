//! What is stored about connections: `connections`, `show`, `accounts`, `transactions`, `timeline`, `rename`.

use super::{DONE, Outcome};
use crate::following::named;
use crate::plain::{clean, instant, money, status, survival, table, word};
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::{
    AccountView, ConnectionDetail, ConnectionView, Problem, ProblemCode, TimelineEntry, TransactionRange,
    TransactionView,
};
use std::fmt::Write as _;

/// How many lines of the timeline stand under a connection.
const NEWEST: usize = 5;

#[derive(Args)]
pub(crate) struct Named {
    /// The connection: its id, the beginning of it, or its exact label.
    pub(super) id: String,
}

#[derive(Args)]
pub(crate) struct Transactions {
    #[command(flatten)]
    named: Named,
    /// The first day, YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// The last day, YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// At most this many, the newest.
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
}

#[derive(Args)]
pub(crate) struct Rename {
    #[command(flatten)]
    named: Named,
    /// The new label.
    label: Option<String>,
    /// The customer whose account it is; an empty one removes it.
    #[arg(long)]
    customer: Option<String>,
}

pub(super) async fn list(workplace: &Workplace) -> Outcome {
    let views = workplace.desk().await?.connections().await?;
    workplace.output.result(&views, || table(&views.iter().map(row).collect::<Vec<_>>()))?;
    Ok(DONE)
}

fn row(view: &ConnectionView) -> Vec<String> {
    vec![
        view.id.to_string(),
        view.provider.to_string(),
        clean(&view.label),
        clean(view.customer.as_deref().unwrap_or("–")),
        clean(&view.identity.masked),
        status(view),
        survival(view.survival),
    ]
}

async fn detail(named: &Named, workplace: &Workplace) -> Result<ConnectionDetail, Problem> {
    let desk = workplace.desk().await?;
    desk.connection(desk.find(&named.id).await?).await
}

pub(super) async fn show(named: &Named, workplace: &Workplace) -> Outcome {
    let detail = detail(named, workplace).await?;
    workplace.output.result(&detail, || lines(&detail))?;
    Ok(DONE)
}

fn lines(detail: &ConnectionDetail) -> String {
    let view = &detail.connection;
    let mut lines = format!("{}\n", clean(&view.label));
    let reason = view.reason.map(|reason| format!(": {}", word(&reason))).unwrap_or_default();
    for (name, value) in [
        ("id", view.id.to_string()),
        ("provider", format!("{}@{} ({})", view.provider, clean(&view.registration), word(&view.environment))),
        ("account", clean(&named(&view.identity))),
        ("customer", clean(view.customer.as_deref().unwrap_or("–"))),
        ("status", status(view) + &reason),
        ("lasts", survival(view.survival)),
        ("next", word(&view.next_action)),
        ("linked", view.linked_at.to_string()),
        ("checked", instant(view.checked_at)),
        ("renewed", instant(view.renewed_at)),
    ] {
        let _ = writeln!(lines, "  {name:<9} {value}");
    }
    if detail.keeps_password {
        let _ = writeln!(
            lines,
            "  {:<9} kept, sealed; to remove it, reconnect without keep_password, or unlink",
            "password"
        );
    }
    if !detail.pages.is_empty() {
        let names: Vec<&str> = detail.pages.iter().map(|page| page.page.as_str()).collect();
        let _ = writeln!(lines, "  {:<9} {}; open one with `linkdesk open`", "pages", names.join(", "));
    }
    let newest = &detail.timeline[..detail.timeline.len().min(NEWEST)];
    for (title, below) in [("accounts", account_lines(&detail.accounts)), ("newest events", event_lines(newest))] {
        let _ = writeln!(lines, "{title}");
        for line in below.lines() {
            let _ = writeln!(lines, "  {line}");
        }
    }
    lines
}

pub(super) async fn accounts(named: &Named, workplace: &Workplace) -> Outcome {
    let accounts = detail(named, workplace).await?.accounts;
    workplace.output.result(&accounts, || account_lines(&accounts))?;
    Ok(DONE)
}

fn account_lines(accounts: &[AccountView]) -> String {
    let row = |account: &AccountView| {
        vec![
            clean(&account.id),
            clean(&account.name),
            clean(&account.masked),
            clean(account.institution.as_deref().unwrap_or("–")),
            money(account.balance.as_ref()),
            instant(account.balance_at),
        ]
    };
    table(&accounts.iter().map(row).collect::<Vec<_>>())
}

pub(super) async fn transactions(asked: Transactions, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let id = desk.find(&asked.named.id).await?;
    let range = TransactionRange { from: asked.from, to: asked.to, limit: asked.limit };
    let transactions = desk.transactions(id, range).await?;
    let row = |transaction: &TransactionView| {
        vec![
            clean(&transaction.date),
            clean(&transaction.account_id),
            money(Some(&transaction.amount)),
            clean(&transaction.reference),
            clean(&transaction.description),
        ]
    };
    workplace.output.result(&transactions, || table(&transactions.iter().map(row).collect::<Vec<_>>()))?;
    Ok(DONE)
}

pub(super) async fn timeline(named: &Named, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let timeline = desk.timeline(desk.find(&named.id).await?).await?;
    workplace.output.result(&timeline, || event_lines(&timeline))?;
    Ok(DONE)
}

fn event_lines(timeline: &[TimelineEntry]) -> String {
    let row = |entry: &TimelineEntry| {
        let counted = entry.since.map(|since| format!("{} times since {since}", entry.times));
        let codes = [
            counted,
            entry.detail.as_deref().map(clean),
            entry.provider_code.as_deref().map(|code| format!("code {}", clean(code))),
            entry.request_id.as_deref().map(|id| format!("request {}", clean(id))),
            entry.reference.as_deref().map(|reference| format!("reference {}", clean(reference))),
        ];
        let about = codes.into_iter().flatten().collect::<Vec<_>>().join(", ");
        vec![entry.at.to_string(), word(&entry.kind), about]
    };
    table(&timeline.iter().map(row).collect::<Vec<_>>())
}

pub(super) async fn rename(rename: Rename, workplace: &Workplace) -> Outcome {
    if rename.label.is_none() && rename.customer.is_none() {
        let next = "Give a new label, or --customer NAME.";
        return Err(Problem::new(ProblemCode::InvalidInput, "There is nothing to change.", next).about("label"));
    }
    let desk = workplace.desk().await?;
    let before = detail(&rename.named, workplace).await?.connection;
    let customer = rename.customer.or(before.customer);
    desk.rename(before.id, rename.label.unwrap_or(before.label), customer).await?;
    let view = desk.connection(before.id).await?.connection;
    workplace.output.result(&view, || table(&[row(&view)]))?;
    Ok(DONE)
}
