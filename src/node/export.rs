//! Taking one's data along: an archive with everything this node holds of a person, in formats that others read.

use super::acting::Acting;
use super::{profile, publish};
use crate::app::App;
use crate::error::Result;
use crate::federation::objects::sent::actor;
use crate::store::export::{self, List};
use crate::store::{Tx, passkeys, people, preferences, publications, second_factor, sessions};
use anyhow::Context;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::PathBuf;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// How many activities are read at once.
const BATCH: i64 = 500;

/// Writes the archive into a file without a name, which goes when it is closed, and answers it from its beginning.
pub async fn archive(app: &App, acting: &Acting) -> Result<File> {
    let mut tx = app.db.read().await?;
    let mut texts = vec![
        ("actor.json".to_owned(), pretty(&actor::document(app, &mut tx, &acting.actor).await?)),
        ("outbox.json".to_owned(), pretty(&outbox(app, &mut tx, acting).await?)),
        ("publications.json".to_owned(), pretty(&written(&mut tx, acting).await?)),
    ];
    // The archive of an organisation is nobody's account.
    if acting.role.is_none() {
        texts.push(("account.json".to_owned(), pretty(&account(app, &mut tx, acting).await?)));
    }
    for list in List::ALL {
        let uris = export::list(&mut tx, acting.actor.id, list).await?;
        texts.push((format!("{}.csv", list.as_str()), csv(&uris)));
    }
    let mut files = export::files(&mut tx, acting.actor.id).await?;
    drop(tx);
    files.extend(acting.actor.icon.iter().chain(&acting.actor.image).cloned());
    let media = files.into_iter().map(|name| (name.clone(), app.config.media_dir().join(name))).collect();
    Ok(tokio::task::spawn_blocking(move || write(texts, media)).await.context("writing an archive")??)
}

/// What is kept of an account besides what it published.
async fn account(app: &App, tx: &mut Tx, acting: &Acting) -> Result<Value> {
    let person = &acting.person;
    let roles: Vec<Value> = people::standings(tx, person.id)
        .await?
        .into_iter()
        .map(|one| json!({ "organisation": one.organisation.uri, "role": one.role }))
        .collect();
    let open = sessions::list(tx, person.id, app.now()).await?;
    let keys = passkeys::list(tx, person.id).await?;
    Ok(json!({
        "username": acting.actor.username,
        "email": person.email,
        "language": person.language,
        "created_at": person.created_at,
        "administrator": person.administrator,
        "roles": roles,
        "preferences": preferences::of(tx, person.id).await?,
        "second_factor": second_factor::find(tx, person.id).await?.is_some_and(|one| one.confirmed_at.is_some()),
        "passkeys": keys.iter().map(|one| json!({ "name": one.name, "added": one.created_at, "used": one.used_at })).collect::<Vec<_>>(),
        "sessions": open.iter().map(|one| json!({ "opened": one.created_at, "until": one.expires_at })).collect::<Vec<_>>(),
        "notices": export::count_notices(tx, acting.actor.id).await?,
        "profile": { "text": profile::note_of(&acting.actor), "lines": profile::fields_of(&acting.actor) },
    }))
}

/// Every activity as it was sent.
async fn outbox(app: &App, tx: &mut Tx, acting: &Acting) -> Result<Value> {
    let mut items: Vec<Value> = Vec::new();
    let mut after = -1;
    loop {
        let batch = export::activities(tx, acting.actor.id, after, BATCH).await?;
        let Some((last, _)) = batch.last() else { break };
        after = *last;
        items.extend(batch.iter().filter_map(|(_, body)| serde_json::from_str::<Value>(body).ok()));
    }
    Ok(json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": app.uri(&format!("/ap/a/{}/outbox", acting.actor.username)),
        "type": "OrderedCollection",
        "totalItems": items.len(),
        "orderedItems": items,
    }))
}

/// Everything they wrote as they wrote it, drafts too.
async fn written(tx: &mut Tx, acting: &Acting) -> Result<Value> {
    let ids = export::publications(tx, acting.actor.id).await?;
    let mut list = Vec::new();
    for p in publications::list(tx, &ids).await? {
        let details = publications::details(tx, p.id).await?;
        let files = details.attachments.iter().map(|file| {
            json!({ "id": file.id.to_string(), "file": file.file, "media_type": file.media_type, "alt": file.alt })
        });
        list.push(json!({
            "content": publish::content(tx, &p).await?, "files": files.collect::<Vec<_>>(),
            "uri": p.uri, "kind": p.kind.as_str(), "status": p.status.as_str(), "visibility": p.visibility.as_str(),
            "language": p.language, "title": p.title, "summary": p.summary, "body": p.body,
            "created_at": p.created_at, "published_at": p.published_at, "edited_at": p.edited_at,
        }));
    }
    Ok(Value::Array(list))
}

fn pretty(value: &Value) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap_or_default()
}

/// One URI a line. They begin with `https:`, so no spreadsheet takes one for a formula.
fn csv(uris: &[String]) -> Vec<u8> {
    let mut text = String::from("address\n");
    for uri in uris {
        text.push_str(&format!("\"{}\"\n", uri.replace('"', "\"\"")));
    }
    text.into_bytes()
}

fn write(texts: Vec<(String, Vec<u8>)>, media: Vec<(String, PathBuf)>) -> anyhow::Result<File> {
    let mut zip = ZipWriter::new(nameless()?);
    // Most of it is compressed already, and the rest is small.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in texts {
        zip.start_file(name, options)?;
        zip.write_all(&text)?;
    }
    for (name, path) in media {
        let Ok(mut file) = File::open(path) else { continue };
        zip.start_file(format!("media/{name}"), options.large_file(true))?;
        io::copy(&mut file, &mut zip)?;
    }
    let mut file = zip.finish()?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// A file that is unlinked as soon as it is open: nothing of an archive stays behind.
fn nameless() -> anyhow::Result<File> {
    let path = std::env::temp_dir().join(format!("comarca-export-{}", super::secret::fresh()?));
    let mut options = File::options();
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.read(true).write(true).create_new(true).open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}
