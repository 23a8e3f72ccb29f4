//! `/admin/begin/backup`: where backups go by the clock, sealed with a passphrase that is shown once.

use askama::Template;
use axum::extract::State;
use http::StatusCode;

use super::Trail;
use crate::app::App;
use crate::domain::first_run::Next;
use crate::error::Error;
use crate::node::{backup, choices};
use crate::web::admin::Office;
use crate::web::answer::{Answer, page_with, see};
use crate::web::fields::Fields;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Way;
use crate::web::reader::Reader;

/// The choices of this page.
const ASKED: [&str; 2] = ["backup-directory", "backup-keep"];

#[derive(Template)]
#[template(path = "admin/begin/backup.html")]
struct BackupPage<'a> {
    reader: &'a Reader,
    ways: Vec<Way>,
    trail: Trail,
    form: Form,
    /// The passphrase that was just made, shown this once.
    passphrase: Option<String>,
}

/// `GET /admin/begin/backup`
pub async fn show(State(app): State<App>, office: Office) -> Answer {
    office.node()?;
    let mut fields = Fields::default();
    for name in ASKED {
        fields.put(name, app.choices().text(name).unwrap_or_default());
    }
    if fields.text(ASKED[0]).is_empty() {
        fields.put(ASKED[0], app.config.node.data.join("backups").display().to_string());
    }
    html(&office, Form::of(fields), None, StatusCode::OK)
}

/// `POST /admin/begin/backup`: with a new passphrase the page comes again, to write it down.
pub async fn choose(State(app): State<App>, office: Office, fields: Fields) -> Answer {
    office.node()?;
    let changes = ASKED.map(|name| (name, fields.text(name)));
    match choices::choose(&app, Some(&office.acting), &changes).await {
        Ok(()) if fields.text(ASKED[0]).is_empty() => Ok(see(&Trail::at(Next::Backup).on)),
        Ok(()) => match backup::make_passphrase(&app.config)? {
            Some(made) => html(&office, Form::of(fields), Some(made), StatusCode::OK),
            None => Ok(see(&Trail::at(Next::Backup).on)),
        },
        Err(Error::Refused(refusals)) => {
            let form = Form::refused(&office.reader, fields, &refusals);
            html(&office, form, None, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

fn html(office: &Office, form: Form, passphrase: Option<String>, status: StatusCode) -> Answer {
    let template = BackupPage {
        reader: &office.reader,
        ways: office.ways(),
        trail: Trail::at(Next::Backup),
        form,
        passphrase,
    };
    page_with(status, &office.reader, &template)
}
