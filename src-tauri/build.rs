//! Declares the commands in the app manifest, so that none is open to a window without the capability.

#[path = "src/command_names.rs"]
mod command_names;

use tauri_build::{AppManifest, Attributes};

fn main() {
    println!("cargo::rerun-if-changed=src/command_names.rs");
    let manifest = AppManifest::new().commands(command_names::COMMAND_NAMES);
    tauri_build::try_build(Attributes::new().app_manifest(manifest))
        .expect("tauri.conf.json and capabilities/ are sound");
}
