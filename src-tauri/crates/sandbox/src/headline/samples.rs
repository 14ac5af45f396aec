//! The customers that practice Headline knows from the start. All invented, none like a real one.

use super::state::{Condition, Customer};
use crate::SampleLogin;
use crate::clock::Moment;
use md5::{Digest as _, Md5};
use std::fmt::Write as _;

/// The company that all customers belong to.
pub(super) const COMPANY_ID: i64 = 900;
/// The one customer group.
pub(super) const CUSTOMER_GROUP: i64 = 1;
/// The password of every sample customer.
const PASSWORD: &str = "practice";
/// The password after a customer changed it behind the client's back.
pub(super) const CHANGED_PASSWORD: &str = "practice-new";
/// 2030-01-01: when the sample customers registered, as good as any day.
const REGISTERED_AT: i64 = 1_893_456_000;

/// Somebody who can sign in.
struct Sample {
    number: &'static str,
    id: i64,
    email: Option<&'static str>,
    /// Behind the area code +84. No network gives out numbers of zeros.
    phone: Option<&'static str>,
    is_locked: bool,
    has_second_factor: bool,
    note: &'static str,
}

const SAMPLES: [Sample; 4] = [
    Sample {
        number: "86000001",
        id: 1,
        email: Some("sample@practice.test"),
        phone: Some("000000001"),
        is_locked: false,
        has_second_factor: false,
        note: "customer 86000001, phone +84 000000001; once changed from behind, the password is practice-new",
    },
    Sample {
        number: "86000002",
        id: 2,
        email: Some("locked@practice.test"),
        phone: None,
        is_locked: true,
        has_second_factor: false,
        note: "customer 86000002, may not log in",
    },
    Sample {
        number: "86000003",
        id: 3,
        email: Some("mfa@practice.test"),
        phone: Some("000000003"),
        is_locked: false,
        has_second_factor: true,
        note: "customer 86000003, asks for a code, see the practice phone",
    },
    Sample {
        number: "86000004",
        id: 4,
        email: Some("other@practice.test"),
        phone: None,
        is_locked: false,
        has_second_factor: false,
        note: "customer 86000004, another person",
    },
];

/// The sample customers as they are at the first start.
pub(super) fn customers() -> Vec<Customer> {
    let customer = |sample: &Sample| Customer {
        number: sample.number.to_owned(),
        id: sample.id,
        email: sample.email.map(str::to_owned),
        phone_area: "+84".to_owned(),
        phone: sample.phone.map(str::to_owned),
        password: hashed(PASSWORD),
        country: "VN".to_owned(),
        register_source: 2,
        third_server_code: None,
        registered_at: Moment::from_unix(REGISTERED_AT),
        condition: if sample.is_locked { Condition::Locked } else { Condition::Good },
        has_second_factor: sample.has_second_factor,
        code: None,
        wrong_codes: 0,
        has_signed_in: false,
        is_demo: false,
    };
    SAMPLES.iter().map(customer).collect()
}

/// The logins for the ready line and the pages.
pub(crate) fn sample_logins() -> Vec<SampleLogin> {
    let login = |sample: &Sample| SampleLogin::plain(sample.email.unwrap_or(sample.number), PASSWORD, sample.note);
    SAMPLES.iter().map(login).collect()
}

/// A password as the API carries and keeps it: its MD5 in lower-case hex, without salt. It is as good as the password.
pub(super) fn hashed(password: &str) -> String {
    Md5::digest(password.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
