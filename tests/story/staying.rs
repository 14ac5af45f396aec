//! Staying signed in: chosen for one customer's accounts with one provider, within one run, and for nobody else.

use crate::awaited::{awaited, import};
use linkdesk_core::contract::{EntryId, ProblemCode, RunNote, SessionState, StayView};
use linkdesk_core::link::KeptSignIn;
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::Workbench;

const OFF: StayView = StayView { offered: false, on: false };

/// A run through two businesses of one customer, then one of another, then two shops of the first.
async fn run() -> (Workbench, Vec<EntryId>) {
    let bench = Workbench::new().await;
    let lines = ["A,flowaccount,One", "A,flowaccount,Two", "B,flowaccount,Three", "A,its,Four", "A,its,Five"];
    let entries = import(&bench, &format!("customer,provider,label\n{}\n", lines.join("\n"))).await;
    assert_eq!(entries.len(), 5);
    bench.desk.begin_run(&entries).await.expect("it begins");
    (bench, entries)
}

/// Begins a sign-in and gives it up at its page. Gives what the page may find.
async fn look_in(bench: &Workbench, entry: EntryId) -> Option<KeptSignIn> {
    let (session, page) = bench.begin(awaited(entry)).await;
    bench.desk.cancel(session).expect("it lives");
    let over = bench.desk.over(session).await.expect("it is remembered");
    assert_eq!(over.state, SessionState::Cancelled);
    page.kept
}

/// Signs in for an entry. Gives what its page could find.
async fn sign_in(bench: &Workbench, entry: EntryId, business: &str) -> Option<KeptSignIn> {
    let view = bench.go_through(awaited(entry), &Person::of_business(business)).await;
    assert_eq!(view.state, SessionState::Linked, "{view:?}");
    bench.page_of(view.id).await.kept
}

async fn stay(bench: &Workbench) -> StayView {
    bench.desk.queue().await.expect("it opens").stay
}

#[tokio::test]
async fn a_sign_in_serves_the_next_of_the_same_customer_and_is_destroyed_after_it() {
    let (bench, entries) = run().await;
    assert_eq!(stay(&bench).await, StayView { offered: true, on: false }, "off by itself");
    assert_eq!(look_in(&bench, entries[0]).await, None, "without the tick every page begins empty");

    bench.desk.stay_signed_in(true).await.expect("it is offered");
    let kept = sign_in(&bench, entries[0], "N9000001").await;
    assert!(kept.is_some());
    assert_eq!(stay(&bench).await, StayView { offered: false, on: true }, "nothing follows the next one");
    assert_eq!(sign_in(&bench, entries[1], "N9000002").await, kept, "the same store for the same customer");
    assert_eq!(bench.forgotten(), Vec::from_iter(kept), "and it is destroyed as soon as the run goes on");

    assert_eq!(stay(&bench).await, OFF);
    let refused = bench.desk.stay_signed_in(true).await.expect_err("the next one is another provider's");
    assert_eq!(refused.code, ProblemCode::NotSupported);
    assert_eq!(look_in(&bench, entries[2]).await, None, "another customer finds nothing");
    bench.desk.note_run(entries[2], RunNote::Skip).await.expect("it is part of the run");
    assert_eq!(stay(&bench).await, StayView { offered: true, on: false }, "it was for that provider alone");
    assert_eq!(look_in(&bench, entries[3]).await, None);
}

#[tokio::test]
async fn whatever_ends_it_destroys_it_at_once() {
    let (bench, entries) = run().await;
    let mut destroyed = 0;
    let mut chosen = async |bench: &Workbench| {
        bench.desk.stay_signed_in(true).await.expect("it is offered");
        let kept = look_in(bench, entries[0]).await.expect("it is kept");
        assert_eq!(look_in(bench, entries[0]).await, Some(kept), "a sign-in that was given up changes nothing");
        assert!(!bench.forgotten().contains(&kept));
        destroyed += 1;
        (kept, destroyed)
    };
    let is_gone = |(kept, count): (KeptSignIn, usize)| {
        assert_eq!((bench.forgotten().last(), bench.forgotten().len()), (Some(&kept), count), "once");
    };

    let one = chosen(&bench).await;
    bench.desk.stay_signed_in(false).await.expect("no longer");
    is_gone(one);

    let one = chosen(&bench).await;
    bench.clock.shift_to(31 * 60);
    assert_eq!(stay(&bench).await, StayView { offered: true, on: false }, "the run was left alone");
    is_gone(one);

    let one = chosen(&bench).await;
    assert_eq!(look_in(&bench, entries[3]).await, None, "a page out of turn, of another provider");
    is_gone(one);

    let one = chosen(&bench).await;
    for entry in &entries[..2] {
        bench.desk.note_run(*entry, RunNote::Later).await.expect("it is part of the run");
    }
    is_gone(one);

    bench.desk.begin_run(&entries).await.expect("it begins again");
    let one = chosen(&bench).await;
    bench.desk.begin_run(&entries).await.expect("another run");
    is_gone(one);

    let one = chosen(&bench).await;
    bench.desk.end_run().await.expect("it ends");
    is_gone(one);
    assert_eq!(stay(&bench).await, OFF);

    bench.desk.begin_run(&entries).await.expect("it begins again");
    let one = chosen(&bench).await;
    bench.desk.close().await;
    is_gone(one);
}

#[tokio::test]
async fn a_restart_in_the_middle_of_a_run_begins_signed_out() {
    let (mut bench, entries) = run().await;
    bench.desk.stay_signed_in(true).await.expect("it is offered");
    bench.restart().await;
    assert_eq!(stay(&bench).await, StayView { offered: true, on: false });
    assert_eq!(look_in(&bench, entries[0]).await, None);
}

#[tokio::test]
async fn nobody_in_particular_and_another_process_have_nothing_of_it() {
    let (bench, entries) = run().await;
    bench.desk.stay_signed_in(true).await.expect("it is offered");
    let other = bench.another_desk().await;
    assert_eq!(other.queue().await.expect("it opens").stay, StayView { offered: true, on: false });

    for entry in entries {
        bench.desk.remove_awaited(entry).await.expect("it waits");
    }
    let ids = import(&bench, "customer,provider,label\nC,baokim,One\nC,baokim,Two\n").await;
    let begun = bench.desk.begin_run(&ids).await.expect("it begins");
    assert_eq!(begun.stay, OFF, "its sign-in may be a form of ours, which has nothing to keep");
}
