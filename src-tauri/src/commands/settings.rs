//! What the person chose; files that are saved; the end of everything.

use super::Opened;
use crate::{background, unattended};
use linkdesk_core::contract::{Closing, Problem, ProblemCode, Settings, UnattendedView};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager as _};

/// What the person's confirmation arrives as, whatever language it was typed in.
const ERASE: &str = "erase";
/// How many files of one name may lie in the folder before another one is refused.
const MOST_FILES: u32 = 1000;

#[tauri::command]
pub(crate) async fn settings(profile: Opened<'_>) -> Result<Settings, Problem> {
    profile.desk().await?.settings().await
}

#[tauri::command]
pub(crate) async fn save_settings(profile: Opened<'_>, settings: Settings) -> Result<(), Problem> {
    profile.desk().await?.save_settings(settings).await
}

/// What closing the window does from now on; `None`: nothing is closed, and the next time it is asked again.
#[tauri::command]
pub(crate) async fn answer_closing(app: AppHandle, profile: Opened<'_>, keep: Option<bool>) -> Result<(), Problem> {
    let Some(keep) = keep else {
        background::stay(&app);
        return Ok(());
    };
    let desk = profile.desk().await?;
    let closing = if keep { Closing::Keep } else { Closing::Quit };
    // That it could not be kept is no reason not to do it.
    let kept = desk.save_settings(Settings { closing, ..desk.settings().await? }).await;
    if keep {
        background::go_on(&app);
    } else {
        background::leave(&app);
    }
    kept
}

/// Ends the program, whatever closing the window does.
#[tauri::command]
pub(crate) async fn quit(app: AppHandle) -> Result<(), Problem> {
    background::leave(&app);
    Ok(())
}

#[tauri::command]
pub(crate) async fn unattended(app: AppHandle) -> Result<UnattendedView, Problem> {
    Ok(unattended::view(&app))
}

#[tauri::command]
pub(crate) async fn set_at_login(app: AppHandle, on: bool) -> Result<UnattendedView, Problem> {
    unattended::set_at_login(&app, on)?;
    Ok(unattended::view(&app))
}

#[tauri::command]
pub(crate) async fn set_timer(app: AppHandle, on: bool) -> Result<UnattendedView, Problem> {
    unattended::set_timer(&app, on).await?;
    Ok(unattended::view(&app))
}

#[tauri::command]
pub(crate) async fn erase(profile: Opened<'_>, confirmation: String) -> Result<(), Problem> {
    if confirmation != ERASE {
        let message = "Erasing everything has to be confirmed.";
        return Err(
            Problem::new(ProblemCode::InvalidInput, message, "Type the word that is asked for.").about("confirmation")
        );
    }
    profile.erase().await
}

/// Writes a text into the downloads folder and gives the path of the file.
pub(super) fn save(app: &AppHandle, name: &str, extension: &str, text: &str) -> Result<String, Problem> {
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir());
    let folder = folder.map_err(|error| not_written(None, &io::Error::other(error)))?;
    let path = write_new(&folder, name, extension, text).map_err(|error| not_written(Some(&folder), &error))?;
    Ok(path.display().to_string())
}

/// Writes a text under a name that is free, for this user's eyes.
fn write_new(folder: &Path, stem: &str, extension: &str, text: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    for number in 1..=MOST_FILES {
        let name = if number == 1 { format!("{stem}.{extension}") } else { format!("{stem}-{number}.{extension}") };
        let path = folder.join(name);
        match create_private(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A new file; one that is there, or a link to one, is never written through.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// What keeps a file from being written.
pub(crate) fn unwritten(error: &io::Error) -> ProblemCode {
    match error.kind() {
        io::ErrorKind::StorageFull => ProblemCode::DiskFull,
        _ => ProblemCode::StoreReadOnly,
    }
}

fn not_written(folder: Option<&Path>, error: &io::Error) -> Problem {
    let problem = Problem::new(
        unwritten(error),
        format!("The file could not be written: {error}."),
        "Make room in the folder, then try again.",
    );
    match folder {
        Some(folder) => problem.about(folder.display().to_string()),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_never_replaces_another_file() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let first = write_new(folder.path(), "linkdesk-list", "json", "one").expect("the list is written");
        let second = write_new(folder.path(), "linkdesk-list", "json", "two").expect("the list is written");
        assert_eq!(std::fs::read_to_string(first).expect("the list is there"), "one");
        assert_eq!(second, folder.path().join("linkdesk-list-2.json"));
    }

    #[cfg(unix)]
    #[test]
    fn a_list_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = write_new(folder.path(), "linkdesk-list", "json", "one").expect("the list is written");
        assert_eq!(std::fs::metadata(path).expect("the list is there").permissions().mode() & 0o777, 0o600);
    }
}
