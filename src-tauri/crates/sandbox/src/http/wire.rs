//! The connection itself, so that a fault can cut it or slow it down where a response could not.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep_until};

/// What the connection does to the next answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wire {
    /// Closes without a byte.
    Drop,
    /// Sends the head and this many bytes of the body, then closes.
    CutAfter(usize),
    /// Sends the head, then the body in small pieces over this time. `left` counts the bytes not yet sent.
    Trickle { pause: Duration, piece: usize, left: usize },
}

/// A hold on the connection that a call came over.
#[derive(Clone, Default)]
pub(crate) struct WireHold(Arc<Mutex<Option<Wire>>>);

impl WireHold {
    /// Makes the connection do this to the answer that is written next.
    pub(crate) fn set(&self, wire: Option<Wire>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = wire;
    }

    fn get(&self) -> Option<Wire> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A listener whose connections can be held.
pub(crate) struct WireListener(pub(crate) TcpListener);

impl Listener for WireListener {
    type Io = WireStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (WireStream, SocketAddr) {
        let (tcp, address) = Listener::accept(&mut self.0).await;
        (WireStream { tcp, hold: WireHold::default(), pause: None }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, WireListener>> for WireHold {
    fn connect_info(stream: IncomingStream<'_, WireListener>) -> Self {
        stream.io().hold.clone()
    }
}

/// A TCP connection that can be cut or slowed down.
pub(crate) struct WireStream {
    tcp: TcpStream,
    hold: WireHold,
    pause: Option<Pin<Box<Sleep>>>,
}

impl WireStream {
    fn write(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write(context, bytes)
    }

    /// Writes no more than `most` bytes of the body, or the head whole.
    fn write_some(&mut self, context: &mut Context<'_>, bytes: &[u8], most: usize) -> Poll<io::Result<(usize, usize)>> {
        let head = head_length(bytes);
        let end = bytes.len().min(head + most);
        self.write(context, &bytes[..end]).map_ok(|written| (written, written.saturating_sub(head)))
    }
}

/// How many bytes at the start of what is written are the head of an answer. The server writes a head in one piece.
fn head_length(bytes: &[u8]) -> usize {
    let is_head = bytes.starts_with(b"HTTP/1.");
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    if is_head { end.map_or(0, |position| position + 4) } else { 0 }
}

impl AsyncRead for WireStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(context, into)
    }
}

impl AsyncWrite for WireStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.hold.get() {
            None => self.write(context, bytes),
            Some(Wire::Drop | Wire::CutAfter(0)) => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
            Some(Wire::CutAfter(left)) => self.write_some(context, bytes, left).map_ok(|(written, of_body)| {
                self.hold.set(Some(Wire::CutAfter(left - of_body)));
                written
            }),
            Some(Wire::Trickle { pause, piece, left }) => {
                if let Some(sleep) = &mut self.pause {
                    if sleep.as_mut().poll(context).is_pending() {
                        return Poll::Pending;
                    }
                    self.pause = None;
                }
                self.write_some(context, bytes, piece.min(left)).map_ok(|(written, of_body)| {
                    let left = left - of_body;
                    let more = left > 0;
                    self.hold.set(more.then_some(Wire::Trickle { pause, piece, left }));
                    self.pause = more.then(|| Box::pin(sleep_until(Instant::now() + pause)));
                    written
                })
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}
