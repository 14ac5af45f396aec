//! The table of attacks names real tests.

use std::fs;
use std::path::{Path, PathBuf};

/// Every source file below a folder that may hold tests.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "mjs") {
            found.push(path);
        }
    }
}

#[test]
fn every_test_in_the_table_exists() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in ["src-tauri/src", "src-tauri/crates", "tests"] {
        sources(&top.join(folder), &mut files);
    }
    let all: String = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
    let table = fs::read_to_string(top.join("docs/attacks.md")).expect("the table is there");
    let names =
        table.lines().filter(|line| line.starts_with("| S")).flat_map(|line| line.split('`').skip(1).step_by(2));
    let mut checked = 0;
    for name in names.filter(|name| !name.starts_with("npm ")) {
        // Stories told twice, for a local and a remote page, have the difference filled in.
        let pattern = name.replace("a local page", "a ${kind} page").replace("a remote page", "a ${kind} page");
        let exists = all.contains(&format!("fn {name}("))
            || all.contains(&format!("('{name}'"))
            || all.contains(&format!("(`{pattern}`"));
        assert!(exists, "docs/attacks.md names a test that does not exist: {name}");
        checked += 1;
    }
    assert!(checked > 40, "the table was read: {checked} names");
}
