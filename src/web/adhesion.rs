//! People under a communiqué: how many, and putting one's name there, by an account or by a letter to an address.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::alliances::name_of;
use super::answer::{Answer, page, page_with, see, see_done};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::limits::Tries;
use super::publication::seen;
use super::reader::Reader;
use crate::app::App;
use crate::domain::id::PublicationId;
use crate::domain::publication::{Kind, Publication};
use crate::error::{Error, Result};
use crate::node::{adhesion, mail};
use crate::store::viewing::Viewer;
use crate::store::{Tx, adhesions};

/// People under a communiqué.
pub struct Adhesions {
    pub total: i64,
    /// Territory and how many.
    pub territories: Vec<(String, i64)>,
    /// Whether the reader is one of them; none for who is not signed in.
    pub own: Option<bool>,
    /// Whether the reader may be: with an address that is confirmed, or that can be by a letter.
    pub is_open: bool,
}

/// How many people adhere to a communiqué that is open to everybody; none for anything else.
pub async fn of(app: &App, tx: &mut Tx, reader: &Reader, p: &Publication) -> Result<Option<Adhesions>> {
    if p.kind != Kind::Communique || !p.is_published() || !p.visibility.is_open() {
        return Ok(None);
    }
    let (total, found) = adhesion::counts(tx, p).await?;
    let mut territories = Vec::new();
    for (uri, n) in found {
        territories.push((name_of(tx, &uri).await?, n));
    }
    let (own, is_open) = match &reader.account {
        Some(account) => {
            let person = account.acting.person.id;
            let own = adhesions::is_there(tx, p.id, person).await?;
            (Some(own), own || adhesion::may_adhere(tx, person).await?)
        }
        None => (None, mail::is_set_up(app)),
    };
    Ok(Some(Adhesions { total, territories, own, is_open }))
}

#[derive(Template)]
#[template(path = "adhesion.html")]
struct AdhesionPage<'a> {
    reader: &'a Reader,
    form: Form,
    title: String,
    /// Where the communiqué stands.
    href: String,
    stage: Stage,
}

/// How far somebody without an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// They say their address.
    Asking,
    /// A letter is on its way.
    Written,
    /// They opened the letter's link: they may adhere, or no longer.
    Proved { is_there: bool },
}

/// `GET /adhere/{id}`: whoever has no account says an address; who has one finds the button at the communiqué.
pub async fn begin(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let p = seen(&mut app.db.read().await?, &reader, PublicationId(id)).await?;
    if reader.account.is_some() {
        return Ok(see(&format!("{}#adhesions", p.path())));
    }
    let p = open_to_letters(&app, p.id).await?;
    page(&reader, &AdhesionPage::of(&reader, &p, Form::default(), Stage::Asking))
}

/// `POST /adhere/{id}`: with an account at once, without one by a letter.
pub async fn adhere(
    State(app): State<App>,
    tries: Tries,
    reader: Reader,
    Path(id): Path<i64>,
    fields: Fields,
) -> Answer {
    let id = PublicationId(id);
    if reader.account.is_some() {
        return settled(&app, &reader, id, true).await;
    }
    let p = open_to_letters(&app, id).await?;
    tries.secret(fields.text("email"))?;
    match adhesion::ask(&app, id, fields.text("email"), reader.lang()).await {
        Ok(()) => page(&reader, &AdhesionPage::of(&reader, &p, Form::of(fields), Stage::Written)),
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&reader, fields, &refusals);
            let template = AdhesionPage::of(&reader, &p, form, Stage::Asking);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &reader, &template)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /unadhere/{id}`
pub async fn unadhere(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    settled(&app, &reader, PublicationId(id), false).await
}

/// `GET /adhesion/{secret}`: asks once more, because programs follow links that nobody clicked.
pub async fn proved(State(app): State<App>, reader: Reader, Path(secret): Path<String>) -> Answer {
    let asked = adhesion::asked(&app, &secret).await?;
    let stage = Stage::Proved { is_there: asked.is_there };
    page(&reader, &AdhesionPage::of(&reader, &asked.text, Form::default(), stage))
}

/// `POST /adhesion/{secret}`
pub async fn settle(
    State(app): State<App>,
    reader: Reader,
    Path(secret): Path<String>,
    fields: Fields,
) -> Answer {
    let wish = !fields.has("back");
    let p = adhesion::settle(&app, &secret, wish).await?;
    let p = seen(&mut app.db.read().await?, &reader, p.id).await?;
    Ok(see_done(&p.path(), if wish { "adhered" } else { "unadhered" }))
}

async fn settled(app: &App, reader: &Reader, id: PublicationId, wish: bool) -> Answer {
    adhesion::adhere(app, reader.acting()?, id, wish).await?;
    let p = seen(&mut app.db.read().await?, reader, id).await?;
    Ok(see_done(&p.path(), if wish { "adhered" } else { "unadhered" }))
}

/// A communiqué that an address is enough for: on a node that writes letters.
async fn open_to_letters(app: &App, id: PublicationId) -> Result<Publication> {
    if !mail::is_set_up(app) {
        return Err(Error::SignedOut);
    }
    adhesion::open_text(&mut app.db.read().await?, Viewer::Public, id).await
}

impl<'a> AdhesionPage<'a> {
    fn of(reader: &'a Reader, p: &Publication, form: Form, stage: Stage) -> AdhesionPage<'a> {
        let title = p.title.clone().unwrap_or_else(|| p.uri.clone());
        AdhesionPage { reader, form, title, href: p.path(), stage }
    }
}
