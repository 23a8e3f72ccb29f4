//! `/history/{id}`: what a publication said before each edit, word by word.

use askama::Template;
use axum::extract::{Path, State};

use super::answer::{Answer, page};
use super::diff::{Piece, words};
use super::publication::seen;
use super::reader::Reader;
use super::{filters, moments};
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::store::{people, publications};

/// One edit: when, and the words of title, summary and text with what changed in them.
struct Edit {
    at: String,
    title: Vec<Piece>,
    summary: Vec<Piece>,
    body: Vec<Piece>,
}

impl Edit {
    fn new(at: &str, old: &[String; 3], new: &[String; 3]) -> Edit {
        let [title, summary, body] = [0, 1, 2].map(|part| words(&old[part], &new[part]));
        Edit { at: at.to_owned(), title, summary, body }
    }

    /// The parts that have words, each with its class.
    fn parts(&self) -> Vec<(&'static str, &[Piece])> {
        let parts: [(&str, &[Piece]); 3] =
            [("strong", &self.title), ("quiet", &self.summary), ("", &self.body)];
        parts.into_iter().filter(|(_, pieces)| !pieces.is_empty()).collect()
    }
}

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage<'a> {
    reader: &'a Reader,
    href: String,
    title: String,
    edits: Vec<Edit>,
    first: String,
}

/// `GET /history/{id}`
pub async fn show(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let mut tx = app.db.read().await?;
    let p = seen(&mut tx, &reader, PublicationId(id)).await?;
    let mut past = publications::revisions(&mut tx, p.id).await?;
    // VIS-25: what was not for everybody when it was written stays so, whatever came later.
    let is_of_the_house = match &reader.account {
        Some(account) => {
            account.own.id == p.author_id
                || people::role(&mut tx, account.acting.person.id, p.author_id).await?.is_some()
        }
        None => false,
    };
    past.retain(|revision| is_of_the_house || revision.visibility.is_open());
    let day = |at: chrono::DateTime<chrono::Utc>| moments::stamp(reader.lang(), at);
    // A text from elsewhere has no Markdown of ours: its words are compared without their tags.
    let text = |body: &str, html: &str| if body.is_empty() { without_tags(html) } else { body.to_owned() };
    let mut states: Vec<(String, [String; 3])> = past
        .iter()
        .map(|r| {
            let words = [r.title.clone(), r.summary.clone()].map(Option::unwrap_or_default);
            let [title, summary] = words;
            (day(r.at), [title, summary, text(&r.body, &r.html)])
        })
        .collect();
    let now =
        [p.title.clone().unwrap_or_default(), p.summary.clone().unwrap_or_default(), text(&p.body, &p.html)];
    states.push((day(p.edited_at.unwrap_or(p.created_at)), now));
    let first = states.first().map(|(at, _)| at.clone()).unwrap_or_default();
    let edits =
        states.iter().zip(states.iter().skip(1)).rev().map(|((_, old), (at, new))| Edit::new(at, old, new));
    let edits: Vec<Edit> = edits.collect();
    let template = HistoryPage {
        reader: &reader,
        href: p.path(),
        title: p.title.clone().unwrap_or_default(),
        edits,
        first,
    };
    page(&reader, &template)
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
        text.push(' ');
    }
    text.trim().to_owned()
}
