//! The page of ours around a page that its provider's document has framed: one frame, no script, shown once.
//!
//! It comes from a scheme of its own at a path that serves a single time, to the one window it was made for. The window
//! has no capability, the page's policy allows no script and one frame, and the frame may neither lead the window away
//! nor open another one.

use linkdesk_core::link::{PageAddress, single_use_path};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager as _, Url};

/// The scheme of these pages.
pub(crate) const SCHEME: &str = "linkdesk-frame";
/// What the framed page may do. Not among it: leading the window away, opening others, downloads.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-forms";

/// The pages that wait to be shown, by their path.
#[derive(Default)]
pub(crate) struct Frames(Mutex<HashMap<String, Framed>>);

struct Framed {
    /// The window that it was made for.
    window: String,
    address: PageAddress,
}

impl Frames {
    /// Makes the page around an address for a window. Gives its own address.
    pub(super) fn around(&self, window: &str, address: PageAddress) -> Option<Url> {
        let path = single_use_path();
        let place = if cfg!(any(windows, target_os = "android")) {
            format!("http://{SCHEME}.localhost/{path}")
        } else {
            format!("{SCHEME}://localhost/{path}")
        };
        let framed = Framed { window: window.to_owned(), address };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path, framed);
        Url::parse(&place).ok()
    }

    /// Forgets what was made for a window and never shown.
    pub(super) fn forget(&self, window: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, framed| framed.window != window);
    }

    /// Takes the page at a path, if this window may have it.
    fn take(&self, window: &str, path: &str) -> Option<PageAddress> {
        let mut frames = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        frames.get(path).filter(|framed| framed.window == window)?;
        frames.remove(path).map(|framed| framed.address)
    }
}

/// Answers a request for such a page.
pub(crate) fn serve(app: &AppHandle, window: &str, request: &Request<Vec<u8>>) -> Response<Cow<'static, [u8]>> {
    let path = request.uri().path().trim_start_matches('/');
    let frames = app.state::<Frames>();
    match frames.take(window, path) {
        Some(address) => answer(StatusCode::OK, &policy(address.expose(), path), page(address.expose(), path)),
        None => answer(StatusCode::NOT_FOUND, "default-src 'none'", String::new()),
    }
}

fn answer(status: StatusCode, policy: &str, page: String) -> Response<Cow<'static, [u8]>> {
    let mut response = Response::new(Cow::Owned(page.into_bytes()));
    *response.status_mut() = status;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        // What no header can hold is left out: then the page shows nothing.
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// One frame, from one origin. The path is as secret as a nonce has to be, and serves once as well.
fn policy(framed: &Url, path: &str) -> String {
    format!(
        "default-src 'none'; frame-src {}; style-src 'nonce-{path}'; base-uri 'none'; form-action 'none'",
        framed.origin().ascii_serialization()
    )
}

fn page(framed: &Url, path: &str) -> String {
    let address = framed.as_str().replace('&', "&amp;").replace('"', "&quot;");
    let name = framed.host_str().unwrap_or_default();
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>Linkdesk</title>\
         <style nonce=\"{path}\">html,body{{margin:0;height:100%;overflow:hidden}}\
         iframe{{display:block;border:0;width:100%;height:100%}}</style></head>\
         <body><iframe title=\"{name}\" src=\"{address}\" sandbox=\"{SANDBOX}\" referrerpolicy=\"no-referrer\"></iframe>\
         </body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> PageAddress {
        PageAddress::new(
            Url::parse("https://www.example.com/en-US/home?tsource=sample&x=\"><script>").expect("an address"),
        )
    }

    #[test]
    fn a_page_is_shown_once_and_only_in_its_window() {
        let frames = Frames::default();
        let own = frames.around("provider-a", address()).expect("an address");
        let path = own.path().trim_start_matches('/');
        assert!(path.len() >= 32 && !own.as_str().contains("sample"), "{own}");
        assert!(frames.take("provider-b", path).is_none() && frames.take("main", path).is_none());
        assert!(frames.take("provider-a", path).is_some(), "its own window was not kept from it by the others");
        assert!(frames.take("provider-a", path).is_none(), "once");
        let own = frames.around("provider-a", address()).expect("an address");
        frames.forget("provider-a");
        assert!(frames.take("provider-a", own.path().trim_start_matches('/')).is_none());
    }

    #[test]
    fn it_has_one_frame_and_no_script() {
        let framed = address();
        let policy = policy(framed.expose(), "n");
        assert!(policy.starts_with("default-src 'none'; frame-src https://www.example.com; "), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
        let page = page(framed.expose(), "n");
        assert_eq!((page.matches("<iframe").count(), page.matches("<script").count()), (1, 0), "{page}");
        assert!(
            page.contains("tsource=sample&amp;x=%22%3E%3Cscript%3E\""),
            "nothing breaks out of the address: {page}"
        );
        assert!(
            page.contains("referrerpolicy=\"no-referrer\"") && !page.contains("allow-top") && !page.contains("popups")
        );
    }
}
