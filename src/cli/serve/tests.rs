//! The listener, from the other side of real sockets.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Extension;
use axum::routing::{get, post};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::listener::Place;
use super::proxy::TrustedProxies;
use super::server::{Limits, Server, ServerSettings};
use super::shutdown::Shutdown;
use super::tls::TlsFiles;
use crate::domain::client_address::ClientAddress;

const FIRST: [&str; 2] = [include_str!("testdata/first.crt"), include_str!("testdata/first.key")];
const SECOND: [&str; 2] = [include_str!("testdata/second.crt"), include_str!("testdata/second.key")];

struct Running {
    address: SocketAddr,
    shutdown: Shutdown,
    task: JoinHandle<()>,
}

fn limits() -> Limits {
    Limits {
        head: Duration::from_millis(400),
        body: Duration::from_millis(600),
        idle: Duration::from_millis(800),
        grace: Duration::from_secs(2),
        certificate_check: Duration::from_millis(50),
        ..Limits::default()
    }
}

fn settings() -> ServerSettings {
    ServerSettings {
        listen: vec!["127.0.0.1:0".parse().unwrap()],
        tls: None,
        trusted_proxies: TrustedProxies::default(),
        limits: limits(),
    }
}

fn router() -> Router {
    Router::new()
        .route("/", get(async || "hello"))
        .route(
            "/slow",
            get(async || {
                sleep(Duration::from_millis(500)).await;
                "done"
            }),
        )
        .route("/whole", post(async |body: bytes::Bytes| body.len().to_string()))
        .route("/panic", get(async || -> String { panic!("a bug") }))
        .route(
            "/who",
            get(async |Extension(ClientAddress { ip, https }): Extension<ClientAddress>| {
                format!("{ip} {https}")
            }),
        )
}

fn run(settings: ServerSettings) -> Running {
    let server = Server::open(settings).unwrap();
    let address = server.addresses().first().copied().unwrap_or_else(|| "127.0.0.1:1".parse().unwrap());
    let shutdown = Shutdown::default();
    let task = tokio::spawn(server.run(router(), shutdown.clone()));
    Running { address, shutdown, task }
}

fn request(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: here\r\n{more}connection: close\r\n\r\n")
}

/// Says `words` and listens to the end.
async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, words: &str) -> String {
    stream.write_all(words.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    let _ = timeout(Duration::from_secs(5), stream.read_to_end(&mut heard)).await.expect("an end");
    String::from_utf8_lossy(&heard).into_owned()
}

async fn connect(running: &Running) -> TcpStream {
    TcpStream::connect(running.address).await.unwrap()
}

/// How long the server keeps a connection on which the client behaves as `behaviour` does.
async fn patience(mut stream: TcpStream) -> Duration {
    let begun = Instant::now();
    let _ = timeout(Duration::from_secs(5), stream.read_to_end(&mut Vec::new())).await.expect("an end");
    begun.elapsed()
}

async fn connect_tls(
    address: SocketAddr,
    trusted: &str,
    protocol: &[u8],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(trusted.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![protocol.to_vec()];
    let stream = TcpStream::connect(address).await?;
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from("localhost").unwrap(), stream).await
}

fn write_pair(directory: &Path, pair: [&str; 2]) -> TlsFiles {
    let files = TlsFiles { certificate: directory.join("node.crt"), key: directory.join("node.key") };
    fs::write(&files.certificate, pair[0]).unwrap();
    fs::write(&files.key, pair[1]).unwrap();
    files
}

#[tokio::test]
async fn several_places_answer_alike() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("node.sock");
    let listen = vec!["127.0.0.1:0".parse().unwrap(), Place::Unix(path.clone())];
    let running = run(ServerSettings { listen, ..settings() });
    assert!(talk(connect(&running).await, &request("/", "")).await.ends_with("hello"));
    assert!(talk(UnixStream::connect(path).await.unwrap(), &request("/", "")).await.ends_with("hello"));
}

#[tokio::test]
async fn http_2_is_spoken_with_and_without_tls() {
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let directory = tempfile::tempdir().unwrap();
    let tls = run(ServerSettings { tls: Some(write_pair(directory.path(), FIRST)), ..settings() });
    let mut secure = connect_tls(tls.address, FIRST[0], b"h2").await.unwrap();
    assert_eq!(secure.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
    let mut plain = connect(&run(settings())).await;
    for stream in [&mut secure as &mut dyn Both, &mut plain] {
        stream.write_all(preface.as_bytes()).await.unwrap();
        let mut frame = [0; 9];
        stream.read_exact(&mut frame).await.unwrap();
        assert_eq!(frame[3], 4, "the first frame is SETTINGS");
    }
}

trait Both: AsyncRead + AsyncWrite + Unpin {}
impl<S: AsyncRead + AsyncWrite + Unpin> Both for S {}

/// DOS-04: whoever does not finish a request's head is shown out, and others do not wait for him.
#[tokio::test]
async fn unfinished_heads_are_given_up() {
    let running = run(settings());
    let silent = connect(&running).await;
    let mut begun = connect(&running).await;
    begun.write_all(b"GET / HTTP/1.1\r\nhost: he").await.unwrap();
    let mut preface = connect(&running).await;
    preface.write_all(b"PRI * HT").await.unwrap();
    assert!(talk(connect(&running).await, &request("/", "")).await.ends_with("hello"));
    for stream in [silent, begun, preface] {
        assert!(patience(stream).await < Duration::from_millis(1500));
    }
}

/// DOS-04: a connection kept open between requests is given up, too.
#[tokio::test]
async fn idle_connections_are_given_up() {
    let running = run(settings());
    let mut kept = connect(&running).await;
    kept.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
    assert!(patience(kept).await < Duration::from_millis(1500));
    let mut http_2 = connect(&running).await;
    http_2.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    assert!(patience(http_2).await < Duration::from_millis(2500));
}

/// A proxy that sent a request down a line while the node hung up on it would tell somebody that the node is broken.
#[tokio::test]
async fn the_line_of_a_trusted_proxy_is_kept_for_longer() {
    let trusted_proxies = TrustedProxies::new(vec!["127.0.0.0/8".parse().unwrap()]);
    let running = run(ServerSettings { trusted_proxies, ..settings() });
    let mut line = connect(&running).await;
    for _ in 0..2 {
        line.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
        let mut heard = [0; 1024];
        let n = line.read(&mut heard).await.unwrap();
        assert!(String::from_utf8_lossy(&heard[..n]).ends_with("hello"));
        sleep(limits().idle + limits().head).await;
    }
    let limits = Limits { line: Duration::from_millis(300), ..limits() };
    let trusted_proxies = TrustedProxies::new(vec!["127.0.0.0/8".parse().unwrap()]);
    let running = run(ServerSettings { trusted_proxies, limits, ..settings() });
    assert!(patience(connect(&running).await).await < Duration::from_millis(1500), "for ever is too long");
}

/// DOS-05.
#[tokio::test]
async fn a_dribbled_body_is_given_up() {
    let running = run(settings());
    let mut stream = connect(&running).await;
    stream.write_all(b"POST /whole HTTP/1.1\r\nhost: here\r\ncontent-length: 1000\r\n\r\n").await.unwrap();
    let (mut reader, mut writer) = stream.into_split();
    let dribble = tokio::spawn(async move {
        while writer.write_all(b"x").await.is_ok() {
            sleep(Duration::from_millis(100)).await;
        }
    });
    let begun = Instant::now();
    let mut heard = Vec::new();
    let _ = timeout(Duration::from_secs(5), reader.read_to_end(&mut heard)).await.expect("an end");
    assert!(begun.elapsed() < Duration::from_millis(1500));
    assert!(!String::from_utf8_lossy(&heard).contains("200 OK"));
    dribble.abort();
}

#[tokio::test]
async fn a_slow_answer_is_not_mistaken_for_a_silent_client() {
    let running =
        run(ServerSettings { limits: Limits { idle: Duration::from_millis(700), ..limits() }, ..settings() });
    assert!(talk(connect(&running).await, &request("/slow", "")).await.ends_with("done"));
}

#[tokio::test]
async fn no_client_takes_more_than_its_share_of_connections() {
    let limits = Limits { connections_per_client: 2, ..limits() };
    let running = run(ServerSettings { limits, ..settings() });
    let _kept = (connect(&running).await, connect(&running).await);
    sleep(Duration::from_millis(50)).await;
    assert!(patience(connect(&running).await).await < Duration::from_millis(200), "the third is turned away");
    sleep(Duration::from_millis(600)).await;
    assert!(
        talk(connect(&running).await, &request("/", "")).await.ends_with("hello"),
        "and seats are given back"
    );
}

#[tokio::test]
async fn a_full_house_makes_others_wait_not_fail() {
    let running = run(ServerSettings { limits: Limits { connections: 1, ..limits() }, ..settings() });
    let _kept = connect(&running).await;
    sleep(Duration::from_millis(50)).await;
    assert!(talk(connect(&running).await, &request("/", "")).await.ends_with("hello"));
}

/// PRS-07.
#[tokio::test]
async fn a_panic_costs_one_answer() {
    let running = run(settings());
    assert!(talk(connect(&running).await, &request("/panic", "")).await.starts_with("HTTP/1.1 500"));
    assert!(talk(connect(&running).await, &request("/", "")).await.ends_with("hello"));
}

/// ACC-02.
#[tokio::test]
async fn the_client_is_whom_a_trusted_proxy_names() {
    let claims = "x-forwarded-for: 192.0.2.7\r\nx-forwarded-proto: https\r\n";
    let open = run(settings());
    assert!(talk(connect(&open).await, &request("/who", claims)).await.ends_with("127.0.0.1 false"));
    let trusted_proxies = TrustedProxies::new(vec!["127.0.0.0/8".parse().unwrap()]);
    let behind = run(ServerSettings { trusted_proxies, ..settings() });
    assert!(talk(connect(&behind).await, &request("/who", claims)).await.ends_with("192.0.2.7 true"));
}

#[tokio::test]
async fn a_renewed_certificate_is_used_without_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let running = run(ServerSettings { tls: Some(write_pair(directory.path(), FIRST)), ..settings() });
    let stream = connect_tls(running.address, FIRST[0], b"http/1.1").await.unwrap();
    assert!(talk(stream, &request("/who", "")).await.ends_with("127.0.0.1 true"));
    fs::write(directory.path().join("node.key"), "half a key").unwrap();
    sleep(Duration::from_millis(150)).await;
    assert!(connect_tls(running.address, FIRST[0], b"http/1.1").await.is_ok(), "a broken pair is not used");
    write_pair(directory.path(), SECOND);
    sleep(Duration::from_millis(200)).await;
    assert!(connect_tls(running.address, FIRST[0], b"http/1.1").await.is_err());
    assert!(connect_tls(running.address, SECOND[0], b"http/1.1").await.is_ok());
}

#[tokio::test]
async fn a_slow_handshake_keeps_nobody_waiting() {
    let directory = tempfile::tempdir().unwrap();
    let running = run(ServerSettings { tls: Some(write_pair(directory.path(), FIRST)), ..settings() });
    let silent = connect(&running).await;
    let begun = Instant::now();
    connect_tls(running.address, FIRST[0], b"http/1.1").await.unwrap();
    assert!(begun.elapsed() < Duration::from_millis(300));
    assert!(patience(silent).await < Duration::from_millis(1500));
}

#[tokio::test]
async fn a_certificate_and_a_foreign_key_are_refused_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    let tls = Some(write_pair(directory.path(), [FIRST[0], SECOND[1]]));
    let refused = Server::open(ServerSettings { tls, ..settings() }).err().expect("a refusal");
    assert!(refused.to_string().contains("does not belong to the certificate"), "{refused}");
}

/// R-L01.
#[tokio::test]
async fn stopping_finishes_what_is_under_way_and_begins_nothing() {
    let running = run(settings());
    let stream = connect(&running).await;
    let asking = tokio::spawn(async move { talk(stream, &request("/slow", "")).await });
    sleep(Duration::from_millis(100)).await;
    running.shutdown.gently.cancel();
    sleep(Duration::from_millis(50)).await;
    assert!(TcpStream::connect(running.address).await.is_err(), "nothing new is accepted");
    assert!(asking.await.unwrap().ends_with("done"));
    timeout(Duration::from_secs(1), running.task).await.expect("the server ends").unwrap();
}

/// R-L01: the second signal does not wait.
#[tokio::test]
async fn stopping_at_once_waits_for_nobody() {
    let running = run(settings());
    let stream = connect(&running).await;
    let asking = tokio::spawn(async move { talk(stream, &request("/slow", "")).await });
    sleep(Duration::from_millis(100)).await;
    let begun = Instant::now();
    running.shutdown.gently.cancel();
    running.shutdown.at_once.cancel();
    running.task.await.unwrap();
    assert!(begun.elapsed() < Duration::from_millis(200));
    assert!(asking.await.unwrap().is_empty());
}
