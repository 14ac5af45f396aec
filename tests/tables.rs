//! The tables in docs/ name real tests and real files.

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

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn table(name: &str) -> String {
    fs::read_to_string(top().join("docs").join(name)).expect("the table is there")
}

/// What stands between backticks in a line, or in a cell.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Checks that every one of these is the name of a test, and how many they are.
fn check<'a>(table: &str, names: impl Iterator<Item = &'a str>) -> usize {
    let mut files = Vec::new();
    for folder in ["src-tauri/src", "src-tauri/crates", "tests"] {
        sources(&top().join(folder), &mut files);
    }
    let all: String = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
    let mut checked = 0;
    for name in names {
        // Stories told twice, for a local and a remote page, have the difference filled in.
        let pattern = name.replace("a local page", "a ${kind} page").replace("a remote page", "a ${kind} page");
        let exists = all.contains(&format!("fn {name}("))
            || all.contains(&format!("('{name}'"))
            || all.contains(&format!("(`{pattern}`"));
        assert!(exists, "docs/{table} names a test that does not exist: {name}");
        checked += 1;
    }
    checked
}

#[test]
fn every_test_in_the_table_of_attacks_exists() {
    let table = table("attacks.md");
    let rows = table.lines().filter(|line| line.starts_with("| S"));
    let checked = check("attacks.md", rows.flat_map(quoted).filter(|name| !name.starts_with("npm ")));
    assert!(checked > 40, "the table was read: {checked} names");
}

#[test]
fn every_test_in_the_table_of_faults_exists() {
    let table = table("faults.md");
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| R")).collect();
    for row in &rows {
        let tests = row.trim_matches('|').rsplit(" | ").next().unwrap_or_default();
        assert!(check("faults.md", quoted(tests)) > 0, "no test: {row}");
    }
    assert!(rows.len() > 20, "the table was read: {} rows", rows.len());
}

#[test]
fn every_call_of_the_documents_has_its_practice_its_room_and_its_tests() {
    let table = table("calls.md");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| call") && !line.starts_with("| ---"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() > 50, "the table was read: {} rows", rows.len());
    for row in &rows {
        let [call, practice, room, tests] = row.as_slice() else { panic!("four cells: {row:?}") };
        assert!(!room.is_empty(), "{call}: a file, or why there is none");
        for file in [call, practice, room].into_iter().filter_map(|cell| cell.split_once("](../")?.1.strip_suffix(')'))
        {
            assert!(top().join(file).is_file(), "{call}: docs/calls.md names a file that does not exist: {file}");
        }
        assert!(call.contains("/fixtures/"), "{call}: its fixture");
        assert!(practice.contains("](../"), "{call}: what answers it in practice");
        assert!(check("calls.md", quoted(tests)) > 0, "{call}: no test");
    }
}
