//! With whom this node speaks: everybody who is not blocked, or only those whom the operator lists.

use activitypub_federation::config::UrlVerifier;
use activitypub_federation::error::Error as CrateError;
use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::{HeaderMap, Method};
use url::Url;

use super::pass;
use crate::app::{App, WeakApp};
use crate::domain::moderation::Severity;
use crate::error::Result;
use crate::federation::client::SignsRequests;
use crate::federation::origin;
use crate::store::{Tx, alliances, domain_rules};

/// What was decided about a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    /// It may speak to us and be spoken to.
    pub welcome: bool,
    /// Its files are not shown.
    pub without_files: bool,
    /// Its reports are not heard.
    pub without_reports: bool,
}

/// What was decided about the host of this id. Sub-domains share the lot of what they are under (DOM-01).
pub async fn lot(app: &App, uri: &str) -> Result<Lot> {
    let Some(host) = origin::host_of(uri) else {
        return Ok(Lot { welcome: false, without_files: true, without_reports: true });
    };
    if let Some(known) = app.peers.lots.get(&host).await {
        return Ok(known);
    }
    let mut tx = app.db.read().await?;
    let listed = &app.config.federation.only_hosts;
    let allowed = listed.iter().any(|other| other.trim_end_matches('.').eq_ignore_ascii_case(&host))
        || match app.choices().closed {
            true => is_allied(&mut tx, &host).await?,
            false => listed.is_empty(),
        };
    let rules = domain_rules::over(&mut tx, &host).await?;
    let lot = Lot {
        welcome: allowed && rules.iter().all(|rule| rule.terms.severity != Severity::Suspend),
        without_files: rules.iter().any(|rule| rule.terms.reject_media),
        without_reports: rules.iter().any(|rule| rule.terms.reject_reports),
    };
    app.peers.lots.insert(host, lot).await;
    Ok(lot)
}

/// Whether the host of this id may speak to us and be spoken to.
pub async fn is_welcome(app: &App, uri: &str) -> Result<bool> {
    Ok(lot(app, uri).await?.welcome)
}

/// The same for one hop of a request; a node that is closing down asks for nothing.
pub(super) async fn admits(app: &WeakApp, url: &Url) -> bool {
    let Some(app) = app.upgrade() else { return false };
    matches!(is_welcome(&app, url.as_str()).await, Ok(true))
}

/// Who asks without signing, but only where the node speaks with anybody.
pub struct Unnamed(pub WeakApp);

impl SignsRequests for Unnamed {
    fn key_id(&self) -> &str {
        ""
    }

    fn sign(&self, _: &Method, _: &Url, _: &[u8]) -> anyhow::Result<HeaderMap> {
        Ok(HeaderMap::new())
    }

    fn admits<'a>(&'a self, url: &'a Url) -> BoxFuture<'a, bool> {
        admits(&self.0, url).boxed()
    }
}

/// Whether a host is of the alliances of this node: a member's, or that of a founder who is about to sign.
pub async fn is_allied(tx: &mut Tx, host: &str) -> Result<bool> {
    if alliances::is_allied(tx, host).await? {
        return Ok(true);
    }
    for alliance in alliances::of_this_node(tx).await? {
        for charter in alliances::charters(tx, &alliance.uri).await? {
            let founders = charter.rule.founders.iter();
            if founders.filter_map(|founder| origin::host_of(&founder.actor)).any(|of| of == host) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The crate asks before every fetch.
#[derive(Clone)]
pub(super) struct Verifier(pub WeakApp);

#[async_trait]
impl UrlVerifier for Verifier {
    async fn verify(&self, url: &Url) -> Result<(), CrateError> {
        let refused = CrateError::UrlVerificationError("not welcome");
        let Some(app) = self.0.upgrade() else { return Err(refused) };
        let url = pass::unnamed(url);
        if app.is_own(url.as_str()) {
            return Err(refused);
        }
        match is_welcome(&app, url.as_str()).await {
            Ok(true) => Ok(()),
            _ => Err(refused),
        }
    }
}
