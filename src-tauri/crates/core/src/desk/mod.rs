//! The desk: every verb that a window, a script or a timer can ask for.

mod acting;
pub(crate) mod awaited;
mod bundle;
mod customers;
pub(crate) mod doctor;
mod exporting;
pub(crate) mod grants;
mod hook;
mod importing;
mod linking;
mod list;
mod listing;

mod notices;
mod open;
mod queue;
pub(crate) mod registrations;
pub(crate) mod staying;
pub(crate) mod sync;
mod tickets;
mod token;
mod unlink;
mod visiting;

pub use bundle::support_bundle;
pub use doctor::{Found, examine};
pub use notices::{Figures, Notice};
pub(crate) use open::usual_home;
pub use open::{DeskOptions, default_home, profile, set_aside};
pub use token::HandedToken;

use crate::contract::{
    ActionAnswer, ActionRequest, ActionView, ConnectionDetail, ConnectionId, ConnectionView, DeskEvent, EntryId,
    EventKind, HookReport, Problem, ProblemCode, ProfileView, ProviderId, ProviderView, QueueView, RegistrationView,
    RunNote, SaveRegistration, Settings, TimelineEntry, TransactionRange, TransactionView, UnlinkMode, UnlinkReport,
};
use crate::core::Core;
use crate::lists::{self, LONGEST_NAME};
use crate::provider::room;
use crate::renewal;
use crate::store::NewEvent;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;

/// How long closing waits for renewals that are out.
const CLOSING: Duration = Duration::from_secs(5);

/// An open profile: its store, its vault and its running sessions. Cheap to share.
pub struct Desk {
    core: Arc<Core>,
}

impl Desk {
    /// Opens the profile's store, creating it the first time.
    pub async fn open(options: DeskOptions) -> Result<Arc<Self>, Problem> {
        let core = open::open(options).await?;
        Ok(Arc::new(Self { core }))
    }

    /// What changes from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<DeskEvent> {
        self.core.announcer.subscribe()
    }

    /// Which profile this is.
    pub fn profile(&self) -> ProfileView {
        open::profile(self.core.practice, self.core.folder.path(), None)
    }

    /// Moves the clock of the practice profile.
    pub fn shift_clock(&self, offset_seconds: i64) {
        if self.core.practice {
            self.core.clock.shift_to(offset_seconds);
            self.core.renewals.wake();
        }
    }

    /// Every provider with its registrations.
    pub async fn providers(&self) -> Result<Vec<ProviderView>, Problem> {
        registrations::providers(&self.core).await
    }

    /// Sets a registration.
    pub async fn save_registration(&self, request: SaveRegistration) -> Result<RegistrationView, Problem> {
        registrations::save(&self.core, request).await
    }

    /// Saves a registration, unless exactly this one is set already, secrets included.
    pub async fn ensure_registration(&self, wanted: SaveRegistration) -> Result<(), Problem> {
        registrations::ensure(&self.core, wanted).await
    }

    /// Shows a registration; without a name, the only one or the one called `default`.
    pub async fn registration(&self, provider: ProviderId, name: Option<&str>) -> Result<RegistrationView, Problem> {
        let registration = registrations::find(&self.core, provider, name).await?;
        registrations::view(&self.core, &registration).await
    }

    /// Asks the provider whether it accepts a registration. Makes no grant.
    pub async fn test_registration(&self, provider: ProviderId, name: &str) -> Result<(), Problem> {
        registrations::test(&self.core, provider, name).await
    }

    /// Removes a registration.
    pub async fn remove_registration(&self, provider: ProviderId, name: &str, confirmed: bool) -> Result<(), Problem> {
        registrations::remove(&self.core, provider, name, confirmed).await
    }

    /// Every connection, the most urgent first.
    pub async fn connections(&self) -> Result<Vec<ConnectionView>, Problem> {
        list::connections(&self.core).await
    }

    /// The connection with this full id, unique prefix of an id, or exact label.
    pub async fn find(&self, text: &str) -> Result<ConnectionId, Problem> {
        list::find(&self.core, text).await
    }

    /// A connection with all that is stored about it.
    pub async fn connection(&self, id: ConnectionId) -> Result<ConnectionDetail, Problem> {
        list::detail(&self.core, id).await
    }

    /// Stored movements, newest first.
    pub async fn transactions(
        &self,
        id: ConnectionId,
        range: TransactionRange,
    ) -> Result<Vec<TransactionView>, Problem> {
        list::transactions(&self.core, id, range).await
    }

    /// What happened to a connection, newest first.
    pub async fn timeline(&self, id: ConnectionId) -> Result<Vec<TimelineEntry>, Problem> {
        grants::connection(&self.core, id).await?;
        list::timeline(&self.core, id).await
    }

    /// Gives a connection another name and customer.
    pub async fn rename(&self, id: ConnectionId, label: String, customer: Option<String>) -> Result<(), Problem> {
        let before = grants::connection(&self.core, id).await?;
        let label = name_field("label", &label)?.ok_or_else(|| {
            Problem::new(ProblemCode::InvalidInput, "A connection needs a name.", "Type a name.").about("label")
        })?;
        let customer = customer.as_deref().map(|text| name_field("customer", text)).transpose()?.flatten();
        let now = self.core.clock.now();
        if before.label != label {
            let event = NewEvent::new(id, now, EventKind::Renamed).saying(label.clone());
            self.core.store.rename(id, &label, event).await?;
        }
        if before.customer != customer {
            let event = NewEvent::new(id, now, EventKind::CustomerChanged).saying(customer.clone().unwrap_or_default());
            self.core.store.set_customer(id, customer.as_deref(), event).await?;
        }
        self.core.announce(DeskEvent::Connections { id: Some(id) });
        Ok(())
    }

    /// A fresh token of this kind; `None`: the provider's usual one.
    pub async fn token(&self, id: ConnectionId, kind: Option<&str>) -> Result<HandedToken, Problem> {
        token::token(&self.core, id, kind).await
    }

    /// Whether the provider gave something that the disk has not taken. It ends with this process.
    pub fn has_unsaved(&self) -> bool {
        !self.core.renewals.unsaved().is_empty()
    }

    /// Offers it to the disk once more. Nothing is asked of a provider.
    pub async fn save_unsaved(&self) -> Result<(), Problem> {
        for id in self.core.renewals.unsaved() {
            renewal::save_unsaved(&self.core, id).await?;
        }
        Ok(())
    }

    /// Renews a connection now, or shares a renewal that finished after this call began.
    pub async fn refresh(&self, id: ConnectionId) -> Result<ConnectionView, Problem> {
        let seen = if let Some(held) = self.core.store.held(id).await? {
            grants::not_while_removed(&held.connection)?;
            held.grant.generation
        } else {
            grants::not_while_removed(&grants::connection(&self.core, id).await?)?;
            // Without a grant there is nothing seen yet; the renewal says what is missing.
            0
        };
        renewal::renew(&self.core, id, seen).await?;
        list::connection(&self.core, id).await
    }

    /// Renews what is due. Each connection with how it went.
    pub async fn refresh_due(&self) -> Result<renewal::Parts, Problem> {
        unlink::resume_removals(&self.core).await;
        let due = renewal::due(&self.core).await?;
        Ok(renewal::once(&self.core, due).await)
    }

    /// Renews what comes due, soonest loss first, for as long as this is waited for. A renewal that is out goes on.
    pub async fn tend(&self) {
        tokio::join!(renewal::tend(&self.core), unlink::tend_removals(&self.core));
    }

    /// The computer is about to sleep (`true`), or woke. Nothing is begun by itself in between: its answer could be lost.
    pub fn rest(&self, rests: bool) {
        self.core.renewals.rest(rests);
    }

    /// What is to be shown on the desktop, if something is new since the last call.
    pub async fn notice(&self) -> Result<Option<Notice>, Problem> {
        notices::notice(&self.core).await
    }

    /// How many links there are, and how many of them stand to be told.
    pub async fn figures(&self) -> Result<Figures, Problem> {
        notices::figures(&self.core).await
    }

    /// Waits until no renewal is out, but not for longer than this.
    pub async fn renewals_done(&self, patience: Duration) {
        drop(tokio::time::timeout(patience, self.core.renewals.done()).await);
    }

    /// Looks at once at what is due: the network came back, or the keychain was unlocked.
    pub fn wake(&self) {
        self.core.renewals.wake();
    }

    /// Renews every connection that can be renewed. Each with how it went.
    pub async fn refresh_all(&self) -> Result<renewal::Parts, Problem> {
        let all = list::renewable(&self.core).await?;
        Ok(self.refresh_each(all).await)
    }

    async fn refresh_each(&self, ids: Vec<ConnectionId>) -> renewal::Parts {
        let mut outcomes = Vec::new();
        for id in ids {
            outcomes.push((id, self.refresh(id).await.map(drop)));
        }
        outcomes
    }

    /// What needs a person, soonest loss first, and the run through it that is on.
    pub async fn queue(&self) -> Result<QueueView, Problem> {
        queue::queue(&self.core).await
    }

    /// Begins a run through these entries. Those that need nobody are left out.
    pub async fn begin_run(&self, ids: &[EntryId]) -> Result<QueueView, Problem> {
        queue::begin(&self.core, ids).await
    }

    /// Notes what is to become of an entry of the run.
    pub async fn note_run(&self, id: EntryId, note: RunNote) -> Result<QueueView, Problem> {
        queue::note(&self.core, id, note).await
    }

    /// Stays signed in at the provider for what follows of the same customer in this run, or no longer.
    pub async fn stay_signed_in(&self, on: bool) -> Result<QueueView, Problem> {
        staying::choose(&self.core, on).await
    }

    /// Gives the run up. What was done stays done.
    pub async fn end_run(&self) -> Result<QueueView, Problem> {
        queue::end(&self.core).await
    }

    /// Reads accounts, balances and movements now.
    pub async fn sync(&self, id: ConnectionId) -> Result<(), Problem> {
        grants::not_while_removed(&grants::connection(&self.core, id).await?)?;
        sync::sync(&self.core, id).await
    }

    /// What a connection's provider can do for it.
    pub async fn actions(&self, id: ConnectionId) -> Result<Vec<ActionView>, Problem> {
        acting::actions(&self.core, id).await
    }

    /// Does an action at the provider. Its answer is handed over and not kept.
    pub async fn act(&self, request: ActionRequest) -> Result<ActionAnswer, Problem> {
        acting::act(&self.core, request).await
    }

    /// Looks into a message that a provider sent to its client. It is a hint and changes nothing by itself.
    pub async fn hook(
        &self,
        provider: ProviderId,
        registration: Option<&str>,
        body: &str,
    ) -> Result<HookReport, Problem> {
        hook::hook(&self.core, provider, registration, body).await
    }

    /// Unlinks a connection.
    pub async fn unlink(&self, id: ConnectionId, mode: UnlinkMode) -> Result<UnlinkReport, Problem> {
        unlink::unlink(&self.core, id, mode).await
    }

    /// What the person chose.
    pub async fn settings(&self) -> Result<Settings, Problem> {
        let value = self.core.store.setting("settings").await?;
        Ok(value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
    }

    /// Keeps what the person chose.
    pub async fn save_settings(&self, settings: Settings) -> Result<(), Problem> {
        if settings.quiet.as_ref().is_some_and(|quiet| quiet.cover(0).is_none()) {
            let message = "Quiet hours need two times of the day.";
            return Err(Problem::new(ProblemCode::InvalidInput, message, "Write each as HH:MM.").about("quiet"));
        }
        let value = serde_json::to_value(&settings).map_err(|_| internal())?;
        self.core.store.set_setting("settings", &value).await?;
        self.core.announce(DeskEvent::Settings);
        Ok(())
    }

    /// Announces that anything may have changed if another process wrote since the last call.
    pub async fn look_elsewhere(&self) -> Result<(), Problem> {
        if self.core.store.changed_elsewhere().await? {
            for event in [DeskEvent::Connections { id: None }, DeskEvent::Registrations, DeskEvent::Settings] {
                self.core.announce(event);
            }
        }
        Ok(())
    }

    /// Cancels every try at linking that is not over.
    pub fn cancel_sessions(&self) {
        self.core.sessions.cancel_all();
    }

    /// Waits a few seconds at most for work that is out, then closes the store.
    pub async fn close(&self) {
        self.cancel_sessions();
        staying::end(&self.core);
        if let Err(problem) = self.save_unsaved().await {
            tracing::warn!(code = ?problem.code, "a renewed grant is lost: the disk did not take it");
        }
        self.core.work.close();
        drop(tokio::time::timeout(CLOSING, self.core.work.wait()).await);
        self.core.store.close().await;
    }

    /// Removes everything of this profile: store, registrations, credentials, and the key in the keychain.
    pub async fn erase(&self) -> Result<(), Problem> {
        self.close().await;
        open::erase(&self.core).await
    }
}

/// A name as typed: trimmed, one line, not endless. `None`: empty.
fn name_field(field: &str, text: &str) -> Result<Option<String>, Problem> {
    lists::read_name(text).map_err(|_| {
        Problem::new(
            ProblemCode::InvalidInput,
            format!("A {field} is one line of at most {LONGEST_NAME} characters."),
            "Shorten it.",
        )
        .about(field)
    })
}

fn internal() -> Problem {
    Problem::new(ProblemCode::Internal, "The settings could not be written down.", "Report the reference.")
}

/// Whether a provider can withdraw a grant.
fn can_revoke(provider: ProviderId) -> bool {
    room(provider).spec().can_revoke
}
