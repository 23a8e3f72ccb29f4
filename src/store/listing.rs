//! Lists of what everybody may read: what there is, and what takes place when.

use super::Tx;
use super::sql::build;
use crate::domain::id::ActorId;
use crate::domain::publication::{Kind, Publication};
use crate::domain::text::fold;
use crate::domain::theme::Theme;
use crate::error::Result;
use chrono::{DateTime, Utc};

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
