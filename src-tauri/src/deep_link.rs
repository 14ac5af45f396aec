//! Addresses of our own scheme, which the system hands to whichever process it starts.
//!
//! Anybody can send one, as often as they like: few are looked at at a time, and the window comes forward only for one
//! that a session was waiting for.

use crate::profile::Profile;
use crate::windows;
use linkdesk_core::Secret;
use linkdesk_core::link::{Arrival, Received, Way};
use std::sync::Arc;
use tauri::{AppHandle, Manager as _};
use tokio::sync::Semaphore;

/// How many may be under way. A person's browser sends one.
const AT_A_TIME: usize = 4;

/// Lets deep links in, a few at a time.
pub(crate) struct DeepLinks(Arc<Semaphore>);

impl Default for DeepLinks {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_A_TIME)))
    }
}

/// Hands an address to the open profile, or drops it if too many are under way.
pub(crate) fn arrived(app: &AppHandle, address: Secret) {
    let Ok(place) = app.state::<DeepLinks>().0.clone().try_acquire_owned() else {
        tracing::info!("a deep link was dropped: too many at once");
        return;
    };
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Ok(desk) = app.state::<Profile>().desk().await
            && let Received::Taken(_) = desk.resume(Arrival { address, way: Way::DeepLink }).await
        {
            windows::raise_main(&app);
        }
        drop(place);
    });
}
