//! Starting without a person: at login, and by the user's systemd while the app is closed.

use crate::commands::unwritten;
use crate::profile::Profile;
use linkdesk_core::contract::{Problem, ProblemCode, Started, UnattendedView};
use linkdesk_core::unattended::Unattended;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};

/// How long the user's manager may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The command line's name.
const COMMAND_LINE: &str = if cfg!(windows) { "linkdesk.exe" } else { "linkdesk" };

/// How both stand.
pub(crate) fn view(app: &AppHandle) -> UnattendedView {
    let files = Unattended::of(app.state::<Profile>().home());
    UnattendedView {
        possible: files.is_some(),
        at_login: files.as_ref().map_or(Started::Off, Unattended::at_login),
        timer: files.as_ref().map_or(Started::Off, Unattended::timer),
        in_tray: crate::background::in_tray(app),
    }
}

/// Lets the app start at login, or no longer.
pub(crate) fn set_at_login(app: &AppHandle, on: bool) -> Result<(), Problem> {
    let files = files(app)?;
    let done =
        if on { this_program().and_then(|program| files.start_at_login(&program)) } else { files.stay_off_at_login() };
    done.map_err(|error| not_written(&error))
}

/// Lets the user's systemd renew what is due, or no longer.
pub(crate) async fn set_timer(app: &AppHandle, on: bool) -> Result<(), Problem> {
    let files = files(app)?;
    if !on {
        // Without a manager nothing runs, and the files go all the same.
        drop(with_manager(systemd::stop(&files.timer_unit())).await);
        files.remove_timer().map_err(|error| not_written(&error))?;
        drop(with_manager(systemd::reload()).await);
        return Ok(());
    }
    let linkdesk = command_line().ok_or_else(no_command_line)?;
    files.write_timer(&linkdesk).map_err(|error| not_written(&error))?;
    let begun = with_manager(systemd::start(&files.timer_unit())).await;
    begun.map_err(|why| {
        // What nobody starts is not left behind.
        drop(files.remove_timer());
        no_manager(&why)
    })
}

fn files(app: &AppHandle) -> Result<Unattended, Problem> {
    Unattended::of(app.state::<Profile>().home()).ok_or_else(|| {
        let message = "On this system Linkdesk cannot be started by itself.";
        Problem::new(
            ProblemCode::NotSupported,
            message,
            "Start it yourself, or run `linkdesk refresh --due` by a timer.",
        )
    })
}

/// Where this program is started from: of an `AppImage` the image, not what it unpacked.
fn this_program() -> io::Result<PathBuf> {
    match std::env::var_os("APPIMAGE") {
        Some(image) if Path::new(&image).is_file() => Ok(image.into()),
        _ => std::env::current_exe(),
    }
}

/// The command line: beside this program, else where the system looks for programs.
fn command_line() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok()?.with_file_name(COMMAND_LINE);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places =
        std::iter::once(beside).chain(std::env::split_paths(&path).map(|folder| folder.join(COMMAND_LINE)));
    places.find(|program| program.is_absolute() && program.is_file())
}

fn no_command_line() -> Problem {
    let message = "The timer runs the program “linkdesk”, which was not found.";
    Problem::new(ProblemCode::NotSupported, message, "Install it beside this app or on the path, then try again.")
}

fn not_written(error: &io::Error) -> Problem {
    let message = format!("A file in your configuration folder could not be written: {error}.");
    Problem::new(unwritten(error), message, "Make it writable for you, then try again.")
}

fn no_manager(why: &str) -> Problem {
    let message = format!("Your session has no systemd that starts timers: {why}.");
    Problem::new(ProblemCode::NotSupported, message, "Run `linkdesk refresh --due` by another timer, such as cron.")
}

/// An error says why not.
async fn with_manager<E: ToString>(told: impl Future<Output = Result<(), E>>) -> Result<(), String> {
    match tokio::time::timeout(PATIENCE, told).await {
        Ok(told) => told.map_err(|error| error.to_string()),
        Err(_) => Err("it did not answer".to_owned()),
    }
}

/// The user's manager. (`org.freedesktop.systemd1.Manager`, on the session bus.)
#[cfg(target_os = "linux")]
mod systemd {
    use zbus::zvariant::OwnedObjectPath;
    use zbus::{Connection, proxy};

    type Changes = Vec<(String, String, String)>;

    #[proxy(
        interface = "org.freedesktop.systemd1.Manager",
        default_service = "org.freedesktop.systemd1",
        default_path = "/org/freedesktop/systemd1"
    )]
    trait Manager {
        fn reload(&self) -> zbus::Result<()>;
        fn enable_unit_files(&self, files: &[&str], runtime: bool, force: bool) -> zbus::Result<(bool, Changes)>;
        fn disable_unit_files(&self, files: &[&str], runtime: bool) -> zbus::Result<Changes>;
        fn restart_unit(&self, name: &str, mode: &str) -> zbus::Result<OwnedObjectPath>;
        fn stop_unit(&self, name: &str, mode: &str) -> zbus::Result<OwnedObjectPath>;
    }

    async fn manager() -> zbus::Result<ManagerProxy<'static>> {
        ManagerProxy::new(&Connection::session().await?).await
    }

    /// Enables a unit whose file was written, and starts it.
    pub(super) async fn start(unit: &str) -> zbus::Result<()> {
        let manager = manager().await?;
        manager.reload().await?;
        manager.enable_unit_files(&[unit], false, true).await?;
        manager.restart_unit(unit, "replace").await.map(drop)
    }

    /// Stops a unit and enables it no longer.
    pub(super) async fn stop(unit: &str) -> zbus::Result<()> {
        let manager = manager().await?;
        // One that does not run cannot be stopped, and need not be.
        drop(manager.stop_unit(unit, "replace").await);
        manager.disable_unit_files(&[unit], false).await.map(drop)
    }

    /// Lets it read its files again.
    pub(super) async fn reload() -> zbus::Result<()> {
        manager().await?.reload().await
    }
}

/// There is none on this system.
#[cfg(not(target_os = "linux"))]
mod systemd {
    pub(super) async fn start(_unit: &str) -> Result<(), &'static str> {
        Err("it is of Linux")
    }

    pub(super) async fn stop(unit: &str) -> Result<(), &'static str> {
        start(unit).await
    }

    pub(super) async fn reload() -> Result<(), &'static str> {
        start("").await
    }
}
