//! The way out of letters: a link that needs no account open and no password, because it only ever ends something.

use super::account;
use crate::app::App;
use crate::domain::id::PersonId;
use crate::domain::notice::{self, Digest};
use crate::domain::refusal::Refusal;
use crate::error::Result;
use anyhow::Context;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

const SEAL: &str = "unsubscribe";

/// From what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    Notices,
    Digest,
}

/// The address that ends letters of one kind for a person. It says nothing to whoever reads it.
pub fn link(app: &App, person: PersonId, from: From) -> Result<String> {
    let what = if from == From::Digest { "digest" } else { "notices" };
    let sealed = app.wrapping.seal(SEAL, format!("{} {what}", person.0).as_bytes());
    let sealed = sealed.context("sealing a way out")?;
    Ok(app.uri(&format!("/unsubscribe/{}", BASE64_URL_SAFE_NO_PAD.encode(sealed))))
}

/// Whose way out this is, and from what.
pub fn read(app: &App, token: &str) -> Result<(PersonId, From)> {
    let opened =
        BASE64_URL_SAFE_NO_PAD.decode(token).ok().and_then(|sealed| app.wrapping.open(SEAL, &sealed).ok());
    let text = opened.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(Refusal::LinkUsed)?;
    let (id, what) = text.split_once(' ').ok_or(Refusal::LinkUsed)?;
    let person = id.parse().map(PersonId).map_err(|_| Refusal::LinkUsed)?;
    Ok((person, if what == "digest" { From::Digest } else { From::Notices }))
}

/// Ends the letters.
pub async fn end(app: &App, token: &str) -> Result<()> {
    let (person, from) = read(app, token)?;
    let value = match from {
        From::Notices => (notice::MAILED, String::new()),
        From::Digest => (notice::DIGEST, Digest::Never.as_str().to_owned()),
    };
    account::prefer(app, person, vec![value]).await
}
