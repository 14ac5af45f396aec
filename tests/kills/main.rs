//! The real program, killed at each step of opening, linking and rotating.
//!
//! After every kill: the store opens, nothing was handed out that is not on disk, a dead grant is known to be dead and a
//! live one to live, and no connection is a half. `LINKDESK_KILLS` is how many kills there are in all (usually 63; the
//! long form, `npm run torture`, takes 504). Each stage prints one line of JSON with what it counted.
//!
//! It needs `strace`, the built program, and a session bus with an unlocked keychain.
#![cfg(target_os = "linux")]

mod points;
mod stage;
mod tally;
mod verdict;
mod victim;

use linkdesk_core::contract::ProviderId;
use points::Points;
use stage::{Deed, Server, Stage};
use tally::Tally;
use victim::Blow;

/// How many stages share the kills.
const STAGES: usize = 7;
const USUAL: usize = 9 * STAGES;

/// How many kills a stage gets.
fn budget() -> usize {
    let all = std::env::var("LINKDESK_KILLS").map_or(USUAL, |text| text.parse().expect("a number of kills"));
    all.div_ceil(STAGES)
}

async fn kill_again_and_again(deed: Deed, server: Server) {
    let budget = budget();
    let mut stage = Stage::new(deed, server).await;
    let before = stage.prepare().await;
    let counts = stage.rehearse(&before).await;
    stage.bench.restart().await;
    let before = stage.prepare().await;
    let life = stage.perform(&before, &Blow::None).await.lived;
    stage.bench.restart().await;

    let mut points = Points::new(&counts, life, budget);
    let mut tally = Tally::new(deed, server, &counts, points.steps());
    // A thread does not make its calls in quite the same number every time, so some points are never reached.
    for _ in 0..budget * 4 {
        if tally.kills() == budget {
            break;
        }
        let before = stage.prepare().await;
        let blow = points.next();
        let ending = stage.perform(&before, &blow).await;
        assert!(ending.killed || ending.code == Some(0), "{blow:?}: unharmed it works: {}", ending.stderr);
        let outcome = verdict::judge(&mut stage, &before, &ending).await;
        tally.count(&blow, ending.killed, outcome);
    }
    assert_eq!(tally.kills(), budget, "there were enough points");
    println!("\nkills {}", tally.line());
}

#[tokio::test]
async fn killed_while_it_makes_its_first_store() {
    kill_again_and_again(Deed::Start, Server::Graceful).await;
}

#[tokio::test]
async fn killed_while_it_links_a_business() {
    kill_again_and_again(Deed::Link(ProviderId::Flowaccount), Server::Strict).await;
}

#[tokio::test]
async fn killed_while_it_links_a_business_again() {
    kill_again_and_again(Deed::LinkAgain(ProviderId::Flowaccount), Server::Strict).await;
}

#[tokio::test]
async fn killed_while_it_links_a_bank() {
    kill_again_and_again(Deed::Link(ProviderId::Bankhub), Server::Graceful).await;
}

#[tokio::test]
async fn killed_in_a_rotation_at_a_graceful_server() {
    kill_again_and_again(Deed::Refresh, Server::Graceful).await;
}

#[tokio::test]
async fn killed_in_a_rotation_at_a_strict_server() {
    kill_again_and_again(Deed::Refresh, Server::Strict).await;
}

#[tokio::test]
async fn killed_while_it_hands_out_a_token_at_a_strict_server() {
    kill_again_and_again(Deed::Token, Server::Strict).await;
}
