//! `/admin/begin/publish`: three texts, filled in, to publish as they are or to write over.

use askama::Template;
use axum::extract::State;

use super::Trail;
use crate::app::App;
use crate::domain::first_run::Next;
use crate::node::rehearsal;
use crate::web::admin::Office;
use crate::web::answer::{Answer, page};
use crate::web::compose::TEMPLATES;
use crate::web::filters;
use crate::web::frame::Way;
use crate::web::reader::Reader;

#[derive(Template)]
#[template(path = "admin/begin/publish.html")]
struct PublishPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    trail: Trail,
    /// The end of `template-…` keys, and the kind of what it becomes.
    templates: [(&'static str, &'static str); 3],
    is_rehearsing: bool,
}

/// `GET /admin/begin/publish`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    let template = PublishPage {
        reader: &office.reader,
        ways: office.ways(),
        trail: Trail::at(Next::Publish),
        templates: TEMPLATES,
        is_rehearsing: rehearsal::is_on(&app),
    };
    page(&office.reader, &template)
}
