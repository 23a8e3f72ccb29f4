//! The crate's requests, carried out by our own client: signed as the instance actor, only where the address policy
//! lets it connect, at most three redirects, and handed on only if what came is an ActivityPub document by its media
//! type and by its form.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use activitypub_federation::FEDERATION_CONTENT_TYPE;
use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::header::CONTENT_TYPE;
use http::{Extensions, HeaderMap, Method, Response, StatusCode};
use reqwest::ResponseBuilderExt;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next};
use serde_json::{Map, Value};
use url::{Host, Url};

use super::{Trouble, alive, policy};
use crate::app::{App, WeakApp};
use crate::federation::client::{Fetched, SignsRequests};
use crate::federation::keyring::{self, OwnKey};
use crate::federation::signatures::keys::Kind;
use crate::federation::signatures::{self, Outgoing, cavage};
use crate::federation::{json, media_type};
use crate::store::actors;

/// Stands in for the crate's way out.
pub(super) fn client(app: WeakApp) -> anyhow::Result<ClientWithMiddleware> {
    #[expect(clippy::disallowed_methods, reason = "it never connects: the middleware answers in its place")]
    let unused = reqwest::Client::builder().no_proxy().build()?;
    Ok(ClientBuilder::new(unused).with(Pass(app)).build())
}

struct Pass(WeakApp);

#[async_trait]
impl Middleware for Pass {
    async fn handle(
        &self,
        request: reqwest::Request,
        _: &mut Extensions,
        _: Next<'_>,
    ) -> reqwest_middleware::Result<reqwest::Response> {
        self.fetch(unnamed(request.url())).await.map_err(reqwest_middleware::Error::middleware)
    }
}

impl Pass {
    async fn fetch(&self, url: Url) -> Result<reqwest::Response, Trouble> {
        let app = alive(&self.0)?;
        let signer = instance_signer(&app).await?;
        let fetched = app.client.get(&url, media_type::ACCEPT, &signer).await?;
        let status = judge(&fetched)?;
        let response = Response::builder()
            .status(status)
            .url(fetched.url)
            .header(CONTENT_TYPE, FEDERATION_CONTENT_TYPE)
            .body(fetched.body)
            .map_err(|error| Trouble::Failed(error.into()))?;
        Ok(response.into())
    }
}

/// A document as its address serves it, whatever id it says it has.
pub(super) async fn served(app: &App, url: &Url) -> Result<Map<String, Value>, Trouble> {
    let signer = instance_signer(app).await?;
    let fetched = app.client.get(url, media_type::ACCEPT, &signer).await?;
    if judge(&fetched)? == StatusCode::GONE {
        return Err(Trouble::Gone);
    }
    json::object(&fetched.body).map_err(|_| Trouble::Nonsense("the document cannot be read"))
}

/// Only a document that says it is one, and can be read in one way only, goes on to the crate.
fn judge(fetched: &Fetched) -> Result<StatusCode, Trouble> {
    match fetched.status {
        StatusCode::GONE => return Ok(StatusCode::GONE),
        StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            return Err(Trouble::Missing);
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => return Err(Trouble::Unreachable),
        status if status.is_server_error() => return Err(Trouble::Unreachable),
        status if !status.is_success() => return Err(Trouble::Missing),
        _ => {}
    }
    if !fetched.content_type.as_deref().is_some_and(media_type::is_activity) {
        return Err(Trouble::Nonsense("the document has another media type"));
    }
    json::object(&fetched.body).map_err(|_| Trouble::Nonsense("the document cannot be read"))?;
    Ok(StatusCode::OK)
}

/// The instance actor asks for everybody, so that no fetch tells who here is interested.
async fn instance_signer(app: &App) -> Result<Arc<dyn SignsRequests>, Trouble> {
    let mut tx = app.db.read().await?;
    let actor = actors::find_by_uri(&mut tx, &app.instance_uri()).await?;
    let actor =
        actor.ok_or_else(|| Trouble::Failed(anyhow::anyhow!("the node has no instance actor yet")))?;
    let key = keyring::open(app, &mut tx, &actor, Kind::Rsa).await?;
    Ok(Arc::new(InstanceSigner { app: app.downgrade(), key }))
}

struct InstanceSigner {
    app: WeakApp,
    key: Arc<OwnKey>,
}

impl SignsRequests for InstanceSigner {
    fn key_id(&self) -> &str {
        &self.key.key_id
    }

    fn sign(&self, method: &Method, url: &Url, body: &[u8]) -> anyhow::Result<HeaderMap> {
        let now = alive(&self.app)?.now();
        let body = (!body.is_empty()).then_some((body, media_type::ACTIVITY_JSON));
        let signer = signatures::Signer { key: &self.key.pair, key_id: &self.key.key_id };
        let outgoing = Outgoing { method: method.clone(), url, body };
        Ok(cavage::sign(&outgoing, signer, now)?.into_iter().collect())
    }

    fn admits<'a>(&'a self, url: &'a Url) -> BoxFuture<'a, bool> {
        policy::admits(&self.app, url).boxed()
    }
}

/// What numeric hosts are called on their way through the crate, which knows only names. They occur where the
/// operator listed their addresses; whether they may be contacted is decided by our client, on the real address.
const NUMERIC: &str = ".numeric.invalid";

/// The address under which the crate is asked for `url`.
pub(super) fn named(mut url: Url) -> Url {
    let name = match url.host() {
        Some(Host::Ipv4(v4)) => Some(v4.to_string().replace('.', "-")),
        Some(Host::Ipv6(v6)) => {
            Some(format!("v6-{}", v6.segments().map(|part| format!("{part:x}")).join("-")))
        }
        _ => None,
    };
    if let Some(name) = name {
        // A label of digits, letters and hyphens is a valid host.
        let _ = url.set_host(Some(&format!("{name}{NUMERIC}")));
    }
    url
}

/// The address that is meant by what the crate asks for.
pub(super) fn unnamed(url: &Url) -> Url {
    let mut url = url.clone();
    let Some(name) = url.host_str().and_then(|host| host.strip_suffix(NUMERIC)) else { return url };
    let host = match name.strip_prefix("v6-") {
        Some(parts) => parts.replace('-', ":").parse::<Ipv6Addr>().ok().map(|v6| format!("[{v6}]")),
        None => name.replace('-', ".").parse::<Ipv4Addr>().ok().map(|v4| v4.to_string()),
    };
    if let Some(host) = host {
        let _ = url.set_host(Some(&host));
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numeric_hosts_travel_under_a_name_and_come_back() {
        for address in
            ["http://127.0.0.1:4001/ap/a/x?y=1", "https://[2001:db8::7]/u", "https://valmar.example/u"]
        {
            let url: Url = address.parse().unwrap();
            let on_the_way = named(url.clone());
            assert!(on_the_way.domain().is_some(), "{on_the_way}");
            assert_eq!(unnamed(&on_the_way), url);
        }
    }
}
