//! The file is noise to whoever has no key.

use super::{Profile, event, identity, keeping, new_connection, sealed, standing};
use crate::contract::{ConnectionId, Environment, EventKind, ProviderId};
use crate::registration::Binding;
use crate::store::{Keeping, RegistrationRow, SealedGrant};
use crate::vault::{Damaged, SealContext};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::fs;
use std::path::Path;

const CANARIES: [&str; 5] =
    ["canary-refresh-7b1f", "Sample Company", "Example customer", "sample-client", "canary-secret-93d2"];

/// Every file below a folder, with what stands in it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("it reads").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).expect("it reads")));
        }
    }
    found
}

fn assert_no_canary(folder: &Path) {
    let files = files(folder);
    assert!(!files.is_empty());
    for (name, bytes) in files {
        for canary in CANARIES {
            let utf16: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let forms = [
                canary.as_bytes().to_vec(),
                utf16,
                hex::encode(canary).into_bytes(),
                STANDARD_NO_PAD.encode(canary).into_bytes(),
                URL_SAFE_NO_PAD.encode(canary).into_bytes(),
            ];
            for form in forms {
                assert!(!bytes.windows(form.len()).any(|window| window == form), "{canary} stands in {name}");
            }
        }
    }
}

fn binding() -> Binding {
    let origins = vec!["https://api.example.com".to_owned()];
    Binding { environment: Environment::Custom, client_id: "sample-client".to_owned(), origins }
}

#[tokio::test]
async fn no_canary_stands_in_any_file_not_even_in_the_journal() {
    let profile = Profile::new();
    let opened = profile.open().await;
    let id = ConnectionId::new();
    let context = SealContext::credential(id, ProviderId::Flowaccount, 1, &binding());
    let envelope = opened.vault.seal(&context, b"canary-refresh-7b1f");
    let grant = SealedGrant { sealed: envelope, binding: binding().text() };
    let identity = identity();
    let kept = Keeping { sealed: grant, ..keeping(&identity, id, "") };
    opened.store.keep_new(new_connection(id), kept).await.expect("it is kept");
    let of_registration = SealContext::registration(ProviderId::Flowaccount, "default", &binding().text());
    let row = RegistrationRow {
        provider: ProviderId::Flowaccount,
        name: "default".to_owned(),
        sealed: opened.vault.seal(&of_registration, b"secret = \"canary-secret-93d2\""),
        binding: binding().text(),
    };
    opened.store.put_registration(&row, super::NOW).await.expect("it is kept");

    // In the middle of a write, the journal holds the pages as they were.
    let mut writing = opened.store.database.begin().await.expect("it begins");
    sqlx::query("UPDATE connections SET label = label || '!'").execute(&mut *writing).await.expect("it writes");
    sqlx::query("UPDATE grants SET sealed = zeroblob(9)").execute(&mut *writing).await.expect("it writes");
    assert!(profile.folder.path().join("store.db-journal").exists(), "there is a journal to look into");
    assert_no_canary(profile.home.path());
    drop(writing);
    opened.store.close().await;
    assert_no_canary(profile.home.path());
    let file = fs::read(profile.folder.database()).expect("it reads");
    assert!(!file.starts_with(b"SQLite format 3"));
}

#[tokio::test]
async fn a_credential_moved_to_another_row_does_not_open_there() {
    let profile = Profile::new();
    let opened = profile.open().await;
    let (ours, theirs) = (ConnectionId::new(), ConnectionId::new());
    for id in [ours, theirs] {
        let context = SealContext::credential(id, ProviderId::Flowaccount, 1, &binding());
        let grant = SealedGrant { sealed: opened.vault.seal(&context, id.to_string().as_bytes()), ..sealed("") };
        let identity = identity();
        let kept = Keeping { sealed: grant, ..keeping(&identity, id, "") };
        opened.store.keep_new(new_connection(id), kept).await.expect("it is kept");
    }
    sqlx::query("UPDATE grants SET sealed = (SELECT sealed FROM grants WHERE connection = ?) WHERE connection = ?")
        .bind(theirs.to_string())
        .bind(ours.to_string())
        .execute(opened.store.database.pool())
        .await
        .expect("it moves");
    let moved = opened.store.grant(ours).await.expect("it reads").expect("it is there").sealed;
    let context = |id| SealContext::credential(id, ProviderId::Flowaccount, 1, &binding());
    assert_eq!(opened.vault.open(&context(ours), &moved), Err(Damaged));
    assert!(opened.vault.open(&context(theirs), &moved).is_ok());
}

#[tokio::test]
async fn a_token_of_60_kilobytes_is_kept_whole() {
    let profile = Profile::new();
    let opened = profile.open().await;
    let id = super::linked(&opened.store).await;
    let token: Vec<u8> = (0..60_u32 * 1024).map(|i| u8::try_from(i % 251).unwrap_or_default()).collect();
    let context = SealContext::credential(id, ProviderId::Flowaccount, 2, &binding());
    let grant = SealedGrant { sealed: opened.vault.seal(&context, &token), ..sealed("") };
    let noted = event(id, EventKind::Renewed);
    assert_eq!(opened.store.finish_refresh(id, 1, grant, standing(), noted).await, Ok(true));
    opened.store.close().await;
    let opened = profile.open().await;
    let row = opened.store.grant(id).await.expect("it reads").expect("it is there");
    assert_eq!(opened.vault.open(&context, &row.sealed).expect("it opens").as_slice(), token);
}
