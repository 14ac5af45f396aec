//! `linkdesk open` where a provider has several pages: Bảo Kim's sign-on site, and leaving it.

use crate::schema::check;
use crate::support::{OpenPage, Scene};
use linkdesk_sandbox::Provider;
use linkdesk_tests::person::client;
use linkdesk_tests::site::{load, see};
use serde_json::json;

/// An account that was linked by its password, and the field that gives the password.
async fn linked() -> (Scene, String, String) {
    let scene = Scene::new().await;
    let file = scene.home().join("typed");
    std::fs::write(&file, "practice\n").expect("it can be written");
    let password = format!("password=@{}", file.display());
    let fields = ["--field", "way=password", "--field", "username=sample-user", "--field", &password];
    let linked = scene.json(&[&["link", "baokim"], &fields[..]].concat()).await;
    let id = linked["connection"]["id"].as_str().expect("an id").to_owned();
    (scene, id, password)
}

#[tokio::test]
async fn the_signed_in_site_is_waited_for_until_it_leads_back() {
    let (scene, id, password) = linked().await;
    let fields = ["--field", "username=sample-user", "--field", &password];
    let mut command = scene.command(&[&["--json", "open", &id, "signed_in", "--route", "print"], &fields[..]].concat());
    command.env("LINKDESK_LOG", "trace");
    let page = OpenPage::of(command).await;
    let shown = load(&page.address).await;
    let secrets = [&page.address, &shown.picture].map(|address| {
        let (_, value) = address.query_pairs().next().expect("a ticket, a code");
        value.into_owned()
    });
    see(&shown.picture).await;
    let answer = client().get(shown.goes_to.clone()).send().await.expect("it listens");
    assert_eq!(answer.status(), 303, "on to the site");
    let ended = page.ended().await;
    let result = ended.json();
    check("opened_page", &result);
    assert_eq!((&result["page"], &result["route"]), (&json!("signed_in"), &json!("print")));
    for secret in secrets {
        assert!(!ended.stderr.contains(&secret), "{}", ended.stderr);
    }
    assert!(client().get(shown.picture).send().await.is_err(), "nobody listens any more");
    assert_eq!(scene.asked(Provider::Baokim, "oauth.token"), 1);
    let timeline = scene.json(&["timeline", &id]).await.to_string();
    assert!(timeline.contains("page_opened") && timeline.contains("signed_on"), "{timeline}");
}

#[tokio::test]
async fn which_page_is_said_where_there_are_several() {
    let (scene, id, _) = linked().await;
    for (named, code) in [(&["open", &id][..], "ambiguous_id"), (&["open", &id, "trading"][..], "unknown_id")] {
        let problem = scene.problem(&[named, &["--route", "print"]].concat(), 2, code).await;
        assert!(problem["next"].as_str().is_some_and(|next| next.contains("signed_in, sign_out")), "{problem}");
    }
    let shown = scene.run(&["show", &id]).await;
    assert!(shown.stdout.contains("pages") && shown.stdout.contains("signed_in, sign_out"), "{shown:?}");

    let page = scene.open(&["open", &id, "sign_out", "--route", "print"]).await;
    let shown = load(&page.address).await;
    let answer = client().get(shown.goes_to).send().await.expect("it listens");
    assert!(answer.text().await.expect("a text").contains("Go back to Linkdesk"));
    let ended = page.ended().await;
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(!ended.stderr.contains("give it to nobody"), "it signs nobody in: {ended:?}");
}
