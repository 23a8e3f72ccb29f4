//! The HTTP server around the router: HTTP/1.1 and 2, with a limit on everything a client can make us wait for.
//! What is answered is the router's business.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::{debug, error, info, warn};

use super::connections::{Connections, Seat};
use super::listener::{self, Listener, Place};
use super::patience::{PacedBody, PatientStream};
use super::proxy::{Peer, TrustedProxies};
use super::shutdown::Shutdown;
use super::tls::{Certificate, TlsFiles};

/// Where to listen, and how much to put up with.
#[derive(Clone, Debug)]
pub struct ServerSettings {
    pub listen: Vec<Place>,
    pub tls: Option<TlsFiles>,
    pub trusted_proxies: TrustedProxies,
    pub limits: Limits,
}

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub connections: usize,
    pub connections_per_client: usize,
    /// For the TLS handshake and for each request's head, the pause before it included.
    pub head: Duration,
    /// For each request's body; large ones get more as they come.
    pub body: Duration,
    /// Without a byte either way.
    pub idle: Duration,
    /// The same for a proxy that is trusted, which keeps its lines between requests: longer than nginx (60 s) and Caddy
    /// (120 s) do, so that it is never the node that hangs up.
    pub line: Duration,
    /// For what is under way when the node stops.
    pub grace: Duration,
    /// Between two looks at the certificate's files.
    pub certificate_check: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 8192,
            connections_per_client: 512,
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            idle: Duration::from_secs(75),
            line: Duration::from_secs(150),
            grace: Duration::from_secs(10),
            certificate_check: Duration::from_secs(10),
        }
    }
}

/// A server whose sockets are open already, so that a taken port is told before anything starts.
pub struct Server {
    listeners: Vec<Listener>,
    certificate: Option<Arc<Certificate>>,
    door: Door,
}

/// What every connection needs to know.
struct Door {
    acceptor: Option<TlsAcceptor>,
    proxies: TrustedProxies,
    connections: Connections,
    limits: Limits,
    http: Builder<TokioExecutor>,
    /// The same for proxies.
    http_of_proxies: Builder<TokioExecutor>,
}

impl Server {
    pub fn open(settings: ServerSettings) -> anyhow::Result<Self> {
        let certificate = settings.tls.map(Certificate::load).transpose()?;
        let tls = certificate.as_ref().map(Certificate::server_config).transpose()?;
        let limits = settings.limits;
        let door = Door {
            acceptor: tls.map(|config| TlsAcceptor::from(Arc::new(config))),
            proxies: settings.trusted_proxies,
            connections: Connections::new(limits.connections, limits.connections_per_client),
            limits,
            http: http(limits.head),
            http_of_proxies: http(limits.line),
        };
        Ok(Server { listeners: listener::open(&settings.listen)?, certificate, door })
    }

    /// The addresses really listened at: with port 0, the system chose.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        let tcp = self.listeners.iter().filter_map(|listener| match listener {
            Listener::Tcp(socket) => socket.local_addr().ok(),
            Listener::Unix(_) => None,
        });
        tcp.collect()
    }

    /// Serves until told to stop, then lets what is under way finish.
    pub async fn run(self, router: Router, shutdown: Shutdown) {
        let limits = self.door.limits;
        let door = Arc::new(self.door);
        let router = router.layer(CatchPanicLayer::custom(caught));
        let conversations = TaskTracker::new();
        if let Some(certificate) = self.certificate {
            let watch = certificate.follow_changes(limits.certificate_check);
            tokio::spawn(shutdown.gently.clone().run_until_cancelled_owned(watch));
        }
        for listener in self.listeners {
            let accepting =
                accept(listener, door.clone(), router.clone(), conversations.clone(), shutdown.clone());
            tokio::spawn(shutdown.gently.clone().run_until_cancelled_owned(accepting));
        }
        tell_the_service_manager(sd_notify::NotifyState::Ready);
        shutdown.gently.cancelled().await;
        tell_the_service_manager(sd_notify::NotifyState::Stopping);
        conversations.close();
        tokio::select! {
            waited = timeout(limits.grace, conversations.wait()) => if waited.is_err() {
                warn!("Some requests were cut off: they took longer than {} s to finish", limits.grace.as_secs());
            },
            () = shutdown.at_once.cancelled() => info!("Stopped at once"),
        }
    }
}

/// Speaks HTTP/1.1 and 2, and waits `head` for each request's head, the pause before it included.
fn http(head: Duration) -> Builder<TokioExecutor> {
    let mut http = Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(64 * 1024);
    http.http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(128)
        .max_header_list_size(16 * 1024)
        .max_pending_accept_reset_streams(20)
        .max_local_error_reset_streams(100);
    http
}

async fn accept(
    listener: Listener,
    door: Arc<Door>,
    router: Router,
    conversations: TaskTracker,
    shutdown: Shutdown,
) {
    while let Some(room) = door.connections.room().await {
        let accepted = match &listener {
            Listener::Tcp(socket) => {
                socket.accept().await.map(|(stream, peer)| (Stream::Tcp(stream), Some(peer.ip())))
            }
            Listener::Unix(socket) => socket.accept().await.map(|(stream, _)| (Stream::Unix(stream), None)),
        };
        let (stream, ip) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Usually out of file descriptors, which only time brings back.
                debug!("A connection could not be accepted: {error}");
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let client = ip.filter(|_| !door.proxies.trusts(ip));
        let Some(seat) = door.connections.seat(room, client) else { continue };
        let peer = Peer { ip, https: door.acceptor.is_some() && ip.is_some() };
        let conversation = greet(stream, peer, seat, door.clone(), router.clone(), shutdown.clone());
        conversations.spawn(shutdown.at_once.clone().run_until_cancelled_owned(conversation));
    }
}

enum Stream {
    Tcp(tokio::net::TcpStream),
    Unix(tokio::net::UnixStream),
}

/// Shakes hands in the connection's own task, so that a slow client keeps nobody else waiting.
async fn greet(stream: Stream, peer: Peer, seat: Seat, door: Arc<Door>, router: Router, shutdown: Shutdown) {
    match (stream, &door.acceptor) {
        (Stream::Tcp(stream), Some(acceptor)) => {
            let _ = stream.set_nodelay(true);
            if let Ok(Ok(stream)) = timeout(door.limits.head, acceptor.accept(stream)).await {
                converse(stream, peer, &door, router, &shutdown).await;
            }
        }
        (Stream::Tcp(stream), None) => {
            let _ = stream.set_nodelay(true);
            converse(stream, peer, &door, router, &shutdown).await;
        }
        (Stream::Unix(stream), _) => converse(stream, peer, &door, router, &shutdown).await,
    }
    drop(seat);
}

async fn converse<S>(stream: S, peer: Peer, door: &Arc<Door>, router: Router, shutdown: &Shutdown)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (http, beginning, idle) = match door.proxies.trusts(peer.ip) {
        true => (&door.http_of_proxies, door.limits.line, door.limits.line),
        false => (&door.http, door.limits.head, door.limits.idle),
    };
    let stream = PatientStream::new(stream, beginning, idle);
    let answering = door.clone();
    let service =
        hyper::service::service_fn(move |request| answer(request, peer, answering.clone(), router.clone()));
    let mut conversation = std::pin::pin!(http.serve_connection_with_upgrades(TokioIo::new(stream), service));
    let outcome = tokio::select! {
        outcome = conversation.as_mut() => outcome,
        () = shutdown.gently.cancelled() => {
            conversation.as_mut().graceful_shutdown();
            conversation.await
        }
    };
    if let Err(error) = outcome {
        debug!("A connection ended early: {error}");
    }
}

async fn answer(
    mut request: Request<Incoming>,
    peer: Peer,
    door: Arc<Door>,
    router: Router,
) -> Result<Response<Body>, Infallible> {
    let client = door.proxies.client(peer, request.headers_mut());
    request.extensions_mut().insert(client);
    router.oneshot(request.map(|body| PacedBody::new(body, door.limits.body))).await
}

/// PRS-07: a bug in one handler costs one answer. The panic's own text is on stderr already, and never on the wire.
fn caught(_: Box<dyn std::any::Any + Send + 'static>) -> Response<Body> {
    error!("A handler panicked; the request was answered 500");
    let mut response = Response::new(Body::from("500\n"));
    *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
    response
}

fn tell_the_service_manager(state: sd_notify::NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        warn!("The service manager could not be told: {error}");
    }
}
