//! What somebody who wants to use the practice providers has to know.

use crate::Provider;
use crate::world::Memory;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where the practice providers are. One JSON line of it is what `linkdesk sandbox` prints.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ready {
    /// Each provider, in the order of their ports.
    #[serde(flatten)]
    pub providers: BTreeMap<Provider, ProviderReady>,
    /// The address of the control page and of the control calls. Its path is random.
    pub control: String,
}

/// Where one practice provider is, and how to register and sign in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProviderReady {
    /// Its endpoints, by the names a registration file uses.
    pub endpoints: BTreeMap<String, String>,
    /// A whole registration file.
    pub registration_toml: String,
    /// The logins its pages accept.
    pub logins: Vec<SampleLogin>,
}

/// A login that a practice page accepts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SampleLogin {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
    /// The one-time password if it is always the same; one that is not arrives on the practice phone.
    pub otp: Option<String>,
    /// What happens with this login.
    pub note: String,
}

impl SampleLogin {
    /// A login without a code.
    pub(crate) fn plain(user: &str, password: &str, note: &str) -> Self {
        Self { user: user.to_owned(), password: password.to_owned(), otp: None, note: note.to_owned() }
    }
}

/// What there is to know about one provider at this origin.
pub(crate) fn of(provider: Provider, origin: &str, memory: &mut Memory) -> ProviderReady {
    let endpoints = provider.endpoints(origin);
    let registration_toml = registration(&endpoints, &provider.registration(memory));
    ProviderReady { endpoints, registration_toml, logins: provider.logins() }
}

/// Writes a registration file. Every value is made by this crate and holds neither quotes nor backslashes.
fn registration(endpoints: &BTreeMap<String, String>, client: &[(&str, String)]) -> String {
    let mut file = "environment = \"custom\"\n\n[endpoints]\n".to_owned();
    for (name, address) in endpoints {
        let _ = writeln!(file, "{name} = \"{address}\"");
    }
    file.push_str("\n[client]\n");
    for (name, value) in client {
        let _ = writeln!(file, "{name} = \"{value}\"");
    }
    file
}
