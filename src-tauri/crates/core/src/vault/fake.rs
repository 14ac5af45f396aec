//! A keychain in memory that can be told to misbehave.

use super::keychain::{Keychain, KeychainError};
use crate::Secret;
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// How it behaves.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) enum Mood {
    /// As it should.
    #[default]
    Good,
    /// There is none.
    Missing,
    /// It is locked.
    Locked,
    /// It asks the person, who has not answered yet.
    Asking,
    /// It takes whatever is put in, and gives something else back.
    Forgetful,
}

#[derive(Default)]
struct Inside {
    entries: BTreeMap<String, String>,
    mood: Mood,
    questions: usize,
}

/// Clones share what is inside.
#[derive(Clone, Default)]
pub(crate) struct FakeKeychain(Arc<(Mutex<Inside>, Condvar)>);

impl FakeKeychain {
    pub(crate) fn behave(&self, mood: Mood) {
        self.inside(|inside| inside.mood = mood);
        self.0.1.notify_all();
    }

    pub(crate) fn entries(&self) -> BTreeMap<String, String> {
        self.inside(|inside| inside.entries.clone())
    }

    pub(crate) fn forget_everything(&self) {
        self.inside(|inside| inside.entries.clear());
    }

    pub(crate) fn put(&self, name: &str, text: &str) {
        self.inside(|inside| inside.entries.insert(name.to_owned(), text.to_owned()));
    }

    /// How often it was asked for anything.
    pub(crate) fn questions(&self) -> usize {
        self.inside(|inside| inside.questions)
    }

    fn inside<T>(&self, look: impl FnOnce(&mut Inside) -> T) -> T {
        look(&mut self.0.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until the person has answered, then works on what is inside.
    fn answer<T>(&self, work: impl FnOnce(&mut Inside) -> T) -> Result<T, KeychainError> {
        let (inside, told) = &*self.0;
        let mut inside = inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.questions += 1;
        while inside.mood == Mood::Asking {
            inside = told.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
        match inside.mood {
            Mood::Missing => Err(KeychainError::Missing),
            Mood::Locked => Err(KeychainError::Locked),
            Mood::Good | Mood::Asking | Mood::Forgetful => Ok(work(&mut inside)),
        }
    }
}

impl Keychain for FakeKeychain {
    fn get(&self, name: &str) -> Result<Option<Secret>, KeychainError> {
        self.answer(|inside| inside.entries.get(name).map(|text| Secret::from(text.as_str())))
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeychainError> {
        self.answer(|inside| {
            let text = if inside.mood == Mood::Forgetful { "00".repeat(32) } else { secret.expose().to_owned() };
            inside.entries.insert(name.to_owned(), text);
        })
    }

    fn delete(&self, name: &str) -> Result<(), KeychainError> {
        self.answer(|inside| drop(inside.entries.remove(name)))
    }
}
