//! What a support bundle holds. There is no field for a name, a label, a covered number or any text that a person wrote.

use super::doctor::DoctorReport;
use super::provider::Environment;
use super::settings::Appearance;
use super::status::{GrantStatus, PathStatus, Reason, Survival};
use super::time::Timestamp;
use super::timeline::EventKind;
use crate::contract::ProviderId;
use serde::Serialize;

/// The whole bundle.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SupportBundle {
    /// `linkdesk-support-bundle`.
    pub format: &'static str,
    /// The version of this shape.
    pub version: u32,
    /// What the doctor found.
    pub doctor: DoctorReport,
    /// What the person chose, as far as it changes how the program behaves.
    pub settings: Option<BundledSettings>,
    /// The connections; empty as well when the store is not open, which the doctor then says.
    pub connections: Vec<BundledConnection>,
}

/// Choices that may matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct BundledSettings {
    /// Light or dark.
    pub appearance: Appearance,
    /// Whether a language was chosen.
    pub language_chosen: bool,
    /// Whether amounts are covered.
    pub amounts_hidden: bool,
    /// Whether single-letter keys work.
    pub single_keys: bool,
}

/// A connection that nobody can recognise.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct BundledConnection {
    /// Made for this bundle alone: the same connection has another one in the next.
    pub id: String,
    /// Its provider.
    pub provider: ProviderId,
    /// Which of the provider's systems.
    pub environment: Environment,
    /// What the provider allows.
    pub grant: GrantStatus,
    /// What stands in between.
    pub path: PathStatus,
    /// Why the grant is not good.
    pub reason: Option<Reason>,
    /// When the grant ended or ends.
    pub ends_at: Option<Timestamp>,
    /// How long it holds if this computer is off.
    pub survival: Survival,
    /// When it was linked first.
    pub linked_at: Timestamp,
    /// When a real call last worked.
    pub checked_at: Option<Timestamp>,
    /// When the grant was last renewed.
    pub renewed_at: Option<Timestamp>,
    /// What happened, newest first.
    pub timeline: Vec<BundledEvent>,
}

/// One line of a timeline without its text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BundledEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
    /// The provider's own error code.
    pub provider_code: Option<String>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// Our reference.
    pub reference: Option<String>,
}
