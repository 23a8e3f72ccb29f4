//! With whom this node speaks: everybody who is not blocked, or only those whom the operator lists.

use activitypub_federation::config::UrlVerifier;
use activitypub_federation::error::Error as CrateError;
use async_trait::async_trait;
use url::Url;

use super::pass;
use crate::app::{App, WeakApp};
use crate::error::Result;
use crate::federation::origin;
use crate::store::origins;

/// Whether the host of this id may speak to us and be spoken to. Sub-domains share the lot of what they are under.
pub async fn is_welcome(app: &App, uri: &str) -> Result<bool> {
    let Some(host) = origin::host_of(uri) else { return Ok(false) };
    if let Some(known) = app.peers.welcome.get(&host).await {
        return Ok(known);
    }
    let listed = &app.config.federation.only_hosts;
    let allowed = listed.is_empty()
        || listed.iter().any(|other| other.trim_end_matches('.').eq_ignore_ascii_case(&host));
    let known = origins::list(&mut app.db.read().await?, &suffixes(&host)).await?;
    let welcome = allowed && known.iter().all(|origin| origin.blocked_at.is_none());
    app.peers.welcome.insert(host, welcome).await;
    Ok(welcome)
}

/// The host, and every domain it is a part of (DOM-01): `a.b.example` is blocked with `b.example`.
fn suffixes(host: &str) -> Vec<String> {
    let mut suffixes = vec![host.to_owned()];
    let (mut rest, _) = host.split_once(':').unwrap_or((host, ""));
    if rest != host {
        suffixes.push(rest.to_owned());
    }
    if rest.parse::<std::net::IpAddr>().is_ok() {
        return suffixes;
    }
    while let Some((_, shorter)) = rest.split_once('.').filter(|(_, shorter)| shorter.contains('.')) {
        suffixes.push(shorter.to_owned());
        rest = shorter;
    }
    suffixes
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_domain_is_blocked_with_what_it_is_under_and_never_with_a_whole_country() {
        assert_eq!(suffixes("a.b.example"), ["a.b.example", "b.example"]);
        assert_eq!(suffixes("b.example"), ["b.example"]);
        assert_eq!(suffixes("127.0.0.1:4001"), ["127.0.0.1:4001", "127.0.0.1"]);
    }
}
