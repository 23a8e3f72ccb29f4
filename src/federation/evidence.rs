//! Evidence that needs no network: stamps with the keys that prove them and, where they sign a text, the text itself, in
//! one file. Whoever has it can check it for ever.

use std::sync::Arc;

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::client::{Client, SignsRequests, Unsigned};
use super::objects::received::stamp as received;
use super::signatures::digest::content_digest;
use super::signatures::proof;
use super::signatures::public_key::PublicKey;
use super::stamps::{Key, Unproved, prove};
use super::wire;
use crate::domain::stamp::{Act, Link};
use crate::domain::time::instant;
use crate::error::Result;
use crate::store::{Tx, actors, keys, stamps};

/// How many pages of a chain are read to see whether a stamp was taken back.
const MOST_PAGES: usize = 100;

/// A file of evidence about `links`, and what takes them back; `text` is what they sign.
pub async fn of(tx: &mut Tx, links: &[Link], text: Option<Value>) -> Result<Value> {
    let (mut items, mut known) = (Vec::new(), Vec::new());
    for link in links {
        let chain = stamps::chain(tx, &link.giver).await?;
        let also = chain.iter().filter(|other| link.is_revoked_by(other));
        for link in std::iter::once(link).chain(also) {
            let document = stamps::document(tx, &link.uri).await?;
            items.extend(document.and_then(|json| serde_json::from_str::<Value>(&json).ok()));
            if let Some(key) = key(tx, &link.key_id).await?.filter(|key| !known.contains(key)) {
                known.push(key);
            }
        }
    }
    let mut evidence = json!({
        "@context": ["https://www.w3.org/ns/activitystreams", {"comarca": "https://w3id.org/comarca#"}],
        "type": "Collection",
        "comarca:kind": "Evidence",
        "totalItems": items.len(),
        "items": items,
        "comarca:keys": known,
    });
    if let Some(text) = text {
        evidence["comarca:text"] = text;
    }
    Ok(evidence)
}

async fn key(tx: &mut Tx, key_id: &str) -> Result<Option<Value>> {
    let Some(key) = keys::find(tx, key_id).await? else { return Ok(None) };
    let Some(owner) = actors::find(tx, key.actor_id).await? else { return Ok(None) };
    let mut multikey = json!({"id": key.key_id, "type": "Multikey", "controller": owner.uri,
        "publicKeyMultibase": key.public_key});
    for (name, at) in [("expires", key.retired_at), ("revoked", key.void_from)] {
        if let Some(at) = at {
            multikey[name] = json!(instant(at));
        }
    }
    Ok(Some(multikey))
}

/// The digest of a text in all its languages.
pub fn text_digest(text: &Value) -> Option<String> {
    proof::canonical(text.as_object()?).map(|bytes| content_digest(&bytes))
}

/// One stamp of a file, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub uri: String,
    /// The stamp, if its proof holds.
    pub link: Result<Link, Unproved>,
    /// When it ended, by the file itself.
    pub ended: Option<DateTime<Utc>>,
    /// Whether it signs the text in the file; none when there is no text or it signs none.
    pub of_this_text: Option<bool>,
    /// The key that the file says proves it.
    pub key: Option<String>,
}

/// Whether a document is a file of evidence.
pub fn is_evidence(document: &Map<String, Value>) -> bool {
    document.get("comarca:kind").and_then(Value::as_str) == Some("Evidence")
}

/// Judges every stamp of a file by nothing but the file.
pub fn check(document: &Map<String, Value>, now: DateTime<Utc>) -> Vec<Finding> {
    let keys: Vec<(Key, Option<DateTime<Utc>>, String)> =
        list(document, "comarca:keys").iter().filter_map(read_key).collect();
    let digest = document.get("comarca:text").and_then(text_digest);
    let judged: Vec<(Link, Result<Link, Unproved>, Option<String>)> = list(document, "items")
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|item| {
            let claimed = received::link(item)?;
            let key = keys.iter().find(|(key, ..)| key.id == claimed.key_id);
            let proved = match key {
                None => Err(Unproved::UnknownKey),
                Some((key, void_from, _)) => prove(item, key, now)
                    .map(|link| Link { void: void_from.is_some_and(|from| from <= link.at), ..link }),
            };
            Some((claimed, proved, key.map(|(.., material)| material.clone())))
        })
        .collect();
    let proved: Vec<&Link> = judged.iter().filter_map(|(_, proved, _)| proved.as_ref().ok()).collect();
    let stamps = judged.iter().filter(|(claimed, ..)| claimed.act == Act::Give);
    stamps
        .map(|(claimed, link, key)| Finding {
            uri: claimed.uri.clone(),
            ended: claimed.ends(proved.iter().copied()),
            of_this_text: claimed.text_digest.as_ref().zip(digest.as_ref()).map(|(own, text)| own == text),
            link: link.clone(),
            key: key.clone(),
        })
        .collect()
}

/// What stands at an address as a file of evidence: such a file as it is, or a stamp with the keys of its giver and what takes
/// it back, as their server gives them to anybody. Fails when nobody answers or there is no stamp.
pub async fn gather(client: &Client, address: &str) -> anyhow::Result<Map<String, Value>> {
    let found = read(client, address).await?;
    if is_evidence(&found) {
        return Ok(found);
    }
    let link = received::link(&found).with_context(|| format!("{address} is no stamp"))?;
    let giver = read(client, &link.giver).await?;
    let keys = ["assertionMethod", "comarca:formerKeys"].map(|name| list(&giver, name).to_vec()).concat();
    let mut items = vec![Value::Object(found)];
    let chain = read(client, &format!("{}/stamps", link.giver)).await?;
    let mut next = chain.get("first").and_then(wire::id_in).map(str::to_owned);
    for _ in 0..MOST_PAGES {
        let Some(uri) = next else { break };
        let page = read(client, &uri).await?;
        let also = list(&page, "orderedItems")
            .iter()
            .filter_map(|item| Some((item, received::link(item.as_object()?)?)));
        items.extend(also.filter(|(_, other)| link.is_revoked_by(other)).map(|(item, _)| item.clone()));
        next = page.get("next").and_then(Value::as_str).map(str::to_owned);
    }
    let evidence = json!({"comarca:kind": "Evidence", "items": items, "comarca:keys": keys});
    evidence.as_object().cloned().context("evidence is an object")
}

async fn read(client: &Client, address: &str) -> anyhow::Result<Map<String, Value>> {
    let url = address.parse().with_context(|| format!("{address} is no address"))?;
    let signer: Arc<dyn SignsRequests> = Arc::new(Unsigned);
    let found = client.get(&url, "application/activity+json, application/json", &signer).await;
    let found = found.with_context(|| format!("asking {address}"))?;
    ensure!(found.status.is_success(), "{address} answers {}", found.status);
    let document: Value =
        serde_json::from_slice(&found.body).with_context(|| format!("{address} gives no JSON"))?;
    document.as_object().cloned().with_context(|| format!("{address} gives no document"))
}

fn list<'a>(document: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    document.get(name).map(wire::items).unwrap_or_default()
}

fn read_key(value: &Value) -> Option<(Key, Option<DateTime<Utc>>, String)> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let material = text("publicKeyMultibase")?;
    let key = Key {
        id: text("id")?.to_owned(),
        owner: text("controller")?.to_owned(),
        key: PublicKey::from_text(material).ok()?,
        retired_at: value.get("expires").and_then(wire::as_moment),
    };
    Some((key, value.get("revoked").and_then(wire::as_moment), material.to_owned()))
}
