//! `linkdesk doctor`: what a link depends on, looked at, with what to do.

use super::Outcome;
use crate::plain;
use crate::workplace::Workplace;
use clap::Args;
use linkdesk_core::contract::{Check, CheckCode, CheckOutcome, CheckStep, DoctorReport, Problem};
use linkdesk_core::store::{FolderCondition, look_at};
use linkdesk_core::{Desk, Found, examine};
use std::sync::Arc;

#[derive(Args)]
pub(crate) struct Doctor {
    /// Ask no host.
    #[arg(long)]
    offline: bool,
}

/// A profile as it was found: looked at before it was opened, and opened only if there is a store.
pub(super) struct Patient {
    folder: FolderCondition,
    opened: Option<Result<Arc<Desk>, Problem>>,
    practice: bool,
}

impl Patient {
    pub(super) async fn of(workplace: &Workplace) -> Self {
        let place = &workplace.place;
        let path = if place.practice { crate::practice::folder(&place.home) } else { place.home.clone() };
        let folder = look_at(&path);
        let opened = if folder.has_store { Some(workplace.desk().await.cloned()) } else { None };
        Self { folder, opened, practice: place.practice }
    }

    pub(super) fn found(&self) -> Found<'_> {
        match &self.opened {
            None => Found::Nothing,
            Some(Ok(desk)) => Found::Open(desk),
            Some(Err(problem)) => Found::Refused(problem),
        }
    }

    pub(super) async fn report(&self, offline: bool) -> DoctorReport {
        examine(&self.folder, self.found(), self.practice, offline).await
    }
}

pub(super) async fn run(doctor: &Doctor, workplace: &Workplace) -> Outcome {
    let report = Patient::of(workplace).await.report(doctor.offline).await;
    workplace.output.result(&report, || lines(&report))?;
    Ok(report.exit_code())
}

fn lines(report: &DoctorReport) -> String {
    let head = format!("Linkdesk {} on {} ({})\n", report.version, report.system, report.processor);
    let rows: Vec<Vec<String>> = report.checks.iter().map(row).collect();
    head + &plain::table(&rows)
}

fn row(check: &Check) -> Vec<String> {
    let of = check.provider.map(|provider| format!("{provider}: ")).unwrap_or_default();
    let host = check.host.as_deref().map(plain::clean).unwrap_or_default();
    let mut said = [of + &what(check), host].join(" ").trim().to_owned();
    if let Some(cause) = check.cause {
        said = format!("{said} ({})", plain::word(&cause));
    }
    vec![mark(check.outcome).to_owned(), said, advice(check.next).to_owned()]
}

const fn mark(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Ok => "ok",
        CheckOutcome::Notice => "notice",
        CheckOutcome::Unknown => "unknown",
        CheckOutcome::Problem => "PROBLEM",
    }
}

fn what(check: &Check) -> String {
    let number = check.number.unwrap_or_default();
    match check.code {
        CheckCode::DataFolder if number > 0 => format!("data folder: others could enter or read {number} places"),
        CheckCode::DataFolder if check.outcome == CheckOutcome::Notice => "data folder: not there yet".to_owned(),
        CheckCode::DataFolder => "data folder".to_owned(),
        CheckCode::FreeSpace => format!("free space: {number} MiB"),
        CheckCode::Store if check.number.is_some() => format!("store: every page reads well (tables {number})"),
        CheckCode::Store => "store".to_owned(),
        CheckCode::Keychain => "keychain, with the store's key".to_owned(),
        CheckCode::Registrations => format!("registrations: {number}"),
        CheckCode::Endpoint => "host".to_owned(),
        CheckCode::Clock => format!("this clock is {} s {} that of", number.abs(), side(number)),
        CheckCode::Proxy if check.outcome == CheckOutcome::Ok => "proxy: none".to_owned(),
        CheckCode::Proxy => "proxy:".to_owned(),
        CheckCode::InterruptedRenewals => format!("interrupted renewals: {number}"),
        CheckCode::Connections => format!("connections, {}: {number}", plain::word(&check.grant)),
        CheckCode::Locks => format!("locks held by another process: {number}"),
        CheckCode::SetAside => format!("stores set aside: {number}"),
        CheckCode::AtLogin => format!("the app at login: {}", on(check)),
        CheckCode::Timer => format!("the timer that renews while the app is closed: {}", on(check)),
    }
}

const fn on(check: &Check) -> &'static str {
    match check.number {
        Some(0) => "off",
        Some(_) => "on",
        None => "it starts a program that is not there",
    }
}

const fn side(ahead: i64) -> &'static str {
    if ahead < 0 { "ahead of" } else { "behind" }
}

const fn advice(step: CheckStep) -> &'static str {
    match step {
        CheckStep::None => "",
        CheckStep::FixFolder => "Make the data folder yours alone; opening it with Linkdesk closes it to others.",
        CheckStep::MakeRoom => "Make room on the disk.",
        CheckStep::UnlockKeychain => "Start or unlock the keychain.",
        CheckStep::RestoreKey => "Bring back the keychain that had the key, or `linkdesk set-aside`.",
        CheckStep::RestoreStore => "Put back a copy of the data folder, or `linkdesk set-aside`.",
        CheckStep::UpdateProgram => "Install the newer version of Linkdesk.",
        CheckStep::FixRegistration => "`linkdesk registration set`, to use this provider.",
        CheckStep::CheckNetwork => "Look at the network, the proxy and the registration's address.",
        CheckStep::SetClock => "Set this computer's clock.",
        CheckStep::RenewDue => "`linkdesk refresh --due`",
        CheckStep::Reconnect => "`linkdesk reconnect`, for each that `linkdesk connections` shows first.",
        CheckStep::SetUpAgain => "Turn it off and on again in the settings of the app.",
        CheckStep::TryAgain => "Try again in a moment.",
    }
}
