//! A folder for its owner alone, whatever lies there and whatever the umask.
#![cfg(unix)]

use super::processes::{child_part, run_child};
use super::{Profile, linked};
use crate::store::{Folder, FolderError, OpenError, open};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::Path;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").mode() & 0o777
}

/// What is wrong with a planted thing.
fn planted<T>(outcome: Result<T, FolderError>) -> &'static str {
    match outcome.map(drop) {
        Err(FolderError::Planted { what, .. }) => what,
        other => panic!("it was not refused: {other:?}"),
    }
}

#[tokio::test]
async fn files_are_private_even_with_an_open_umask() {
    const NAME: &str = "store::tests::folders::files_are_private_even_with_an_open_umask";
    let Some(profile) = child_part() else {
        let profile = Profile::new();
        let status = run_child(NAME, &profile, Some("000")).wait().expect("it ends");
        assert!(status.success());
        return;
    };
    let opened = profile.open().await;
    let id = linked(&opened.store).await;
    drop(profile.folder.connection_lock(id).expect("a lock file"));
    let mut writing = opened.store.database.begin().await.expect("it begins");
    sqlx::query("UPDATE connections SET label = ''").execute(&mut *writing).await.expect("it writes");
    let folder = profile.folder.path();
    assert!(folder.join("store.db-journal").exists());
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("it reads").flatten() {
        let expected = if entry.path().is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&entry.path()), expected, "{:?}", entry.file_name());
        seen += 1;
    }
    assert!(seen >= 5, "store, id, lock, journal and locks");
    assert_eq!(mode(folder), 0o700);
}

#[tokio::test]
async fn what_is_open_to_others_is_closed() {
    let profile = Profile::new();
    profile.open().await.store.close().await;
    let database = profile.folder.database();
    fs::set_permissions(&database, Permissions::from_mode(0o666)).expect("it opens up");
    fs::set_permissions(profile.folder.path(), Permissions::from_mode(0o777)).expect("it opens up");
    Folder::open(profile.folder.path()).expect("it is ours");
    profile.open().await;
    assert_eq!((mode(profile.folder.path()), mode(&database)), (0o700, 0o600));
}

#[tokio::test]
async fn planted_things_are_not_touched() {
    for planted_file in ["store.db", "store.db-journal", "store.id", "store.lock"] {
        let profile = Profile::new();
        let path = profile.folder.path().join(planted_file);
        let victim = profile.home.path().join("victim");
        fs::write(&victim, b"mine").expect("it is written");
        for plant in [
            &(|path: &Path, victim: &Path| symlink(victim, path).expect("a link")) as &dyn Fn(&Path, &Path),
            &|path, _| mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).expect("a pipe"),
            &|path, _| fs::create_dir(path).expect("a folder"),
        ] {
            plant(&path, &victim);
            let refusal = profile.refusal().await;
            assert!(matches!(refusal, OpenError::Folder(FolderError::Planted { .. })), "{planted_file}: {refusal:?}");
            fs::remove_file(&path).or_else(|_| fs::remove_dir(&path)).expect("it goes");
        }
        assert_eq!(fs::read(&victim).expect("it reads"), b"mine");
        open(&profile.folder, &profile.keychain, super::PATIENCE).await.expect("it opens when they are gone");
    }
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let theirs = home.path().join("theirs");
    fs::create_dir(&theirs).expect("a folder");
    // Only root can give a folder away; anybody else finds one that is root's.
    let foreign = if chown(&theirs, Some(12_345), None).is_ok() { theirs.as_path() } else { Path::new("/usr") };
    assert_eq!(planted(Folder::open(foreign)), "owned by another user");
}

#[test]
fn a_folder_below_one_that_everybody_may_change_is_refused() {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::set_permissions(home.path(), Permissions::from_mode(0o777)).expect("it opens up");
    assert_eq!(planted(Folder::open(&home.path().join("profile"))), "a folder that everybody may change");
    fs::set_permissions(home.path(), Permissions::from_mode(0o1777)).expect("it gets sticky");
    Folder::open(&home.path().join("profile")).expect("like /tmp");
}

#[test]
fn our_own_link_to_our_own_folder_is_followed() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (disk, link) = (home.path().join("other-disk"), home.path().join("profile"));
    fs::create_dir(&disk).expect("a folder");
    symlink(&disk, &link).expect("a link");
    assert_eq!(Folder::open(&link).expect("it is ours").path(), disk.canonicalize().expect("it is there"));
    symlink(home.path().join("nowhere"), home.path().join("dangling")).expect("a link");
    assert!(Folder::open(&home.path().join("dangling")).is_err());
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let path = home.path().join("profile");
    fs::write(&path, b"").expect("it is written");
    assert_eq!(planted(Folder::open(&path)), "not a folder");
}

#[test]
fn a_folder_that_cannot_be_made_says_so() {
    let outcome = Folder::open(Path::new("/proc/linkdesk-sample"));
    assert!(matches!(outcome, Err(FolderError::ReadOnly { .. } | FolderError::Other { .. })), "{outcome:?}");
}
