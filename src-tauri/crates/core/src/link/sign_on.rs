//! Single sign-on: what is heard while a page of the provider's own is open, and what is done about it.
//!
//! Anybody who can reach this computer's loopback can say all of it, and no state of ours comes along. So a code is redeemed
//! for one thing, to learn who signed on; what that grants is given back and never takes the place of the grant that works.
//! That somebody signed out is a cause to ask the provider, and what the provider answers counts.

use super::driver::{Happening, Session};
use super::transition::Event;
use super::visit::Look;
use super::{keep, outcomes};
use crate::Secret;
use crate::contract::{ConnectionId, EventKind, Purpose, SessionState};
use crate::core::Core;
use crate::provider::{Heard, Identity, Line, Match, room};
use crate::registration::Registration;
use std::sync::Arc;

/// Who signed on, by the code of a page.
pub(crate) enum SignOn {
    /// Whose page it is.
    Same,
    /// Somebody else.
    Another(Identity),
    /// The code said nothing: it was refused, or nobody answered.
    Unknown,
}

impl Session {
    /// The provider's site called, or somebody who pretends to be it.
    pub(super) async fn called(&mut self, heard: Heard) {
        if self.view.state != SessionState::Visiting || self.visiting.is_led_back {
            return;
        }
        match heard {
            Heard::Code(brought) => self.look_into(brought),
            Heard::SignedOut => self.heard_of_a_sign_out().await,
            Heard::Nothing => {}
        }
    }

    /// Redeems the first code of a page whose ticket a sign-in of ours made. There is no other that could be meant.
    fn look_into(&mut self, brought: Secret) {
        let (Purpose::Visit { connection }, Some(_)) = (self.view.purpose, &self.visiting.sign_in) else { return };
        if self.visiting.has_code {
            tracing::info!(session = %self.view.id, "a second code of a sign-on was left alone");
            return;
        }
        self.visiting.has_code = true;
        self.is_out = true;
        let (core, registration, own) = (self.core.clone(), self.registration.clone(), self.own.clone());
        self.core.work.spawn(async move {
            let who = who(&core, &registration, connection, &brought).await;
            drop(own.send(Happening::SignedOn(Box::new(who))));
        });
    }

    /// What the code said. A page that has led back meanwhile waited for it.
    pub(super) async fn signed_on(&mut self, who: SignOn) {
        self.is_out = false;
        match who {
            SignOn::Another(identity) => {
                let problem = outcomes::somebody_else_signed_on(&identity.view, self.view.expected.as_ref());
                self.view.identity = Some(identity.view.clone());
                self.identity = Some(identity);
                self.step(Event::SignOnDiffers, Some(problem)).await;
            }
            SignOn::Same | SignOn::Unknown if self.visiting.is_led_back => self.step(Event::LedBack, None).await,
            SignOn::Same | SignOn::Unknown => {}
        }
    }

    /// The page led back. From here on nothing is heard.
    pub(super) async fn led_back(&mut self) {
        if self.view.state != SessionState::Visiting {
            return;
        }
        self.stop_listening();
        self.visiting.is_led_back = true;
        // Whoever asked to be signed out everywhere wants to know what that did here, called or not.
        if self.visiting.page.is_some_and(|page| !page.signs_in) {
            self.visiting.look = Look::InTheEnd;
        }
        if !self.is_out {
            self.step(Event::LedBack, None).await;
        }
    }

    async fn heard_of_a_sign_out(&mut self) {
        let Purpose::Visit { connection } = self.view.purpose else { return };
        if self.visiting.look != Look::NoCause {
            self.visiting.look = Look::InTheEnd;
            return;
        }
        self.visiting.look = Look::Looked;
        keep::note_visit(&self.core, connection, EventKind::SignOutHeard).await;
        self.core.sync_soon(connection);
    }

    /// The session is over: its sign-in is given back, and what is left to look at is looked at.
    pub(super) fn leave_visit(&mut self) {
        let Purpose::Visit { connection } = self.view.purpose else { return };
        self.stop_listening();
        if self.visiting.look == Look::InTheEnd {
            self.core.sync_soon(connection);
        }
        if let Some(sign_in) = self.visiting.sign_in.take() {
            let (core, registration) = (self.core.clone(), self.registration.clone());
            self.core.work.spawn(async move { keep::give_back(&core, &registration, connection, &sign_in).await });
        }
    }
}

/// Redeems a code, asks whose it is, and gives back what it granted.
async fn who(core: &Arc<Core>, registration: &Registration, connection: ConnectionId, brought: &Secret) -> SignOn {
    let provider = room(registration.provider);
    let line = Line { http: &core.http, registration };
    let granted = match provider.redeem_sign_on(line, brought).await {
        Ok(granted) => granted,
        Err(refusal) => {
            tracing::info!(kind = ?refusal.kind, "the code of a sign-on was not redeemed");
            return SignOn::Unknown;
        }
    };
    let found = provider.identify(line, &granted).await;
    let ours = core.store.identity_keys(connection).await;
    match (found, ours) {
        (Ok(found), Ok(ours)) if Match::between(&ours, &found.keys) == Match::Same => {
            keep::give_back(core, registration, connection, &granted).await;
            keep::note_visit(core, connection, EventKind::SignedOn).await;
            SignOn::Same
        }
        (Ok(found), Ok(_)) => {
            keep::discard(core, registration, &granted, Some(connection)).await;
            SignOn::Another(found)
        }
        _ => {
            keep::give_back(core, registration, connection, &granted).await;
            SignOn::Unknown
        }
    }
}
