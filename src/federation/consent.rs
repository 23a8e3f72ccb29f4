//! Consent of ours on its way: the next link of an organisation's chain, signed; whom it is told to; asking others for
//! theirs, and answering. Verbs in `node/` call these inside their write.

use super::keyring;
use super::objects::sent;
use super::outbox::{self, Made};
use super::recipients::{PUBLIC, Recipients};
use super::signatures::{Signer, keys::Kind, proof};
use super::stamps::Proved;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::charter::Charter;
use crate::domain::id::ActorId;
use crate::domain::permission;
use crate::domain::stamp::{Act, Link, StampKind};
use crate::domain::time::instant;
use crate::error::Result;
use crate::federation::objects::received::stamp as received;
use crate::store::notifications::{self, Notification};
use crate::store::stamps::Request;
use crate::store::{Tx, actors, alliances, people, publications, stamps};
use crate::words::{self, Lang};
use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

/// What an organisation consents to, or takes back, before it has a place in its chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub act: Act,
    pub kind: StampKind,
    pub target: String,
    pub alliance: Option<String>,
    pub text_digest: Option<String>,
    pub valid_from: Option<DateTime<Utc>>,
    pub valid_until: Option<DateTime<Utc>>,
    pub revokes: Option<String>,
    pub reservation: Option<String>,
    /// Of a recognition: words with spaces between.
    pub services: Option<String>,
}

impl Draft {
    /// Plain consent to `target`.
    pub fn give(kind: StampKind, target: &str) -> Draft {
        Draft {
            act: Act::Give,
            kind,
            target: target.to_owned(),
            alliance: None,
            text_digest: None,
            valid_from: None,
            valid_until: None,
            revokes: None,
            reservation: None,
            services: None,
        }
    }

    /// Consent to what `stamp` consented to, taken back.
    pub fn revoke(stamp: &Link) -> Draft {
        Draft {
            act: Act::Revoke,
            alliance: stamp.alliance.clone(),
            text_digest: stamp.text_digest.clone(),
            revokes: Some(stamp.uri.clone()),
            ..Draft::give(stamp.kind, &stamp.target)
        }
    }
}

/// Makes the next link of `giver`'s chain. In the caller's write, so that no two links have one number.
pub async fn make(app: &App, tx: &mut Tx, giver: &Actor, draft: &Draft) -> Result<Proved> {
    let head = stamps::head(tx, &giver.uri).await?;
    let id = app.next_id();
    // A clock that stepped back does not break the chain.
    let at = head.as_ref().map_or(app.now(), |head| head.at.max(app.now()));
    let key = keyring::open(app, tx, giver, Kind::Ed25519).await?;
    let mut link = Link {
        digest: String::new(),
        uri: app.uri(&format!("/ap/stamps/{id}")),
        giver: giver.uri.clone(),
        seq: head.as_ref().map_or(1, |head| head.seq + 1),
        prev: head.map(|head| head.digest),
        at,
        key_id: key.key_id.clone(),
        act: draft.act,
        kind: draft.kind,
        target: draft.target.clone(),
        alliance: draft.alliance.clone(),
        text_digest: draft.text_digest.clone(),
        valid_from: draft.valid_from.unwrap_or(at).max(at),
        valid_until: draft.valid_until,
        revokes: draft.revokes.clone(),
        reservation: draft.reservation.clone(),
        services: draft.services.clone(),
        void: false,
    };
    let words = in_words(tx, giver, &link).await?;
    let mut document = sent::stamp::link(&link, &words, &app.uri(&format!("/stamps/{id}")));
    proof::sign(&mut document, Signer { key: &key.pair, key_id: &key.key_id }, at)
        .context("signing a stamp")?;
    link.digest = received::digest_of(&document).context("a stamp has a digest")?;
    Ok(Proved { link, json: Value::Object(document).to_string() })
}

/// One sentence for whoever reads notes, in the giver's language.
async fn in_words(tx: &mut Tx, giver: &Actor, link: &Link) -> Result<String> {
    let lang = giver.languages.split_whitespace().find_map(Lang::from_tag).unwrap_or(Lang::Es);
    let target = actors::find_by_uri(tx, &link.target).await?;
    let target = target.as_ref().map_or(link.target.as_str(), Actor::shown_name);
    let key = match (link.act, link.giver == link.target) {
        (Act::Give, true) => "wire-stamp-accession".to_owned(),
        (Act::Give, false) => format!("wire-stamp-{}", link.kind),
        (Act::Revoke, _) => "wire-stamp-revoked".to_owned(),
    };
    let args = [("giver", giver.shown_name().into()), ("target", target.into())];
    let said = words::t_with(lang, &key, args);
    Ok(match &link.reservation {
        Some(reservation) => {
            format!("<p>{}</p><p>{}</p>", sent::words::escaped(&said), sent::words::escaped(reservation))
        }
        None if link.kind == StampKind::Endorsement && link.act == Act::Give => {
            format!("<p>{}</p>", sent::words::escaped(&said))
        }
        None => said,
    })
}

/// Tells a new link to everybody whom it concerns: the allies, whom it is about, and the giver's followers.
pub async fn announce(app: &App, tx: &mut Tx, giver: &Actor, made: &Proved, also: &[Actor]) -> Result<()> {
    let link = &made.link;
    let mut uris = alliances::allies(tx, &giver.uri).await?;
    uris.push(link.target.clone());
    if let Some(alliance) = &link.alliance {
        uris.extend(alliances::members(tx, alliance).await?.into_iter().map(|seat| seat.actor));
        for charter in alliances::charters(tx, alliance).await? {
            uris.extend(charter.rule.founders.into_iter().map(|founder| founder.actor));
        }
    }
    let mut readers = also.to_vec();
    for uri in uris {
        readers.extend(actors::find_by_uri(tx, &uri).await?);
    }
    // What is about a text concerns its author, who may follow nobody.
    if let Some(text) = publications::find_by_uri(tx, &link.target).await? {
        readers.extend(actors::find(tx, text.author_id).await?);
    }
    if link.kind == StampKind::Endorsement {
        readers.extend(crate::store::follows::remote_followers(tx, giver.id).await?);
    }
    let document: Value = serde_json::from_str(&made.json).context("a stamp is JSON")?;
    let followers = format!("{}/followers", giver.uri);
    let to = Recipients { to: vec![PUBLIC.to_owned()], cc: vec![followers], public: true, readers };
    let made = match (&link.revokes, link.act) {
        // The stamp goes; what takes it back goes along, so that nobody has to ask (DESIGN §6).
        (Some(stamp), Act::Revoke) => {
            let tombstone = json!({"id": stamp, "type": "Tombstone", "formerType": "Relationship"});
            activity(app, giver, "Delete", tombstone, stamp, &to, &[("instrument", document)])
        }
        _ => activity(app, giver, "Create", document, &link.uri, &to, &[]),
    };
    outbox::record(app, tx, giver, made, &to, false).await
}

/// Asks somebody elsewhere for a stamp. `copy` is where the alliance it is about can be read whole.
pub async fn offer(
    app: &App,
    tx: &mut Tx,
    asker: &Actor,
    request: &Request,
    giver: &Actor,
    copy: Option<&str>,
) -> Result<()> {
    let to = only(giver);
    let wish = sent::stamp::wish(request);
    let mut more = vec![("target", json!(giver.uri))];
    more.extend(copy.map(|copy| ("instrument", json!(copy))));
    more.extend(request.note.as_ref().map(|note| ("content", json!(sent::words::escaped(note)))));
    more.extend(request.due.map(|due| ("endTime", json!(instant(due)))));
    if let (Some(until), Some(text)) = (request.embargo, &request.text) {
        let text: Value = serde_json::from_str(text).context("a text under an embargo is JSON")?;
        more.extend([("comarca:embargo", json!(instant(until))), ("comarca:text", text)]);
    }
    let mut made = activity(app, asker, "Offer", wish, &request.target, &to, &more);
    made.json["id"] = json!(request.uri);
    made.uri.clone_from(&request.uri);
    outbox::record(app, tx, asker, made, &to, false).await
}

/// Lets the people of an organisation of ours know what is asked of it, or what became of what it asked.
pub async fn tell(
    app: &App,
    tx: &mut Tx,
    (reader, from): (&str, &str),
    kind: &str,
    request: &Request,
) -> Result<()> {
    let reader = actors::find_by_uri(tx, reader).await?.filter(Actor::is_local);
    let (Some(reader), Some(from)) = (reader, actors::find_by_uri(tx, from).await?) else { return Ok(()) };
    let mut readers = vec![reader.id];
    if request.kind == StampKind::Endorsement && request.giver == reader.uri {
        // Who signs and does not publish reads as themselves.
        let members = people::members(tx, reader.id).await?.into_iter();
        let signs = members.filter(|(.., role)| permission::signs(*role) && !permission::publishes(*role));
        readers.extend(signs.map(|(_, person, _)| person));
    }
    for reader in readers {
        notifications::insert(tx, &notice(app, reader, from.id, kind, request)).await?;
    }
    Ok(())
}

fn notice(app: &App, reader: ActorId, from: ActorId, kind: &str, request: &Request) -> Notification {
    Notification {
        id: app.next_id(),
        reader_id: reader,
        kind: kind.to_owned(),
        from_id: from,
        publication_id: None,
        created_at: app.now(),
        read_at: None,
        subject: request.uri.clone(),
    }
}

/// Answers who asked: with the stamp, or that there will be none.
pub async fn answer(
    app: &App,
    tx: &mut Tx,
    giver: &Actor,
    request: &Request,
    asker: &Actor,
    result: Option<&str>,
) -> Result<()> {
    let to = only(asker);
    let kind = if result.is_some() { "Accept" } else { "Reject" };
    let more: Vec<_> = result.map(|stamp| ("result", json!(stamp))).into_iter().collect();
    let made = activity(app, giver, kind, json!(request.uri), &request.uri, &to, &more);
    outbox::record(app, tx, giver, made, &to, false).await
}

/// Tells who asked under an embargo that the stamp will be made once the text is out.
pub async fn promise(app: &App, tx: &mut Tx, giver: &Actor, request: &Request, asker: &Actor) -> Result<()> {
    let to = only(asker);
    let made = activity(app, giver, "TentativeAccept", json!(request.uri), &request.uri, &to, &[]);
    outbox::record(app, tx, giver, made, &to, false).await
}

/// Takes back what was asked of somebody elsewhere.
pub async fn retract(app: &App, tx: &mut Tx, asker: &Actor, request: &Request, giver: &Actor) -> Result<()> {
    let to = only(giver);
    let offer = json!({"id": request.uri, "type": "Offer", "actor": asker.uri});
    let made = activity(app, asker, "Undo", offer, &request.uri, &to, &[]);
    outbox::record(app, tx, asker, made, &to, false).await
}

/// Tells the author of a text how many people of this node put their name under it, and not who.
pub async fn count(
    app: &App,
    tx: &mut Tx,
    (own, author): (&Actor, &Actor),
    text: &str,
    total: i64,
) -> Result<()> {
    let to = only(author);
    let id = format!("{}/adhesions?to={text}", own.uri);
    let object = json!({
        "id": id, "type": "Collection", "attributedTo": own.uri, "context": text, "totalItems": total,
        "comarca:kind": "Adhesions",
    });
    let made = activity(app, own, "Update", object, text, &to, &[]);
    outbox::record(app, tx, own, made, &to, false).await
}

/// Signs a charter; answers it with its digest, and its document.
pub async fn freeze(app: &App, tx: &mut Tx, drafter: &Actor, charter: Charter) -> Result<(Charter, String)> {
    let key = keyring::open(app, tx, drafter, Kind::Ed25519).await?;
    let mut document: Map<String, Value> =
        sent::stamp::charter(&charter, &app.uri(&format!("/alliances/{}", charter.slug)));
    proof::sign(&mut document, Signer { key: &key.pair, key_id: &key.key_id }, charter.at)
        .context("signing a charter")?;
    let digest = received::digest_of(&document).context("a charter has a digest")?;
    Ok((Charter { digest, ..charter }, Value::Object(document).to_string()))
}

fn only(reader: &Actor) -> Recipients {
    Recipients { to: vec![reader.uri.clone()], readers: vec![reader.clone()], ..Recipients::default() }
}

fn activity(
    app: &App,
    actor: &Actor,
    kind: &'static str,
    object: Value,
    object_uri: &str,
    to: &Recipients,
    more: &[(&str, Value)],
) -> Made {
    let id = app.next_id();
    let uri = app.activity_uri(id);
    let mut json = json!({
        "@context": super::context::context(),
        "id": uri,
        "type": kind,
        "actor": actor.uri,
        "to": to.to,
        "cc": to.cc,
        "published": sent::publication::stamp(app.now()),
        "object": object,
    });
    for (name, value) in more {
        json[*name] = value.clone();
    }
    Made { id, json, uri, kind, object_uri: object_uri.to_owned(), publication: None, raw: None }
}
