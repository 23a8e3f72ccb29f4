//! Atom feeds (RFC 4287): of what an actor published for everybody, and of any list of a page.

use atom_syndication::{Content, Entry, Feed, Link, Person, Text};
use axum::response::IntoResponse;
use http::{HeaderValue, header};

use super::answer::Answer;
use super::calendar::newest;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::publication::Publication;
use crate::error::Error;
use crate::store::listing::{Filter, open_list};

/// The newest of a feed.
const MOST: i64 = 30;

/// VIS-02: only what is public, whoever asks.
pub async fn of(app: &App, actor: &Actor) -> Answer {
    let filter = Filter { author: Some(actor.id), roots: true, ..Filter::default() };
    let list = open_list(&mut app.db.read().await?, &filter, MOST).await?;
    let page = app.uri(&format!("/@{}", actor.acct()));
    let name = printable(actor.shown_name());
    answer(Feed {
        id: actor.uri.clone(),
        title: Text::plain(name.clone()),
        updated: newest(&list, actor.created_at).fixed_offset(),
        authors: vec![Person { name, uri: Some(page.clone()), ..Person::default() }],
        links: vec![
            link("alternate", page.clone(), "text/html"),
            link("self", page + ".atom", "application/atom+xml"),
        ],
        entries: list.iter().map(|p| entry(app, p)).collect(),
        ..Feed::default()
    })
}

/// The feed of a list that is public, at `address` on this node.
pub fn of_list(app: &App, title: &str, address: &str, list: &[Publication]) -> Answer {
    let (own, page) = (app.uri(address), app.uri(&address.replacen(".atom", "", 1)));
    answer(Feed {
        id: own.clone(),
        title: Text::plain(printable(title)),
        updated: newest(list, app.now()).fixed_offset(),
        authors: vec![Person { name: app.host(), ..Person::default() }],
        links: vec![link("alternate", page, "text/html"), link("self", own, "application/atom+xml")],
        entries: list.iter().map(|p| entry(app, p)).collect(),
        ..Feed::default()
    })
}

fn answer(feed: Feed) -> Answer {
    let xml = feed.write_to(Vec::new()).map_err(|error| Error::Internal(anyhow::Error::new(error)))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, xml).into_response())
}

fn entry(app: &App, p: &Publication) -> Entry {
    let published = p.published_at.unwrap_or(p.created_at);
    let title = p.title.clone().unwrap_or_else(|| p.summary.clone().unwrap_or_else(|| p.kind.to_string()));
    Entry {
        id: p.uri.clone(),
        title: Text::plain(printable(&title)),
        updated: p.edited_at.unwrap_or(published).fixed_offset(),
        published: Some(published.fixed_offset()),
        links: vec![link("alternate", app.uri(&p.path()), "text/html")],
        summary: p.summary.as_deref().map(|summary| Text::plain(printable(summary))),
        content: Some(Content {
            lang: p.language.clone(),
            value: Some(printable(&p.html)),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn link(rel: &str, href: String, mime_type: &str) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime_type.to_owned()), ..Link::default() }
}

/// XSS-13: XML 1.0 has no place for most control characters, escaped or not.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
