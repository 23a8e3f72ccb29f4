//! `/compose` and `/edit`: writing a publication. One form for every kind, with the parts that kind has; it works
//! without a script, so files and further rows come by sending the form once more.

mod fill;
mod options;
mod read;

use askama::Template;
use axum::extract::{Path, Query, State};
use http::StatusCode;

use super::answer::{Answer, page, page_with, see, see_done};
use super::card::{By, Card, cards};
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::publication::seen;
use super::reader::Reader;
use super::shape::File;
use crate::app::App;
use crate::domain::care::{Care, cares};
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::publication::{Attachment, Kind, Publication, Status};
use crate::domain::refusal::{Refusal, Refusals};
use crate::error::{Error, Result};
use crate::node::acting::Acting;
use crate::node::publish::abroad::{self, Abroad};
use crate::node::{media, publish, resolve};
use crate::store::{attachments, embargoes, publications};
use options::{Options, Parts};

pub use fill::zone_of;
pub use options::{Menu, zones};
pub use read::moment;

/// The kinds that are written here, the likeliest first.
const KINDS: [Kind; 8] = [
    Kind::Action,
    Kind::Call,
    Kind::Meeting,
    Kind::Minutes,
    Kind::Resource,
    Kind::Communique,
    Kind::Campaign,
    Kind::Post,
];

/// Texts to begin with: the end of their `template-…` keys, and the kind of what they become.
pub const TEMPLATES: [(&str, &str); 3] =
    [("practice", "action"), ("meeting", "meeting"), ("guide", "resource")];

#[derive(Template)]
#[template(path = "compose_kinds.html")]
struct KindsPage<'a> {
    reader: &'a Reader,
    kinds: [Kind; 8],
    name: &'a str,
}

#[derive(Template)]
#[template(path = "compose.html")]
struct ComposePage<'a> {
    reader: &'a Reader,
    by: &'a By,
    kind: Kind,
    /// What is edited; nothing while it is new.
    edited: Option<&'a Publication>,
    form: Form,
    parts: Parts,
    options: Options,
    /// Kind, text, owner, due date of every row of minutes, and as many empty ones as were asked for.
    rows: Vec<Row>,
    files: Vec<(Attachment, Option<File>)>,
    preview: Option<Card>,
    preview_html: String,
    /// The same as Mastodon shows it.
    abroad: Abroad,
    /// What to look at once more before it leaves.
    cares: Vec<Care>,
}

/// A decision or commitment as it is being written.
#[derive(Clone, Default)]
pub struct Row {
    pub number: usize,
    pub is_commitment: bool,
    pub text: String,
    pub owner: String,
    pub due: String,
}

/// `GET /compose`
pub async fn choose(reader: Reader) -> Answer {
    let account = reader.signed_in()?;
    account.acting.may_publish()?;
    page(&reader, &KindsPage { reader: &reader, kinds: KINDS, name: &account.by.name })
}

/// What a new publication begins with.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Begin {
    about: String,
    /// The end of `template-…` keys: a text to begin with instead of an empty form.
    template: String,
    body: String,
    /// What is quoted.
    quote: String,
}

/// `GET /compose/{kind}`
pub async fn begin(
    State(app): State<App>,
    reader: Reader,
    Path(kind): Path<String>,
    Query(begin): Query<Begin>,
) -> Answer {
    let kind = kind_of(&kind)?;
    let acting = reader.acting()?;
    acting.may_publish()?;
    let mut fields = fill::blank(&reader, kind);
    if !begin.body.is_empty() {
        fields.put("body", begin.body);
    }
    if !begin.about.is_empty() {
        let about = publications::find_by_uri(&mut app.db.read().await?, &begin.about).await?;
        if let Some(title) = about.and_then(|about| about.title).filter(|_| kind == Kind::Minutes) {
            fields.put("title", reader.t_with("minutes-of", [("title", title.into())]));
        }
        fields.put("about_uri", begin.about);
    }
    if TEMPLATES.contains(&(begin.template.as_str(), kind.as_str())) {
        fill::from_template(&reader, &begin.template, app.now(), &mut fields);
    }
    if kind == Kind::Post && begin.quote.parse::<i64>().is_ok() {
        fields.put("quote", begin.quote);
    }
    html(&app, &reader, kind, None, Form::of(fields), StatusCode::OK).await
}

/// `POST /compose/{kind}`
pub async fn send(
    State(app): State<App>,
    reader: Reader,
    Path(kind): Path<String>,
    fields: Fields,
) -> Answer {
    let kind = kind_of(&kind)?;
    work(&app, &reader, kind, None, fields).await
}

/// `GET /edit/{id}`
pub async fn edit(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let old = own(&app, &reader, id).await?;
    let content = publish::content(&mut app.db.read().await?, &old).await?;
    let mut fields = fill::of(&content);
    fields.put("version", old.version.to_string());
    html(&app, &reader, old.kind, Some(&old), Form::of(fields), StatusCode::OK).await
}

/// `POST /edit/{id}`
pub async fn change(State(app): State<App>, reader: Reader, Path(id): Path<i64>, fields: Fields) -> Answer {
    let old = own(&app, &reader, id).await?;
    work(&app, &reader, old.kind, Some(&old), fields).await
}

/// One sending of the form: what the pressed button asks for.
async fn work(
    app: &App,
    reader: &Reader,
    kind: Kind,
    old: Option<&Publication>,
    mut fields: Fields,
) -> Answer {
    let acting = reader.acting()?;
    acting.may_publish()?;
    let mut refusals = keep_files(app, acting, &mut fields).await?;
    describe_files(app, acting, &fields, &mut refusals).await?;
    let wish = fields.text("do").to_owned();
    if wish == "rows" || wish == "files" {
        let form = Form::refused(reader, fields, &refusals);
        return html(app, reader, kind, old, form, StatusCode::OK).await;
    }
    let read = read::content(kind, &fields);
    let content = match read {
        Ok(content) if refusals.0.is_empty() => content,
        Ok(_) => return again(app, reader, kind, old, fields, &refusals).await,
        Err(more) => {
            refusals.0.extend(more.0);
            return again(app, reader, kind, old, fields, &refusals).await;
        }
    };
    let asked = match stays(app, &wish, old).await? {
        true => Vec::new(),
        false => cares(&content, has_pictures(app, acting, &fields).await?),
    };
    if wish == "preview" {
        return preview(app, reader, kind, old, fields, content, asked).await;
    }
    if !asked.is_empty() && !fields.has("cared") {
        let template = template(app, reader, kind, old, Form::of(fields)).await?;
        return page(reader, &ComposePage { cares: asked, ..template });
    }
    match store(app, acting, old, content, &wish, &fields).await {
        Ok(done) if done.status == Status::Draft && wish == "later" => {
            Ok(see(&format!("/later/{}", done.id)))
        }
        Ok(done) if done.status == Status::Draft => Ok(see_done(&format!("/edit/{}", done.id), "draft")),
        Ok(done) => Ok(see_done(
            &done.path(),
            if old.is_some_and(Publication::is_published) { "edited" } else { "published" },
        )),
        Err(Error::Refused(refusals)) => again(app, reader, kind, old, fields, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

/// Whether what is sent leaves neither now nor by itself; what is put off is asked about where its hour is chosen.
async fn stays(app: &App, wish: &str, old: Option<&Publication>) -> Result<bool> {
    Ok(match (wish, old) {
        ("later", _) => true,
        ("draft", Some(old)) => embargoes::find(&mut app.db.read().await?, old.id).await?.is_none(),
        ("draft", None) => true,
        _ => false,
    })
}

async fn store(
    app: &App,
    acting: &Acting,
    old: Option<&Publication>,
    content: Content,
    wish: &str,
    fields: &Fields,
) -> Result<Publication> {
    resolve::named_in(app, &content.body).await?;
    let version = fields.text("version").parse().ok();
    let stays_draft = matches!(wish, "draft" | "later");
    match old {
        None if stays_draft => publish::save_draft(app, acting, content).await,
        None => publish::publish(app, acting, content).await,
        Some(old) if old.status == Status::Draft && !stays_draft => {
            publish::publish_draft(app, acting, old.id, content).await
        }
        Some(old) => publish::edit(app, acting, old.id, content, version).await,
    }
}

/// Keeps the files that came along, and lists them in the form.
async fn keep_files(app: &App, acting: &Acting, fields: &mut Fields) -> Result<Refusals> {
    let mut refusals = Refusals::default();
    for file in std::mem::take(&mut fields.files) {
        match media::upload(app, acting, file.bytes, file.media_type.as_deref(), "").await {
            Ok(kept) => fields.put("file", kept.id.to_string()),
            Err(Error::Refused(no)) => {
                refusals.0.extend(no.0.into_iter().map(|(_, refusal)| ("files", refusal)));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(refusals)
}

async fn describe_files(app: &App, acting: &Acting, fields: &Fields, refusals: &mut Refusals) -> Result<()> {
    for id in read::files(fields) {
        let alt = fields.text(&format!("alt-{id}"));
        match media::describe(app, acting, id, alt).await {
            Ok(_) | Err(Error::NotFound) => {}
            Err(Error::Refused(no)) => {
                refusals.0.extend(no.0.into_iter().map(|(_, refusal)| ("files", refusal)));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether a picture comes along.
async fn has_pictures(app: &App, acting: &Acting, fields: &Fields) -> Result<bool> {
    let mut tx = app.db.read().await?;
    for id in read::files(fields) {
        let file = attachments::find(&mut tx, id).await?;
        if file.is_some_and(|file| file.is_image() && file.owner_id == Some(acting.actor.id)) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn preview(
    app: &App,
    reader: &Reader,
    kind: Kind,
    old: Option<&Publication>,
    fields: Fields,
    content: Content,
    asked: Vec<Care>,
) -> Answer {
    match publish::preview(app, reader.acting()?, &content).await {
        Ok((publication, details)) => {
            let abroad = abroad::of(&publication, &details);
            let html_text = publication.html.clone();
            let mut tx = app.db.read().await?;
            let card = cards(app, &mut tx, reader, vec![publication]).await?.pop();
            drop(tx);
            let form = Form::of(fields);
            let template = template(app, reader, kind, old, form).await?;
            page(
                reader,
                &ComposePage { preview: card, preview_html: html_text, abroad, cares: asked, ..template },
            )
        }
        Err(Error::Refused(refusals)) => again(app, reader, kind, old, fields, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn again(
    app: &App,
    reader: &Reader,
    kind: Kind,
    old: Option<&Publication>,
    fields: Fields,
    refusals: &Refusals,
) -> Answer {
    let form = Form::refused(reader, fields, refusals);
    html(app, reader, kind, old, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn html(
    app: &App,
    reader: &Reader,
    kind: Kind,
    old: Option<&Publication>,
    form: Form,
    status: StatusCode,
) -> Answer {
    let template = template(app, reader, kind, old, form).await?;
    page_with(status, reader, &template)
}

async fn template<'a>(
    app: &App,
    reader: &'a Reader,
    kind: Kind,
    edited: Option<&'a Publication>,
    form: Form,
) -> Result<ComposePage<'a>> {
    let account = reader.signed_in()?;
    let parts = Parts::of(kind);
    let mut tx = app.db.read().await?;
    let options = Options::of(&mut tx, reader, &account.acting, kind, &form).await?;
    let mut files = Vec::new();
    for id in read::files(&form.fields) {
        if let Some(file) = attachments::find(&mut tx, id).await?
            && file.owner_id == Some(account.acting.actor.id)
        {
            files.push((
                Attachment { alt: read::alt(&form.fields, &file), ..file.clone() },
                File::of(reader, &file),
            ));
        }
    }
    Ok(ComposePage {
        reader,
        by: &account.by,
        kind,
        edited,
        rows: if parts.items { read::rows(&form.fields) } else { Vec::new() },
        form,
        parts,
        options,
        files,
        preview: None,
        preview_html: String::new(),
        abroad: Abroad::default(),
        cares: Vec::new(),
    })
}

/// A publication that the reader may change as whom they act.
async fn own(app: &App, reader: &Reader, id: i64) -> Result<Publication> {
    let acting = reader.acting()?;
    let p = seen(&mut app.db.read().await?, reader, PublicationId(id)).await?;
    let is_own = p.local && p.author_id == acting.actor.id;
    if is_own && acting.may_publish().is_ok() { Ok(p) } else { Err(Refusal::NotAllowed.into()) }
}

/// A draft that the reader may publish as whom they act.
pub async fn own_draft(app: &App, reader: &Reader, id: i64) -> Result<Publication> {
    let found = own(app, reader, id).await?;
    if found.status == Status::Draft { Ok(found) } else { Err(Error::NotFound) }
}

fn kind_of(word: &str) -> Result<Kind> {
    Kind::parse(word).filter(|kind| kind.is_written_here()).ok_or(Error::NotFound)
}

#[derive(Template)]
#[template(path = "withdraw.html")]
struct WithdrawPage<'a> {
    reader: &'a Reader,
    card: Card,
    is_draft: bool,
}

/// `GET /withdraw/{id}`: asks once more, and says what withdrawing can and cannot do.
pub async fn ask_withdraw(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    let p = own(&app, &reader, id).await?;
    let is_draft = p.status == Status::Draft;
    let card =
        cards(&app, &mut app.db.read().await?, &reader, vec![p]).await?.pop().ok_or(Error::NotFound)?;
    page(&reader, &WithdrawPage { reader: &reader, card, is_draft })
}

/// `POST /withdraw/{id}`
pub async fn withdraw(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Answer {
    publish::withdraw(&app, reader.acting()?, PublicationId(id)).await?;
    Ok(see_done("/home", "withdrawn"))
}
