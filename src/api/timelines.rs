//! Timelines: home, everybody's, and those of a hashtag.

use crate::api::answer::{ListAnswer, Listed};
use crate::api::entities::Status;
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::api::view::{self, Entry};
use crate::app::App;
use crate::domain::id::ActorId;
use crate::domain::page::Page;
use crate::domain::publication::Publication;
use crate::error::Result;
use crate::store::home::{self, Item};
use crate::store::listing::Filter;
use crate::store::viewing::Viewer;
use crate::store::{Tx, listing, shown, viewing};
use axum::extract::{Path, State};

/// `GET /api/v1/timelines/home`
pub async fn home(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Status> {
    let who = caller.signed_in("read:statuses")?;
    let page = paging::page(&params, 20, 40);
    let mut tx = app.db.read().await?;
    let rows = home::list(&mut tx, who.actor.id, &page).await?;
    listed(&app, &mut tx, who.viewer(), &params, &page, rows).await
}

/// `GET /api/v1/timelines/public`
pub async fn public(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<Status> {
    open(&app, caller.viewer("read:statuses")?, &params, None).await
}

/// `GET /api/v1/timelines/tag/:tag`
pub async fn tag(
    State(app): State<App>,
    caller: Caller,
    Path(tag): Path<String>,
    params: Params,
) -> ListAnswer<Status> {
    open(&app, caller.viewer("read:statuses")?, &params, Some(tag)).await
}

async fn open(app: &App, viewer: Viewer, params: &Params, tag: Option<String>) -> ListAnswer<Status> {
    if viewer == Viewer::Public && !app.choices().public_timeline {
        return Err(ApiError::signed_out());
    }
    let page = paging::page(params, 20, 40);
    let filter = Filter {
        local: params.flag("local") == Some(true),
        roots: tag.is_none(),
        tag,
        before: page.before,
        after: page.after.or(page.since),
        upwards: page.is_upwards(),
        ..Filter::default()
    };
    let mut tx = app.db.read().await?;
    let found = listing::open_list(&mut tx, &filter, page.limit).await?;
    let ids: Vec<i64> = found.iter().map(|p| p.id.0).collect();
    let remote = params.flag("remote") == Some(true);
    let found = found.into_iter().filter(|p| !(remote && p.local));
    let found = without_averse(&mut tx, viewer, found.collect(), |p| p.author_id).await?;
    let mut statuses = view::statuses(app, &mut tx, viewer, found).await?;
    if params.flag("only_media") == Some(true) {
        statuses.retain(|status| !status.media_attachments.is_empty());
    }
    Ok(Listed::page(app, params, &page, &ids, statuses))
}

/// A page of a feed as statuses: what the viewer may see of it, each boost around what it passes on.
pub(super) async fn listed(
    app: &App,
    tx: &mut Tx,
    viewer: Viewer,
    params: &Params,
    page: &Page,
    rows: Vec<Item>,
) -> ListAnswer<Status> {
    let ids: Vec<i64> = rows.iter().map(|row| row.item_id).collect();
    let boosts: Vec<i64> = rows.iter().filter_map(|row| row.boost_id).collect();
    let boosts = shown::boosts(tx, &boosts).await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let boost = row.boost_id.and_then(|id| boosts.iter().find(|boost| boost.id == id)).cloned();
        if boost.is_some() == row.boost_id.is_some() && may_see(tx, viewer, &row.publication).await? {
            entries.push(Entry { publication: row.publication, boost });
        }
    }
    let entries = without_averse(tx, viewer, entries, |entry| entry.publication.author_id).await?;
    let statuses = view::entries(app, tx, viewer, &entries).await?;
    Ok(Listed::page(app, params, page, &ids, statuses))
}

/// What is open needs no question; whatever else there is on a page is asked for one by one.
async fn may_see(tx: &mut Tx, viewer: Viewer, p: &Publication) -> Result<bool> {
    if p.is_published() && p.visibility.is_open() { Ok(true) } else { viewing::may_see(tx, viewer, p).await }
}

/// Leaves out what comes from actors the viewer blocks or mutes, or who block the viewer.
async fn without_averse<T>(
    tx: &mut Tx,
    viewer: Viewer,
    mut rows: Vec<T>,
    author: impl Fn(&T) -> ActorId,
) -> Result<Vec<T>, ApiError> {
    let Some(me) = viewer.actor() else { return Ok(rows) };
    let mut authors: Vec<ActorId> = rows.iter().map(&author).collect();
    authors.sort_unstable();
    authors.dedup();
    let averse = shown::averse(tx, me, &authors).await?;
    rows.retain(|row| !averse.contains(&author(row)));
    Ok(rows)
}
