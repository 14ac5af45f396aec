//! Repair tickets: an address by which somebody who helps says which account is to be reconnected.
//!
//! It names the provider, which of its systems, the last day it counts, and the account under salt and hash; nothing
//! else. Anybody can write one, and the system hands it to us from any web page, so nothing in it is believed: whoever
//! opens one is shown a connection of their own, and nothing begins by it.

use crate::Secret;
use crate::contract::{Environment, ExportedKey, ProviderId};
use crate::link::{Address, DEEP_LINK_SCHEME};
use crate::lists::hides;
use crate::provider::IdentityKey;
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use url::Url;

/// What stands behind the scheme.
const PLACE: &str = "repair";
const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// What a ticket says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Ticket {
    pub(crate) provider: ProviderId,
    /// `None`: whoever made it does not know.
    pub(crate) environment: Option<Environment>,
    /// The last day it counts, in UTC.
    pub(crate) until: Date,
    /// 16 bytes; hexadecimal.
    pub(crate) salt: String,
    /// SHA-256 over salt and the account's key; hexadecimal.
    pub(crate) account: String,
}

/// Whether an address is a ticket. One that is not sound is none.
pub fn is_ticket(address: &Secret) -> bool {
    Ticket::read(address).is_some()
}

impl Ticket {
    /// The address that is handed on.
    pub(crate) fn address(&self) -> Option<String> {
        let mut url = Url::parse(&format!("{DEEP_LINK_SCHEME}://{PLACE}")).ok()?;
        let mut query = url.query_pairs_mut();
        query.append_pair("provider", self.provider.as_str());
        if let Some(environment) = self.environment {
            query.append_pair("environment", environment.as_str());
        }
        query
            .append_pair("until", &self.last_day()?)
            .append_pair("salt", &self.salt)
            .append_pair("account", &self.account);
        drop(query);
        Some(url.into())
    }

    /// The last day it counts, as `YYYY-MM-DD`.
    pub(crate) fn last_day(&self) -> Option<String> {
        self.until.format(DAY).ok()
    }

    /// Reads an address strictly. `None`: it is no ticket, lacks something, or says something that no ticket of ours says.
    pub(crate) fn read(address: &Secret) -> Option<Self> {
        let Address { place, parameters } = Address::read(address)?;
        if place.scheme() != DEEP_LINK_SCHEME || place.host_str() != Some(PLACE) || !matches!(place.path(), "" | "/") {
            return None;
        }
        let mut known = 0;
        let mut said = |name: &str| {
            let value = parameters.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
            known += usize::from(value.is_some());
            value
        };
        let key = ExportedKey::read("account", said("salt")?, said("account")?)?;
        let day = said("until")?;
        let ticket = Self {
            provider: said("provider")?.parse().ok()?,
            environment: said("environment").map(str::parse).transpose().ok()?,
            until: Date::parse(day, DAY).ok()?,
            salt: key.salt,
            account: key.sha256,
        };
        // A day can be written in more ways than ours.
        (known == parameters.len() && ticket.last_day().as_deref() == Some(day)).then_some(ticket)
    }

    /// Whether it means the account with these keys.
    pub(crate) fn means(&self, keys: &[IdentityKey]) -> bool {
        keys.iter().any(|key| hides(&self.salt, &self.account, &key.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::hidden;
    use time::macros::date;

    fn key(value: &str) -> IdentityKey {
        IdentityKey::new("account", value).expect("a key")
    }

    fn sample() -> Ticket {
        let ExportedKey { salt, sha256, .. } = hidden(&key("1000001"));
        let (provider, environment) = (ProviderId::Bankhub, Some(Environment::Sandbox));
        Ticket { provider, environment, until: date!(2026 - 01 - 31), salt, account: sha256 }
    }

    fn read(text: &str) -> Option<Ticket> {
        Ticket::read(&Secret::from(text))
    }

    #[test]
    fn what_is_written_is_read_and_tells_no_account() {
        for environment in [Some(Environment::Production), Some(Environment::Custom), None] {
            let ticket = Ticket { environment, ..sample() };
            let address = ticket.address().expect("an address");
            assert!(is_ticket(&Secret::from(address.as_str())) && !address.contains("1000001"), "{address}");
            assert_eq!(read(&address), Some(ticket));
        }
    }

    #[test]
    fn it_means_the_account_by_any_of_its_keys_and_no_other() {
        let ticket = sample();
        assert!(ticket.means(&[key("7"), key("1000001")]));
        assert!(!ticket.means(&[key("1000002")]) && !ticket.means(&[]));
        assert!(!sample().means(&[key(&ticket.account)]));
    }

    #[test]
    fn anything_else_is_no_ticket() {
        let good = sample().address().expect("an address");
        let other = |from: &str, to: &str| {
            assert!(good.contains(from), "{good}");
            good.replace(from, to)
        };
        let long = "a".repeat(1024 * 1024);
        for bad in [
            other("linkdesk://repair", "https://repair"),
            other("linkdesk://repair", "linkdesk://callback"),
            other("linkdesk://repair", "linkdesk://repair/elsewhere"),
            other("linkdesk://repair", "linkdesk://someone@repair"),
            other("provider=bankhub", "provider=elsewhere"),
            other("provider=bankhub&", ""),
            other("environment=sandbox", "environment=here"),
            other("until=2026-01-31", "until=2026-02-30"),
            other("until=2026-01-31", "until=2026-W05-6"),
            other("until=2026-01-31", "until=20260131"),
            other("until=2026-01-31", "until=%2B2026-01-31"),
            other("salt=", "salt=0"),
            other("account=", "account=zz"),
            format!("{good}&label=Pay%20here"),
            format!("{good}&until=2027-01-31"),
            format!("{good}#elsewhere"),
            format!("{good}\n"),
            format!("{good}&x={long}"),
            String::new(),
        ] {
            assert_eq!(read(&bad), None, "{bad:.200}");
        }
    }
}
