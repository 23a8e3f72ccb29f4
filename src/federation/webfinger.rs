//! `WebFinger`, asking: which actor a handle on another node belongs to (RFC 7033).

use std::sync::Arc;

use http::StatusCode;
use serde::Deserialize;
use url::Url;

use super::client::SignsRequests;
use super::fetch::{Trouble, Unnamed, is_welcome};
use super::media_type;
use crate::app::App;

const ACCEPT: &str = "application/jrd+json, application/json";

/// What is read of the answer.
#[derive(Deserialize)]
struct Descriptor {
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    rel: String,
    #[serde(rename = "type")]
    media_type: Option<String>,
    href: Option<String>,
}

/// The id of the actor called `name` at `host`, as that host says.
pub async fn find(app: &App, name: &str, host: &str) -> Result<String, Trouble> {
    let url = address(app, name, host).ok_or(Trouble::Nonsense("this is no handle"))?;
    if !is_welcome(app, url.as_str()).await? {
        return Err(Trouble::Unwelcome);
    }
    let signer: Arc<dyn SignsRequests> = Arc::new(Unnamed(app.downgrade()));
    let fetched = app.client.get(&url, ACCEPT, &signer).await?;
    match fetched.status {
        StatusCode::OK => link(&fetched.body).ok_or(Trouble::Nonsense("the handle leads to no actor")),
        StatusCode::GONE => Err(Trouble::Gone),
        status if status.is_server_error() => Err(Trouble::Unreachable),
        _ => Err(Trouble::Missing),
    }
}

/// Where to ask. Only the host of a handle counts: whatever else it holds makes it none.
fn address(app: &App, name: &str, host: &str) -> Option<Url> {
    let scheme = if app.config.node.development { "http" } else { "https" };
    let mut url = Url::parse(&format!("{scheme}://{host}/.well-known/webfinger")).ok()?;
    let plain =
        url.username().is_empty() && url.password().is_none() && url.path() == "/.well-known/webfinger";
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if !plain || url.query().is_some() || !name.chars().all(legal) || host.contains(['/', '?', '#', '@']) {
        return None;
    }
    url.query_pairs_mut().append_pair("resource", &format!("acct:{name}@{host}"));
    Some(url)
}

/// The link to the actor itself; others of the same media type are subscriptions and the like.
fn link(body: &[u8]) -> Option<String> {
    let descriptor: Descriptor = serde_json::from_slice(body).ok()?;
    let itself =
        |link: &Link| link.rel == "self" && link.media_type.as_deref().is_some_and(media_type::is_activity);
    descriptor.links.into_iter().find(itself)?.href
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_link_to_the_actor_itself_counts() {
        let body = br#"{"subject":"acct:a@b","links":[
            {"rel":"http://webfinger.net/rel/profile-page","type":"text/html","href":"https://b/@a"},
            {"rel":"self","type":"text/html","href":"https://b/html"},
            {"rel":"alternate","type":"application/activity+json","href":"https://b/other"},
            {"rel":"self","type":"application/activity+json","href":"https://b/actor"}]}"#;
        assert_eq!(link(body).as_deref(), Some("https://b/actor"));
        for nothing in
            ["", "[]", "{}", "{\"links\":7}", "{\"links\":[{}]}", "{\"links\":[{\"rel\":\"self\"}]}"]
        {
            assert_eq!(link(nothing.as_bytes()), None, "{nothing}");
        }
    }
}
