//! Sign-ins that are kept for one customer's accounts with one provider, within one run of the desk.
//!
//! Each has a store of cookies of its own, in memory alone: no other sign-in, no other window and no file ever holds it.
//! It lives in a page that nobody sees; a window made beside that page shares its store. When the page goes, the store
//! goes, and so it does when the program ends, however it ends.

use gtk::gio::Cancellable;
use gtk::glib::TimeSpan;
use linkdesk_core::link::KeptSignIn;
use std::cell::RefCell;
use std::collections::HashMap;
use tauri::AppHandle;
use webkit2gtk::{
    WebContext, WebContextExt as _, WebView, WebViewExt as _, WebsiteDataManagerExtManual as _, WebsiteDataTypes,
};

thread_local! {
    /// The pages that nobody sees. They belong to the main thread, as every page does.
    static PAGES: RefCell<HashMap<KeptSignIn, WebView>> = RefCell::default();
}

/// The page beside which the windows of this sign-in are made. On the main thread only; elsewhere it is another one.
pub(super) fn page(kept: KeptSignIn) -> WebView {
    PAGES.with_borrow_mut(|pages| pages.entry(kept).or_insert_with(empty).clone())
}

fn empty() -> WebView {
    WebView::builder().web_context(&WebContext::new_ephemeral()).build()
}

/// Destroys the store of this sign-in.
pub(super) fn forget(app: &AppHandle, kept: KeptSignIn) {
    let done = app.run_on_main_thread(move || {
        let page = PAGES.with_borrow_mut(|pages| pages.remove(&kept));
        // A window that is still open holds the store until it closes: it is emptied at once.
        if let Some(cookies) = page.and_then(|page| page.context()).and_then(|context| context.website_data_manager()) {
            cookies.clear(WebsiteDataTypes::ALL, TimeSpan::from_seconds(0), Cancellable::NONE, |_| {});
        }
    });
    if let Err(error) = done {
        tracing::warn!(%error, "a kept sign-in goes only with the program");
    }
}
