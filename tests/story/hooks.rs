//! Messages that providers send to their clients, handed on: hints at most, looked up by a call.

use linkdesk_core::contract::{ConnectionId, EventKind, GrantStatus, HintCause, ProblemCode, ProviderId};
use linkdesk_sandbox::{BankhubHook, GrantAction, Provider};
use linkdesk_tests::person::Person;
use linkdesk_tests::workbench::{Workbench, link};

use ProviderId::{Bankhub, Baokim, Its};

async fn bank(bench: &Workbench) -> ConnectionId {
    bench.dial.set_switch(Provider::Bankhub, "rate_limit", false).expect("a switch");
    let id = bench.link(Bankhub, &Person::at_the_bank()).await;
    bench.settled(id).await;
    // Its pace is a minute.
    bench.dial.advance_clock(120).expect("the clock moves");
    bench.clock.shift_to(bench.dial.clock_offset());
    id
}

async fn grant(bench: &Workbench, id: ConnectionId) -> GrantStatus {
    bench.desk.connection(id).await.expect("it is there").connection.grant
}

#[tokio::test]
async fn a_webhook_that_lies_changes_nothing_and_is_noted() {
    let bench = Workbench::new().await;
    let id = bank(&bench).await;
    let body = bench.dial.bankhub_hook(BankhubHook::GrantDeleted, None).expect("a body");
    let report = bench.desk.hook(Bankhub, None, &body).await.expect("it is read");
    assert_eq!((report.cause, report.connections.as_slice()), (Some(HintCause::Withdrawn), &[id][..]));
    assert_eq!((report.problem, grant(&bench, id).await), (None, GrantStatus::Good), "the call says otherwise");
    let timeline = bench.desk.timeline(id).await.expect("a timeline");
    assert!(timeline.iter().any(|entry| entry.kind == EventKind::Hinted));
}

#[tokio::test]
async fn a_webhook_that_is_true_is_shown_true_by_the_call() {
    let bench = Workbench::new().await;
    let id = bank(&bench).await;
    let body = bench.dial.bankhub_hook(BankhubHook::Error, None).expect("a body");
    bench.dial.act_on_grants(Provider::Bankhub, GrantAction::BankPasswordChanged, None).expect("an order");
    let report = bench.desk.hook(Bankhub, None, &body).await.expect("it is read");
    assert_eq!(report.problem.map(|problem| problem.code), Some(ProblemCode::NeedsPerson));
    assert_eq!(grant(&bench, id).await, GrantStatus::NeedsPerson);
}

#[tokio::test]
async fn what_names_nobody_here_or_nothing_at_all_is_no_error() {
    let bench = Workbench::new().await;
    let id = bank(&bench).await;
    let foreign = r#"{"webhookType":"GRANT","webhookCode":"ERROR","grantId":"00000000-0000-4000-8000-000000000000"}"#;
    let report = bench.desk.hook(Bankhub, None, foreign).await.expect("it is read");
    assert_eq!((report.cause, report.connections.len()), (Some(HintCause::Refused), 0));
    for nothing in ["{}", "[]", "<html>", ""] {
        let report = bench.desk.hook(Bankhub, None, nothing).await.expect("it is read");
        assert_eq!((report.cause, report.connections.len()), (None, 0), "{nothing}");
    }
    let none = bench.desk.hook(Its, None, "{}").await.expect_err("ITS sends none");
    assert_eq!(none.code, ProblemCode::NotSupported);
    assert_eq!(grant(&bench, id).await, GrantStatus::Good);
}

#[tokio::test]
async fn a_signed_update_names_its_user_and_a_changed_byte_is_refused() {
    let bench = Workbench::new().await;
    let session = bench.begin_at_form(link(Baokim)).await.id;
    bench.fill(session, &[("way", "password")]).await;
    let id = bench.fill(session, &[("username", "sample-user"), ("password", "practice")]).await;
    let id = id.connection.expect("linked");
    let body = bench.dial.change_baokim_user("sample-user", "Sample Đổi Tên / Mẫu").expect("a message");
    let report = bench.desk.hook(Baokim, None, &body).await.expect("it is signed");
    assert_eq!((report.cause, report.connections.as_slice()), (Some(HintCause::Changed), &[id][..]));
    let [name] = report.changes.as_slice() else { panic!("one field changed: {:?}", report.changes) };
    assert_eq!((name.old.as_deref(), name.new.as_deref()), (Some("Sample User"), Some("Sample Đổi Tên / Mẫu")));
    for forged in [
        body.replacen("Sample", "Simple", 1),
        body.replacen("\"sign\":\"", "\"sign\":\"0", 1),
        body.replacen("\"oldData\":{", "\"oldData\":{ ", 1),
        body.replacen("\"sign\"", "\"seal\"", 1),
    ] {
        let refused = bench.desk.hook(Baokim, None, &forged).await.expect_err("not by Bảo Kim");
        assert_eq!((refused.code, refused.subject.as_deref()), (ProblemCode::InvalidInput, Some("sign")), "{forged}");
    }
    for rewritten in around(&body) {
        let report = bench.desk.hook(Baokim, None, &rewritten).await.expect("what was signed is as it was");
        assert_eq!(report.connections, [id], "{rewritten}");
    }
    let twice = body.replacen("{\"oldData\"", "{\"oldData\":{\"id\":1},\"oldData\"", 1);
    assert!(bench.desk.hook(Baokim, None, &twice).await.is_err(), "which of the two was signed is anybody's guess");
    let half = bench.desk.hook(Baokim, None, &body[..body.len() / 2]).await.expect_err("half a message");
    assert_eq!(half.code, ProblemCode::UnexpectedAnswer);
}

/// The same message, written in other ways around what was signed.
fn around(body: &str) -> [String; 3] {
    let (data, sign) = body.strip_suffix('}').and_then(|body| body.rsplit_once(",\"sign\":")).expect("it is signed");
    let (old, new) = data.strip_prefix('{').and_then(|data| data.split_once(",\"newData\"")).expect("both are there");
    [
        format!("{{\n  {old} ,\n  \"newData\"{new},\n  \"sign\": {sign}\n}}\n"),
        format!("{{\"sign\":{sign},{old},\"newData\"{new}}}"),
        format!("{{{old},\"sign\":{sign},\"newData\"{new}}}"),
    ]
}
