//! The lists of publications, written as sets: one statement a table, however many publications arrived.

use super::Tx;
use super::sql::{build, rows_per_statement};
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::minutes::Item;
use crate::domain::publication::{Attachment, Details, Partner, Translation};
use crate::domain::text::fold;
use crate::domain::theme::Theme;
use crate::error::Result;

/// Adds the lists of new publications, files that stay elsewhere included.
pub async fn add_all(tx: &mut Tx, details: &[(PublicationId, &Details)]) -> Result<()> {
    add_lists(tx, details).await?;
    super::extras::add_all(tx, details).await?;
    let files: Vec<(i64, PublicationId, &Attachment)> = details
        .iter()
        .flat_map(|(id, d)| (0i64..).zip(&d.attachments).map(|(position, file)| (position, *id, file)))
        .collect();
    add_files(tx, &files).await
}

/// Adds the lists of new publications, files aside.
pub async fn add_lists(tx: &mut Tx, details: &[(PublicationId, &Details)]) -> Result<()> {
    add_themes(tx, &pairs(details, |d| &d.themes)).await?;
    add_tags(tx, &pairs(details, |d| &d.tags)).await?;
    add_mentions(tx, &pairs(details, |d| &d.mentions)).await?;
    add_partners(tx, &numbered(details, |d| &d.partners)).await?;
    add_translations(tx, &pairs(details, |d| &d.translations)).await?;
    add_items(tx, &numbered(details, |d| &d.items)).await
}

fn pairs<'a, T>(
    details: &[(PublicationId, &'a Details)],
    list: fn(&Details) -> &Vec<T>,
) -> Vec<(PublicationId, &'a T)> {
    details.iter().flat_map(|(id, d)| list(d).iter().map(|entry| (*id, entry))).collect()
}

fn numbered<'a, T>(
    details: &[(PublicationId, &'a Details)],
    list: fn(&Details) -> &Vec<T>,
) -> Vec<(PublicationId, i64, &'a T)> {
    details.iter().flat_map(|(id, d)| (0i64..).zip(list(d)).map(|(n, entry)| (*id, n, entry))).collect()
}

async fn add_themes(tx: &mut Tx, rows: &[(PublicationId, &Theme)]) -> Result<()> {
    for chunk in rows.chunks(rows_per_statement(2)) {
        build!(tx, "insert into publication_theme (publication_id, theme) ", run, |b| {
            b.push_values(chunk, |mut row, (id, theme)| {
                row.push_bind(*id).push_bind(**theme);
            });
            b.push(" on conflict do nothing");
        })?;
    }
    Ok(())
}

async fn add_tags(tx: &mut Tx, rows: &[(PublicationId, &String)]) -> Result<()> {
    for chunk in rows.chunks(rows_per_statement(3)) {
        build!(tx, "insert into publication_tag (publication_id, tag, name) ", run, |b| {
            b.push_values(chunk, |mut row, (id, tag)| {
                row.push_bind(*id).push_bind(fold(tag)).push_bind(*tag);
            });
            b.push(" on conflict do nothing");
        })?;
    }
    Ok(())
}

async fn add_mentions(tx: &mut Tx, rows: &[(PublicationId, &ActorId)]) -> Result<()> {
    for chunk in rows.chunks(rows_per_statement(2)) {
        build!(tx, "insert into publication_mention (publication_id, actor_id) ", run, |b| {
            b.push_values(chunk, |mut row, (id, actor)| {
                row.push_bind(*id).push_bind(**actor);
            });
            b.push(" on conflict do nothing");
        })?;
    }
    Ok(())
}

async fn add_partners(tx: &mut Tx, rows: &[(PublicationId, i64, &Partner)]) -> Result<()> {
    for chunk in rows.chunks(rows_per_statement(4)) {
        build!(tx, "insert into publication_partner (publication_id, position, name, uri) ", run, |b| {
            b.push_values(chunk, |mut row, (id, position, partner)| {
                row.push_bind(*id).push_bind(*position).push_bind(&partner.name).push_bind(&partner.uri);
            });
        })?;
    }
    Ok(())
}

async fn add_translations(tx: &mut Tx, rows: &[(PublicationId, &Translation)]) -> Result<()> {
    for chunk in rows.chunks(rows_per_statement(7)) {
        build!(
            tx,
            "insert into translation (publication_id, language, title, summary, body, html, state) ",
            run,
            |b| {
                b.push_values(chunk, |mut row, (id, t)| {
                    row.push_bind(*id).push_bind(&t.language).push_bind(&t.title).push_bind(&t.summary);
                    row.push_bind(&t.body).push_bind(&t.html).push_bind(t.state);
                });
                b.push(" on conflict do nothing");
            }
        )?;
    }
    Ok(())
}

async fn add_items(tx: &mut Tx, rows: &[(PublicationId, i64, &Item)]) -> Result<()> {
    for chunk in rows.chunks(rows_per_statement(6)) {
        build!(
            tx,
            "insert into minutes_item (publication_id, position, kind, text, owner, due) ",
            run,
            |b| {
                b.push_values(chunk, |mut row, (id, position, item)| {
                    row.push_bind(*id).push_bind(*position).push_bind(item.kind);
                    row.push_bind(&item.text).push_bind(&item.owner).push_bind(&item.due);
                });
            }
        )?;
    }
    Ok(())
}

async fn add_files(tx: &mut Tx, rows: &[(i64, PublicationId, &Attachment)]) -> Result<()> {
    for chunk in rows.chunks(rows_per_statement(15)) {
        build!(
            tx,
            "insert into attachment (id, publication_id, owner_id, position, media_type, file, remote_url, alt,
                 width, height, blurhash, size, digest, language, created_at) ",
            run,
            |b| {
                b.push_values(chunk, |mut row, (position, id, a)| {
                    row.push_bind(a.id).push_bind(*id).push_bind(a.owner_id).push_bind(*position);
                    row.push_bind(&a.media_type).push_bind(&a.file).push_bind(&a.remote_url).push_bind(&a.alt);
                    row.push_bind(a.width).push_bind(a.height).push_bind(&a.blurhash).push_bind(a.size);
                    row.push_bind(&a.digest).push_bind(&a.language).push_bind(a.created_at);
                });
            }
        )?;
    }
    Ok(())
}
