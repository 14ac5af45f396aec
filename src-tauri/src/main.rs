//! The desktop app: windows, calls from screens, deep links. It decides nothing; [`linkdesk_core`] does.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app;
mod automation;
mod background;
#[cfg(test)]
mod command_names;
mod commands;
mod deep_link;
mod events;
mod launch;
#[cfg(target_os = "linux")]
mod notices;
mod practice;
mod profile;
#[cfg(target_os = "linux")]
mod sleep;
#[cfg(target_os = "linux")]
mod tray;
mod unattended;
mod windows;

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Err(error) = automation::settle_environment() {
        eprintln!("linkdesk-desktop: {error}");
        return ExitCode::FAILURE;
    }
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("LINKDESK_LOG"))
        .with_writer(std::io::stderr)
        .init();
    match app::run(launch::read(std::env::args_os().skip(1))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("linkdesk-desktop: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
