//! `/notifications`: what somebody should know about, newest first. Opening the page marks them as read.

use askama::Template;
use axum::extract::{Query, State};

use super::answer::{Answer, page};
use super::card::{By, Card, authors, cards};
use super::filters;
use super::moments;
use super::pager::At;
use super::publication::seen;
use super::reader::Reader;
use crate::app::App;
use crate::domain::notice;
use crate::error::Result;
use crate::store::Tx;
use crate::store::notifications::{self, Notification};

/// One line of the page.
struct Line {
    /// The end of a `notice-…` key.
    kind: String,
    by: By,
    ago: String,
    at: String,
    is_new: bool,
    about: Option<Card>,
    /// Where to answer.
    answer: Option<String>,
}

#[derive(Template)]
#[template(path = "notifications.html")]
struct NotificationsPage<'a> {
    reader: &'a Reader,
    lines: Vec<Line>,
    older: Option<String>,
}

/// `GET /notifications`
pub async fn show(State(app): State<App>, reader: Reader, Query(at): Query<At>) -> Answer {
    let readers = reader.signed_in()?.told();
    let mut tx = app.db.read().await?;
    let mut list = Vec::new();
    for reader in &readers {
        list.extend(notifications::list(&mut tx, *reader, None, &at.page()).await?);
    }
    list.sort_by_key(|n| std::cmp::Reverse(n.id));
    list.truncate(usize::try_from(at.page().limit).unwrap_or(usize::MAX));
    let older = At::cut(&reader, &mut list, |n| n.id);
    let newest = list.first().map(|n| n.id);
    let lines = lines(&app, &mut tx, &reader, list).await?;
    drop(tx);
    if let Some(newest) = newest.filter(|_| at.before.is_none()) {
        let now = app.now();
        app.db
            .write(move |tx| {
                Box::pin(async move {
                    for reader in readers {
                        notifications::mark_read(tx, reader, newest, now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
    }
    page(&reader, &NotificationsPage { reader: &reader, lines, older })
}

async fn lines(app: &App, tx: &mut Tx, reader: &Reader, list: Vec<Notification>) -> Result<Vec<Line>> {
    let names = authors(tx, list.iter().map(|n| n.from_id)).await?;
    let mut lines = Vec::new();
    for n in list {
        let Some(by) = names.get(&n.from_id).cloned() else { continue };
        let about = match n.publication_id {
            Some(id) => match seen(tx, reader, id).await {
                Ok(publication) => cards(app, tx, reader, vec![publication]).await?.pop(),
                Err(_) => None,
            },
            None => None,
        };
        lines.push(Line {
            by,
            about,
            ago: moments::ago(reader.lang(), app.now(), n.created_at),
            at: n.created_at.to_rfc3339(),
            is_new: n.read_at.is_none(),
            answer: match n.kind.as_str() {
                "follow_request" => Some("/follow".to_owned()),
                "measure" => Some(format!("/appeal/{}", n.subject)),
                "stamp_request" | "stamp_prepared" => Some("/stamps".to_owned()),
                "stamp_granted" | "stamp_refused" | "stamp_sealed" => Some("/stamps#asked".to_owned()),
                "member_in" | "member_out" | "seat_won" | "seat_lost" => {
                    Some(format!("/alliances/{}", n.subject))
                }
                notice::ACCOUNT_REQUEST => Some("/admin/people#requests".to_owned()),
                "report" => Some(format!("/admin/moderation/reports/{}", n.subject)),
                _ => None,
            },
            kind: n.kind,
        });
    }
    Ok(lines)
}
