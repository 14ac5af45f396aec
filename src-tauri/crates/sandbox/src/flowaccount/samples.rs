//! The people and businesses of practice `FlowAccount`. All invented, none like a real one.

use crate::SampleLogin;
use crate::people::Person;

/// A business that keeps its books there.
pub(super) struct Business {
    pub(super) id: i64,
    /// The provider's own code of a business: `N` and digits.
    pub(super) support_code: &'static str,
    pub(super) name: &'static str,
    pub(super) local_name: &'static str,
    /// Thirteen digits that no register gives out.
    pub(super) tax_id: &'static str,
}

pub(super) const BUSINESSES: [Business; 8] = [
    Business {
        id: 900_001,
        support_code: "N9000001",
        name: "Sample Trading Co., Ltd.",
        local_name: "บริษัท ตัวอย่างการค้า จำกัด (ฝึกหัด)",
        tax_id: "0000000000001",
    },
    Business {
        id: 900_002,
        support_code: "N9000002",
        name: "Practice Bakery",
        local_name: "ร้านเบเกอรี่ฝึกหัด",
        tax_id: "0000000000002",
    },
    Business {
        id: 900_003,
        support_code: "N9000003",
        name: "Example Studio",
        local_name: "สตูดิโอตัวอย่าง",
        tax_id: "0000000000003",
    },
    Business {
        id: 900_011,
        support_code: "N9000011",
        name: "Sample Florist",
        local_name: "ร้านดอกไม้ตัวอย่าง",
        tax_id: "0000000000011",
    },
    Business {
        id: 900_012,
        support_code: "N9000012",
        name: "Sample Print Shop",
        local_name: "โรงพิมพ์ตัวอย่าง",
        tax_id: "0000000000012",
    },
    Business {
        id: 900_013,
        support_code: "N9000013",
        name: "Practice Garden Café",
        local_name: "คาเฟ่สวนฝึกหัด",
        tax_id: "0000000000013",
    },
    Business {
        id: 900_014,
        support_code: "N9000014",
        name: "Example Bicycle Repair",
        local_name: "ร้านซ่อมจักรยานตัวอย่าง",
        tax_id: "0000000000014",
    },
    Business {
        id: 900_004,
        support_code: "N9000004",
        name: "Practice Logistics",
        local_name: "ขนส่งฝึกหัด",
        tax_id: "0000000000004",
    },
];

impl Business {
    pub(super) fn find(support_code: &str) -> Option<&'static Self> {
        BUSINESSES.iter().find(|business| business.support_code == support_code)
    }

    /// Another one, for the fault that signs in the wrong one.
    pub(super) fn another(&self) -> &'static Self {
        let [.., last] = &BUSINESSES;
        if self.id == last.id { &BUSINESSES[0] } else { last }
    }
}

/// Who can sign in.
pub(super) const PEOPLE: &[Person] = &[
    Person {
        user: "sample-owner",
        password: "practice",
        is_locked: false,
        may_link: &["N9000001", "N9000002"],
        note: "owns two businesses",
    },
    Person {
        user: "sample-studio",
        password: "practice",
        is_locked: false,
        may_link: &["N9000003"],
        note: "owns one business",
    },
    Person {
        user: "sample-accountant",
        password: "practice",
        is_locked: false,
        may_link: &["N9000011", "N9000012", "N9000013", "N9000014"],
        note: "keeps the books of four businesses",
    },
    Person {
        user: "sample-employee",
        password: "practice",
        is_locked: false,
        may_link: &[],
        note: "may connect no business",
    },
    Person { user: "sample-locked", password: "practice", is_locked: true, may_link: &[], note: "is locked" },
];

/// The logins for the ready line and the pages.
pub(crate) fn sample_logins() -> Vec<SampleLogin> {
    Person::logins(PEOPLE)
}
