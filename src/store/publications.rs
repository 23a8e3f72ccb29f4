//! Publications: the spine and its detail tables. Who may see what is decided in [`super::viewing`].

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run};
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PublicationId};
use crate::domain::minutes::Item;

use crate::domain::publication::{Details, Partner, Publication, Revision, Translation};
use crate::domain::theme::Theme;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Adds a publication to the spine; answers whether it is new (its URI was not there).
pub async fn insert(tx: &mut Tx, publication: &Publication) -> Result<bool> {
    Ok(insert_all(tx, std::slice::from_ref(publication)).await?.len() == 1)
}

/// Adds publications as one set; answers the ids of those whose URI was not there yet.
pub async fn insert_all(tx: &mut Tx, publications: &[Publication]) -> Result<Vec<PublicationId>> {
    let mut fresh = Vec::with_capacity(publications.len());
    for chunk in publications.chunks(super::sql::rows_per_statement(46)) {
        let rows: Vec<(PublicationId,)> = build!(
            tx,
            "insert into publication (id, uri, kind, status, local, author_id, acted_by, visibility, language, title,
                 summary, body, html, url, sensitive, in_reply_to_id, in_reply_to_uri, thread_id, about_uri, starts_at,
                 ends_at, time_zone, place_name, place_address, place_locality, place_country, latitude, longitude,
                 place_precision, online_url, cancelled, join_mode, capacity, stage, since, deadline, resource_type,
                 licence, created_at, published_at, edited_at, withdrawn_at, version) ",
            rows,
            |b| {
                b.push_values(chunk, |mut row, p| {
                    row.push_bind(p.id).push_bind(&p.uri).push_bind(p.kind).push_bind(p.status).push_bind(p.local);
                    row.push_bind(p.author_id).push_bind(p.acted_by).push_bind(p.visibility).push_bind(&p.language);
                    row.push_bind(&p.title).push_bind(&p.summary).push_bind(&p.body).push_bind(&p.html);
                    row.push_bind(&p.url).push_bind(p.sensitive).push_bind(p.in_reply_to_id);
                    row.push_bind(&p.in_reply_to_uri).push_bind(p.thread_id).push_bind(&p.about_uri);
                    row.push_bind(p.starts_at).push_bind(p.ends_at).push_bind(&p.time_zone).push_bind(&p.place_name);
                    row.push_bind(&p.place_address).push_bind(&p.place_locality).push_bind(&p.place_country);
                    row.push_bind(p.latitude).push_bind(p.longitude).push_bind(p.place_precision);
                    row.push_bind(&p.online_url).push_bind(p.cancelled).push_bind(p.join_mode).push_bind(p.capacity);
                    row.push_bind(p.stage).push_bind(&p.since).push_bind(p.deadline).push_bind(&p.resource_type);
                    row.push_bind(&p.licence).push_bind(p.created_at).push_bind(p.published_at);
                    row.push_bind(p.edited_at).push_bind(p.withdrawn_at).push_bind(p.version);
                });
                b.push(" on conflict (uri) do nothing returning id");
            }
        )?;
        fresh.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(fresh)
}

/// Removes a draft as if it had never been; its files have to be let go before.
pub async fn remove_draft(tx: &mut Tx, id: PublicationId) -> Result<()> {
    run!(tx, "delete from publication where id = $1 and status = 'draft'", id)?;
    Ok(())
}

/// Rewrites a publication's row (all but id, URI, author, thread and creation). The caller has checked the version.
pub async fn update(tx: &mut Tx, p: &Publication) -> Result<()> {
    run!(
        tx,
        "update publication set kind = $1, status = $2, acted_by = $3, visibility = $4, language = $5, title = $6,
             summary = $7, body = $8, html = $9, url = $10, sensitive = $11, about_uri = $12, starts_at = $13,
             ends_at = $14, time_zone = $15, place_name = $16, place_address = $17, place_locality = $18,
             place_country = $19, latitude = $20, longitude = $21, place_precision = $22, online_url = $23,
             cancelled = $24, join_mode = $25, capacity = $26, stage = $27, since = $28, deadline = $29,
             resource_type = $30, licence = $31, published_at = $32, edited_at = $33, withdrawn_at = $34,
             version = $35, in_reply_to_id = $36, in_reply_to_uri = $37
         where id = $38",
        p.kind,
        p.status,
        p.acted_by,
        p.visibility,
        &p.language,
        &p.title,
        &p.summary,
        &p.body,
        &p.html,
        &p.url,
        p.sensitive,
        &p.about_uri,
        p.starts_at,
        p.ends_at,
        &p.time_zone,
        &p.place_name,
        &p.place_address,
        &p.place_locality,
        &p.place_country,
        p.latitude,
        p.longitude,
        p.place_precision,
        &p.online_url,
        p.cancelled,
        p.join_mode,
        p.capacity,
        p.stage,
        &p.since,
        p.deadline,
        &p.resource_type,
        &p.licence,
        p.published_at,
        p.edited_at,
        p.withdrawn_at,
        p.version,
        p.in_reply_to_id,
        &p.in_reply_to_uri,
        p.id
    )?;
    Ok(())
}

/// The publication with this id, whoever asks. Serialisers use [`super::viewing::visible`].
pub async fn find(tx: &mut Tx, id: PublicationId) -> Result<Option<Publication>> {
    Ok(maybe!(tx, "select * from publication where id = $1", id)?)
}

/// The publication with this URI, whoever asks.
pub async fn find_by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Publication>> {
    Ok(maybe!(tx, "select * from publication where uri = $1", uri)?)
}

/// The publications with these ids whose authors are not suspended, in no particular order.
pub async fn list(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<Publication>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(
        tx,
        "select p.* from publication p join actor a on a.id = p.author_id where a.suspended_at is null and p.id in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(")");
        }
    )?)
}

/// The drafts of an author, newest first.
pub async fn drafts(tx: &mut Tx, author: ActorId, limit: i64) -> Result<Vec<Publication>> {
    Ok(all!(
        tx,
        "select * from publication where author_id = $1 and status = 'draft' order by id desc limit $2",
        author,
        limit
    )?)
}

/// The published answers to a publication, oldest first; check each with [`super::viewing::may_see`].
pub async fn replies(tx: &mut Tx, id: PublicationId, limit: i64) -> Result<Vec<Publication>> {
    Ok(all!(
        tx,
        "select p.* from publication p join actor a on a.id = p.author_id
         where p.in_reply_to_id = $1 and p.status = 'published' and a.suspended_at is null order by p.id limit $2",
        id,
        limit
    )?)
}

/// Who elsewhere answered a publication, passed it on, reacted to it or asked for a seat.
pub async fn touched_by(tx: &mut Tx, id: PublicationId) -> Result<Vec<Actor>> {
    Ok(all!(
        tx,
        "select a.* from actor a
         where a.host is not null and a.suspended_at is null and a.deleted_at is null and a.id in
             (select actor_id from boost where publication_id = $1
              union select actor_id from reaction where publication_id = $1
              union select actor_id from rsvp where publication_id = $1
              union select author_id from publication where in_reply_to_id = $1)",
        id
    )?)
}

/// Everything published in a thread, oldest first; check each with [`super::viewing::may_see`].
pub async fn thread(tx: &mut Tx, thread: PublicationId, limit: i64) -> Result<Vec<Publication>> {
    Ok(all!(
        tx,
        "select p.* from publication p join actor a on a.id = p.author_id
         where p.thread_id = $1 and p.status = 'published' and a.suspended_at is null order by p.id limit $2",
        thread,
        limit
    )?)
}

/// Ties replies that came before their parent to it, and moves their thread under the parent's.
pub async fn adopt_replies(tx: &mut Tx, parent: &Publication) -> Result<()> {
    run!(
        tx,
        "update publication set thread_id = $1 where thread_id in
             (select thread_id from publication where in_reply_to_uri = $2 and in_reply_to_id is null)",
        parent.thread_id,
        &parent.uri
    )?;
    run!(
        tx,
        "update publication set in_reply_to_id = $1 where in_reply_to_uri = $2 and in_reply_to_id is null",
        parent.id,
        &parent.uri
    )?;
    Ok(())
}

/// The themes of some publications, as pairs.
pub async fn themes(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<(PublicationId, Theme)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(
        tx,
        "select publication_id, theme from publication_theme where publication_id in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(") order by publication_id, theme");
        }
    )?)
}

/// Reads the lists of a publication.
pub async fn details(tx: &mut Tx, id: PublicationId) -> Result<Details> {
    let themes: Vec<(Theme,)> =
        all!(tx, "select theme from publication_theme where publication_id = $1 order by theme", id)?;
    let tags: Vec<(String,)> =
        all!(tx, "select name from publication_tag where publication_id = $1 order by tag", id)?;
    let mentions: Vec<(ActorId,)> =
        all!(tx, "select actor_id from publication_mention where publication_id = $1 order by actor_id", id)?;
    let partners: Vec<Partner> = all!(
        tx,
        "select name, uri from publication_partner where publication_id = $1 order by position",
        id
    )?;
    let translations: Vec<Translation> = all!(
        tx,
        "select language, title, summary, body, html, state from translation where publication_id = $1 order by language",
        id
    )?;
    let items: Vec<Item> = all!(
        tx,
        "select kind, text, owner, due from minutes_item where publication_id = $1 order by position",
        id
    )?;
    let mut details = Details {
        themes: themes.into_iter().map(|(theme,)| theme).collect(),
        tags: tags.into_iter().map(|(tag,)| tag).collect(),
        mentions: mentions.into_iter().map(|(actor,)| actor).collect(),
        partners,
        translations,
        items,
        attachments: super::attachments::of(tx, &[id]).await?,
        ..Details::default()
    };
    super::extras::read(tx, id, &mut details).await?;
    Ok(details)
}

/// Replaces the lists of a publication, attachments included (rows of remote files are added as they are).
pub async fn put_details(tx: &mut Tx, id: PublicationId, d: &Details) -> Result<()> {
    for table in [
        "delete from publication_theme where publication_id = $1",
        "delete from publication_tag where publication_id = $1",
        "delete from publication_mention where publication_id = $1",
        "delete from publication_partner where publication_id = $1",
        "delete from translation where publication_id = $1",
        "delete from minutes_item where publication_id = $1",
    ] {
        run!(tx, table, id)?;
    }
    super::details::add_lists(tx, &[(id, d)]).await?;
    super::extras::put(tx, id, d).await?;
    super::attachments::put(tx, id, &d.attachments).await
}

/// How often publications were answered, boosted and liked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts {
    pub id: PublicationId,
    pub replies: i64,
    pub boosts: i64,
    pub likes: i64,
}

from_row!(Counts { id, replies, boosts, likes });

/// The counts of these publications.
pub async fn counts(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<Counts>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(
        tx,
        "select p.id as id,
             (select count(*) from publication r where r.in_reply_to_id = p.id and r.status = 'published'
                and r.visibility in ('public', 'quiet')) as replies,
             (select count(*) from boost b where b.publication_id = p.id) as boosts,
             (select count(*) from reaction l where l.publication_id = p.id) as likes
         from publication p where p.id in (",
        rows,
        |b| {
            let mut list = b.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            b.push(")");
        }
    )?)
}

/// Keeps what a publication said before an edit.
pub async fn insert_revision(tx: &mut Tx, r: &Revision) -> Result<()> {
    run!(
        tx,
        "insert into revision (id, publication_id, person_id, at, title, summary, body, html, visibility, sensitive, details)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        r.id,
        r.publication_id,
        r.person_id,
        r.at,
        &r.title,
        &r.summary,
        &r.body,
        &r.html,
        r.visibility,
        r.sensitive,
        &r.details
    )?;
    Ok(())
}

/// What a publication said before, oldest first.
pub async fn revisions(tx: &mut Tx, id: PublicationId) -> Result<Vec<Revision>> {
    Ok(all!(tx, "select * from revision where publication_id = $1 order by id", id)?)
}

/// Takes a publication's words away and leaves its tombstone: bytes gone, the URI answers 410.
pub async fn withdraw(tx: &mut Tx, p: &Publication, former_type: &str, at: DateTime<Utc>) -> Result<()> {
    bury(tx, &p.uri, Some(p.author_id), Some(former_type), at).await?;
    put_details(tx, p.id, &Details::default()).await?;
    run!(tx, "delete from revision where publication_id = $1", p.id)?;
    run!(tx, "delete from publication_wire where publication_id = $1", p.id)?;
    run!(tx, "delete from home where publication_id = $1", p.id)?;
    run!(tx, "delete from notification where publication_id = $1", p.id)?;
    run!(tx, "delete from boost where publication_id = $1", p.id)?;
    run!(tx, "delete from reaction where publication_id = $1", p.id)?;
    run!(tx, "delete from bookmark where publication_id = $1", p.id)?;
    run!(tx, "delete from rsvp where publication_id = $1", p.id)?;
    super::search::remove(tx, p.id).await?;
    run!(
        tx,
        "update publication set status = 'withdrawn', title = null, summary = null, body = '', html = '',
             place_name = null, place_address = null, place_locality = null, place_country = null, latitude = null,
             longitude = null, online_url = null, withdrawn_at = $1, version = version + 1 where id = $2",
        at,
        p.id
    )?;
    Ok(())
}

/// Remembers that a URI is gone for good.
pub async fn bury(
    tx: &mut Tx,
    uri: &str,
    actor: Option<ActorId>,
    former_type: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    run!(
        tx,
        "insert into tombstone (uri, actor_id, former_type, at) values ($1, $2, $3, $4) on conflict (uri) do nothing",
        uri,
        actor,
        former_type,
        at
    )?;
    Ok(())
}

/// When a URI went and what it was, if it is gone for good.
pub async fn tombstone(
    tx: &mut Tx,
    uri: &str,
) -> Result<Option<(Option<ActorId>, Option<String>, DateTime<Utc>)>> {
    Ok(maybe!(tx, "select actor_id, former_type, at from tombstone where uri = $1", uri)?)
}

/// The object of a publication of others, as its origin wrote it.
pub async fn wire(tx: &mut Tx, id: PublicationId) -> Result<Option<String>> {
    let row: Option<(String,)> =
        maybe!(tx, "select json from publication_wire where publication_id = $1", id)?;
    Ok(row.map(|(json,)| json))
}

/// Keeps the exact JSON of a remote publication.
pub async fn put_wire(tx: &mut Tx, id: PublicationId, wire_type: &str, json: &str) -> Result<()> {
    run!(
        tx,
        "insert into publication_wire (publication_id, wire_type, json) values ($1, $2, $3)
         on conflict (publication_id) do update set wire_type = excluded.wire_type, json = excluded.json",
        id,
        wire_type,
        json
    )?;
    Ok(())
}
