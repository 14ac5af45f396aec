//! Bookings of the practice accounts: made from the account number and the day alone, so that every call about a day
//! says the same, and new ones appear as the practice clock goes on.

use super::samples::{BankAccount, Currency};
use crate::clock::{Moment, VIETNAM};
use time::{Date, Duration, Time};

/// How far back bookings go, in days.
pub(super) const HISTORY_DAYS: i64 = 90;
/// Two times of a day at which something may be booked, in minutes after midnight in Vietnam.
const SLOTS: [i64; 2] = [9 * 60 + 12, 17 * 60 + 41];

const INCOMING: [&str; 4] = [
    "Nhận lương tháng (thực hành)",
    "Khách hàng mẫu thanh toán đơn hàng",
    "Nhận chuyển khoản từ người dùng mẫu",
    "Hoàn tiền mua hàng",
];
const OUTGOING: [&str; 4] = [
    "Thanh toán tiền điện",
    "Mua sắm tại Cửa hàng Ví dụ",
    "Chuyển khoản cho người dùng mẫu",
    "Rút tiền mặt tại máy ATM",
];

/// One booking.
pub(super) struct Booking {
    pub(super) reference: String,
    /// Signed, in the smallest unit.
    pub(super) amount: i64,
    /// The balance behind it; the bank does not always tell.
    pub(super) running_balance: Option<i64>,
    pub(super) description: &'static str,
    pub(super) at: Moment,
    pub(super) date: Date,
}

/// The bookings of an account within the history that exists at this instant, oldest first.
pub(super) fn bookings(account: &BankAccount, now: Moment) -> Vec<Booking> {
    let last = last_slot(now);
    let first = last - HISTORY_DAYS * 2;
    (first..=last).filter(|slot| is_booked(account, *slot)).filter_map(|slot| booking(account, slot)).collect()
}

/// What lies on an account at this instant, in the smallest unit.
pub(super) fn balance(account: &BankAccount, now: Moment) -> i64 {
    level(account, last_slot(now))
}

fn booking(account: &BankAccount, slot: i64) -> Option<Booking> {
    let at = time_of(slot)?;
    let date = at.hanoi_date();
    let after = level(account, slot);
    let amount = after - level(account, slot - 1);
    let dice = dice(account, slot, 3);
    let texts = if amount < 0 { OUTGOING } else { INCOMING };
    // Some references hold a backslash, as the bank's own do.
    let joint = if dice.is_multiple_of(5) { "\\" } else { "-" };
    let reference =
        format!("PR{:04}{:02}{:02}{joint}{:06}", date.year(), u8::from(date.month()), date.day(), dice % 1_000_000);
    Some(Booking {
        reference,
        amount,
        running_balance: (!dice.is_multiple_of(4)).then_some(after),
        description: texts[usize::try_from(dice / 16 % 4).unwrap_or_default()],
        at,
        date,
    })
}

/// Slots count from 1970 in Vietnam, two a day.
fn last_slot(now: Moment) -> i64 {
    let local = now.utc().to_offset(VIETNAM);
    let day = i64::from(local.date().to_julian_day() - epoch().to_julian_day());
    let minutes = i64::from(local.hour()) * 60 + i64::from(local.minute());
    let passed = SLOTS.iter().filter(|slot| **slot <= minutes).count();
    day * 2 - 1 + i64::try_from(passed).unwrap_or_default()
}

fn time_of(slot: i64) -> Option<Moment> {
    let date = epoch().checked_add(Duration::days(slot.div_euclid(2)))?;
    let minutes = if slot.rem_euclid(2) == 0 { SLOTS[0] } else { SLOTS[1] };
    let midnight = date.with_time(Time::MIDNIGHT).assume_offset(VIETNAM);
    Some(Moment::from_unix(midnight.unix_timestamp() + minutes * 60))
}

fn epoch() -> Date {
    time::OffsetDateTime::UNIX_EPOCH.date()
}

/// Two of three slots have a booking.
fn is_booked(account: &BankAccount, slot: i64) -> bool {
    !dice(account, slot, 1).is_multiple_of(3)
}

/// What lies on the account after a slot: about the usual, never below half of it.
fn level(account: &BankAccount, slot: i64) -> i64 {
    // Ten empty slots in a row are one in sixty thousand; then the last one counts as it stands.
    let booked = (slot - 10..=slot).rev().find(|slot| is_booked(account, *slot)).unwrap_or(slot);
    let unit = if account.currency == Currency::Vnd { 1_000 } else { 1 };
    let spread = (account.usual_balance / unit).max(1);
    let share = i64::try_from(dice(account, booked, 2) % spread.unsigned_abs()).unwrap_or_default();
    (spread / 2 + share) * unit
}

/// A number that depends on nothing but the account, the slot and what it is for (the mixing steps of `SplitMix64`).
fn dice(account: &BankAccount, slot: i64, purpose: u64) -> u64 {
    let start = account.number.bytes().fold(purpose, |mixed, byte| mix(mixed ^ u64::from(byte)));
    mix(start ^ slot.unsigned_abs())
}

fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
