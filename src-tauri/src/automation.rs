//! The environment the web engine starts in.
//!
//! Some variables let another program drive or inspect every page of this one, passwords included. A program that was
//! not built for tests drops them before the engine reads them. The engine's libraries are loaded by then and may have
//! looked, so where one is set the process replaces itself, under the same id. Everybody else is spared that second
//! loading: it is a good part of a start.

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
#[cfg(target_os = "linux")]
const FRUGAL: (&str, &str) = ("WEBKIT_DISABLE_DMABUF_RENDERER", "1");

/// Makes the environment fit to start in: replaces the process by itself if somebody could drive it, and chooses the
/// frugal renderer. The first thing of all, while there is one thread only.
pub(crate) fn settle_environment() -> io::Result<()> {
    let keep_driving = cfg!(feature = "e2e");
    let driving = driving(std::env::vars_os().map(|(name, _)| name));
    if !keep_driving && !driving.is_empty() {
        return start_again(&driving);
    }
    choose_renderer();
    Ok(())
}

/// Which of them are set.
fn driving(names: impl Iterator<Item = OsString>) -> Vec<&'static str> {
    let names: Vec<OsString> = names.collect();
    DRIVING.iter().copied().filter(|name| names.iter().any(|one| one == OsStr::new(name))).collect()
}

#[cfg(target_os = "linux")]
fn choose_renderer() {
    let (name, value) = FRUGAL;
    // Not over a value that is there: whoever has set it, to whatever, has a reason. Where it fails, the engine takes
    // more memory and works as well.
    drop(gtk::glib::setenv(name, value, false));
}

#[cfg(not(target_os = "linux"))]
fn choose_renderer() {}

fn start_again(without: &[&str]) -> io::Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(std::env::args_os().skip(1));
    for name in without {
        command.env_remove(name);
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
    fn a_clean_environment_has_nothing_to_drop() {
        assert_eq!(driving(names(&["HOME", "WEBKIT_DISABLE_DMABUF_RENDERER"])), [""; 0]);
    }

    #[test]
    fn every_driving_variable_is_found() {
        let mut all = DRIVING.to_vec();
        all.push("HOME");
        assert_eq!(driving(names(&all)), DRIVING);
    }
}
