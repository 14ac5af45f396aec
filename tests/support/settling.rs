//! How a test process comes to its end while threads of its stores may still be at work.

use std::sync::Once;
use std::time::Duration;

/// Longer than what a store is still doing when its test is over: rolling back, closing the file.
const SETTLING: Duration = Duration::from_secs(1);

static ONCE: Once = Once::new();

/// Lets this process wait a moment at its end. SQLCipher frees its keys there (`atexit`) under the threads of connections
/// that a test left behind; handlers run in reverse order, so this one is registered after a store was opened.
///
/// Programs of ours end by `linkdesk_core::leave`; the end of a test process is not ours to choose.
pub fn settle_at_the_end() {
    ONCE.call_once(|| assert!(shutdown_hooks::add_shutdown_hook(settle), "the C library takes a handler"));
}

extern "C" fn settle() {
    std::thread::sleep(SETTLING);
}
