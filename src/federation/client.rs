//! The one outbound HTTP client: every request this node makes to another machine goes through here.
//! Where it may connect is `addresses`' rule, enforced at connect time by `resolver`; signatures are `signatures`'.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use reqwest::Response;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use url::{Host, Url};

use crate::federation::addresses::AddressPolicy;

pub use answer::{Answer, RetryAfter};
pub use error::{FetchError, Forbidden};
use flights::Flights;
pub use tls::config as tls_config;

mod answer;
mod error;
mod flights;
mod resolver;
#[cfg(test)]
mod tests;
mod tls;

/// No ActivityPub document is larger, once decoded.
const LARGEST_BODY: usize = 1024 * 1024;
/// What is read of an answer to a delivery, so that its connection can serve again.
const LARGEST_ANSWER: usize = 64 * 1024;
const REDIRECTS: usize = 3;

/// What the operator decides about outbound requests.
#[derive(Clone, Debug)]
pub struct ClientSettings {
    /// This node's own address: never fetched, and named in `User-Agent`.
    pub base_url: Url,
    /// Addresses opened besides the global ones (`federation.allow_addresses`), on any port.
    pub addresses: AddressPolicy,
    /// The named development mode: `http:` is spoken to the addresses the operator listed.
    pub plain_http: bool,
    /// Certificates trusted besides the platform's (`federation.extra_ca`), as PEM.
    pub extra_ca: Option<String>,
    pub connect_deadline: Duration,
    pub total_deadline: Duration,
    /// How long a failed GET is remembered instead of repeated.
    pub failure_memory: Duration,
}

impl ClientSettings {
    /// The production values for a node at `base_url`.
    pub fn new(base_url: Url) -> Self {
        ClientSettings {
            base_url,
            addresses: AddressPolicy::default(),
            plain_http: false,
            extra_ca: None,
            connect_deadline: Duration::from_secs(10),
            total_deadline: Duration::from_secs(30),
            failure_memory: Duration::from_secs(60),
        }
    }
}

/// Gives the headers that authenticate one request. Asked again for every hop, because host and path are signed.
pub trait SignsRequests: Send + Sync {
    /// Whose key signs; two signers with one name may share an answer.
    fn key_id(&self) -> &str;
    fn sign(&self, method: &Method, url: &Url, body: &[u8]) -> anyhow::Result<HeaderMap>;
    /// Whether a request may go to this address at all. Asked for every hop, because a redirect leads where it likes.
    fn admits<'a>(&'a self, _url: &'a Url) -> BoxFuture<'a, bool> {
        std::future::ready(true).boxed()
    }
}

/// For what needs no signature: WebFinger, NodeInfo.
pub struct Unsigned;

impl SignsRequests for Unsigned {
    fn key_id(&self) -> &str {
        ""
    }

    fn sign(&self, _: &Method, _: &Url, _: &[u8]) -> anyhow::Result<HeaderMap> {
        Ok(HeaderMap::new())
    }
}

/// What a GET brought, after redirects.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Where the body really came from. A document is trusted only if this is its id.
    pub url: Url,
    pub status: StatusCode,
    pub content_type: Option<String>,
    pub body: Bytes,
}

/// One step of a walk to a file.
#[derive(Clone, Debug)]
pub enum Hop {
    Here(Fetched),
    Elsewhere(Url),
}

/// Cheap to clone; all clones share connections and flights.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
    flights: Flights,
}

struct Inner {
    settings: ClientSettings,
    /// While the node rehearses: no request leaves.
    silent: AtomicBool,
    /// For https on port 443: any permitted address.
    usual: reqwest::Client,
    /// For every other port, and plain http: only addresses the operator listed.
    listed: reqwest::Client,
}

impl Client {
    pub fn new(settings: ClientSettings) -> anyhow::Result<Self> {
        let tls = tls::config(&settings)?;
        let usual = connector(&settings, resolver::Resolver::permitted(&settings.addresses), tls.clone())?;
        let listed = connector(&settings, resolver::Resolver::listed(&settings.addresses), tls)?;
        let flights = Flights::new(settings.failure_memory);
        Ok(Client {
            inner: Arc::new(Inner { settings, silent: AtomicBool::new(false), usual, listed }),
            flights,
        })
    }

    /// Lets no request leave any more, or again. Every clone is told.
    pub fn set_silent(&self, silent: bool) {
        self.inner.silent.store(silent, Ordering::Release);
    }

    /// Whether no request may leave.
    pub fn is_silent(&self) -> bool {
        self.inner.silent.load(Ordering::Acquire)
    }

    /// Fetches `url`, following at most three redirects. Callers that ask the same at the same time share one request.
    pub async fn get(
        &self,
        url: &Url,
        accept: &str,
        signer: &Arc<dyn SignsRequests>,
    ) -> Result<Fetched, FetchError> {
        let flight = self.fetch(url.clone(), accept, signer.clone());
        self.flights.join(url, accept, signer.key_id(), flight).await
    }

    /// Asks for one file of at most `limit` bytes. A redirect is handed back, to be judged before it is followed.
    pub async fn file(&self, url: &Url, accept: &str, limit: usize) -> Result<Hop, FetchError> {
        let hop = async {
            let response = self.hop(url, accept, Arc::new(Unsigned)).await?;
            match redirect(url, &response)? {
                Some(next) => Ok(Hop::Elsewhere(next)),
                None => received(url.clone(), response, limit).await.map(Hop::Here),
            }
        };
        timeout(self.inner.settings.total_deadline, hop).await.map_err(|_| FetchError::TimedOut)?
    }

    /// Delivers `body` to `url`. Redirects are never followed, and every status is an answer, not an error.
    pub async fn post(&self, url: &Url, headers: HeaderMap, body: Bytes) -> Result<Answer, FetchError> {
        let connection = self.inner.connection_for(url)?;
        let exchange = async {
            let response = connection.post(url.clone()).headers(headers).body(body).send().await?;
            let answer = Answer::from(&response);
            // The connection is reused only when the answer was read to its end; what it says is not kept.
            let _ = read(response, LARGEST_ANSWER).await;
            Ok(answer)
        };
        timeout(self.inner.settings.total_deadline, exchange).await.map_err(|_| FetchError::TimedOut)?
    }

    async fn fetch(
        &self,
        url: Url,
        accept: &str,
        signer: Arc<dyn SignsRequests>,
    ) -> Result<Fetched, FetchError> {
        let walk = self.walk(url, accept, signer);
        timeout(self.inner.settings.total_deadline, walk).await.map_err(|_| FetchError::TimedOut)?
    }

    async fn walk(
        &self,
        mut url: Url,
        accept: &str,
        signer: Arc<dyn SignsRequests>,
    ) -> Result<Fetched, FetchError> {
        for _ in 0..=REDIRECTS {
            url.set_fragment(None);
            let response = self.hop(&url, accept, signer.clone()).await?;
            match redirect(&url, &response)? {
                Some(next) => url = next,
                None => return received(url, response, LARGEST_BODY).await,
            }
        }
        Err(FetchError::TooManyRedirects)
    }

    async fn hop(
        &self,
        url: &Url,
        accept: &str,
        signer: Arc<dyn SignsRequests>,
    ) -> Result<Response, FetchError> {
        let connection = self.inner.connection_for(url)?;
        if !signer.admits(url).await {
            return Err(Forbidden::Unwelcome.into());
        }
        let signed_url = url.clone();
        let headers = spawn_blocking(move || signer.sign(&Method::GET, &signed_url, &[]))
            .await
            .map_err(|_| FetchError::Unsigned)?
            .map_err(|_| FetchError::Unsigned)?;
        Ok(connection.get(url.clone()).headers(headers).header(ACCEPT, accept).send().await?)
    }
}

impl Inner {
    /// The pool for `url`, if its scheme, host and port are ones we speak to.
    fn connection_for(&self, url: &Url) -> Result<&reqwest::Client, Forbidden> {
        if self.silent.load(Ordering::Acquire) {
            return Err(Forbidden::Rehearsal);
        }
        let host = url.host().ok_or(Forbidden::Host)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Forbidden::Credentials);
        }
        if self.is_own(url) {
            return Err(Forbidden::OwnAddress);
        }
        match (url.scheme(), url.port_or_known_default()) {
            ("https", Some(443)) => self.admit(host, AddressPolicy::permits).map(|()| &self.usual),
            ("https", Some(_)) => self.admit(host, AddressPolicy::is_listed).map(|()| &self.listed),
            ("http", Some(_)) if self.settings.plain_http => {
                self.admit(host, AddressPolicy::is_listed).map(|()| &self.listed)
            }
            _ => Err(Forbidden::Scheme),
        }
    }

    /// Judges what the resolver never sees: a host written as an address.
    fn admit(&self, host: Host<&str>, rule: fn(&AddressPolicy, IpAddr) -> bool) -> Result<(), Forbidden> {
        let address = match host {
            Host::Ipv4(v4) => IpAddr::V4(v4),
            Host::Ipv6(v6) => IpAddr::V6(v6),
            Host::Domain(name) if name.ends_with('.') => return Err(Forbidden::Host),
            Host::Domain(_) => return Ok(()),
        };
        rule(&self.settings.addresses, address).then_some(()).ok_or(Forbidden::Address)
    }

    /// In development mode several nodes share one host, told apart by port.
    fn is_own(&self, url: &Url) -> bool {
        let own = &self.settings.base_url;
        let same_port = url.port_or_known_default() == own.port_or_known_default();
        url.host() == own.host() && (same_port || !self.settings.plain_http)
    }
}

fn connector(
    settings: &ClientSettings,
    resolver: resolver::Resolver,
    tls: rustls::ClientConfig,
) -> anyhow::Result<reqwest::Client> {
    #[expect(clippy::disallowed_methods, reason = "this is the one client everybody else must use")]
    let builder = reqwest::Client::builder();
    Ok(builder
        .user_agent(user_agent(&settings.base_url)?)
        .dns_resolver(Arc::new(resolver))
        .tls_backend_preconfigured(tls)
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(settings.connect_deadline)
        .pool_max_idle_per_host(4)
        .pool_idle_timeout(Duration::from_secs(20))
        .http1_max_headers(100)
        .http2_max_header_list_size(32 * 1024)
        .build()?)
}

fn user_agent(base_url: &Url) -> anyhow::Result<HeaderValue> {
    Ok(HeaderValue::try_from(format!("Comarca (+{base_url})"))?)
}

/// Where a redirect leads. A `Location` on any other status is not one.
fn redirect(from: &Url, response: &Response) -> Result<Option<Url>, FetchError> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = response.headers().get(LOCATION) else { return Ok(None) };
    let location = location.to_str().map_err(|_| FetchError::BadRedirect)?;
    from.join(location).map(Some).map_err(|_| FetchError::BadRedirect)
}

async fn received(url: Url, response: Response, limit: usize) -> Result<Fetched, FetchError> {
    let status = response.status();
    let content_type =
        response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let body = read(response, limit).await?;
    Ok(Fetched { url, status, content_type, body })
}

/// Reads a decoded body as it comes, and stops as soon as it is too large.
async fn read(mut response: Response, limit: usize) -> Result<Bytes, FetchError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Err(FetchError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
