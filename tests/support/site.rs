//! A browser at the practice sign-on site: it loads a page's picture, and goes where the page leads.

use crate::person::client;
use url::Url;

/// What a browser finds on a page of the site: the picture that it loads, and where it goes on to.
pub struct Shown {
    /// What the page calls by showing it.
    pub picture: Url,
    /// Where the page leads.
    pub goes_to: Url,
}

/// Opens a page.
pub async fn load(page: &Url) -> Shown {
    let answer = client().get(page.clone()).send().await.expect("the page answers");
    let refresh = answer.headers().get("refresh").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let text = answer.text().await.expect("a text");
    let goes_to = refresh.split_once("url=").expect("it leads on").1;
    let picture = text.split("<img id=\"ping\" src=\"").nth(1).and_then(|rest| rest.split('"').next());
    let picture = picture.expect("a picture").replace("&amp;", "&");
    Shown { picture: picture.parse().expect("an address"), goes_to: goes_to.parse().expect("an address") }
}

/// Loads a picture as a page does: it is white, whatever became of the call.
pub async fn see(picture: &Url) {
    let answer = client().get(picture.clone()).send().await.expect("a picture");
    assert_eq!((answer.status().as_u16(), answer.headers()["content-type"].as_bytes()), (200, &b"image/gif"[..]));
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let bytes = answer.bytes().await.expect("its bytes");
    assert!(bytes.starts_with(b"GIF89a\x01\0\x01\0") && bytes[13..16] == [0xff; 3], "one white pixel: {bytes:?}");
}
