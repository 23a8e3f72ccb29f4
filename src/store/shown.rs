//! What a page of many publications or actors shows beside them, read as sets: a page costs the same few queries
//! whatever stands on it.

use super::Tx;
use super::columns::from_row;
use super::reactions::Boost;
use super::sql::{build, maybe};
use crate::domain::id::{ActorId, PublicationId};
use crate::error::Result;

/// Pushes ` in (…)` with every id.
macro_rules! push_in {
    ($b:ident, $ids:expr) => {{
        $b.push(" in (");
        let mut list = $b.separated(", ");
        for id in $ids {
            list.push_bind(*id);
        }
        $b.push(")");
    }};
}

/// Somebody named in a publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Mentioned {
    pub publication_id: PublicationId,
    pub id: ActorId,
    pub username: String,
    pub host: Option<String>,
    pub uri: String,
    pub url: Option<String>,
}
from_row!(Mentioned { publication_id, id, username, host, uri, url });

/// Who is named in these publications.
pub async fn mentioned(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<Mentioned>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(
        tx,
        "select m.publication_id, a.id, a.username, a.host, a.uri, a.url
         from publication_mention m join actor a on a.id = m.actor_id
         where a.deleted_at is null and m.publication_id",
        rows,
        |b| {
            push_in!(b, ids);
            b.push(" order by m.publication_id, a.id");
        }
    )?)
}

/// The hashtags of these publications as written, without `#`.
pub async fn tags(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<(PublicationId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(tx, "select publication_id, name from publication_tag where publication_id", rows, |b| {
        push_in!(b, ids);
        b.push(" order by publication_id, tag");
    })?)
}

/// The authors of these publications.
pub async fn authors(tx: &mut Tx, ids: &[PublicationId]) -> Result<Vec<(PublicationId, ActorId)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(tx, "select id, author_id from publication where id", rows, |b| { push_in!(b, ids) })?)
}

/// The boosts with these ids.
pub async fn boosts(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Boost>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(tx, "select id, uri, actor_id, publication_id, created_at from boost where id", rows, |b| {
        push_in!(b, ids);
    })?)
}

/// What one actor did with a publication: `like`, `boost` or `bookmark`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub publication_id: PublicationId,
    pub kind: String,
}
from_row!(Mark { publication_id, kind });

/// What `actor` did with these publications.
pub async fn marks(tx: &mut Tx, actor: ActorId, ids: &[PublicationId]) -> Result<Vec<Mark>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(tx, "select publication_id, 'like' as kind from reaction where actor_id = ", rows, |b| {
        b.push_bind(actor).push(" and publication_id");
        push_in!(b, ids);
        b.push(" union all select publication_id, 'boost' from boost where actor_id = ").push_bind(actor);
        b.push(" and publication_id");
        push_in!(b, ids);
        b.push(" union all select publication_id, 'bookmark' from bookmark where actor_id = ")
            .push_bind(actor);
        b.push(" and publication_id");
        push_in!(b, ids);
    })?)
}

/// How much an actor published and how many follow it and it follows, as far as this node knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    pub id: ActorId,
    pub publications: i64,
    pub followers: i64,
    pub following: i64,
}
from_row!(Figures { id, publications, followers, following });

/// The figures of these actors; only what everybody may see is counted.
pub async fn figures(tx: &mut Tx, ids: &[ActorId]) -> Result<Vec<Figures>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(build!(
        tx,
        "select a.id,
             (select count(*) from publication p where p.author_id = a.id and p.status = 'published'
                and p.visibility in ('public', 'quiet')) as publications,
             (select count(*) from follow f where f.target_id = a.id and f.accepted) as followers,
             (select count(*) from follow f where f.follower_id = a.id and f.accepted) as following
         from actor a where a.id",
        rows,
        |b| { push_in!(b, ids) }
    )?)
}

/// What stands between one actor and another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relation {
    pub id: ActorId,
    pub following: bool,
    pub requested: bool,
    pub followed_by: bool,
    pub requested_by: bool,
    pub blocking: bool,
    pub blocked_by: bool,
    pub muting: bool,
}
from_row!(Relation { id, following, requested, followed_by, requested_by, blocking, blocked_by, muting });

/// What stands between `me` and these actors.
pub async fn relations(tx: &mut Tx, me: ActorId, ids: &[ActorId]) -> Result<Vec<Relation>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let follows = "exists (select 1 from follow f where f.follower_id = ";
    let averse = "exists (select 1 from aversion v where v.actor_id = ";
    Ok(build!(tx, "select a.id, ", rows, |b| {
        b.push(follows).push_bind(me).push(" and f.target_id = a.id and f.accepted) as following, ");
        b.push(follows).push_bind(me).push(" and f.target_id = a.id and not f.accepted) as requested, ");
        b.push(follows)
            .push("a.id and f.accepted and f.target_id = ")
            .push_bind(me)
            .push(") as followed_by, ");
        b.push(follows)
            .push("a.id and not f.accepted and f.target_id = ")
            .push_bind(me)
            .push(") as requested_by, ");
        b.push(averse).push_bind(me).push(" and v.target_id = a.id and v.kind = 'block') as blocking, ");
        b.push(averse)
            .push("a.id and v.kind = 'block' and v.target_id = ")
            .push_bind(me)
            .push(") as blocked_by, ");
        b.push(averse).push_bind(me).push(" and v.target_id = a.id and v.kind = 'mute') as muting ");
        b.push("from actor a where a.id");
        push_in!(b, ids);
    })?)
}

/// Those of these actors whom `me` blocks or mutes, or who block `me`.
pub async fn averse(tx: &mut Tx, me: ActorId, ids: &[ActorId]) -> Result<Vec<ActorId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(ActorId,)> = build!(tx, "select target_id from aversion where actor_id = ", rows, |b| {
        b.push_bind(me).push(" and target_id");
        push_in!(b, ids);
        b.push(" union select actor_id from aversion where kind = 'block' and target_id = ").push_bind(me);
        b.push(" and actor_id");
        push_in!(b, ids);
    })?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The size of the node, in the three numbers it tells about itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeFigures {
    pub people: i64,
    pub publications: i64,
    pub peers: i64,
}
from_row!(NodeFigures { people, publications, peers });

/// How many people have an account here, how much everybody may read, and how many other nodes are known.
pub async fn node_figures(tx: &mut Tx) -> Result<NodeFigures> {
    let found = maybe!(
        tx,
        "select (select count(*) from person where disabled_at is null) as people,
             (select count(*) from publication p join actor a on a.id = p.author_id
              where a.host is null and p.status = 'published' and p.visibility in ('public', 'quiet')) as publications,
             (select count(*) from origin where blocked_at is null) as peers"
    )?;
    Ok(found.unwrap_or(NodeFigures { people: 0, publications: 0, peers: 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use crate::domain::follow::AversionKind;
    use crate::domain::page::Page;
    use crate::domain::publication::Details;
    use crate::store::testing::{self, noon};
    use crate::store::{follows, home, publications, reactions, saved, wall};

    /// Ana of this node follows Valmar, also of it, whose post names Lyon; Ana likes, boosts and bookmarks the post.
    async fn scene() -> testing::TestDb {
        let test = testing::open().await;
        let ana = testing::actor(&test.db, 1, ActorKind::Person, "ana", None).await;
        let valmar = testing::actor(&test.db, 2, ActorKind::Organisation, "valmar", None).await;
        let lyon = testing::actor(&test.db, 3, ActorKind::Organisation, "lyon", Some("lyon.example")).await;
        testing::follows(&test.db, &ana, &valmar).await;
        let post = testing::post(50, &valmar, "Hola");
        let details = Details { tags: vec!["Acogida".into()], mentions: vec![lyon.id], ..Details::default() };
        let boost = Boost {
            id: 60,
            uri: "https://valmar.example/b/60".into(),
            actor_id: ana.id,
            publication_id: post.id,
            created_at: noon(),
        };
        test.db
            .write(move |tx| {
                Box::pin(async move {
                    publications::insert(tx, &post).await?;
                    publications::put_details(tx, post.id, &details).await?;
                    home::fan_out(tx, &[post.id]).await?;
                    reactions::boost(tx, &boost).await?;
                    reactions::react(tx, "https://valmar.example/l/1", ana.id, post.id, "", noon()).await?;
                    reactions::bookmark(tx, 61, ana.id, post.id, noon()).await?;
                    follows::avert(tx, lyon.id, ana.id, AversionKind::Block, None, noon()).await
                })
            })
            .await
            .unwrap();
        test
    }

    #[tokio::test]
    async fn a_page_of_posts_comes_with_what_stands_beside_it() {
        let test = scene().await;
        let mut tx = test.db.read().await.unwrap();
        let (ana, post) = (ActorId(1), [PublicationId(50)]);
        let mut kinds: Vec<String> =
            marks(&mut tx, ana, &post).await.unwrap().into_iter().map(|m| m.kind).collect();
        kinds.sort();
        assert_eq!(kinds, ["bookmark", "boost", "like"]);
        assert!(marks(&mut tx, ActorId(2), &post).await.unwrap().is_empty());
        assert_eq!(mentioned(&mut tx, &post).await.unwrap()[0].host.as_deref(), Some("lyon.example"));
        assert_eq!(tags(&mut tx, &post).await.unwrap(), [(post[0], "Acogida".to_string())]);
        assert_eq!(authors(&mut tx, &post).await.unwrap(), [(post[0], ActorId(2))]);
        assert_eq!(boosts(&mut tx, &[60, 61]).await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn accounts_come_with_their_figures_and_what_stands_between_them() {
        let test = scene().await;
        let mut tx = test.db.read().await.unwrap();
        let (ana, valmar, lyon) = (ActorId(1), ActorId(2), ActorId(3));
        let figures = figures(&mut tx, &[valmar]).await.unwrap();
        assert_eq!(figures, [Figures { id: valmar, publications: 1, followers: 1, following: 0 }]);
        let relation = relations(&mut tx, ana, &[valmar]).await.unwrap()[0];
        assert!(relation.following && !relation.requested && !relation.followed_by && !relation.blocked_by);
        let relation = relations(&mut tx, ana, &[lyon]).await.unwrap()[0];
        assert!(relation.blocked_by && !relation.blocking && !relation.following);
        let relation = relations(&mut tx, valmar, &[ana]).await.unwrap()[0];
        assert!(relation.followed_by && !relation.following);
        assert_eq!(averse(&mut tx, ana, &[valmar, lyon]).await.unwrap(), [lyon]);
    }

    #[tokio::test]
    async fn a_readers_own_lists_and_an_authors_page_are_read_in_both_directions() {
        let test = scene().await;
        let mut tx = test.db.read().await.unwrap();
        let (ana, valmar) = (ActorId(1), ActorId(2));
        let up = Page { after: Some(0), ..Page::newest(5) };
        for page in [Page::newest(5), up] {
            assert_eq!(saved::bookmarks(&mut tx, ana, &page).await.unwrap(), [(61, PublicationId(50))]);
            assert_eq!(saved::likes(&mut tx, ana, &page).await.unwrap(), [(50, PublicationId(50))]);
            assert_eq!(saved::followers(&mut tx, valmar, &page).await.unwrap()[0].1, ana);
            assert_eq!(saved::following(&mut tx, ana, &page).await.unwrap()[0].1, valmar);
            assert!(saved::requests(&mut tx, valmar, &page).await.unwrap().is_empty());
            let all = wall::Wall {
                author: ana,
                closed: false,
                replies: true,
                boosts: true,
                files: false,
                tag: None,
            };
            assert_eq!(wall::list(&mut tx, &all, &page).await.unwrap()[0].boost_id, Some(60));
            let tagged = wall::Wall { author: valmar, tag: Some("acogida".into()), ..all };
            assert_eq!(wall::list(&mut tx, &tagged, &page).await.unwrap().len(), 1);
        }
        let none = Page { before: Some(50), ..Page::newest(5) };
        assert!(saved::bookmarks(&mut tx, ana, &none).await.unwrap().is_empty());
    }
}
