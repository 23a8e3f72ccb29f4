//! From what an author gives to what is stored, and back: Markdown becomes HTML, mentions become actors.

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::content::Content;
use crate::domain::id::PublicationId;
use crate::domain::poll::{Asked, Poll};
use crate::domain::publication::{Attachment, Details, Publication, Status, Translation};
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::federation::html::{Links, from_markdown};
use crate::node::acting::Acting;
use crate::node::quote;
use crate::store::{Tx, actors, attachments, groups, viewing};
use std::collections::HashMap;

/// A new publication of whom `acting` acts as.
pub async fn new(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    content: &Content,
    status: Status,
) -> Result<(Publication, Details)> {
    let id = app.next_publication_id();
    let parent = match content.in_reply_to {
        Some(parent) => {
            let parent = viewing::visible(tx, acting.viewer(), parent).await?.ok_or(Error::NotFound)?;
            if groups::is_locked(tx, &parent).await? {
                return Err(Refusal::ThreadLocked.into());
            }
            Some(parent)
        }
        None => None,
    };
    let blank = Publication {
        id,
        uri: app.object_uri(id),
        kind: content.kind,
        status,
        local: true,
        author_id: acting.actor.id,
        acted_by: Some(acting.person.id),
        visibility: content.visibility,
        language: None,
        title: None,
        summary: None,
        body: String::new(),
        html: String::new(),
        url: None,
        sensitive: false,
        in_reply_to_id: parent.as_ref().map(|p| p.id),
        in_reply_to_uri: parent.as_ref().map(|p| p.uri.clone()),
        thread_id: parent.as_ref().map_or(id, |p| p.thread_id),
        about_uri: None,
        starts_at: None,
        ends_at: None,
        time_zone: None,
        place_name: None,
        place_address: None,
        place_locality: None,
        place_country: None,
        latitude: None,
        longitude: None,
        place_precision: content.place_precision,
        online_url: None,
        cancelled: false,
        join_mode: content.join_mode,
        capacity: None,
        stage: None,
        since: None,
        deadline: None,
        resource_type: None,
        licence: None,
        created_at: app.now(),
        published_at: (status == Status::Published).then(|| app.now()),
        edited_at: None,
        withdrawn_at: None,
        version: 0,
    };
    fill(app, tx, acting, blank, content).await
}

/// A publication as `content` changes it. Kind, thread and what it answers stay.
pub async fn changed(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    old: &Publication,
    content: &Content,
) -> Result<(Publication, Details)> {
    if content.kind != old.kind {
        return Err(Refusal::KindInvalid.at("kind").into());
    }
    let blank =
        Publication { acted_by: Some(acting.person.id), visibility: content.visibility, ..old.clone() };
    fill(app, tx, acting, blank, content).await
}

async fn fill(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    blank: Publication,
    content: &Content,
) -> Result<(Publication, Details)> {
    let details = details(app, tx, acting, blank.id, content).await?;
    let named = actors::list(tx, &details.mentions).await?;
    let links = links(app, &named);
    let occasion = content.occasion.clone();
    let publication = Publication {
        language: Some(content.language.clone()),
        title: cleaned(&content.title),
        summary: cleaned(&content.summary),
        html: from_markdown(&content.body, &links),
        body: content.body.clone(),
        sensitive: content.sensitive,
        about_uri: cleaned(&content.about_uri),
        starts_at: occasion.as_ref().map(|o| o.starts_at),
        ends_at: occasion.as_ref().and_then(|o| o.ends_at),
        time_zone: occasion.map(|o| o.zone),
        place_name: cleaned(&content.place.name),
        place_address: cleaned(&content.place.address),
        place_locality: cleaned(&content.place.locality),
        place_country: cleaned(&content.place.country),
        latitude: content.place.latitude,
        longitude: content.place.longitude,
        place_precision: content.place_precision,
        online_url: cleaned(&content.online_url),
        cancelled: content.cancelled,
        join_mode: content.join_mode,
        capacity: content.capacity,
        stage: content.stage,
        since: cleaned(&content.since),
        deadline: content.deadline,
        resource_type: cleaned(&content.resource_type),
        licence: cleaned(&content.licence),
        version: blank.version + 1,
        ..blank
    };
    Ok((publication, details))
}

async fn details(
    app: &App,
    tx: &mut Tx,
    acting: &Acting,
    id: PublicationId,
    content: &Content,
) -> Result<Details> {
    let mut named: Vec<Actor> = Vec::new();
    for (username, host) in text::mentions(&content.body) {
        let host = host.filter(|host| *host != app.host());
        let found = match host {
            Some(host) => actors::find_remote(tx, &username, &host).await?,
            None => actors::find_local(tx, &username).await?,
        };
        named.extend(found.filter(Actor::is_active));
    }
    named.sort_by_key(|actor| actor.id);
    named.dedup_by_key(|actor| actor.id);
    let links = links(app, &named);
    let translated = |t: &Translation| Translation { html: from_markdown(&t.body, &links), ..t.clone() };
    Ok(Details {
        themes: content.themes.clone(),
        tags: text::hashtags(&content.body),
        mentions: named.iter().map(|actor| actor.id).collect(),
        partners: content.partners.clone(),
        translations: content.translations.iter().map(translated).collect(),
        items: content.items.clone(),
        attachments: attachments(tx, acting, id, &content.attachments).await?,
        poll: content.poll.as_ref().map(Poll::of),
        quote: match content.quote {
            Some(wanted) => Some(quote::begin(tx, acting, id, wanted).await?),
            None => None,
        },
        quote_policy: content.quote_policy,
        emojis: Vec::new(),
    })
}

/// The files with these ids, if the author uploaded them and no other publication has them.
async fn attachments(
    tx: &mut Tx,
    acting: &Acting,
    id: PublicationId,
    ids: &[i64],
) -> Result<Vec<Attachment>> {
    let mut files = Vec::with_capacity(ids.len());
    for file in ids {
        let found = attachments::find(tx, *file).await?;
        let theirs = |a: &Attachment| {
            let owner = a.owner_id == Some(acting.actor.id) || a.owner_id == Some(acting.person.actor_id);
            owner && a.publication_id.is_none_or(|other| other == id)
        };
        files.push(found.filter(theirs).ok_or(Error::NotFound)?);
    }
    Ok(files)
}

fn links(app: &App, named: &[Actor]) -> Links {
    let mut mentions = HashMap::new();
    for actor in named {
        let page = actor.url.clone().unwrap_or_else(|| match actor.is_local() {
            true => app.uri(&format!("/@{}", actor.username)),
            false => actor.uri.clone(),
        });
        if actor.is_local() {
            mentions.insert(format!("@{}", actor.username), page.clone());
        }
        mentions.insert(format!("@{}", actor.address(&app.host())), page);
    }
    Links { base: app.config.node.base_url.clone(), mentions }
}

fn cleaned(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_string)
}

/// What an author would have given for this publication.
pub fn content_of(p: &Publication, d: &Details) -> Content {
    Content {
        title: p.title.clone(),
        summary: p.summary.clone(),
        body: p.body.clone(),
        sensitive: p.sensitive,
        occasion: p.occasion(),
        place: p.exact_place(),
        place_precision: p.place_precision,
        online_url: p.online_url.clone(),
        cancelled: p.cancelled,
        join_mode: p.join_mode,
        capacity: p.capacity,
        stage: p.stage,
        since: p.since.clone(),
        deadline: p.deadline,
        about_uri: p.about_uri.clone(),
        resource_type: p.resource_type.clone(),
        licence: p.licence.clone(),
        in_reply_to: p.in_reply_to_id,
        themes: d.themes.clone(),
        partners: d.partners.clone(),
        translations: d.translations.clone(),
        items: d.items.clone(),
        attachments: d.attachments.iter().map(|a| a.id).collect(),
        poll: d.poll.as_ref().map(|poll| Asked {
            choices: poll.choices.iter().map(|choice| choice.title.clone()).collect(),
            multiple: poll.multiple,
            closes_at: poll.closes_at,
        }),
        quote: d.quote.as_ref().and_then(|quote| quote.quoted_id),
        quote_policy: d.quote_policy,
        ..Content::new(p.kind, p.visibility, p.language.as_deref().unwrap_or("und"))
    }
}
