//! `/settings/data`: what this node knows about somebody, taking it along, and leaving.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::response::IntoResponse;
use http::{HeaderValue, StatusCode, header};
use tokio_util::io::ReaderStream;

use super::super::answer::{Answer, page, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::limits::Tries;
use super::super::moments;
use super::super::reader::Reader;
use super::Desk;
use crate::app::App;
use crate::error::{Error, Result};
use crate::node::{export, leaving};
use crate::store::{self, oauth, passkeys, sessions};

/// One thing that is kept: the end of a `known-…` key, and how much of it.
struct Known {
    key: &'static str,
    count: i64,
}

#[derive(Template)]
#[template(path = "settings/data.html")]
struct DataPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    known: Vec<Known>,
    email: Option<String>,
    /// When the account will be erased, if that was asked.
    leaving: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/leave.html")]
struct LeavePage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    username: String,
    has_password: bool,
    choices: Vec<(&'static str, String, String)>,
}

/// `GET /settings/data`
pub async fn show(State(app): State<App>, desk: Desk) -> Answer {
    let reader = &desk.reader;
    let leaving = leaving::when(&app, desk.acting.person.id).await?;
    let template = DataPage {
        reader,
        ways: desk.ways(),
        known: known(&app, &desk).await?,
        email: desk.acting.person.email.clone(),
        leaving: leaving.map(|at| moments::stamp(reader.lang(), at)),
    };
    page(reader, &template)
}

/// `POST /settings/data/archive`: a POST, so that nobody else's page can make a browser fetch it.
pub async fn archive(State(app): State<App>, desk: Desk) -> Answer {
    let file = tokio::fs::File::from_std(export::archive(&app, &desk.acting).await?);
    let name = format!("attachment; filename=\"comarca-{}.zip\"", desk.acting.actor.username);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// `GET /settings/data/leave`
pub async fn ask(desk: Desk) -> Answer {
    let mut fields = Fields::default();
    fields.put("when", "later");
    leave_page(&desk, Form::of(fields), StatusCode::OK)
}

/// `POST /settings/data/leave`
pub async fn leave(State(app): State<App>, tries: Tries, desk: Desk, fields: Fields) -> Answer {
    tries.secret(&desk.acting.actor.username)?;
    let (proof, username) = (desk.proof(fields.raw("password")), fields.text("username"));
    let at_once = fields.text("when") == "now";
    match leaving::ask(&app, &desk.acting, &proof, username, at_once).await {
        Ok(()) => Ok(see_done(if at_once { "/" } else { "/settings/data" }, "leaving")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&desk.reader, fields, &refusals);
            leave_page(&desk, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /settings/data/stay`
pub async fn stay(State(app): State<App>, desk: Desk) -> Answer {
    leaving::stay(&app, desk.acting.person.id).await?;
    Ok(see_done("/settings/data", "staying"))
}

fn leave_page(desk: &Desk, form: Form, status: StatusCode) -> Answer {
    let reader = &desk.reader;
    let choice = |word: &'static str| {
        (word, reader.t(&format!("leave-{word}")), reader.t(&format!("leave-{word}-about")))
    };
    let template = LeavePage {
        reader,
        ways: desk.ways(),
        form,
        username: desk.acting.actor.username.clone(),
        has_password: desk.acting.person.has_password(),
        choices: vec![choice("later"), choice("now")],
    };
    page_with(status, reader, &template)
}

async fn known(app: &App, desk: &Desk) -> Result<Vec<Known>> {
    let (person, actor) = (desk.acting.person.id, desk.acting.actor.id);
    let mut tx = app.db.read().await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut known = vec![
        Known { key: "publications", count: count(store::export::publications(&mut tx, actor).await?.len()) },
        Known { key: "files", count: count(store::export::files(&mut tx, actor).await?.len()) },
    ];
    for (key, list) in [
        ("following", store::export::List::Following),
        ("followers", store::export::List::Followers),
        ("bookmarks", store::export::List::Bookmarks),
        ("likes", store::export::List::Likes),
        ("attending", store::export::List::Attending),
        ("blocked", store::export::List::Blocked),
        ("muted", store::export::List::Muted),
    ] {
        known.push(Known { key, count: count(store::export::list(&mut tx, actor, list).await?.len()) });
    }
    let beside = store::export::count_beside(&mut tx, person, actor).await?;
    known.extend(beside.map(|(key, count)| Known { key, count }));
    known.push(Known { key: "notices", count: store::export::count_notices(&mut tx, actor).await? });
    known.push(Known {
        key: "sessions",
        count: count(sessions::list(&mut tx, person, app.now()).await?.len()),
    });
    known.push(Known { key: "passkeys", count: count(passkeys::list(&mut tx, person).await?.len()) });
    known.push(Known { key: "applications", count: count(oauth::grants(&mut tx, person).await?.len()) });
    Ok(known)
}
