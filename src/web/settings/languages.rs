//! `/settings/languages`: the language of pages and mails, and the languages somebody reads.

use askama::Template;
use axum::extract::State;

use super::super::answer::{Answer, page, see_done};
use super::super::cookies;
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Desk;
use crate::app::App;
use crate::domain::id::PersonId;
use crate::domain::refusal::Refusal;
use crate::error::Result;
use crate::node::account;
use crate::node::profile::{self, Change};
use crate::store::preferences;
use crate::words::Lang;

/// The name of the preference: tags with spaces between.
const READING: &str = "reading";
/// Languages that are offered besides those of the pages, by their own names.
const OTHERS: [(&str, &str); 10] = [
    ("ca", "Català"),
    ("eu", "Euskara"),
    ("gl", "Galego"),
    ("it", "Italiano"),
    ("de", "Deutsch"),
    ("nl", "Nederlands"),
    ("ro", "Română"),
    ("uk", "Українська"),
    ("wo", "Wolof"),
    ("zh", "中文"),
];

#[derive(Template)]
#[template(path = "settings/languages.html")]
struct LanguagesPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    interface: Vec<(&'static str, &'static str)>,
    reading: Vec<(&'static str, &'static str)>,
}

/// `GET /settings/languages`
pub async fn show(State(app): State<App>, desk: Desk) -> Answer {
    let person = &desk.acting.person;
    let mut fields = Fields::default();
    fields.put("language", person.language.clone());
    let chosen = preferences::find(&mut app.db.read().await?, person.id, READING).await?;
    for tag in chosen.unwrap_or_default().split_whitespace() {
        fields.put("reading", tag);
    }
    let interface = Lang::ALL.map(|lang| (lang.tag(), lang.name())).to_vec();
    let reading = offered();
    let reader = &desk.reader;
    let form = Form::of(fields);
    page(reader, &LanguagesPage { reader, ways: desk.ways(), form, interface, reading })
}

/// `POST /settings/languages`
pub async fn save(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    let lang = Lang::from_tag(fields.text("language")).ok_or(Refusal::LanguageInvalid)?;
    let change = Change { language: Some(lang.tag().to_owned()), ..Change::default() };
    profile::change(&app, &desk.acting, change).await?;
    read(&app, desk.acting.person.id, &fields).await?;
    let mut response = see_done("/settings/languages", "saved");
    cookies::choice(&app, response.headers_mut(), "lang", lang.tag());
    Ok(response)
}

/// Languages to read, by their own names.
pub fn offered() -> Vec<(&'static str, &'static str)> {
    Lang::ALL.iter().map(|lang| (lang.tag(), lang.name())).chain(OTHERS).collect()
}

/// Keeps which languages somebody ticked.
pub async fn read(app: &App, person: PersonId, fields: &Fields) -> Result<()> {
    let is_offered = |tag: &&str| offered().iter().any(|(one, _)| one == tag);
    let reading: Vec<&str> = fields.all("reading").filter(is_offered).collect();
    account::prefer(app, person, vec![(READING, reading.join(" "))]).await
}
