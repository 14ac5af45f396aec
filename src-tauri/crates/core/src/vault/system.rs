//! The keychain of this login: the Secret Service on Linux, the Keychain on macOS, the Credential Manager on Windows.

use super::keychain::{Keychain, KeychainError};
use crate::Secret;
use keyring_core::{Entry, Error, Result as CoreResult};
#[cfg(target_os = "linux")]
use std::sync::{Arc, Mutex, PoisonError};

/// The service that every entry of this program stands under.
pub const SERVICE: &str = "com.linkdesk.desktop";

/// The keychain of this login. To be used through [`super::KeychainThread`]: its calls block, and on Linux they must
/// not be made from inside an asynchronous runtime.
#[derive(Default)]
pub struct SystemKeychain {
    #[cfg(target_os = "linux")]
    session: Mutex<Option<Arc<zbus_secret_service_keyring_store::Store>>>,
}

impl Keychain for SystemKeychain {
    fn get(&self, name: &str) -> Result<Option<Secret>, KeychainError> {
        match self.with_entry(name, Entry::get_password) {
            Ok(text) => Ok(Some(Secret::from(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(named(&error)),
        }
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeychainError> {
        // The keychain is where it belongs.
        self.with_entry(name, |entry| entry.set_password(secret.expose())).map_err(|error| named(&error))
    }

    fn delete(&self, name: &str) -> Result<(), KeychainError> {
        match self.with_entry(name, Entry::delete_credential) {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(named(&error)),
        }
    }
}

#[cfg(target_os = "linux")]
impl SystemKeychain {
    /// Works on the entry of a name. The session bus may have gone away and come back since the last call: then it is
    /// looked for once more.
    fn with_entry<T>(&self, name: &str, work: impl Fn(&Entry) -> CoreResult<T>) -> CoreResult<T> {
        use keyring_core::api::CredentialStoreApi as _;
        use std::collections::HashMap;
        use zbus_secret_service_keyring_store::Store;

        // What a person sees in their keychain's own list.
        let shown = HashMap::from([("label", "Linkdesk: key of the local store")]);
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = session.as_ref() {
            match store.build(SERVICE, name, Some(&shown)).and_then(|entry| work(&entry)) {
                Err(Error::PlatformFailure(_)) => *session = None,
                outcome => return outcome,
            }
        }
        // Whatever keeps it from being reached (no bus, nobody on it), to a person there is none.
        let store = Store::new().map_err(|_| Error::NoDefaultStore)?;
        let entry = store.build(SERVICE, name, Some(&shown))?;
        *session = Some(store);
        work(&entry)
    }
}

#[cfg(not(target_os = "linux"))]
impl SystemKeychain {
    /// Works on the entry of a name.
    fn with_entry<T>(&self, name: &str, work: impl Fn(&Entry) -> CoreResult<T>) -> CoreResult<T> {
        work(&keyring::Entry::new(SERVICE, name)?.inner)
    }
}

/// What an error of the keychain means here. Only its kind is kept: some of them carry the bytes they stumbled over.
pub(super) fn named(error: &Error) -> KeychainError {
    match error {
        Error::NoStorageAccess(_) => KeychainError::Locked,
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => KeychainError::Missing,
        Error::PlatformFailure(cause) => platform(&cause.to_string()),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeychainError::Failed("the entry is not text".to_owned()),
        Error::Ambiguous(_) => KeychainError::Failed("it has several entries of this name".to_owned()),
        Error::BadStoreFormat(_) => KeychainError::Failed("it is damaged".to_owned()),
        _ => KeychainError::Failed("it refused the entry".to_owned()),
    }
}

/// Platform failures on Linux are D-Bus errors, whose text is a name and a sentence of the bus.
fn platform(cause: &str) -> KeychainError {
    const NOBODY_THERE: [&str; 3] = ["no secret service provider", "ServiceUnknown", "NameHasNoOwner"];
    if cause.contains("IsLocked") {
        KeychainError::Locked
    } else if NOBODY_THERE.iter().any(|word| cause.contains(word)) {
        KeychainError::Missing
    } else {
        KeychainError::Failed(cause.chars().filter(|letter| !letter.is_control()).take(200).collect())
    }
}
