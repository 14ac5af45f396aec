//! What Bảo Kim does for an account or a wallet besides: what each token opens, and what of its answers is told.

use crate::actions::{ask, plainly, with};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use linkdesk_core::contract::{ActionAnswer, ConnectionId, FactValue, GrantStatus, ProblemCode, ProviderId};
use linkdesk_sandbox::{GrantAction, Provider};
use linkdesk_tests::linker::CODE;
use linkdesk_tests::workbench::{Workbench, link};

const WALLET: [(&str, &str); 3] = [("phone", "84000000001"), ("name", "Sample User"), ("wallet_type", "personal")];

/// Links the sample user's wallet.
async fn wallet(bench: &Workbench) -> ConnectionId {
    let session = bench.begin_at_form(link(ProviderId::Baokim)).await.id;
    bench.fill(session, &[("way", "wallet")]).await;
    bench.fill(session, &WALLET).await;
    bench.fill(session, &[("otp", CODE)]).await.connection.expect("linked")
}

fn yes(answer: &ActionAnswer, fact: &str) -> bool {
    answer.facts.contains(&(fact.to_owned(), FactValue::Truth { yes: true }))
}

#[tokio::test]
async fn an_account_and_a_wallet_of_one_provider_offer_what_their_tokens_open() {
    let bench = Workbench::new().await;
    let session = bench.begin_at_form(link(ProviderId::Baokim)).await.id;
    bench.fill(session, &[("way", "password")]).await;
    let account = bench.fill(session, &[("username", "sample-user"), ("password", "practice")]).await;
    let account = account.connection.expect("linked");
    let wallet = wallet(&bench).await;
    let names = async |id| -> Vec<String> {
        bench.desk.actions(id).await.expect("a list").into_iter().map(|action| action.name).collect()
    };
    assert_eq!(names(account).await, ["profile", "become_business"]);
    assert!(!names(wallet).await.contains(&"profile".to_owned()));
    let told = ask(&bench, plainly(account, "profile")).await.expect("a profile");
    let mail = FactValue::Text { text: "user@practice.test".to_owned() };
    assert!(told.facts.contains(&("email".to_owned(), mail)), "{told:?}");
    // The token is over at the provider and nobody here knows: it is renewed, and the question asked once more.
    bench.dial.act_on_grants(Provider::Baokim, GrantAction::ExpireAccessTokens, None).expect("an order");
    ask(&bench, plainly(account, "profile")).await.expect("renewed first");
}

#[tokio::test]
async fn a_payment_password_is_set_checked_and_removed_and_its_hash_is_told_nowhere() {
    const TYPED: &str = "a-payment-password-nobody-else-has";
    let bench = Workbench::new().await;
    let id = wallet(&bench).await;
    let set = [("transaction_password", TYPED), ("login_password", "wrong")];
    let refused = ask(&bench, with(id, "payment_password_set", &set)).await.expect_err("the login is wrong");
    assert_eq!((refused.code, refused.subject.as_deref()), (ProblemCode::InvalidInput, Some("login_password")));
    let set = [("transaction_password", TYPED), ("login_password", "practice")];
    let answer = ask(&bench, with(id, "payment_password_set", &set)).await.expect("it is set");
    assert!(!format!("{answer:?}").contains("practice."), "no hash of it: {answer:?}");
    assert!(!format!("{answer:?}").contains("PRACTICEPRACTICE"), "no secret of a second factor: {answer:?}");
    for (typed, matches) in [(TYPED, true), ("another", false)] {
        let request = with(id, "payment_password_check", &[("transaction_password", typed)]);
        assert_eq!(yes(&ask(&bench, request).await.expect("a verdict"), "matches"), matches);
    }
    let twice = ask(&bench, with(id, "payment_password_set", &set)).await.expect_err("there is one already");
    assert_eq!(twice.subject.as_deref(), Some("transaction_password"), "{twice:?}");
    let remove = with(id, "payment_password_remove", &[("login_password", "practice")]);
    assert!(yes(&ask(&bench, remove).await.expect("a verdict"), "removed"));
    assert_eq!(
        bench.desk.connection(id).await.expect("there").connection.grant,
        GrantStatus::Good,
        "no refusal was its"
    );
    bench.desk.close().await;
    assert!(!bench.is_stored(TYPED), "no password in the folder");
}

#[tokio::test]
async fn a_bank_account_is_checked_by_its_name_and_a_bank_is_a_number() {
    let bench = Workbench::new().await;
    let id = wallet(&bench).await;
    let check = |holder, bank| [("holder", holder), ("bank_id", bank), ("bank_account", "0000000001")];
    let own = with(id, "bank_account_check", &check("sample user", "1"));
    assert!(yes(&ask(&bench, own).await.expect("a verdict"), "matches"));
    let other = with(id, "bank_account_check", &check("Somebody Else", "1"));
    assert!(!yes(&ask(&bench, other).await.expect("a verdict"), "matches"));
    let odd = ask(&bench, with(id, "bank_account_check", &check("Sample User", "one"))).await.expect_err("no number");
    assert_eq!((odd.code, odd.subject.as_deref()), (ProblemCode::InvalidInput, Some("bank_id")));
}

#[tokio::test]
async fn three_pictures_pass_the_identity_check_and_no_copy_is_kept() {
    let bench = Workbench::new().await;
    let id = wallet(&bench).await;
    let picture = STANDARD.encode(photograph());
    let typed = [("front", picture.as_str()), ("behind", &picture), ("portrait", &picture)];
    let text = ask(&bench, with(id, "identity_check", &[typed[0], typed[1], ("portrait", "bm8gcGljdHVyZQ==")])).await;
    assert_eq!(text.expect_err("no picture").subject.as_deref(), Some("portrait"), "refused before anything is sent");
    assert_eq!(bench.asked(ProviderId::Baokim, "wallet.request_identify"), 0);
    let answer = ask(&bench, with(id, "identity_check", &typed)).await.expect("they are taken");
    assert!(answer.facts.iter().any(|(name, _)| name == "level"), "{answer:?}");
    bench.desk.close().await;
    assert!(!bench.is_stored("PICTURE-OF-NOBODY"), "no copy in the folder");
}

/// The least that is a photograph.
fn photograph() -> Vec<u8> {
    let comment = b"PICTURE-OF-NOBODY";
    let length = u16::try_from(comment.len() + 2).expect("it is short").to_be_bytes();
    let start = [0xFF, 0xD8, 0xFF, 0xFE];
    let scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0, 0x12, 0x34, 0xFF, 0xD9];
    [&start[..], &length, comment, &scan].concat()
}

#[tokio::test]
async fn a_wallet_that_was_unlinked_there_needs_its_person_and_a_wrong_clock_kills_none() {
    let bench = Workbench::new().await;
    let id = wallet(&bench).await;
    let check = || with(id, "payment_password_check", &[("transaction_password", "anything")]);
    bench.dial.act_on_grants(Provider::Baokim, GrantAction::Revoke, None).expect("an order");
    bench.clock.shift_to(bench.dial.clock_offset() + 7200);
    let refused = ask(&bench, check()).await.expect_err("the caller's token is from another hour");
    assert_eq!(refused.code, ProblemCode::RegistrationRefused, "{refused:?}");
    assert_eq!(bench.desk.connection(id).await.expect("there").connection.grant, GrantStatus::Good);
    bench.clock.shift_to(bench.dial.clock_offset());
    let refused = ask(&bench, check()).await.expect_err("the wallet was unlinked there");
    assert_eq!(refused.code, ProblemCode::NeedsPerson, "{refused:?}");
    assert_eq!(bench.desk.connection(id).await.expect("there").connection.grant, GrantStatus::NeedsPerson);
}

#[tokio::test]
async fn an_account_becomes_a_business() {
    let bench = Workbench::new().await;
    let id = wallet(&bench).await;
    let typed = [
        ("business_name", "Sample Business"),
        ("business_number", "0000000000"),
        ("site_url", "https://practice.test"),
    ];
    let area = with(id, "become_business", &[typed[0], typed[1], typed[2], ("business_area", "shops")]);
    let odd = ask(&bench, area).await.expect_err("an area is a number");
    assert_eq!(odd.subject.as_deref(), Some("business_area"));
    let told = ask(&bench, with(id, "become_business", &typed)).await.expect("it is one now");
    let name = FactValue::Text { text: "Sample Business".to_owned() };
    assert!(told.facts.contains(&("business_name".to_owned(), name)), "{told:?}");
}
