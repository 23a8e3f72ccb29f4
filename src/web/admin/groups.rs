//! `/admin/groups`: the working groups that this node hosts: making one, and ending one for good.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::super::answer::{Answer, page_with, see_done};
use super::super::card::By;
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Office;
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::refusal::Refusal;
use crate::error::Error;
use crate::node::{group, identity};
use crate::store::{actors, follows, groups};

/// A group that lives here.
struct Row {
    by: By,
    username: String,
    is_closed: bool,
    members: i64,
    moderators: Vec<String>,
}

#[derive(Template)]
#[template(path = "admin/groups.html")]
struct GroupsPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "admin/group_end.html")]
struct EndPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    row: Row,
}

/// `GET /admin/groups`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    html(&app, &office, Form::of(Fields::default()), StatusCode::OK).await
}

/// `POST /admin/groups`
pub async fn make(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    let (username, name) = (fields.text("username").to_lowercase(), fields.text("name").to_owned());
    match identity::create_group(&app, &username, &name, fields.has("closed")).await {
        Ok(made) => Ok(see_done(&format!("/@{}", made.username), "group-made")),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(&app, &office, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /admin/groups/{name}/end`
pub async fn ask(State(app): State<App>, office: Office, Path(name): Path<String>) -> Answer {
    office.node()?;
    end_page(&app, &office, &name, Form::of(Fields::default()), StatusCode::OK).await
}

/// `POST /admin/groups/{name}/end`: its name typed again says that it is meant.
pub async fn end(State(app): State<App>, office: Office, Path(name): Path<String>, fields: Fields) -> Answer {
    office.node()?;
    let found = hosted(&app, &name).await?;
    if fields.text("username").trim_start_matches('@') != found.username {
        let form = Form::refused(&office.reader, fields, &Refusal::NameNotRepeated.at("username"));
        return end_page(&app, &office, &name, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    group::end(&app, &found).await?;
    Ok(see_done("/admin/groups", "group-ended"))
}

async fn hosted(app: &App, name: &str) -> Result<Actor, Error> {
    let found = actors::find_local(&mut app.db.read().await?, name).await?;
    found.filter(|actor| actor.kind == ActorKind::Group && actor.is_active()).ok_or(Error::NotFound)
}

async fn row(app: &App, actor: &Actor) -> Result<Row, Error> {
    let mut tx = app.db.read().await?;
    let (members, _) = follows::counts(&mut tx, actor.id).await?;
    let moderators = groups::moderators(&mut tx, actor.id).await?;
    Ok(Row {
        by: By::of(actor),
        username: actor.username.clone(),
        is_closed: actor.locked,
        members,
        moderators: moderators.iter().map(|one| format!("@{}", one.address(&app.host()))).collect(),
    })
}

async fn html(app: &App, office: &Office, form: Form, status: StatusCode) -> Answer {
    let hosted = groups::hosted(&mut app.db.read().await?).await?;
    let mut rows = Vec::with_capacity(hosted.len());
    for actor in &hosted {
        rows.push(row(app, actor).await?);
    }
    let reader = &office.reader;
    page_with(status, reader, &GroupsPage { reader, ways: office.ways(), form, rows })
}

async fn end_page(app: &App, office: &Office, name: &str, form: Form, status: StatusCode) -> Answer {
    let found = hosted(app, name).await?;
    let row = row(app, &found).await?;
    let reader = &office.reader;
    page_with(status, reader, &EndPage { reader, ways: office.ways(), form, row })
}
