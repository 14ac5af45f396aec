//! One thread for the keychain.
//!
//! A keychain may ask the person and answer after a minute. On a thread of its own that delays nothing but itself: the
//! runtime and the process can end while it waits. A caller whose patience ran out is told so, and the late answer is
//! kept for the next caller who asks for the same name: nobody is prompted twice for one question.

use super::keychain::{Keychain, KeychainError};
use super::system::SystemKeychain;
use crate::Secret;
use std::collections::HashMap;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;

type Answer<T> = Result<T, KeychainError>;
type Question = Box<dyn FnOnce(&dyn Keychain) + Send>;
type Found = oneshot::Receiver<Answer<Option<Secret>>>;

/// The way to a keychain that blocks. Cheap to clone: all clones share the thread and the answers that are still out.
#[derive(Clone)]
pub struct KeychainThread {
    /// `None`: the system had no thread to give.
    questions: Option<Sender<Question>>,
    /// Questions that were asked, by name, and whose caller did not wait for the answer.
    out: Arc<Mutex<HashMap<String, Found>>>,
}

impl KeychainThread {
    /// The keychain of this login.
    pub fn system() -> Self {
        Self::start(SystemKeychain::default())
    }

    /// Starts the thread. It ends when the last clone is gone and the keychain has answered.
    pub fn start(keychain: impl Keychain + 'static) -> Self {
        let (questions, inbox) = channel::<Question>();
        let answer_all = move || {
            while let Ok(question) = inbox.recv() {
                question(&keychain);
            }
        };
        let started = std::thread::Builder::new().name("keychain".to_owned()).spawn(answer_all);
        Self { questions: started.is_ok().then_some(questions), out: Arc::default() }
    }

    /// The text under a name. [`KeychainError::Slow`]: not yet; ask again, and the answer that is out is waited for.
    pub async fn get(&self, name: &str, patience: Duration) -> Answer<Option<Secret>> {
        let late = self.out().remove(name);
        let found = match late.map(|mut found| (found.try_recv(), found)) {
            Some((Ok(Ok(answer)), _)) => return Ok(answer),
            Some((Err(oneshot::error::TryRecvError::Empty), found)) => found,
            // Nothing was out, or it went wrong while nobody listened: asked (again).
            Some((Ok(Err(_)) | Err(oneshot::error::TryRecvError::Closed), _)) | None => {
                let name = name.to_owned();
                self.ask(move |keychain| keychain.get(&name))?
            }
        };
        let mut waiting = Waiting { thread: self, name, found: Some(found) };
        timeout(patience, waiting.answer()).await.unwrap_or(Err(KeychainError::Slow))
    }

    /// Writes a text under a name. [`KeychainError::Slow`]: it may still be written.
    pub async fn set(&self, name: &str, secret: Secret, patience: Duration) -> Answer<()> {
        self.out().remove(name);
        let name = name.to_owned();
        let done = self.ask(move |keychain| keychain.set(&name, &secret))?;
        settled(done, patience).await
    }

    /// Removes a name. [`KeychainError::Slow`]: it may still be removed.
    pub async fn delete(&self, name: &str, patience: Duration) -> Answer<()> {
        self.out().remove(name);
        let name = name.to_owned();
        let done = self.ask(move |keychain| keychain.delete(&name))?;
        settled(done, patience).await
    }

    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Keychain) -> Answer<T> + Send + 'static,
    ) -> Answer<oneshot::Receiver<Answer<T>>> {
        let (reply, answer) = oneshot::channel();
        // A caller who is gone is no reason to fail.
        let question: Question = Box::new(move |keychain| drop(reply.send(question(keychain))));
        let questions = self.questions.as_ref().ok_or_else(stopped)?;
        questions.send(question).map_err(|_| stopped())?;
        Ok(answer)
    }

    fn out(&self) -> MutexGuard<'_, HashMap<String, Found>> {
        self.out.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn settled(done: oneshot::Receiver<Answer<()>>, patience: Duration) -> Answer<()> {
    match timeout(patience, done).await {
        Ok(answer) => answer.unwrap_or_else(|_| Err(stopped())),
        Err(_) => Err(KeychainError::Slow),
    }
}

fn stopped() -> KeychainError {
    KeychainError::Failed("its thread stopped".to_owned())
}

/// Somebody waiting for an answer. When they go away without it, it is kept for the next.
struct Waiting<'a> {
    thread: &'a KeychainThread,
    name: &'a str,
    found: Option<Found>,
}

impl Waiting<'_> {
    async fn answer(&mut self) -> Answer<Option<Secret>> {
        let Some(found) = self.found.as_mut() else { return Err(stopped()) };
        let answer = found.await;
        self.found = None;
        answer.unwrap_or_else(|_| Err(stopped()))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Some(found) = self.found.take() {
            self.thread.out().insert(self.name.to_owned(), found);
        }
    }
}
