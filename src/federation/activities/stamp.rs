//! A stamp that somebody gave or took back, as it comes with a Create or a Delete. It counts by its own proof, whoever
//! brings it.

use serde_json::{Map, Value};

use super::{Deed, Hearing, Stop};
use crate::federation::objects::received::stamp as received;
use crate::federation::stamps;

/// The link that an activity carries: as its object, or beside what it takes back.
pub fn carried<'a>(hearing: &'a Hearing<'_>) -> Option<&'a Map<String, Value>> {
    let beside = hearing.activity.json.get("instrument").and_then(Value::as_object);
    hearing.embedded().into_iter().chain(beside).find(|object| received::is_link(object))
}

/// Keeps a link that is proved.
pub async fn hear(hearing: &Hearing<'_>, object: &Map<String, Value>) -> Result<Deed, Stop> {
    let proved = stamps::weigh(hearing.app, object, &[], hearing.visit).await?;
    let app = hearing.app.clone();
    Ok(Deed::write(move |tx| Box::pin(async move { stamps::file(&app, tx, &proved).await.map(drop) })))
}
