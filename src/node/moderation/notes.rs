//! Notes of those who run the node, for each other: about an actor, a domain or a report.

use super::Moderator;
use crate::app::App;
use crate::domain::moderation::{check_text, domain};
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::store::moderation::{self, About, Note};
use crate::store::{Tx, actors, reports};

/// Adds a note.
pub async fn add(app: &App, by: &Moderator, about: About, text: &str) -> Result<Note> {
    let text = text.trim().to_owned();
    if text.is_empty() {
        return Err(Refusal::BodyMissing.at("text").into());
    }
    check_text(&text).map_err(|no| no.at("text"))?;
    let note = Note { id: app.next_id(), person_id: by.person(), text, created_at: app.now() };
    let (row, own, by) = (note.clone(), app.clone(), by.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let about = existing(tx, about).await?;
                moderation::add_note(tx, &row, &about).await?;
                by.log(&own, tx, "note", &name_of(&about)).await
            })
        })
        .await?;
    Ok(note)
}

/// Removes a note.
pub async fn remove(app: &App, by: &Moderator, id: i64) -> Result<()> {
    let (own, by) = (app.clone(), by.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !moderation::remove_note(tx, id).await? {
                    return Err(Error::NotFound);
                }
                by.log(&own, tx, "note-removed", &id.to_string()).await
            })
        })
        .await
}

async fn existing(tx: &mut Tx, about: About) -> Result<About> {
    match about {
        About::Actor(id) => actors::find(tx, id).await?.map(|_| About::Actor(id)).ok_or(Error::NotFound),
        About::Report(id) => reports::find(tx, id).await?.map(|_| About::Report(id)).ok_or(Error::NotFound),
        About::Domain(name) => {
            domain(&name).map(About::Domain).ok_or_else(|| Refusal::DomainInvalid.at("domain").into())
        }
    }
}

fn name_of(about: &About) -> String {
    match about {
        About::Actor(id) => id.to_string(),
        About::Report(id) => format!("report {id}"),
        About::Domain(domain) => domain.clone(),
    }
}
