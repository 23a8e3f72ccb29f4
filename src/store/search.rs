//! Search by words. The only file with two dialects: FTS5 on SQLite, tsvector on PostgreSQL.
//!
//! The index is derived: made here rather than by a migration, and it can be rebuilt. Indexed are the publications
//! that are public and either written here or titled (actions, resources, calls …): passing chatter of others is not.

use super::sql::run;
use super::{Db, Tx};
use crate::domain::id::PublicationId;
use crate::domain::publication::Publication;
use crate::domain::text::fold;
use crate::domain::visibility::Visibility;
use crate::error::Result;

/// Makes the index where it is missing.
pub async fn prepare(db: &Db) -> Result<()> {
    db.write(|tx| {
        Box::pin(async move {
            match tx {
                Tx::Sqlite(_) => {
                    run!(
                        tx,
                        "create virtual table if not exists search_index using fts5(words, content = '',
                             contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2')"
                    )?;
                }
                Tx::Postgres(_) => {
                    run!(tx, "create table if not exists search_index (id bigint primary key, words tsvector not null)")?;
                    run!(tx, "create index if not exists search_index_words on search_index using gin (words)")?;
                }
            }
            Ok(())
        })
    })
    .await
}

/// Puts a publication into the index, in place of what was there; leaves out what may not be found.
pub async fn index(tx: &mut Tx, p: &Publication) -> Result<()> {
    let findable = p.is_published() && p.visibility == Visibility::Public && (p.local || p.kind.is_titled());
    if !findable {
        return if p.edited_at.is_some() { remove(tx, p.id).await } else { Ok(()) };
    }
    remove(tx, p.id).await?;
    let place =
        [&p.place_name, &p.place_locality].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let words = fold(&format!("{} {} {} {place}", text(&p.title), text(&p.summary), without_tags(&p.html)));
    match tx {
        Tx::Sqlite(_) => run!(tx, "insert into search_index (rowid, words) values ($1, $2)", p.id, words)?,
        Tx::Postgres(_) => run!(
            tx,
            "insert into search_index (id, words) values ($1, to_tsvector('simple', $2))",
            p.id,
            words
        )?,
    };
    Ok(())
}

/// Takes a publication out of the index.
pub async fn remove(tx: &mut Tx, id: PublicationId) -> Result<()> {
    match tx {
        Tx::Sqlite(_) => run!(tx, "delete from search_index where rowid = $1", id)?,
        Tx::Postgres(_) => run!(tx, "delete from search_index where id = $1", id)?,
    };
    Ok(())
}

/// The public publications in which every word of the query (or one it begins) stands, newest first.
///
/// Whatever the query holds is read as words: no search syntax reaches the engine. At most 12 words count.
pub async fn find(tx: &mut Tx, query: &str, before: i64, limit: i64) -> Result<Vec<Publication>> {
    let folded = fold(query);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(12).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    Ok(match tx {
        Tx::Sqlite(_) => {
            let pattern = words.iter().map(|w| format!("\"{w}\"*")).collect::<Vec<_>>().join(" ");
            super::sql::all!(
                tx,
                "select p.* from search_index s join publication p on p.id = s.rowid
                 join actor a on a.id = p.author_id and a.suspended_at is null and a.silenced_at is null
                 where s.words match $1 and p.status = 'published' and p.visibility = 'public' and p.id < $2
                 order by p.id desc limit $3",
                pattern,
                before,
                limit
            )?
        }
        Tx::Postgres(_) => {
            let pattern = words.iter().map(|w| format!("{w}:*")).collect::<Vec<_>>().join(" & ");
            super::sql::all!(
                tx,
                "select p.* from search_index s join publication p on p.id = s.id
                 join actor a on a.id = p.author_id and a.suspended_at is null and a.silenced_at is null
                 where s.words @@ to_tsquery('simple', $1) and p.status = 'published' and p.visibility = 'public'
                   and p.id < $2
                 order by p.id desc limit $3",
                pattern,
                before,
                limit
            )?
        }
    })
}

fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text
}
