//! What a provider tells about the accounts under a grant.

use crate::contract::Money;
use time::{Date, OffsetDateTime};

/// From when movements are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// An account.
#[derive(Clone, PartialEq, Debug)]
pub struct Holding {
    /// Its number, or whatever names it within the grant.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its bank.
    pub institution: Option<String>,
    /// Its balance now.
    pub balance: Option<Money>,
}

/// A movement on an account.
#[derive(Clone, PartialEq, Debug)]
pub struct Movement {
    /// The account's number.
    pub account: String,
    /// The provider's reference, unique within the account.
    pub reference: String,
    /// The booking day.
    pub date: Date,
    /// The exact time, if given.
    pub at: Option<OffsetDateTime>,
    /// How much; negative: out.
    pub amount: Money,
    /// The balance afterwards.
    pub running_balance: Option<String>,
    /// The text.
    pub description: String,
}

/// Everything that was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Holdings {
    /// The accounts.
    pub accounts: Vec<Holding>,
    /// Their movements.
    pub movements: Vec<Movement>,
    /// Nothing was asked: this is what linking told. The provider has no call for it.
    pub from_memory: bool,
    /// Why the movements are missing, when the accounts could be read and they could not.
    pub movements_refused: Option<super::Refusal>,
}
