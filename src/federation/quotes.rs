//! Consent to quotes (FEP-044f): our word at its own address, and the word of others held against what it is about.

use serde_json::{Map, Value, json};

use super::context::context;
use super::fetch::{Trouble, Visit};
use super::outbox::{self, Outgoing};
use super::{origin, wire};
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::publication::Publication;
use crate::domain::quote::State;
use crate::error::{Error, Result};
use crate::store::jobs::Job;
use crate::store::notifications::{self, Notification};
use crate::store::quotes::Stamp;
use crate::store::{Tx, actors, publications, quotes};

/// The job that looks up what a publication quotes and whether it may. Its subject is the publication's URI.
pub const CHECK: &str = "quote";

/// The address of our word.
pub fn stamp_uri(app: &App, id: i64) -> String {
    app.uri(&format!("/ap/q/{id}"))
}

/// The number of our word with this address.
pub fn stamp_id(app: &App, uri: &str) -> Option<i64> {
    uri.strip_prefix(&app.uri("/ap/q/"))?.parse().ok()
}

/// Our word as a document.
pub fn stamp_document(app: &App, stamp: &Stamp, author: &str, quoted: &str) -> Value {
    json!({
        "@context": context(), "id": stamp_uri(app, stamp.id), "type": "QuoteAuthorization",
        "attributedTo": author, "interactingObject": stamp.quoting_uri, "interactionTarget": quoted,
    })
}

/// The job that checks a quote, with the consent that it shows.
pub fn job(app: &App, uri: &str, authorization: Option<&str>) -> Job {
    let now = app.now();
    Job::new(app.next_id(), CHECK, format!("{uri} {}", authorization.unwrap_or_default()), now)
        .with(json!({"uri": uri, "authorization": authorization}).to_string())
}

/// Looks up what a publication quotes, and believes the consent only as the quoted author's origin has it.
pub async fn check(app: &App, job: &Job) -> Result<(), Trouble> {
    let payload: Value = serde_json::from_str(&job.payload).unwrap_or_default();
    let uri = payload["uri"].as_str().unwrap_or_default().to_owned();
    let mut tx = app.db.read().await?;
    let Some(quoting) = publications::find_by_uri(&mut tx, &uri).await? else { return Ok(()) };
    let Some(quote) = quotes::find(&mut tx, quoting.id).await? else { return Ok(()) };
    let own = publications::find_by_uri(&mut tx, &quote.quoted_uri).await?;
    drop(tx);
    let visit = Visit::begin(app).await?;
    let quoted = match own {
        Some(quoted) => quoted,
        None => visit.publication(&quote.quoted_uri).await?,
    };
    let authorization = payload["authorization"].as_str();
    let agreed = quoted.author_id == quoting.author_id
        || match authorization {
            Some(word) => holds(app, &visit, word, &quoting, &quoted).await?,
            None => false,
        };
    let authorization = authorization.filter(|_| agreed).map(str::to_owned);
    let told = quoted.local.then(|| told(app, &quoting, &quoted));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let state = if agreed { State::Accepted } else { quote.state };
                quotes::settle(tx, quoting.id, state, Some(quoted.id), authorization.as_deref()).await?;
                match told.filter(|_| agreed) {
                    Some(told) => notifications::insert(tx, &told).await,
                    None => Ok(()),
                }
            })
        })
        .await?;
    Ok(())
}

async fn holds(
    app: &App,
    visit: &Visit,
    word: &str,
    quoting: &Publication,
    quoted: &Publication,
) -> Result<bool, Trouble> {
    let mut tx = app.db.read().await?;
    if let Some(id) = stamp_id(app, word) {
        let stamp = quotes::find_stamp(&mut tx, id).await?;
        return Ok(stamp.is_some_and(|stamp| {
            stamp.revoked_at.is_none() && stamp.quoted_id == quoted.id && stamp.quoting_uri == quoting.uri
        }));
    }
    let author = actors::find(&mut tx, quoted.author_id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    if !origin::same(word, &author.uri) {
        return Ok(false);
    }
    match visit.document(word).await {
        Ok(document) => Ok(says(&document, &author.uri, &quoting.uri, &quoted.uri)),
        Err(trouble) if trouble.is_passing() => Err(trouble),
        Err(_) => Ok(false),
    }
}

/// Whether a document is the author's word about these two.
fn says(document: &Map<String, Value>, author: &str, quoting: &str, quoted: &str) -> bool {
    let names = |name: &str, uri: &str| document.get(name).and_then(wire::id_in) == Some(uri);
    wire::types(document).any(|name| name == "QuoteAuthorization")
        && names("attributedTo", author)
        && names("interactingObject", quoting)
        && names("interactionTarget", quoted)
}

fn told(app: &App, quoting: &Publication, quoted: &Publication) -> Notification {
    Notification {
        id: app.next_id(),
        reader_id: quoted.author_id,
        kind: "quote".to_owned(),
        from_id: quoting.author_id,
        publication_id: Some(quoting.id),
        created_at: app.now(),
        read_at: None,
        subject: quoting.uri.clone(),
    }
}

/// Tells the readers of a publication of ours that what it quotes may be shown with it now, or no longer.
pub async fn tell(app: &App, tx: &mut Tx, id: PublicationId) -> Result<()> {
    let Some(p) = publications::find(tx, id).await?.filter(|p| p.local && p.is_published()) else {
        return Ok(());
    };
    let details = publications::details(tx, id).await?;
    let author = actors::find(tx, p.author_id).await?.ok_or(Error::NotFound)?;
    outbox::send(app, tx, &author, Outgoing::Update(&p, &details)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consent_counts_only_for_what_it_names() {
        let good = json!({"type": "QuoteAuthorization", "attributedTo": "https://a.example/u",
            "interactingObject": "https://b.example/1", "interactionTarget": {"id": "https://a.example/1"}});
        let holds = |document: &Value| {
            let document = document.as_object().unwrap();
            says(document, "https://a.example/u", "https://b.example/1", "https://a.example/1")
        };
        assert!(holds(&good));
        for (field, other) in [
            ("type", json!("Note")),
            ("attributedTo", json!("https://a.example/other")),
            ("interactingObject", json!("https://b.example/2")),
            ("interactionTarget", json!(null)),
        ] {
            let mut bad = good.clone();
            bad[field] = other;
            assert!(!holds(&bad), "{field}");
        }
    }
}
