//! Publications on the wire: dated ones are `Event`, titled ones `Article`, posts and calls `Note`.
//!
//! Everything a reader elsewhere must know is in `name`, `summary`, `content` and `url`; what only our nodes
//! understand is beside it, in `extension`. There is no null anywhere, and lists stay lists.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::{event, extension, extras, files, fit, words};
use crate::app::App;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::publication::{Details, Kind, Publication};
use crate::error::Result;
use crate::federation::recipients::{self, Recipients};
use crate::store::{Tx, actors, publications, reactions};

/// The `ActivityStreams` type of a publication of ours.
pub fn wire_type(p: &Publication) -> &'static str {
    match p.kind {
        Kind::Post | Kind::Call => "Note",
        _ if p.is_dated() => "Event",
        _ => "Article",
    }
}

/// The object of a publication, without context: for a Create, an Update, or with one for its own address.
pub async fn object(
    app: &App,
    tx: &mut Tx,
    author: &Actor,
    p: &Publication,
    d: &Details,
    to: &Recipients,
) -> Result<Value> {
    let mentioned = actors::list(tx, &d.mentions).await?;
    let going = if p.is_dated() { reactions::going(tx, p.id).await? } else { 0 };
    let around = Around { mentioned, going, context: context(app, tx, p).await? };
    Ok(Value::Object(compose(app, author, p, d, to, &around)))
}

/// What has to be looked up about a publication.
struct Around {
    mentioned: Vec<Actor>,
    going: i64,
    context: Option<String>,
}

/// The collection of the thread, if it is ours to tell: that of a thread that began elsewhere is told there.
async fn context(app: &App, tx: &mut Tx, p: &Publication) -> Result<Option<String>> {
    let ours =
        p.thread_id == p.id || publications::find(tx, p.thread_id).await?.is_some_and(|root| root.local);
    Ok(ours.then(|| format!("{}/context", app.object_uri(p.thread_id))))
}

fn compose(
    app: &App,
    author: &Actor,
    p: &Publication,
    d: &Details,
    to: &Recipients,
    around: &Around,
) -> Map<String, Value> {
    let mut object = Object::default();
    let page = app.uri(&p.path());
    object.put("id", p.uri.as_str());
    object.put("type", wire_type(p));
    object.put("actor", author.uri.as_str());
    object.put("attributedTo", author.uri.as_str());
    object.put("to", json!(to.to));
    object.put("cc", json!(to.cc));
    object.put("url", page.as_str());
    words::put(&mut object, p, d);
    object.put("published", stamp(p.published_at.unwrap_or(p.created_at)));
    object.put_some("updated", p.edited_at.map(stamp));
    object.put_some("inReplyTo", p.in_reply_to_uri.as_deref());
    if wire_type(p) == "Event" {
        event::put(&mut object, p, &page, around.going);
    }
    object.put("attachment", Value::Array(files::attachments(app, p, d, &page)));
    object.put("tag", Value::Array(files::tags(app, d, &around.mentioned)));
    // T146: what is written in a group says so.
    let group = around.mentioned.iter().find(|actor| actor.kind == ActorKind::Group);
    object.put_some("audience", group.map(|group| group.uri.as_str()));
    object.put("sensitive", p.sensitive);
    object.put_some("context", around.context.as_deref());
    object.put("replies", format!("{}/replies", p.uri));
    object.put("likes", format!("{}/likes", p.uri));
    object.put("shares", format!("{}/shares", p.uri));
    if p.visibility.is_open() {
        extras::put_policy(&mut object, d, &author.uri, &recipients::followers_uri(author));
    }
    extras::put(&mut object, d);
    extension::put(&mut object, author, p, d);
    fit::fit(object.0, &page)
}

/// An object under construction, which never gets a null.
#[derive(Default)]
pub struct Object(pub Map<String, Value>);

impl Object {
    pub fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    pub fn put_some<V: Into<Value> + Clone>(&mut self, name: &str, value: Option<V>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }
}

/// An instant as everybody reads it, to the millisecond: two edits can fall into one second.
pub fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
