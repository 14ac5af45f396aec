//! The link session as one pure table: `(state, event)` to `(state, effects)`.
//!
//! Read it top to bottom; every pair that is not in it is ignored, which is what makes a second delivery, a late
//! answer or a doubled click harmless. [`diagram`] draws it, and a test holds `docs/link-session.md` to it.

use crate::contract::SessionState;

/// Something that happened to a session.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Event {
    /// The provider gave its page.
    PageReady,
    /// The provider, the listener or the window said no.
    OpenRefused,
    /// The provider gave what opens its own page, to the person it was asked for.
    VisitReady,
    /// It gave it to somebody else.
    VisitDiffers,
    /// That page was handed to a window, a browser or the person, and nothing comes back from it.
    VisitOpened,
    /// That page has led back here.
    LedBack,
    /// Whoever signed on by it is somebody else.
    SignOnDiffers,
    /// The provider needs a form filled in here.
    FormReady,
    /// The person sent the form.
    FormSent,
    /// The form was not accepted; the person may send it again.
    FormRefused,
    /// The existing grant needs no repair.
    FoundHealthy,
    /// A callback brought something to redeem.
    AnswerCame,
    /// A callback says that the existing grant was repaired.
    RepairCame,
    /// A callback says that the person said no.
    DenialCame,
    /// A callback says that the person left.
    LeftPage,
    /// A callback says that the provider refuses the request.
    RefusalCame,
    /// The provider gave its grant.
    Redeemed,
    /// The provider gave none.
    RedeemRefused,
    /// It is an account that may be kept.
    AccountFits,
    /// It may be kept once the person confirms it by name.
    AccountUnsure,
    /// It is another account than the one expected.
    AccountDiffers,
    /// Nobody could say whose account it is.
    IdentifyRefused,
    /// The provider confirmed that the grant is withdrawn.
    GrantGone,
    /// The person confirmed the account.
    Confirmed,
    /// The person wants the other account as a new connection.
    WantedAsNew,
    /// The grant is on disk.
    Kept,
    /// The grant could not be kept.
    KeepRefused,
    /// The person cancelled, or closed the window.
    Cancelled,
    /// The page's time is over.
    Expired,
}

impl Event {
    /// Every event, in the order of a session's life.
    pub const ALL: [Self; 29] = [
        Self::PageReady,
        Self::OpenRefused,
        Self::VisitReady,
        Self::VisitDiffers,
        Self::VisitOpened,
        Self::LedBack,
        Self::SignOnDiffers,
        Self::FormReady,
        Self::FormSent,
        Self::FormRefused,
        Self::FoundHealthy,
        Self::AnswerCame,
        Self::RepairCame,
        Self::DenialCame,
        Self::LeftPage,
        Self::RefusalCame,
        Self::Redeemed,
        Self::RedeemRefused,
        Self::AccountFits,
        Self::AccountUnsure,
        Self::AccountDiffers,
        Self::IdentifyRefused,
        Self::GrantGone,
        Self::Confirmed,
        Self::WantedAsNew,
        Self::Kept,
        Self::KeepRefused,
        Self::Cancelled,
        Self::Expired,
    ];
}

/// Something to be done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Effect {
    /// Open the page.
    OpenPage,
    /// Open the provider's own page, and listen where it leads back.
    OpenVisit,
    /// Listen no longer. The page stays the person's.
    StopListening,
    /// Close the page and every way in that was opened for it.
    ClosePage,
    /// Send the form to the provider.
    Submit,
    /// Redeem the answer.
    Redeem,
    /// Ask whose account it is.
    Identify,
    /// Keep the grant: for the connection it belongs to, else as a new one.
    Keep,
    /// Keep the grant, but not for the connection that was to be reconnected.
    KeepAsNew,
    /// Give the grant back: withdraw it where the provider has a call, else forget it.
    Discard,
    /// Write into the expected connection's timeline that another account was refused.
    NoteWrongAccount,
    /// Forget the connection whose grant is withdrawn.
    Forget,
}

/// Every state, in the order of a session's life.
pub const STATES: [SessionState; 17] = [
    SessionState::Opening,
    SessionState::AtForm,
    SessionState::Submitting,
    SessionState::AtPage,
    SessionState::Visiting,
    SessionState::Redeeming,
    SessionState::Identifying,
    SessionState::Confirming,
    SessionState::WrongAccount,
    SessionState::Keeping,
    SessionState::Linked,
    SessionState::Removed,
    SessionState::Opened,
    SessionState::Cancelled,
    SessionState::Denied,
    SessionState::TimedOut,
    SessionState::Failed,
];

/// Whether nothing can follow but the giving back of a grant that came too late.
pub const fn is_over(state: SessionState) -> bool {
    use SessionState as S;
    matches!(state, S::Linked | S::Removed | S::Opened | S::Cancelled | S::Denied | S::TimedOut | S::Failed)
}

/// What follows. `None`: the event means nothing in this state.
pub fn transition(state: SessionState, event: Event) -> Option<(SessionState, &'static [Effect])> {
    use Effect as Do;
    use Event as E;
    use SessionState as S;
    let next: (S, &'static [Effect]) = match (state, event) {
        // The provider is being asked what it needs.
        (S::Opening, E::PageReady) => (S::AtPage, &[Do::OpenPage]),
        (S::Opening, E::FoundHealthy) => (S::Identifying, &[Do::Identify]),
        (S::Opening, E::FormReady) => (S::AtForm, &[]),
        (S::Opening, E::Redeemed) => (S::Identifying, &[Do::Identify]),
        (S::Opening, E::OpenRefused) => (S::Failed, &[]),
        (S::Opening, E::Cancelled) => (S::Cancelled, &[]),
        (S::Opening, E::Expired) => (S::TimedOut, &[]),

        // The person fills in a form, and what was typed is sent once. A cancel cannot stop what is out.
        (S::AtForm, E::FormSent) => (S::Submitting, &[Do::Submit]),
        (S::AtForm, E::Cancelled) => (S::Cancelled, &[]),
        (S::AtForm, E::Expired) => (S::TimedOut, &[]),
        (S::Submitting, E::FormReady | E::FormRefused) => (S::AtForm, &[]),
        (S::Submitting, E::PageReady) => (S::AtPage, &[Do::OpenPage]),
        (S::Submitting, E::Redeemed) => (S::Identifying, &[Do::Identify]),
        (S::Submitting, E::GrantGone) => (S::Removed, &[Do::Forget]),
        (S::Submitting, E::OpenRefused) => (S::Failed, &[]),
        (S::Submitting, E::Cancelled) => (S::Cancelled, &[]),

        // The provider's own page, for an account that is linked: it is handed over, and the session has done its part
        // when nothing comes back from it, or when it has led back. Who signed on may be known after the end.
        (S::Opening | S::Submitting | S::Redeeming, E::VisitReady) => (S::Visiting, &[Do::OpenVisit]),
        (S::Opening | S::Submitting | S::Redeeming, E::VisitDiffers) => (S::Failed, &[Do::NoteWrongAccount]),
        (S::Visiting, E::VisitOpened) => (S::Opened, &[]),
        (S::Visiting, E::LedBack) => (S::Opened, &[Do::StopListening]),
        (S::Visiting, E::SignOnDiffers) => (S::Failed, &[Do::ClosePage, Do::NoteWrongAccount]),
        (S::Visiting, E::OpenRefused) => (S::Failed, &[Do::ClosePage]),
        (S::Visiting, E::Cancelled) => (S::Cancelled, &[Do::ClosePage]),
        (S::Visiting, E::Expired) => (S::TimedOut, &[Do::ClosePage]),
        (S::Cancelled | S::TimedOut | S::Failed, E::SignOnDiffers) => (state, &[Do::NoteWrongAccount]),

        // The person is at the page.
        (S::AtPage, E::AnswerCame) => (S::Redeeming, &[Do::ClosePage, Do::Redeem]),
        (S::AtPage, E::RepairCame) => (S::Identifying, &[Do::ClosePage, Do::Identify]),
        (S::AtPage, E::DenialCame) => (S::Denied, &[Do::ClosePage]),
        (S::AtPage, E::LeftPage | E::Cancelled) => (S::Cancelled, &[Do::ClosePage]),
        (S::AtPage, E::RefusalCame | E::OpenRefused) => (S::Failed, &[Do::ClosePage]),
        (S::AtPage, E::Expired) => (S::TimedOut, &[Do::ClosePage]),

        // The answer is being redeemed. A cancel cannot stop a request that is out; what it brings is given back.
        (S::Redeeming, E::Redeemed) => (S::Identifying, &[Do::Identify]),
        (S::Redeeming, E::RedeemRefused | E::OpenRefused) => (S::Failed, &[]),
        (S::Redeeming, E::Cancelled) => (S::Cancelled, &[]),

        // Identity before keeping.
        (S::Identifying, E::AccountFits) => (S::Keeping, &[Do::Keep]),
        (S::Identifying, E::AccountUnsure) => (S::Confirming, &[]),
        (S::Identifying, E::AccountDiffers) => (S::WrongAccount, &[Do::NoteWrongAccount]),
        (S::Identifying, E::GrantGone) => (S::Removed, &[Do::Forget]),
        (S::Identifying, E::IdentifyRefused) => (S::Failed, &[Do::Discard]),
        (S::Identifying, E::Cancelled) => (S::Cancelled, &[Do::Discard]),

        // The person decides.
        (S::Confirming, E::Confirmed) => (S::Keeping, &[Do::Keep]),
        (S::WrongAccount, E::WantedAsNew) => (S::Keeping, &[Do::KeepAsNew]),
        (S::Confirming | S::WrongAccount, E::Cancelled) => (S::Cancelled, &[Do::Discard]),
        (S::Confirming | S::WrongAccount, E::Expired) => (S::TimedOut, &[Do::Discard]),

        // One transaction; nothing interrupts it.
        (S::Keeping, E::Kept) => (S::Linked, &[]),
        (S::Keeping, E::KeepRefused) => (S::Failed, &[Do::Discard]),

        // A grant that comes after the end is given back.
        (S::Cancelled | S::Denied | S::TimedOut | S::Failed, E::Redeemed) => (state, &[Do::Discard]),

        // Everything else means nothing here; spelled by state, so that a new one must be thought through.
        (
            S::Opening
            | S::AtForm
            | S::Submitting
            | S::AtPage
            | S::Visiting
            | S::Redeeming
            | S::Identifying
            | S::Confirming
            | S::WrongAccount
            | S::Keeping
            | S::Linked
            | S::Removed
            | S::Opened
            | S::Cancelled
            | S::Denied
            | S::TimedOut
            | S::Failed,
            _,
        ) => return None,
    };
    Some(next)
}

/// The table as a Mermaid state diagram.
pub fn diagram() -> String {
    let mut lines = vec!["stateDiagram-v2".to_owned(), "    [*] --> Opening".to_owned()];
    for state in STATES {
        for event in Event::ALL {
            if let Some((next, effects)) = transition(state, event) {
                let effects: Vec<String> = effects.iter().map(|effect| format!("{effect:?}")).collect();
                let doing = if effects.is_empty() { String::new() } else { format!(" / {}", effects.join(", ")) };
                lines.push(format!("    {state:?} --> {next:?}: {event:?}{doing}"));
            }
        }
    }
    lines.extend(STATES.into_iter().filter(|state| is_over(*state)).map(|state| format!("    {state:?} --> [*]")));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;

    #[test]
    fn the_diagram_in_docs_is_the_table() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/link-session.md");
        let page = format!(
            "# The link session\n\nDrawn from the table in `src-tauri/crates/core/src/link/transition.rs` by `npm run bindings`; a test \
             fails when it is stale.\n\n```mermaid\n{}```\n",
            diagram()
        );
        if std::env::var_os("LINKDESK_WRITE_BINDINGS").is_some() {
            std::fs::write(&file, &page).expect("the diagram can be written");
        }
        assert!(
            std::fs::read_to_string(&file).unwrap_or_default() == page,
            "docs/link-session.md is stale: run `npm run bindings`"
        );
    }

    #[test]
    fn every_state_can_be_left_or_is_an_end() {
        for state in STATES {
            let ways_on =
                Event::ALL.into_iter().filter_map(|event| transition(state, event)).filter(|next| next.0 != state);
            assert!(is_over(state) || ways_on.count() > 0, "a session must not get stuck in {state:?}");
        }
    }

    #[test]
    fn a_second_delivery_does_nothing() {
        for state in STATES.into_iter().filter(|state| *state != SessionState::AtPage) {
            for event in [Event::AnswerCame, Event::RepairCame, Event::DenialCame, Event::LeftPage] {
                assert_eq!(transition(state, event), None, "{event:?} counts at the page only, not in {state:?}");
            }
        }
    }

    proptest! {
        /// Whatever happens in whatever order: one answer is redeemed at most once, nothing is kept before the account
        /// is known, and every grant that was made is kept or given back.
        #[test]
        fn no_grant_is_lost_or_kept_unseen(events in proptest::collection::vec(0..Event::ALL.len(), 0..60)) {
            let mut state = SessionState::Opening;
            // Whether a request is out that may bring a grant: the opening is one.
            let mut is_out = true;
            let (mut redeems, mut grants, mut settled) = (0, 0, 0);
            let mut seen = false;
            for event in events.into_iter().map(|index| Event::ALL[index]) {
                // The driver reports a grant once, and only while a request is out.
                if event == Event::Redeemed && !is_out {
                    continue;
                }
                let Some((next, effects)) = transition(state, event) else { continue };
                let answers = [
                    Event::PageReady,
                    Event::VisitReady,
                    Event::VisitDiffers,
                    Event::FormReady,
                    Event::FormRefused,
                    Event::FoundHealthy,
                    Event::OpenRefused,
                    Event::Redeemed,
                    Event::RedeemRefused,
                    Event::GrantGone,
                ];
                is_out &= !answers.contains(&event);
                grants += i32::from(event == Event::Redeemed);
                for effect in effects {
                    match effect {
                        Effect::Submit => is_out = true,
                        Effect::Redeem => {
                            redeems += 1;
                            is_out = true;
                        }
                        Effect::Identify => seen = true,
                        Effect::OpenVisit => prop_assert!(grants == 0, "a visit makes no grant"),
                        Effect::Keep | Effect::KeepAsNew => prop_assert!(seen, "kept a grant without asking whose it is"),
                        Effect::Discard => settled += 1,
                        _ => {}
                    }
                }
                settled += i32::from(next == SessionState::Linked && event == Event::Kept);
                state = next;
            }
            prop_assert!(redeems <= 1, "an answer is redeemed once");
            if is_over(state) && grants == 1 && state != SessionState::Removed {
                prop_assert!(settled >= 1, "a grant that was made must be kept or given back");
            }
        }
    }
}
