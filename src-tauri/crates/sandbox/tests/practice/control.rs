//! The control calls and the control page.

use crate::support::{Bankhub, Flowaccount, Practice, origin};
use linkdesk_sandbox::{Fault, Repeat};
use serde_json::json;

#[tokio::test]
async fn a_wrong_path_finds_nothing() {
    let practice = Practice::start().await;
    let control = practice.sandbox.ready().control.clone();
    let root = origin(&control);
    for address in [format!("{root}/control"), format!("{control}x"), format!("{control}/none"), format!("{root}//")] {
        assert_eq!(practice.get(&address, &[]).await.status, 404, "{address}");
    }
    let path = control.strip_prefix(&root).unwrap();
    let elsewhere = format!("{}{path}", origin(&practice.endpoint(Flowaccount, "api")));
    assert_eq!(practice.get(&elsewhere, &[]).await.status, 404);
    assert_eq!(practice.post(&format!("{root}/wrong/clock"), &[], &json!({ "reset": true })).await.status, 404);
}

#[tokio::test]
async fn a_foreign_host_name_is_refused() {
    let practice = Practice::start().await;
    let control = practice.sandbox.ready().control.clone();
    for host in ["practice.example", "127.0.0.1", "127.0.0.1:1"] {
        assert_eq!(practice.get_as_host(&control, host).await.status, 421);
    }
    let port = url::Url::parse(&control).unwrap().port().unwrap();
    assert_eq!(practice.get_as_host(&control, &format!("localhost:{port}")).await.status, 200);
}

#[tokio::test]
async fn every_order_can_be_given_by_json() {
    let practice = Practice::start().await;
    let token = practice.linked("sample-plain", "practice").await;
    let control = practice.sandbox.ready().control.clone();
    let order = async |path: &str, body: serde_json::Value| {
        let reply = practice.post(&format!("{control}/{path}"), &[], &body).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.json()
    };
    assert_eq!(order("clock", json!({ "advance_seconds": 120 })).await["offset_seconds"], 120);
    assert_eq!(order("clock", json!({ "reset": true })).await["offset_seconds"], 0);
    let state = order("fault", json!({ "provider": "bankhub", "fault": "outage", "repeat": "until_off" })).await;
    assert_eq!(state["providers"]["bankhub"]["fault"], json!({ "fault": "outage", "repeat": "until_off" }));
    assert_eq!(practice.bankhub_get("/balance", &token).await.status, 503);
    let state = order("fault", json!({ "provider": "bankhub", "fault": "off" })).await;
    assert!(state["providers"]["bankhub"]["fault"].is_null());
    let state = order("switch", json!({ "provider": "flowaccount", "name": "access_ttl", "value": 5 })).await;
    assert_eq!(state["providers"]["flowaccount"]["switches"]["access_ttl"], 5);
    order("refuse_next", json!({ "provider": "bankhub", "errorCode": "FI_NOT_FOUND", "status": 400 })).await;
    assert_eq!(practice.bankhub_get("/balance", &token).await.json()["errorCode"], "FI_NOT_FOUND");
    let grant = practice.dial.grants(Bankhub)[0].id.clone();
    let state = order("grant", json!({ "provider": "bankhub", "action": "paused", "grant": grant })).await;
    assert_eq!(state["providers"]["bankhub"]["grants"][0]["condition"], "grant_paused");
    let uri = "http://127.0.0.1:4999/other";
    order("redirect_uri", json!({ "provider": "flowaccount", "redirect_uri": uri })).await;
    assert_eq!(practice.authorize(&[("redirect_uri", uri)]).await.status, 200);
    let state = practice.get(&format!("{control}/state"), &[]).await.json();
    assert_eq!(state["providers"]["bankhub"]["counters"]["balance"], 2);
    assert!(!state.to_string().contains(&token));
}

#[tokio::test]
async fn orders_that_make_no_sense_are_refused_by_name() {
    let practice = Practice::start().await;
    let control = practice.sandbox.ready().control.clone();
    for (path, body, code) in [
        ("clock", json!({}), "bad_field"),
        ("fault", json!({ "provider": "bankhub", "fault": "nonsense" }), "bad_field"),
        ("fault", json!({ "provider": "bankhub", "fault": "invalid_grant_once" }), "does_not_apply"),
        ("fault", json!({ "provider": "nobody", "fault": "outage" }), "bad_field"),
        ("switch", json!({ "provider": "bankhub", "name": "x", "value": 1 }), "unknown_switch"),
        ("switch", json!({ "provider": "bankhub", "name": "rate_limit", "value": 1 }), "wrong_value"),
        ("grant", json!({ "provider": "bankhub", "action": "revoke", "grant": "x" }), "unknown_grant"),
        ("grant", json!({ "provider": "bankhub", "action": "expire_refresh_tokens" }), "does_not_apply"),
        ("refuse_next", json!({ "provider": "bankhub", "errorCode": "X", "status": 302 }), "wrong_status"),
        ("redirect_uri", json!({ "provider": "bankhub", "redirect_uri": "callback" }), "wrong_redirect"),
    ] {
        let reply = practice.post(&format!("{control}/{path}"), &[], &body).await;
        assert_eq!((reply.status, reply.json()["error"]["code"].clone()), (400, code.into()), "{path} {body}");
    }
}

#[tokio::test]
async fn the_page_shows_everything_and_its_forms_work() {
    let practice = Practice::start().await;
    practice.linked("sample-otp", "practice").await;
    let control = practice.sandbox.ready().control.clone();
    let page = practice.get(&control, &[]).await;
    let code = practice.dial.phone()[0].code.clone();
    for wanted in ["id=\"now\"", "id=\"bankhub-fault\"", "id=\"flowaccount-access_ttl\"", "grant.exchange", &code] {
        assert!(page.body.contains(wanted), "{wanted}");
    }
    let forms = [
        ("clock", vec![("advance_seconds", "60")]),
        ("fault", vec![("provider", "flowaccount"), ("fault", "outage"), ("repeat", "once")]),
        ("switch", vec![("provider", "bankhub"), ("name", "rate_limit"), ("value", "false")]),
    ];
    for (path, fields) in forms {
        let reply = practice.post_form(&format!("{control}/{path}"), &fields).await;
        assert_eq!(reply.status, 303);
        assert_eq!(format!("{}{}", origin(&control), reply.header("location")), format!("{control}/"));
    }
    assert_eq!(practice.dial.clock_offset(), 60);
    assert_eq!(practice.dial.switches(Bankhub)["rate_limit"], false);
    let active = practice.dial.fault(Flowaccount).unwrap();
    assert_eq!((active.fault, active.repeat), (Fault::Outage, Repeat::Once));
    let refused = practice.post_form(&format!("{control}/clock"), &[("advance_seconds", "<soon>")]).await;
    assert!(refused.status == 400 && refused.body.contains("role=\"alert\""));
}
