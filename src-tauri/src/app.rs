//! Puts the program together and runs it until somebody ends it.

use crate::background::{self, Background};
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
    let Launch { home, practice, background, callback } = launch;
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
            app.manage(Background::new(background));
            if !background {
                windows::open_main(handle)?;
            }
            #[cfg(target_os = "linux")]
            begin_tray(handle);
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
            background::closing(app);
        }
        // The last window has gone. Without a code nobody asked for the end.
        RunEvent::ExitRequested { code: None, api, .. } if app.state::<Background>().goes_on() => api.prevent_exit(),
        RunEvent::Exit => {
            app.state::<EngineFolder>().remove();
            linkdesk_core::leave(0)
        }
        _ => {}
    });
    Ok(())
}

/// Puts the icon into the tray, which may take its time.
#[cfg(target_os = "linux")]
fn begin_tray(app: &AppHandle) {
    app.manage(crate::tray::InTray::default());
    app.manage(crate::notices::Shown::default());
    let app = app.clone();
    tauri::async_runtime::spawn(async move { crate::tray::begin(&app).await });
}

/// Somebody started the program again: with a deep link, or to see the window. A login that starts it once more does not.
fn started_again(app: &AppHandle, arguments: Vec<String>, _folder: String) {
    let Launch { background, callback, .. } = launch::read(arguments.into_iter().skip(1).map(OsString::from));
    match callback {
        Some(callback) => deep_link::arrived(app, callback),
        None if background => {}
        None => windows::raise_main(app),
    }
}

/// One program for each data folder: those of two folders have nothing to say to each other.
fn bus_name(home: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    format!("com.linkdesk.desktop.h{:016x}", hasher.finish())
}
