//! The files of publications: those in the media directory, and those that lie elsewhere.

use super::Tx;
use super::sql::{all, build, maybe, run};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::publication::Attachment;
use crate::error::Result;

pub async fn put(tx: &mut Tx, id: PublicationId, attachments: &[Attachment]) -> Result<()> {
    run!(tx, "update attachment set publication_id = null where publication_id = $1", id)?;
    for (position, file) in (0i64..).zip(attachments) {
        insert(tx, &Attachment { publication_id: Some(id), position, ..file.clone() }).await?;
    }
    run!(tx, "delete from attachment where publication_id is null and file is null")?;
    Ok(())
}

/// Adds a file, or moves the one with this id to its publication and position.
pub async fn insert(tx: &mut Tx, a: &Attachment) -> Result<()> {
    run!(
        tx,
        "insert into attachment (id, publication_id, owner_id, position, media_type, file, remote_url, alt, width,
             height, blurhash, size, digest, language, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (id) do update set publication_id = excluded.publication_id, position = excluded.position,
             alt = excluded.alt, language = excluded.language",
        a.id,
        a.publication_id,
        a.owner_id,
        a.position,
        &a.media_type,
        &a.file,
        &a.remote_url,
        &a.alt,
        a.width,
        a.height,
        &a.blurhash,
        a.size,
        &a.digest,
        &a.language,
        a.created_at
    )?;
    Ok(())
}

/// Lets the files of a publication wait for another one of its author's.
pub async fn let_go(tx: &mut Tx, id: PublicationId, author: ActorId) -> Result<()> {
    let sql = "update attachment set publication_id = null, owner_id = $1 where publication_id = $2";
    run!(tx, sql, author, id)?;
    Ok(())
}

/// The file with this id.
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<Attachment>> {
    Ok(maybe!(tx, "select * from attachment where id = $1", id)?)
}

/// What the authors of what has the file of somebody else at this address say it is to the byte.
pub async fn digests_of_file(tx: &mut Tx, url: &str) -> Result<Vec<String>> {
    let sql = "select distinct digest from attachment where remote_url = $1 and digest is not null";
    let rows: Vec<(String,)> = all!(tx, sql, url)?;
    Ok(rows.into_iter().map(|(digest,)| digest).collect())
}

/// The file that lies under this name in the media directory.
pub async fn find_by_file(tx: &mut Tx, name: &str) -> Result<Option<Attachment>> {
    Ok(maybe!(tx, "select * from attachment where file = $1", name)?)
}

/// The files of these publications, in order.
pub async fn of(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<Attachment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(tx, "select * from attachment where publication_id in (", rows, |b| {
        let mut list = b.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        b.push(") order by publication_id, position");
    })?)
}

/// Removes the rows of files; answers the names to unlink once this is committed.
pub async fn remove(tx: &mut Tx, attachments: &[Attachment]) -> Result<Vec<String>> {
    for file in attachments {
        run!(tx, "delete from attachment where id = $1", file.id)?;
    }
    Ok(attachments.iter().filter_map(|a| a.file.clone()).collect())
}
