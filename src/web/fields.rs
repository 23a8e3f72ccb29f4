//! What a form sent: names with their values, in order, and files. Nothing here can fail because of a wrong value;
//! rules decide later, each at its field.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use http::{StatusCode, header};

use super::answer::Failure;
use super::state::Web;
use crate::domain::refusal::Refusal;
use crate::error::Error;

/// The most values one form may have: a page of minutes with a hundred decisions needs four hundred.
const MOST: usize = 2_000;
/// The most bytes of a form without its files.
const FORM_MAX: usize = 512 * 1024;

/// The fields of a form.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    values: Vec<(String, String)>,
    pub files: Vec<Upload>,
}

/// A file as it came. What it is called is nobody's business.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What the browser takes it for.
    pub media_type: Option<String>,
    pub bytes: Bytes,
}

impl Fields {
    /// What stands in a query, read as a form's fields.
    pub fn of_query(query: &str) -> Fields {
        let values =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().take(MOST).map(storable).collect();
        Fields { values, files: Vec::new() }
    }

    /// The value of a field as typed, without the spaces around; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The value exactly as typed.
    pub fn raw(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// The value, when something was typed.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Whether a box was ticked or a button pressed.
    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(n, _)| n == name)
    }

    /// Every value of a field, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.trim())
    }

    /// Sets a field that was not typed.
    pub fn put(&mut self, name: &str, value: impl Into<String>) {
        self.values.push((name.to_owned(), value.into()));
    }
}

impl FromRequest<Web> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Fields, Failure> {
        let is_multipart = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        if is_multipart { parts(request, web).await } else { pairs(request, web).await }
    }
}

async fn pairs(request: Request, web: &Web) -> Result<Fields, Failure> {
    let bytes = Bytes::from_request(request, web).await.map_err(|_| unreadable())?;
    if bytes.len() > FORM_MAX {
        return Err(too_large(web).into());
    }
    let values = url::form_urlencoded::parse(&bytes).into_owned().take(MOST).map(storable).collect();
    Ok(Fields { values, files: Vec::new() })
}

/// No database stores a NUL as text, and nobody types one.
fn storable((name, value): (String, String)) -> (String, String) {
    (name, if value.contains('\0') { value.replace('\0', "") } else { value })
}

async fn parts(request: Request, web: &Web) -> Result<Fields, Failure> {
    let mut multipart = Multipart::from_request(request, web).await.map_err(|_| unreadable())?;
    let mut fields = Fields::default();
    let mut size = 0;
    for _ in 0..MOST {
        let Some(part) = multipart.next_field().await.map_err(|error| broken(&error, web))? else { break };
        let field = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let media_type = part.content_type().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|error| broken(&error, web))?;
        if !is_file {
            size += bytes.len();
            fields.values.push(storable((field, String::from_utf8_lossy(&bytes).into_owned())));
        } else if !bytes.is_empty() {
            fields.files.push(Upload { media_type, bytes });
        }
        if size > FORM_MAX {
            return Err(too_large(web).into());
        }
    }
    Ok(fields)
}

fn broken(error: &axum::extract::multipart::MultipartError, web: &Web) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large(web) } else { unreadable() }
}

fn too_large(web: &Web) -> Error {
    Refusal::FileTooLarge { max_mib: web.app.config.limits.upload_mib }.into()
}

fn unreadable() -> Error {
    Error::Refused(Default::default())
}
