//! Registration files, good and bad.

use super::*;
use crate::provider::room;

const GOOD: &str = r#"
environment = "custom"
[endpoints]
authorize = "http://127.0.0.1:4000/connect/authorize"
token = "http://127.0.0.1:4000/test/token"
api = "http://127.0.0.1:4000/test"
[client]
id = "sample-client"
secret = "canary-secret"
redirect_uri = "http://127.0.0.1:4100/callback"
"#;

fn read(text: &str) -> Result<Registration, Invalid> {
    parse(room(ProviderId::Flowaccount).spec(), "default", text, false)
}

#[test]
fn a_complete_file_is_taken_and_comes_back_the_same() {
    let registration = read(GOOD).expect("it is complete");
    assert_eq!(registration.below("api", "/company/info").as_str(), "http://127.0.0.1:4000/test/company/info");
    assert_eq!(registration.routes(), [Route::Window, Route::Browser, Route::Print, Route::Paste]);
    let again = read(&registration.to_toml()).expect("what we write we read");
    let spec = room(ProviderId::Flowaccount).spec();
    assert_eq!(again.binding(spec), registration.binding(spec), "nothing is lost on the way through the store");
    assert!(!format!("{registration:?}").contains("canary"), "a secret is never printed");
}

#[test]
fn what_is_wrong_is_named_by_its_field() {
    for (from, to, field) in [
        ("http://127.0.0.1:4000/test/token", "http://api.example.com/token", "endpoints.token"),
        ("http://127.0.0.1:4000/test/token", "ftp://127.0.0.1/token", "endpoints.token"),
        ("http://127.0.0.1:4000/test/token", "https://user:pass@api.example.com/token", "endpoints.token"),
        ("http://127.0.0.1:4000/test/token", "https://api.example.com/$(touch)/token", "endpoints.token"),
        ("http://127.0.0.1:4000/test/token", "https://api.example.com/a b", "endpoints.token"),
        ("http://127.0.0.1:4000/test/token", "https://api.example.com/token?x=1", "endpoints.token"),
        ("token = \"http://127.0.0.1:4000/test/token\"\n", "", "endpoints.token"),
        ("id = \"sample-client\"\n", "", "client.id"),
        ("secret = \"canary-secret\"", "secret = \"\"", "client.secret"),
        ("secret = \"canary-secret\"", "secret = 5", "client.secret"),
        ("secret = \"canary-secret\"", "secret = \"a\\nb\"", "client.secret"),
        ("http://127.0.0.1:4100/callback", "http://elsewhere.example.com/callback", "client.redirect_uri"),
        ("http://127.0.0.1:4100/callback", "javascript:alert(1)", "client.redirect_uri"),
        ("environment = \"custom\"", "environment = \"live\"", "environment"),
        ("environment = \"custom\"", "environment = \"sandbox\"", "endpoints"),
        ("environment = \"custom\"", "environment = \"production\"", "environment"),
        ("[client]", "[client]\nsecrets = \"x\"", "client.secrets"),
        ("environment = \"custom\"", "environment = \"custom\"\ncolour = \"red\"", "colour"),
        ("environment = \"custom\"", "environment = \"custom\"\npage_hosts = [\"https://x\"]", "page_hosts"),
        ("[endpoints]", "[endpoints", "the file"),
    ] {
        let error = read(&GOOD.replace(from, to)).expect_err("it cannot be used");
        assert_eq!(error.field, field, "{to:?}");
        assert!(!error.to_string().contains("canary"), "a message never repeats a secret");
    }
}

#[test]
fn practice_speaks_only_to_this_computer() {
    let far = GOOD.replace("http://127.0.0.1:4000/test\"", "https://api.example.com/test\"");
    let error = parse(room(ProviderId::Flowaccount).spec(), "default", &far, true).expect_err("a host out there");
    assert_eq!(error.field, "endpoints.api");
    assert!(read(&far).is_ok(), "outside practice it is a host like any other");
}

#[test]
fn a_redirect_elsewhere_leaves_window_and_paste() {
    let https =
        read(&GOOD.replace("http://127.0.0.1:4100/callback", "https://relay.example.com/callback")).expect("allowed");
    assert_eq!(https.routes(), [Route::Window, Route::Paste], "nothing here can listen on another host");
}
