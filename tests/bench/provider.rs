//! A provider that takes its time: it answers each renewal a tenth of a second later with the next token, and takes each
//! token once.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::form_urlencoded;

/// How long an answer takes.
pub(crate) const LATENCY: Duration = Duration::from_millis(100);

#[derive(Default)]
pub(crate) struct Asked {
    requests: AtomicU64,
    taken: Mutex<HashSet<String>>,
}

impl Asked {
    /// How many requests came.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}

/// Starts it. Gives its origin, and what it is asked.
pub(crate) async fn start() -> (String, Arc<Asked>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::<Asked>::default();
    let all = asked.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, all.clone()));
        }
    });
    (origin, asked)
}

/// One connection, kept open for request after request.
async fn serve(stream: TcpStream, asked: Arc<Asked>) {
    let mut stream = BufReader::new(stream);
    while let Some(body) = request(&mut stream).await {
        let number = asked.requests.fetch_add(1, Ordering::Relaxed);
        let token = form_urlencoded::parse(&body)
            .find(|(name, _)| name == "refresh_token")
            .map(|(_, value)| value.into_owned());
        let first = token.is_some_and(|token| asked.taken.lock().expect("nobody panics with it").insert(token));
        tokio::time::sleep(LATENCY).await;
        let (status, answer) = if first {
            let (access, refresh) = ("a".repeat(900), format!("{number}-{}", "r".repeat(60)));
            (
                "200 OK",
                format!(
                    r#"{{"access_token":"{access}","refresh_token":"{refresh}","expires_in":3600,"token_type":"Bearer"}}"#
                ),
            )
        } else {
            ("400 Bad Request", r#"{"error":"invalid_grant"}"#.to_owned())
        };
        let head =
            format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", answer.len());
        if stream.write_all((head + &answer).as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The body of the next request; `None`: there is none.
async fn request(stream: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(body)
}
