use super::fake::{FakeKeychain, Mood};
use super::{Damaged, KeychainError, KeychainThread, RootKey, SealContext, Vault};
use crate::Secret;
use crate::contract::{ConnectionId, Environment, ProviderId};
use crate::registration::Binding;
use proptest::prelude::*;
use std::time::Duration;

const PLENTY: Duration = Duration::from_secs(30);
const LITTLE: Duration = Duration::from_millis(30);

fn binding() -> Binding {
    Binding {
        environment: Environment::Custom,
        client_id: "sample-client".to_owned(),
        origins: vec!["https://api.example.com".to_owned(), "https://auth.example.com".to_owned()],
    }
}

fn context(id: ConnectionId) -> SealContext {
    SealContext::credential(id, ProviderId::Flowaccount, 7, &binding())
}

#[test]
fn what_was_sealed_opens_for_what_it_was_sealed_for() {
    let vault = Vault::new(&RootKey::new());
    let context = context(ConnectionId::new());
    for plain in [Vec::new(), b"token".to_vec(), vec![0xff; 60 * 1024]] {
        let sealed = vault.seal(&context, &plain);
        assert_eq!(*vault.open(&context, &sealed).expect("it is whole"), plain);
    }
}

#[test]
fn the_same_token_never_looks_the_same_twice() {
    let vault = Vault::new(&RootKey::new());
    let context = context(ConnectionId::new());
    assert_ne!(vault.seal(&context, b"token"), vault.seal(&context, b"token"));
}

#[test]
fn a_record_with_any_byte_flipped_is_damaged() {
    let vault = Vault::new(&RootKey::new());
    let context = context(ConnectionId::new());
    let sealed = vault.seal(&context, b"canary-refresh-token");
    for position in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[position] ^= 1 << bit;
            assert_eq!(vault.open(&context, &changed), Err(Damaged), "byte {position}, bit {bit}");
        }
    }
    for length in 0..sealed.len() {
        assert_eq!(vault.open(&context, &sealed[..length]), Err(Damaged), "cut to {length}");
    }
}

#[test]
fn a_record_opens_nowhere_else() {
    let vault = Vault::new(&RootKey::new());
    let id = ConnectionId::new();
    let sealed = vault.seal(&context(id), b"token");
    let with = |change: fn(&mut Binding)| {
        let mut binding = binding();
        change(&mut binding);
        SealContext::credential(id, ProviderId::Flowaccount, 7, &binding)
    };
    let elsewhere = [
        context(ConnectionId::new()),
        SealContext::credential(id, ProviderId::Bankhub, 7, &binding()),
        SealContext::credential(id, ProviderId::Flowaccount, 6, &binding()),
        SealContext::credential(id, ProviderId::Flowaccount, 8, &binding()),
        with(|binding| binding.environment = Environment::Production),
        with(|binding| binding.client_id.push('2')),
        with(|binding| binding.origins[0].push('2')),
        with(|binding| drop(binding.origins.pop())),
        with(|binding| binding.origins.push("https://attacker.example".to_owned())),
        with(|binding| binding.origins = vec![binding.origins.concat()]),
        SealContext::registration(ProviderId::Flowaccount, "default", "sample-client"),
    ];
    for context in elsewhere {
        assert_eq!(vault.open(&context, &sealed), Err(Damaged), "{context:?}");
    }
    assert_eq!(Vault::new(&RootKey::new()).open(&context(id), &sealed), Err(Damaged), "another key");
}

proptest! {
    #[test]
    fn two_contexts_are_equal_only_if_all_their_fields_are(
        a in (any::<String>(), any::<String>()),
        b in (any::<String>(), any::<String>()),
    ) {
        let of = |(name, binding): &(String, String)| SealContext::registration(ProviderId::Bankhub, name, binding);
        prop_assert_eq!(of(&a) == of(&b), a == b);
    }

    #[test]
    fn arbitrary_bytes_never_open_and_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let vault = Vault::new(&RootKey::new());
        prop_assert_eq!(vault.open(&context(ConnectionId::new()), &bytes), Err(Damaged));
    }
}

#[tokio::test]
async fn a_late_answer_counts_and_is_asked_for_once() {
    let fake = FakeKeychain::default();
    fake.put("sample", "text");
    fake.behave(Mood::Asking);
    let keychain = KeychainThread::start(fake.clone());
    for _ in 0..3 {
        assert_eq!(keychain.get("sample", LITTLE).await.map(drop), Err(KeychainError::Slow));
    }
    fake.behave(Mood::Good);
    let text = keychain.get("sample", PLENTY).await.expect("it answered").expect("it is there");
    assert_eq!(text.expose(), "text");
    assert_eq!(fake.questions(), 1, "nobody is asked twice for one thing");
}

#[tokio::test]
async fn an_answer_that_came_while_nobody_waited_is_kept() {
    let fake = FakeKeychain::default();
    fake.put("sample", "text");
    fake.behave(Mood::Asking);
    let keychain = KeychainThread::start(fake.clone());
    assert_eq!(keychain.get("sample", LITTLE).await.map(drop), Err(KeychainError::Slow));
    fake.behave(Mood::Good);
    // A question that is answered after it shows that the first one was.
    assert!(keychain.get("other", PLENTY).await.expect("it answered").is_none());
    fake.behave(Mood::Asking);
    let text = keychain.get("sample", LITTLE).await.expect("it answered long ago").expect("it is there");
    assert_eq!(text.expose(), "text");
}

#[tokio::test]
async fn a_refusal_that_nobody_heard_is_asked_again() {
    let fake = FakeKeychain::default();
    fake.put("sample", "text");
    fake.behave(Mood::Asking);
    let keychain = KeychainThread::start(fake.clone());
    assert_eq!(keychain.get("sample", LITTLE).await.map(drop), Err(KeychainError::Slow));
    fake.behave(Mood::Locked);
    assert_eq!(keychain.get("other", PLENTY).await.map(drop), Err(KeychainError::Locked));
    fake.behave(Mood::Good);
    assert!(keychain.get("sample", PLENTY).await.expect("it is unlocked now").is_some());
}

#[test]
fn a_keychain_that_never_answers_does_not_keep_the_program_from_ending() {
    let fake = FakeKeychain::default();
    fake.behave(Mood::Asking);
    let keychain = KeychainThread::start(fake);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let outcome = runtime.block_on(keychain.set("sample", Secret::from("text"), LITTLE));
    assert_eq!(outcome, Err(KeychainError::Slow));
    let start = std::time::Instant::now();
    drop(runtime);
    assert!(start.elapsed() < Duration::from_secs(5), "the runtime waited for the keychain");
}

#[tokio::test]
async fn a_key_that_does_not_come_back_is_not_used() {
    let fake = FakeKeychain::default();
    fake.behave(Mood::Forgetful);
    let keychain = KeychainThread::start(fake);
    let kept = RootKey::new().keep(&keychain, "sample", PLENTY).await;
    assert!(matches!(kept, Err(KeychainError::Failed(_))), "{kept:?}");
}

#[test]
fn errors_of_the_system_are_told_apart_and_carry_no_bytes() {
    use super::system::named;
    use keyring_core::Error;
    let platform = |text: &str| Error::PlatformFailure(text.into());
    assert_eq!(named(&Error::NoStorageAccess("SS error: prompt dismissed".into())), KeychainError::Locked);
    assert_eq!(named(&platform("no secret service provider or dbus session found")), KeychainError::Missing);
    assert_eq!(named(&platform("org.freedesktop.DBus.Error.ServiceUnknown: …")), KeychainError::Missing);
    assert_eq!(named(&platform("org.freedesktop.Secret.Error.IsLocked: …")), KeychainError::Locked);
    let told = format!("{:?}", named(&Error::BadEncoding(b"canary".to_vec())));
    assert!(!told.contains("canary") && !told.contains("99, 97"), "{told}");
}
