//! `/alliance/found` and `/alliances/{slug}/amend`: a charter as a form. Founding writes it down, signs it and asks the
//! other founders; an amendment holds once the quorum of members has signed it.

use askama::Template;
use axum::extract::{Path, State};
use http::StatusCode;

use super::answer::{Answer, page_with, see_done};
use super::asking::{Choices, chosen};
use super::card::By;
use super::fields::Fields;
use super::filters;
use super::form::Form;
use super::reader::Reader;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::charter::{Charter, Sponsors, Wording};
use crate::domain::refusal::{Refusal, Refusals};
use crate::domain::text;
use crate::error::{Error, Result};
use crate::node::acting::Acting;
use crate::node::alliance::{self, Plan};
use crate::store::alliances::{self, Alliance};
use crate::words::Lang;

/// What the form begins with.
const COLOUR: &str = "#0f5f5c";
const QUORUM: &str = "67";

#[derive(Template)]
#[template(path = "charter.html")]
struct CharterPage<'a> {
    reader: &'a Reader,
    by: &'a By,
    form: Form,
    /// What is amended: its name in addresses and its name.
    amended: Option<(String, String)>,
    languages: Vec<(String, String)>,
    among: Vec<(String, String, String)>,
    known: Choices,
}

/// `GET /alliance/found`
pub async fn begin(State(app): State<App>, reader: Reader) -> Answer {
    reader.speaker()?;
    let mut fields = Fields::default();
    let blank =
        [("language", reader.lang().tag()), ("colour", COLOUR), ("sponsors", "2"), ("quorum", QUORUM)];
    for (name, value) in blank.into_iter().chain([("among", Sponsors::Members.as_str())]) {
        fields.put(name, value);
    }
    html(&app, &reader, None, Form::of(fields), StatusCode::OK).await
}

/// `POST /alliance/found`
pub async fn found(State(app): State<App>, reader: Reader, fields: Fields) -> Answer {
    match founded(&app, reader.speaker()?, &fields).await {
        Ok(charter) => Ok(see_done(&format!("/alliances/{}", charter.slug), "founded")),
        Err(Error::Refused(refusals)) => again(&app, &reader, None, fields, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

async fn founded(app: &App, acting: &Acting, fields: &Fields) -> Result<Charter> {
    let others: Vec<Actor> = chosen(app, fields, Some(acting.actor.id)).await?;
    if others.is_empty() {
        return Err(Refusal::FoundersTooFew.at("others").into());
    }
    alliance::found(app, acting, plan(fields), &others).await
}

/// `GET /alliances/{slug}/amend`
pub async fn propose(State(app): State<App>, reader: Reader, Path(slug): Path<String>) -> Answer {
    reader.speaker()?;
    let known = known(&app, &slug).await?;
    let charter = alliance::now(&app, &known.uri, app.now()).await?.charter;
    html(&app, &reader, Some(&known), Form::of(fields_of(&charter)), StatusCode::OK).await
}

/// `POST /alliances/{slug}/amend`
pub async fn amend(
    State(app): State<App>,
    reader: Reader,
    Path(slug): Path<String>,
    fields: Fields,
) -> Answer {
    let known = known(&app, &slug).await?;
    match alliance::amend(&app, reader.speaker()?, &known, plan(&fields)).await {
        Ok(_) => Ok(see_done(&format!("/alliances/{slug}"), "amended")),
        Err(Error::Refused(refusals)) => again(&app, &reader, Some(&known), fields, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

/// The alliance with this name in addresses.
pub(super) async fn known(app: &App, slug: &str) -> Result<Alliance> {
    alliances::find_by_slug(&mut app.db.read().await?, slug).await?.ok_or(Error::NotFound)
}

/// What was typed. A number that is none is refused with the rule it belongs to.
fn plan(fields: &Fields) -> Plan {
    let number = |name: &str| fields.text(name).parse().unwrap_or(0);
    let own = (fields.text("language"), fields.text("name"), fields.text("text"));
    let columns = fields.all("tr_language").zip(fields.all("tr_title")).zip(fields.all("tr_body"));
    let further = columns.map(|((language, name), text)| (language, name, text));
    let words = std::iter::once(own).chain(further.filter(|(language, ..)| !language.is_empty()));
    let wording = |(language, name, text): (&str, &str, &str)| Wording {
        language: language.to_owned(),
        name: name.to_owned(),
        text: text.replace("\r\n", "\n"),
    };
    Plan {
        slug: fields.some("slug").unwrap_or_else(|| text::slug(fields.text("name"))),
        colour: fields.text("colour").to_owned(),
        wordings: words.map(wording).collect(),
        sponsors: number("sponsors"),
        among: Sponsors::parse(fields.text("among")).unwrap_or(Sponsors::Members),
        quorum: number("quorum"),
    }
}

fn fields_of(charter: &Charter) -> Fields {
    let mut fields = Fields::default();
    fields.put("colour", &charter.colour);
    fields.put("sponsors", charter.rule.sponsors.to_string());
    fields.put("quorum", charter.rule.quorum.to_string());
    fields.put("among", charter.rule.among.as_str());
    for (at, wording) in charter.wordings.iter().enumerate() {
        let names =
            if at == 0 { ["language", "name", "text"] } else { ["tr_language", "tr_title", "tr_body"] };
        for (name, value) in names.into_iter().zip([&wording.language, &wording.name, &wording.text]) {
            fields.put(name, value);
        }
    }
    fields
}

async fn again(
    app: &App,
    reader: &Reader,
    amended: Option<&Alliance>,
    fields: Fields,
    refusals: &Refusals,
) -> Answer {
    let form = Form::refused(reader, fields, refusals);
    html(app, reader, amended, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn html(
    app: &App,
    reader: &Reader,
    amended: Option<&Alliance>,
    form: Form,
    status: StatusCode,
) -> Answer {
    let account = reader.signed_in()?;
    let amended = match amended {
        Some(alliance) => {
            let charter = alliance::now(app, &alliance.uri, app.now()).await?.charter;
            Some((alliance.slug.clone(), charter.name(reader.lang().tag()).to_owned()))
        }
        None => None,
    };
    let among = |sponsors: &Sponsors| {
        let key = format!("charter-among-{sponsors}");
        (sponsors.as_str().to_owned(), reader.t(&key), reader.t(&format!("{key}-hint")))
    };
    let template = CharterPage {
        reader,
        by: &account.by,
        form,
        amended,
        languages: Lang::ALL.iter().map(|lang| (lang.tag().to_owned(), lang.name().to_owned())).collect(),
        among: Sponsors::ALL.iter().map(among).collect(),
        known: super::asking::organisations(app, reader, Some(account.acting.actor.id)).await?,
    };
    page_with(status, reader, &template)
}
