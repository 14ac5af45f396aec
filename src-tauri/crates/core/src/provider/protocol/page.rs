//! Which hosts a provider's page may go to.

use crate::contract::Environment;
use crate::link::HostRule;
use crate::provider::spec::Spec;
use crate::registration::Registration;
use url::Url;

/// The page's own origin, the provider's domains in the known environments, and what the operator added.
pub(in crate::provider) fn hosts(spec: &Spec, registration: &Registration, page: &Url) -> Vec<HostRule> {
    let mut hosts = vec![HostRule::origin_of(page)];
    if registration.environment != Environment::Custom {
        hosts.extend(spec.page_domains.iter().map(|domain| HostRule::DomainAndBelow((*domain).to_owned())));
    }
    hosts.extend(registration.page_hosts().iter().map(|host| HostRule::DomainAndBelow(host.clone())));
    hosts
}
