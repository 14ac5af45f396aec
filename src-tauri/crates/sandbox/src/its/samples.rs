//! The people and shops of practice ITS. All invented, none like a real one.

use crate::SampleLogin;
use crate::people::Person;

/// The partner whose key the registration has.
pub(super) const PARTNER_ID: &str = "9000000000000000001";

/// A shop with telephone lines at ITS. Its id has nineteen digits: more than a double holds.
pub(super) struct Shop {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
}

pub(super) const SHOPS: [Shop; 6] = [
    Shop { id: "1000000000000000001", name: "Cửa hàng Mẫu Một" },
    Shop { id: "1000000000000000002", name: "Cửa hàng Mẫu Hai" },
    Shop { id: "1000000000000000003", name: "Practice Hotline Shop" },
    Shop { id: "1000000000000000011", name: "Sample Florist Hotline" },
    Shop { id: "1000000000000000012", name: "Cửa hàng Mẫu Ba" },
    Shop { id: "1000000000000000004", name: "Example Switchboard" },
];

impl Shop {
    pub(super) fn find(id: &str) -> Option<&'static Self> {
        SHOPS.iter().find(|shop| shop.id == id)
    }

    /// Another one, for the fault that signs in the wrong one.
    pub(super) fn another(&self) -> &'static Self {
        let [.., last] = &SHOPS;
        if self.id == last.id { &SHOPS[0] } else { last }
    }
}

/// Who can sign in.
pub(super) const PEOPLE: &[Person] = &[
    Person {
        user: "sample-shopkeeper",
        password: "practice",
        is_locked: false,
        may_link: &["1000000000000000001", "1000000000000000002"],
        note: "owns two shops",
    },
    Person {
        user: "sample-hotline",
        password: "practice",
        is_locked: false,
        may_link: &["1000000000000000003"],
        note: "owns one shop",
    },
    Person {
        user: "sample-franchise",
        password: "practice",
        is_locked: false,
        may_link: &["1000000000000000011", "1000000000000000012"],
        note: "owns two shops more",
    },
    Person { user: "sample-agent", password: "practice", is_locked: false, may_link: &[], note: "may link no shop" },
    Person { user: "sample-locked", password: "practice", is_locked: true, may_link: &[], note: "is locked" },
];

/// The logins for the ready line and the pages.
pub(crate) fn sample_logins() -> Vec<SampleLogin> {
    Person::logins(PEOPLE)
}
