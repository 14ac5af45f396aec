//! Providers that misbehave on the wire: redirects, endless bodies, foreign certificates. Nothing leaks, nothing hangs.

use linkdesk_core::contract::{ProblemCode, ProviderId, SessionState, SessionView};
use linkdesk_tests::workbench::{Workbench, link, with_parameter};
use rcgen::generate_simple_self_signed;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use ProviderId::Flowaccount;

/// A server that reads a request and then does what it is told. Gives its port and how many came.
async fn server<F>(then: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> (u16, Arc<AtomicUsize>)
where
    F: Future<Output = ()> + Send + 'static,
{
    let socket = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let port = socket.local_addr().expect("an address").port();
    let visits = Arc::new(AtomicUsize::new(0));
    let counted = visits.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = socket.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(then(stream));
        }
    });
    (port, visits)
}

/// Reads a request's head and body, as far as it comes at once.
async fn read_request(stream: &mut TcpStream) {
    let mut buffer = vec![0; 16 * 1024];
    drop(stream.read(&mut buffer).await);
}

/// Answers every request with these bytes.
async fn answering(answer: String) -> (u16, Arc<AtomicUsize>) {
    let answer = Arc::new(answer);
    server(move |mut stream| {
        let answer = answer.clone();
        async move {
            read_request(&mut stream).await;
            drop(stream.write_all(answer.as_bytes()).await);
            drop(stream.shutdown().await);
        }
    })
    .await
}

/// Links against a token endpoint at this address and gives how the session ended.
async fn redeem_at(token: &str) -> (Workbench, SessionView) {
    let bench = Workbench::new().await;
    let right = bench.registration(Flowaccount);
    let line = right.lines().find(|line| line.starts_with("token")).expect("it has a token endpoint");
    bench.register(Flowaccount, &right.replace(line, &format!("token = \"{token}\""))).await.expect("it is sound");
    let (session, page) = bench.begin(link(Flowaccount)).await;
    let state =
        page.address.expose().query_pairs().find(|(name, _)| name == "state").map(|(_, value)| value.into_owned());
    let callback = with_parameter(&page.returns_to, "code", Some("practice-code"));
    bench.arrive(session, with_parameter(&callback, "state", state.as_deref()).as_str()).await;
    let view = bench.desk.over(session).await.expect("remembered");
    (bench, view)
}

#[tokio::test]
async fn no_redirect_of_a_token_endpoint_is_followed() {
    let (elsewhere, visits) = answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_owned()).await;
    for status in [301, 302, 303, 307, 308] {
        for target in [
            format!("http://127.0.0.1:{elsewhere}/token"),
            format!("http://localhost:{elsewhere}/token"),
            "/again".to_owned(),
        ] {
            let (port, _) =
                answering(format!("HTTP/1.1 {status} Go\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n")).await;
            let (_bench, view) = redeem_at(&format!("http://127.0.0.1:{port}/token")).await;
            assert_eq!(view.state, SessionState::Failed, "{status} to {target}");
        }
    }
    assert_eq!(visits.load(Ordering::SeqCst), 0, "the stranger sees no byte");
}

#[tokio::test]
async fn an_endless_body_ends_at_a_mebibyte() {
    let (port, _) = server(|mut stream| async move {
        read_request(&mut stream).await;
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2147483648\r\n\r\n").await);
        let block = vec![b'x'; 64 * 1024];
        while stream.write_all(&block).await.is_ok() {}
    })
    .await;
    let start = Instant::now();
    let (_bench, view) = redeem_at(&format!("http://127.0.0.1:{port}/token")).await;
    assert_eq!(view.problem.map(|problem| problem.code), Some(ProblemCode::UnexpectedAnswer));
    assert!(start.elapsed() < Duration::from_secs(20), "it stopped reading");
}

#[tokio::test]
async fn a_huge_head_or_packed_garbage_is_no_answer() {
    let head = format!("HTTP/1.1 200 OK\r\nx-filler: {}\r\ncontent-length: 2\r\n\r\n{{}}", "x".repeat(1024 * 1024));
    let packed = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 6\r\n\r\n\u{1f}bomb!".to_owned();
    let nothing = "HTTP/1.1 204 No Content\r\n\r\n".to_owned();
    for answer in [head, packed, nothing] {
        let (port, _) = answering(answer).await;
        let (bench, view) = redeem_at(&format!("http://127.0.0.1:{port}/token")).await;
        assert_eq!(view.state, SessionState::Failed);
        assert!(bench.desk.connections().await.expect("the list opens").is_empty(), "nothing is kept");
    }
}

#[tokio::test]
async fn one_byte_a_second_ends_at_the_deadline() {
    let (port, _) = server(|mut stream| async move {
        read_request(&mut stream).await;
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n").await);
        while stream.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    })
    .await;
    let start = Instant::now();
    let (_bench, view) = redeem_at(&format!("http://127.0.0.1:{port}/token")).await;
    assert_eq!(view.problem.map(|problem| problem.code), Some(ProblemCode::OutcomeUnknown));
    assert!(start.elapsed() < Duration::from_secs(40), "30 seconds in all, whatever trickles in");
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_refused_before_a_byte_of_the_request() {
    let certified =
        generate_simple_self_signed(vec!["localhost".to_owned(), "127.0.0.1".to_owned()]).expect("a certificate");
    let key = PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(tokio_rustls::rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("protocol versions")
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key.into())
        .expect("a certificate and its key");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let heard = Arc::new(AtomicUsize::new(0));
    let counted = heard.clone();
    let (port, visits) = server(move |stream| {
        let (acceptor, counted) = (acceptor.clone(), counted.clone());
        async move {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let mut byte = [0];
                counted.fetch_add(stream.read(&mut byte).await.unwrap_or(0), Ordering::SeqCst);
            }
        }
    })
    .await;
    for host in ["127.0.0.1", "localhost"] {
        let (_bench, view) = redeem_at(&format!("https://{host}:{port}/token")).await;
        assert_eq!(view.problem.map(|problem| problem.code), Some(ProblemCode::TlsRefused), "{host}");
    }
    assert!(visits.load(Ordering::SeqCst) >= 2, "it was asked");
    assert_eq!(heard.load(Ordering::SeqCst), 0, "and heard nothing");
}

#[tokio::test]
async fn nobody_there_is_offline_and_nothing_else() {
    let socket = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let port = socket.local_addr().expect("an address").port();
    drop(socket);
    let (_bench, view) = redeem_at(&format!("http://127.0.0.1:{port}/token")).await;
    assert_eq!(view.problem.map(|problem| problem.code), Some(ProblemCode::Offline));
}

#[tokio::test]
async fn a_providers_words_are_one_line_of_plain_text() {
    let words = "<img src=x onerror=alert(1)>\\u202Egnp\\u0000\\n\\u001b[31m".to_owned() + &"x".repeat(10_000);
    let body = format!("{{\"error\":\"invalid_client\",\"error_description\":\"{words}\"}}");
    let (port, _) = answering(format!("HTTP/1.1 400 Bad\r\ncontent-length: {}\r\n\r\n{body}", body.len())).await;
    let (_bench, view) = redeem_at(&format!("http://127.0.0.1:{port}/token")).await;
    let said = view.problem.and_then(|problem| problem.provider_message).expect("its words are kept");
    assert!(said.chars().count() <= 200, "cut");
    assert!(!said.chars().any(|character| character.is_control() || character == '\u{202E}'), "{said:?}");
}
