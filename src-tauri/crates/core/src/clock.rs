//! Time as an argument: nobody else in the core reads the system's clocks.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use time::{Duration, OffsetDateTime};

/// The wall clock, which the practice profile and the tests can move.
#[derive(Clone, Default, Debug)]
pub struct Clock {
    offset_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// Now, in UTC.
    pub fn now(&self) -> OffsetDateTime {
        Self::of_the_system() + Duration::seconds(self.offset_seconds.load(Ordering::Relaxed))
    }

    /// What the computer's own clock says, in UTC, wherever this one stands.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the system's clock")]
    pub fn of_the_system() -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    /// How long ago the computer was started, its sleep included. Nobody can set this clock.
    #[cfg(target_os = "linux")]
    pub fn since_boot(&self) -> std::time::Duration {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        // Neither is ever negative.
        std::time::Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
    }

    /// How long ago this clock was first asked. Nobody can set it; whether it goes on in sleep is the system's affair.
    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the system's clocks")]
    pub fn since_boot(&self) -> std::time::Duration {
        static FIRST: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        FIRST.get_or_init(std::time::Instant::now).elapsed()
    }

    /// Moves this clock and its copies; `0` is the system's time.
    pub fn shift_to(&self, offset_seconds: i64) {
        self.offset_seconds.store(offset_seconds, Ordering::Relaxed);
    }
}
