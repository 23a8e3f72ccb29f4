//! Catching up with a conversation elsewhere: what its origin lists as its context (FEP-7888, FEP-f228), or as answers.

use serde_json::Value;

use super::Visit;
use crate::domain::publication::Publication;
use crate::federation::{origin, wire};
use crate::store::publications;

/// The most pages of one collection that are read.
const PAGES: usize = 5;

impl Visit {
    /// Fetches what was said around a publication of others, as far as the budget goes. Nothing depends on it.
    pub async fn gather(&self, around: &Publication) {
        let Some(object) = self.stored_object(around).await else { return };
        for name in ["context", "replies"] {
            let Some(collection) = object.get(name).filter(|value| !value.is_null()) else { continue };
            let listed = self.listed(collection, &around.uri).await;
            if listed.is_empty() {
                continue;
            }
            for uri in listed {
                if self.data.request_count() >= super::BUDGET || self.publication_alone(&uri).await.is_none()
                {
                    return;
                }
            }
            return;
        }
    }

    async fn stored_object(&self, publication: &Publication) -> Option<Value> {
        let mut tx = self.app.db.read().await.ok()?;
        let json = publications::wire(&mut tx, publication.id).await.ok()??;
        serde_json::from_str(&json).ok()
    }

    /// The ids in a collection of this origin, page by page, in its order. What is embedded counts as its id.
    async fn listed(&self, collection: &Value, around: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut next = Some(collection.clone());
        for _ in 0..=PAGES {
            let Some(page) = next.take() else { break };
            let (page, is_whole) = match page {
                Value::String(uri) if origin::same(&uri, around) => match self.document(&uri).await {
                    Ok(page) => (page, true),
                    Err(_) => break,
                },
                Value::Object(page) => (page, false),
                _ => break,
            };
            let items =
                page.get("orderedItems").or_else(|| page.get("items")).map(wire::items).unwrap_or_default();
            let ids = items.iter().take(wire::MAX_LIST).filter_map(wire::id_in);
            found.extend(ids.filter(|uri| origin::parse_id(uri).is_some()).map(str::to_owned));
            // Mastodon embeds a first page with nothing in it, which says where to go on; others only the id.
            let on = ["first", "next"].iter().find_map(|name| page.get(*name));
            next = on.or_else(|| page.get("id").filter(|_| !is_whole && items.is_empty())).cloned();
        }
        found
    }

    /// Fetches one publication without what it answers. None when nothing more may be fetched.
    async fn publication_alone(&self, uri: &str) -> Option<()> {
        if self.app.is_own(uri) || matches!(self.stored_publication(uri).await, Ok(Some(_))) {
            return Some(());
        }
        match self.dereferenced(uri).await {
            Ok(_) => Some(()),
            Err(super::Trouble::Budget) => None,
            // One that cannot be had stands in nobody's way.
            Err(_) => Some(()),
        }
    }
}
