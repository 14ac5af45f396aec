//! The people of a provider whose login may link one of several things: businesses, shops.

use crate::SampleLogin;
use crate::http::Form;
use crate::turn::Turn;

/// Somebody who can sign in.
pub(crate) struct Person {
    pub(crate) user: &'static str,
    pub(crate) password: &'static str,
    pub(crate) is_locked: bool,
    /// The ids of what the person may link.
    pub(crate) may_link: &'static [&'static str],
    pub(crate) note: &'static str,
}

impl Person {
    /// The person of this name among these.
    pub(crate) fn find(people: &'static [Self], user: &str) -> Option<&'static Self> {
        people.iter().find(|person| person.user == user)
    }

    /// Whoever signs in with this form; or why nobody does.
    pub(crate) fn who_signs_in(people: &'static [Self], form: &Form) -> Result<&'static Self, Turn> {
        let password = form.field("password").unwrap_or_default();
        let person = form.field("user").and_then(|user| Self::find(people, user.trim()));
        match person.filter(|person| person.password == password) {
            None => Err(Turn::Again("User name or password is wrong")),
            Some(person) if person.is_locked => Err(Turn::Again("This login is locked")),
            Some(person) => Ok(person),
        }
    }

    /// The logins for the ready line and the pages.
    pub(crate) fn logins(people: &[Self]) -> Vec<SampleLogin> {
        people.iter().map(|person| SampleLogin::plain(person.user, person.password, person.note)).collect()
    }
}
