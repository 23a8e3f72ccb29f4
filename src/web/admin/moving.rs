//! `/admin/moving`: an organisation leaves for a node of its own, step by step: what it published is taken along, read on
//! the new node, each address names the other, and at the end it moves.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::response::IntoResponse;
use http::{HeaderValue, StatusCode, header};
use tokio_util::io::ReaderStream;

use super::super::answer::{Answer, page_with, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::limits::Tries;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::domain::permission;
use crate::domain::refusal::Refusal;
use crate::error::{Error, Result};
use crate::node::account::{self, Proof};
use crate::node::acting::Acting;
use crate::node::graduation;

/// The largest archive that is taken over by a page, in bytes. A larger one goes by the command.
pub const ARCHIVE_MAX: usize = 512 * 1024 * 1024;

/// What an archive brought.
struct Taken {
    taken: usize,
    known: usize,
    /// Addresses of what cannot be kept here, with the key of why.
    left: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin/moving.html")]
struct MovingPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    /// The organisation that moves: its name, handle and username; none where the reader acts for none.
    moving: Option<(String, String, String)>,
    /// Where it is also known, and where it has gone.
    aliases: Vec<String>,
    gone: Option<String>,
    taken: Option<Taken>,
    has_password: bool,
}

/// `GET /admin/moving`
pub async fn show(office: Office) -> Answer {
    html(&office, Form::default(), None, StatusCode::OK)
}

/// `POST /admin/moving/archive`: a POST, so that nobody else's page can make a browser fetch it.
pub async fn archive(State(app): State<App>, office: Office) -> Answer {
    let acting = mover(&office)?;
    let file = tokio::fs::File::from_std(graduation::pack(&app, acting).await?);
    let name = format!("attachment; filename=\"comarca-{}.zip\"", acting.actor.username);
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// `POST /admin/moving/import`
pub async fn import(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    let acting = mover(&office)?;
    let Some(file) = fields.files.first() else {
        return refused(&office, fields, Refusal::ArchiveUnreadable.at("archive").into());
    };
    match graduation::take_over(&app, acting, file.bytes.to_vec()).await {
        Ok(report) => {
            let taken = Taken { taken: report.taken, known: report.known, left: report.left };
            html(&office, Form::default(), Some(taken), StatusCode::OK)
        }
        Err(Error::Refused(mut refusals)) => {
            refusals.0.iter_mut().for_each(|(field, _)| *field = "archive");
            refused(&office, fields, Error::Refused(refusals))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/moving/alias`: the organisation is also known there, or with `remove` not any more.
pub async fn alias(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    let known = !fields.has("remove");
    match graduation::known_as(&app, mover(&office)?, fields.text("address"), known).await {
        Ok(_) => Ok(see_done("/admin/moving", "saved")),
        Err(error) => refused(&office, fields, error),
    }
}

/// `POST /admin/moving/move`: it goes for good. The password (a fresh sign-in, where there is none) and the name typed
/// again say that it is meant.
pub async fn go(State(app): State<App>, tries: Tries, office: Office, fields: Fields) -> Answer {
    let acting = mover(&office)?;
    tries.secret(&acting.actor.username)?;
    match moved(&app, &office, &fields).await {
        Ok(()) => Ok(see_done("/admin/moving", "moved")),
        Err(error) => refused(&office, fields, error),
    }
}

async fn moved(app: &App, office: &Office, fields: &Fields) -> Result<()> {
    let acting = mover(office)?;
    let session = &office.reader.signed_in()?.session;
    let proof = Proof { password: fields.raw("password"), session };
    account::prove(app, &acting.person, &proof).await?.map_err(|no| no.at("password"))?;
    if fields.text("username").trim_start_matches('@') != acting.actor.username {
        return Err(Refusal::NameNotRepeated.at("username").into());
    }
    match graduation::leave_for(app, acting, fields.text("target")).await {
        Err(Error::Refused(mut refusals)) => {
            refusals.0.iter_mut().for_each(|(field, _)| *field = "target");
            Err(Error::Refused(refusals))
        }
        other => other.map(drop),
    }
}

/// Who moves: the organisation that the reader acts for and looks after.
fn mover(office: &Office) -> Result<&Acting> {
    let acting = &office.acting;
    if acting.role.is_some_and(permission::manages) { Ok(acting) } else { Err(Refusal::NotAllowed.into()) }
}

fn refused(office: &Office, fields: Fields, error: Error) -> Answer {
    match error {
        Error::Refused(refusals) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(office, form, None, StatusCode::UNPROCESSABLE_ENTITY)
        }
        error => Err(error.into()),
    }
}

fn html(office: &Office, form: Form, taken: Option<Taken>, status: StatusCode) -> Answer {
    let reader = &office.reader;
    let actor = mover(office).ok().map(|acting| &acting.actor);
    let named = |actor: &crate::domain::actor::Actor| {
        (actor.shown_name().to_owned(), format!("@{}", actor.acct()), actor.username.clone())
    };
    let aliases = actor.map(|actor| actor.also_known_as.split_whitespace().map(str::to_owned).collect());
    let template = MovingPage {
        reader,
        ways: office.ways(),
        form,
        moving: actor.map(named),
        aliases: aliases.unwrap_or_default(),
        gone: actor.and_then(|actor| actor.moved_to.clone()),
        taken,
        has_password: office.acting.person.has_password(),
    };
    page_with(status, reader, &template)
}
