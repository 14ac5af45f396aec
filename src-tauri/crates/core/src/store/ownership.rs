//! Whose files these are: ours alone, or not used at all.
//!
//! Looks before touching. Inside a folder that only we may change, what was looked at stays what it is.

use super::error::FolderError;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

/// What something has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Folder,
    File,
}

/// Whether something lies there. It has to have this shape and to be ours; what others may read or change is tightened.
pub(super) fn vet(path: &Path, shape: Shape) -> Result<bool, FolderError> {
    let found = match fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(FolderError::at(path, &error)),
    };
    let planted = |what| FolderError::Planted { path: path.to_owned(), what };
    match shape {
        Shape::Folder if !found.is_dir() => return Err(planted("not a folder")),
        Shape::File if !found.is_file() => return Err(planted("not a plain file")),
        Shape::Folder | Shape::File => {}
    }
    keep_private(path, &found, shape)?;
    Ok(true)
}

/// Makes a folder for us alone, unless it is there.
pub(super) fn make_folder(path: &Path) -> Result<(), FolderError> {
    if vet(path, Shape::Folder)? {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| FolderError::at(path, &error))?;
    vet(path, Shape::Folder).map(drop)
}

/// Opens a file of ours for reading and writing, making it when it is not there.
pub(super) fn open_file(path: &Path) -> Result<File, FolderError> {
    vet(path, Shape::File)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    private(&mut options);
    let file = options.open(path).map_err(|error| FolderError::at(path, &error))?;
    vet(path, Shape::File)?;
    Ok(file)
}

/// Makes a new file of ours. Whatever lay there is removed: only for files that never hold anything for long.
pub(super) fn new_file(path: &Path) -> Result<File, FolderError> {
    remove(path)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    private(&mut options);
    let file = options.open(path).map_err(|error| FolderError::at(path, &error))?;
    vet(path, Shape::File)?;
    Ok(file)
}

/// Removes a file; that it was not there is fine.
pub(super) fn remove(path: &Path) -> Result<(), FolderError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(FolderError::at(path, &error)),
        _ => Ok(()),
    }
}

/// Renames a file inside a folder so that it is there under one name or the other after a power cut.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), FolderError> {
    fs::rename(from, to).map_err(|error| FolderError::at(from, &error))?;
    #[cfg(unix)]
    if let Some(folder) = to.parent() {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| FolderError::at(folder, &error))?;
    }
    Ok(())
}

/// For us alone, whatever the umask; never through a link, never waiting at a pipe.
#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    options.mode(0o600).custom_flags(flags.bits().cast_signed());
}

#[cfg(unix)]
fn keep_private(path: &Path, found: &fs::Metadata, shape: Shape) -> Result<(), FolderError> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(FolderError::Planted { path: path.to_owned(), what: "owned by another user" });
    }
    let ours = if shape == Shape::Folder { 0o700 } else { 0o600 };
    if found.mode() & 0o777 != ours {
        let tightened = fs::set_permissions(path, fs::Permissions::from_mode(ours));
        tightened.map_err(|error| FolderError::at(path, &error))?;
    }
    Ok(())
}

/// Elsewhere a user's data folder inherits rights that keep other users out.
#[cfg(not(unix))]
fn keep_private(_: &Path, _: &fs::Metadata, _: Shape) -> Result<(), FolderError> {
    Ok(())
}

/// A folder that anybody may rename things in is no place for ours. `/tmp` is, by its sticky bit.
pub(super) fn vet_parent(path: &Path) -> Result<(), FolderError> {
    #[cfg(unix)]
    if let Some(parent) = path.parent()
        && let Ok(found) = fs::metadata(parent)
    {
        use std::os::unix::fs::MetadataExt as _;
        if found.mode() & 0o1002 == 0o002 {
            return Err(FolderError::Planted { path: parent.to_owned(), what: "a folder that everybody may change" });
        }
    }
    Ok(())
}

/// Where a link leads, if it is our own: a person may keep the data folder on another disk.
pub(super) fn follow_our_link(path: &Path) -> Result<std::path::PathBuf, FolderError> {
    let Ok(found) = fs::symlink_metadata(path) else { return Ok(path.to_owned()) };
    if !found.is_symlink() {
        return Ok(path.to_owned());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if found.uid() != rustix::process::geteuid().as_raw() {
            return Err(FolderError::Planted { path: path.to_owned(), what: "a link of another user" });
        }
    }
    fs::canonicalize(path).map_err(|error| FolderError::at(path, &error))
}
