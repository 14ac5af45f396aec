//! The trading page that a partner frames: it redeems the one-time token of its address and says who is signed in.

use super::samples::COMPANY_ID;
use super::{Scene, behind_locale};
use crate::Provider;
use crate::html::{band_of, scripted_document};
use crate::http::{Answer, Call};
use axum::http::header;

/// What the page does: as the guide asks it exchanges its token, and answers the messages of the public front end. It
/// keeps nothing, so that it works in a frame where a browser keeps nothing for it.
const SCRIPT: &str = include_str!("home.js");

/// Answers the trading page; `None`: it is another page.
pub(super) fn answer(call: &Call, scene: &mut Scene<'_>) -> Option<Answer> {
    let (method, path) = call.target();
    if method != "GET" || behind_locale(path) != Some("home") {
        return None;
    }
    scene.desk.count("home");
    let may_be_framed = !scene.desk.flag("refuses_framing");
    let main = format!(
        "<h1>Practice trading</h1><p class=\"quiet\">Nothing is traded here, and no price is shown.</p>\
         <p id=\"opening\" role=\"status\" data-exchange=\"{}\" data-ready=\"{}\" data-company=\"{COMPANY_ID}\">Signing in</p>\
         <noscript><p class=\"error\">This page needs scripts.</p></noscript>",
        scene.desk.word("page_exchange"),
        scene.desk.flag("ready_message")
    );
    let band = band_of(Provider::Headline);
    let answer = scripted_document("Practice trading", &band, &main, SCRIPT, may_be_framed);
    Some(if may_be_framed { answer } else { answer.with(header::X_FRAME_OPTIONS, "DENY") })
}
