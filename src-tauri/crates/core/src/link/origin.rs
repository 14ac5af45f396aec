//! The true origin of a page, for the bar outside it: registrable domain first, so that a long host cannot hide it.

use crate::contract::OriginView;
use crate::http::is_loopback;
use url::Url;

/// How an address's origin is shown. Look-alike letters stay in their ASCII form.
pub fn origin_view(url: &Url) -> OriginView {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
    let domain = match url.host() {
        Some(url::Host::Domain(_)) => psl::domain_str(&host).unwrap_or(&host).to_owned(),
        _ => host.clone(),
    };
    OriginView { domain, port: url.port(), secure: url.scheme() == "https", loopback: is_loopback(url), host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registrable_domain_stands_first_whatever_the_host_pretends() {
        for (address, domain) in [
            ("https://link.bankhub.dev/x", "bankhub.dev"),
            ("https://flowaccount.com.evil.test/", "evil.test"),
            ("https://flowaccount.com@evil.test/", "evil.test"),
            ("https://login.example.co.th/", "example.co.th"),
            ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
            ("https://203.0.113.7/", "203.0.113.7"),
            ("https://example.com./", "example.com"),
        ] {
            let url = Url::parse(address).expect("a test address");
            assert_eq!(origin_view(&url).domain, domain, "{address}");
        }
        let here = origin_view(&Url::parse("http://127.0.0.1:4101/link").expect("a test address"));
        assert!(here.loopback && !here.secure && here.port == Some(4101), "this computer has a port and no lock");
    }
}
