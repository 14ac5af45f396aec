//! Accounts, their money and what moved.

use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount, as a decimal string with its currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Money {
    /// Decimal digits, `-` in front if negative.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// An account under a connection.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct AccountView {
    /// Its id, unique within the connection.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its number with all but the last digits covered.
    pub masked: String,
    /// Its institution: the bank, or the provider itself.
    pub institution: Option<String>,
    /// Its balance.
    pub balance: Option<Money>,
    /// When the balance was read.
    pub balance_at: Option<Timestamp>,
}

/// A balance at an instant.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct BalancePoint {
    /// Which account.
    pub account_id: String,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub balance: Money,
}

/// One movement on an account.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct TransactionView {
    /// The provider's reference.
    pub reference: String,
    /// Which account.
    pub account_id: String,
    /// The booking day, `YYYY-MM-DD`.
    pub date: String,
    /// The exact time, if given.
    pub at: Option<Timestamp>,
    /// What moved; negative: out.
    pub amount: Money,
    /// The balance afterwards, if given.
    pub running_balance: Option<String>,
    /// The text.
    pub description: String,
}
