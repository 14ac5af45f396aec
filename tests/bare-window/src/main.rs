//! A Tauri window with a line of text and nothing else. `npm run bench` starts it beside Linkdesk.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
