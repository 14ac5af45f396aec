//! What was read from a provider, and what is shown of it.

use super::{NOW, Profile, event, linked, new_connection};
use crate::contract::{ConnectionId, EventKind, GrantStatus, Money, ProviderId, Reason};
use crate::provider::{Holding, Holdings, Movement};
use crate::store::RegistrationRow;
use serde_json::json;
use time::macros::date;
use time::{Date, Duration};

fn money(amount: &str) -> Money {
    Money { amount: amount.to_owned(), currency: "THB".to_owned() }
}

fn holding(number: &str, amount: &str) -> Holding {
    Holding {
        number: number.to_owned(),
        name: format!("Sample {number}"),
        institution: Some("Practice Bank".to_owned()),
        balance: Some(money(amount)),
    }
}

fn movement(account: &str, reference: &str, date: Date) -> Movement {
    Movement {
        account: account.to_owned(),
        reference: reference.to_owned(),
        date,
        at: None,
        amount: money("-5.50"),
        running_balance: None,
        description: "Sample".to_owned(),
    }
}

fn holdings(accounts: Vec<Holding>, movements: Vec<Movement>) -> Holdings {
    Holdings { accounts, movements, ..Holdings::default() }
}

#[tokio::test]
async fn balances_are_kept_when_they_change_and_once_a_day() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let reads = [
        (Duration::ZERO, "10.00"),
        (Duration::hours(1), "10.00"),
        (Duration::hours(2), "12.00"),
        (Duration::hours(3), "10.00"),
        (Duration::hours(30), "10.00"),
    ];
    for (after, amount) in reads {
        let read = holdings(vec![holding("0000001001", amount)], Vec::new());
        store.save_sync(id, &read, NOW + after, event(id, EventKind::Synced)).await.unwrap();
    }
    let points = store.balances(id).await.unwrap();
    let told: Vec<&str> = points.iter().map(|point| point.balance.amount.as_str()).collect();
    assert_eq!(told, ["10.00", "12.00", "10.00", "10.00"]);
    let row = store.list().await.unwrap().remove(0);
    let read_at = NOW + Duration::hours(30);
    assert_eq!((row.account_count, row.balance, row.balance_at), (1, Some(money("10.00")), Some(read_at)));
    assert_eq!(row.checked_at, Some(read_at));
}

#[tokio::test]
async fn accounts_keep_their_ids_and_leave_the_list_with_the_provider() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let both = holdings(vec![holding("0000001001", "1"), holding("0000001002", "2")], Vec::new());
    store.save_sync(id, &both, NOW, event(id, EventKind::Synced)).await.unwrap();
    let before = store.accounts(id).await.unwrap();
    assert_eq!(before[0].masked, "•••• 1001");
    assert!(!before[0].id.contains("1001"), "the id does not give the number away");

    let other_way = holdings(vec![holding("0000001002", "2")], Vec::new());
    store.save_sync(id, &other_way, NOW + Duration::HOUR, event(id, EventKind::Synced)).await.unwrap();
    let after = store.accounts(id).await.unwrap();
    assert_eq!(after.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), [before[1].id.as_str()]);
    assert_eq!(store.list().await.unwrap().remove(0).balance, Some(money("2")), "the first of what is listed now");
    assert_eq!(store.balances(id).await.unwrap().len(), 2, "history stays");
}

#[tokio::test]
async fn a_movement_told_twice_is_one_and_the_newest_come_first() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let (monday, tuesday) = (date!(2026 - 01 - 05), date!(2026 - 01 - 06));
    let read = holdings(
        vec![holding("0000001001", "1")],
        vec![
            movement("0000001001", "A", monday),
            movement("0000001001", "B", tuesday),
            movement("unlisted", "A", monday),
        ],
    );
    for _ in 0..2 {
        store.save_sync(id, &read, NOW, event(id, EventKind::Synced)).await.unwrap();
    }
    let all = store.transactions(id, None, None, 100).await.unwrap();
    let dates: Vec<&str> = all.iter().map(|view| view.date.as_str()).collect();
    assert_eq!(dates, ["2026-01-06", "2026-01-05", "2026-01-05"]);
    assert_eq!(store.transactions(id, Some(tuesday), None, 100).await.unwrap().len(), 1);
    assert_eq!(store.transactions(id, None, Some(monday), 100).await.unwrap().len(), 2);
    assert_eq!(store.transactions(id, None, None, 1).await.unwrap().len(), 1);
    assert_eq!(store.accounts(id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn reading_again_ends_what_a_bank_had_held_back_and_nothing_else() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let read = holdings(vec![holding("0000001001", "1")], Vec::new());
    for (reason, expected) in
        [(Reason::Paused, GrantStatus::Good), (Reason::RefreshTokenLapsed, GrantStatus::NeedsPerson)]
    {
        let noted = event(id, EventKind::NeedsPerson);
        store.mark_grant(id, GrantStatus::NeedsPerson, Some(reason), NOW, noted).await.unwrap();
        store.save_sync(id, &read, NOW, event(id, EventKind::Synced)).await.unwrap();
        let row = store.list().await.unwrap().remove(0);
        assert_eq!(row.standing.status, expected);
        assert_eq!(row.ended_at.is_none(), expected == GrantStatus::Good);
    }
    let kinds: Vec<EventKind> = store.events(id, 10).await.unwrap().into_iter().map(|line| line.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::Recovered).count(), 1);
}

#[tokio::test]
async fn removing_a_connection_leaves_nothing_of_it() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let (id, stays) = (linked(&store).await, linked(&store).await);
    let read = holdings(vec![holding("1", "1")], vec![movement("1", "A", date!(2026 - 01 - 05))]);
    for id in [id, stays] {
        store.save_sync(id, &read, NOW, event(id, EventKind::Synced)).await.unwrap();
        store.set_setting(&format!("read-at:{id}"), &json!(5)).await.unwrap();
    }
    store.remove_connection(id).await.unwrap();
    for table in
        ["connections", "identity_keys", "grants", "accounts", "balances", "transactions", "events", "settings"]
    {
        let column = match table {
            "connections" => "id",
            "settings" => "key",
            "balances" | "transactions" => "account",
            _ => "connection",
        };
        let distinct = format!("SELECT count(DISTINCT {column}) FROM {table}");
        let left: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(distinct)).fetch_one(store.database.pool()).await.unwrap();
        assert_eq!(left, 1, "{table}");
    }
    // What still arrives for it is dropped.
    store.record(event(id, EventKind::DiscardedRevoked)).await.unwrap();
    store.save_sync(id, &read, NOW, event(id, EventKind::Synced)).await.unwrap();
    assert_eq!(store.connection(id).await, Ok(None));
    assert_eq!(store.events(id, 10).await, Ok(Vec::new()));
    assert_eq!(store.accounts(id).await, Ok(Vec::new()));
}

#[tokio::test]
async fn the_timeline_is_newest_first_and_keeps_what_the_provider_said() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let line = event(id, EventKind::SyncFailed)
        .saying("3")
        .from_provider(Some("INVALID".to_owned()), Some("req-1".to_owned()))
        .under("LD-0001-0002");
    store.record(line).await.unwrap();
    store.rename(id, "Another label", event(id, EventKind::Renamed).saying("")).await.unwrap();
    store.set_customer(id, None, event(id, EventKind::CustomerChanged)).await.unwrap();
    let lines = store.events(id, 10).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.kind).collect::<Vec<_>>()[2..], [EventKind::SyncFailed, EventKind::Linked]);
    assert_eq!(lines[1].detail, None, "an empty text is none");
    assert_eq!(lines[2].request_id.as_deref(), Some("req-1"));
    assert_eq!(store.events(id, 1).await.unwrap().len(), 1);
    let row = store.connection(id).await.unwrap().unwrap();
    assert_eq!((row.label.as_str(), row.customer), ("Another label", None));
}

#[tokio::test]
async fn registrations_are_kept_by_provider_and_name() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let row = |name: &str, binding: &str| RegistrationRow {
        provider: ProviderId::Flowaccount,
        name: name.to_owned(),
        sealed: vec![1, 2, 3],
        binding: binding.to_owned(),
    };
    for registration in [row("second", "a"), row("default", "b"), row("second", "c")] {
        store.put_registration(&registration, NOW).await.unwrap();
    }
    assert_eq!(store.registrations(ProviderId::Bankhub).await, Ok(Vec::new()));
    assert_eq!(store.registrations(ProviderId::Flowaccount).await, Ok(vec![row("default", "b"), row("second", "c")]));
    linked(&store).await;
    assert_eq!(store.connections_of(ProviderId::Flowaccount, "default").await, Ok(1));
    store.remove_registration(ProviderId::Flowaccount, "second").await.unwrap();
    assert_eq!(store.registration(ProviderId::Flowaccount, "second").await, Ok(None));
    assert_eq!(store.generation(ConnectionId::new()).await, Ok(None));
}

#[tokio::test]
async fn a_grant_is_read_together_with_its_connection_and_its_own_registration() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let without = store.held(id).await.unwrap().unwrap();
    assert_eq!(without.connection, new_connection(id));
    assert_eq!(without.grant, store.grant(id).await.unwrap().unwrap());
    assert_eq!(without.registration, None, "nobody set it yet");

    let named = |provider, name: &str| RegistrationRow {
        provider,
        name: name.to_owned(),
        sealed: format!("{provider} {name}").into_bytes(),
        binding: format!("[\"{name}\"]"),
    };
    let own = named(ProviderId::Flowaccount, "default");
    for row in [&named(ProviderId::Flowaccount, "other"), &named(ProviderId::Its, "default"), &own] {
        store.put_registration(row, NOW).await.unwrap();
    }
    assert_eq!(store.held(id).await.unwrap().unwrap().registration, Some(own));
    assert_eq!(store.held(ConnectionId::new()).await, Ok(None));
}

#[tokio::test]
async fn one_row_of_the_list_is_what_the_whole_list_shows_of_it() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let (first, second) = (linked(&store).await, linked(&store).await);
    let all = store.list().await.unwrap();
    for id in [first, second] {
        let shown = store.listed(id).await.unwrap();
        assert_eq!(shown.as_ref().map(|row| row.connection.id), Some(id));
        assert!(all.contains(&shown.unwrap()));
    }
    assert_eq!(store.listed(ConnectionId::new()).await, Ok(None));
}
