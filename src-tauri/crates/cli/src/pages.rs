//! Provider pages without a window of our own: the system's browser, or a printed address.

use crate::output::{Output, say};
use linkdesk_core::contract::{Problem, ProblemCode, Route, SessionId};
use linkdesk_core::link::{PageToOpen, PageToVisit, Pages};
use serde_json::json;
use std::sync::Arc;
use url::{Host, Url};

/// The usual route of this computer: the browser where there is a display, else a printed address.
pub(crate) fn usual_route() -> Route {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let has_display = cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY");
    if has_display { Route::Browser } else { Route::Print }
}

/// Opens pages for a command.
pub(crate) struct CommandPages {
    pub(crate) output: Arc<Output>,
    /// The route of a page that nobody chose one for.
    pub(crate) usual: Route,
}

impl Pages for CommandPages {
    fn open(&self, page: PageToOpen) -> Result<(), Problem> {
        let address = page.address.expose(); // for the person whose session it is
        match page.route {
            Route::Print | Route::Paste => self.print(address, page.route),
            Route::Browser => {
                if !opens_in_a_browser(address) {
                    return Err(not_for_a_browser(page.provider_name));
                }
                self.output.note(&format!(
                    "Opening {} in your browser. If nothing opens, go to:\n{address}",
                    page.provider_name
                ));
                open_in_browser(address);
                Ok(())
            }
            Route::Window => Err(no_window()),
        }
    }

    fn visit(&self, page: PageToVisit) -> Result<(), Problem> {
        let address = page.address.expose(); // for the person who has just signed in for it
        match page.route {
            Route::Print => {
                self.put(address)?;
                let minutes = page.opens_within.as_secs() / 60;
                let place = if page.back.is_some() { " in a browser on this computer" } else { "" };
                self.output.note(&if page.signs_in {
                    format!("Open this address{place} within {minutes} minutes, once. Whoever has it is signed in: give it to nobody.")
                } else {
                    format!("Open this address{place} within {minutes} minutes.")
                });
                Ok(())
            }
            // Its address may be a key, so unlike other pages it is not written down beside the browser.
            Route::Browser if opens_in_a_browser(address) => {
                self.output.note(&format!("Opening {} in your browser.", page.provider_name));
                open_in_browser(address);
                Ok(())
            }
            Route::Browser => Err(not_for_a_browser(page.provider_name)),
            Route::Window | Route::Paste => Err(no_window()),
        }
    }

    fn usual_route(&self) -> Route {
        self.usual
    }

    fn close(&self, _session: SessionId) {
        // A browser's page is the person's, and a printed line stays.
    }
}

impl CommandPages {
    /// Writes an address alone on a line.
    fn put(&self, address: &Url) -> Result<(), Problem> {
        if self.output.is_json() {
            self.output.json(&json!({ "open": address.as_str() }))
        } else {
            self.output.verbatim(&format!("{address}\n"))
        }
    }

    fn print(&self, address: &Url, route: Route) -> Result<(), Problem> {
        self.put(address)?;
        self.output.note(match route {
            Route::Paste => "Open this address, finish there, then paste the address you end on here.",
            _ => "Open this address in a browser on this computer and finish there.",
        });
        Ok(())
    }
}

/// Whether an address may be handed to the browser: https, or plain http to this computer.
fn opens_in_a_browser(address: &Url) -> bool {
    let loopback = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    address.username().is_empty()
        && address.password().is_none()
        && (address.scheme() == "https" || (address.scheme() == "http" && loopback))
}

fn no_window() -> Problem {
    Problem::new(
        ProblemCode::NotSupported,
        "The command line has no window of its own.",
        "Choose another route: browser, print, or paste where something comes back.",
    )
    .about("route")
}

fn not_for_a_browser(provider: &str) -> Problem {
    Problem::new(
        ProblemCode::NotSupported,
        format!("{provider} gave an address for its page that is no https address; it was not opened."),
        "Check the registration's endpoints.",
    )
}

/// Hands the address over as one argument, without a shell. A text browser takes the terminal until it is closed, so
/// nobody waits for it.
fn open_in_browser(address: &Url) {
    let address = address.to_string();
    drop(std::thread::Builder::new().name("browser".to_owned()).spawn(move || {
        if webbrowser::open(&address).is_err() {
            say("No browser could be opened. Use the address above if there is one, or the route print.");
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::opens_in_a_browser;
    use url::Url;

    #[test]
    fn only_web_addresses_reach_the_browser() {
        for (text, allowed) in [
            ("https://link.example.com/page?state=x", true),
            ("http://127.0.0.1:4000/page", true),
            ("http://localhost:4000/page", true),
            ("http://link.example.com/page", false),
            ("https://name@link.example.com/page", false),
            ("file:///etc/passwd", false),
            ("smb://link.example.com/share", false),
            ("ms-msdt:/id", false),
            ("javascript:alert(1)", false),
        ] {
            let address = Url::parse(text).expect("an address");
            assert_eq!(opens_in_a_browser(&address), allowed, "{text}");
        }
    }
}
