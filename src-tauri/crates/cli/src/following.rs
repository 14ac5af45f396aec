//! Following a link session to its end: what the person pastes, whom they confirm, when patience ends.

use crate::ask::Line;
use crate::fields::Given;
use crate::output::{internal, say};
use crate::plain::clean;
use crate::workplace::Workplace;
use linkdesk_core::contract::{IdentityView, Problem, ProblemCode, Route, SessionId, SessionState, SessionView};
use linkdesk_core::link::{Arrival, Received, Way};
use linkdesk_core::provider::room;
use linkdesk_core::{Desk, Secret};
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// How long the listener stays after a session ended, so that a browser can still fetch the page it was sent to.
const GOODBYE: Duration = Duration::from_millis(500);

/// A session and what the command line said about it.
pub(crate) struct Following<'a> {
    pub(crate) workplace: &'a Workplace,
    pub(crate) desk: &'a Desk,
    pub(crate) session: SessionView,
    /// What was given for the provider's forms.
    pub(crate) given: Given,
    /// Whether the account is confirmed already.
    pub(crate) yes: bool,
    /// How long the person may take; `None`: as long as the provider's page.
    pub(crate) limit: Option<Duration>,
}

impl Following<'_> {
    /// Waits for the end. Linked, removed and opened are good ends; every other is the problem it ended with.
    pub(crate) async fn finish(&mut self) -> Result<SessionView, Problem> {
        let ended = self.wait().await;
        if ended.is_ok()
            && let Some(name) = self.given.unused()
        {
            say(&format!("Nobody asked for the field “{}”.", clean(name)));
        }
        if matches!(self.session.route, Route::Browser | Route::Print) {
            sleep(GOODBYE).await;
        }
        ended
    }

    async fn wait(&mut self) -> Result<SessionView, Problem> {
        let id = self.session.id;
        let deadline = self.limit.map(|limit| Instant::now() + limit);
        let mut pasting = self.session.route == Route::Paste;
        loop {
            tokio::select! {
                // A form's fields are read from the same input as an address: first what is asked.
                biased;
                view = self.desk.finished(id) => {
                    let view = view.ok_or_else(lost)?;
                    if view.state != SessionState::AtForm {
                        return self.settle(view).await;
                    }
                    if let Err(problem) = self.fill(view).await {
                        return Err(self.give_up(Some(problem)).await?);
                    }
                }
                line = self.workplace.next_line(), if pasting => match line {
                    Some(line) => pasting = !self.paste(line).await,
                    None => return Err(self.give_up(None).await?),
                },
                () = until(deadline) => return Err(self.give_up(Some(took_too_long())).await?),
            }
        }
    }

    /// Fills in and sends the form that the session waits with.
    async fn fill(&mut self, view: SessionView) -> Result<(), Problem> {
        let Some(asked) = view.form else { return Ok(()) };
        let form = room(view.provider).spec().form(&asked.id).ok_or_else(lost)?;
        // Refused: somebody has to type it anew.
        if let Some(problem) = view.problem {
            if !self.workplace.can_ask() {
                return Err(problem);
            }
            say(&format!("{} {}", clean(&problem.message), clean(&problem.next)));
        }
        let fields = self.given.fill(form, &asked.receiver, self.workplace).await?;
        self.desk.submit(view.id, fields).await
    }

    /// Hands a pasted line over. `true`: the session took it.
    async fn paste(&self, line: Line) -> bool {
        let address = match line {
            Line::Text(text) if text.expose().trim().is_empty() => return false, // nothing was pasted
            Line::Text(text) => Secret::from(text.expose().trim()),              // straight through the one door
            Line::Unreadable => Secret::from(""),
        };
        let arrival = Arrival { address, way: Way::Paste(self.session.id) };
        let taken = matches!(self.desk.resume(arrival).await, Received::Taken(_));
        if !taken {
            say(
                "This is not the address that the page above ends on. Paste the whole address, or press Ctrl-C to cancel.",
            );
        }
        taken
    }

    /// What to do where the session waits for the person, and what its end means.
    async fn settle(&self, view: SessionView) -> Result<SessionView, Problem> {
        match view.state {
            SessionState::Linked | SessionState::Removed | SessionState::Opened => Ok(view),
            SessionState::Confirming => self.confirm(view).await,
            SessionState::WrongAccount => {
                let problem =
                    view.problem.unwrap_or_else(|| internal("The session refused the account without a reason."));
                Err(self.give_up(Some(problem)).await?)
            }
            _ => Err(view.problem.unwrap_or_else(|| internal("The session ended without a result."))),
        }
    }

    async fn confirm(&self, view: SessionView) -> Result<SessionView, Problem> {
        let account = view.identity.as_ref().map(named).unwrap_or_default();
        let agreed = self.yes
            || (self.workplace.can_ask()
                && self
                    .workplace
                    .agrees_to(&format!("You signed in to {}. Keep this account?", clean(&account)))
                    .await);
        if !agreed {
            return Err(self.give_up(Some(not_confirmed(&account))).await?);
        }
        // It may have run out of time while the person thought about it; then its end says so.
        drop(self.desk.confirm(view.id));
        let ended = self.desk.over(view.id).await.ok_or_else(lost)?;
        if ended.state == SessionState::Linked {
            return Ok(ended);
        }
        Err(ended.problem.unwrap_or_else(|| internal("The session ended without a result.")))
    }

    /// Cancels the session and waits until it is over. Gives the problem to be told: this one, else how it ended.
    async fn give_up(&self, problem: Option<Problem>) -> Result<Problem, Problem> {
        let id: SessionId = self.session.id;
        // It may be over already.
        drop(self.desk.cancel(id));
        let ended = self.desk.over(id).await.ok_or_else(lost)?;
        Ok(problem.or(ended.problem).unwrap_or_else(|| internal("The session ended without a result.")))
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

/// An account by its name and covered number.
pub(crate) fn named(identity: &IdentityView) -> String {
    format!("“{}” ({})", identity.name, identity.masked)
}

fn not_confirmed(account: &str) -> Problem {
    Problem::new(
        ProblemCode::NotConfirmed,
        format!("The account {account} was not confirmed. Nothing was kept."),
        "Confirm it at a terminal, or say whom you expect with --expect NAME, or take any account with --yes.",
    )
    .about(account)
}

fn took_too_long() -> Problem {
    Problem::new(
        ProblemCode::TimedOut,
        "The page was not finished within --timeout. Nothing was changed.",
        "Start again, with more time if it is needed.",
    )
}

fn lost() -> Problem {
    internal("The session is no longer known.")
}
