//! A place on this computer to which messages of providers can be forwarded, by a relay of the operator's own. There while
//! somebody listens, at a path that nobody can guess.

use crate::contract::{Problem, ProblemCode};
use crate::http::local_server;
use crate::random;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::{Method, Request, Response, StatusCode};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use zeroize::Zeroizing;

/// The largest message, in bytes. A real one has a few lines.
pub const LARGEST_HOOK: usize = 256 * 1024;
/// How many messages may wait. Whoever forwards tries again later.
const WAITING: usize = 16;

/// An open place for messages. It is closed when this is dropped.
pub struct HookEndpoint {
    address: String,
    messages: mpsc::Receiver<Zeroizing<String>>,
    server: AbortHandle,
}

impl Drop for HookEndpoint {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl HookEndpoint {
    /// Opens a place on this port; nought: any that is free.
    pub async fn open(port: u16) -> Result<Self, Problem> {
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let opened = async {
            let socket = TcpListener::bind(wanted).await?;
            let address = socket.local_addr()?;
            std::io::Result::Ok((socket, address))
        };
        let (socket, bound) = opened.await.map_err(|error| {
            let message = format!("Nothing can listen on {wanted}: {error}.");
            Problem::new(ProblemCode::PortBusy, message, "Name another port, or 0 for any that is free.")
                .about(port.to_string())
        })?;
        let path = format!("/hook/{}", random::token().expose());
        let address = format!("http://{bound}{path}");
        let (sender, messages) = mpsc::channel(WAITING);
        let place: Arc<(String, String)> = Arc::new((bound.to_string(), path));
        let answer = move |request| {
            let (place, sender) = (place.clone(), sender.clone());
            async move { status(take(request, &place.0, &place.1, &sender).await) }
        };
        let server = tokio::spawn(local_server::serve(socket, answer)).abort_handle();
        Ok(Self { address, messages, server })
    }

    /// Where messages are to be forwarded to.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The body of the next message, as it came.
    pub async fn next(&mut self) -> Zeroizing<String> {
        match self.messages.recv().await {
            Some(message) => message,
            // The server lives as long as this.
            None => std::future::pending().await,
        }
    }
}

/// Takes a message in. It was handed on, not believed: the answer says no more than that.
async fn take(
    request: Request<Incoming>,
    authority: &str,
    path: &str,
    sender: &mpsc::Sender<Zeroizing<String>>,
) -> StatusCode {
    if request.uri().path() != path || !local_server::is_for(&request, authority) {
        return StatusCode::NOT_FOUND;
    }
    if request.method() != Method::POST {
        return StatusCode::METHOD_NOT_ALLOWED;
    }
    let Ok(body) = Limited::new(request.into_body(), LARGEST_HOOK).collect().await else {
        return StatusCode::PAYLOAD_TOO_LARGE;
    };
    let Ok(text) = String::from_utf8(body.to_bytes().to_vec()) else { return StatusCode::BAD_REQUEST };
    match sender.try_send(Zeroizing::new(text)) {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn status(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = status;
    response
}
