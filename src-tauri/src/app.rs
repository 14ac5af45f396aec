//! Puts the program together and runs it until the main window is closed.

use crate::commands;
use crate::deep_link::{self, DeepLinks};
use crate::launch::{self, Launch};
use crate::profile::Profile;
use crate::windows::{self, EngineFolder, MAIN};
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use tauri::{AppHandle, Manager as _, RunEvent, WindowEvent};

/// Runs the app. Returns when it is over.
pub(crate) fn run(launch: Launch) -> tauri::Result<()> {
    let Launch { home, practice, callback } = launch;
    let only_one =
        tauri_plugin_single_instance::Builder::new().dbus_id(bus_name(&home)).callback(started_again).build();
    let app = tauri::Builder::default()
        // First: a second start must hand over and end before anything else is opened.
        .plugin(only_one)
        .manage(DeepLinks::default())
        .manage(windows::Frames::default())
        .manage(windows::OwnPages::default())
        .register_uri_scheme_protocol(windows::FRAME_SCHEME, |context, request| {
            windows::serve_frame(context.app_handle(), context.webview_label(), &request)
        })
        .invoke_handler(commands::handlers())
        .setup(move |app| {
            let handle = app.handle();
            app.manage(Profile::new(handle.clone(), home));
            app.manage(EngineFolder::create()?);
            windows::open_main(handle)?;
            #[cfg(feature = "e2e")]
            windows::open_bare(handle)?;
            // The window stands before the keychain is asked: it may take a minute, or ask the person.
            let handle = handle.clone();
            tauri::async_runtime::spawn(async move { handle.state::<Profile>().open(practice).await });
            if let Some(callback) = callback {
                deep_link::arrived(app.handle(), callback);
            }
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| match event {
        RunEvent::WindowEvent { label, event: WindowEvent::CloseRequested { api, .. }, .. } if label == MAIN => {
            api.prevent_close();
            leave(app);
        }
        RunEvent::Exit => {
            app.state::<EngineFolder>().remove();
            linkdesk_core::leave(0)
        }
        _ => {}
    });
    Ok(())
}

/// Hides the windows at once and ends when what is out has come back, a few seconds at most.
fn leave(app: &AppHandle) {
    for window in app.webview_windows().values() {
        // A window that is already gone needs no hiding.
        drop(window.hide());
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        app.state::<Profile>().close().await;
        app.exit(0);
    });
}

/// Somebody started the program again: with a deep link, or to see the window.
fn started_again(app: &AppHandle, arguments: Vec<String>, _folder: String) {
    match launch::read(arguments.into_iter().skip(1).map(OsString::from)).callback {
        Some(callback) => deep_link::arrived(app, callback),
        None => windows::raise_main(app),
    }
}

/// One program for each data folder: those of two folders have nothing to say to each other.
fn bus_name(home: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    format!("com.linkdesk.desktop.h{:016x}", hasher.finish())
}
