//! The people and shops of practice ITS. All invented, none like a real one.

use crate::SampleLogin;

/// The partner whose key the registration has.
pub(super) const PARTNER_ID: &str = "9000000000000000001";

/// A shop with telephone lines at ITS. Its id has nineteen digits: more than a double holds.
pub(super) struct Shop {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
}

pub(super) const SHOPS: [Shop; 4] = [
    Shop { id: "1000000000000000001", name: "Cửa hàng Mẫu Một" },
    Shop { id: "1000000000000000002", name: "Cửa hàng Mẫu Hai" },
    Shop { id: "1000000000000000003", name: "Practice Hotline Shop" },
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

/// Somebody who can sign in.
pub(super) struct Person {
    pub(super) user: &'static str,
    pub(super) password: &'static str,
    pub(super) is_locked: bool,
    /// The ids of the shops the person may link.
    pub(super) shops: &'static [&'static str],
    note: &'static str,
}

const PEOPLE: [Person; 4] = [
    Person {
        user: "sample-shopkeeper",
        password: "practice",
        is_locked: false,
        shops: &["1000000000000000001", "1000000000000000002"],
        note: "owns two shops",
    },
    Person {
        user: "sample-hotline",
        password: "practice",
        is_locked: false,
        shops: &["1000000000000000003"],
        note: "owns one shop",
    },
    Person { user: "sample-agent", password: "practice", is_locked: false, shops: &[], note: "may link no shop" },
    Person { user: "sample-locked", password: "practice", is_locked: true, shops: &[], note: "is locked" },
];

impl Person {
    pub(super) fn find(user: &str) -> Option<&'static Self> {
        PEOPLE.iter().find(|person| person.user == user)
    }
}

/// The logins for the ready line and the pages.
pub(crate) fn sample_logins() -> Vec<SampleLogin> {
    PEOPLE.iter().map(|person| SampleLogin::plain(person.user, person.password, person.note)).collect()
}
