//! One origin: accepts calls on loopback and hands them to its provider, or to the control page.

use super::wire::{WireHold, WireListener};
use super::{Answer, Call, faulty, parts_of};
use crate::world::World;
use crate::{Provider, control};
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::response::Response;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The most a call may carry, in bytes; the pages and calls of all providers stay far below it, but for pictures.
const LARGEST_BODY: usize = 256 * 1024;
/// The most a call with files may carry, in bytes.
const LARGEST_FILES: usize = 16 * 1024 * 1024;

/// One origin.
pub(crate) struct Server {
    pub(crate) provider: Provider,
    pub(crate) address: SocketAddr,
    /// The path of the control page, on the one origin that has it.
    pub(crate) control: Option<String>,
    pub(crate) world: Arc<World>,
}

/// Serves until the channel says stop.
pub(crate) fn serve(server: Server, listener: TcpListener, mut stop: watch::Receiver<bool>) -> JoinHandle<()> {
    let service =
        Router::new().fallback(answer).with_state(Arc::new(server)).into_make_service_with_connect_info::<WireHold>();
    tokio::spawn(async move {
        let stopped = async move {
            // An error means that the sender is gone, which is the end as well.
            let _ = stop.wait_for(|stop| *stop).await;
        };
        if let Err(error) = axum::serve(WireListener(listener), service).with_graceful_shutdown(stopped).await {
            tracing::error!(%error, "a practice provider stopped listening");
        }
    })
}

async fn answer(
    State(server): State<Arc<Server>>,
    ConnectInfo(hold): ConnectInfo<WireHold>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let media_type = head.headers.get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    let largest = if media_type.starts_with(b"multipart/") { LARGEST_FILES } else { LARGEST_BODY };
    let Ok(body) = axum::body::to_bytes(body, largest).await else { return Answer::empty(413).into() };
    let parts = parts_of(&head.headers, &body).await;
    let call = Call::new(head.method, &head.uri, head.headers, body, parts);
    server.answer(&call, &hold).into()
}

impl Server {
    fn answer(&self, call: &Call, hold: &WireHold) -> Answer {
        if !self.is_named_by(call) {
            return Answer::empty(421);
        }
        hold.set(None);
        let answer = self.world.change(|memory| {
            if let Some(answer) = self.answer_control(call, memory) {
                return answer;
            }
            if let Some(endpoint) = self.provider.endpoint(call) {
                return faulty::answer(self.provider, endpoint, call, memory, hold);
            }
            self.provider.answer_page(call, memory).unwrap_or_else(|| Answer::empty(404))
        });
        answer.unwrap_or_else(|error| {
            tracing::error!(%error, "the practice state could not be saved");
            hold.set(None);
            Answer::empty(500)
        })
    }

    /// A name that a page elsewhere made point to this computer is refused (DNS rebinding).
    fn is_named_by(&self, call: &Call) -> bool {
        let host = call.header(header::HOST.as_str()).unwrap_or_default();
        host == self.address.to_string() || host == format!("localhost:{}", self.address.port())
    }

    fn answer_control(&self, call: &Call, memory: &mut crate::world::Memory) -> Option<Answer> {
        let (_, path) = call.target();
        let rest = path.strip_prefix('/')?.strip_prefix(self.control.as_deref()?)?;
        control::answer(call, rest, self.control.as_deref()?, memory)
    }
}
