//! Every command a screen may call: the one list behind the app manifest, the capability and the handlers.

/// The commands by name, as the screens call them.
///
/// `build.rs` declares them in the app manifest. A command that is not declared could be called by every local page in
/// any window, so a test holds this list against the handlers and against the capability.
pub(crate) const COMMAND_NAMES: &[&str] = &[
    "profile",
    "open_profile",
    "retry_store",
    "set_store_aside",
    "providers",
    "save_registration",
    "test_registration",
    "remove_registration",
    "connections",
    "connection",
    "transactions",
    "actions",
    "act",
    "start_link",
    "sessions",
    "submit_form",
    "ask_again",
    "cancel_session",
    "confirm_session",
    "add_as_new",
    "check_now",
    "show_window",
    "use_browser",
    "paste_address",
    "renew",
    "sync",
    "sync_all",
    "rename",
    "unlink",
    "settings",
    "save_settings",
    "erase",
    "practice",
    "practice_fault",
    "practice_clock",
    "export_list",
];
