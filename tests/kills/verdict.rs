//! What a kill left behind, asked of a new process, of a reopened store and of the provider, and judged.

use crate::stage::{Before, Deed, Server, Stage, untouched};
use crate::victim::Ending;
use linkdesk_core::contract::{ConnectionId, EventKind, GrantStatus, Reason};
use linkdesk_tests::workbench::practice;

/// The exit code where a person must act.
const NEEDS_PERSON: Option<i32> = Some(3);
const DONE: Option<i32> = Some(0);

/// How a kill turned out. Everything else fails the test.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Outcome {
    /// Nothing had been sent: all is as it was.
    AsBefore,
    /// The answer was on disk: all is as if the program had finished.
    Kept,
    /// The answer was lost; the same token sent again was forgiven.
    Forgiven,
    /// The answer was lost and the provider ended the grant: a person is asked for, and nothing is sent any more.
    KnownDead,
    /// The provider gave a grant that is not on disk: not linked, nothing half, the person links again.
    NotLinked,
}

impl Outcome {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AsBefore => "as_before",
            Self::Kept => "kept",
            Self::Forgiven => "forgiven",
            Self::KnownDead => "known_dead",
            Self::NotLinked => "not_linked",
        }
    }
}

/// Judges what is left. Reopens our own desk.
pub(crate) async fn judge(stage: &mut Stage, before: &Before, ending: &Ending) -> Outcome {
    if stage.deed == Deed::Start {
        return judge_start(stage).await;
    }
    // A process that comes after it, before our own desk can have put anything right.
    let list = stage.ask(&["connections"]).await;
    assert_eq!(list.code, DONE, "the store opens: {}", list.stderr);
    stage.bench.restart().await;
    match stage.deed {
        Deed::Refresh | Deed::Token => judge_rotation(stage, before, ending).await,
        Deed::Link(_) | Deed::LinkAgain(_) | Deed::Start => judge_link(stage, before, ending).await,
    }
}

async fn judge_start(stage: &Stage) -> Outcome {
    let nothing_yet = untouched(&stage.home());
    let list = stage.ask(&["connections"]).await;
    assert_eq!(list.code, DONE, "the store opens, or is made now: {}", list.stderr);
    let erased = stage.ask(&["erase", "--yes"]).await;
    assert_eq!(erased.code, DONE, "and can be erased with its key: {}", erased.stderr);
    if nothing_yet { Outcome::AsBefore } else { Outcome::Kept }
}

async fn judge_rotation(stage: &Stage, before: &Before, ending: &Ending) -> Outcome {
    let id = before.connection.expect("a rotation has a connection");
    let asked = stage.asked() - before.asked;
    let renewed = stage.events(before.connection, EventKind::Renewed).await - before.renewed;
    assert!(asked <= 1, "one rotation is one request, not {asked}");
    assert!(renewed as u64 <= asked, "nothing is on disk that was not asked for");
    check_handed_out(stage, id, renewed, ending).await;
    let lost = asked == 1 && renewed == 0;

    let id_text = id.to_string();
    let again = stage.ask(&["refresh", &id_text]).await;
    if again.code == DONE {
        check_works(stage, id).await;
        return match (renewed, lost) {
            (1.., _) => Outcome::Kept,
            (0, true) => Outcome::Forgiven,
            (0, false) => Outcome::AsBefore,
        };
    }
    assert_eq!(again.code, NEEDS_PERSON, "it works or a person is needed: {}", again.stderr);
    assert!(lost && stage.server == Server::Strict, "a live grant is not believed dead: {}", again.stderr);
    check_known_dead(stage, id).await;
    Outcome::KnownDead
}

/// What reached the reader of the output is on disk.
async fn check_handed_out(stage: &Stage, id: ConnectionId, renewed: usize, ending: &Ending) {
    if ending.stdout.is_empty() {
        return;
    }
    assert_eq!(renewed, 1, "what was told is on disk");
    if stage.deed == Deed::Token {
        let asked = stage.asked();
        let kept = stage.bench.desk.token(id, None).await.expect("the token is there").token;
        assert!(kept.matches(ending.stdout.trim_end()), "the token that was handed out is the one on disk");
        assert_eq!(stage.asked(), asked, "and was read, not renewed");
    }
}

/// The provider takes what is on disk, without another renewal.
async fn check_works(stage: &Stage, id: ConnectionId) {
    let asked = stage.asked();
    stage.bench.desk.sync(id).await.expect("the provider takes the token");
    assert_eq!(stage.asked(), asked, "as it stands on disk");
    let connection = stage.bench.desk.connection(id).await.expect("it is there").connection;
    assert_eq!((connection.grant, connection.reason), (GrantStatus::Good, None), "a live grant is known to live");
}

/// The provider says the same, the store says so, and nobody asks again.
async fn check_known_dead(stage: &Stage, id: ConnectionId) {
    let grants = stage.bench.dial.grants(practice(stage.deed.provider()));
    let latest = grants.last().expect("the provider remembers the grant");
    assert_ne!(latest.condition, "good", "the provider ended it");
    let connection = stage.bench.desk.connection(id).await.expect("it is there").connection;
    let lost = (GrantStatus::NeedsPerson, Some(Reason::RenewalAnswerLost));
    assert_eq!((connection.grant, connection.reason), lost, "a dead grant is known to be dead, and why");
    let asked = stage.asked();
    let again = stage.ask(&["refresh", &id.to_string()]).await;
    assert_eq!(again.code, NEEDS_PERSON, "it stays dead: {}", again.stderr);
    assert_eq!(stage.asked(), asked, "and the provider is left alone");
}

async fn judge_link(stage: &Stage, before: &Before, ending: &Ending) -> Outcome {
    let asked = stage.asked() - before.asked;
    assert!(asked <= 1, "one answer is redeemed once, not {asked} times");
    let listed = stage.bench.desk.connections().await.expect("the list opens");
    assert!(listed.len() <= 1, "one account is one connection");
    let Some(connection) = listed.first() else {
        assert!(before.connection.is_none(), "what was linked before is still linked");
        assert!(ending.stdout.is_empty(), "nothing was called linked that is not on disk");
        return if asked == 1 { Outcome::NotLinked } else { Outcome::AsBefore };
    };
    stage.wait_for_its_turn();
    check_works(stage, connection.id).await;
    let again = stage.ask(&["token", &connection.id.to_string()]).await;
    assert_eq!(again.code, DONE, "what is listed gives a token: {}", again.stderr);
    if before.connection.is_none() {
        return Outcome::Kept;
    }
    let replaced = stage.events(before.connection, EventKind::LinkedAgain).await - before.linked;
    assert!(ending.stdout.is_empty() || replaced == 1, "what was told is on disk");
    match (replaced, asked) {
        (1.., _) => Outcome::Kept,
        (0, 0) => Outcome::AsBefore,
        (0, _) => Outcome::NotLinked,
    }
}
