//! Whether the hosts of the registrations can be reached, by a request that carries nothing: no path, no credential.

use crate::contract::{Check, CheckCode, CheckOutcome, CheckStep, ProblemCode, ProviderId};
use crate::core::Core;
use crate::http::{Call, Failure};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use url::Url;

/// How long a host may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How far a clock may be off: what is signed or ends by the minute still works.
const TOLERANCE: time::Duration = time::Duration::minutes(2);
/// The variables that name a proxy.
const PROXIES: [&str; 6] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy", "HTTP_PROXY"];

/// The root of an address that a registration speaks to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Endpoint {
    provider: ProviderId,
    root: Url,
}

impl Endpoint {
    /// The root of this address: nothing of its path, its query, or a name in front of its host.
    pub(super) fn of(provider: ProviderId, url: &Url) -> Self {
        let mut root = url.clone();
        root.set_path("/");
        root.set_query(None);
        root.set_fragment(None);
        // An address with a host takes both; one without has neither.
        let _ = root.set_username("").and_then(|()| root.set_password(None));
        Self { provider, root }
    }

    fn check(&self, code: CheckCode) -> Check {
        let host = crate::desk::registrations::host_and_port(&self.root);
        Check { provider: Some(self.provider), host: Some(host), ..Check::fine(code) }
    }
}

/// Asks every host once, all at the same time.
pub(super) async fn reach(core: &Arc<Core>, mut endpoints: Vec<Endpoint>) -> Vec<Check> {
    endpoints.sort();
    endpoints.dedup();
    let mut asked = JoinSet::new();
    for (place, endpoint) in endpoints.into_iter().enumerate() {
        let core = core.clone();
        asked.spawn(async move { (place, ask(&core, &endpoint).await) });
    }
    let mut answers = asked.join_all().await;
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().flat_map(|(_, checks)| checks).collect()
}

async fn ask(core: &Core, endpoint: &Endpoint) -> Vec<Check> {
    let call = core.http.send(Call::head(endpoint.root.clone()));
    let reached = endpoint.check(CheckCode::Endpoint);
    let reply = match tokio::time::timeout(PATIENCE, call).await {
        Ok(Ok(reply)) => reply,
        Ok(Err(failure)) => return vec![reached.wrong(cause(failure), CheckStep::CheckNetwork)],
        Err(_) => return vec![reached.wrong(ProblemCode::Offline, CheckStep::CheckNetwork)],
    };
    let clock = endpoint.check(CheckCode::Clock);
    let clock = match reply.ahead() {
        None => clock.but(CheckOutcome::Unknown, CheckStep::None),
        Some(ahead) if ahead.abs() <= TOLERANCE => clock.counting(ahead.whole_seconds()),
        Some(ahead) => clock.but(CheckOutcome::Problem, CheckStep::SetClock).counting(ahead.whole_seconds()),
    };
    vec![reached, clock]
}

const fn cause(failure: Failure) -> ProblemCode {
    match failure {
        Failure::Tls => ProblemCode::TlsRefused,
        Failure::Unreachable | Failure::TimedOut(_) => ProblemCode::Offline,
        Failure::Lost | Failure::TooLarge | Failure::NotAllowed => ProblemCode::UnexpectedAnswer,
    }
}

/// The proxy that the environment names, by its host.
pub(super) fn proxy() -> Check {
    let named = PROXIES.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let check = Check::fine(CheckCode::Proxy);
    match named {
        None => check,
        Some(value) => Check { host: host_of(&value), ..check.but(CheckOutcome::Notice, CheckStep::None) },
    }
}

/// Host and port of a proxy, which may be written without its scheme and with a name and a password.
fn host_of(value: &str) -> Option<String> {
    let whole = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let url = Url::parse(&whole).ok()?;
    url.host_str()?;
    Some(crate::desk::registrations::host_and_port(&url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_its_host_is_named() {
        for text in ["http://name:word@proxy.test:8080/path?query", "name:word@proxy.test:8080"] {
            assert_eq!(host_of(text).as_deref(), Some("proxy.test:8080"), "{text}");
        }
        let url = Url::parse("https://name:word@api.test/deep/path?token=1#part").expect("an address");
        assert_eq!(Endpoint::of(ProviderId::Its, &url).root.as_str(), "https://api.test/");
    }
}
