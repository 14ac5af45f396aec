//! Listening while a page of the provider's own is open: its site calls an address of ours by a picture, and sends the
//! browser to another in the end.
//!
//! Anybody can call them. Whatever asks gets the same white picture and learns nothing from it; what a call says is handed
//! to the one door, and the port is there no longer than the page is waited for.

use super::listener::{Door, address_of, busy};
use super::{Arrival, Received, Way};
use crate::Secret;
use crate::contract::Problem;
use crate::http::local_server;
use crate::provider::WayBack;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use url::{Position, Url};

/// How long a port that is still held is waited for: the page before may be letting go of it.
const PATIENCE: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(50);
/// How long the port stays, so that what was asked for last is still answered. Nothing is heard any more.
const AFTERGLOW: Duration = Duration::from_millis(300);

/// One white pixel, as a GIF.
const PICTURE: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;";

/// What a browser shows that was led back and goes nowhere from here.
const BACK_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Linkdesk</title>\
    <body style=\"font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem\">\
    <h1 style=\"font-size:1.25rem\">The page is done</h1><p>Go back to Linkdesk. You can close this page.</p>\
    <p lang=\"vi\">Trang đã xong. Hãy quay lại Linkdesk; bạn có thể đóng trang này.</p></body></html>";

/// An open ear. Deaf when it is dropped.
pub(super) struct Hearing {
    address: SocketAddr,
    server: AbortHandle,
}

impl Drop for Hearing {
    fn drop(&mut self) {
        let server = self.server.clone();
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(async move {
                tokio::time::sleep(AFTERGLOW).await;
                server.abort();
            })),
            Err(_) => server.abort(),
        }
    }
}

impl Hearing {
    /// Listens at the addresses of a page that leads back.
    pub(super) async fn open(back: &WayBack, door: Door) -> Result<Self, Problem> {
        let address = address_of(&back.callback)?;
        let socket = bind(address).await?;
        let back = Arc::new(back.clone());
        let answer = move |request| {
            let (back, door) = (back.clone(), door.clone());
            async move { answer(request, address, &back, &door).await }
        };
        let server = tokio::spawn(local_server::serve(socket, answer)).abort_handle();
        Ok(Self { address, server })
    }

    /// Where it listens.
    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Problem> {
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        match TcpListener::bind(address).await {
            Ok(socket) => return Ok(socket),
            Err(error) if error.kind() == ErrorKind::AddrInUse && tokio::time::Instant::now() < until => {
                tokio::time::sleep(PAUSE).await;
            }
            Err(error) => {
                return Err(Problem {
                    next: "End that program, then open the page again.".to_owned(),
                    ..busy(address, &error)
                });
            }
        }
    }
}

async fn answer(request: Request<Incoming>, address: SocketAddr, back: &WayBack, door: &Door) -> Response<Full<Bytes>> {
    if request.method() != Method::GET {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "text/plain", b"");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
        return response;
    }
    let uri = request.uri();
    let authority = &back.callback[Position::BeforeHost..Position::AfterPort];
    let (is_call, is_return) = (uri.path() == back.callback.path(), uri.path() == back.returns_to.path());
    if local_server::is_for(&request, authority) && (is_call || is_return) {
        let origin = back.callback.origin().ascii_serialization();
        let arrival = Arrival { address: Secret::from(format!("{origin}{uri}")), way: Way::Loopback(address) };
        let received = door(arrival).await;
        if is_return && matches!(received, Received::Taken(_)) {
            return led_back(back.goes_on.as_ref());
        }
    }
    plain(StatusCode::OK, "image/gif", PICTURE)
}

/// What the browser gets that was sent back to us: where it goes on to.
fn led_back(goes_on: Option<&Url>) -> Response<Full<Bytes>> {
    let place = goes_on.and_then(|place| HeaderValue::from_str(place.as_str()).ok());
    let Some(place) = place else {
        return plain(StatusCode::OK, "text/html; charset=utf-8", BACK_PAGE.as_bytes());
    };
    let mut response = plain(StatusCode::SEE_OTHER, "text/plain", b"");
    response.headers_mut().insert(LOCATION, place);
    response
}

fn plain(status: StatusCode, kind: &'static str, body: &'static [u8]) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(body)));
    *response.status_mut() = status;
    for (name, value) in [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
        // A picture that pages of other sites may show, or they would not call.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
