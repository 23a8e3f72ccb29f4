//! Files of others, fetched for those who read here: so that no reader's browser asks elsewhere (MED-12).

use bytes::Bytes;

use super::client::{Fetched, Hop};
use super::fetch::lot;
use super::origin;
use crate::app::App;
use crate::error::{Error, Result};

/// How often a file may be somewhere else.
const REDIRECTS: usize = 3;
/// What is asked for: pictures as we can read them.
const ACCEPT: &str = "image/webp, image/png, image/jpeg, image/gif;q=0.9";

/// The bytes of a picture at `address`, at most `limit` of them. Every hop must be of somebody whose files are shown
/// (DOM-06); what its server says of its kind counts for nothing.
pub async fn fetch(app: &App, address: &str, limit: usize) -> Result<Bytes> {
    let mut url = origin::parse_id(address).ok_or(Error::NotFound)?;
    for _ in 0..=REDIRECTS {
        let lot = lot(app, url.as_str()).await?;
        if !lot.welcome || lot.without_files {
            return Err(Error::NotFound);
        }
        match app.client.file(&url, ACCEPT, limit).await {
            Ok(Hop::Here(Fetched { status, body, .. })) if status.is_success() => return Ok(body),
            Ok(Hop::Elsewhere(next)) => url = next,
            Ok(Hop::Here(_)) => return Err(Error::NotFound),
            Err(error) => return Err(Error::Peer(error.to_string())),
        }
    }
    Err(Error::NotFound)
}

/// Whether files at `address` are shown here.
pub async fn are_shown(app: &App, address: &str) -> Result<bool> {
    let lot = lot(app, address).await?;
    Ok(lot.welcome && !lot.without_files)
}
