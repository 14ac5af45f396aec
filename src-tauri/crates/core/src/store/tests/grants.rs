//! Rotation: one generation after the other, each on disk with its line in the timeline.

use super::{NOW, Profile, event, identity, keeping, linked, new_connection, sealed, standing};
use crate::contract::{ConnectionId, EventKind, GrantStatus, PathStatus, ProviderId, Reason, Timestamp};
use crate::provider::{Ends, Identity, IdentityKey};
use crate::store::{GrantStanding, Journal, NewEvent, Retry, Store, StoreError, Tending};
use time::Duration;

#[tokio::test]
async fn a_rotation_is_noted_before_and_kept_after() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    assert_eq!(store.begin_refresh(id, 1, NOW).await, Ok(true));
    assert_eq!(store.grant(id).await.unwrap().unwrap().journal, Journal::Refreshing { since: NOW });
    assert_eq!(store.interrupted().await, Ok(vec![(id, NOW)]));
    assert_eq!(store.begin_refresh(id, 1, NOW).await, Ok(false), "noted already");

    let later = GrantStanding { renewed_at: NOW + Duration::hours(1), access: Ends::Never, ..standing() };
    let noted = event(id, EventKind::Renewed);
    assert_eq!(store.finish_refresh(id, 1, sealed("two"), later.clone(), noted.clone()).await, Ok(true));
    let row = store.grant(id).await.unwrap().unwrap();
    assert_eq!((row.generation, row.sealed.as_slice(), row.journal), (2, &b"two"[..], Journal::Ready));
    assert_eq!(row.standing, later);
    assert_eq!(store.generation(id).await, Ok(Some(2)));

    let late = store.finish_refresh(id, 1, sealed("late"), standing(), noted).await;
    assert_eq!(late, Ok(false), "an answer for a generation that is over");
    assert_eq!(store.grant(id).await.unwrap().unwrap().sealed, b"two");
    assert_eq!(store.begin_refresh(id, 1, NOW).await, Ok(false), "a generation that is over");
    assert_eq!(store.events(id, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_note_is_taken_back_only_for_its_own_generation() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    assert_eq!(store.begin_refresh(id, 1, NOW).await, Ok(true));
    store.abandon_refresh(id, 7).await.unwrap();
    assert_eq!(store.interrupted().await.unwrap().len(), 1);
    store.abandon_refresh(id, 1).await.unwrap();
    assert_eq!(store.interrupted().await.unwrap().len(), 0);
}

#[tokio::test]
async fn sealing_anew_is_one_more_generation_and_says_nothing_about_the_grant() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    store.begin_refresh(id, 1, NOW).await.unwrap();
    let before = store.grant(id).await.unwrap().unwrap();
    let noted = event(id, EventKind::PasswordForgotten);
    assert_eq!(store.reseal(id, 1, &sealed("two"), noted.clone()).await, Ok(true));
    let row = store.grant(id).await.unwrap().unwrap();
    assert_eq!((row.generation, row.sealed.as_slice()), (2, &b"two"[..]));
    assert_eq!((row.standing, row.journal), (before.standing, before.journal));
    assert_eq!(store.reseal(id, 1, &sealed("late"), noted).await, Ok(false), "a generation that is over");
    assert_eq!(store.grant(id).await.unwrap().unwrap().sealed, b"two");
    assert_eq!(store.events(id, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn reconnecting_replaces_the_grant_and_what_was_wrong_with_it() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let over = event(id, EventKind::NeedsPerson).reason(Reason::RefreshTokenLapsed);
    store.begin_refresh(id, 1, NOW).await.unwrap();
    store.mark_grant(id, GrantStatus::NeedsPerson, Some(Reason::RefreshTokenLapsed), NOW, over.clone()).await.unwrap();
    store.mark_grant(id, GrantStatus::Gone, None, NOW + Duration::DAY, over).await.unwrap();
    let row = store.list().await.unwrap().remove(0);
    assert_eq!((row.standing.status, row.ended_at), (GrantStatus::Gone, Some(NOW)));
    assert_eq!(store.interrupted().await, Ok(Vec::new()));

    let mut identity = identity();
    identity.view.name = "Renamed Sample".to_owned();
    identity.keys.truncate(1);
    assert_eq!(store.replace_grant(id, 4, keeping(&identity, id, "no")).await, Ok(false), "another generation");
    assert_eq!(store.connection(id).await.unwrap().unwrap().identity.name, "Sample Company", "nothing was changed");
    assert_eq!(store.replace_grant(id, 1, keeping(&identity, id, "two")).await, Ok(true));
    let row = store.list().await.unwrap().remove(0);
    assert_eq!((row.standing, row.ended_at), (standing(), None));
    assert_eq!(row.connection.identity, identity.view);
    assert_eq!(store.identity_keys(id).await, Ok(identity.keys));
    assert_eq!(store.replace_grant(ConnectionId::new(), 0, keeping(&super::identity(), id, "x")).await, Ok(false));
}

#[tokio::test]
async fn a_full_disk_loses_neither_the_old_token_nor_its_note() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    store.begin_refresh(id, 1, NOW).await.unwrap();
    fill(&store).await;
    let huge = sealed(&"x".repeat(200_000));
    let outcome = store.finish_refresh(id, 1, huge.clone(), standing(), event(id, EventKind::Renewed)).await;
    assert_eq!(outcome, Err(StoreError::DiskFull));
    let row = store.grant(id).await.unwrap().unwrap();
    assert_eq!((row.generation, row.sealed.as_slice()), (1, &b"one"[..]));
    assert_eq!(row.journal, Journal::Refreshing { since: NOW });

    let room = "PRAGMA max_page_count = 4294967294";
    sqlx::raw_sql(room).execute(store.database.pool()).await.unwrap();
    let outcome = store.finish_refresh(id, 1, huge, standing(), event(id, EventKind::Renewed)).await;
    assert_eq!(outcome, Ok(true), "as soon as there is room");
}

/// On a full disk SQLite may end a transaction by itself, and sqlx goes on counting it.
#[tokio::test]
async fn after_a_full_disk_another_transaction_can_begin() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    fill(&store).await;
    let mut transaction = store.database.begin().await.unwrap();
    let huge = sqlx::query("INSERT INTO settings (key, value) VALUES ('sample', ?)").bind("x".repeat(200_000));
    assert!(huge.execute(&mut *transaction).await.is_err());
    drop(transaction);
    assert_eq!(store.replace_grant(id, 1, keeping(&identity(), id, "two")).await, Ok(true));
}

/// Lets the file grow no more, as far as this connection is concerned.
async fn fill(store: &Store) {
    let limit = "PRAGMA max_page_count = 1"; // not below what it has
    sqlx::raw_sql(limit).execute(store.database.pool()).await.unwrap();
}

#[tokio::test]
async fn a_store_that_cannot_be_written_still_reads() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    sqlx::raw_sql("PRAGMA query_only = ON").execute(store.database.pool()).await.unwrap();
    assert_eq!(store.begin_refresh(id, 1, NOW).await, Err(StoreError::ReadOnly));
    assert!(store.grant(id).await.unwrap().is_some());
}

#[tokio::test]
async fn the_path_is_noted_apart_from_the_grant() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let again = NOW + Duration::minutes(5);
    let retry = Some(Retry { at: again, told: true });
    let failed = event(id, EventKind::RenewalFailed);
    store.mark_path(id, PathStatus::Throttled, retry, Some(2), failed).await.unwrap();
    assert_eq!(store.grant(id).await.unwrap().unwrap().failures, 2);
    assert_eq!(store.tended().await.unwrap()[0].retry, retry);
    let row = store.list().await.unwrap().remove(0);
    assert_eq!((row.path, row.retry_at, row.checked_at), (PathStatus::Throttled, Some(again), Some(NOW)));
    assert_eq!(row.standing.status, GrantStatus::Good);
    store.mark_checked(id, 1, Tending::Watched, again).await.unwrap();
    assert_eq!(store.grant(id).await.unwrap().unwrap().failures, 0);
    assert_eq!(store.tended().await.unwrap()[0].renewed_at, again, "what is watched is as young as its last call");
    let row = store.list().await.unwrap().remove(0);
    assert_eq!((row.path, row.retry_at, row.checked_at), (PathStatus::Reachable, None, Some(again)));
}

#[tokio::test]
async fn an_account_is_found_by_any_of_its_keys_within_its_registration() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let other = ConnectionId::new();
    let key = |kind: &str, value: &str| IdentityKey { kind: kind.to_owned(), value: value.to_owned() };
    let another = Identity { keys: vec![key("company_id", "2002")], ..identity() };
    store.keep_new(new_connection(other), keeping(&another, other, "other")).await.unwrap();

    let find = async |provider, registration: &str, keys: &[IdentityKey]| {
        let found = store.find_by_identity(provider, registration, keys).await.unwrap();
        found.into_iter().map(|(id, keys)| (id, keys.len())).collect::<Vec<_>>()
    };
    let flow = ProviderId::Flowaccount;
    assert_eq!(find(flow, "default", &[key("support_code", "SC-SAMPLE")]).await, [(id, 2)]);
    assert_eq!(find(flow, "default", &[key("company_id", "2002"), key("x", "y")]).await, [(other, 1)]);
    assert_eq!(find(flow, "default", &[key("company_id", "SC-SAMPLE")]).await, [], "the kind counts");
    assert_eq!(find(flow, "second", &[key("support_code", "SC-SAMPLE")]).await, []);
    assert_eq!(find(ProviderId::Bankhub, "default", &[key("support_code", "SC-SAMPLE")]).await, []);
    assert_eq!(find(flow, "default", &[]).await, []);
}

#[tokio::test]
async fn nonsense_in_a_row_is_named_not_guessed() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    for (update, table, column) in [
        ("UPDATE grants SET status = 'splendid'", "grants", "status"),
        ("UPDATE grants SET status = 'good', survives_kind = 'never', survives_at = 5", "grants", "survives_at"),
        ("UPDATE connections SET provider = 'nobody'", "connections", "provider"),
    ] {
        sqlx::raw_sql(update).execute(store.database.pool()).await.unwrap();
        assert_eq!(store.list().await.map(drop), Err(StoreError::Inconsistent { table, column }));
    }
    assert!(store.grant(id).await.is_err());
}

#[tokio::test]
async fn what_goes_on_all_the_time_is_one_line_a_day() {
    let profile = Profile::new();
    let store = profile.open().await.store;
    let id = linked(&store).await;
    let renewed = |hours: i64| NewEvent::new(id, NOW + Duration::hours(hours), EventKind::Renewed);
    for hours in (0..48).step_by(2) {
        store.record(renewed(hours)).await.unwrap();
    }
    let counted: Vec<(EventKind, u32)> =
        store.events(id, 10).await.unwrap().iter().map(|entry| (entry.kind, entry.times)).collect();
    assert_eq!(counted, [(EventKind::Renewed, 11), (EventKind::Renewed, 13), (EventKind::Linked, 1)]);
    let newest = store.events(id, 1).await.unwrap().remove(0);
    assert_eq!(newest.at.instant(), NOW + Duration::hours(46));
    assert_eq!(newest.since.map(Timestamp::instant), Some(NOW + Duration::hours(26)));

    store.record(event(id, EventKind::Renamed)).await.unwrap();
    store.record(renewed(47)).await.unwrap();
    assert_eq!(store.events(id, 1).await.unwrap()[0].times, 1, "nothing that came between is swallowed");
    let failed =
        |code: &str| NewEvent::new(id, NOW, EventKind::RenewalFailed).from_provider(Some(code.to_owned()), None);
    store.record(failed("HTTP 500")).await.unwrap();
    store.record(failed("HTTP 503")).await.unwrap();
    assert_eq!(store.events(id, 1).await.unwrap()[0].times, 1, "another code is another line");
}
