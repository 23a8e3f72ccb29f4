//! Publications: the spine and its detail tables; and the one query layer that decides who may see what.

use super::Tx;
use super::columns::from_row;
use super::sql::{all, build, maybe, run, value};
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, PersonId, PublicationId};
use crate::domain::minutes::Item;
use crate::domain::publication::{
    Attachment, Details, Kind, Partner, Publication, Revision, Status, Translation,
};
use crate::domain::text::fold;
use crate::domain::theme::Theme;
use crate::domain::visibility::Visibility;
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Who looks: what decides which publications exist for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody signed in.
    Public,
    /// A person of this node, with the actor they act as (their own, or an organisation they hold a role in).
    Local { person: PersonId, acting_as: ActorId },
    /// A remote actor who proved who they are.
    Remote(ActorId),
}

impl Viewer {
    /// The actor who looks, when there is one.
    pub fn actor(self) -> Option<ActorId> {
        match self {
            Viewer::Public => None,
            Viewer::Local { acting_as, .. } => Some(acting_as),
            Viewer::Remote(actor) => Some(actor),
        }
    }
}

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

/// The publication with this id, whoever asks. Serialisers use [`visible`].
pub async fn find(tx: &mut Tx, id: PublicationId) -> Result<Option<Publication>> {
    Ok(maybe!(tx, "select * from publication where id = $1", id)?)
}

/// The publication with this URI, whoever asks.
pub async fn find_by_uri(tx: &mut Tx, uri: &str) -> Result<Option<Publication>> {
    Ok(maybe!(tx, "select * from publication where uri = $1", uri)?)
}

/// The publication, if it exists for this viewer.
pub async fn visible(tx: &mut Tx, viewer: Viewer, id: PublicationId) -> Result<Option<Publication>> {
    let Some(publication) = find(tx, id).await? else { return Ok(None) };
    Ok(is_shown(tx, viewer, &publication).await?.then_some(publication))
}

/// Whether a viewer may see a publication that a list brought. Lists leave out what suspended authors wrote; for what
/// comes from elsewhere ask [`is_shown`]. Unknown and forbidden look the same to whoever asks.
pub async fn may_see(tx: &mut Tx, viewer: Viewer, p: &Publication) -> Result<bool> {
    if !p.is_published() {
        // A draft is its organisation's.
        return Ok(p.status == Status::Draft && is_of(tx, viewer, p.author_id).await?);
    }
    if p.visibility.is_open() {
        return Ok(true);
    }
    let Some(actor) = viewer.actor() else { return Ok(false) };
    if is_of(tx, viewer, p.author_id).await? || mentions(tx, p.id, actor).await? {
        return Ok(true);
    }
    Ok(match p.visibility {
        Visibility::Public | Visibility::Quiet => true,
        Visibility::Local => matches!(viewer, Viewer::Local { .. }),
        Visibility::Followers => {
            super::follows::find(tx, actor, p.author_id).await?.is_some_and(|f| f.accepted)
        }
        // VIS-12: who is a member now; who was removed sees it no longer.
        Visibility::Alliance => super::alliances::is_among(tx, p.author_id, actor).await?,
        Visibility::Group | Visibility::Organisation | Visibility::Named => false,
    })
}

/// Whether a publication that was found by its name exists for a viewer: its author is not suspended, and they may see it.
pub async fn is_shown(tx: &mut Tx, viewer: Viewer, p: &Publication) -> Result<bool> {
    Ok(!is_hidden(tx, p.author_id).await? && may_see(tx, viewer, p).await?)
}

/// Whether nothing of an actor is shown, because it is suspended.
pub async fn is_hidden(tx: &mut Tx, author: ActorId) -> Result<bool> {
    Ok(value!(tx, "select exists (select 1 from actor where id = $1 and suspended_at is not null)", author)?)
}

/// Whether the viewer is the author or holds a role in the authoring organisation.
async fn is_of(tx: &mut Tx, viewer: Viewer, author: ActorId) -> Result<bool> {
    Ok(match viewer {
        Viewer::Local { person, acting_as } => {
            acting_as == author || super::people::role(tx, person, author).await?.is_some()
        }
        Viewer::Remote(actor) => actor == author,
        Viewer::Public => false,
    })
}

async fn mentions(tx: &mut Tx, id: PublicationId, actor: ActorId) -> Result<bool> {
    Ok(value!(
        tx,
        "select exists (select 1 from publication_mention where publication_id = $1 and actor_id = $2)",
        id,
        actor
    )?)
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

/// Whether what a publication `p` by `a` says it belongs to shows it: to its author's own, to people here, to whom its author
/// follows or is allied with. Anybody else only claims to belong.
pub(super) const IS_WELCOME: &str = "exists (
    select 1 from publication whole where whole.uri = p.about_uri and (
        p.author_id = whole.author_id or a.host is null
        or exists (select 1 from follow f
                   where f.follower_id = whole.author_id and f.target_id = p.author_id and f.accepted)
        or exists (select 1 from roster_member m join roster_member o on o.alliance = m.alliance
                   join actor w on w.uri = o.actor where m.actor = a.uri and w.id = whole.author_id)))";

/// What a list asks for. Only what is published and public (with `quiet` for an author's own page) is ever listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub author: Option<ActorId>,
    pub kinds: Vec<Kind>,
    pub theme: Option<Theme>,
    pub tag: Option<String>,
    /// Only what belongs to the publication with this id, and is welcome there.
    pub about: Option<String>,
    /// Only of this node's authors.
    pub local: bool,
    /// Quiet ones too: for one author's page.
    pub quiet: bool,
    /// No replies.
    pub roots: bool,
    pub before: Option<i64>,
    pub after: Option<i64>,
    /// The page fills from its old end: the nearest to `after`. It is still answered newest first.
    pub upwards: bool,
}

/// A page of open publications, newest first.
pub async fn open_list(tx: &mut Tx, filter: &Filter, limit: i64) -> Result<Vec<Publication>> {
    let tag = filter.tag.as_deref().map(fold);
    let mut rows: Vec<Publication> = build!(
        tx,
        "select p.* from publication p join actor a on a.id = p.author_id
         where p.status = 'published' and a.suspended_at is null and a.deleted_at is null and p.visibility in (",
        rows,
        |b| {
            b.push(if filter.quiet { "'public', 'quiet')" } else { "'public')" });
            match filter.author {
                Some(author) => b.push(" and p.author_id = ").push_bind(author),
                None => b.push(" and a.silenced_at is null"),
            };
            if !filter.kinds.is_empty() {
                b.push(" and p.kind in (");
                let mut list = b.separated(", ");
                for kind in &filter.kinds {
                    list.push_bind(*kind);
                }
                b.push(")");
            }
            if let Some(theme) = filter.theme {
                b.push(" and p.id in (select publication_id from publication_theme where theme = ").push_bind(theme).push(")");
            }
            if let Some(tag) = &tag {
                b.push(" and p.id in (select publication_id from publication_tag where tag = ").push_bind(tag.clone()).push(")");
            }
            if let Some(about) = &filter.about {
                b.push(" and p.about_uri = ").push_bind(about.clone()).push(" and ").push(IS_WELCOME);
            }
            if filter.local {
                b.push(" and p.local");
            }
            if filter.roots {
                b.push(" and p.in_reply_to_uri is null");
            }
            if let Some(before) = filter.before {
                b.push(" and p.id < ").push_bind(before);
            }
            if let Some(after) = filter.after {
                b.push(" and p.id > ").push_bind(after);
            }
            b.push(if filter.upwards { " order by p.id asc limit " } else { " order by p.id desc limit " });
            b.push_bind(limit);
        }
    )?;
    if filter.upwards {
        rows.reverse();
    }
    Ok(rows)
}

/// Open dated publications that have not ended before `from` and begin before `to`, soonest first.
pub async fn agenda(
    tx: &mut Tx,
    author: Option<ActorId>,
    theme: Option<Theme>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Publication>> {
    Ok(build!(
        tx,
        "select p.* from publication p join actor a on a.id = p.author_id
         where p.status = 'published' and p.visibility = 'public' and a.suspended_at is null and a.deleted_at is null
           and p.starts_at < ",
        rows,
        |b| {
            b.push_bind(to).push(" and coalesce(p.ends_at, p.starts_at) >= ").push_bind(from);
            match author {
                Some(author) => b.push(" and p.author_id = ").push_bind(author),
                None => b.push(" and a.silenced_at is null"),
            };
            if let Some(theme) = theme {
                b.push(" and p.id in (select publication_id from publication_theme where theme = ").push_bind(theme).push(")");
            }
            b.push(" order by p.starts_at, p.id limit ").push_bind(limit);
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

/// The published answers to a publication, oldest first; check each with [`may_see`].
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

/// Everything published in a thread, oldest first; check each with [`may_see`].
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
        attachments: attachments(tx, &[id]).await?,
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
    put_attachments(tx, id, &d.attachments).await
}

async fn put_attachments(tx: &mut Tx, id: PublicationId, attachments: &[Attachment]) -> Result<()> {
    run!(tx, "update attachment set publication_id = null where publication_id = $1", id)?;
    for (position, file) in (0i64..).zip(attachments) {
        insert_attachment(tx, &Attachment { publication_id: Some(id), position, ..file.clone() }).await?;
    }
    run!(tx, "delete from attachment where publication_id is null and file is null")?;
    Ok(())
}

/// Adds a file, or moves the one with this id to its publication and position.
pub async fn insert_attachment(tx: &mut Tx, a: &Attachment) -> Result<()> {
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

/// The file with this id.
pub async fn find_attachment(tx: &mut Tx, id: i64) -> Result<Option<Attachment>> {
    Ok(maybe!(tx, "select * from attachment where id = $1", id)?)
}

/// What the authors of what has the file of somebody else at this address say it is to the byte.
pub async fn digests_of_file(tx: &mut Tx, url: &str) -> Result<Vec<String>> {
    let sql = "select distinct digest from attachment where remote_url = $1 and digest is not null";
    let rows: Vec<(String,)> = all!(tx, sql, url)?;
    Ok(rows.into_iter().map(|(digest,)| digest).collect())
}

/// The file that lies under this name in the media directory.
pub async fn find_attachment_by_file(tx: &mut Tx, name: &str) -> Result<Option<Attachment>> {
    Ok(maybe!(tx, "select * from attachment where file = $1", name)?)
}

/// The files of these publications, in order.
pub async fn attachments(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<Attachment>> {
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

/// Removes the rows of files; answers the names to unlink once this is committed.
pub async fn remove_attachments(tx: &mut Tx, attachments: &[Attachment]) -> Result<Vec<String>> {
    for file in attachments {
        run!(tx, "delete from attachment where id = $1", file.id)?;
    }
    Ok(attachments.iter().filter_map(|a| a.file.clone()).collect())
}
