//! Where a provider's page may go. Decided on parsed addresses, by one list, for the page and its frames alike: the
//! engine does not say which of them wants to go.

use linkdesk_core::link::{HostRule, is_return};
use tauri::Url;
use url::Host;

/// The places one provider window may go to.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// The redirect address: going there is the answer. `None`: nothing comes back from the page.
    pub(crate) returns_to: Option<Url>,
    /// The page of ours around a framed one.
    pub(crate) frame: Option<Url>,
    /// The hosts the provider's pages need.
    pub(crate) hosts: Vec<HostRule>,
}

/// What becomes of a navigation.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    /// It is the answer, or pretends to be: stopped, and handed to the core.
    Answer,
    /// It may go on.
    Allowed,
    /// Stopped.
    Refused {
        /// The host to be named, if it has one.
        host: Option<String>,
    },
}

impl Rules {
    /// What becomes of a navigation to an address.
    pub(crate) fn judge(&self, url: &Url) -> Verdict {
        if self.returns_to.as_ref().is_some_and(|returns_to| is_return(url, returns_to)) {
            Verdict::Answer
        } else if self.frame.as_ref() == Some(url) || self.is_of_the_provider(url) {
            Verdict::Allowed
        } else {
            let host = url.host_str().filter(|host| !host.is_empty() && matches!(url.scheme(), "http" | "https"));
            Verdict::Refused { host: host.map(str::to_owned) }
        }
    }

    fn is_of_the_provider(&self, url: &Url) -> bool {
        is_web_address(url) && self.hosts.iter().any(|rule| rule.allows(url))
    }
}

/// Whether an address is https, or http on this computer.
pub(super) fn is_web_address(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.host().is_some(),
        "http" => is_this_computer(url),
        _ => false,
    }
}

/// Whether an address is on this computer.
pub(super) fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(address: &str) -> Url {
        Url::parse(address).expect("a test address")
    }

    fn rules() -> Rules {
        let hosts = vec![
            HostRule::DomainAndBelow("provider.example".to_owned()),
            HostRule::origin_of(&parse("http://127.0.0.1:4101/")),
            HostRule::origin_of(&parse("http://plain.example/")),
        ];
        Rules { returns_to: Some(parse("http://127.0.0.1:4100/callback")), frame: None, hosts }
    }

    fn judge(address: &str) -> Verdict {
        rules().judge(&parse(address))
    }

    fn refused(host: &str) -> Verdict {
        Verdict::Refused { host: Some(host.to_owned()) }
    }

    #[test]
    fn the_provider_and_practice_are_allowed() {
        for address in
            ["https://provider.example/link?a=1", "https://login.provider.example/", "http://127.0.0.1:4101/page"]
        {
            assert_eq!(judge(address), Verdict::Allowed, "{address}");
        }
    }

    #[test]
    fn the_answer_is_found_whatever_its_query() {
        assert_eq!(judge("http://127.0.0.1:4100/callback?code=sample&state=sample"), Verdict::Answer);
        assert_eq!(judge("http://127.0.0.1:4100/callback/other"), refused("127.0.0.1"));
        assert_eq!(judge("http://sample@127.0.0.1:4100/callback?code=sample"), refused("127.0.0.1"));
    }

    #[test]
    fn look_alike_hosts_are_foreign() {
        for (address, host) in [
            ("https://provider.example.evil.test/", "provider.example.evil.test"),
            ("https://evilprovider.example/", "evilprovider.example"),
            ("https://provider.example@evil.test/", "evil.test"),
            ("https://sample:sample@provider.example/", "provider.example"),
            ("https://provider.example./", "provider.example."),
            ("https://pr\u{43e}vider.example/", "xn--prvider-bjg.example"),
            ("https://provider.example:8443/", "provider.example"),
            ("http://provider.example/", "provider.example"),
            ("http://plain.example/", "plain.example"),
            ("http://127.0.0.1:4102/", "127.0.0.1"),
            ("http://127.0.0.1.evil.test:4101/", "127.0.0.1.evil.test"),
            ("https://localhost.evil.test/", "localhost.evil.test"),
            ("https://tauri.evil.test/", "tauri.evil.test"),
            ("https://ipc.evil.test/", "ipc.evil.test"),
            ("https://linkdesk.evil.test/", "linkdesk.evil.test"),
        ] {
            assert_eq!(judge(address), refused(host), "{address}");
        }
    }

    #[test]
    fn what_is_no_web_page_is_refused_without_a_name() {
        for address in [
            "file:///etc/hostname",
            "data:text/html,sample",
            "javascript:alert(1)",
            "blob:https://provider.example/00000000-0000-0000-0000-000000000000",
            "about:srcdoc",
            "about:blank",
            "tauri://localhost/index.html",
            "ipc://localhost/connections",
            "linkdesk://callback?code=sample",
            "mailto:sample@provider.example",
            "ftp://provider.example/",
        ] {
            assert_eq!(judge(address), Verdict::Refused { host: None }, "{address}");
        }
    }

    #[test]
    fn a_chain_of_redirects_is_cut_at_the_first_foreign_hop() {
        let hops = [
            "https://provider.example/open?to=https://evil.test",
            "https://login.provider.example/hop",
            "https://evil.test/",
            "https://provider.example/back",
        ];
        let cut = hops.iter().position(|hop| judge(hop) != Verdict::Allowed);
        assert_eq!(cut, Some(2));
    }

    #[test]
    fn a_page_from_which_nothing_comes_back_has_no_answer_and_stays_in_its_own_frame() {
        let frame = "linkdesk-frame://localhost/sample";
        let rules = Rules { returns_to: None, frame: Some(parse(frame)), hosts: rules().hosts };
        assert_eq!(rules.judge(&parse(frame)), Verdict::Allowed);
        assert_eq!(rules.judge(&parse("https://provider.example/home")), Verdict::Allowed);
        assert_eq!(rules.judge(&parse("http://127.0.0.1:4100/callback?code=sample")), refused("127.0.0.1"));
        for other in ["linkdesk-frame://localhost/other", "linkdesk-frame://localhost/sample?x", "linkdesk://callback"]
        {
            assert_eq!(rules.judge(&parse(other)), Verdict::Refused { host: None }, "{other}");
        }
    }

    #[test]
    fn a_deep_link_is_an_answer_only_where_it_is_the_redirect_address() {
        let mut rules = rules();
        rules.returns_to = Some(parse("linkdesk://callback"));
        let judge = |address: &str| rules.judge(&parse(address));
        assert_eq!(judge("linkdesk://callback?code=sample"), Verdict::Answer);
        assert_eq!(judge("linkdesk://other?code=sample"), Verdict::Refused { host: None });
    }
}
