//! The banks, people and accounts of practice bankHub. All invented, none like a real one.

use crate::SampleLogin;
use serde_json::{Value, json};

/// A bank's service that accounts can be linked at.
pub(super) struct Bank {
    pub(super) id: &'static str,
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    full_name: &'static str,
    kind: &'static str,
    /// The bank's identification number; no real one begins with 9990.
    pub(super) bin: &'static str,
}

pub(super) const BANKS: [Bank; 3] = [
    Bank {
        id: "practice-fi-1",
        code: "samplebank_personal",
        name: "Sample Bank",
        full_name: "Ngân hàng Mẫu (thực hành)",
        kind: "PERSONAL",
        bin: "999001",
    },
    Bank {
        id: "practice-fi-2",
        code: "practicebank_personal",
        name: "Practice Bank",
        full_name: "Ngân hàng Thực hành",
        kind: "BOTH",
        bin: "999002",
    },
    Bank {
        id: "practice-fi-3",
        code: "examplebank_enterprise",
        name: "Example Business Bank",
        full_name: "Ngân hàng Ví dụ Doanh nghiệp (thực hành)",
        kind: "ENTERPRISE",
        bin: "999003",
    },
];

impl Bank {
    pub(super) fn find(id: &str) -> Option<&'static Self> {
        BANKS.iter().find(|bank| bank.id == id || bank.code == id)
    }

    /// As `/fi-services` lists it. No name is null: a client is known that stops at one.
    pub(super) fn listed(&self) -> Value {
        json!({
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "type": self.kind,
            "logo": "",
            "fiName": self.name,
            "fiFullName": self.full_name,
            "fiBin": self.bin,
        })
    }

    /// As it stands in an identity.
    pub(super) fn in_identity(&self) -> Value {
        json!({ "code": self.code, "name": self.name, "type": self.kind, "logo": "" })
    }
}

/// What a bank asks for after the password.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// Nothing.
    None,
    /// Always the same code.
    FixedCode(&'static str),
    /// A code on the practice phone.
    PhoneCode,
    /// The login is locked.
    Locked,
}

/// Somebody who can sign in.
pub(super) struct Person {
    pub(super) user: &'static str,
    pub(super) password: &'static str,
    pub(super) check: Check,
    pub(super) name: &'static str,
    /// The digit in account numbers.
    digit: u8,
    note: &'static str,
}

pub(super) const PEOPLE: [Person; 5] = [
    Person {
        user: "bankusrdemo1",
        password: "soproud",
        check: Check::FixedCode("123456"),
        name: "NGUOI DUNG MAU MOT",
        digit: 1,
        note: "asks for the code 123456",
    },
    Person {
        user: "sample-plain",
        password: "practice",
        check: Check::None,
        name: "NGUOI DUNG MAU HAI",
        digit: 2,
        note: "asks for no code",
    },
    Person {
        user: "sample-otp",
        password: "practice",
        check: Check::PhoneCode,
        name: "NGUOI DUNG MAU BA",
        digit: 3,
        note: "asks for a code, see the practice phone",
    },
    Person {
        user: "sample-locked",
        password: "practice",
        check: Check::Locked,
        name: "NGUOI DUNG MAU BON",
        digit: 4,
        note: "is locked by the bank",
    },
    Person {
        user: "sample-other",
        password: "practice",
        check: Check::None,
        name: "NGUOI DUNG MAU NAM",
        digit: 5,
        note: "another person, asks for no code",
    },
];

impl Person {
    pub(super) fn find(user: &str) -> Option<&'static Self> {
        PEOPLE.iter().find(|person| person.user == user)
    }

    /// Somebody else, for the fault that signs in the wrong one.
    pub(super) fn somebody_else(&self) -> &'static Self {
        let [.., other] = &PEOPLE;
        if self.user == other.user { &PEOPLE[1] } else { other }
    }

    /// An identity number that no register gives out: all zeros but the last digit.
    pub(super) fn legal_id(&self) -> String {
        format!("{:012}", self.digit)
    }

    pub(super) fn email(&self) -> String {
        format!("{}@example.invalid", self.user)
    }
}

/// The logins for the ready line and the pages.
pub(crate) fn sample_logins() -> Vec<SampleLogin> {
    let login = |person: &Person| SampleLogin {
        otp: match person.check {
            Check::FixedCode(code) => Some(code.to_owned()),
            _ => None,
        },
        ..SampleLogin::plain(person.user, person.password, person.note)
    };
    PEOPLE.iter().map(login).collect()
}

/// The currency of an account.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Currency {
    /// Dong, no decimals.
    Vnd,
    /// Dollars, two decimals.
    Usd,
}

impl Currency {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Vnd => "VND",
            Self::Usd => "USD",
        }
    }

    /// An amount in the smallest unit as the JSON number that bankHub sends.
    pub(super) fn amount(self, smallest: i64) -> Value {
        match self {
            Self::Vnd => json!(smallest),
            // Written with its decimals and read back, so that no division rounds it.
            Self::Usd => {
                let sign = if smallest < 0 { "-" } else { "" };
                let cents = smallest.unsigned_abs();
                let text = format!("{sign}{}.{:02}", cents / 100, cents % 100);
                serde_json::from_str(&text).unwrap_or_default()
            }
        }
    }
}

/// An account at a bank.
pub(super) struct BankAccount {
    pub(super) number: String,
    pub(super) holder: &'static str,
    pub(super) label: &'static str,
    pub(super) currency: Currency,
    /// What lies on it about, in the smallest unit.
    pub(super) usual_balance: i64,
}

/// The accounts a person has at a bank. Numbers begin with a zero that must survive.
pub(super) fn accounts_of(bank: &Bank, person: &Person) -> Vec<BankAccount> {
    let number = |index: u8| format!("0{}{}00{index:03}", &bank.bin[3..], person.digit);
    let account = |index, label, currency, usual_balance| BankAccount {
        number: number(index),
        holder: person.name,
        label,
        currency,
        usual_balance,
    };
    let mut accounts = vec![
        account(1, "Payment account", Currency::Vnd, 48_000_000),
        account(2, "Savings account", Currency::Vnd, 320_000_000),
    ];
    if bank.kind != "BOTH" {
        accounts.push(account(3, "Dollar account", Currency::Usd, 2_150_000));
    }
    accounts
}
