//! A server on a port of this computer, for the few who may speak to it: patient with nobody, a few at a time.

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HOST, ORIGIN};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};

/// How long one connection may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many connections are served at once; a new one takes the place of the oldest.
const CONNECTIONS: usize = 4;
/// The longest request head that is read.
const MAX_HEAD: usize = 10 * 1024;

/// Answers until it is dropped.
pub(crate) async fn serve<Answer, Answering>(socket: TcpListener, answer: Answer)
where
    Answer: Fn(Request<Incoming>) -> Answering + Clone + Send + Sync + 'static,
    Answering: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    // Dropped with this task, and with it every connection.
    let mut connections = JoinSet::new();
    let mut oldest: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        tokio::select! {
            accepted = socket.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                oldest.retain(|connection| !connection.is_finished());
                if oldest.len() >= CONNECTIONS && let Some(first) = oldest.pop_front() {
                    first.abort();
                }
                oldest.push_back(connections.spawn(connection(stream, answer.clone())));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection<Answer, Answering>(stream: TcpStream, answer: Answer)
where
    Answer: Fn(Request<Incoming>) -> Answering + Send + Sync,
    Answering: Future<Output = Response<Full<Bytes>>> + Send,
{
    let service = service_fn(|request| {
        let answering = answer(request);
        async move { Ok::<_, Infallible>(answering.await) }
    });
    let conversation = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(MAX_HEAD)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service);
    // A broken or too slow connection is the other side's business.
    drop(tokio::time::timeout(PATIENCE, conversation).await);
}

/// Whether a request is meant for this host and port, and no page's script sent it. A foreign `Host` is a rebound name, an
/// `Origin` a script, an absolute target a proxy's.
pub(crate) fn is_for(request: &Request<Incoming>, authority: &str) -> bool {
    let hosts: Vec<_> = request.headers().get_all(HOST).iter().collect();
    let right_host = matches!(hosts.as_slice(), [host] if host.as_bytes() == authority.as_bytes());
    right_host && !request.headers().contains_key(ORIGIN) && request.uri().scheme().is_none()
}
