//! Opening the desk: which profile, and how long the keychain may take.

use crate::ask;
use crate::output::Output;
use crate::pages::CommandPages;
use crate::workplace::Place;
use linkdesk_core::contract::{Problem, Route};
use linkdesk_core::vault::KeychainThread;
use linkdesk_core::{Clock, Desk, DeskOptions};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// A person at a terminal can answer the keychain's question.
const PATIENCE_WITH_A_PERSON: Duration = Duration::from_secs(60);
/// A script must not hang on a question that nobody sees.
const PATIENCE_ALONE: Duration = Duration::from_secs(5);
/// After this a person is told what is being waited for.
const SILENCE: Duration = Duration::from_secs(2);

/// Opens the desk of a profile. Pages that nobody chose a route for open by `usual`.
pub(crate) async fn desk(place: &Place, output: &Arc<Output>, usual: Route) -> Result<Arc<Desk>, Problem> {
    let asks = place.may_ask && ask::has_a_person();
    let opening = Desk::open(DeskOptions {
        home: place.home.clone(),
        practice: place.practice,
        keychain: KeychainThread::system(),
        keychain_patience: if asks { PATIENCE_WITH_A_PERSON } else { PATIENCE_ALONE },
        pages: Arc::new(CommandPages { output: output.clone(), usual }),
        clock: Clock::default(),
    });
    let mut opening = std::pin::pin!(opening);
    tokio::select! {
        opened = &mut opening => return opened,
        () = sleep(SILENCE) => {}
    }
    if asks {
        output.note("Your keychain is asking you: look for its window and answer it.");
    }
    opening.await
}
