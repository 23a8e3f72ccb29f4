//! What is for some only, told to those whose software would not keep it so: that there is something, and where it can
//! be read after signing in. Not what (INTEROP §3.1.8, T206).

use serde_json::{Map, Value, json};

use super::context::context;
use super::objects::sent::files;
use super::objects::sent::publication::stamp;
use super::outbox::{self, Made, Outgoing};
use super::recipients::Recipients;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::publication::{Details, Publication};
use crate::error::Result;
use crate::store::Tx;
use crate::words::{Lang, t};

/// The address of the note about a publication that its readers may not be given.
pub fn uri(p: &Publication) -> String {
    format!("{}/notice", p.uri)
}

/// Takes out of `readers` those who may not be given what is told, and answers them.
pub fn take_out(outgoing: &Outgoing<'_>, readers: &mut Vec<Actor>) -> Vec<Actor> {
    let (Outgoing::Create(p, _) | Outgoing::Update(p, _) | Outgoing::Delete(p, _)) = outgoing else {
        return Vec::new();
    };
    let (kept, others) = std::mem::take(readers).into_iter().partition(|reader| p.may_be_given_to(reader));
    *readers = kept;
    others
}

/// Tells `others`, in the caller's write, that a publication is there, was changed or is gone.
pub async fn tell(
    app: &App,
    tx: &mut Tx,
    author: &Actor,
    outgoing: &Outgoing<'_>,
    to: &Recipients,
    others: Vec<Actor>,
) -> Result<()> {
    let (kind, p, object) = match outgoing {
        Outgoing::Create(p, d) => ("Create", p, note(app, author, p, d, to, &others)),
        Outgoing::Update(p, d) => ("Update", p, note(app, author, p, d, to, &others)),
        Outgoing::Delete(p, _) => ("Delete", p, tombstone(p)),
        _ => return Ok(()),
    };
    if others.is_empty() {
        return Ok(());
    }
    let id = app.next_id();
    let activity = app.activity_uri(id);
    let json = json!({
        "@context": context(), "id": activity, "type": kind, "actor": author.uri,
        "to": to.to, "cc": to.cc, "published": stamp(app.now()), "object": object,
    });
    let made = Made { id, json, uri: activity, kind, object_uri: uri(p), publication: None, raw: None };
    let to = Recipients { public: false, readers: others, ..to.clone() };
    outbox::record(app, tx, author, made, &to, false).await
}

/// The note as it stands at its own address.
pub fn document(app: &App, author: &Actor, p: &Publication, d: &Details, to: &Recipients) -> Value {
    let mut document = Map::from_iter([("@context".to_owned(), context())]);
    if let Value::Object(note) = note(app, author, p, d, to, &[]) {
        document.extend(note);
    }
    Value::Object(document)
}

/// No word of the publication is in it, nor in its link.
fn note(app: &App, author: &Actor, p: &Publication, d: &Details, to: &Recipients, others: &[Actor]) -> Value {
    let lang = p.language.as_deref().and_then(Lang::from_tag).unwrap_or(Lang::En);
    let page = app.uri(&format!("/{}/{}", p.kind.folder(), p.id));
    let content = format!("<p>{}<br><a href=\"{page}\">{page}</a></p>", t(lang, "wire-for-some"));
    let mut named: Vec<Actor> =
        others.iter().filter(|other| d.mentions.contains(&other.id)).cloned().collect();
    named.sort_by_key(|actor| actor.id);
    named.dedup_by_key(|actor| actor.id);
    let mut note = json!({
        "id": uri(p), "type": "Note", "actor": author.uri, "attributedTo": author.uri,
        "to": to.to, "cc": to.cc, "url": page, "content": content,
        "contentMap": {lang.tag(): content}, "mediaType": "text/html",
        "published": stamp(p.published_at.unwrap_or(p.created_at)), "sensitive": false, "context": uri(p),
        "attachment": [], "tag": files::tags(app, &Details::default(), &named),
    });
    if let Some(edited) = p.edited_at {
        note["updated"] = json!(stamp(edited));
    }
    note
}

fn tombstone(p: &Publication) -> Value {
    json!({"id": uri(p), "type": "Tombstone", "formerType": "Note"})
}
