//! The listener for callbacks on loopback (RFC 8252 section 7.3): there while a session waits, gone a moment later.
//!
//! It answers one path of one host to plain GET requests and tells everybody else nothing. Waiting sessions of one
//! registration share it, because providers that compare redirect addresses exactly allow only one.

use super::{Arrival, Received, Way};
use crate::Secret;
use crate::contract::{Problem, ProblemCode};
use crate::http::local_server;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use url::{Host, Url};

/// How long the port stays after its last use, so that a browser can still fetch the page it was sent to.
const AFTERGLOW: Duration = Duration::from_millis(800);
/// Where a browser is sent after its callback was taken: without the code in its address.
const DONE: &str = "/done";

/// Takes an arrival. A closure, so that the listener knows nothing of sessions.
pub(super) type Door = Arc<dyn Fn(Arrival) -> Pin<Box<dyn Future<Output = Received> + Send>> + Send + Sync>;

/// The listeners that are open, by address.
#[derive(Default)]
pub(crate) struct Listeners(Mutex<HashMap<SocketAddr, Weak<Listener>>>);

/// A listener. The port closes when its last holder lets go.
struct Listener {
    address: SocketAddr,
    task: AbortHandle,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One session's share of a listener.
pub(super) struct Listening(Option<Arc<Listener>>);

impl Listening {
    /// Where it listens.
    pub(super) fn address(&self) -> Option<SocketAddr> {
        self.0.as_ref().map(|listener| listener.address)
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let listener = self.0.take();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                tokio::time::sleep(AFTERGLOW).await;
                drop(listener);
            });
        }
    }
}

impl Listeners {
    /// Listens on a redirect address, or shares the listener that is there already.
    pub(super) async fn listen(&self, redirect: &Url, door: Door) -> Result<Listening, Problem> {
        let address = address_of(redirect)?;
        if let Some(shared) = self.lock().get(&address).and_then(Weak::upgrade) {
            return Ok(Listening(Some(shared)));
        }
        let socket = TcpListener::bind(address).await.map_err(|error| busy(address, &error))?;
        let place = Arc::new(redirect.clone());
        let answer = move |request| {
            let (place, door) = (place.clone(), door.clone());
            async move { answer(request, address, &place, &door).await }
        };
        let task = tokio::spawn(local_server::serve(socket, answer)).abort_handle();
        let listener = Arc::new(Listener { address, task });
        self.lock().insert(address, Arc::downgrade(&listener));
        Ok(Listening(Some(listener)))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SocketAddr, Weak<Listener>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The socket address of a redirect address on this computer. `localhost` is listened for on 127.0.0.1.
pub(super) fn address_of(redirect: &Url) -> Result<SocketAddr, Problem> {
    let host = match redirect.host() {
        Some(Host::Ipv4(host)) if host.is_loopback() => Some(IpAddr::V4(host)),
        Some(Host::Ipv6(host)) if host.is_loopback() => Some(IpAddr::V6(host)),
        Some(Host::Domain("localhost")) => Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        _ => None,
    };
    match (host, redirect.port()) {
        (Some(host), Some(port)) => Ok(SocketAddr::new(host, port)),
        _ => Err(Problem::new(
            ProblemCode::NotSupported,
            "The registration's redirect address is not a port of this computer, so nothing can listen for the answer.",
            "Use the app's own window, or paste the address you end on.",
        )),
    }
}

pub(super) fn busy(address: SocketAddr, error: &std::io::Error) -> Problem {
    if error.kind() != ErrorKind::AddrInUse {
        return Problem::new(
            ProblemCode::PortBusy,
            format!("Linkdesk cannot listen on {address}: {}.", error.kind()),
            "Use the app's own window, or paste the address you end on.",
        )
        .about(address.port().to_string());
    }
    let holder =
        crate::link::port_holder(address).map_or_else(|| "another program".to_owned(), |name| format!("“{name}”"));
    Problem::new(
        ProblemCode::PortBusy,
        format!("Port {} is held by {holder}; the provider answers to exactly that port.", address.port()),
        "End that program, or use the app's own window, or paste the address you end on.",
    )
    .about(address.port().to_string())
}

async fn answer(request: Request<Incoming>, address: SocketAddr, place: &Url, door: &Door) -> Response<Full<Bytes>> {
    match read(&request, place) {
        Asked::Done => page(StatusCode::OK, DONE_PAGE),
        Asked::Callback(full) => match door(Arrival { address: full, way: Way::Loopback(address) }).await {
            Received::Taken(_) => {
                let mut response = page(StatusCode::SEE_OTHER, "");
                response.headers_mut().insert(LOCATION, hyper::header::HeaderValue::from_static(DONE));
                response
            }
            Received::Dropped => nothing(),
        },
        Asked::Nothing => nothing(),
    }
}

enum Asked {
    Callback(Secret),
    Done,
    Nothing,
}

/// What a request asks for.
fn read(request: &Request<Incoming>, place: &Url) -> Asked {
    let authority = &place[url::Position::BeforeHost..url::Position::AfterPort];
    let uri = request.uri();
    if request.method() != Method::GET || !local_server::is_for(request, authority) {
        return Asked::Nothing;
    }
    if uri.path() == place.path() {
        let origin = place.origin().ascii_serialization();
        return Asked::Callback(Secret::from(format!("{origin}{uri}")));
    }
    if uri.path() == DONE && uri.query().is_none() { Asked::Done } else { Asked::Nothing }
}

/// What a browser shows afterwards. It says what is known: the answer is here; whether it is any good is not.
const DONE_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Linkdesk</title>\
    <body style=\"font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem\">\
    <h1 style=\"font-size:1.25rem\">Linkdesk has the answer</h1><p>Go back to Linkdesk. You can close this page.</p>\
    <p lang=\"vi\">Linkdesk đã nhận được câu trả lời. Hãy quay lại Linkdesk; bạn có thể đóng trang này.</p></body></html>";

fn nothing() -> Response<Full<Bytes>> {
    page(StatusCode::NOT_FOUND, "")
}

fn page(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    use hyper::header::HeaderValue;
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'"));
    response
}
