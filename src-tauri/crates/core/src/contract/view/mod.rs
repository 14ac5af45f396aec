//! What is shown. Times are RFC 3339 in UTC, ids are strings, money is a decimal string with its currency.

mod account;
mod action;
mod awaited;
mod bundle;
mod connection;
mod doctor;
mod exported;
mod form;
mod hook;
mod provider;
mod queue;
mod session;
mod settings;
mod status;
mod ticket;
mod time;
mod timeline;

pub use account::{AccountView, BalancePoint, Money, TransactionView};
pub use action::{ActionAnswer, ActionEffect, ActionView, CodeView, FactValue, TableView};
pub use awaited::{
    AwaitedReason, AwaitedView, CustomerView, ImportKind, ImportReport, ImportedLine, LineFault, LineOutcome,
};
pub use bundle::{BundledConnection, BundledEvent, BundledSettings, SupportBundle};
pub use connection::{ConnectionDetail, ConnectionView, IdentityView, UnlinkReport};
pub use doctor::{Check, CheckCode, CheckOutcome, CheckStep, DoctorReport};
pub use exported::{ExportedConnection, ExportedKey, ExportedList};
pub use form::{FieldKind, FieldView, FormView};
pub use hook::{ChangedField, HintCause, HookReport};
pub use provider::{Environment, ProviderView, RegistrationReach, RegistrationView, SharedItem, VisitView};
pub use queue::{QueueEntry, QueueSubject, QueueView, RunNote, RunResult};
pub use session::{OriginView, SessionState, SessionView};
pub use settings::{Appearance, Closing, ProfileView, QuietHours, Settings, Started, UnattendedView};
pub use status::{GrantStatus, NextAction, PathStatus, Reason, Survival};
pub use ticket::{RepairTicket, RepairView};
pub use time::Timestamp;
pub use timeline::{EventKind, TimelineEntry};
