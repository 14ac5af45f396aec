//! What a provider does for a linked account: `actions`, `action`.

use super::connections::Named;
use super::{DONE, Outcome};
use crate::fields::Given;
use crate::plain::{clean, instant, money, table, word};
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::{ActionAnswer, ActionEffect, ActionRequest, ActionView, CodeView, FactValue, TableView};
use linkdesk_core::provider::room;
use std::fmt::Write as _;

#[derive(Args)]
pub(crate) struct Action {
    #[command(flatten)]
    named: Named,
    /// The action, as `linkdesk actions ID` names it.
    name: String,
    /// A field of its form: NAME=VALUE, NAME=- for a line of standard input, NAME=@FILE for a file. A secret or a
    /// picture is never given as a value.
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// Which page of the answer, from 1.
    #[arg(long, value_name = "N")]
    page: Option<u32>,
    /// Do it without asking, where it changes something at the provider.
    #[arg(long)]
    yes: bool,
}

pub(super) async fn list(named: &Named, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let actions = desk.actions(desk.find(&named.id).await?).await?;
    workplace.output.result(&actions, || table(&actions.iter().map(row).collect::<Vec<_>>()))?;
    Ok(DONE)
}

fn row(action: &ActionView) -> Vec<String> {
    let fields = action.form.fields.iter().map(|field| {
        let choices = if field.choices.is_empty() { String::new() } else { format!("={}", field.choices.join("|")) };
        if field.required { format!("{}{choices}", field.name) } else { format!("[{}{choices}]", field.name) }
    });
    vec![action.name.clone(), word(&action.effect), fields.collect::<Vec<_>>().join(" ")]
}

pub(super) async fn act(action: Action, workplace: &Workplace) -> Outcome {
    let desk = workplace.desk().await?;
    let id = desk.find(&action.named.id).await?;
    let connection = desk.connection(id).await?.connection;
    let spec = room(connection.provider).spec();
    let mut fields = Vec::new();
    // One that does not exist is refused by the desk, which knows what this account offers.
    if let Some(known) = spec.action(&action.name) {
        let mut given = Given::for_action(&action.fields, known)?;
        let receiver = known.form.receiver;
        fields = given.fill(&known.form, &format!("{}'s {receiver} endpoint", spec.name), workplace).await?;
        if known.effect != ActionEffect::Reads {
            let question = format!("{} at {} for “{}”?", known.name, spec.name, clean(&connection.label));
            workplace.confirm(action.yes, &question).await?;
        }
    }
    let request = ActionRequest { connection: id, action: action.name, fields, page: action.page };
    let answer = desk.act(request).await?;
    workplace.output.result(&answer, || lines(&answer))?;
    Ok(DONE)
}

fn lines(answer: &ActionAnswer) -> String {
    let facts: Vec<_> = answer.facts.iter().map(|(name, value)| vec![clean(name), plainly(value)]).collect();
    let mut lines = table(&facts);
    if let Some(list) = &answer.table {
        lines += &listed(list);
    }
    if let Some(code) = &answer.code {
        lines += &drawn(code);
    }
    if let Some(page) = answer.next_page {
        let _ = writeln!(lines, "There is more: --page {page}");
    }
    if lines.is_empty() { "Done.\n".to_owned() } else { lines }
}

fn listed(list: &TableView) -> String {
    if list.rows.is_empty() {
        return "Nothing is there.\n".to_owned();
    }
    let cell = |value: &Option<FactValue>| value.as_ref().map_or_else(|| "–".to_owned(), plainly);
    let rows = list.rows.iter().map(|row| row.iter().map(cell).collect());
    table(&std::iter::once(list.columns.clone()).chain(rows).collect::<Vec<_>>())
}

fn plainly(value: &FactValue) -> String {
    match value {
        FactValue::Text { text } => clean(text),
        FactValue::Money { money: amount } => money(Some(amount)),
        FactValue::Day { day } => clean(day),
        FactValue::Instant { at } => instant(Some(*at)),
        FactValue::Truth { yes } => if *yes { "yes" } else { "no" }.to_owned(),
        FactValue::Word { word } => clean(word),
    }
}

/// A QR code in half blocks, dark on light whatever the terminal's colours are, with the rim a scanner needs.
fn drawn(code: &CodeView) -> String {
    const RIM: usize = 4;
    let side = code.rows.len() + 2 * RIM;
    let rows: Vec<&[u8]> = code.rows.iter().map(String::as_bytes).collect();
    let is_dark = |y: usize, x: usize| {
        let row = y.checked_sub(RIM).and_then(|y| rows.get(y));
        row.and_then(|row| x.checked_sub(RIM).and_then(|x| row.get(x))) == Some(&b'#')
    };
    let mut lines = String::new();
    for y in (0..side).step_by(2) {
        // Light is drawn and dark left out, so that it reads on a dark terminal too.
        lines.extend((0..side).map(|x| match (is_dark(y, x), is_dark(y + 1, x)) {
            (false, false) => '█',
            (false, true) => '▀',
            (true, false) => '▄',
            (true, true) => ' ',
        }));
        lines.push('\n');
    }
    let _ = writeln!(lines, "{}", clean(&code.text));
    lines
}
