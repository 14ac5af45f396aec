//! Names of things: which provider, which connection, which try at linking.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;
use uuid::Uuid;

/// The providers this program knows, in the order they are shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ProviderId {
    /// bankHub by Casso: bank accounts.
    Bankhub,
    /// FlowAccount: accounting of a company.
    Flowaccount,
    /// ITS: a shop's telephone lines and messages.
    Its,
    /// Bảo Kim: accounts and wallets.
    Baokim,
    /// Headline: a customer of a trading platform.
    Headline,
}

impl ProviderId {
    /// Every provider, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::Bankhub, Self::Flowaccount, Self::Its, Self::Baokim, Self::Headline];

    /// The name in files, on the command line and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bankhub => "bankhub",
            Self::Flowaccount => "flowaccount",
            Self::Its => "its",
            Self::Baokim => "baokim",
            Self::Headline => "headline",
        }
    }
}

impl fmt::Display for ProviderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for ProviderId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|provider| provider.as_str() == text).ok_or(ParseIdError)
    }
}

/// The text is not an id of this kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not an id of this kind")]
pub struct ParseIdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, TS)]
        #[ts(type = "string")]
        pub struct $name(Uuid);

        impl $name {
            /// A new id: its first bits are the time, so ids sort by age.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self).map_err(|_| ParseIdError)
            }
        }
    };
}

id! {
    /// A linked account. Kept for life: reconnecting does not change it.
    ConnectionId
}

impl ConnectionId {
    /// Its last bits, which are random: something of its own that stays the same.
    pub(crate) fn tail(self) -> u16 {
        let [.., high, low] = *self.0.as_bytes();
        u16::from_be_bytes([high, low])
    }
}

id! {
    /// One try at linking or reconnecting.
    SessionId
}

id! {
    /// An entry of the desk's queue: a connection has its own id there, an account that waits to be linked has one for
    /// as long as it waits.
    EntryId
}

impl From<ConnectionId> for EntryId {
    fn from(connection: ConnectionId) -> Self {
        Self(connection.0)
    }
}

impl From<EntryId> for ConnectionId {
    /// The connection that an entry would be, if it is one.
    fn from(entry: EntryId) -> Self {
        Self(entry.0)
    }
}
