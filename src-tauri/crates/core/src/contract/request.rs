//! What a screen or a script asks for.

use super::{ConnectionId, EntryId, ProviderId};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the provider's page is opened and how its answer comes back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// In a window of the app, which sees the redirect itself.
    Window,
    /// In the system's browser; the answer comes to a listener on loopback.
    Browser,
    /// The address is printed; the answer comes to a listener on loopback.
    Print,
    /// The address is printed; the person pastes the address they ended on.
    Paste,
}

/// What a session is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Purpose {
    /// A new account.
    Link,
    /// A fresh grant for a connection that exists. Another account is refused.
    Reconnect {
        /// Which one.
        connection: ConnectionId,
    },
    /// Confirming at the provider that a grant shall be withdrawn. Begun by unlinking, not by a request.
    Remove {
        /// Which one.
        connection: ConnectionId,
    },
    /// Opening a page of the provider's own for a linked account. Begun by [`VisitRequest`]; nothing of it is kept.
    Visit {
        /// Which one.
        connection: ConnectionId,
    },
}

/// Opening a page of the provider's own for an account that is linked.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VisitRequest {
    /// Whose page.
    pub connection: ConnectionId,
    /// Which page, by [`super::VisitView::page`]; `None`: the only one.
    pub page: Option<String>,
    /// How the page opens. There is nothing to paste: at most the browser is led back to this computer.
    pub route: Route,
    /// The language of the person, as a BCP 47 tag, for the page.
    pub language: Option<String>,
}

/// A try at linking.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LinkRequest {
    /// Which provider.
    pub provider: ProviderId,
    /// Which registration; `None`: the only one, or the one called `default`.
    pub registration: Option<String>,
    /// What for.
    pub purpose: Purpose,
    /// How the page opens.
    pub route: Route,
    /// The name the connection shall have; `None`: the account's own.
    pub label: Option<String>,
    /// The customer it belongs to.
    pub customer: Option<String>,
    /// The account's name, expected. Another one is refused.
    pub expect: Option<String>,
    /// Whether an account whose callback carried no state may be kept without asking.
    pub confirmed: bool,
    /// Optional things to share, by [`super::SharedItem::id`]; `None`: all of them.
    pub share: Option<Vec<String>>,
    /// The language of the person, as a BCP 47 tag, for providers that have the parameter.
    pub language: Option<String>,
    /// The account on the desk that is linked by this, with its label and customer. Another account is refused, where the
    /// desk knows which it must be.
    pub awaited: Option<EntryId>,
}

/// What was typed into a field of a form.
#[derive(Deserialize, Debug, TS)]
pub struct FieldValue {
    /// The field's name.
    pub name: String,
    /// What was typed. It may be a secret, so it crosses once, inwards.
    #[ts(type = "string")]
    pub value: crate::Secret,
}

/// An action at a connection's provider.
#[derive(Deserialize, Debug, TS)]
pub struct ActionRequest {
    /// Which connection.
    pub connection: ConnectionId,
    /// The action's name.
    pub action: String,
    /// What was typed into its form.
    pub fields: Vec<FieldValue>,
    /// Which page of the answer, from 1; `None`: the first.
    pub page: Option<u32>,
}

/// A registration from a form or a file.
#[derive(Deserialize, TS)]
pub struct SaveRegistration {
    /// Which provider.
    pub provider: ProviderId,
    /// Its name; `default` when the operator has only one.
    pub name: String,
    /// The registration as TOML. It holds secrets, so it crosses once, inwards.
    #[ts(type = "string")]
    pub toml: crate::Secret,
    /// Whether another origin or client under the same name may be replaced.
    pub replace: bool,
}

impl std::fmt::Debug for SaveRegistration {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SaveRegistration").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// Which transactions.
#[derive(Clone, Default, Debug, Serialize, Deserialize, TS)]
pub struct TransactionRange {
    /// First day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub to: Option<String>,
    /// At most this many, newest first.
    pub limit: Option<u32>,
}

/// How far unlinking goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnlinkMode {
    /// Withdraw the grant at the provider where it has a call, then forget it here.
    Everywhere,
    /// Forget it here only.
    Local,
}

/// In which form the list without secrets is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListForm {
    /// For programs, and for this one on another computer.
    Json,
    /// For spreadsheets, and for this program as well.
    Csv,
}

/// A file with accounts: the list of another computer, or a table of customers.
#[derive(Deserialize, Debug, TS)]
pub struct ImportRequest {
    /// The file as it is, in base64: what is not UTF-8 has to be told.
    #[ts(type = "string")]
    pub file: FileBytes,
    /// Whether its accounts shall wait on the desk from now on; `false`: only look.
    pub keep: bool,
}

/// The bytes of a file that was chosen.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub struct FileBytes(Vec<u8>);

impl FileBytes {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<String> for FileBytes {
    type Error = base64::DecodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        STANDARD.decode(text).map(Self)
    }
}

/// Names in a file are nobody's business in a log.
impl std::fmt::Debug for FileBytes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} bytes", self.0.len())
    }
}
