//! Opens a provider's page in the system's browser: one address, one argument, no shell.

use super::navigation::is_web_address;
use linkdesk_core::contract::{Problem, ProblemCode};
use linkdesk_core::link::{HostRule, PageAddress, PageToOpen};
use webbrowser::{Browser, BrowserOptions};

/// Opens a page, if its address is one of the hosts the registration knows.
pub(super) fn open(page: &PageToOpen) -> Result<(), Problem> {
    open_address(&page.address, &page.hosts)
}

/// Opens an address, if it is at one of these hosts.
pub(super) fn open_address(address: &PageAddress, hosts: &[HostRule]) -> Result<(), Problem> {
    let address = address.expose(); // handed to the browser, as the person asked
    if !is_web_address(address) || !hosts.iter().any(|rule| rule.allows(address)) {
        return Err(Problem::new(
            ProblemCode::NotSupported,
            "This address is not one of the provider's: it was not opened.",
            "Check the endpoints of the registration.",
        )
        .about(address.host_str().unwrap_or_default()));
    }
    let mut options = BrowserOptions::new();
    options.with_suppress_output(true);
    webbrowser::open_browser_with_options(Browser::Default, address.as_str(), &options).map_err(|_| {
        Problem::new(
            ProblemCode::NotSupported,
            "No browser could be opened.",
            "Choose a default browser in the system's settings, or use the app's own window.",
        )
        .about("browser")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use linkdesk_core::contract::{ProviderId, Route, SessionId};
    use tauri::Url;

    #[test]
    fn nothing_but_a_page_of_the_provider_reaches_the_browser() {
        for address in [
            "file:///etc/hostname",
            "smb://evil.test/share",
            "ms-msdt:/id",
            "javascript:alert(1)",
            "data:text/html,sample",
            "http://provider.example/",
            "https://evil.test/",
            "https://provider.example@evil.test/",
        ] {
            let page = PageToOpen {
                session: SessionId::new(),
                provider: ProviderId::Bankhub,
                provider_name: "Sample",
                route: Route::Browser,
                address: PageAddress::new(Url::parse(address).expect("a test address")),
                returns_to: Url::parse("http://127.0.0.1:4100/callback").expect("a test address"),
                hosts: vec![HostRule::DomainAndBelow("provider.example".to_owned())],
                kept: None,
                practice: false,
            };
            assert!(open(&page).is_err(), "{address}");
        }
    }
}
