//! One renewal by the desk, beside the bare exchange with the provider, and beside two bare commits to the same file.
//!
//! A renewal commits twice by design: that the token is about to be sent, and the answer. What it takes beyond the
//! exchange is ours.

use crate::exchange::Bare;
use crate::samples::{Samples, awaited};
use linkdesk_core::Desk;
use linkdesk_core::contract::{ConnectionId, Settings};
use linkdesk_tests::workbench::Workbench;
use serde_json::{Value, json};

const ROUNDS: usize = 300;
const WARM_UP: usize = 20;

pub(crate) async fn measure(bench: &Workbench, id: ConnectionId) -> Value {
    let mut bare = Bare::sign_in(bench).await;
    let (mut whole, mut exchange, mut commits) = (Samples::default(), Samples::default(), Samples::default());
    for round in 0..ROUNDS + WARM_UP {
        let (whole_time, renewed) = awaited(bench.desk.refresh(id)).await;
        renewed.expect("a live grant is renewed");
        let (exchange_time, ()) = awaited(bare.rotate()).await;
        let (commits_time, ()) = awaited(commit_twice(&bench.desk)).await;
        if round >= WARM_UP {
            whole.add(whole_time);
            exchange.add(exchange_time);
            commits.add(commits_time);
        }
    }
    let ours = whole.median() - exchange.median();
    json!({
        "refresh": whole.summary(),
        "exchange": exchange.summary(),
        "two_commits": commits.summary(),
        "ours_ms": ours,
        "ratio": ours / commits.median(),
    })
}

/// Two transactions that write one small row each, by the same connection to the same file. (A second connection would
/// make the first one read its pages anew every time; a row that stays the same would not be written at all.)
async fn commit_twice(desk: &Desk) {
    for amounts_hidden in [true, false] {
        let settings = Settings { amounts_hidden, ..Settings::default() };
        desk.save_settings(settings).await.expect("they are written");
    }
}
