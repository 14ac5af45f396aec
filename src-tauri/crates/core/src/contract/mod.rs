//! All that crosses to the outside: what a screen or a script asks for, what it is shown, what can go wrong.
//!
//! Every type here is plain data. The UI's TypeScript is generated from it ([`bindings`]), the command line
//! prints the same shapes as JSON. Nothing in this folder can hold a secret on its way out.

mod event;
mod ids;
mod practice;
mod problem;
mod request;
mod view;

#[cfg(test)]
mod bindings;

pub use event::{DeskEvent, ShellEvent};
pub use ids::{ConnectionId, EntryId, ParseIdError, ProviderId, SessionId};
pub use practice::{PracticeFault, PracticeMessage, PracticeProvider, PracticeView};
pub use problem::{Problem, ProblemClass, ProblemCode};
pub use request::{
    ActionRequest, FieldValue, FileBytes, ImportRequest, LinkRequest, ListForm, Purpose, Route, SaveRegistration,
    TransactionRange, UnlinkMode, VisitRequest,
};
pub use view::{
    AccountView, ActionAnswer, ActionEffect, ActionView, Appearance, AwaitedReason, AwaitedView, BalancePoint,
    BundledConnection, BundledEvent, BundledSettings, ChangedField, Check, CheckCode, CheckOutcome, CheckStep, Closing,
    CodeView, ConnectionDetail, ConnectionView, CustomerView, DoctorReport, Environment, EventKind, ExportedConnection,
    ExportedKey, ExportedList, FactValue, FieldKind, FieldView, FormView, GrantStatus, HintCause, HookReport,
    IdentityView, ImportKind, ImportReport, ImportedLine, LineFault, LineOutcome, Money, NextAction, OriginView,
    PathStatus, ProfileView, ProviderView, QueueEntry, QueueSubject, QueueView, QuietHours, Reason, RegistrationReach,
    RegistrationView, RepairTicket, RepairView, RunNote, RunResult, SessionState, SessionView, Settings, SharedItem,
    Started, SupportBundle, Survival, TableView, TimelineEntry, Timestamp, TransactionView, UnattendedView,
    UnlinkReport, VisitView,
};
