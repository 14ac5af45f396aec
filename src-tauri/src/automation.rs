//! The environment the web engine starts in.
//!
//! Some variables let another program drive or inspect every page of this one, passwords included. A program that was
//! not built for tests drops them before the engine reads them. The environment of a running process cannot be changed
//! safely, so the process replaces itself once, under the same id.

use std::ffi::{OsStr, OsString};
use std::io;
use std::process::Command;

/// Variables that open the web engine to other programs.
const DRIVING: &[&str] = &[
    "TAURI_WEBVIEW_AUTOMATION",
    "TAURI_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBKIT_INJECTED_BUNDLE_PATH",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
    "WEBVIEW2_BROWSER_EXECUTABLE_FOLDER",
    "WEBVIEW2_USER_DATA_FOLDER",
];

/// Without it the engine keeps GPU buffers for each window: about 60 MB more, and empty windows with some drivers.
const FRUGAL: (&str, &str) = ("WEBKIT_DISABLE_DMABUF_RENDERER", "1");

/// What has to change in the environment.
#[derive(PartialEq, Eq, Debug)]
struct Change {
    remove: Vec<&'static str>,
    frugal: bool,
}

/// Replaces the process by itself in a clean environment, if this one is not.
pub(crate) fn settle_environment() -> io::Result<()> {
    let keep_driving = cfg!(feature = "e2e");
    match change(std::env::vars_os().map(|(name, _)| name), keep_driving) {
        None => Ok(()),
        Some(change) => start_again(&change),
    }
}

fn change(names: impl Iterator<Item = OsString>, keep_driving: bool) -> Option<Change> {
    let names: Vec<OsString> = names.collect();
    let is_set = |name: &str| names.iter().any(|one| one == OsStr::new(name));
    let remove: Vec<_> = DRIVING.iter().copied().filter(|name| !keep_driving && is_set(name)).collect();
    // Whoever has set it, to whatever, has a reason.
    let frugal = cfg!(target_os = "linux") && !is_set(FRUGAL.0);
    (frugal || !remove.is_empty()).then_some(Change { remove, frugal })
}

fn start_again(change: &Change) -> io::Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(std::env::args_os().skip(1));
    for name in &change.remove {
        command.env_remove(name);
    }
    if change.frugal {
        command.env(FRUGAL.0, FRUGAL.1);
    }
    become_it(&mut command)
}

#[cfg(unix)]
fn become_it(command: &mut Command) -> io::Result<()> {
    use std::os::unix::process::CommandExt as _;
    // Comes back only when it did not work. Going on with an open door is not a choice.
    Err(command.exec())
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    std::process::exit(status.code().unwrap_or(1));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> impl Iterator<Item = OsString> {
        list.iter().map(OsString::from).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn a_clean_environment_stays() {
        assert_eq!(change(names(&["HOME", FRUGAL.0]), false), None);
    }

    #[test]
    fn every_driving_variable_is_dropped() {
        let mut all = DRIVING.to_vec();
        all.push(FRUGAL.0);
        assert_eq!(change(names(&all), false), Some(Change { remove: DRIVING.to_vec(), frugal: false }));
    }

    #[test]
    fn a_program_built_for_tests_keeps_them() {
        assert_eq!(change(names(&["TAURI_WEBVIEW_AUTOMATION", FRUGAL.0]), true), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_frugal_renderer_is_chosen_unless_somebody_chose() {
        assert_eq!(change(names(&["HOME"]), false), Some(Change { remove: Vec::new(), frugal: true }));
    }
}
