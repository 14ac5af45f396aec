//! Addresses of our own scheme, which the system hands to whichever process it starts.
//!
//! Anybody can send one, as often as they like: few are looked at at a time, and the window comes forward only for one
//! that a session was waiting for, or for a repair ticket. Nothing begins by a ticket: the screens show what it means.

use crate::profile::Profile;
use crate::windows;
use linkdesk_core::link::{Arrival, Received, Way};
use linkdesk_core::{Secret, is_ticket};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::{AppHandle, Manager as _};
use tokio::sync::Semaphore;

/// How many may be under way. A person's browser sends one.
const AT_A_TIME: usize = 4;

/// Lets deep links in, a few at a time, and keeps a ticket until the screens ask for it: they may not stand yet, or wait
/// for the keychain.
pub(crate) struct DeepLinks {
    places: Arc<Semaphore>,
    ticket: Mutex<Option<Secret>>,
}

impl Default for DeepLinks {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_A_TIME)), ticket: Mutex::default() }
    }
}

impl DeepLinks {
    fn keep_ticket(&self, address: Secret) {
        *self.ticket.lock().unwrap_or_else(PoisonError::into_inner) = Some(address);
    }

    /// The ticket that was opened last, once.
    pub(crate) fn take_ticket(&self) -> Option<Secret> {
        self.ticket.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Shows what a ticket means, or hands a callback to the open profile, which is dropped if too many are under way.
pub(crate) fn arrived(app: &AppHandle, address: Secret) {
    if is_ticket(&address) {
        app.state::<DeepLinks>().keep_ticket(address);
        return windows::show_repair(app);
    }
    let Ok(place) = app.state::<DeepLinks>().places.clone().try_acquire_owned() else {
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
