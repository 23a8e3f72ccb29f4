//! `/settings/notices`: what reaches somebody by mail. Everything stands on the page of notices anyway.

use askama::Template;
use axum::extract::State;

use super::super::answer::{Answer, page, see_done};
use super::super::fields::Fields;
use super::super::filters;
use super::super::form::Form;
use super::super::frame::Way;
use super::super::reader::Reader;
use super::Desk;
use crate::app::App;
use crate::domain::notice::{self, Digest};
use crate::node::account;
use crate::store::preferences;

#[derive(Template)]
#[template(path = "settings/notices.html")]
struct NoticesPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    form: Form,
    kinds: Vec<(&'static str, String)>,
    digests: Vec<(&'static str, String, String)>,
    has_email: bool,
}

/// `GET /settings/notices`
pub async fn show(State(app): State<App>, desk: Desk) -> Answer {
    let person = &desk.acting.person;
    let preferred = preferences::of(&mut app.db.read().await?, person.id).await?;
    let mut fields = Fields::default();
    let mailed = preferred.get(notice::MAILED).map_or(notice::MAILED_AT_FIRST, String::as_str);
    for kind in mailed.split_whitespace() {
        fields.put("mail", kind);
    }
    fields.put("digest", Digest::stored(preferred.get(notice::DIGEST).map(String::as_str)).as_str());
    let reader = &desk.reader;
    let template = NoticesPage {
        reader,
        ways: desk.ways(),
        form: Form::of(fields),
        kinds: notice::KINDS.map(|kind| (kind, reader.t(&format!("notice-about-{kind}")))).to_vec(),
        digests: Digest::ALL
            .iter()
            .map(|digest| (digest.as_str(), reader.t(&format!("digest-{digest}")), String::new()))
            .collect(),
        has_email: person.email.is_some(),
    };
    page(reader, &template)
}

/// `POST /settings/notices`
pub async fn save(State(app): State<App>, desk: Desk, fields: Fields) -> Answer {
    let kinds: Vec<&str> =
        notice::KINDS.into_iter().filter(|kind| fields.all("mail").any(|k| k == *kind)).collect();
    let digest = Digest::stored(Some(fields.text("digest")));
    let values = vec![(notice::MAILED, kinds.join(" ")), (notice::DIGEST, digest.as_str().to_owned())];
    account::prefer(&app, desk.acting.person.id, values).await?;
    Ok(see_done("/settings/notices", "saved"))
}
