//! The practice clock: the system's, moved by an offset that a person or a test chooses.
//!
//! It shifts only what the providers take for now. The `Date` header keeps the true time, so that a moved clock looks
//! to a client like time that has passed, and not like a clock that is wrong.

use serde::{Deserialize, Serialize};
use time::format_description::BorrowedFormatItem;
use time::macros::{format_description, offset};
use time::{Date, OffsetDateTime, UtcOffset};

/// The time of Vietnam.
pub(crate) const VIETNAM: UtcOffset = offset!(+7);

const ISO: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].000Z");
const ISO_HANOI: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+07:00");

/// An instant of the practice clock, in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Moment(i64);

/// The true time. Nothing else in this crate asks the system.
#[expect(clippy::disallowed_methods, reason = "the practice clock is made of the true time and an offset")]
pub(crate) fn true_time() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

impl Moment {
    /// From seconds since 1970.
    pub(crate) fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// This many seconds later.
    pub(crate) fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// How many seconds have passed since an earlier instant; negative if it lies ahead.
    pub(crate) fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// As a date and time in UTC. An instant outside what the calendar can hold becomes 1970.
    pub(crate) fn utc(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// ISO 8601 with milliseconds and `Z`.
    pub(crate) fn iso(self) -> String {
        self.utc().format(ISO).unwrap_or_default()
    }

    /// ISO 8601 at +07:00, the time of Vietnam.
    pub(crate) fn iso_hanoi(self) -> String {
        self.utc().to_offset(VIETNAM).format(ISO_HANOI).unwrap_or_default()
    }

    /// The calendar day in Vietnam.
    pub(crate) fn hanoi_date(self) -> Date {
        self.utc().to_offset(VIETNAM).date()
    }
}

/// The offset of the practice clock.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Clock {
    offset_seconds: i64,
}

impl Clock {
    /// A hundred years: further than anybody practises, and nowhere near the end of the calendar.
    const FURTHEST: i64 = 100 * 366 * 86_400;

    /// What the practice clock says.
    pub(crate) fn now(&self) -> Moment {
        Moment(true_time().unix_timestamp()).plus(self.offset_seconds)
    }

    /// How far it was moved.
    pub(crate) fn offset_seconds(&self) -> i64 {
        self.offset_seconds
    }

    /// Moves it on, or back with a negative number.
    pub(crate) fn advance(&mut self, seconds: i64) {
        self.offset_seconds = self.offset_seconds.saturating_add(seconds).clamp(-Self::FURTHEST, Self::FURTHEST);
    }

    /// Back to the system's time.
    pub(crate) fn reset(&mut self) {
        self.offset_seconds = 0;
    }
}
