//! The calls a screen can make: each hands over to one verb of the core and returns what it said.
//!
//! Nothing here returns a secret, and every command stands in `command_names.rs`.

mod connections;
mod doctor;
mod lists;
mod practice;
mod profile;
mod providers;
mod sessions;
mod settings;
mod tickets;

use crate::profile::Profile;
pub(crate) use settings::unwritten;
use tauri::ipc::Invoke;
use tauri::{State, Wry};

/// The profile, as commands get it.
type Opened<'a> = State<'a, Profile>;

/// The handlers of all commands.
pub(crate) fn handlers() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        profile::profile,
        profile::open_profile,
        profile::retry_store,
        profile::set_store_aside,
        providers::providers,
        providers::save_registration,
        providers::test_registration,
        providers::remove_registration,
        connections::connections,
        connections::connection,
        connections::transactions,
        connections::actions,
        connections::act,
        sessions::start_link,
        sessions::visit,
        sessions::sessions,
        sessions::submit_form,
        sessions::ask_again,
        sessions::cancel_session,
        sessions::confirm_session,
        sessions::add_as_new,
        sessions::check_now,
        sessions::show_window,
        sessions::use_browser,
        sessions::paste_address,
        connections::renew,
        connections::sync,
        connections::sync_all,
        connections::rename,
        connections::unlink,
        connections::queue,
        connections::begin_run,
        connections::note_run,
        connections::end_run,
        lists::import_file,
        lists::remove_awaited,
        lists::customers,
        lists::rename_customer,
        tickets::make_ticket,
        tickets::ticket,
        settings::settings,
        settings::save_settings,
        settings::answer_closing,
        settings::quit,
        settings::unattended,
        settings::set_at_login,
        settings::set_timer,
        settings::erase,
        practice::practice,
        practice::practice_fault,
        practice::practice_clock,
        lists::export_list,
        doctor::doctor,
        doctor::support_bundle,
        doctor::save_support_bundle,
    ]
}

#[cfg(test)]
mod tests {
    use crate::command_names::COMMAND_NAMES;

    /// The names in the list of handlers above, in its order.
    fn handled() -> Vec<&'static str> {
        let (_, after) = include_str!("mod.rs").split_once("generate_handler![").expect("the list begins");
        let (list, _) = after.split_once(']').expect("the list ends");
        list.split(',').filter_map(|path| path.trim().rsplit("::").next()).filter(|name| !name.is_empty()).collect()
    }

    fn json(text: &str) -> serde_json::Value {
        serde_json::from_str(text).expect("a file of ours")
    }

    #[test]
    fn every_handler_is_declared() {
        assert_eq!(handled(), COMMAND_NAMES);
    }

    #[test]
    fn the_main_web_view_may_call_exactly_these() {
        let capability = json(include_str!("../../capabilities/main.json"));
        let events = ["core:event:allow-listen".to_owned(), "core:event:allow-unlisten".to_owned()];
        let commands = COMMAND_NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-")));
        let expected: Vec<String> = events.into_iter().chain(commands).collect();
        assert_eq!(capability["permissions"], serde_json::json!(expected));
        assert_eq!(capability["webviews"], serde_json::json!(["main"]));
        assert!(capability.get("windows").is_none() && capability.get("remote").is_none());
    }

    #[test]
    fn there_is_no_other_capability() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities");
        let files = std::fs::read_dir(folder).expect("the folder of capabilities");
        let names: Vec<_> = files.map(|file| file.expect("a file in it").file_name()).collect();
        assert_eq!(names, ["main.json"]);
    }

    #[test]
    fn the_configuration_stays_strict() {
        let config = json(include_str!("../../tauri.conf.json"));
        assert_eq!(config["app"]["withGlobalTauri"], false);
        let security = &config["app"]["security"];
        assert_eq!(security["freezePrototype"], true);
        assert_eq!(security["capabilities"], serde_json::json!(["main"]));
        let csp = security["csp"].as_str().expect("a policy");
        assert!(csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{csp}");
        assert!(!csp.contains("unsafe-eval") && !csp.contains("https:") && !csp.contains('*'), "{csp}");
        assert!(!include_str!("../../tauri.conf.json").contains("dangerous"));
    }
}
